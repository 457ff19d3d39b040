//! The lightest sets of cells whose change lets every rule of a block hold, all of them.
//!
//! Sets are taken up in order of weight. A set that leaves a violated rule untouched can only grow
//! by a cell of that rule; one that touches them all and has no solution can only grow by a cell of
//! a rule that it touches, since the others stay as they are. So every lightest set is reached
//! (Fellegi and Holt 1976; the search by weight follows de Waal, Pannekoek and Scholtus 2011,
//! chapter 3).

use super::critical::critical;
use super::domain::{by_way_of_blanks, completable};
use super::record::{Record, is_remark};
use super::set::{CellSet, MOST_CELLS};
use super::system::{Changes, Solution, System, readers};
use crate::address::{CellId, RuleId};
use crate::entry::{Reading, Value};
use crate::rules::Check;
use crate::sorted::{Map, in_order};
use rustc_hash::FxHashSet;

/// A set of cells that can mend a block, and values with which it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Repair {
    pub(super) changes: Vec<(CellId, Value)>,
    pub(super) weight: u32,
    /// The cells in which other values would do as well.
    pub(super) open: Vec<CellId>,
}

/// Most values of a set tried against rules that are no sums.
const TRIED: usize = 256;

/// Most violated rules of a block: more than any three cells mend.
const MOST_RULES: usize = 128;

/// Something to be done with a set.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    set: CellSet,
    weight: u32,
    /// Which of the rules to mend it touches.
    met: u128,
    /// Whether it is to grow; it is to be looked at otherwise.
    grow: bool,
}

/// The search over one block.
#[derive(Clone, Debug)]
pub(super) struct SetSearch {
    /// The violated rules to mend.
    rules: Vec<RuleId>,
    /// The violated rules of other blocks, which may stay as they are.
    others: Vec<RuleId>,
    /// Of these the ones that may be read and stay violated.
    tolerated: Vec<RuleId>,
    /// Which of the rules to mend each cell stands in, one bit for each.
    met: Vec<u128>,
    /// A violated rule of another block that each cell stands in.
    elsewhere: Vec<Option<RuleId>>,
    /// All rules to mend.
    all: u128,
    /// What is to be done, by the least weight of a repair that may come of it.
    waiting: Map<u32, Vec<Waiting>>,
    seen: FxHashSet<CellSet>,
    /// Most of the rules to mend that one cell stands in.
    reach: u32,
    system: System,
    pub(super) repairs: Vec<Repair>,
    /// Whether something could not be decided.
    pub(super) uncertain: bool,
    /// A violated rule of another block that a set reads while no single cell mends this block:
    /// the two belong together.
    pub(super) meets: Option<RuleId>,
}

impl SetSearch {
    /// A search for what mends `rules`; those that are `tolerated` may be read and stay violated.
    pub(super) fn new(record: &Record, rules: Vec<RuleId>, tolerated: &[RuleId]) -> SetSearch {
        let others = record.violated().iter().filter(|rule| !rules.contains(rule));
        let others: Vec<RuleId> = others.copied().collect();
        let cells = record.form.cells().len();
        let mut met = vec![0_u128; cells];
        let mut all = 0_u128;
        for (place, rule) in rules.iter().enumerate().take(MOST_RULES) {
            let bit = 1_u128.checked_shl(u32::try_from(place).unwrap_or(0)).unwrap_or(0);
            all |= bit;
            for cell in record.cells_of(*rule) {
                if let Some(slot) = met.get_mut(cell.index()) {
                    *slot |= bit;
                }
            }
        }
        let mut elsewhere = vec![None; cells];
        for rule in others.iter().filter(|rule| !tolerated.contains(rule)) {
            for cell in record.cells_of(*rule) {
                if let Some(slot) = elsewhere.get_mut(cell.index()) {
                    *slot = Some(*rule);
                }
            }
        }
        let many = rules.len() > MOST_RULES;
        let start = Waiting { set: CellSet::EMPTY, weight: 0, met: 0, grow: false };
        let mut waiting = Map::new();
        waiting.insert(0, if many { Vec::new() } else { vec![start] });
        SetSearch {
            reach: met.iter().map(|rules| rules.count_ones()).max().unwrap_or(0),
            rules,
            others,
            tolerated: tolerated.to_vec(),
            met,
            elsewhere,
            all,
            waiting,
            seen: FxHashSet::default(),
            system: System::default(),
            repairs: Vec::new(),
            uncertain: many,
            meets: None,
        }
    }

