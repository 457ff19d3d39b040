//! Rules as sentences in the reader's language, and as formulas: so that an author reads what was
//! understood.

use super::naming::Shared;
use super::wording::Wording;
use crate::address::{Operand, Period};
use crate::amount::Amount;
use crate::form::Place;
use crate::rules::{Check, Expression, Function, Leaf, Linear, Operator, Relation, Rule, Side};

impl Wording<'_> {
    /// A rule in words, without what its operands share.
    pub(super) fn sentence(&self, rule: &Rule, shared: Shared) -> String {
        Speech { wording: self, shared, formula: false }.rule(rule)
    }

    /// A rule as a formula over ids, as an author would write it.
    pub(super) fn formula(&self, rule: &Rule, shared: Shared) -> String {
        Speech { wording: self, shared, formula: true }.rule(rule)
    }
}

/// A way to say rules: in words, or as a formula.
struct Speech<'s, 'w> {
    wording: &'s Wording<'w>,
    shared: Shared,
    formula: bool,
}

impl Speech<'_, '_> {
    fn rule(&self, rule: &Rule) -> String {
        match &rule.check {
            Check::Linear(linear) => self.linear(linear),
            Check::Condition(condition) => {
                let share = condition.share_of().filter(|_| !self.formula);
                share.map_or_else(
                    || self.expression(&condition.expression),
                    |(printed, part, whole)| {
                        let [printed, part, whole] =
                            [printed, part, whole].map(|side| self.expression(side));
                        let slots = [("printed", &*printed), ("part", &part), ("whole", &whole)];
                        self.say("rule.share", &slots)
                    },
                )
            }
        }
    }

    fn linear(&self, linear: &Linear) -> String {
        let (left, right) = (self.side(&linear.left), self.side(&linear.right));
        format!("{left} {} {right}", self.relation(linear.relation))
    }

    fn side(&self, side: &Side) -> String {
        let mut text = String::new();
        let mut join = |negative: bool, piece: &str| {
            text.push_str(match (text.is_empty(), negative) {
                (true, false) => "",
                (true, true) => "-",
                (false, false) => " + ",
                (false, true) => " - ",
            });
            text.push_str(piece);
        };
        for term in &side.terms {
            let factor = term.coefficient.magnitude();
            let name = self.name(term.operand);
            let times = self.operator(Operator::Multiply);
            let piece =
                if factor == Amount::ONE { name } else { format!("{factor} {times} {name}") };
            join(term.coefficient.is_negative(), &piece);
        }
        if !side.constant.is_zero() || side.terms.is_empty() {
            join(side.constant.is_negative(), &side.constant.magnitude().to_string());
        }
        text
    }

