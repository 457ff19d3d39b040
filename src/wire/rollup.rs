//! Roll-ups as plain objects.

use super::{address, addresses, written};
use crate::form::Form;
use crate::message::Wording;
use crate::rollup::{self, Outcome, Presence, RollUp, Standing, UnitState, What};
use serde::Serialize;

/// What became of a report.
#[derive(Serialize)]
pub struct Intake {
    unit: Option<String>,
    outcome: &'static str,
    reason: Option<&'static str>,
    message: Option<String>,
    unknown: bool,
    findings: Option<Findings>,
    unreadable: Vec<String>,
}

/// A report's own findings, counted.
#[derive(Serialize, Clone, Copy)]
struct Findings {
    hard: u32,
    soft: u32,
    info: u32,
}

/// What is known of a unit.
#[derive(Serialize)]
pub struct Unit {
    name: String,
    groups: Vec<String>,
    state: &'static str,
    times: u32,
    unknown: bool,
    findings: Option<Findings>,
}

/// What the reports have in a cell.
#[derive(Serialize)]
pub struct Total {
    cell: String,
    sum: Option<String>,
    filled: u32,
    blank: u32,
    unreadable: u32,
    recomputed: bool,
}

/// What was reported against what the units add up to.
#[derive(Serialize)]
pub struct Comparison {
    compared: usize,
    differences: Vec<Difference>,
    blank: Vec<String>,
    explanations: Vec<Explanation>,
    more: usize,
    missing: Vec<String>,
    message: String,
}

#[derive(Serialize)]
struct Difference {
    cell: String,
    name: String,
    sum: String,
    reported: String,
    difference: String,
    absent: u32,
    message: String,
}

#[derive(Serialize)]
struct Explanation {
    kind: &'static str,
    units: Vec<String>,
    cells: Vec<String>,
    all: bool,
    message: String,
}

/// What a unit has in a cell.
#[derive(Serialize)]
pub struct Contribution {
    unit: String,
    value: Option<String>,
    left_out: bool,
}

impl From<Standing> for Findings {
    fn from(Standing { hard, soft, info }: Standing) -> Findings {
        Findings { hard, soft, info }
    }
}

impl Intake {
    /// Whether it is not counted.
    pub fn is_refused(&self) -> bool {
        self.reason.is_some()
    }
}

/// What became of a report, with its sentence.
pub fn intake(wording: &Wording<'_>, intake: &rollup::Intake) -> Intake {
    let (outcome, refusal) = match &intake.outcome {
        Outcome::Added => ("added", None),
        Outcome::Replaced => ("replaced", None),
        Outcome::Refused(refusal) => ("refused", Some(refusal)),
    };
    let unread = || Some(wording.not_read(&intake.unreadable));
    let unread = if intake.unreadable.is_empty() { None } else { unread() };
    Intake {
        unit: intake.unit.as_deref().map(str::to_owned),
        outcome,
        reason: refusal.map(rollup::Refusal::code),
        message: refusal.map(|refusal| wording.refusal(refusal)).or(unread),
        unknown: intake.unknown,
        findings: intake.standing.map(Findings::from),
        unreadable: addresses(wording.form, &intake.unreadable),
    }
}

/// What is known of a unit.
pub fn unit(state: &UnitState) -> Unit {
    Unit {
        name: state.name.to_string(),
        groups: state.groups.clone(),
        state: match state.presence {
            Presence::In => "in",
            Presence::LeftOut => "left-out",
            Presence::Missing => "missing",
        },
        times: state.times,
        unknown: state.unknown,
        findings: state.standing.map(Findings::from),
    }
}

/// The totals of a group.
pub fn totals(form: &Form, totals: &[rollup::Total]) -> Vec<Total> {
    let total = |total: &rollup::Total| Total {
        cell: address(form, total.cell),
        sum: total.sum.map(|sum| sum.to_string()),
        filled: total.filled,
        blank: total.blank,
        unreadable: total.unreadable,
        recomputed: total.anew,
    };
    totals.iter().map(total).collect()
}

/// A comparison with its sentences.
pub fn comparison(wording: &Wording<'_>, comparison: &rollup::Comparison) -> Comparison {
    let form = wording.form;
    let difference = |difference: &rollup::Difference| Difference {
        cell: address(form, difference.cell),
        name: wording.cell_name(difference.cell),
        sum: difference.sum.to_string(),
        reported: difference.reported.to_string(),
        difference: difference.difference.to_string(),
        absent: difference.absent,
        message: wording.difference(difference),
    };
    let explanation = |explanation: &rollup::Explanation| Explanation {
        kind: match explanation.what {
            What::LeftOut => "left-out",
            What::CountedTwice => "counted-twice",
            What::CountedAllTheSame => "counted-all-the-same",
            What::OldVersion => "old-version",
            What::LeftOutAndCountedTwice => "left-out-and-counted-twice",
            What::Misplaced { .. } => "misplaced",
            What::Slip { .. } => "slip",
            What::Reported(_) => "copied-wrong",
            What::Interchanged => "interchanged",
        },
        units: explanation.units.iter().map(|unit| unit.to_string()).collect(),
        cells: addresses(form, &explanation.cells),
        all: explanation.all,
        message: wording.explanation(explanation),
    };
    Comparison {
        compared: comparison.compared,
        differences: comparison.differences.iter().map(difference).collect(),
        blank: addresses(form, &comparison.blank),
        explanations: comparison.explanations.iter().map(explanation).collect(),
        more: comparison.more,
        missing: comparison.missing.iter().map(|unit| unit.to_string()).collect(),
        message: wording.compared(comparison),
    }
}

/// What each unit of a group has in a cell.
pub fn contributions(
    roll_up: &RollUp,
    cell: crate::address::CellId,
    group: usize,
) -> Vec<Contribution> {
    let all = roll_up.contributions(cell, group).into_iter();
    let contribution = |(state, entry): (UnitState, crate::entry::Entry)| Contribution {
        unit: state.name.to_string(),
        value: written(roll_up.form(), cell, entry),
        left_out: state.presence == Presence::LeftOut,
    };
    all.map(contribution).collect()
}
