//! Tables as they lie on the page: which field stands beside which, and the arrow keys from one to
//! the next.

use super::binding::Bound;
use super::fields::Control;
use crate::address::CellId;
use crate::form::Place;
use crate::sorted::Set;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

/// Fields in which the arrow keys do something of the page's own: lists of suggestions, spinners.
const OWN_KEYS: &str = "[list], [aria-haspopup], [role]:not([role=textbox])";

/// A cell that has a field on the page, and where in its table it lies.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    /// Counted on the page.
    pub(super) row: usize,
    /// As the definition numbers them.
    pub(super) column: usize,
    pub(super) cell: CellId,
}

/// The cells of a table that have a field on the page, in the page's order.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) spots: Vec<Spot>,
    /// The definition's number of each row.
    pub(super) rows: Vec<usize>,
    /// Whether the definition's rows are the page's columns.
    pub(super) turned: bool,
}

impl Grid {
    /// Where a cell lies.
    pub(super) fn find(&self, cell: CellId) -> Option<Spot> {
        self.spots.iter().find(|spot| spot.cell == cell).copied()
    }

    /// The cell in a row and a column.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<CellId> {
        let here = |spot: &&Spot| spot.row == row && spot.column == column;
        self.spots.iter().find(here).map(|spot| spot.cell)
    }

    /// The next column of the table.
    pub(super) fn after(&self, column: usize) -> Option<usize> {
        self.spots.iter().map(|spot| spot.column).filter(|other| *other > column).min()
    }

    /// The next cell in a direction.
    fn beside(&self, at: Spot, sideways: bool, on: bool) -> Option<Spot> {
        let ahead = self.spots.iter().filter(|spot| match sideways {
            true => spot.row == at.row && spot.column != at.column,
            false => spot.column == at.column && spot.row != at.row,
        });
        let place = |spot: &Spot| if sideways { spot.column } else { spot.row };
        let ahead = ahead.filter(|spot| (place(spot) > place(&at)) == on);
        ahead.min_by_key(|spot| place(spot).abs_diff(place(&at))).copied()
    }

    /// Puts the spots into rows: the page may have the fields of one of the definition's columns
    /// together, and its rows in another order.
    fn lay(&mut self) {
        let place = |like: fn(&Spot, &Spot) -> bool| {
            let first = self.spots.first()?;
            self.spots.iter().position(|spot| like(first, spot))
        };
        let beside = place(|a, b| a.row == b.row && a.column != b.column);
        let below = place(|a, b| a.row != b.row && a.column == b.column);
        self.turned = beside.zip(below).is_some_and(|(beside, below)| below < beside);
        for spot in &mut self.spots {
            if self.turned {
                core::mem::swap(&mut spot.row, &mut spot.column);
            }
            let known = self.rows.iter().position(|row| *row == spot.row);
            let known = known.unwrap_or_else(|| {
                self.rows.push(spot.row);
                self.rows.len().saturating_sub(1)
            });
            spot.row = known;
        }
    }
}

impl Bound {
    /// The table a cell stands in, and where it stands there; none for a part of the text.
    pub(super) fn grid(&self, cell: CellId) -> Option<(Grid, Spot)> {
        let form = self.shared.state.try_borrow().ok()?.session.form().clone();
        let place = |cell| match form.cell(cell)?.place {
            Place::Table { table, row, column } => Some((table, Spot { row, column, cell })),
            _ => None,
        };
        let (own, _) = place(cell)?;
        let mut grid = Grid::default();
        let mut seen = Set::default();
        for cell in self.cells_in_order() {
            if let Some((_, spot)) = place(cell).filter(|(table, _)| *table == own)
                && seen.insert(cell)
            {
                grid.spots.push(spot);
            }
        }
        grid.lay();
        let at = grid.find(cell)?;
        Some((grid, at))
    }

    /// An arrow key that leads out of a field's text leads to the next field. Heard after the page,
    /// which may have used the key itself.
    pub(super) fn on_arrow(&self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let held = key.alt_key() || key.ctrl_key() || key.meta_key() || key.shift_key();
        if held || self.is_spoken_for(event) || key.is_composing() {
            return;
        }
        let (sideways, right) = match key.key().as_str() {
            "ArrowUp" => (false, false),
            "ArrowDown" => (false, true),
            "ArrowLeft" => (true, false),
            "ArrowRight" => (true, true),
            _ => return,
        };
        let Some((cell, Control::Input(input))) = self.known(event) else { return };
        if !is_text(&input) || sideways && !at_edge(&input, right != is_rtl(&input)) {
            return;
        }
        let Some((grid, at)) = self.grid(cell) else { return };
        let around = input.parent_element();
        let on = right != (sideways && around.is_some_and(|around| is_rtl(&around)));
        let mut next = grid.beside(at, sideways, on);
        while let Some(spot) = next {
            if self.go_to(spot.cell) {
                return event.prevent_default();
            }
            next = grid.beside(spot, sideways, on);
        }
    }

    /// Whether an event is the page's own affair, or that of an input method.
    pub(super) fn is_spoken_for(&self, event: &Event) -> bool {
        event.default_prevented() || self.work.borrow().composing
    }

    /// Moves the focus to a field, with its text selected as Tab does; false when it cannot have
    /// it, being hidden or disabled.
    fn go_to(&self, cell: CellId) -> bool {
        let Some((shown, control)) =
            self.look(|painter| painter.shown(cell).zip(painter.control(cell))).flatten()
        else {
            return false;
        };
        shown.focus().ok();
        let there = shown.matches(":focus-within").unwrap_or_default();
        if let (true, Control::Input(input)) = (there, control) {
            input.select();
        }
        there
    }
}

/// Whether a field holds a line of text, in which the arrow keys only move the caret.
fn is_text(input: &HtmlInputElement) -> bool {
    matches!(input.type_().as_str(), "text" | "tel" | "search" | "url")
        && !input.matches(OWN_KEYS).unwrap_or(true)
}

/// Whether the caret stands at one end of the text, and nothing is selected.
fn at_edge(input: &HtmlInputElement, end: bool) -> bool {
    let caret = |place: Result<Option<u32>, JsValue>| place.ok().flatten();
    let (from, to) = (caret(input.selection_start()), caret(input.selection_end()));
    let edge = if end { js_sys::JsString::from(input.value()).length() } else { 0 };
    from == to && from == Some(edge)
}

fn is_rtl(element: &Element) -> bool {
    let style = web_sys::window().and_then(|window| window.get_computed_style(element).ok());
    let direction = style.flatten().and_then(|style| style.get_property_value("direction").ok());
    direction.as_deref() == Some("rtl")
}
