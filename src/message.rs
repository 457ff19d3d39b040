//! Text for people: findings and problems put into words by a catalogue. Sentences are made here
//! and nowhere else.

use crate::address::{CellId, Period};
use crate::amount::{Amount, MAX_DIGITS};
use crate::entry::{Entry, Reason, understood};
use crate::finding::{Comparison, Counted, Detail, Finding, Sum};
use crate::form::{Cell, Form, Place};
use crate::json::Json;
use crate::problem::{Code, Problem, Problems};
use crate::words::{MOST_NEAR, Words, fill};
use core::fmt;

const CHINESE: &str = include_str!("message/zh-CN.json");
const ENGLISH: &str = include_str!("message/en.json");

/// The languages that have a catalogue, the first being the one for any other.
pub const LOCALES: &[&str] = &["zh-CN", "en"];

/// The sentences of one language, with slots in braces.
#[derive(Clone, Debug)]
pub struct Catalogue {
    locale: String,
    texts: Vec<(String, String)>,
}

impl Catalogue {
    /// The catalogue for a language tag: English for `en` and its relatives, Chinese otherwise.
    /// Labels are taken in the language asked for wherever the definition has them.
    pub fn new(locale: &str) -> Catalogue {
        let english = locale.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en"));
        let texts = match Json::read(if english { ENGLISH } else { CHINESE }) {
            Ok(Json::Object(entries)) => entries,
            _ => Vec::new(),
        };
        let texts = texts.into_iter().filter_map(|(key, text)| match text {
            Json::Text(text) => Some((key, text)),
            _ => None,
        });
        Catalogue { locale: locale.to_owned(), texts: texts.collect() }
    }

    /// The language tag it was asked for.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    fn template(&self, key: &str) -> Option<&str> {
        self.texts.iter().find(|(name, _)| name == key).map(|(_, text)| text.as_str())
    }

    /// A sentence with its slots filled; the key itself where the catalogue lacks it.
    pub fn say(&self, key: &str, slots: &[(&str, &str)]) -> String {
        fill_slots(self.template(key).unwrap_or(key), slots)
    }

    /// A problem of a definition as a sentence with its place and a hint.
    pub fn problem(&self, problem: &Problem) -> String {
        let code = problem.code.name();
        let expected = expected(problem);
        let slots = [("subject", problem.subject.as_str()), ("expected", &expected)];
        let message = self.say(&format!("problem.{code}"), &slots);
        let at = problem.at.map(|at| at.to_string());
        let place = problem.pointer.as_str();
        let slots = [
            ("message", message.as_str()),
            ("pointer", place),
            ("at", at.as_deref().unwrap_or("")),
        ];
        let placed = match (problem.pointer.is_empty(), at.is_some()) {
            (true, _) => message.clone(),
            (false, true) => self.say("problem.at", &slots),
            (false, false) => self.say("problem", &slots),
        };
        self.hint(problem).map_or(placed.clone(), |hint| {
            self.say("problem.hint", &[("problem", &placed), ("hint", &hint)])
        })
    }

    /// What would mend a problem; none when nothing is near.
    pub fn hint(&self, problem: &Problem) -> Option<String> {
        // With more than the few nearest, all that there is was listed.
        let all = problem.code == Code::UnknownKey && problem.expected.len() > MOST_NEAR;
        let key = if all { "hint".to_owned() } else { format!("hint.{}", problem.code.name()) };
        let needs_names = self.template(&key)?.contains("{expected}");
        if needs_names && problem.expected.is_empty() {
            return None;
        }
        Some(self.say(&key, &[("expected", &expected(problem))]))
    }
}

/// What would be right, in a row.
fn expected(problem: &Problem) -> String {
    let quoted = problem.expected.iter().map(|text| format!("`{text}`"));
    quoted.collect::<Vec<_>>().join(", ")
}

