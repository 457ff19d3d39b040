//! Many units' reports of one form added up, and compared with what was reported of all of them.
//!
//! Reports are added in any order and in any number of parts: what a roll-up knows is a sum for
//! each cell and who is in it, so that partial results add up to the same (a commutative monoid).
//! Adding, replacing or removing a report takes the time of its own cells.

mod compare;
mod explain;
mod figures;
mod intake;
mod partial;

use crate::address::CellId;
use crate::amount::Amount;
use crate::entry::{Adding, Entry};
use crate::form::Form;
use crate::roster::Roster;
use crate::session::Session;
use crate::sorted::sort_many;
pub use compare::{Comparison, Difference};
pub use explain::{Explanation, What};
pub use figures::Figures;
use figures::Slots;
pub use intake::{Intake, Outcome, Refusal, Report};
pub use partial::BadPartial;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Reports of one form, added up.
#[derive(Clone, Debug)]
pub struct RollUp {
    form: Form,
    period: String,
    roster: Roster,
    /// Whether every report's own figures are kept, not only their sums.
    keeps: bool,
    slots: Slots,
    units: Vec<Unit>,
    by_name: FxHashMap<Arc<str>, usize>,
    /// By the roster's groups; the first is everybody.
    groups: Vec<Sums>,
}

/// A unit that has reported.
#[derive(Clone, Debug)]
struct Unit {
    name: Arc<str>,
    /// Its place in the roster; none for one that the roster does not have.
    place: Option<usize>,
    /// Its figures, where they are kept.
    figures: Option<Figures>,
    /// Those of reports that were replaced.
    former: Vec<Figures>,
    standing: Option<Standing>,
    left_out: bool,
    /// How often it is counted: more than once where merged results both have it.
    times: u32,
}

/// The sums of a group's figures.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Sums {
    reports: u32,
    cells: Vec<Sum>,
}

/// What the reports have in one cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Sum {
    units: i128,
    blank: u32,
    unreadable: u32,
}

/// How many findings a report has of its own, by severity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Those that hold sending back.
    pub hard: u32,
    /// Questions.
    pub soft: u32,
    /// Remarks.
    pub info: u32,
}

/// Whether a unit is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    /// Its report is counted.
    In,
    /// Its report is there and not counted.
    LeftOut,
    /// The roster has it and there is no report.
    Missing,
}

/// What is known of a unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitState {
    /// Its name, the roster's where that has it.
    pub name: Arc<str>,
    /// The roster's groups it is in, by name, the outermost first.
    pub groups: Vec<String>,
    /// Whether it is in.
    pub presence: Presence,
    /// How often it is counted.
    pub times: u32,
    /// Whether there is a roster and it does not have it.
    pub unknown: bool,
    /// Its report's own findings, where it was checked.
    pub standing: Option<Standing>,
}

/// What the reports have in one cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Total {
    /// The cell.
    pub cell: CellId,
    /// The exact sum, or what was worked out anew; none where nothing was filled in, or where the
    /// form does not let it be added up.
    pub sum: Option<Amount>,
    /// Reports that have a figure in it.
    pub filled: u32,
    /// Reports in which it is blank.
    pub blank: u32,
    /// Reports in which it cannot be read.
    pub unreadable: u32,
    /// Whether it was worked out anew by the form's rules.
    pub anew: bool,
}

impl RollUp {
    /// No reports yet. With `keeps`, each report's figures are kept, in 8 bytes a cell, so that it
    /// can be replaced, taken out, and named as what explains a difference; without it the memory
    /// does not grow with the reports, but for the names of the units.
    pub fn new(form: &Form, roster: Roster, period: &str, keeps: bool) -> RollUp {
        let slots = Slots::of(form);
        let empty = Sums { reports: 0, cells: vec![Sum::default(); slots.len()] };
        let roster = if roster.groups().is_empty() { Roster::new("") } else { roster };
        RollUp {
            form: form.clone(),
            period: period.to_owned(),
            keeps,
            groups: vec![empty; roster.groups().len()],
            roster,
            slots,
            units: Vec::new(),
            by_name: FxHashMap::default(),
        }
    }

    /// The form all reports are of.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Who must report.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// How many reports are counted.
    pub fn reports(&self) -> u32 {
        self.groups.first().map_or(0, |all| all.reports)
    }

    /// Whether there is a report of a unit, counted or left out.
    pub fn has(&self, unit: &str) -> bool {
        self.find(unit).is_some()
    }

