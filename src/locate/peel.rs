//! More slips than the search by weight reaches, taken off one by one.
//!
//! A cell in which several violated rules meet and ask for the same figure is changed first; when no
//! such cell is left, the rest is searched by weight. What comes out mends everything, but lighter
//! repairs may have been passed by.

use super::action::needed;
use super::rank::Candidate;
use super::record::Record;
use super::sets::SetSearch;
use crate::address::{CellId, RuleId};
use crate::entry::Value;
use crate::sorted::Map;

/// Most cells changed.
const MOST: usize = 24;
/// Most sets looked at for the rest.
const ALLOWANCE: u32 = 4_000;

/// A repair of many single cells, if one is found.
pub(super) fn peel(record: &mut Record, rules: &[RuleId]) -> Option<Candidate> {
    let before = record.violated().to_vec();
    let mut stood: Map<CellId, Value> = Map::new();
    for _ in 0..MOST {
        let Some((cell, value)) = best(record, rules) else { break };
        let old = record.set(cell, value);
        stood.update(cell, old, |_| ());
    }
    let others: Vec<RuleId> = before.iter().filter(|rule| !rules.contains(rule)).copied().collect();
    let left: Vec<RuleId> =
        record.violated().iter().filter(|rule| !others.contains(rule)).copied().collect();
    let rest = if left.is_empty() { Some(Vec::new()) } else { rest(record, left, &others) };
    let mut changes = Map::new();
    for cell in stood.keys() {
        changes.insert(*cell, record.value(*cell));
    }
    for (cell, value) in stood.iter() {
        record.set(*cell, *value);
    }
    for (cell, value) in rest? {
        changes.insert(cell, value);
    }
    changes.retain(|cell, value| record.value(*cell) != *value);
    (!changes.is_empty()).then(|| Candidate::of(changes.into_pairs()))
}

/// The cell whose change mends most violated rules and violates none, and its figure.
fn best(record: &mut Record, rules: &[RuleId]) -> Option<(CellId, Value)> {
    let mut met: Map<CellId, Vec<RuleId>> = Map::new();
    for rule in record.violated().iter().filter(|rule| rules.contains(rule)) {
        for cell in record.cells_of(*rule) {
            if record.may_be_wrong(cell, *rule) {
                met.update(cell, Vec::new(), |rules| rules.push(*rule));
            }
        }
    }
    let count = record.violated().len();
    let mut best: Option<(usize, CellId, Value)> = None;
    for (cell, rules) in met.into_pairs().into_iter().filter(|(_, rules)| rules.len() > 1) {
        let ranges = rules.iter().map(|rule| needed(record, *rule, cell));
        let range = ranges.collect::<Option<Vec<_>>>().and_then(|ranges| {
            ranges.into_iter().reduce(|one, other| (one.0.max(other.0), one.1.min(other.1)))
        });
        let Some((least, most)) = range else { continue };
        let Some(value) = i64::try_from(least).ok().filter(|_| least == most) else { continue };
        let old = record.set(cell, Value::Units(value));
        let mended = count.saturating_sub(record.violated().len());
        record.set(cell, old);
        if mended == rules.len() && best.is_none_or(|(most, ..)| mended > most) {
            best = Some((mended, cell, Value::Units(value)));
        }
    }
    best.map(|(_, cell, value)| (cell, value))
}

/// The first of the lightest sets that mend what is left.
fn rest(record: &mut Record, left: Vec<RuleId>, others: &[RuleId]) -> Option<Vec<(CellId, Value)>> {
    let mut search = SetSearch::new(record, left, others);
    for _ in 0..ALLOWANCE {
        if !search.step(record) {
            break;
        }
    }
    let repair = search.repairs.into_iter().find(|repair| repair.open.is_empty())?;
    Some(repair.changes)
}
