//! Taking reports in as files hold them: who sent each, whether it is of this form, edition and
//! period, and what it has against itself. One that cannot be used is told and changes nothing.

use super::figures::Gathered;
use super::{Figures, RollUp, Standing};
use crate::address::CellId;
use crate::finding::Finding;
use crate::rules::Severity;
use crate::session::Session;
use crate::submission::{self, Of, Sink, Unusable};
use std::borrow::Cow;
use std::sync::Arc;

/// Most unknown cells of one report that are named.
const MOST_NAMED: usize = 3;

/// A report to take in.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
    /// Its JSON.
    pub text: &'r str,
    /// Who sent it, where the report does not say so itself or is not believed.
    pub unit: Option<&'r str>,
    /// Whether it takes the place of one that is in.
    pub replace: bool,
    /// An empty report of the form, with last period's figures where there are any, to check it by;
    /// without one it is not checked.
    pub check: Option<&'r Session>,
}

/// What became of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Intake {
    /// Who sent it: the roster's name where that has it.
    pub unit: Option<Arc<str>>,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether there is a roster and it does not have the unit.
    pub unknown: bool,
    /// How many findings it has of its own, where it was checked.
    pub standing: Option<Standing>,
    /// The cells that should be added up and cannot be read.
    pub unreadable: Vec<CellId>,
}

/// What becomes of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is counted.
    Added,
    /// It is counted in place of the unit's former report.
    Replaced,
    /// It is not.
    Refused(Refusal),
}

/// Why a report is not counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It is no report.
    Unusable(Unusable),
    /// A cell stands in it twice.
    Repeated {
        /// The cell's address.
        cell: String,
    },
    /// Nobody says who sent it.
    NoUnit,
    /// It is of another form.
    OtherForm {
        /// The form's id.
        found: String,
    },
    /// It is of another edition of the form.
    OtherVersion {
        /// The edition.
        found: String,
    },
    /// It is about another period.
    OtherPeriod {
        /// The period.
        found: String,
    },
    /// It has cells that the form does not have.
    UnknownCells {
        /// The first of them.
        cells: Vec<String>,
        /// How many more there are.
        more: usize,
    },
    /// The unit's report is in already.
    Duplicate {
        /// The cells that differ from the report that is in; none where it is not kept, so that
        /// nobody can tell.
        differing: Option<Vec<CellId>>,
    },
}

impl Refusal {
    /// The reason's name in catalogues and on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Unusable(Unusable::TooLong) => "too-large",
            Refusal::Unusable(Unusable::NotJson { .. }) => "not-json",
            Refusal::Unusable(_) | Refusal::Repeated { .. } => "not-a-report",
            Refusal::NoUnit => "no-unit",
            Refusal::OtherForm { .. } => "other-form",
            Refusal::OtherVersion { .. } => "other-version",
            Refusal::OtherPeriod { .. } => "other-period",
            Refusal::UnknownCells { .. } => "unknown-cells",
            Refusal::Duplicate { .. } => "duplicate",
        }
    }
}

/// A report's figures as they are met in its text.
struct Taken<'t, 'f> {
    roll_up: &'f RollUp,
    gathered: Gathered,
    /// The cell that is expected next: reports are written in the form's order.
    next: usize,
    seen: Vec<bool>,
    repeated: Option<String>,
    unknown: Vec<String>,
    more: usize,
    /// What a session is filled with, where it is checked.
    entries: Option<Vec<(CellId, Cow<'t, str>)>>,
    prior: Vec<(Cow<'t, str>, Cow<'t, str>)>,
}

impl<'t> Sink<'t> for Taken<'t, '_> {
    fn expected(&self) -> Option<&str> {
        Some(&self.roll_up.form.cell(CellId::new(self.next))?.address)
    }

    fn take_expected(&mut self, address: &'t str, digits: &'t str, number: i64) {
        let id = CellId::new(self.next);
        let Some(cell) = self.roll_up.form.cell(id) else { return };
        // What has decimals, or is no figure, is read with care.
        let whole = cell.reading.figure_scale() == Some(0);
        match self.seen.get_mut(id.index()) {
            Some(seen) if whole && !*seen => *seen = true,
            _ => {
                let (address, digits) = (Cow::Borrowed(address), Cow::Borrowed(digits));
                return self.take(Of::This, address, digits);
            }
        }
        self.next = self.next.saturating_add(1);
        if let Some(slot) = self.roll_up.slots.of_cell(id) {
            self.gathered.put_units(slot, number);
        }
        if let Some(entries) = &mut self.entries {
            entries.push((id, Cow::Borrowed(digits)));
        }
    }

