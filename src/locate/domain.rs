//! What unknown cells can still hold: ranges narrowed by every rule that reads them, and whether
//! they can be filled at all.

use super::implied::eliminate;
use super::record::{Record, severity};
use crate::address::{CellId, Operand, Period, RuleId};
use crate::entry::{Reading, Value};
use crate::form::Place;
use crate::rules::{Check, Linear, Severity};
use crate::sorted::{Map, Set};

/// Most work on one question, counted in factors looked at: some ten milliseconds. A large table
/// without figures in it would take minutes otherwise.
const ALLOWANCE: usize = 4_000_000;

/// Most work on whether one change leaves room for the blanks: there are many changes, and the page
/// waits for each.
const ONE_CHANGE: usize = 250_000;

/// How often a rule narrows before it is taken to narrow for ever, besides some times for each of
/// its cells. Halving the widest range there is takes 127 turns; what takes many more are rules
/// that contradict each other, as `a < b` and `b < a` do, and move a range by one at each turn.
const PATIENCE: usize = 256;

/// The ranges of some unknown cells, in units at their own scales.
#[derive(Clone, Debug, Default)]
pub(super) struct Domains {
    pub(super) ranges: Map<CellId, (i128, i128)>,
    /// The linear rules over them, each as factors of unknown cells, what the rest comes to, and
    /// the room of the whole.
    pub(super) rows: Map<RuleId, Row>,
    pub(super) allowance: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Row {
    /// In the order of the cells.
    pub(super) factors: Vec<(CellId, i128)>,
    pub(super) least: Option<i128>,
    pub(super) most: Option<i128>,
}

impl Row {
    fn reads(&self, cell: CellId) -> bool {
        self.factors.binary_search_by(|(other, _)| other.cmp(&cell)).is_ok()
    }
}

/// What narrowing came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Narrowed {
    /// Every range still has a value.
    Open,
    /// This rule leaves none.
    Empty(RuleId),
    /// This rule goes on narrowing by little.
    Endless(RuleId),
    /// The allowance is spent.
    Unknown,
}

impl Domains {
    /// The unknown cells that hang together with some rules, by way of rules at least as grave as
    /// `gravest` allows.
    pub(super) fn around(record: &Record, rules: &[RuleId], lightest: Severity) -> Domains {
        let allowance = ALLOWANCE.min(record.allowance);
        let mut domains = Domains { allowance, ..Domains::default() };
        let mut waiting: Vec<RuleId> = rules.to_vec();
        let mut seen = Set::of(waiting.iter().copied());
        while let Some(id) = waiting.pop() {
            let Some(rule) = record.form.rule(id) else { continue };
            let Check::Linear(linear) = &rule.check else { continue };
            if severity(&record.form, rule) > lightest {
                continue;
            }
            let Some(row) = row(record, linear, id) else { continue };
            // A cell that is put between others moves those behind it, some at a time.
            let work = row.factors.len().saturating_mul(domains.ranges.len() / 8);
            if domains.spend(work).is_none() {
                break;
            }
            for (cell, _) in &row.factors {
                let (least, most) = record.bounds(*cell);
                if domains.ranges.insert(*cell, (i128::from(least), i128::from(most))).is_none() {
                    let operand = Operand { cell: *cell, period: Period::This };
                    for (reader, _) in record.form.readers(operand) {
                        if seen.insert(*reader) {
                            waiting.push(*reader);
                        }
                    }
                }
            }
            domains.rows.insert(id, row);
        }
        domains
    }

    /// Takes work from the allowance; none, and nothing left, when there is not enough.
    pub(super) fn spend(&mut self, work: usize) -> Option<()> {
        let left = self.allowance.checked_sub(work);
        self.allowance = left.unwrap_or(0);
        left.map(|_| ())
    }

    /// Narrows every range until nothing moves.
    pub(super) fn narrow(&mut self) -> Narrowed {
        let all = Set::of(self.rows.keys().copied());
        self.narrow_by(all)
    }

