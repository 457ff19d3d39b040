//! What the form and the report say about how likely slips are: which cells are totals, how many
//! cases are counted, which cells stand side by side, what stood there last period.

use super::bits::{BIT, Bits, log};
use super::record::Record;
use crate::address::{CellId, Period};
use crate::entry::{Reading, Value};
use crate::form::Place;
use crate::rules::{Check, Kind, Linear, Relation, Rule, Term};
use crate::sorted::Map;

/// What is known before any repair is judged.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// Where each cell stands among the cells of its row and of its column, by cell.
    ordinals: Vec<Option<Spot>>,
    /// Whether each cell is the sum of others, and of which.
    totals: Vec<Total>,
    /// The running total of a period's own figure.
    pub(super) cumulative: Map<CellId, CellId>,
    /// Figures that stand in the report.
    figures: u64,
    /// How many totals the form has.
    pub(super) total_count: u64,
    /// What the figures of each table that are no totals count together.
    cases: Map<usize, u64>,
    /// Noughts and figures on each row and column.
    filled: Map<Line, (u64, u64)>,
    /// The latest moment of an entry, if entries have an order.
    pub(super) latest: Option<u32>,
}

/// Whether a cell is the sum of others.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Total {
    is: bool,
    /// Of others in its column.
    down: bool,
    /// Of others in its row.
    across: bool,
}

/// A cell's place in its table. Totals are not counted: a form may print them before or after
/// their parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Spot {
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) column: usize,
    /// Counted among the cells of its column; none for their total.
    pub(super) down: Option<usize>,
    /// Counted among the cells of its row; none for their total.
    pub(super) across: Option<usize>,
}

/// A row or a column of a table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Line {
    Row { table: usize, row: usize },
    Column { table: usize, column: usize },
}

/// Entries of one call that are more than this have been loaded, not typed.
const TYPED: usize = 8;

impl Context {
    pub(super) fn of(record: &Record) -> Context {
        let cells = record.form.cells().len();
        let mut context = Context {
            ordinals: vec![None; cells],
            totals: vec![Total::default(); cells],
            cumulative: Map::new(),
            figures: 0,
            total_count: 0,
            cases: Map::new(),
            filled: Map::new(),
            latest: None,
        };
        context.read_rules(record);
        context.read_cells(record);
        context
    }

    fn read_rules(&mut self, record: &Record) {
        for (_, rule) in record.form.rules() {
            let kind = record.form.source(rule.source).map(|source| source.kind);
            let Check::Linear(linear) = &rule.check else { continue };
            match kind {
                Some(Kind::Sum) => {
                    let Some((total, parts)) = total_and_parts(linear) else { continue };
                    let place = |term: &Term| {
                        let place = record.form.cell(term.operand.cell)?.place;
                        let Place::Table { row, column, .. } = place else { return None };
                        Some((row, column))
                    };
                    let (own, part) = (place(total), parts.first().and_then(place));
                    let Some(slot) = self.totals.get_mut(total.operand.cell.index()) else {
                        continue;
                    };
                    if !slot.is {
                        self.total_count = self.total_count.saturating_add(1);
                    }
                    slot.is = true;
                    if let (Some((row, column)), Some((part_row, part_column))) = (own, part) {
                        slot.down |= column == part_column;
                        slot.across |= row == part_row;
                    }
                }
                Some(Kind::Accumulation) => {
                    // The running total, and what it adds to that of last period.
                    let mut ours = linear.operands().filter(|read| read.period == Period::This);
                    if let (Some(running), Some(own)) = (ours.next(), ours.next()) {
                        self.cumulative.insert(own.cell, running.cell);
                    }
                }
                _ => {}
            }
        }
    }

