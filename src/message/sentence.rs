//! Rules as sentences in the reader's language, and as formulas: so that an author reads what was
//! understood.

use super::names::Names;
use super::naming::Shared;
use super::wording::Wording;
use crate::address::{Operand, Period};
use crate::amount::Amount;
use crate::form::Place;
use crate::rules::{Check, Expression, Function, Leaf, Linear, Operator, Relation, Rule, Side};
use crate::words::Write;

impl Wording<'_> {
    /// A rule in words, without what its operands share.
    pub(super) fn sentence(&self, rule: &Rule, shared: Shared) -> String {
        let mut text = String::new();
        self.push_sentence(&mut text, rule, shared);
        text
    }

    pub(super) fn push_sentence(&self, text: &mut String, rule: &Rule, shared: Shared) {
        Speech { wording: self, shared, names: None }.rule(text, rule);
    }

    /// A rule as a formula over ids, as an author would write it.
    pub(super) fn formula(&self, rule: &Rule, shared: Shared, names: Names<'_>) -> String {
        let mut text = String::new();
        Speech { wording: self, shared, names: Some(names) }.rule(&mut text, rule);
        text
    }
}

/// A way to say rules: in words, or as a formula.
struct Speech<'s, 'w> {
    wording: &'s Wording<'w>,
    shared: Shared,
    /// How a formula names what it reads; none in words.
    names: Option<Names<'s>>,
}

impl Speech<'_, '_> {
    fn is_formula(&self) -> bool {
        self.names.is_some()
    }

    fn rule(&self, text: &mut String, rule: &Rule) {
        let condition = match &rule.check {
            Check::Linear(linear) => return self.linear(text, linear),
            Check::Condition(condition) => condition,
        };
        let Some((printed, part, whole)) = condition.share_of().filter(|_| !self.is_formula())
        else {
            return self.expression(text, &condition.expression);
        };
        self.say(text, "rule.share", &|text, slot| {
            let side = match slot {
                "printed" => printed,
                "part" => part,
                "whole" => whole,
                _ => return false,
            };
            self.expression(text, side);
            true
        });
    }

    fn linear(&self, text: &mut String, linear: &Linear) {
        self.side(text, &linear.left);
        self.relation(text, linear.relation);
        self.side(text, &linear.right);
    }

    fn side(&self, text: &mut String, side: &Side) {
        let start = text.len();
        let sign = |text: &mut String, negative: bool| {
            text.push_str(match (text.len() == start, negative) {
                (true, false) => "",
                (true, true) => "-",
                (false, false) => " + ",
                (false, true) => " - ",
            });
        };
        for term in &side.terms {
            sign(text, term.coefficient.is_negative());
            let factor = term.coefficient.magnitude();
            if factor != Amount::ONE {
                factor.push_to(text);
                self.operator(text, Operator::Multiply);
            }
            self.name(text, term.operand);
        }
        if !side.constant.is_zero() || side.terms.is_empty() {
            sign(text, side.constant.is_negative());
            side.constant.magnitude().push_to(text);
        }
    }

    fn expression(&self, text: &mut String, expression: &Expression<Leaf>) {
        match expression {
            Expression::Leaf(leaf) => self.name(text, leaf.operand),
            Expression::Figure(amount) => amount.push_to(text),
            Expression::Text(quoted, _) if self.is_formula() => {
                text.push('"');
                text.push_str(quoted);
                text.push('"');
            }
            Expression::Text(quoted, _) => self.say(text, "quoted", &|text, slot| {
                let known = slot == "text";
                text.push_str(if known { quoted } else { "" });
                known
            }),
            Expression::Negate(inner) => {
                text.push('-');
                self.inside(text, inner, matches!(**inner, Expression::Chain(_)));
            }
            Expression::Chain(links) => self.chain(text, links),
            Expression::Call(function, arguments) => self.call(text, *function, arguments),
            Expression::Compare(relation, pair) => {
                self.expression(text, &pair.0);
                self.relation(text, *relation);
                self.expression(text, &pair.1);
            }
            Expression::Not(inner) if self.is_formula() => {
                text.push_str("not ");
                self.inside(text, inner, true);
            }
            Expression::Not(inner) => self.say(text, "not", &|text, slot| {
                let known = slot == "condition";
                if known {
                    self.expression(text, inner);
                }
                known
            }),
            Expression::All(members) => self.joined(text, members, "and", expression),
            Expression::Any(members) => self.joined(text, members, "or", expression),
            Expression::Implies(pair) => self.implies(text, &pair.0, &pair.1),
        }
    }

    fn joined(
        &self,
        text: &mut String,
        members: &[Expression<Leaf>],
        word: &str,
        outer: &Expression<Leaf>,
    ) {
        for (index, member) in members.iter().enumerate() {
            match (index, self.is_formula()) {
                (0, _) => {}
                (_, true) => spaced(text, word),
                (_, false) => text.push_str(self.wording.catalogue.template(word)),
            }
            self.inside(text, member, is_joined(member, outer));
        }
    }

