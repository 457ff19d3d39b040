//! Repairs in the order of likelihood, and whether the first of them is clearly the one.

use super::action::needed;
use super::bits::{BIT, Bits, chance, log};
use super::context::Context;
use super::explain::{Explanation, Wrong, explain, wrongs};
use super::record::{Record, severity};
use super::set::MOST_CELLS;
use super::sets::Repair;
use super::slip::slip;
use super::{Action, Change, Suspect};
use crate::address::{CellId, RuleId};
use crate::entry::{Reading, Value};
use crate::rules::Severity;
use crate::sorted::sort;

/// What no repair in the list explains is as unlikely as this for each of the fewest cells.
const ANYTHING_ELSE: Bits = 34 * BIT;

/// The odds against everything else from which the first repair is sure: 1 in so many.
const SURE: u64 = 128;

/// How far behind the likeliest a repair may be that is not one of the lightest.
const UNLIKELY: Bits = 8 * BIT;

/// How seldom a question has nothing wrong behind it.
const QUESTION: Bits = 3 * BIT;

/// A repair to be judged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Candidate {
    pub(super) changes: Vec<(CellId, Value)>,
    /// The cells in which other figures would do as well.
    pub(super) open: Vec<CellId>,
    /// Whether it is only worth telling when its action is known.
    pub(super) needs_reason: bool,
    /// Whether a figure becomes as great as the one that bounds it, as figures often are.
    pub(super) at_bound: bool,
    /// Questions that stay open.
    pub(super) leaves: Vec<RuleId>,
}

impl Candidate {
    /// Changes worth telling whether or not they are explained.
    pub(super) fn of(changes: Vec<(CellId, Value)>) -> Candidate {
        let leaves = Vec::new();
        let open = Vec::new();
        Candidate { changes, open, needs_reason: false, at_bound: false, leaves }
    }

    /// Changes that an action asks for.
    pub(super) fn action(changes: Vec<(CellId, Value)>) -> Candidate {
        Candidate { needs_reason: true, ..Candidate::of(changes) }
    }

    /// A figure brought to its bound.
    pub(super) fn at_bound(changes: Vec<(CellId, Value)>) -> Candidate {
        Candidate { at_bound: true, ..Candidate::action(changes) }
    }
}

impl From<Repair> for Candidate {
    fn from(repair: Repair) -> Candidate {
        let Repair { changes, open, .. } = repair;
        Candidate { open, ..Candidate::of(changes) }
    }
}

/// The repairs of a block, the likeliest first; equally likely ones in the definition's order.
pub(super) fn rank(
    record: &Record,
    context: &Context,
    rules: &[RuleId],
    candidates: Vec<Candidate>,
) -> Vec<Suspect> {
    let suspects = candidates.into_iter().filter_map(|candidate| {
        let Candidate { changes, open, needs_reason, at_bound, leaves } = candidate;
        let mends: Vec<RuleId> =
            rules.iter().filter(|rule| !leaves.contains(rule)).copied().collect();
        let figures = wrongs(record, &changes).filter(|_| open.is_empty());
        let explanation = match &figures {
            Some(figures) => explain(record, context, figures, &mends, at_bound),
            None => only_cells(context, &changes),
        };
        // Many cells with a slip in each have no reason in common.
        let reason = match explanation.action {
            Action::Unexplained => false,
            Action::Slips => changes.len() <= MOST_CELLS,
            _ => true,
        };
        if needs_reason && !reason {
            return None;
        }
        let weights = changes.iter().filter_map(|(cell, _)| record.form.cell(*cell));
        let weight = weights.map(|cell| cell.weight).fold(0, u32::saturating_add);
        let change = |(at, (cell, value)): (usize, &(CellId, Value))| {
            let reading = record.form.cell(*cell).map_or(Reading::Text, |cell| cell.reading);
            let wrong = figures.as_ref().and_then(|figures| figures.get(at));
            Change {
                cell: *cell,
                now: record.value(*cell).entry(reading),
                should_be: (!open.contains(cell)).then(|| value.entry(reading)),
                slip: wrong.and_then(own_slip),
            }
        };
        Some(Suspect {
            block: 0,
            mends,
            changes: changes.iter().enumerate().map(change).collect(),
            action: explanation.action,
            evidence: explanation.evidence,
            weight,
            cost: weighted(weight, changes.len(), explanation.cost)
                .saturating_add(if leaves.is_empty() { 0 } else { QUESTION }),
            sure: false,
        })
    });
    let mut suspects: Vec<Suspect> = suspects.collect();
    let cells = |suspect: &Suspect| -> Vec<CellId> {
        suspect.changes.iter().map(|change| change.cell).collect()
    };
    sort(&mut suspects, &|one, other| {
        let order = one.cost.cmp(&other.cost).then(one.weight.cmp(&other.weight));
        order.then_with(|| cells(one).cmp(&cells(other))).is_lt()
    });
    // What is far less likely and heavier than need be is not worth a line.
    let least = suspects.first().map_or(0, |suspect| suspect.cost);
    let lightest = suspects.iter().map(|suspect| suspect.weight).min();
    suspects.retain(|suspect| {
        Some(suspect.weight) == lightest || suspect.cost.saturating_sub(least) <= UNLIKELY
    });
    // What is known of the same cells need not be told again as not known.
    let known: Vec<Vec<CellId>> =
        suspects.iter().filter(|suspect| is_known(suspect)).map(cells).collect();
    suspects.retain(|suspect| is_known(suspect) || !known.contains(&cells(suspect)));
    let sure = is_sure(record, rules, &suspects);
    if let Some(first) = suspects.first_mut() {
        first.sure = sure;
    }
    suspects
}