    fn read_cells(&mut self, record: &Record) {
        let mut counted: Map<Line, usize> = Map::new();
        let mut next = |line: Line| {
            let next = |count: &mut usize| {
                let place = *count;
                *count = count.saturating_add(1);
                place
            };
            counted.update(line, 0, next).unwrap_or(0)
        };
        let mut latest = 0;
        for (id, cell) in record.form.cells() {
            latest = latest.max(record.edited(id));
            let Place::Table { table, row, column } = cell.place else { continue };
            if !matches!(cell.reading, Reading::Figure { .. }) {
                continue;
            }
            let lines = [Line::Row { table, row }, Line::Column { table, column }];
            let total = self.totals.get(id.index()).copied().unwrap_or_default();
            let [in_row, in_column] = lines;
            let across = (!total.across).then(|| next(in_row));
            let down = (!total.down).then(|| next(in_column));
            if let Some(slot) = self.ordinals.get_mut(id.index()) {
                *slot = Some(Spot { table, row, column, down, across });
            }
            let Value::Units(units) = record.value(id) else { continue };
            self.figures = self.figures.saturating_add(1);
            if self.is_total(id) {
                continue;
            }
            self.cases.update(table, 0, |cases| {
                *cases = cases.saturating_add(units.unsigned_abs());
            });
            for line in lines {
                self.filled.update(line, (0, 0), |(noughts, figures)| {
                    *figures = figures.saturating_add(1);
                    *noughts = noughts.saturating_add(u64::from(units == 0));
                });
            }
        }
        let moments = || record.form.cells().map(|(id, _)| record.edited(id));
        let same = moments().filter(|moment| *moment == latest).count();
        let earlier = moments().any(|moment| moment > 0 && moment < latest);
        self.latest = (earlier && same <= TYPED).then_some(latest);
    }

    pub(super) fn spot(&self, cell: CellId) -> Option<Spot> {
        self.ordinals.get(cell.index()).copied().flatten()
    }

    pub(super) fn is_total(&self, cell: CellId) -> bool {
        self.totals.get(cell.index()).is_some_and(|total| total.is)
    }

    /// Which of the report's figures it is.
    pub(super) fn which_figure(&self) -> Bits {
        log(self.figures.max(2))
    }

    /// Which of all cases of a table it is: one of `count`.
    pub(super) fn which_case(&self, table: usize, count: u64) -> Bits {
        let cases = self.cases.get(&table).copied().unwrap_or(0);
        log(cases.max(2)).saturating_sub(log(count.max(1))).max(0)
    }

    /// How unlikely a figure is in its cell before any rule is looked at. Small figures are likelier
    /// than great ones, noughts where the neighbours are nought; last period's figure counts most.
    pub(super) fn unlikely(&self, record: &Record, cell: CellId, units: i64) -> Bits {
        if self.is_total(cell) {
            return 0;
        }
        let size = log(units.unsigned_abs().saturating_add(1));
        let (noughts, figures) = self.neighbours(record, cell);
        let nought = units == 0;
        let like = if nought { noughts } else { figures.saturating_sub(noughts) };
        let all = figures.saturating_add(2);
        let kind = log(all).saturating_sub(log(like.saturating_add(1)));
        let alone =
            (kind / 2).saturating_add(if nought { 0 } else { (size / 4).saturating_add(BIT) });
        match record.prior(cell) {
            Value::Units(before) => {
                let before = log(before.unsigned_abs().saturating_add(1));
                let apart = size.saturating_sub(before).saturating_abs();
                apart.saturating_mul(3) / 2
            }
            _ => alone,
        }
    }

    /// The other figures of its row and column, totals apart: how many are nought, and how many
    /// there are.
    pub(super) fn neighbours(&self, record: &Record, cell: CellId) -> (u64, u64) {
        let Some(Spot { table, row, column, .. }) = self.spot(cell) else { return (0, 0) };
        let count = |line: Line| self.filled.get(&line).copied().unwrap_or_default();
        let (down, across) =
            (count(Line::Row { table, row }), count(Line::Column { table, column }));
        let own = match record.value(cell) {
            Value::Units(units) => (u64::from(units == 0), 1_u64),
            _ => (0, 0),
        };
        let both = |one: u64, other: u64, own: u64| {
            one.saturating_add(other).saturating_sub(own.saturating_mul(2))
        };
        (both(down.0, across.0, own.0), both(down.1, across.1, own.1))
    }
}

/// The total of a rule that adds parts up, and the side of its parts.
pub(super) fn total_and_parts(linear: &Linear) -> Option<(&Term, &[Term])> {
    if linear.relation != Relation::Equal {
        return None;
    }
    match (linear.left.terms.as_slice(), linear.right.terms.as_slice()) {
        ([total], parts) if parts.len() > 1 => Some((total, parts)),
        (parts, [total]) if parts.len() > 1 => Some((total, parts)),
        _ => None,
    }
}

/// The parts of a rule that adds them up to this total.
pub(super) fn parts_of(rule: &Rule, total: CellId) -> Option<impl Iterator<Item = CellId>> {
    let (found, parts) = total_and_parts(rule.linear()?)?;
    let ours = |term: &&Term| term.operand.period == Period::This;
    (found.operand.cell == total).then(|| parts.iter().filter(ours).map(|term| term.operand.cell))
}