/// A sentence with its slots filled.
fn fill_slots(template: &str, slots: &[(&str, &str)]) -> String {
    let value = |name: &str| slots.iter().find(|(slot, _)| *slot == name);
    fill(template, |name| value(name).map(|(_, text)| (*text).to_owned()))
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Catalogue::new("en").problem(self))
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let catalogue = Catalogue::new("en");
        for (index, problem) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{}", catalogue.problem(problem))?;
        }
        Ok(())
    }
}

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

    /// A cell's full name: its row and column, or its section's heading.
    pub fn cell_name(&self, id: CellId) -> String {
        let Some(cell) = self.cell(id) else {
            return String::new();
        };
        match (cell.place, self.form.lines(cell)) {
            (_, Some((row, column))) => {
                let (row, column) = (self.label(&row.words()), self.label(&column.words()));
                self.catalogue.say("cell", &[("row", &row), ("column", &column)])
            }
            (Place::Mention { .. }, _) => {
                let name = self.form.mention_label(cell).unwrap_or_default();
                self.catalogue.say("mention", &[("name", &name)])
            }
            (Place::Section(section), _) => {
                let section = self.form.sections().get(section);
                section.map_or(String::new(), |s| self.label(&s.words()))
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
                let table = tables.get(table).map_or(String::new(), |t| self.label(&t.words()));
                self.catalogue.say("in-table", &[("table", &table), ("name", &name)])
            }
            _ => name,
        }
    }

    fn cell(&self, id: CellId) -> Option<&Cell> {
        self.form.cell(id)
    }

    /// A label with its period filled in; without a period the slot is left out.
    fn label(&self, words: &Words) -> String {
        let label = fill(words.get(self.catalogue.locale()), |name| {
            (name == "period").then(|| self.period.to_owned())
        });
        label.trim().to_owned()
    }

    fn unreadable(&self, cell: CellId, reason: Reason, text: &str) -> String {
        let scale = self.cell(cell).map_or(0, |cell| cell.reading.scale());
        let allowed = match reason {
            Reason::TooManyDecimals { allowed } => allowed.to_string(),
            _ => MAX_DIGITS.saturating_sub(u32::from(scale)).to_string(),
        };
        let code = match reason {
            Reason::TooManyDecimals { allowed: 0 } => "not-whole",
            reason => reason.code(),
        };
        let name = self.cell_name(cell);
        let unit = self.cell(cell).and_then(|cell| cell.unit.as_deref()).unwrap_or_default();
        let (figure, rest) = understood(text).unwrap_or_default();
        let slots = [
            ("name", name.as_str()),
            ("text", text),
            ("allowed", &allowed),
            ("unit", unit),
            ("figure", figure),
            ("rest", rest),
        ];
        self.catalogue.say(code, &slots)
    }

    fn comparison(&self, finding: &Finding, comparison: &Comparison) -> String {
        let shared = Shared::of(self.form, comparison);
        let place = match shared {
            Shared::Row(cell) => self.line_names(cell).map(|(row, _)| row),
            Shared::Column(cell) => self.line_names(cell).map(|(_, column)| column),
            Shared::Table | Shared::Nothing => None,
        };
        let place =
            place.map_or(String::new(), |name| self.catalogue.say("place", &[("name", &name)]));
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

    /// The author's own sentence with its slots filled, if there is one.
    fn own(&self, finding: &Finding, slots: &[(&str, &str)]) -> Option<String> {
        let message = &self.form.source(finding.source)?.message;
        (!message.is_empty()).then(|| fill_slots(message.get(self.catalogue.locale()), slots))
    }

    /// One side: its operands with their figures, and what they come to when there are several.
    fn sum(&self, sum: &Sum, shared: Shared) -> String {
        let mut text = String::new();
        for term in &sum.terms {
            let minus = term.coefficient.is_negative();
            text.push_str(match (text.is_empty(), minus) {
                (true, false) => "",
                (true, true) => "- ",
                (false, false) => " + ",
                (false, true) => " - ",
            });
            text.push_str(&self.term(term, shared, sum.terms.len() > 1));
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
        let cell = term.operand.cell;
        let name = match (shared, self.line_names(cell)) {
            (Shared::Row(_), Some((_, column))) => column,
            (Shared::Column(_), Some((row, _))) => row,
            (Shared::Nothing, _) => self.name_in_table(cell),
            _ => self.cell_name(cell),
        };
        let name = match term.operand.period {
            Period::This => name,
            Period::Prior => {
                self.catalogue.say(&format!("prior.{}", self.form.period()), &[("name", &name)])
            }
        };
        let value = match term.entry {
            Entry::Amount(amount) if among && amount.is_negative() => format!("({amount})"),
            Entry::Amount(amount) => amount.to_string(),
            Entry::Blank | Entry::Text { .. } => self.catalogue.say("blank", &[]),
            Entry::Unreadable(_) => self.catalogue.say("unreadable", &[]),
        };
        let factor = term.coefficient.magnitude();
        let factor = if factor == Amount::ONE { String::new() } else { format!("{factor} × ") };
        factor + &self.catalogue.say("term", &[("name", &name), ("value", &value)])
    }

    fn line_names(&self, cell: CellId) -> Option<(String, String)> {
        let (row, column) = self.form.lines(self.form.cell(cell)?)?;
        Some((self.label(&row.words()), self.label(&column.words())))
    }
}

/// What all operands of a comparison have in common, so that it is said once, and a cell to take
/// its name from.
#[derive(Clone, Copy)]
enum Shared {
    Row(CellId),
    Column(CellId),
    /// The table only.
    Table,
    Nothing,
}

impl Shared {
    fn of(form: &Form, comparison: &Comparison) -> Shared {
        let terms = || comparison.left.terms.iter().chain(&comparison.right.terms);
        let places = || {
            terms().map(|term| match form.cell(term.operand.cell).map(|cell| cell.place) {
                Some(Place::Table { table, row, column }) => Some((table, row, column)),
                _ => None,
            })
        };
        let (Some(first), Some(Some(place))) = (terms().next(), places().next()) else {
            return Shared::Nothing;
        };
        let (table, row, column) = place;
        let all = |alike: &dyn Fn(usize, usize) -> bool| {
            places().all(|other| other.is_some_and(|(t, r, c)| t == table && alike(r, c)))
        };
        let row = all(&|other, _| other == row);
        let column = all(&|_, other| other == column);
        match (row, column) {
            (true, false) => Shared::Row(first.operand.cell),
            (false, true) => Shared::Column(first.operand.cell),
            _ if all(&|_, _| true) => Shared::Table,
            _ => Shared::Nothing,
        }
    }
}