/// A cell that takes more to believe that it is wrong is as much less likely to be.
fn weighted(weight: u32, cells: usize, cost: Bits) -> Bits {
    let cells = u64::try_from(cells).unwrap_or(1).max(1);
    let heavier = log(u64::from(weight).max(cells)).saturating_sub(log(cells));
    cost.saturating_add(heavier)
}

fn own_slip(wrong: &Wrong) -> Option<super::Slip> {
    let told = slip(wrong.right, wrong.stands, wrong.scale);
    told.filter(|_| !wrong.blank).map(|told| told.slip)
}

/// Cells that several figures would mend, or that hold none: only which cells they are is known.
fn only_cells(context: &Context, changes: &[(CellId, Value)]) -> Explanation {
    let each = context.which_figure().saturating_add(10 * BIT);
    let cells = Bits::try_from(changes.len()).unwrap_or(Bits::MAX);
    let cost = each.saturating_mul(cells);
    Explanation { action: Action::Unexplained, evidence: Vec::new(), cost }
}

/// Whether every figure of a repair is known.
fn is_known(suspect: &Suspect) -> bool {
    suspect.changes.iter().all(|change| change.should_be.is_some())
}

/// Whether other figures than the one told would mend a single cell as well: no equation that is
/// violated reads it.
fn is_at_bound(record: &Record, suspect: &Suspect) -> bool {
    let [change] = suspect.changes.as_slice() else { return false };
    let settles = |rule: &RuleId| {
        let range = needed(record, *rule, change.cell);
        range.is_some_and(|(least, most)| least == most)
    };
    !suspect.mends.iter().any(settles)
}

/// Whether the first repair leaves all others clearly behind: its figures are known, and a hard rule
/// asks for them.
fn is_sure(record: &Record, rules: &[RuleId], suspects: &[Suspect]) -> bool {
    let Some((first, others)) = suspects.split_first() else { return false };
    // A repair that leaves a question, or that nothing explains, or that only goes as far as it must,
    // is not sure.
    let whole = first.mends.len() == rules.len();
    let explained = first.changes.len() == 1 || first.action != Action::Unexplained;
    let known = is_known(first) && whole && explained && !is_at_bound(record, first);
    let hard = rules.iter().filter_map(|rule| record.form.rule(*rule));
    let hard = hard.map(|rule| severity(&record.form, rule)).any(|grade| grade == Severity::Hard);
    let behind = |cost: Bits| chance(cost.saturating_sub(first.cost));
    let fewest = suspects.iter().map(|suspect| suspect.changes.len()).min();
    let fewest = Bits::try_from(fewest.unwrap_or(1)).unwrap_or(Bits::MAX);
    let others = others.iter().map(|other| behind(other.cost));
    let others = others.fold(behind(ANYTHING_ELSE.saturating_mul(fewest)), u64::saturating_add);
    known && hard && others.saturating_mul(SURE) < chance(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_left_open_costs_what_the_document_says() {
        let document = include_str!("../../docs/suspects.md");
        let said = document.split("leaves a question open costs ").nth(1);
        let bits = said.and_then(|said| said.split(' ').next()?.parse::<Bits>().ok());
        assert_eq!(bits.map(|bits| bits * BIT), Some(QUESTION));
    }
}