    /// Adds a unit's figures; false, with nothing changed, when it is in already.
    pub fn add(&mut self, unit: &str, figures: Figures, standing: Option<Standing>) -> bool {
        if self.has(unit) || figures.len() != self.slots.len() {
            return false;
        }
        let place = self.roster.find(unit);
        let known = place.and_then(|place| self.roster.units().get(place));
        let name = known.map_or_else(|| Arc::from(unit.trim()), |unit| Arc::clone(&unit.name));
        self.count(place, &figures, true);
        self.by_name.insert(Arc::clone(&name), self.units.len());
        let (figures, former) = (self.keeps.then_some(figures), Vec::new());
        self.units.push(Unit { name, place, figures, former, standing, left_out: false, times: 1 });
        true
    }

    /// Puts a unit's new figures in the place of those that are counted; false, with nothing
    /// changed, when it is not in or its figures were not kept.
    pub fn replace(&mut self, unit: &str, figures: &Figures, standing: Option<Standing>) -> bool {
        if figures.len() != self.slots.len() {
            return false;
        }
        let Some((index, place, old)) = self.kept(unit) else { return false };
        if !self.units.get(index).is_some_and(|unit| unit.left_out) {
            self.count(place, &old, false);
            self.count(place, figures, true);
        }
        if let Some(unit) = self.units.get_mut(index) {
            if old != *figures {
                unit.former.push(old);
            }
            (unit.figures, unit.standing) = (Some(figures.clone()), standing);
        }
        true
    }

    /// Takes a unit's report out; false when it is not in or its figures were not kept.
    pub fn remove(&mut self, unit: &str) -> bool {
        let Some((index, place, old)) = self.kept(unit) else { return false };
        let unit = self.units.swap_remove(index);
        if !unit.left_out {
            self.count(place, &old, false);
        }
        self.by_name.remove(&unit.name);
        if let Some(moved) = self.units.get(index) {
            self.by_name.insert(Arc::clone(&moved.name), index);
        }
        true
    }

    /// Counts a unit's report or not, and keeps it either way; false when it is not in or its
    /// figures were not kept.
    pub fn leave_out(&mut self, unit: &str, out: bool) -> bool {
        let Some((index, place, figures)) = self.kept(unit) else { return false };
        let Some(unit) = self.units.get_mut(index) else { return false };
        if core::mem::replace(&mut unit.left_out, out) != out {
            self.count(place, &figures, !out);
        }
        true
    }

    /// Every unit: those of the roster in its order, then others in the order of their names.
    pub fn units(&self) -> Vec<UnitState> {
        let rostered = self.roster.units().iter().map(|unit| self.state(&unit.name));
        let mut states: Vec<UnitState> = rostered.collect();
        let others = self.units.iter().filter(|unit| unit.place.is_none());
        let mut others: Vec<&Arc<str>> = others.map(|unit| &unit.name).collect();
        sort_many(&mut others);
        states.extend(others.into_iter().map(|name| self.state(name)));
        states
    }

    /// What is known of a unit, by the name the roster or its report gives it.
    pub fn state(&self, name: &str) -> UnitState {
        let place = self.roster.find(name);
        let unit = self.find(name).and_then(|index| self.units.get(index));
        let known = place.and_then(|place| self.roster.units().get(place));
        let group = known.and_then(|unit| unit.groups.last().copied()).unwrap_or(0);
        UnitState {
            name: match (known, unit) {
                (Some(known), _) => Arc::clone(&known.name),
                (None, Some(unit)) => Arc::clone(&unit.name),
                (None, None) => name.into(),
            },
            groups: self.roster.names(group).into_iter().map(str::to_owned).collect(),
            presence: match unit {
                None => Presence::Missing,
                Some(unit) if unit.left_out => Presence::LeftOut,
                Some(_) => Presence::In,
            },
            times: unit.map_or(0, |unit| unit.times),
            unknown: known.is_none() && !self.roster.units().is_empty(),
            standing: unit.and_then(|unit| unit.standing),
        }
    }

    /// What the reports of a group have, cell by cell, in the definition's order; group 0 is
    /// everybody. Cells of text, and figures in sentences, are none of it.
    pub fn totals(&self, group: usize) -> Vec<Total> {
        let Some(sums) = self.groups.get(group) else { return Vec::new() };
        let worked_out = self.worked_out(sums);
        let figure = self.form.fillable().filter(|(_, cell)| cell.reading.figure_scale().is_some());
        let total = |(id, cell): (CellId, &crate::form::Cell)| {
            let sum = self.slots.of_cell(id).and_then(|slot| sums.cells.get(slot).copied());
            let counted = sum.unwrap_or_default();
            let absent = counted.blank.saturating_add(counted.unreadable);
            let filled = if sum.is_some() { sums.reports.saturating_sub(absent) } else { 0 };
            let anew = cell.adding == Adding::Anew;
            let sum = if anew {
                worked_out.as_ref().and_then(|session| session.worked_out(id))
            } else {
                Amount::new(counted.units, cell.reading.scale()).filter(|_| filled > 0)
            };
            let (blank, unreadable) = (counted.blank, counted.unreadable);
            Total { cell: id, sum, filled, blank, unreadable, anew }
        };
        figure.map(total).collect()
    }

