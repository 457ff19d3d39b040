//! Tables as they lie on the page: which field stands beside which, and the arrow keys from one to
//! the next.

use super::binding::Bound;
use super::fields::Control;
use super::paint::Painter;
use crate::address::CellId;
use crate::form::Place;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent, Node};

/// Fields in which the arrow keys do something of the page's own: lists of suggestions, spinners.
const OWN_KEYS: &str = "[list], [aria-haspopup], [role]:not([role=textbox])";

/// A cell that has a field on the page, and where in its table it stands.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) cell: CellId,
}

/// The cells of a table that have a field on the page, row by row.
pub(super) struct Grid {
    pub(super) spots: Vec<Spot>,
    /// Whether the definition's rows are the page's columns.
    pub(super) turned: bool,
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
        let cells = self.look(Painter::cells)?.into_iter().filter_map(place);
        let cells = cells.filter(|(table, _)| *table == own);
        let mut grid = Grid { spots: cells.map(|(_, spot)| spot).collect(), turned: false };
        if self.is_turned(&grid.spots) {
            grid.turned = true;
            for Spot { row, column, .. } in &mut grid.spots {
                core::mem::swap(row, column);
            }
        }
        let at = *grid.spots.iter().find(|spot| spot.cell == cell)?;
        Some((grid, at))
    }

    /// Whether the page has the fields of a row one below the other: then the first field of the
    /// next row comes before the next field of this one.
    fn is_turned(&self, spots: &[Spot]) -> bool {
        let field = |spot: &Spot| self.look(|painter| painter.shown(spot.cell)).flatten();
        let turned = || {
            let first = spots.first()?;
            let beside = spots.iter().find(|s| s.row == first.row && s.column != first.column)?;
            let below = spots.iter().find(|s| s.column == first.column && s.row != first.row)?;
            let (beside, below) = field(beside).zip(field(below))?;
            let order = beside.compare_document_position(&below);
            Some(order & Node::DOCUMENT_POSITION_PRECEDING != 0)
        };
        turned().unwrap_or_default()
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
        let ahead = |spot: &&Spot| match sideways {
            true => spot.row == at.row && (spot.column > at.column) == on,
            false => spot.column == at.column && (spot.row > at.row) == on,
        };
        let ahead = grid.spots.iter().filter(ahead).map(|spot| spot.cell);
        let mut ahead: Vec<CellId> = ahead.filter(|other| *other != cell).collect();
        if !on {
            ahead.reverse();
        }
        if ahead.into_iter().any(|cell| self.go_to(cell)) {
            event.prevent_default();
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