    /// Looks at one set; false when all are looked at.
    pub(super) fn step(&mut self, record: &mut Record) -> bool {
        let lightest = self.repairs.first().map(|repair| repair.weight);
        let Some((weight, entry)) = self.waiting.first_mut() else { return false };
        if lightest.is_some_and(|lightest| weight > lightest) {
            return false;
        }
        match entry.pop() {
            Some(waiting) if waiting.grow => self.grow(record, waiting),
            Some(waiting) => self.look_at(record, waiting),
            None => {
                self.waiting.pop_first();
            }
        }
        true
    }

    fn look_at(&mut self, record: &mut Record, waiting: Waiting) {
        let Waiting { set, weight, met, .. } = waiting;
        let elsewhere = |cell: &CellId| self.elsewhere.get(cell.index()).copied().flatten();
        self.meets = set.cells().iter().find_map(elsewhere);
        if self.meets.is_some() {
            return;
        }
        let left = self.all & !met;
        let more = MOST_CELLS.saturating_sub(set.cells().len());
        let more = u32::try_from(more).unwrap_or(0);
        if left.count_ones() > more.saturating_mul(self.reach) {
            return;
        }
        if left != 0 {
            self.put_off(waiting);
            return;
        }
        let mut repairs = Vec::new();
        let undecided = self.mend(record, &set, weight, &mut repairs);
        self.uncertain |= undecided;
        let mut repairs = repairs.into_iter();
        match repairs.next() {
            Some(mut repair) => {
                for other in repairs {
                    let both = repair.changes.iter().zip(&other.changes);
                    let differing = both.filter(|(one, two)| one != two);
                    repair.open.extend(differing.map(|((cell, _), _)| *cell));
                }
                in_order(&mut repair.open);
                self.repairs.push(repair);
            }
            None if !set.is_full() => self.put_off(waiting),
            None => {}
        }
    }

    /// Lets a set grow only when nothing as light is left to look at.
    fn put_off(&mut self, waiting: Waiting) {
        let least = waiting.weight.saturating_add(1);
        let waiting = Waiting { grow: true, ..waiting };
        self.waiting.update(least, Vec::new(), |list| list.push(waiting));
    }

    /// Puts every set with one cell more on the list.
    fn grow(&mut self, record: &Record, waiting: Waiting) {
        let Waiting { set, weight, met, .. } = waiting;
        for cell in self.growth(record, &set, met) {
            let met = met | self.met.get(cell.index()).copied().unwrap_or(0);
            let own = record.form.cell(cell).map_or(1, |cell| cell.weight);
            let weight = weight.saturating_add(own);
            if let Some(set) = set.with(cell)
                && self.seen.insert(set)
            {
                let larger = Waiting { set, weight, met, grow: false };
                self.waiting.update(weight, Vec::new(), |list| list.push(larger));
            }
        }
    }

    /// The cells of which a set that is no repair must have one more.
    fn growth(&self, record: &Record, set: &CellSet, met: u128) -> Vec<CellId> {
        let left = self.all & !met;
        if left != 0 {
            let untouched = self.rules.iter().enumerate().filter(|(place, _)| {
                let place = u32::try_from(*place).unwrap_or(u32::MAX);
                left.checked_shr(place).unwrap_or(0) & 1 == 1
            });
            let cells = untouched.map(|(_, rule)| candidates(record, *rule, set));
            return cells.min_by_key(Vec::len).unwrap_or_default();
        }
        let touched = by_way_of_blanks(record, &readers(&record.form, set));
        let mut cells: Vec<CellId> =
            touched.iter().flat_map(|rule| candidates(record, *rule, set)).collect();
        in_order(&mut cells);
        cells
    }

