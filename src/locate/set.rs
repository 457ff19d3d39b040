//! A few cells, in order.

use crate::address::CellId;
use crate::sorted::sort;

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

    /// The set less one cell.
    pub(super) fn without(&self, cell: CellId) -> CellSet {
        let others = self.cells().iter().filter(|own| **own != cell);
        others.fold(CellSet::EMPTY, |set, own| set.with(*own).unwrap_or(set))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_grows_to_three_cells_each_once_in_order() {
        let grown = |cells: &[u32]| {
            cells.iter().try_fold(CellSet::EMPTY, |set, cell| set.with(CellId(*cell)))
        };
        let told = |set: CellSet| set.cells().iter().map(|cell| cell.0).collect::<Vec<_>>();
        assert_eq!(grown(&[7, 2]).map(told), Some(vec![2, 7]));
        assert_eq!(grown(&[7, 2, 5]).map(told), Some(vec![2, 5, 7]));
        assert_eq!(grown(&[7, 2]).map(|set| set.is_full()), Some(false));
        assert_eq!(grown(&[7, 2, 5]).map(|set| set.is_full()), Some(true));
        assert_eq!(grown(&[7, 2, 5]).map(|set| set.without(CellId(5))), grown(&[7, 2]));
        assert_eq!(grown(&[7, 7]), None);
        assert_eq!(grown(&[7, 2, 5, 1]), None);
    }
}
