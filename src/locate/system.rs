//! Whole changes of a few cells that leave every rule that reads them its room: equations by
//! elimination, what stays open by the ranges that the rest leaves.

use super::bounds::{Bounds, narrow};
use super::domain::{ceiling, floor};
use super::record::{Record, is_remark};
use super::set::{CellSet, MOST_CELLS};
use crate::address::{CellId, Operand, Period, RuleId};
use crate::form::Form;
use crate::rules::Room;

/// Changes of the cells of a set, in units at their own scales.
pub(super) type Changes = [i64; MOST_CELLS];

/// What the rules that read a set leave to its cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Solution {
    /// Nothing: no change of these cells alone is enough.
    None,
    /// One change.
    One(Changes),
    /// Several, of which this is one with small changes; and which cells it leaves open, the changes
    /// of the others being settled.
    Several(Changes, [bool; MOST_CELLS]),
    /// It was not found out within the allowance.
    Unknown,
}

/// How far a weighted sum of the changes may go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) factors: [i128; MOST_CELLS],
    pub(super) room: Room,
}

/// Most values tried of a change that the equations leave open.
const TRIED: i128 = 64;

/// Equations and ranges for the changes of a set of cells.
#[derive(Clone, Debug, Default)]
pub(super) struct System {
    cells: usize,
    rows: Vec<(RuleId, Row)>,
    /// The least and the greatest change of each cell.
    bounds: Bounds,
}

/// The rules that read a cell of a set, each once.
pub(super) fn readers(form: &Form, set: &CellSet) -> Vec<RuleId> {
    let mut rules = Vec::new();
    for cell in set.cells() {
        for (rule, _) in form.readers(this(*cell)) {
            if !rules.contains(rule) {
                rules.push(*rule);
            }
        }
    }
    rules
}

fn this(cell: CellId) -> Operand {
    Operand { cell, period: Period::This }
}

impl System {
    /// Becomes the system of a set, without the rules `tolerated`. Blanks in it are taken as nought,
    /// and must have been put in as that.
    pub(super) fn set(&mut self, record: &Record, set: &CellSet, tolerated: &[RuleId]) {
        self.cells = set.cells().len();
        self.rows.clear();
        self.bounds = Bounds::default();
        for (place, cell) in set.cells().iter().enumerate() {
            let ((least, most), now) = (record.bounds(*cell), i128::from(record.units(*cell)));
            if let Some(slot) = self.bounds.get_mut(place) {
                *slot = (i128::from(least).wrapping_sub(now), i128::from(most).wrapping_sub(now));
            }
            let readers = record.form.readers(this(*cell)).iter();
            for (id, weight) in readers.filter(|(id, _)| !tolerated.contains(id)) {
                let at = match self.rows.iter().position(|(rule, _)| rule == id) {
                    Some(at) => at,
                    None => {
                        let Some(room) = room(record, *id) else { continue };
                        self.rows.push((*id, Row { factors: [0; MOST_CELLS], room }));
                        self.rows.len().wrapping_sub(1)
                    }
                };
                let row = self.rows.get_mut(at);
                if let Some(factor) = row.and_then(|(_, row)| row.factors.get_mut(place)) {
                    *factor = factor.wrapping_add(i128::from(weight.factor));
                }
            }
        }
    }