    /// Narrows by some rules, and by those that read what moves.
    fn narrow_by(&mut self, mut waiting: Set<RuleId>) -> Narrowed {
        if self.allowance == 0 {
            return Narrowed::Unknown;
        }
        let mut turns: Map<RuleId, usize> = Map::new();
        while let Some(id) = waiting.pop_first() {
            let factors = self.rows.get(&id).map_or(0, |row| row.factors.len());
            let turn = turns.get(&id).copied().unwrap_or(0).saturating_add(1);
            turns.insert(id, turn);
            if turn > factors.saturating_mul(8).saturating_add(PATIENCE) {
                return Narrowed::Endless(id);
            }
            if self.spend(factors).is_none() {
                return Narrowed::Unknown;
            }
            let Some(moved) = self.apply(id) else { return Narrowed::Empty(id) };
            for cell in moved {
                if self.spend(self.rows.len()).is_none() {
                    return Narrowed::Unknown;
                }
                for (id, _) in self.rows.iter().filter(|(_, row)| row.reads(cell)) {
                    waiting.insert(*id);
                }
            }
        }
        Narrowed::Open
    }

    /// Narrows by one rule; gives the cells that moved, none when it leaves no value.
    fn apply(&mut self, id: RuleId) -> Option<Vec<CellId>> {
        let row = self.rows.get(&id)?.clone();
        let range = |domains: &Domains, cell: &CellId, factor: i128| {
            let (least, most) = domains.ranges.get(cell).copied().unwrap_or_default();
            let ends = (least.saturating_mul(factor), most.saturating_mul(factor));
            (ends.0.min(ends.1), ends.0.max(ends.1))
        };
        let mut low = 0_i128;
        let mut high = 0_i128;
        for (cell, factor) in &row.factors {
            let (least, most) = range(self, cell, *factor);
            low = low.saturating_add(least);
            high = high.saturating_add(most);
        }
        let mut moved = Vec::new();
        for (cell, factor) in &row.factors {
            let (own_low, own_high) = range(self, cell, *factor);
            let (rest_low, rest_high) =
                (low.saturating_sub(own_low), high.saturating_sub(own_high));
            let from = row.least.map(|least| least.saturating_sub(rest_high));
            let to = row.most.map(|most| most.saturating_sub(rest_low));
            let (from, to) = if *factor > 0 { (from, to) } else { (to, from) };
            let slot = self.ranges.get_mut(cell)?;
            let before = *slot;
            if let Some(from) = from {
                slot.0 = slot.0.max(ceiling(from, *factor));
            }
            if let Some(to) = to {
                slot.1 = slot.1.min(floor(to, *factor));
            }
            if slot.0 > slot.1 {
                return None;
            }
            if *slot != before {
                moved.push(*cell);
            }
        }
        Some(moved)
    }

    /// Leaves a rule and all that hangs together with it out; gives its cells.
    pub(super) fn leave_out(&mut self, rule: RuleId) -> Vec<CellId> {
        let mut waiting: Vec<RuleId> = vec![rule];
        let mut cells = Set::default();
        while let Some(id) = waiting.pop() {
            let Some(row) = self.rows.remove(&id) else { continue };
            for (cell, _) in row.factors {
                if cells.insert(cell) {
                    let others = self.rows.iter().filter(|(_, row)| row.reads(cell));
                    waiting.extend(others.map(|(id, _)| *id));
                }
            }
        }
        cells.take()
    }

    /// Settles every range on one value with which all rules hold; none when none was found. When
    /// it is thorough, what equations settle together is worked out after each.
    fn settle(&mut self, thorough: bool) -> Option<bool> {
        let mut narrowed = self.narrow();
        let mut chosen = false;
        loop {
            if thorough && narrowed == Narrowed::Open {
                match eliminate(self) {
                    Ok(true) => {
                        narrowed = self.narrow();
                        continue;
                    }
                    Ok(false) => {}
                    Err(rule) => narrowed = Narrowed::Empty(rule),
                }
            }
            match narrowed {
                Narrowed::Open => {}
                // Another choice might have left a value.
                Narrowed::Empty(_) if chosen => return None,
                Narrowed::Empty(_) => return Some(false),
                Narrowed::Endless(_) | Narrowed::Unknown => return None,
            }
            let open = self.ranges.iter().find(|(_, (least, most))| least < most);
            let Some((cell, (least, most))) = open.map(|(cell, range)| (*cell, *range)) else {
                return Some(true);
            };
            // The value nearest to nought is the likeliest; any other end is the second try.
            let nearest = 0.clamp(least, most);
            let other = if nearest == least { most } else { least };
            let reads = self.rows.iter().filter(|(_, row)| row.reads(cell));
            let readers = Set::of(reads.map(|(rule, _)| *rule));
            let mut settled = false;
            for value in [nearest, other] {
                let before = self.ranges.clone();
                self.spend(before.len())?;
                self.ranges.insert(cell, (value, value));
                narrowed = self.narrow_by(readers.clone());
                match narrowed {
                    Narrowed::Open => {
                        settled = true;
                        break;
                    }
                    Narrowed::Empty(_) => self.ranges = before,
                    Narrowed::Endless(_) | Narrowed::Unknown => return None,
                }
            }
            if !settled {
                return None;
            }
            chosen = true;
        }
    }
}