    /// Finds values for a set, two at most, each with the cells that are surely open; true when it was
    /// not found out.
    fn mend(
        &mut self,
        record: &mut Record,
        set: &CellSet,
        weight: u32,
        found: &mut Vec<Repair>,
    ) -> bool {
        let before: Vec<Value> = set.cells().iter().map(|cell| record.value(*cell)).collect();
        for cell in set.cells() {
            if record.value(*cell) == Value::Blank {
                record.set(*cell, Value::Units(0));
            }
        }
        let now: Vec<i64> = set.cells().iter().map(|cell| record.units(*cell)).collect();
        self.system.set(record, set, &self.tolerated);
        let solution = self.system.solve();
        let values = |changes: &Changes| -> Vec<Value> {
            let both = now.iter().zip(changes);
            both.map(|(now, change)| Value::Units(now.saturating_add(*change))).collect()
        };
        let mut undecided = solution == Solution::Unknown;
        let mut touched = match solution {
            Solution::None => Vec::new(),
            _ => readers(&record.form, set),
        };
        // What may stay violated need not be completed either.
        touched.retain(|rule| !self.tolerated.contains(rule));
        let tries: Vec<Vec<Value>> = match &solution {
            Solution::One(changes) => vec![values(changes)],
            Solution::Several(changes, _) => {
                let mut tries = vec![values(changes)];
                let conditions = conditions(record, &touched);
                if !conditions.is_empty() {
                    let turning = by_conditions(record, set, &conditions);
                    // A cell that no condition reads follows from one that has turned.
                    tries.extend(match turning.is_empty() {
                        true => self.turned(record, set, &conditions),
                        false => turning,
                    });
                }
                tries
            }
            Solution::None | Solution::Unknown => Vec::new(),
        };
        let left = match solution {
            Solution::Several(_, left) => left,
            _ => [false; MOST_CELLS],
        };
        let open = left.contains(&true);
        let only_sums = tries.len() == 1;
        for values in tries {
            for (cell, value) in set.cells().iter().zip(&values) {
                record.set(*cell, *value);
            }
            let holds = record.violated().iter().all(|rule| self.others.contains(rule));
            match if holds { completable(record, &touched) } else { Some(false) } {
                Some(true) => {
                    let changes: Vec<_> = set.cells().iter().copied().zip(values).collect();
                    if !found.iter().any(|known| known.changes == changes) {
                        let cells = set.cells().iter().zip(left);
                        let cells = cells.filter(|(_, open)| *open && only_sums);
                        let open = cells.map(|(cell, _)| *cell).collect();
                        found.push(Repair { changes, weight, open });
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

    /// Values of a set with one of its cells where a condition turns and the others as the sums then
    /// have them.
    fn turned(
        &mut self,
        record: &mut Record,
        set: &CellSet,
        conditions: &[RuleId],
    ) -> Vec<Vec<Value>> {
        let mut tries = Vec::new();
        for cell in set.cells() {
            let (before, rest) = (record.value(*cell), set.without(*cell));
            for value in critical(record, *cell, conditions).into_iter().take(TRIED) {
                record.set(*cell, value);
                self.system.set(record, &rest, &self.tolerated);
                if let Solution::One(changes) | Solution::Several(changes, _) = self.system.solve()
                {
                    let mut changes = changes.iter();
                    let moved = set.cells().iter().map(|own| match own == cell {
                        true => value,
                        false => {
                            let change = changes.next().copied().unwrap_or_default();
                            Value::Units(record.units(*own).saturating_add(change))
                        }
                    });
                    tries.push(moved.collect());
                }
                record.set(*cell, before);
            }
        }
        tries
    }
}

/// The rules that are no sums.
fn conditions(record: &Record, touched: &[RuleId]) -> Vec<RuleId> {
    let has_condition = |rule: &&RuleId| {
        let rule = record.form.rule(**rule).filter(|rule| !is_remark(&record.form, rule));
        rule.is_some_and(|rule| matches!(rule.check, Check::Condition(_)))
    };
    touched.iter().filter(has_condition).copied().collect()
}

/// Values at which a rule that is no sum may turn, all combinations for the cells of the set.
fn by_conditions(record: &Record, set: &CellSet, conditions: &[RuleId]) -> Vec<Vec<Value>> {
    let mut combinations: Vec<Vec<Value>> = vec![Vec::new()];
    for cell in set.cells() {
        let values = critical(record, *cell, conditions);
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