    fn take(&mut self, of: Of, key: Cow<'t, str>, text: Cow<'t, str>) {
        if of == Of::Prior {
            if self.entries.is_some() {
                self.prior.push((key, text));
            }
            return;
        }
        let form = &self.roll_up.form;
        let expected = CellId::new(self.next);
        let here = form.cell(expected).filter(|cell| *cell.address == *key);
        let id = if here.is_some() { Some(expected) } else { form.find(&key) };
        let Some((id, cell)) = id.and_then(|id| Some((id, form.cell(id)?))) else {
            if self.unknown.len() < MOST_NAMED {
                self.unknown.push(key.into_owned());
            } else {
                self.more = self.more.saturating_add(1);
            }
            return;
        };
        self.next = id.index().saturating_add(1);
        match self.seen.get_mut(id.index()) {
            Some(seen) if !*seen => *seen = true,
            _ => self.repeated = Some(key.into_owned()),
        }
        if let Some(slot) = self.roll_up.slots.of_cell(id) {
            self.gathered.put(slot, cell, &text);
        }
        if let Some(entries) = &mut self.entries {
            entries.push((id, text));
        }
    }
}

impl RollUp {
    /// Takes a report in as a file holds it.
    pub fn take(&mut self, report: &Report<'_>) -> Intake {
        match self.read(report) {
            Ok((unit, figures, standing)) => self.settle(report, &unit, figures, standing),
            Err((unit, why)) => {
                let unit = unit.as_deref().or(report.unit);
                let unit = unit.map(|unit| self.state(unit).name);
                let outcome = Outcome::Refused(why);
                let unreadable = Vec::new();
                Intake { unit, outcome, unknown: false, standing: None, unreadable }
            }
        }
    }

    /// Reads a report without adding it: who sent it, its figures, and how it stands.
    fn read(&self, report: &Report<'_>) -> Result<Read, (Option<String>, Refusal)> {
        let mut taken = Taken {
            roll_up: self,
            gathered: Gathered::new(self.slots.len()),
            next: 0,
            seen: vec![false; self.form.cells().len()],
            repeated: None,
            unknown: Vec::new(),
            more: 0,
            entries: report.check.map(|_| Vec::new()),
            prior: Vec::new(),
        };
        let (head, done) = submission::read_head(report.text, &mut taken);
        let unit = report.unit.map(str::to_owned).or_else(|| unit_of(&head));
        let refuse = |why| Err((unit.clone(), why));
        if let Err(why) = done {
            return refuse(Refusal::Unusable(why));
        }
        let Some(unit) = unit.clone().filter(|unit| !unit.trim().is_empty()) else {
            return refuse(Refusal::NoUnit);
        };
        if let Some(found) = head.form.filter(|id| **id != *self.form.id()) {
            return refuse(Refusal::OtherForm { found: found.into_owned() });
        }
        if let Some(found) = head.version.filter(|version| **version != *self.form.version()) {
            return refuse(Refusal::OtherVersion { found: found.into_owned() });
        }
        let other = |period: &Cow<'_, str>| !self.period.is_empty() && **period != self.period;
        if let Some(found) = head.period.filter(other) {
            return refuse(Refusal::OtherPeriod { found: found.into_owned() });
        }
        if let Some(cell) = taken.repeated {
            return refuse(Refusal::Repeated { cell });
        }
        if !taken.unknown.is_empty() {
            return refuse(Refusal::UnknownCells { cells: taken.unknown, more: taken.more });
        }
        let standing = report.check.map(|empty| {
            let mut session = empty.clone();
            if head.prior {
                session.set_prior(taken.prior.iter().map(|(cell, text)| (&**cell, &**text)));
            }
            let entries = taken.entries.iter().flatten();
            session.enter_cells(entries.map(|(id, text)| (*id, &**text)));
            Standing::of(&session.complete())
        });
        Ok((unit, taken.gathered.done(), standing))
    }

    fn settle(
        &mut self,
        report: &Report<'_>,
        unit: &str,
        figures: Figures,
        standing: Option<Standing>,
    ) -> Intake {
        let state = self.state(unit);
        let unreadable = figures.absent().iter().filter(|(_, unreadable)| *unreadable);
        let unreadable = unreadable.filter_map(|(slot, _)| self.slots.cell(*slot as usize));
        let unreadable = unreadable.collect();
        let outcome = if self.has(unit) {
            if report.replace && self.replace(unit, &figures, standing) {
                Outcome::Replaced
            } else {
                let differing = self.figures(unit).map(|kept| self.differing(kept, &figures));
                Outcome::Refused(Refusal::Duplicate { differing })
            }
        } else {
            self.add(unit, figures, standing);
            Outcome::Added
        };
        let (unit, unknown) = (Some(state.name), state.unknown);
        Intake { unit, outcome, unknown, standing, unreadable }
    }

    fn differing(&self, one: &Figures, other: &Figures) -> Vec<CellId> {
        let entry = |figures, cell| self.slots.entry(&self.form, figures, cell);
        self.slots.cells().filter(|cell| entry(one, *cell) != entry(other, *cell)).collect()
    }

    /// The figures of a report given by cell; cells that are not added up are passed over.
    pub fn figures_of<'t>(&self, texts: impl IntoIterator<Item = (CellId, &'t str)>) -> Figures {
        self.slots.figures(&self.form, texts)
    }
}

type Read = (String, Figures, Option<Standing>);

/// Who sent a report by its own words: its unit, or what the sender calls it.
fn unit_of(head: &submission::Head<'_>) -> Option<String> {
    let unit = head.unit.as_ref().map(|unit| unit.to_string());
    unit.or_else(|| head.id_text())
}

impl Standing {
    /// Counts findings by severity.
    pub fn of(findings: &[Finding]) -> Standing {
        let count = |severity| {
            let found = findings.iter().filter(|finding| finding.severity == severity).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        Standing {
            hard: count(Severity::Hard),
            soft: count(Severity::Soft),
            info: count(Severity::Info),
        }
    }
}
