//! The lightest sets of cells whose change lets every rule of a block hold, all of them.
//!
//! Sets are taken up in order of weight. A set that leaves a violated rule untouched can only grow
//! by a cell of that rule; one that touches them all and has no solution can only grow by a cell of
//! a rule that it touches, since the others stay as they are. So every lightest set is reached
//! (Fellegi and Holt 1976; the search by weight follows de Waal, Pannekoek and Scholtus 2011,
//! chapter 3).

use super::critical::critical;
use super::domain::completable;
use super::record::Record;
use super::set::CellSet;
use super::system::{Changes, Solution, System, readers};
use crate::address::{CellId, RuleId};
use crate::entry::{Reading, Value};
use crate::rules::Check;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// A set of cells that can mend a block, and values with which it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Repair {
    pub(super) changes: Vec<(CellId, Value)>,
    pub(super) weight: u32,
    /// Whether other values of the same cells would do as well.
    pub(super) several: bool,
}

/// Most values of a set tried against rules that are no sums.
const TRIED: usize = 256;

/// The search over one block.
#[derive(Clone, Debug)]
pub(super) struct SetSearch {
    /// The violated rules to mend.
    rules: Vec<RuleId>,
    /// The violated rules of other blocks, which may stay as they are.
    others: Vec<RuleId>,
    /// Sets to look at, by weight.
    waiting: BTreeMap<u32, Vec<CellSet>>,
    seen: FxHashSet<CellSet>,
    /// Most of the rules to mend that one cell stands in.
    reach: usize,
    pub(super) repairs: Vec<Repair>,
    /// Whether something could not be decided.
    pub(super) uncertain: bool,
    /// A violated rule of another block that a set reads while no single cell mends this block:
    /// the two belong together.
    pub(super) meets: Option<RuleId>,
}

impl SetSearch {
    pub(super) fn new(record: &Record, rules: Vec<RuleId>) -> SetSearch {
        let others = record.violated().iter().filter(|rule| !rules.contains(rule));
        let mut met: BTreeMap<CellId, usize> = BTreeMap::new();
        for cell in rules.iter().flat_map(|rule| record.cells_of(*rule)) {
            let count = met.entry(cell).or_default();
            *count = count.saturating_add(1);
        }
        SetSearch {
            others: others.copied().collect(),
            rules,
            waiting: BTreeMap::from([(0, vec![CellSet::EMPTY])]),
            seen: FxHashSet::default(),
            reach: met.into_values().max().unwrap_or(0),
            repairs: Vec::new(),
            uncertain: false,
            meets: None,
        }
    }

    /// Looks at one set; false when all are looked at.
    pub(super) fn step(&mut self, record: &mut Record) -> bool {
        let lightest = self.repairs.first().map(|repair| repair.weight);
        let Some(mut entry) = self.waiting.first_entry() else { return false };
        let weight = *entry.key();
        if lightest.is_some_and(|lightest| weight > lightest) {
            return false;
        }
        match entry.get_mut().pop() {
            Some(set) => self.look_at(record, set, weight),
            None => {
                entry.remove();
            }
        }
        true
    }

    fn look_at(&mut self, record: &mut Record, set: CellSet, weight: u32) {
        let touched = readers(&record.form, &set);
        if set.cells().len() > 1 {
            self.meets = touched.iter().find(|rule| self.others.contains(rule)).copied();
            if self.meets.is_some() {
                return;
            }
        }
        let untouched = || self.rules.iter().filter(|rule| !touched.contains(rule));
        let left = untouched().count();
        let more = super::set::MOST_CELLS.saturating_sub(set.cells().len());
        if left > more.saturating_mul(self.reach) {
            return;
        }
        if left > 0 {
            let cells = untouched().map(|rule| candidates(record, *rule, &set));
            let fewest = cells.min_by_key(Vec::len).unwrap_or_default();
            self.grow(record, set, weight, &fewest);
            return;
        }
        let mut repairs = Vec::new();
        let undecided = self.mend(record, &set, &touched, &mut repairs);
        self.uncertain |= undecided;
        if repairs.is_empty() {
            if !set.is_full() {
                let cells = touched.iter().map(|rule| candidates(record, *rule, &set));
                let mut cells: Vec<CellId> = cells.flatten().collect();
                cells.sort_unstable();
                cells.dedup();
                self.grow(record, set, weight, &cells);
            }
        } else {
            let several = repairs.len() > 1;
            let first = repairs.into_iter().next();
            let found =
                first.map(|(changes, more)| Repair { changes, weight, several: several || more });
            self.repairs.extend(found);
        }
    }