    fn implies(&self, text: &mut String, condition: &Expression<Leaf>, held: &Expression<Leaf>) {
        let nested = matches!(condition, Expression::Implies(_));
        if self.is_formula() {
            self.inside(text, condition, nested);
            spaced(text, "=>");
            return self.expression(text, held);
        }
        let said = self.said(condition);
        let key = if said.is_some() { "where-said" } else { "then" };
        self.say(text, key, &|text, slot| {
            match (slot, &said) {
                ("name", Some(name)) => text.push_str(name),
                ("condition", None) => self.inside(text, condition, nested),
                ("held", _) => self.expression(text, held),
                _ => return false,
            }
            true
        });
    }

    /// The words of a sentence without figures, where a condition is that it is there.
    fn said(&self, condition: &Expression<Leaf>) -> Option<String> {
        let Expression::Compare(Relation::Equal, pair) = condition else { return None };
        let Expression::Leaf(leaf) = &pair.0 else { return None };
        let form = self.wording.form;
        let cell = form.cell(leaf.operand.cell).filter(|cell| form.is_sentence(cell))?;
        form.mention_label(cell)
    }

    /// An expression, in brackets where it would be misread without.
    fn inside(&self, text: &mut String, expression: &Expression<Leaf>, bracketed: bool) {
        text.push_str(if bracketed { "(" } else { "" });
        self.expression(text, expression);
        text.push_str(if bracketed { ")" } else { "" });
    }

    fn chain(&self, text: &mut String, links: &[(Operator, Expression<Leaf>)]) {
        let product = |links: &[(Operator, _)]| {
            links.first().is_some_and(|(operator, _)| *operator == Operator::Multiply)
        };
        for (index, (operator, link)) in links.iter().enumerate() {
            if index > 0 {
                self.operator(text, *operator);
            }
            let bracketed = match link {
                Expression::Chain(inner) => product(links) || !product(inner),
                _ => false,
            };
            self.inside(text, link, bracketed);
        }
    }

    fn call(&self, text: &mut String, function: Function, arguments: &[Expression<Leaf>]) {
        let list = |text: &mut String, between: &str| {
            for (index, argument) in arguments.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { between });
                self.expression(text, argument);
            }
        };
        if self.is_formula() {
            text.push_str(function.name());
            text.push('(');
            list(text, ", ");
            return text.push(')');
        }
        self.say(text, &["words.", function.name()].concat(), &|text, slot| {
            let place = match slot {
                "list" => {
                    list(text, self.wording.catalogue.template("list"));
                    return true;
                }
                "first" => 0,
                "second" => 1,
                "third" => 2,
                _ => return false,
            };
            match arguments.get(place) {
                Some(argument) => self.expression(text, argument),
                None => text.push('0'),
            }
            true
        });
    }

    fn say(&self, text: &mut String, key: &str, write: &Write<'_>) {
        self.wording.catalogue.say_to(text, key, write);
    }

    fn relation(&self, text: &mut String, relation: Relation) {
        spaced(
            text,
            match relation {
                Relation::Unequal if !self.is_formula() => "≠",
                Relation::AtMost if !self.is_formula() => "≤",
                Relation::AtLeast if !self.is_formula() => "≥",
                other => other.sign(),
            },
        );
    }

    fn operator(&self, text: &mut String, operator: Operator) {
        spaced(
            text,
            match operator {
                Operator::Multiply if self.is_formula() => "*",
                Operator::Divide if self.is_formula() => "/",
                other => other.sign(),
            },
        );
    }

    fn name(&self, text: &mut String, operand: Operand) {
        let Some(names) = self.names else {
            return self.wording.push_operand(text, operand, self.shared);
        };
        let form = self.wording.form;
        let Some(cell) = form.cell(operand.cell) else { return };
        if operand.period == Period::Prior {
            text.push_str("prior.");
        }
        match cell.place {
            Place::Mention { .. } => {
                text.push('{');
                text.push_str(&form.mention_label(cell).unwrap_or_default());
                text.push('}');
            }
            Place::Table { table, .. } => {
                let line = self.shared.across(form, cell).filter(|_| names.lines);
                match line {
                    Some(line) => names.push_line(text, table, &line.id),
                    None => names.push_cell(text, cell, table),
                }
            }
            Place::Section(_) => text.push_str(&cell.address),
        }
    }
}

fn spaced(text: &mut String, sign: &str) {
    text.push(' ');
    text.push_str(sign);
    text.push(' ');
}

/// Whether a member needs brackets inside what joins it.
fn is_joined(inner: &Expression<Leaf>, outer: &Expression<Leaf>) -> bool {
    match inner {
        Expression::Implies(_) => true,
        Expression::Any(_) => matches!(outer, Expression::All(_)),
        _ => false,
    }
}
