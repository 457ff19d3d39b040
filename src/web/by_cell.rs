//! Something for each of some cells, found by the cell's number and told in the cells' order.

use crate::address::CellId;

/// A slot for every cell up to the last that has something.
pub(super) struct ByCell<T>(Vec<Option<Box<T>>>);

impl<T> Default for ByCell<T> {
    fn default() -> ByCell<T> {
        ByCell(Vec::new())
    }
}

impl<T> ByCell<T> {
    /// Gives a cell something, unless it has something already.
    pub(super) fn adopt(&mut self, cell: CellId, new: impl FnOnce() -> T) {
        let index = cell.index();
        if self.0.len() <= index {
            self.0.resize_with(index.saturating_add(1), || None);
        }
        if let Some(slot @ None) = self.0.get_mut(index) {
            *slot = Some(Box::new(new()));
        }
    }

    pub(super) fn get(&self, cell: CellId) -> Option<&T> {
        self.0.get(cell.index())?.as_deref()
    }

    pub(super) fn get_mut(&mut self, cell: CellId) -> Option<&mut T> {
        self.0.get_mut(cell.index())?.as_deref_mut()
    }

    pub(super) fn remove(&mut self, cell: CellId) -> Option<T> {
        self.0.get_mut(cell.index())?.take().map(|own| *own)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (CellId, &T)> {
        let slots = self.0.iter().enumerate();
        slots.filter_map(|(index, slot)| Some((CellId::new(index), slot.as_deref()?)))
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (CellId, &mut T)> {
        let slots = self.0.iter_mut().enumerate();
        slots.filter_map(|(index, slot)| Some((CellId::new(index), slot.as_deref_mut()?)))
    }

    pub(super) fn into_all(self) -> impl Iterator<Item = T> {
        self.0.into_iter().flatten().map(|own| *own)
    }
}