    fn grow(&mut self, record: &Record, set: CellSet, weight: u32, cells: &[CellId]) {
        for cell in cells {
            let own = record.form.cell(*cell).map_or(1, |cell| cell.weight);
            if let Some(larger) = set.with(*cell)
                && self.seen.insert(larger)
            {
                self.waiting.entry(weight.saturating_add(own)).or_default().push(larger);
            }
        }
    }

    /// Finds values for a set, two at most, each with whether there are surely more; true when it
    /// was not found out.
    fn mend(
        &self,
        record: &mut Record,
        set: &CellSet,
        touched: &[RuleId],
        found: &mut Vec<(Vec<(CellId, Value)>, bool)>,
    ) -> bool {
        let before: Vec<Value> = set.cells().iter().map(|cell| record.value(*cell)).collect();
        for cell in set.cells() {
            if record.value(*cell) == Value::Blank {
                record.set(*cell, Value::Units(0));
            }
        }
        let now: Vec<i64> = set.cells().iter().map(|cell| record.units(*cell)).collect();
        let solution = System::of(record, set).solve();
        let values = |changes: &Changes| -> Vec<Value> {
            let both = now.iter().zip(changes);
            both.map(|(now, change)| Value::Units(now.saturating_add(*change))).collect()
        };
        let mut undecided = solution == Solution::Unknown;
        let tries: Vec<Vec<Value>> = match &solution {
            Solution::One(changes) => vec![values(changes)],
            Solution::Several(changes) => {
                let by_conditions = self.by_conditions(record, set, touched);
                core::iter::once(values(changes)).chain(by_conditions).collect()
            }
            Solution::None | Solution::Unknown => Vec::new(),
        };
        let open = matches!(solution, Solution::Several(_));
        let only_sums = tries.len() == 1;
        for values in tries {
            for (cell, value) in set.cells().iter().zip(&values) {
                record.set(*cell, *value);
            }
            let holds = record.violated().iter().all(|rule| self.others.contains(rule));
            match if holds { completable(record, touched) } else { Some(false) } {
                Some(true) => {
                    let changes: Vec<_> = set.cells().iter().copied().zip(values).collect();
                    if !found.iter().any(|(known, _)| *known == changes) {
                        found.push((changes, open && only_sums));
                    }
                }
                // Rules that are no sums are tried at the values where they may turn.
                Some(false) => undecided |= open && !all_choices(record, set),
                None => undecided = true,
            }
            if found.len() > 1 {
                break;
            }
        }
        for (cell, value) in set.cells().iter().zip(before) {
            record.set(*cell, value);
        }
        undecided && found.is_empty()
    }

    /// Values at which a rule that is no sum may turn, all combinations for the cells of the set.
    fn by_conditions(&self, record: &Record, set: &CellSet, touched: &[RuleId]) -> Vec<Vec<Value>> {
        let has_condition = |rule: &&RuleId| {
            let check = record.form.rule(**rule).map(|rule| &rule.check);
            matches!(check, Some(Check::Condition(_)))
        };
        let conditions: Vec<RuleId> = touched.iter().filter(has_condition).copied().collect();
        if conditions.is_empty() {
            return Vec::new();
        }
        let mut combinations: Vec<Vec<Value>> = vec![Vec::new()];
        for cell in set.cells() {
            let values = critical(record, *cell, &conditions);
            let longer = combinations.iter().flat_map(|start| {
                values.iter().map(|value| {
                    let mut start = start.clone();
                    start.push(*value);
                    start
                })
            });
            combinations = longer.take(TRIED).collect();
        }
        combinations
    }
}

/// Whether every value of a set's cells can be tried.
fn all_choices(record: &Record, set: &CellSet) -> bool {
    let choice =
        |cell: &CellId| record.form.cell(*cell).is_some_and(|cell| cell.reading == Reading::Choice);
    set.cells().iter().all(choice)
}

/// The cells of a rule that a set could grow by.
fn candidates(record: &Record, rule: RuleId, set: &CellSet) -> Vec<CellId> {
    let cells = record.cells_of(rule).into_iter();
    cells.filter(|cell| !set.contains(*cell) && record.may_be_wrong(*cell, rule)).collect()
}