    fn expression(&self, expression: &Expression<Leaf>) -> String {
        let list = |members: &[Expression<Leaf>]| {
            members.iter().map(|member| self.expression(member)).collect::<Vec<_>>()
        };
        let joined = |members: &[Expression<Leaf>], word| {
            let word = if self.formula { format!(" {word} ") } else { self.say(word, &[]) };
            let member = |member| self.inside(member, |inner| is_joined(inner, expression));
            members.iter().map(member).collect::<Vec<_>>().join(&word)
        };
        match expression {
            Expression::Leaf(leaf) => self.name(leaf.operand),
            Expression::Figure(amount) => amount.to_string(),
            Expression::Text(text, _) if self.formula => format!("\"{text}\""),
            Expression::Text(text, _) => self.say("quoted", &[("text", text)]),
            Expression::Negate(inner) => {
                format!("-{}", self.inside(inner, |inner| matches!(inner, Expression::Chain(_))))
            }
            Expression::Chain(links) => self.chain(links),
            Expression::Call(function, arguments) => self.call(*function, &list(arguments)),
            Expression::Compare(relation, pair) => {
                let (left, right) = (self.expression(&pair.0), self.expression(&pair.1));
                format!("{left} {} {right}", self.relation(*relation))
            }
            Expression::Not(inner) => {
                let inner = self.expression(inner);
                if self.formula {
                    return format!("not ({inner})");
                }
                self.say("not", &[("condition", &inner)])
            }
            Expression::All(members) => joined(members, "and"),
            Expression::Any(members) => joined(members, "or"),
            Expression::Implies(pair) => {
                if let Some(name) = self.said(&pair.0).filter(|_| !self.formula) {
                    let held = self.expression(&pair.1);
                    return self.say("where-said", &[("name", &name), ("held", &held)]);
                }
                let then = |inner: &Expression<Leaf>| matches!(inner, Expression::Implies(_));
                let (condition, held) = (self.inside(&pair.0, then), self.expression(&pair.1));
                if self.formula {
                    return format!("{condition} => {held}");
                }
                self.say("then", &[("condition", &condition), ("held", &held)])
            }
        }
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
    fn inside(
        &self,
        expression: &Expression<Leaf>,
        bracketed: impl Fn(&Expression<Leaf>) -> bool,
    ) -> String {
        let text = self.expression(expression);
        if bracketed(expression) { format!("({text})") } else { text }
    }

    fn chain(&self, links: &[(Operator, Expression<Leaf>)]) -> String {
        let product = |links: &[(Operator, _)]| {
            links.first().is_some_and(|(operator, _)| *operator == Operator::Multiply)
        };
        let mut text = String::new();
        for (operator, link) in links {
            if !text.is_empty() {
                text.push_str(&format!(" {} ", self.operator(*operator)));
            }
            let bracketed = |inner: &Expression<Leaf>| match inner {
                Expression::Chain(inner) => product(links) || !product(inner),
                _ => false,
            };
            text.push_str(&self.inside(link, bracketed));
        }
        text
    }

    fn call(&self, function: Function, arguments: &[String]) -> String {
        if self.formula {
            return format!("{}({})", function.name(), arguments.join(", "));
        }
        let list = arguments.join(&self.say("list", &[]));
        let argument = |place: usize| arguments.get(place).map_or("0", String::as_str);
        let slots = [
            ("list", list.as_str()),
            ("first", argument(0)),
            ("second", argument(1)),
            ("third", argument(2)),
        ];
        self.say(&format!("words.{}", function.name()), &slots)
    }

    fn say(&self, key: &str, slots: &[(&str, &str)]) -> String {
        self.wording.catalogue.say(key, slots)
    }

    fn relation(&self, relation: Relation) -> &'static str {
        match relation {
            Relation::Unequal if !self.formula => "≠",
            Relation::AtMost if !self.formula => "≤",
            Relation::AtLeast if !self.formula => "≥",
            other => other.sign(),
        }
    }

    fn operator(&self, operator: Operator) -> &'static str {
        match operator {
            Operator::Multiply if self.formula => "*",
            Operator::Divide if self.formula => "/",
            other => other.sign(),
        }
    }

    fn name(&self, operand: Operand) -> String {
        if !self.formula {
            return self.wording.operand_name(operand, self.shared);
        }
        let form = self.wording.form;
        let Some(cell) = form.cell(operand.cell) else { return String::new() };
        let name = match (self.shared, form.lines(cell), cell.place) {
            (Shared::Row(_), Some((_, column)), _) => column.id.clone(),
            (Shared::Column(_), Some((row, _)), _) => row.id.clone(),
            (_, Some((row, column)), _) if form.tables().len() == 1 => {
                format!("{}.{}", row.id, column.id)
            }
            (_, _, Place::Mention { .. }) => {
                format!("{{{}}}", form.mention_label(cell).unwrap_or_default())
            }
            _ => cell.address.to_string(),
        };
        match operand.period {
            Period::This => name,
            Period::Prior => format!("prior.{name}"),
        }
    }
}

/// Whether a member needs brackets inside what joins it.
fn is_joined(inner: &Expression<Leaf>, outer: &Expression<Leaf>) -> bool {
    match inner {
        Expression::Implies(_) => true,
        Expression::Any(_) => matches!(outer, Expression::All(_)),
        _ => false,
    }
}