    /// Whether two equations ask different changes of one cell: quickly told, and true of most sets.
    fn is_torn(&self) -> bool {
        let mut asked: [Option<(i128, i128)>; MOST_CELLS] = [None; MOST_CELLS];
        for (_, row) in &self.rows {
            let (Some(least), Some(most)) = (row.room.least, row.room.most) else { continue };
            let mut own = row.factors.iter().enumerate().filter(|(_, factor)| **factor != 0);
            let (Some((place, factor)), None) = (own.next(), own.next()) else { continue };
            if least != most {
                continue;
            }
            let Some(slot) = asked.get_mut(place) else { continue };
            match *slot {
                None => *slot = Some((least, *factor)),
                Some((right, other)) => {
                    // right ÷ other against least ÷ factor
                    let crossed = (right.checked_mul(*factor), least.checked_mul(other));
                    if let (Some(one), Some(two)) = crossed
                        && one != two
                    {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Solves it.
    pub(super) fn solve(&mut self) -> Solution {
        if self.is_torn() {
            return Solution::None;
        }
        let mut elimination = Elimination::default();
        for (_, row) in &self.rows {
            if let (Some(least), Some(most)) = (row.room.least, row.room.most)
                && least == most
            {
                match elimination.add(row.factors, least) {
                    Some(true) => {}
                    Some(false) => return Solution::None,
                    None => return Solution::Unknown,
                }
            }
        }
        if elimination.back_substitute().is_none() {
            return Solution::Unknown;
        }
        let open: Vec<usize> =
            (0..self.cells).filter(|column| !elimination.settles(*column)).collect();
        // What is open is tried within bounds: the closer, the sooner all is tried.
        if !open.is_empty() && !narrow(&self.rows, &mut self.bounds) {
            return Solution::None;
        }
        let mut found = Found { first: None, several: false, sure: true };
        let mut chosen = [0_i128; MOST_CELLS];
        self.choose(&elimination, &open, &mut chosen, &mut found);
        match found {
            Found { first: Some(changes), several: false, sure: true } => Solution::One(changes),
            Found { first: Some(changes), .. } => {
                Solution::Several(changes, elimination.leaves_open(&open))
            }
            Found { first: None, sure: true, .. } => Solution::None,
            _ => Solution::Unknown,
        }
    }

    /// Tries figures for the changes that the equations leave open, the small ones first.
    fn choose(
        &self,
        elimination: &Elimination,
        open: &[usize],
        chosen: &mut [i128; MOST_CELLS],
        found: &mut Found,
    ) {
        let Some((column, rest)) = open.split_first() else {
            if let Some(changes) = self.complete(elimination, chosen) {
                found.several |= found.first.is_some();
                found.first = found.first.or(Some(changes));
            }
            return;
        };
        // With others still open only the cell's own bounds are certain.
        let range = if rest.is_empty() {
            self.range(elimination, *column, chosen)
        } else {
            self.bounds.get(*column).copied()
        };
        let Some((least, most)) = range else {
            found.sure = false;
            return;
        };
        let start = 0.clamp(least, most.max(least));
        let mut tried = 0_i128;
        let mut reach = 0_i128;
        // Outwards from the smallest change.
        loop {
            let sides = [start.wrapping_add(reach), start.wrapping_sub(reach)];
            let sides = sides.get(..if reach == 0 { 1 } else { 2 }).unwrap_or_default();
            let inside = sides.iter().filter(|value| **value >= least && **value <= most);
            let mut any = false;
            for value in inside {
                any = true;
                tried = tried.wrapping_add(1);
                if let Some(slot) = chosen.get_mut(*column) {
                    *slot = *value;
                }
                self.choose(elimination, rest, chosen, found);
                if found.several {
                    return;
                }
            }
            if !any {
                return;
            }
            if tried >= TRIED {
                found.sure = false;
                return;
            }
            reach = reach.wrapping_add(1);
        }
    }

    /// What the rows and bounds leave to the last open change, the others chosen.
    fn range(
        &self,
        elimination: &Elimination,
        column: usize,
        chosen: &[i128; MOST_CELLS],
    ) -> Option<(i128, i128)> {
        let (mut least, mut most) = self.bounds.get(column).copied()?;
        let mut narrow = |slope: i128, start: i128, low: Option<i128>, high: Option<i128>| {
            // low <= start + slope * change <= high
            let low = low.map(|low| low.checked_sub(start));
            let high = high.map(|high| high.checked_sub(start));
            let (Some(low), Some(high)) = (flat(low), flat(high)) else { return None };
            if slope == 0 {
                if low.is_some_and(|low| low > 0) || high.is_some_and(|high| high < 0) {
                    most = least.wrapping_sub(1);
                }
                return Some(());
            }
            let (from, to) = if slope > 0 { (low, high) } else { (high, low) };
            if let Some(from) = from {
                least = least.max(ceiling(from, slope));
            }
            if let Some(to) = to {
                most = most.min(floor(to, slope));
            }
            Some(())
        };
        for pivot in &elimination.pivots {
            // pivot × change = right side - the open changes' part
            let (mut start, mut slope) = (pivot.right, 0_i128);
            for (other, factor) in pivot.factors.iter().enumerate() {
                if other == pivot.column {
                    continue;
                }
                if other == column {
                    slope = factor.wrapping_neg();
                } else {
                    start = start.checked_sub(factor.checked_mul(*chosen.get(other)?)?)?;
                }
            }
            let scale = *pivot.factors.get(pivot.column)?;
            let (low, high) = self.bounds.get(pivot.column).copied()?;
            let (low, high) = (low.checked_mul(scale)?, high.checked_mul(scale)?);
            narrow(slope, start, Some(low.min(high)), Some(low.max(high)))?;
        }
        let ranges = self.rows.iter().map(|(_, row)| row);
        for row in ranges.filter(|row| row.room.least != row.room.most) {
            let (mut start, mut slope, mut scale) = (0_i128, 0_i128, 1_i128);
            for pivot in &elimination.pivots {
                scale = scale.checked_mul(*pivot.factors.get(pivot.column)?)?;
            }
            let sign = scale.signum();
            for (place, factor) in row.factors.iter().enumerate() {
                match elimination.pivots.iter().find(|pivot| pivot.column == place) {
                    Some(pivot) => {
                        let times =
                            factor.checked_mul(scale)?.checked_div(*pivot.factors.get(place)?)?;
                        start = start.checked_add(times.checked_mul(pivot.right)?)?;
                        for (other, part) in pivot.factors.iter().enumerate() {
                            let part = times.checked_mul(*part)?;
                            if other == column {
                                slope = slope.checked_sub(part)?;
                            } else if other != place {
                                start =
                                    start.checked_sub(part.checked_mul(*chosen.get(other)?)?)?;
                            }
                        }
                    }
                    None if place == column => {
                        slope = slope.checked_add(factor.checked_mul(scale)?)?;
                    }
                    None => {
                        let part = factor.checked_mul(*chosen.get(place)?)?;
                        start = start.checked_add(part.checked_mul(scale)?)?;
                    }
                }
            }
            let (slope, start) = (slope.checked_mul(sign)?, start.checked_mul(sign)?);
            let scale = scale.checked_abs()?;
            let low = flat(row.room.least.map(|low| low.checked_mul(scale)))?;
            let high = flat(row.room.most.map(|high| high.checked_mul(scale)))?;
            narrow(slope, start, low, high)?;
        }
        Some((least, most))
    }

    /// The changes that follow from the chosen ones, if they are whole and every row has room.
    fn complete(&self, elimination: &Elimination, chosen: &[i128; MOST_CELLS]) -> Option<Changes> {
        let mut changes = *chosen;
        for pivot in &elimination.pivots {
            let mut right = pivot.right;
            for (other, factor) in pivot.factors.iter().enumerate() {
                if other != pivot.column {
                    right = right.checked_sub(factor.checked_mul(*chosen.get(other)?)?)?;
                }
            }
            let scale = *pivot.factors.get(pivot.column)?;
            if right.checked_rem(scale)? != 0 {
                return None;
            }
            *changes.get_mut(pivot.column)? = right.checked_div(scale)?;
        }
        self.admits(&changes).then_some(())?;
        let mut whole = [0; MOST_CELLS];
        for (slot, change) in whole.iter_mut().zip(changes) {
            *slot = i64::try_from(change).ok()?;
        }
        Some(whole)
    }

    fn admits(&self, changes: &[i128; MOST_CELLS]) -> bool {
        let within =
            |change: &i128, (least, most): &(i128, i128)| change >= least && change <= most;
        changes.iter().zip(&self.bounds).all(|(change, bounds)| within(change, bounds))
            && self.rows.iter().all(|(_, row)| {
                let parts = row.factors.iter().zip(changes);
                let moved = parts.map(|(factor, change)| factor.wrapping_mul(*change));
                let moved = moved.fold(0_i128, i128::wrapping_add);
                row.room.least.is_none_or(|least| moved >= least)
                    && row.room.most.is_none_or(|most| moved <= most)
            })
    }
}

struct Found {
    first: Option<Changes>,
    several: bool,
    /// Whether every figure was tried.
    sure: bool,
}

/// How far a rule's residual may move; none for a rule that is no relation between sums, or a remark.
fn room(record: &Record, rule: RuleId) -> Option<Room> {
    let found = record.form.rule(rule)?;
    let linear = found.linear().filter(|_| !is_remark(&record.form, found))?;
    record.tally(rule).room(linear, found.blank)
}

/// Equations in reduced form.
#[derive(Default)]
struct Elimination {
    pivots: Vec<Pivot>,
}

struct Pivot {
    column: usize,
    factors: [i128; MOST_CELLS],
    right: i128,
}

impl Elimination {
    /// Takes an equation in; false when it contradicts the others, none when it does not fit.
    fn add(&mut self, mut factors: [i128; MOST_CELLS], mut right: i128) -> Option<bool> {
        for pivot in &self.pivots {
            clear(pivot, &mut factors, &mut right)?;
        }
        match factors.iter().position(|factor| *factor != 0) {
            None => Some(right == 0),
            Some(column) => {
                self.pivots.push(Pivot { column, factors, right });
                Some(true)
            }
        }
    }

    /// Leaves each settled change out of the other equations.
    fn back_substitute(&mut self) -> Option<()> {
        for at in (0..self.pivots.len()).rev() {
            let (before, rest) = self.pivots.split_at_mut(at);
            let pivot = rest.first()?;
            for other in before {
                clear(pivot, &mut other.factors, &mut other.right)?;
            }
        }
        Some(())
    }

    /// Which changes hang on those that no equation settles.
    fn leaves_open(&self, open: &[usize]) -> [bool; MOST_CELLS] {
        let mut left = [false; MOST_CELLS];
        for (column, slot) in left.iter_mut().enumerate() {
            let pivot = self.pivots.iter().find(|pivot| pivot.column == column);
            *slot = match pivot {
                Some(pivot) => open
                    .iter()
                    .any(|other| pivot.factors.get(*other).is_some_and(|factor| *factor != 0)),
                None => open.contains(&column),
            };
        }
        left
    }

    fn settles(&self, column: usize) -> bool {
        self.pivots.iter().any(|pivot| pivot.column == column)
    }
}

/// Takes a pivot's change out of an equation.
fn clear(pivot: &Pivot, factors: &mut [i128; MOST_CELLS], right: &mut i128) -> Option<()> {
    let times = *factors.get(pivot.column)?;
    if times == 0 {
        return Some(());
    }
    let scale = *pivot.factors.get(pivot.column)?;
    for (factor, other) in factors.iter_mut().zip(pivot.factors) {
        *factor = factor.checked_mul(scale)?.checked_sub(other.checked_mul(times)?)?;
    }
    *right = right.checked_mul(scale)?.checked_sub(pivot.right.checked_mul(times)?)?;
    Some(())
}

/// Turns a figure that did not fit into none for the whole.
fn flat(figure: Option<Option<i128>>) -> Option<Option<i128>> {
    match figure {
        None => Some(None),
        Some(figure) => figure.map(Some),
    }
}
