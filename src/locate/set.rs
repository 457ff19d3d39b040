//! A few cells, in order.

use super::sorted::sort;
use crate::address::CellId;

/// Most cells that the search changes together. More are changed only by an action that says how
/// they hang together.
pub(super) const MOST_CELLS: usize = 3;

/// At most [`MOST_CELLS`] cells in the definition's order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct CellSet {
    cells: [CellId; MOST_CELLS],
    len: usize,
}

impl CellSet {
    pub(super) const EMPTY: CellSet = CellSet { cells: [CellId(u32::MAX); MOST_CELLS], len: 0 };

    pub(super) fn cells(&self) -> &[CellId] {
        self.cells.get(..self.len).unwrap_or_default()
    }

    pub(super) fn contains(&self, cell: CellId) -> bool {
        self.cells().contains(&cell)
    }

    pub(super) fn is_full(&self) -> bool {
        self.len >= MOST_CELLS
    }

    /// The set with one cell more; none when it is full or has the cell already.
    pub(super) fn with(&self, cell: CellId) -> Option<CellSet> {
        if self.contains(cell) {
            return None;
        }
        let mut larger = *self;
        *larger.cells.get_mut(self.len)? = cell;
        larger.len = self.len.saturating_add(1);
        // The places not used hold the greatest number and stay behind.
        sort(&mut larger.cells, &|one, other| one < other);
        Some(larger)
    }
}
