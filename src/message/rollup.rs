//! Roll-ups as sentences: why a report is not counted, where reported figures and sums part, and
//! which unit would explain it.

use super::wording::Wording;
use crate::address::CellId;
use crate::amount::Amount;
use crate::finding::shortened;
use crate::locate::Slip;
use crate::rollup::{Comparison, Difference, Explanation, Refusal, What};
use crate::signoff::SignFault;
use crate::submission::{Found, MAX_BYTES, Unusable};
use std::sync::Arc;

/// Most things that are named in one sentence.
const MOST_NAMED: usize = 6;
/// Most characters of what a report holds that a sentence quotes.
const QUOTED: usize = 40;

impl Wording<'_> {
    /// Why a report is not counted.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let say = |key: &str, slots: &[(&str, &str)]| self.catalogue.say(key, slots);
        let short = |text: &str| shortened(text, QUOTED);
        match refusal {
            Refusal::Unusable(unusable) => self.unusable(unusable),
            Refusal::Repeated { cell } => say("rollup.repeated", &[("cell", &short(cell))]),
            Refusal::NoUnit => say("rollup.no-unit", &[]),
            Refusal::OtherForm { found } => {
                say("rollup.other-form", &[("found", &short(found)), ("form", self.form.id())])
            }
            Refusal::OtherVersion { found } => {
                let slots = [("found", short(found)), ("version", self.form.version().to_owned())];
                let slots = slots.each_ref().map(|(slot, text)| (*slot, text.as_str()));
                say("rollup.other-version", &slots)
            }
            Refusal::OtherPeriod { found } => {
                say("rollup.other-period", &[("found", &short(found)), ("period", self.period)])
            }
            Refusal::UnknownCells { cells, more } => {
                let cells = cells.iter().map(|cell| short(cell));
                let cells = self.some(cells, *more);
                say("rollup.unknown-cells", &[("cells", &cells)])
            }
            Refusal::Duplicate { differing: None } => say("rollup.duplicate", &[]),
            Refusal::Duplicate { differing: Some(cells) } if cells.is_empty() => {
                say("rollup.duplicate.same", &[])
            }
            Refusal::Duplicate { differing: Some(cells) } => {
                say("rollup.duplicate.differs", &[("cells", &self.names(cells))])
            }
        }
    }

    /// Why a text is no report.
    pub fn unusable(&self, unusable: &Unusable) -> String {
        let say = |key: &str, slots: &[(&str, &str)]| self.catalogue.say(key, slots);
        let found = |found: &Found| match found {
            Found::List => say("found.list", &[]),
            Found::Object => say("found.object", &[]),
            Found::Written(text) => shortened(text, QUOTED),
        };
        match unusable {
            Unusable::TooLong => say("unusable.too-long", &[("most", &MAX_BYTES.to_string())]),
            Unusable::NotJson { line, column, ends } => {
                let key = if *ends { "unusable.cut-off" } else { "unusable.not-json" };
                let (line, column) = (line.to_string(), column.to_string());
                say(key, &[("line", &line), ("column", &column)])
            }
            Unusable::NotObject => say("unusable.not-object", &[]),
            Unusable::Twice { key } => say("unusable.twice", &[("key", &shortened(key, QUOTED))]),
            Unusable::NotText { key, found: value } => say(
                "unusable.not-text",
                &[("key", &shortened(key, QUOTED)), ("value", &found(value))],
            ),
            Unusable::NotPlain { key, number } => {
                let (key, number) = (shortened(key, QUOTED), shortened(number, QUOTED));
                say("unusable.not-plain", &[("key", &key), ("value", &number)])
            }
            Unusable::NotId { found: value } => say("unusable.not-id", &[("value", &found(value))]),
            Unusable::UnknownKey { key } => {
                say("unusable.unknown-key", &[("key", &shortened(key, QUOTED))])
            }
        }
    }

    /// One cell in which the reported figure is not the sum.
    pub fn difference(&self, difference: &Difference) -> String {
        let name = self.cell_name(difference.cell);
        let key = if difference.difference.is_negative() { "rollup.less" } else { "rollup.more" };
        let by = difference.difference.magnitude().to_string();
        let (sum, reported) = (difference.sum.to_string(), difference.reported.to_string());
        let slots = [("name", name.as_str()), ("sum", &sum), ("reported", &reported), ("by", &by)];
        let said = self.catalogue.say(key, &slots);
        if difference.absent == 0 {
            return said;
        }
        let count = difference.absent.to_string();
        self.catalogue.say("rollup.absent", &[("said", &said), ("count", &count)])
    }

    /// What would explain differences.
    pub fn explanation(&self, explanation: &Explanation) -> String {
        let units = self.listed(&explanation.units);
        let name = |index: usize| {
            explanation.cells.get(index).map_or(String::new(), |cell| self.cell_name(*cell))
        };
        let unit = |index: usize| explanation.units.get(index).map_or("", |unit| &**unit);
        let amount = |units: i64| {
            let cell = explanation.cells.first().and_then(|cell| self.form.cell(*cell));
            let scale = cell.map_or(0, |cell| cell.reading.scale());
            Amount::new(i128::from(units), scale).unwrap_or_default().to_string()
        };
        let say = |key: &str, slots: &[(&str, &str)]| self.catalogue.say(key, slots);
        let said = match explanation.what {
            What::LeftOut => say("rollup.left-out", &[("units", &units)]),
            What::CountedTwice => say("rollup.counted-twice", &[("units", &units)]),
            What::CountedAllTheSame => say("rollup.counted-all-the-same", &[("units", &units)]),
            What::OldVersion => say("rollup.old-version", &[("units", &units)]),
            What::LeftOutAndCountedTwice => {
                let slots = [("unit", unit(0)), ("other", unit(1))];
                say("rollup.left-out-and-counted-twice", &slots)
            }
            What::Misplaced { units: figure } => {
                let (from, to, figure) = (name(0), name(1), amount(figure));
                let slots =
                    [("units", units.as_str()), ("from", &from), ("to", &to), ("figure", &figure)];
                say("rollup.misplaced", &slots)
            }
            What::Slip { stands, taken, slip } => {
                let (name, action) = (name(0), self.slip(slip));
                let (stands, taken) = (amount(stands), amount(taken));
                let slots = [
                    ("units", units.as_str()),
                    ("name", &name),
                    ("stands", &stands),
                    ("taken", &taken),
                    ("action", &action),
                ];
                say("rollup.slip", &slots)
            }
            What::Reported(slip) => {
                let (name, action) = (name(0), self.slip(slip));
                say("rollup.copied-wrong", &[("name", &name), ("action", &action)])
            }
            What::Interchanged => {
                let (one, other) = (name(0), name(1));
                say("rollup.interchanged", &[("one", &one), ("other", &other)])
            }
        };
        if explanation.all {
            return say("rollup.explains.all", &[("said", &said)]);
        }
        let count = explanation.cells.len().to_string();
        let cells = self.names(&explanation.cells);
        let slots = [("said", said.as_str()), ("count", &count), ("cells", &cells)];
        say("rollup.explains.some", &slots)
    }

    /// A comparison as one sentence.
    pub fn compared(&self, comparison: &Comparison) -> String {
        let (compared, count) =
            (comparison.compared.to_string(), comparison.differences.len().to_string());
        let key = if comparison.differences.is_empty() { "rollup.agree" } else { "rollup.differ" };
        let slots = [("compared", compared.as_str()), ("count", &count)];
        let said = self.catalogue.say(key, &slots);
        let mut said = vec![said];
        if !comparison.blank.is_empty() {
            let cells = self.names(&comparison.blank);
            said.push(self.catalogue.say("rollup.blank", &[("cells", &cells)]));
        }
        if !comparison.missing.is_empty() {
            let count = comparison.missing.len().to_string();
            let units = self.listed(&comparison.missing);
            said.push(
                self.catalogue.say("rollup.missing", &[("count", &count), ("units", &units)]),
            );
        }
        said.join(&self.catalogue.say("suspect.cells.next", &[]))
    }

    /// What speaks against accepting a signed-off report.
    pub fn sign_fault(&self, fault: &SignFault) -> String {
        let say = |key: &str, slots: &[(&str, &str)]| self.catalogue.say(key, slots);
        let listed = |names: &[String]| {
            let first = names.iter().take(MOST_NAMED).map(|name| shortened(name, QUOTED));
            self.some(first, names.len().saturating_sub(MOST_NAMED))
        };
        match fault {
            SignFault::Unusable(unusable) => self.unusable(unusable),
            SignFault::OtherForm(found) => {
                let form = format!("{} {}", self.form.id(), self.form.version());
                say("signed.other-form", &[("found", &shortened(found, QUOTED)), ("form", &form)])
            }
            SignFault::Cell(cell) => {
                say("rollup.unknown-cells", &[("cells", &shortened(cell, QUOTED))])
            }
            SignFault::Changed => say("signed.changed", &[]),
            SignFault::OtherFindings(names) => {
                say("signed.other-findings", &[("findings", &listed(names))])
            }
            SignFault::Hard(names) => say("signed.hard", &[("findings", &listed(names))]),
            SignFault::Unreasoned(names) => {
                say("signed.no-reason", &[("findings", &listed(names))])
            }
        }
    }

    /// That the figures of cells cannot be read.
    pub fn not_read(&self, cells: &[CellId]) -> String {
        self.catalogue.say("rollup.unreadable", &[("cells", &self.names(cells))])
    }

    fn slip(&self, slip: Slip) -> String {
        let key = format!("suspect.action.{}", slip.name());
        match slip {
            Slip::PowerOfTen(power) => self.power_of_ten(&key, power),
            _ => self.catalogue.say(&key, &[]),
        }
    }

    /// The names of cells, the first of them when they are many.
    fn names(&self, cells: &[CellId]) -> String {
        let names = cells.iter().take(MOST_NAMED).map(|cell| self.cell_name(*cell));
        self.some(names, cells.len().saturating_sub(MOST_NAMED))
    }

    fn listed(&self, units: &[Arc<str>]) -> String {
        let names = units.iter().take(MOST_NAMED).map(|unit| shortened(unit, QUOTED));
        self.some(names, units.len().saturating_sub(MOST_NAMED))
    }

    fn some(&self, names: impl Iterator<Item = String>, more: usize) -> String {
        let names: Vec<String> = names.collect();
        let names = names.join(&self.catalogue.say("list", &[]));
        if more == 0 {
            return names;
        }
        let more = more.to_string();
        self.catalogue.say("rollup.and-more", &[("names", &names), ("more", &more)])
    }
}
