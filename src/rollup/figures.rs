//! One report's figures as they are added up: whole units, in the order of the cells that are.

use crate::address::CellId;
use crate::entry::{Adding, Entry, Value};
use crate::form::{Cell, Form, Place};
use std::sync::Arc;

/// A report's figures in the cells that are added up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// Nought where there is no figure.
    units: Box<[i64]>,
    /// Where there is no figure, and whether something stands there that cannot be read.
    absent: Box<[(u32, bool)]>,
}

/// Which cells of a form are added up.
#[derive(Clone, Debug)]
pub(super) struct Slots {
    cells: Arc<[CellId]>,
    of_cell: Arc<[u32]>,
}

impl Figures {
    pub(super) fn units(&self) -> &[i64] {
        &self.units
    }

    pub(super) fn absent(&self) -> &[(u32, bool)] {
        &self.absent
    }

    pub(super) fn len(&self) -> usize {
        self.units.len()
    }
}

impl Slots {
    pub(super) fn of(form: &Form) -> Slots {
        let mut cells = Vec::new();
        let mut of_cell = vec![u32::MAX; form.cells().len()];
        for (id, cell) in form.cells() {
            let table = matches!(cell.place, Place::Table { .. });
            if table && cell.adding == Adding::Sum {
                if let Some(slot) = of_cell.get_mut(id.index()) {
                    *slot = u32::try_from(cells.len()).unwrap_or(u32::MAX);
                }
                cells.push(id);
            }
        }
        Slots { cells: cells.into(), of_cell: of_cell.into() }
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = CellId> {
        self.cells.iter().copied()
    }

    pub(super) fn cell(&self, slot: usize) -> Option<CellId> {
        self.cells.get(slot).copied()
    }

    pub(super) fn of_cell(&self, cell: CellId) -> Option<usize> {
        let slot = *self.of_cell.get(cell.index())?;
        (slot != u32::MAX).then_some(slot as usize)
    }

    /// What a report has in a cell.
    pub(super) fn entry(&self, form: &Form, figures: &Figures, cell: CellId) -> Entry {
        let (Some(slot), Some(found)) = (self.of_cell(cell), form.cell(cell)) else {
            return Entry::Blank;
        };
        let absent = figures.absent.iter().find(|(at, _)| *at as usize == slot);
        let value = match (absent, figures.units.get(slot)) {
            (None, Some(units)) => Value::Units(*units),
            (Some((_, true)), _) => Value::Unreadable(crate::entry::Reason::NotAFigure),
            _ => Value::Blank,
        };
        value.entry(found.reading)
    }

    /// A report's figures from its texts by cell; cells that are not added up are passed over.
    pub(super) fn figures<'t>(
        &self,
        form: &Form,
        texts: impl IntoIterator<Item = (CellId, &'t str)>,
    ) -> Figures {
        let mut gathered = Gathered::new(self.len());
        for (id, text) in texts {
            if let (Some(slot), Some(cell)) = (self.of_cell(id), form.cell(id)) {
                gathered.put(slot, cell, text);
            }
        }
        gathered.done()
    }
}

/// Figures being gathered.
pub(super) struct Gathered {
    units: Vec<i64>,
    state: Vec<State>,
    filled: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Blank,
    Filled,
    Unreadable,
}

impl Gathered {
    pub(super) fn new(slots: usize) -> Gathered {
        Gathered { units: vec![0; slots], state: vec![State::Blank; slots], filled: 0 }
    }

    /// Reads a text into its place.
    pub(super) fn put(&mut self, slot: usize, cell: &Cell, text: &str) {
        let (Some(units), Some(state)) = (self.units.get_mut(slot), self.state.get_mut(slot))
        else {
            return;
        };
        if *state == State::Filled {
            self.filled = self.filled.saturating_sub(1);
        }
        (*units, *state) = match cell.read(text) {
            Value::Units(units) => (units, State::Filled),
            Value::Unreadable(_) => (0, State::Unreadable),
            _ => (0, State::Blank),
        };
        if *state == State::Filled {
            self.filled = self.filled.saturating_add(1);
        }
    }

    /// Puts a whole number that was read already into a place that was not filled yet.
    pub(super) fn put_units(&mut self, slot: usize, number: i64) {
        if let (Some(units), Some(state)) = (self.units.get_mut(slot), self.state.get_mut(slot)) {
            (*units, *state) = (number, State::Filled);
            self.filled = self.filled.saturating_add(1);
        }
    }

    pub(super) fn done(self) -> Figures {
        let mut absent = Vec::new();
        // Nearly all reports are complete.
        if self.filled < self.units.len() {
            for (slot, state) in (0_u32..).zip(&self.state) {
                if *state != State::Filled {
                    absent.push((slot, *state == State::Unreadable));
                }
            }
        }
        Figures { units: self.units.into(), absent: absent.into() }
    }
}