    /// The totals of a group as a report's figures.
    pub fn entries(&self, group: usize) -> Vec<(CellId, String)> {
        let totals = self.totals(group).into_iter();
        totals.filter_map(|total| Some((total.cell, total.sum?.to_string()))).collect()
    }

    /// What each unit of a group that is in has in a cell, left out or not, in the order of
    /// [`RollUp::units`]; units whose figures are not kept have none.
    pub fn contributions(&self, cell: CellId, group: usize) -> Vec<(UnitState, Entry)> {
        let states = self
            .units()
            .into_iter()
            .filter(|state| state.presence != Presence::Missing && self.is_in(&state.name, group));
        let entry = |state: UnitState| {
            let figures = self.figures(&state.name)?;
            Some((state, self.slots.entry(&self.form, figures, cell)))
        };
        states.filter_map(entry).collect()
    }

    /// A unit's figures, where they are kept.
    pub fn figures(&self, unit: &str) -> Option<&Figures> {
        self.units.get(self.find(unit)?)?.figures.as_ref()
    }

    /// A unit's figures as entries, blanks left out.
    pub fn report_of(&self, unit: &str) -> Option<Vec<(CellId, String)>> {
        let figures = self.figures(unit)?;
        let entry = |cell| match self.slots.entry(&self.form, figures, cell) {
            Entry::Amount(amount) => Some((cell, amount.to_string())),
            _ => None,
        };
        Some(self.slots.cells().filter_map(entry).collect())
    }

    /// The units of a group that have not reported.
    pub fn missing(&self, group: usize) -> Vec<Arc<str>> {
        let inside = self.roster.units().iter().filter(|unit| unit.groups.contains(&group));
        inside.filter(|unit| !self.has(&unit.name)).map(|unit| Arc::clone(&unit.name)).collect()
    }

    fn find(&self, unit: &str) -> Option<usize> {
        let place = self.roster.find(unit);
        match place.and_then(|place| self.roster.units().get(place)) {
            Some(known) => self.by_name.get(&known.name).copied(),
            None => self.by_name.get(unit.trim()).copied(),
        }
    }

    fn kept(&self, unit: &str) -> Option<(usize, Option<usize>, Figures)> {
        let index = self.find(unit)?;
        let unit = self.units.get(index)?;
        Some((index, unit.place, unit.figures.clone()?))
    }

    fn is_in(&self, unit: &str, group: usize) -> bool {
        let place = self.roster.find(unit).and_then(|place| self.roster.units().get(place));
        place.map_or(group == 0, |unit| unit.groups.contains(&group))
    }

    /// Adds figures to the groups of a unit, or takes them out.
    fn count(&mut self, place: Option<usize>, figures: &Figures, add: bool) {
        let groups = place.and_then(|place| self.roster.units().get(place));
        for group in groups.map_or(&[0][..], |unit| &unit.groups) {
            if let Some(sums) = self.groups.get_mut(*group) {
                sums.count(figures, add);
            }
        }
    }

    /// A report of the sums, where some cell has to be worked out from them.
    fn worked_out(&self, sums: &Sums) -> Option<Session> {
        let mut anew = self.form.cells().filter(|(_, cell)| cell.adding == Adding::Anew);
        anew.next()?;
        let mut session = Session::new(&self.form);
        let texts = self.slots.cells().zip(&sums.cells).filter_map(|(id, sum)| {
            let absent = sum.blank.saturating_add(sum.unreadable);
            let scale = self.form.cell(id)?.reading.scale();
            let text = Amount::new(sum.units, scale)?.to_string();
            (absent < sums.reports).then_some((id, text))
        });
        let texts: Vec<(CellId, String)> = texts.collect();
        session.enter_cells(texts.iter().map(|(id, text)| (*id, text.as_str())));
        Some(session)
    }
}

impl Sums {
    fn count(&mut self, figures: &Figures, add: bool) {
        let sign = if add { 1 } else { -1 };
        for (sum, units) in self.cells.iter_mut().zip(figures.units()) {
            // A figure has at most 18 digits, so it takes 10^20 reports to leave an i128.
            let units = i128::from(*units);
            sum.units = sum.units.wrapping_add(if add { units } else { units.wrapping_neg() });
        }
        for (slot, unreadable) in figures.absent() {
            let Some(sum) = self.cells.get_mut(*slot as usize) else { continue };
            let count = if *unreadable { &mut sum.unreadable } else { &mut sum.blank };
            *count = count.saturating_add_signed(sign);
        }
        self.reports = self.reports.saturating_add_signed(sign);
    }
}
