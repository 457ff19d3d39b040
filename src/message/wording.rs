//! Findings as sentences: the labels of the form, both sides, the difference.

use super::{Catalogue, fill_slots};
use crate::address::{CellId, Operand, Period};
use crate::amount::{Amount, MAX_DIGITS};
use crate::entry::{Entry, MAX_TEXT, Reason, understood};
use crate::finding::{Comparison, Counted, Detail, Finding, FindingId, Sides, Sum, Unmet};
use crate::form::{Cell, Form, Place};
use crate::ratio::Ratio;
use crate::words::fill;

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
                let name = self.cell_name(*cell);
                let slots = [("name", name.as_str())];
                self.own(finding, &slots).unwrap_or_else(|| self.catalogue.say(key, &slots))
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

    /// A cell's full name: its row and column, or its section's heading.
    pub fn cell_name(&self, id: CellId) -> String {
        let Some(cell) = self.cell(id) else {
            return String::new();
        };
        match (cell.place, self.form.lines(cell)) {
            (_, Some((row, column))) => {
                let (row, column) =
                    (self.label(row.said(self.locale())), self.label(column.said(self.locale())));
                self.catalogue.say("cell", &[("row", &row), ("column", &column)])
            }
            (Place::Mention { .. }, _) => {
                let name = self.form.mention_label(cell).unwrap_or_default();
                self.catalogue.say("mention", &[("name", &name)])
            }
            (Place::Section(section), _) => {
                let section = self.form.sections().get(section);
                section.map_or(String::new(), |s| self.label(s.said(self.locale())))
            }
            _ => cell.address.to_string(),
        }
    }

    /// A cell's full name, and its table's where the form has several.
    fn name_in_table(&self, id: CellId) -> String {
        let name = self.cell_name(id);
        let place = self.cell(id).map(|cell| cell.place);
        match (place, self.form.tables()) {
            (Some(Place::Table { table, .. }), tables @ [_, _, ..]) => {
                let table =
                    tables.get(table).map_or(String::new(), |t| self.label(t.said(self.locale())));
                self.catalogue.say("in-table", &[("table", &table), ("name", &name)])
            }
            _ => name,
        }
    }

    fn cell(&self, id: CellId) -> Option<&Cell> {
        self.form.cell(id)
    }

    /// A label with its period filled in; without a period the slot is left out.
    pub(super) fn label(&self, label: &str) -> String {
        if !label.contains('{') {
            return label.trim().to_owned();
        }
        let label = fill(label, &|name| (name == "period").then_some(self.period));
        label.trim().to_owned()
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
        let terms = comparison.left.terms.iter().chain(&comparison.right.terms);
        let shared = Shared::of(self.form, terms.map(|term| term.operand));
        let place = self.place(shared);
        let left = self.sum(&comparison.left, shared);
        let right = self.sum(&comparison.right, shared);
        let difference = comparison.difference.magnitude().to_string();
        let slots = [
            ("place", place.as_str()),
            ("left", &left),
            ("right", &right),
            ("difference", &difference),
        ];
        if let Some(own) = self.own(finding, &slots) {
            return own;
        }
        let group = if comparison.partial { "partial" } else { "compare" };
        self.catalogue.say(&format!("{group}.{}", comparison.relation.sign()), &slots)
    }

    fn condition(&self, finding: &Finding, unmet: &Unmet) -> String {
        let shared = Shared::of(self.form, unmet.operands.iter().map(|(operand, _)| *operand));
        let sentence = |operand: &Operand| {
            self.cell(operand.cell).is_some_and(|cell| self.form.is_sentence(cell))
        };
        let figures = unmet.operands.iter().filter(|(operand, _)| !sentence(operand));
        let figures = figures.map(|(operand, entry)| {
            let (name, value) = (self.operand_name(*operand, shared), self.value(*operand, *entry));
            self.catalogue.say("term", &[("name", &name), ("value", &value)])
        });
        let figures = figures.collect::<Vec<_>>().join(&self.catalogue.say("list", &[]));
        let rule = match finding.id {
            FindingId::Rule(rule) => self.form.rule(rule),
            _ => None,
        };
        let rule = rule.map_or(String::new(), |rule| self.sentence(rule, shared));
        let side = |ratio: fn(&Sides) -> Option<Ratio>| {
            let ratio = unmet.sides.as_ref().and_then(ratio);
            ratio.map_or(String::new(), |ratio| ratio.to_string())
        };
        let difference = side(|sides| sides.difference?.magnitude());
        let (left, right) = (side(|sides| Some(sides.left)), side(|sides| Some(sides.right)));
        let place = self.place(shared);
        let slots = [
            ("place", place.as_str()),
            ("rule", &rule),
            ("figures", &figures),
            ("left", &left),
            ("right", &right),
            ("difference", &difference),
        ];
        let key = if difference.is_empty() { "unmet" } else { "unmet.by" };
        self.own(finding, &slots).unwrap_or_else(|| self.catalogue.say(key, &slots))
    }

    /// What all operands share, as the beginning of a sentence.
    pub(super) fn place(&self, shared: Shared) -> String {
        let name = self.shared_name(shared);
        name.map_or(String::new(), |name| self.catalogue.say("place", &[("name", &name)]))
    }

    /// The line that all operands stand on.
    pub(super) fn shared_name(&self, shared: Shared) -> Option<String> {
        match shared {
            Shared::Row(cell) => self.row_name(cell),
            Shared::Column(cell) => self.column_name(cell),
            Shared::Table | Shared::Nothing => None,
        }
    }

    /// The author's own sentence with its slots filled, if there is one.
    pub(super) fn own(&self, finding: &Finding, slots: &[(&str, &str)]) -> Option<String> {
        let message = &self.form.source(finding.source)?.message;
        (!message.is_empty()).then(|| fill_slots(message.get(self.catalogue.locale()), slots))
    }

    /// One side: its operands with their figures, and what they come to when there are several.
    fn sum(&self, sum: &Sum, shared: Shared) -> String {
        let mut text = String::with_capacity(sum.terms.len().saturating_mul(48));
        let blank = |term: &&Counted| term.entry == Entry::Blank;
        let blanks = sum.terms.iter().filter(blank).count();
        // A form with room for many has most of it blank: that is said once.
        let folded = blanks >= MANY_BLANKS && blanks < sum.terms.len();
        for term in sum.terms.iter().filter(|term| !folded || !blank(term)) {
            let minus = term.coefficient.is_negative();
            text.push_str(match (text.is_empty(), minus) {
                (true, false) => "",
                (true, true) => "- ",
                (false, false) => " + ",
                (false, true) => " - ",
            });
            text.push_str(&self.term(term, shared, sum.terms.len() > 1));
        }
        if folded {
            text.push_str(" + ");
            text.push_str(&self.catalogue.say("blanks", &[("count", &blanks.to_string())]));
        }
        let constant = sum.constant;
        if sum.terms.is_empty() {
            return constant.to_string();
        }
        if !constant.is_zero() {
            text.push_str(if constant.is_negative() { " - " } else { " + " });
            text.push_str(&constant.magnitude().to_string());
        }
        let single = sum.terms.len() == 1 && constant.is_zero();
        let plain = sum.terms.iter().all(|term| term.coefficient == Amount::ONE);
        if !(single && plain) {
            text.push_str(&format!(" = {}", sum.total));
        }
        text
    }

    /// An operand with its figure; among others, one below nought stands in brackets.
    fn term(&self, term: &Counted, shared: Shared, among: bool) -> String {
        let name = self.operand_name(term.operand, shared);
        let value = match term.entry {
            Entry::Amount(amount) if among && amount.is_negative() => format!("({amount})"),
            entry => self.value(term.operand, entry),
        };
        let factor = term.coefficient.magnitude();
        let factor = if factor == Amount::ONE { String::new() } else { format!("{factor} × ") };
        factor + &self.catalogue.say("term", &[("name", &name), ("value", &value)])
    }

    /// An operand's name next to what all of them share.
    pub(super) fn operand_name(&self, operand: Operand, shared: Shared) -> String {
        let cell = operand.cell;
        let beside = match shared {
            Shared::Row(_) => self.column_name(cell),
            Shared::Column(_) => self.row_name(cell),
            Shared::Nothing => Some(self.name_in_table(cell)),
            Shared::Table => None,
        };
        let name = beside.unwrap_or_else(|| self.cell_name(cell));
        match operand.period {
            Period::This => name,
            Period::Prior => {
                self.catalogue.say(&format!("prior.{}", self.form.period()), &[("name", &name)])
            }
        }
    }

    /// What stands in an operand.
    pub(super) fn value(&self, operand: Operand, entry: Entry) -> String {
        match entry {
            Entry::Amount(amount) => amount.to_string(),
            Entry::Date(date) => date.to_string(),
            Entry::Choice(option) => {
                let options = self.cell(operand.cell).map(|cell| &cell.options);
                options.and_then(|options| options.get(option)).cloned().unwrap_or_default()
            }
            Entry::Blank => self.catalogue.say("blank", &[]),
            Entry::Text { .. } => self.catalogue.say("filled", &[]),
            Entry::Unreadable(_) => self.catalogue.say("unreadable", &[]),
        }
    }

    fn row_name(&self, cell: CellId) -> Option<String> {
        let (row, _) = self.form.lines(self.form.cell(cell)?)?;
        Some(self.label(row.said(self.locale())))
    }

    fn column_name(&self, cell: CellId) -> Option<String> {
        let (_, column) = self.form.lines(self.form.cell(cell)?)?;
        Some(self.label(column.said(self.locale())))
    }
}

/// What all operands of a rule have in common, so that it is said once, and a cell to take
/// its name from.
#[derive(Clone, Copy)]
pub(super) enum Shared {
    Row(CellId),
    Column(CellId),
    /// The table only.
    Table,
    Nothing,
}

impl Shared {
    pub(super) fn of(form: &Form, mut operands: impl Iterator<Item = Operand>) -> Shared {
        let place = |operand: Operand| match form.cell(operand.cell).map(|cell| cell.place) {
            Some(Place::Table { table, row, column }) => Some((table, row, column)),
            _ => None,
        };
        let Some(first) = operands.next() else { return Shared::Nothing };
        let Some((table, row, column)) = place(first) else { return Shared::Nothing };
        let (mut one_row, mut one_column) = (true, true);
        for operand in operands {
            match place(operand) {
                Some((other, r, c)) if other == table => {
                    one_row &= r == row;
                    one_column &= c == column;
                }
                _ => return Shared::Nothing,
            }
        }
        match (one_row, one_column) {
            (true, false) => Shared::Row(first.cell),
            (false, true) => Shared::Column(first.cell),
            _ => Shared::Table,
        }
    }
}
