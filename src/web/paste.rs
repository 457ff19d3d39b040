//! A block from a spreadsheet, pasted into a table: each figure goes to the field that lies where it
//! lay, written as a person would type it, and all of it is taken back at once.

use super::binding::Bound;
use super::block;
use super::fields::Control;
use super::grid::{Grid, Spot};
use super::speech::Done;
use super::suggest::Taken;
use crate::address::CellId;
use crate::wire::written;
use wasm_bindgen::prelude::*;
use web_sys::{ClipboardEvent, Event};

/// What has no line break of its own in a field of one line: a break that vanished would join two
/// figures to one.
const JOINT: &str = " / ";

/// What became of a block.
#[derive(Default)]
pub(super) struct Pasted {
    /// How many of its figures were written.
    count: usize,
    /// How many lie outside the table.
    outside: usize,
    /// How many lie where the page has no field.
    nowhere: usize,
    /// What no person could have typed where it lies.
    closed: Vec<(CellId, String)>,
}

/// Where the texts of a block belong.
#[derive(Default)]
struct Placed {
    texts: Vec<(CellId, String)>,
    outside: usize,
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
        let state = self.shared.state.try_borrow().ok();
        let rows = state.as_ref().filter(|_| !grid.turned).and_then(|state| {
            let form = state.session.form();
            Some(&form.tables().get(form.cell(at.cell)?.place.table()?)?.rows)
        });
        let rows = rows.map_or(&[][..], Vec::as_slice);
        let mut below = Vec::new();
        let mut last = None;
        for (row, own) in grid.rows.iter().enumerate().skip(at.row) {
            let between = last.and_then(|last| rows.get(last..*own)).unwrap_or_default();
            below.extend(between.iter().filter(|row| row.heading).map(|_| None));
            below.push(Some(row));
            last = Some(*own);
        }
        let blank = |line: &Vec<String>| line.iter().all(String::is_empty);
        if !lines.iter().zip(&below).all(|(line, row)| row.is_some() || blank(line)) {
            below.retain(Option::is_some);
        }
        below
    }

    /// Writes a block.
    fn fill(&self, placed: Placed) {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut pasted =
            Pasted { outside: placed.outside, nowhere: placed.nowhere, ..Pasted::default() };
        for (cell, text) in placed.texts {
            let Some(control) = self.look(|painter| painter.control(cell)).flatten() else {
                continue;
            };
            let text = match control {
                Control::Area(_) => text,
                _ => in_one_line(&text),
            };
            let Some(written) = self.writable(cell, &control, &text) else {
                pasted.closed.push((cell, text));
                continue;
            };
            pasted.count = pasted.count.saturating_add(usize::from(!written.is_empty()));
            let stood = control.value();
            if stood != written {
                before.push((cell, stood));
                after.push((cell, written));
            }
        }
        self.keep_taken(Taken { before, after: after.clone(), pasted: Some(pasted.count) });
        self.write(after);
        self.tell(Done::Pasted(pasted));
    }

    /// What became of a block, as the page stands by now: a total that the page works out itself may
    /// well be what was copied.
    pub(super) fn say_pasted(&self, pasted: &Pasted) -> Option<String> {
        let lost = |(cell, text): &&(CellId, String)| !text.is_empty() && !self.holds(*cell, text);
        let lost = pasted.closed.iter().filter(lost).count().saturating_add(pasted.nowhere);
        let state = self.shared.state.try_borrow().ok()?;
        let say =
            |key: &str, count: usize| state.catalogue.say(key, &[("count", &count.to_string())]);
        let mut said = say("page.pasted.said", pasted.count);
        for (key, count) in [("page.pasted.outside", pasted.outside), ("page.pasted.closed", lost)]
        {
            if count > 0 {
                said += &say(key, count);
            }
        }
        Some(said)
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
    let mut whole = String::new();
    for line in text.split(['\n', '\r']) {
        if !whole.is_empty() && !line.trim().is_empty() {
            whole.push_str(JOINT);
        }
        whole.push_str(line.trim());
    }
    whole
}

/// Lays a block over a table, with its first text at a spot.
fn place(grid: &Grid, at: Spot, rows: &[Option<usize>], lines: &[Vec<String>]) -> Placed {
    let mut placed = Placed::default();
    for (index, line) in lines.iter().enumerate() {
        let mut column = Some(at.column);
        for text in line {
            let figure = usize::from(!text.is_empty());
            match rows.get(index).zip(column) {
                None => placed.outside = placed.outside.saturating_add(figure),
                Some((row, column)) => match row.and_then(|row| grid.at(row, column)) {
                    Some(cell) => placed.texts.push((cell, text.clone())),
                    None => placed.nowhere = placed.nowhere.saturating_add(figure),
                },
            }
            column = column.and_then(|column| grid.after(column));
        }
    }
    placed
}