/// Whether the cells that are unknown in some rules can be filled so that every rule holds; none
/// when that was not found out.
pub(super) fn completable(record: &mut Record, rules: &[RuleId]) -> Option<bool> {
    let open = |rule: &&RuleId| {
        let found = record.form.rule(**rule);
        found.is_some_and(|found| record.tally(**rule).is_open(found.blank))
    };
    let open: Vec<RuleId> = rules.iter().filter(open).copied().collect();
    if open.is_empty() {
        return Some(true);
    }
    let mut domains = Domains::around(record, &open, Severity::Soft);
    domains.allowance = domains.allowance.min(ONE_CHANGE);
    let before = domains.allowance;
    // They are built and copied for this one.
    domains.spend(domains.ranges.len().saturating_add(domains.rows.len()).saturating_mul(4));
    // What stays violated asks nothing of them.
    for rule in record.violated() {
        domains.rows.remove(rule);
    }
    // Most blanks can simply be noughts, which is soon seen.
    let mut simply = domains.clone();
    let mut settled = simply.settle(false);
    domains.allowance = simply.allowance;
    if settled.is_none() {
        settled = domains.settle(true);
    }
    let spent = before.saturating_sub(domains.allowance);
    record.allowance = record.allowance.saturating_sub(spent);
    record.unanswered |= settled.is_none();
    settled
}

/// The rules that hang together with some by way of cells that are not known, these included.
pub(super) fn by_way_of_blanks(record: &Record, rules: &[RuleId]) -> Vec<RuleId> {
    let mut all = rules.to_vec();
    let mut next = 0;
    while let Some(rule) = all.get(next).copied() {
        next = next.saturating_add(1);
        for cell in record.cells_of(rule).into_iter().filter(|cell| is_unknown(record, *cell)) {
            let operand = Operand { cell, period: Period::This };
            for (reader, _) in record.form.readers(operand) {
                if !all.contains(reader) {
                    all.push(*reader);
                }
            }
        }
    }
    all
}

/// Whether a cell's value is not known: it is blank, or what was typed cannot be read.
pub(super) fn is_unknown(record: &Record, cell: CellId) -> bool {
    let Some(found) = record.form.cell(cell) else { return false };
    let fillable = found.reading != Reading::Text && !matches!(found.place, Place::Mention { .. });
    fillable && matches!(record.value(cell), Value::Blank | Value::Unreadable(_))
}

/// A linear rule over its unknown cells; none when it leaves no range, or reads something of the
/// prior period, or in a sentence, that is not known.
fn row(record: &Record, linear: &Linear, id: RuleId) -> Option<Row> {
    let mut factors: Map<CellId, i128> = Map::new();
    for operand in linear.operands() {
        let known = matches!(record.operand(operand), Value::Units(_));
        if known {
            continue;
        }
        if operand.period == Period::Prior || !is_unknown(record, operand.cell) {
            return None;
        }
        let factor = record.factor(id, operand.cell);
        factors.insert(operand.cell, factor);
    }
    let room = record.tally(id).whole_room(linear)?;
    let factors: Vec<_> =
        factors.into_pairs().into_iter().filter(|(_, factor)| *factor != 0).collect();
    (!factors.is_empty()).then_some(Row { factors, least: room.least, most: room.most })
}

pub(super) fn floor(figure: i128, by: i128) -> i128 {
    let quotient = figure.wrapping_div(by);
    let exact = figure.wrapping_rem(by) == 0;
    if !exact && (figure < 0) != (by < 0) { quotient.wrapping_sub(1) } else { quotient }
}

pub(super) fn ceiling(figure: i128, by: i128) -> i128 {
    let quotient = figure.wrapping_div(by);
    let exact = figure.wrapping_rem(by) == 0;
    if !exact && (figure < 0) == (by < 0) { quotient.wrapping_add(1) } else { quotient }
}

#[cfg(test)]
mod tests;
