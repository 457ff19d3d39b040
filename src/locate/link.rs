//! Violated rules that belong together: those that share a cell, and blocks that one action mends.

use super::action::Block;
use super::bits::{BIT, Bits};
use super::context::Context;
use super::explain::{explain, wrongs};
use super::rank::{Candidate, rank};
use super::record::Record;
use super::search::Found;
use super::{Action, Suspect};
use crate::address::{CellId, RuleId};
use crate::entry::{Entry, Value};
use crate::sorted::{in_order, sort};

/// Most suspects of a block that are tried with those of another.
const TRIED: usize = 12;
/// How much less likely than a slip in each block an action on both may be and still be told.
const NEAR: Bits = 6 * BIT;
/// Most of each block's suspects that are told together.
const TOLD: usize = 4;

/// Violated rules that share a cell, in the definition's order.
pub(super) fn blocks(record: &Record) -> Vec<Vec<RuleId>> {
    let mut blocks: Vec<(Vec<RuleId>, Vec<CellId>)> = Vec::new();
    for rule in record.violated() {
        let mut joined = (vec![*rule], record.cells_of(*rule));
        let (touching, apart): (Vec<_>, Vec<_>) = blocks
            .into_iter()
            .partition(|(_, cells)| cells.iter().any(|cell| joined.1.contains(cell)));
        for (rules, cells) in touching {
            joined.0.extend(rules);
            joined.1.extend(cells);
        }
        blocks = apart;
        blocks.push(joined);
    }
    let mut blocks: Vec<Vec<RuleId>> = blocks.into_iter().map(|(rules, _)| rules).collect();
    for rules in &mut blocks {
        in_order(rules);
    }
    sort(&mut blocks, &|one, other| one < other);
    blocks
}

/// Makes one block of two that one action mends, where that is about as likely as a slip in each: a case
/// counted in another row leaves two rows behind that share no cell.
pub(super) fn link(record: &mut Record, context: &Context, found: &mut Vec<Found>) {
    let mut one = 0;
    while one < found.len() {
        let linked = (one.saturating_add(1)..found.len())
            .find_map(|other| Some((other, joint(record, context, found, one, other)?)));
        match linked {
            Some((other, joint)) => {
                found.remove(other);
                if let Some(slot) = found.get_mut(one) {
                    *slot = joint;
                }
            }
            None => one = one.saturating_add(1),
        }
    }
}

fn joint(
    record: &mut Record,
    context: &Context,
    found: &[Found],
    one: usize,
    other: usize,
) -> Option<Found> {
    let (one, other) = (found.get(one)?, found.get(other)?);
    let mut rules = [one.rules.as_slice(), &other.rules].concat();
    in_order(&mut rules);
    let block = Block { rules: &rules };
    let apart = cost(one)?.saturating_add(cost(other)?);
    let mut candidates = Vec::new();
    for left in one.suspects.iter().take(TRIED) {
        for right in other.suspects.iter().take(TRIED) {
            let changes = both(record, left, right);
            let Some(changes) = changes.filter(|changes| block.try_changes(record, changes)) else {
                continue;
            };
            let Some(figures) = wrongs(record, &changes) else { continue };
            let told = explain(record, context, &figures, &rules, false);
            let together = matches!(
                told.action,
                Action::Interchanged | Action::Moved | Action::CountedElsewhere
            );
            if together && told.cost < apart.saturating_add(NEAR) {
                candidates.push(Candidate::action(changes));
            }
        }
    }
    if candidates.is_empty() {
        return None;
    }
    for left in one.suspects.iter().take(TOLD) {
        for right in other.suspects.iter().take(TOLD) {
            let changes = both(record, left, right);
            let new = |changes: &Vec<(CellId, Value)>| {
                !candidates.iter().any(|candidate| candidate.changes == *changes)
            };
            let mends = |changes: &Vec<(CellId, Value)>| block.try_changes(record, changes);
            if let Some(changes) = changes.filter(new).filter(mends) {
                candidates.push(Candidate::of(changes));
            }
        }
    }
    let suspects = rank(record, context, &rules, candidates);
    Some(Found::new(rules, suspects, one.cut_short || other.cut_short))
}

/// The cost of a block's likeliest repair.
fn cost(found: &Found) -> Option<Bits> {
    found.suspects.first().map(|suspect| suspect.cost)
}

/// The changes of two suspects together; none where a figure is open or a cell is in both.
fn both(record: &Record, one: &Suspect, other: &Suspect) -> Option<Vec<(CellId, Value)>> {
    let changes = one.changes.iter().chain(&other.changes).map(|change| {
        let Some(Entry::Amount(amount)) = change.should_be else { return None };
        let scale = record.form.cell(change.cell)?.reading.figure_scale()?;
        let units = i64::try_from(amount.units_at(scale)?).ok()?;
        Some((change.cell, Value::Units(units)))
    });
    let mut changes: Vec<(CellId, Value)> = changes.collect::<Option<_>>()?;
    sort(&mut changes, &|one, other| one.0 < other.0);
    let twice = |pair: &[(CellId, Value)]| matches!(pair, [(one, _), (other, _)] if one == other);
    (!changes.windows(2).any(twice)).then_some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;
    use crate::rules::Verdict;

    #[test]
    fn blocks_stand_in_the_order_of_their_first_rules() {
        let form = Form::compile(
            r#"{"crossfoot": 1, "id": "f", "version": "1",
                "tables": [{"id": "t", "columns": [{"id": "n"}],
                    "rows": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}, {"id": "e"}]}],
                "rules": [{"id": "1", "check": "a = b"}, {"id": "2", "check": "c = d"},
                    {"id": "3", "check": "b = e"}]}"#,
        );
        let form = form.unwrap_or_else(|problems| unreachable!("{problems}"));
        let record = Record::new(&form, &[], &[], &[], &[], &[Verdict::Violated; 3]);
        let [first, second, third] = record.violated() else { unreachable!("three are violated") };
        assert_eq!(blocks(&record), [vec![*first, *third], vec![*second]]);
    }
}
