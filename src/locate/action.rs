//! Repairs of many cells that hang together: what the search by weight leaves out because fewer
//! cells would do, or because there are too many of them.

use super::context::{Context, Line, Spot, total_and_parts};
use super::domain::{ceiling, completable, floor};
use super::record::Record;
use crate::address::{CellId, Operand, Period, RuleId};
use crate::entry::Value;
use crate::form::Place;
use crate::rules::{Check, Kind, Room, Verdict};
use crate::sorted::{self, Map};

/// Changes of cells.
pub(super) type Changes = Vec<(CellId, Value)>;

/// Most times totals are worked out anew.
const ROUNDS: usize = 8;

/// A block as the actions mend it.
pub(super) struct Block<'a> {
    pub(super) rules: &'a [RuleId],
}

impl Block<'_> {
    /// Whether nothing of the block is violated, and nothing that held before.
    fn is_mended(&self, record: &Record, before: &[RuleId]) -> bool {
        let stays = |rule: &RuleId| before.contains(rule) && !self.rules.contains(rule);
        record.violated().iter().all(stays)
    }

    /// Tries changes, and takes them back. No cell is given what it cannot hold.
    pub(super) fn try_changes(&self, record: &mut Record, changes: &Changes) -> bool {
        let fits = |(cell, value): &(CellId, Value)| match value {
            Value::Units(units) => {
                let (least, most) = record.bounds(*cell);
                (least..=most).contains(units)
            }
            _ => true,
        };
        if !changes.iter().all(fits) {
            return false;
        }
        let before = record.violated().to_vec();
        let stood: Changes =
            changes.iter().map(|(cell, value)| (*cell, record.set(*cell, *value))).collect();
        // A cell of another block is not to be touched while that block stays violated.
        let touches =
            |rule: &RuleId| changes.iter().any(|(cell, _)| record.factor(*rule, *cell) != 0);
        let mended = self.is_mended(record, &before)
            && !record.violated().iter().any(touches)
            && can_be_filled(record, changes);
        for (cell, value) in stood.into_iter().rev() {
            record.set(cell, value);
        }
        mended
    }

    /// For a cell that several figures would mend: the nearest of them, at the bound.
    pub(super) fn at_bounds(&self, record: &mut Record, changes: &Changes) -> Vec<Changes> {
        let [(cell, _)] = changes.as_slice() else { return Vec::new() };
        let ranges = self.rules.iter().filter_map(|rule| needed(record, *rule, *cell));
        let range = ranges.reduce(|one, other| (one.0.max(other.0), one.1.min(other.1)));
        let Some((least, most)) = range else { return Vec::new() };
        let now = i128::from(record.units(*cell));
        let Ok(nearest) = i64::try_from(now.max(least).min(most)) else { return Vec::new() };
        let changes = vec![(*cell, Value::Units(nearest))];
        if self.try_changes(record, &changes) { vec![changes] } else { Vec::new() }
    }

    /// For cells that several figures would mend: their own without a lost sign.
    pub(super) fn signs(&self, record: &mut Record, changes: &Changes) -> Option<Changes> {
        let turned =
            |(cell, _): &(CellId, _)| (*cell, Value::Units(record.units(*cell).wrapping_neg()));
        let turned: Changes = changes.iter().map(turned).collect();
        self.try_changes(record, &turned).then_some(turned)
    }

    /// Pairs of cells of which each holds what belongs in the other.
    pub(super) fn interchanged(&self, record: &mut Record) -> Vec<Changes> {
        let Some(rule) = self.rules.iter().min_by_key(|rule| record.cells_of(**rule).len()) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let cells = record.cells_of(*rule);
        // Figures change places, in one table and with as many decimals.
        let figure = |record: &Record, id: CellId| {
            let cell = record.form.cell(id).filter(|cell| !cell.locked)?;
            let Value::Units(units) = record.value(id) else { return None };
            Some((units, (cell.reading.figure_scale()?, cell.place.table())))
        };
        let others = record.form.fillable().filter_map(|(id, _)| Some((id, figure(record, id)?)));
        let others: Vec<_> = others.collect();
        for cell in &cells {
            let Some((stands, kind)) = figure(record, *cell) else { continue };
            let needed = needed(record, *rule, *cell);
            for (other, (there, other_kind)) in &others {
                if other_kind != &kind || *there == stands {
                    continue;
                }
                // Each pair of the rule's own is tried once.
                let worth = match needed {
                    _ if cells.contains(other) => cell < other,
                    Some((least, most)) => (least..=most).contains(&(*there).into()),
                    None => false,
                };
                if !worth {
                    continue;
                }
                let changes =
                    in_order(vec![(*cell, Value::Units(*there)), (*other, Value::Units(stands))]);
                if !found.contains(&changes) && self.try_changes(record, &changes) {
                    found.push(changes);
                }
            }
        }
        found
    }

    /// Repairs that keep to one line: for each row and column of a table, every violated rule that
    /// crosses it is mended by its cell there.
    pub(super) fn along_lines(&self, record: &mut Record, context: &Context) -> Vec<Changes> {
        let mut lines: Vec<Line> = Vec::new();
        for cell in self.rules.iter().flat_map(|rule| record.cells_of(*rule)) {
            let Some(Spot { table, row, column, .. }) = context.spot(cell) else { continue };
            for line in [Line::Row { table, row }, Line::Column { table, column }] {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        sorted::in_order(&mut lines);
        let found = lines.into_iter().filter_map(|line| self.along(record, line));
        found.collect()
    }

    fn along(&self, record: &mut Record, line: Line) -> Option<Changes> {
        let mut changes: Map<CellId, Value> = Map::new();
        for rule in self.rules {
            let cells = record.cells_of(*rule);
            let mut crossing = cells.into_iter().filter(|cell| is_on(record, line, *cell));
            let (Some(cell), None) = (crossing.next(), crossing.next()) else { continue };
            if !record.may_be_wrong(cell, *rule) {
                return None;
            }
            let (least, most) = needed(record, *rule, cell)?;
            let value = Value::Units(i64::try_from(least).ok().filter(|_| least == most)?);
            if changes.insert(cell, value).is_some_and(|other| other != value) {
                return None;
            }
        }
        let changes: Changes = changes.into_pairs();
        (changes.len() > super::set::MOST_CELLS && self.try_changes(record, &changes))
            .then_some(changes)
    }

    /// Every total that does not agree with its parts, worked out anew, level after level.
    pub(super) fn totals_anew(&self, record: &mut Record) -> Option<Changes> {
        let before = record.violated().to_vec();
        let mut stood: Map<CellId, Value> = Map::new();
        for _ in 0..ROUNDS {
            let own = |rule: &&RuleId| self.rules.contains(rule) || !before.contains(rule);
            let sums: Vec<RuleId> = record.violated().iter().filter(own).copied().collect();
            let mut moved = false;
            for rule in sums {
                let total = total(record, rule).filter(|total| record.may_be_wrong(*total, rule));
                // Another total may have put it right.
                let stays = record.verdict(rule) == Verdict::Violated;
                let Some(total) = total.filter(|_| stays) else { continue };
                let Some((least, most)) = needed(record, rule, total) else { continue };
                let Some(value) = i64::try_from(least).ok().filter(|_| least == most) else {
                    continue;
                };
                let old = record.set(total, Value::Units(value));
                stood.update(total, old, |_| ());
                moved = true;
            }
            if !moved {
                break;
            }
        }
        // A total may have been changed and changed back.
        let changed = stood.iter().filter(|(cell, stood)| record.value(**cell) != **stood);
        let changes: Changes = changed.map(|(cell, _)| (*cell, record.value(*cell))).collect();
        let mended = self.is_mended(record, &before) && can_be_filled(record, &changes);
        for (cell, value) in stood.into_pairs() {
            record.set(cell, value);
        }
        (mended && !changes.is_empty()).then_some(changes)
    }
}

/// Whether the blanks beside changed cells can still be filled.
fn can_be_filled(record: &mut Record, changes: &Changes) -> bool {
    let mut rules: Vec<RuleId> = Vec::new();
    for (cell, _) in changes {
        let operand = Operand { cell: *cell, period: Period::This };
        rules.extend(record.form.readers(operand).iter().map(|(rule, _)| *rule));
    }
    sorted::in_order(&mut rules);
    completable(record, &rules) == Some(true)
}

/// The cell a rule adds up to.
fn total(record: &Record, rule: RuleId) -> Option<CellId> {
    let rule = record.form.rule(rule)?;
    if record.form.source(rule.source)?.kind != Kind::Sum {
        return None;
    }
    total_and_parts(rule.linear()?).map(|(total, _)| total.operand.cell)
}

/// The least and the greatest figure of a cell, in units, with which a rule would hold.
pub(super) fn needed(record: &Record, rule: RuleId, cell: CellId) -> Option<(i128, i128)> {
    let found = record.form.rule(rule)?;
    let Check::Linear(linear) = &found.check else { return None };
    let Room { least, most } = record.tally(rule).room(linear, found.blank)?;
    let factor = record.factor(rule, cell);
    if factor == 0 {
        return None;
    }
    let now = i128::from(record.units(cell));
    let (low, high) = record.bounds(cell);
    let (from, to) = if factor > 0 { (least, most) } else { (most, least) };
    let from = from.map(|from| ceiling(from, factor).wrapping_add(now));
    let to = to.map(|to| floor(to, factor).wrapping_add(now));
    let (low, high) = (i128::from(low), i128::from(high));
    let (from, to) = (from.unwrap_or(low).max(low), to.unwrap_or(high).min(high));
    (from <= to).then_some((from, to))
}

fn is_on(record: &Record, line: Line, cell: CellId) -> bool {
    let Some(Place::Table { table, row, column }) = record.form.cell(cell).map(|cell| cell.place)
    else {
        return false;
    };
    line == Line::Row { table, row } || line == Line::Column { table, column }
}

pub(super) fn in_order(mut changes: Changes) -> Changes {
    sorted::sort(&mut changes, &|one, other| one.0 < other.0);
    changes
}
