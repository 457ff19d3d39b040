//! A block from a spreadsheet, pasted into a table: each figure goes to the field that lies where it
//! lay, written as a person would type it, and all of it is taken back at once.

use super::binding::Bound;
use super::block;
use super::fields::Control;
use super::grid::{Grid, Spot};
use super::suggest::Taken;
use crate::address::CellId;
use crate::form::Place;
use crate::wire::written;
use wasm_bindgen::prelude::*;
use web_sys::{ClipboardEvent, Event};

/// What has no line break of its own in a field of one line: a break that vanished would join two
/// figures to one.
const JOINT: &str = " / ";

/// Where the texts of a block belong.
#[derive(Default)]
struct Placed {
    texts: Vec<(CellId, String)>,
    /// How many lie outside the table.
    outside: usize,
    /// How many lie where the page has no field.
    nowhere: usize,
}

impl Bound {
    /// Text with a tab or a line break that is pasted into a table's field is a block of cells; any
    /// other is the browser's affair. Heard after the page, which may have taken it itself.
    pub(super) fn on_paste(&self, event: &Event) {
        let Some(paste) = event.dyn_ref::<ClipboardEvent>() else { return };
        if self.is_spoken_for(event) {
            return;
        }
        let Some((cell, control)) = self.known(event) else { return };
        if matches!(control, Control::Area(_)) {
            return;
        }
        let text = paste.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        let text = text.filter(|text| text.contains(['\t', '\n', '\r']));
        let Some(((grid, at), text)) = self.grid(cell).zip(text) else { return };
        event.prevent_default();
        let lines = block::lines(&text);
        let placed = place(&grid, at, &self.rows_below(&grid, at, &lines), &lines);
        self.fill(placed);
    }

    /// The rows that the lines of a block belong to, from a cell downwards; none for a heading. A
    /// heading takes a line where each of them finds a blank one, since sheets print headings too.
    fn rows_below(&self, grid: &Grid, at: Spot, lines: &[Vec<String>]) -> Vec<Option<usize>> {
        let has_field = |row: &usize| grid.spots.iter().any(|spot| spot.row == *row);
        let last = grid.spots.iter().map(|spot| spot.row).max().unwrap_or_default();
        let state = self.shared.state.try_borrow().ok();
        let rows = state.as_ref().filter(|_| !grid.turned).and_then(|state| {
            let form = state.session.form();
            match form.cell(at.cell)?.place {
                Place::Table { table, .. } => Some(&form.tables().get(table)?.rows),
                _ => None,
            }
        });
        let heading = |row: usize| rows.and_then(|rows| rows.get(row)).is_some_and(|r| r.heading);
        let below = (at.row..=last).filter(|row| heading(*row) || has_field(row));
        let mut below: Vec<Option<usize>> =
            below.map(|row| (!heading(row)).then_some(row)).collect();
        let blank = |line: &Vec<String>| line.iter().all(String::is_empty);
        if !lines.iter().zip(&below).all(|(line, row)| row.is_some() || blank(line)) {
            below.retain(Option::is_some);
        }
        below
    }

    /// Writes a block, and says what became of it.
    fn fill(&self, placed: Placed) {
        let (mut before, mut after, mut closed) = (Vec::new(), Vec::new(), Vec::new());
        let mut count = 0_usize;
        for (cell, text) in placed.texts {
            let Some(control) = self.look(|painter| painter.control(cell)).flatten() else {
                continue;
            };
            let text = match control {
                Control::Area(_) => text,
                _ => in_one_line(&text),
            };
            let Some(written) = self.writable(cell, &control, &text) else {
                closed.push((cell, text));
                continue;
            };
            count = count.saturating_add(usize::from(!written.is_empty()));
            let stood = control.value();
            if stood != written {
                let now = (cell, written);
                self.write(core::slice::from_ref(&now));
                before.push((cell, stood));
                after.push(now);
            }
        }
        // A total that the page works out itself may well be what was copied.
        let lost =
            closed.iter().filter(|(cell, text)| !text.is_empty() && !self.holds(*cell, text));
        let lost = lost.count().saturating_add(placed.nowhere);
        let Ok(state) = self.shared.state.try_borrow() else { return };
        let say =
            |key: &str, count: usize| state.catalogue.say(key, &[("count", &count.to_string())]);
        let mut said = say("page.pasted.said", count);
        for (key, count) in [("page.pasted.outside", placed.outside), ("page.pasted.closed", lost)]
        {
            if count > 0 {
                said += &say(key, count);
            }
        }
        drop(state);
        self.keep_taken(Taken { before, after, pasted: Some(count) });
        self.work.borrow_mut().done = Some(said);
        self.ask_speech();
    }

    /// A text as it can stand in a field; none when it cannot.
    fn writable(&self, cell: CellId, control: &Control, text: &str) -> Option<String> {
        if !control.is_open() {
            return None;
        }
        if control.would_take(text) {
            return Some(text.to_owned());
        }
        // A number input takes no grouping, and no numerals.
        self.plain(cell, text).filter(|plain| control.would_take(plain))
    }

    /// A figure as it is written plainly, where a text is one.
    fn plain(&self, cell: CellId, text: &str) -> Option<String> {
        let state = self.shared.state.try_borrow().ok()?;
        let form = state.session.form();
        let own = form.cell(cell)?;
        written(form, cell, own.read(text).entry(own.reading))
    }

    /// Whether a field holds what a text says.
    fn holds(&self, cell: CellId, text: &str) -> bool {
        let stands = self.stands(cell).unwrap_or_default();
        stands == text
            || self.plain(cell, text).is_some_and(|p| self.plain(cell, &stands) == Some(p))
    }
}

fn in_one_line(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(JOINT)
}

/// Lays a block over a table, with its first text at a spot.
fn place(grid: &Grid, at: Spot, rows: &[Option<usize>], lines: &[Vec<String>]) -> Placed {
    let mut columns: Vec<usize> = grid.spots.iter().map(|spot| spot.column).collect();
    columns.retain(|column| *column >= at.column);
    columns.sort_unstable();
    columns.dedup();
    let mut placed = Placed::default();
    for (index, line) in lines.iter().enumerate() {
        for (nth, text) in line.iter().enumerate() {
            let figure = usize::from(!text.is_empty());
            let (Some(row), Some(column)) = (rows.get(index), columns.get(nth)) else {
                placed.outside = placed.outside.saturating_add(figure);
                continue;
            };
            let here = |spot: &&Spot| Some(spot.row) == *row && spot.column == *column;
            match grid.spots.iter().find(here) {
                Some(spot) => placed.texts.push((spot.cell, text.clone())),
                None => placed.nowhere = placed.nowhere.saturating_add(figure),
            }
        }
    }
    placed
}
