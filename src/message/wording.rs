//! Findings as sentences: the labels of the form, both sides, the difference.

use super::naming::Shared;
use super::{Catalogue, fill_slots};
use crate::address::{CellId, Operand};
use crate::amount::{Amount, MAX_DIGITS};
use crate::entry::{Entry, MAX_TEXT, Reason, understood};
use crate::finding::{Comparison, Counted, Detail, Finding, FindingId, Sum, Unmet};
use crate::form::{Form, Place};
use crate::ratio::Ratio;
use crate::words::{Piece, fill_to};

/// Room for an operand with its figure, so that a sentence need not grow.
const TERM_ROOM: usize = 48;
/// Fewest blank operands of a sum that are told by their number.
const MANY_BLANKS: usize = 3;

/// The words of one form in one language, for one period.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// The sentences.
    pub catalogue: &'a Catalogue,
    /// The form whose labels are used.
    pub form: &'a Form,
    /// What `{period}` in a label stands for, such as `2017`; empty when it is not known.
    pub period: &'a str,
}

impl Wording<'_> {
    /// A finding as one sentence: the labels of the form, both sides, the difference.
    pub fn finding(&self, finding: &Finding) -> String {
        match &finding.detail {
            Detail::Comparison(comparison) => self.comparison(finding, comparison),
            Detail::Condition(unmet) => self.condition(finding, unmet),
            Detail::Template { .. }
            | Detail::Heading { .. }
            | Detail::PartMissing { .. }
            | Detail::PartShort { .. }
            | Detail::Share(..)
            | Detail::Text(_) => self.of_text(finding).unwrap_or_default(),
            Detail::Unreadable { cell, reason, text } => self.unreadable(*cell, *reason, text),
            Detail::Missing { cell } => {
                let section =
                    self.cell(*cell).is_some_and(|c| matches!(c.place, Place::Section(_)));
                let key = if section { "missing-section" } else { "missing" };
                self.say_own(finding, key, &[("name", &self.cell_name(*cell))])
            }
            Detail::TooShort { cell, chars, at_least } => {
                let (chars, at_least) = (chars.to_string(), at_least.to_string());
                let name = self.cell_name(*cell);
                let slots = [("name", name.as_str()), ("chars", &chars), ("at-least", &at_least)];
                self.catalogue.say("too-short", &slots)
            }
        }
    }

    /// What was understood of a text, to stand beside it.
    pub fn understood(&self, read: &str) -> String {
        self.catalogue.say("understood", &[("read", read)])
    }

    pub(super) fn locale(&self) -> &str {
        self.catalogue.locale()
    }

    fn unreadable(&self, cell: CellId, reason: Reason, text: &str) -> String {
        let scale = self.cell(cell).map_or(0, |cell| cell.reading.scale());
        let allowed = match reason {
            Reason::TooManyDecimals { allowed } => allowed.to_string(),
            Reason::TooLong => MAX_TEXT.to_string(),
            _ => MAX_DIGITS.saturating_sub(u32::from(scale)).to_string(),
        };
        let code = match reason {
            Reason::TooManyDecimals { allowed: 0 } => "not-whole",
            reason => reason.code(),
        };
        let name = self.cell_name(cell);
        let unit = self.cell(cell).and_then(|cell| cell.unit.as_deref()).unwrap_or_default();
        let options =
            self.cell(cell).map(|cell| cell.options.join(&self.catalogue.say("list", &[])));
        let options = options.unwrap_or_default();
        let (figure, rest) = understood(text).unwrap_or_default();
        let slots = [
            ("name", name.as_str()),
            ("text", text),
            ("allowed", &allowed),
            ("unit", unit),
            ("options", &options),
            ("figure", figure),
            ("rest", rest),
        ];
        self.catalogue.say(code, &slots)
    }

    fn comparison(&self, finding: &Finding, comparison: &Comparison) -> String {
        let (left, right) = (&comparison.left, &comparison.right);
        let terms = left.terms.iter().chain(&right.terms);
        let shared = Shared::of(self.form, terms.map(|term| term.operand));
        let group = if comparison.partial { "partial." } else { "compare." };
        let key = [group, comparison.relation.sign()].concat();
        let template = self.template(finding, &key);
        let count = left.terms.len().saturating_add(right.terms.len()).saturating_add(1);
        let mut said = String::with_capacity(count.saturating_mul(TERM_ROOM));
        let terms = self.terms(shared);
        fill_to(&mut said, template, &|said, slot| {
            match slot {
                "place" => self.push_place(said, shared),
                "left" => self.push_sum(said, left, &terms),
                "right" => self.push_sum(said, right, &terms),
                "difference" => comparison.difference.magnitude().push_to(said),
                _ => return false,
            }
            true
        });
        said
    }

    fn condition(&self, finding: &Finding, unmet: &Unmet) -> String {
        let shared = Shared::of(self.form, unmet.operands.iter().map(|(operand, _)| *operand));
        let rule = match finding.id {
            FindingId::Rule(rule) => self.form.rule(rule),
            _ => None,
        };
        let sides = unmet.sides.as_ref();
        let difference = sides.and_then(|sides| sides.difference?.magnitude());
        let key = if difference.is_some() { "unmet.by" } else { "unmet" };
        let push = |said: &mut String, ratio: Option<Ratio>| {
            said.push_str(&ratio.map_or(String::new(), |ratio| ratio.to_string()));
        };
        let mut said = String::new();
        fill_to(&mut said, self.template(finding, key), &|said, slot| {
            match (slot, rule) {
                ("place", _) => self.push_place(said, shared),
                ("rule", Some(rule)) => self.push_sentence(said, rule, shared),
                ("rule", None) => {}
                ("figures", _) => self.push_figures(said, unmet, shared),
                ("left", _) => push(said, sides.map(|sides| sides.left)),
                ("right", _) => push(said, sides.map(|sides| sides.right)),
                ("difference", _) => push(said, difference),
                _ => return false,
            }
            true
        });
        said
    }

    /// The operands of a condition with their figures.
    fn push_figures(&self, text: &mut String, unmet: &Unmet, shared: Shared) {
        let terms = self.terms(shared);
        let start = text.len();
        for term in &unmet.operands {
            if self.cell(term.0.cell).is_some_and(|cell| self.form.is_sentence(cell)) {
                continue;
            }
            if text.len() > start {
                text.push_str(self.catalogue.template("list"));
            }
            self.push_term(text, &terms, *term, false);
        }
    }

    /// The author's own sentence, if there is one, with its slots filled, else the catalogue's.
    pub(super) fn say_own(&self, finding: &Finding, key: &str, slots: &[(&str, &str)]) -> String {
        fill_slots(self.template(finding, key), slots)
    }

    /// The author's own sentence, if there is one, else the catalogue's.
    fn template<'t>(&'t self, finding: &Finding, key: &'t str) -> &'t str {
        let own = self.form.source(finding.source).map(|source| &source.message);
        match own.filter(|own| !own.is_empty()) {
            Some(own) => own.get(self.locale()),
            None => self.catalogue.template(key),
        }
    }

    /// One side: its operands with their figures, and what they come to when there are several.
    fn push_sum(&self, text: &mut String, sum: &Sum, terms: &Terms<'_>) {
        let constant = sum.constant;
        if sum.terms.is_empty() {
            return constant.push_to(text);
        }
        let blank = |term: &&Counted| term.entry == Entry::Blank;
        let blanks = sum.terms.iter().filter(blank).count();
        // A form with room for many has most of it blank: that is said once.
        let folded = blanks >= MANY_BLANKS && blanks < sum.terms.len();
        let start = text.len();
        for term in sum.terms.iter().filter(|term| !folded || !blank(term)) {
            let minus = term.coefficient.is_negative();
            text.push_str(match (text.len() == start, minus) {
                (true, false) => "",
                (true, true) => "- ",
                (false, false) => " + ",
                (false, true) => " - ",
            });
            let factor = term.coefficient.magnitude();
            if factor != Amount::ONE {
                factor.push_to(text);
                text.push_str(" × ");
            }
            self.push_term(text, terms, (term.operand, term.entry), sum.terms.len() > 1);
        }
        if folded {
            text.push_str(" + ");
            text.push_str(&self.catalogue.say("blanks", &[("count", &blanks.to_string())]));
        }
        if !constant.is_zero() {
            text.push_str(if constant.is_negative() { " - " } else { " + " });
            constant.magnitude().push_to(text);
        }
        let alone = matches!(sum.terms.as_slice(), [term] if term.coefficient == Amount::ONE);
        if !(alone && constant.is_zero()) {
            text.push_str(" = ");
            sum.total.push_to(text);
        }
    }

    /// How the operands of a sentence are said.
    fn terms(&self, shared: Shared) -> Terms<'_> {
        let pieces = Piece::all(self.catalogue.template("term")).map(|piece| match piece.slot {
            Some("name") => Term::Name,
            Some("value") => Term::Value,
            _ => Term::Text(piece.written),
        });
        Terms { shared, pieces: pieces.collect() }
    }

    /// An operand with its figure; among others, one below nought stands in brackets.
    fn push_term(
        &self,
        text: &mut String,
        terms: &Terms<'_>,
        (operand, entry): (Operand, Entry),
        among: bool,
    ) {
        for piece in &terms.pieces {
            match (piece, entry) {
                (Term::Name, _) => self.push_operand(text, operand, terms.shared),
                (Term::Value, Entry::Amount(amount)) if among && amount.is_negative() => {
                    text.push('(');
                    amount.push_to(text);
                    text.push(')');
                }
                (Term::Value, _) => self.push_value(text, operand, entry),
                (Term::Text(piece), _) => text.push_str(piece),
            }
        }
    }
}

/// How the operands of a sentence are said: a sentence may have hundreds.
struct Terms<'t> {
    shared: Shared,
    pieces: Vec<Term<'t>>,
}

/// A piece of what is said of an operand.
enum Term<'t> {
    Name,
    Value,
    Text(&'t str),
}
