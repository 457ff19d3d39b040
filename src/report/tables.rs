//! The tables of a report: rows by their labels, columns by theirs, figures in between.
//!
//! A report is read as labels and runs of figures that follow each other, whatever parts them. A
//! run belongs to the row whose label stands before it, when it has as many figures as the row's
//! table has columns, and when the labels before the table say in which order these come.

use super::columns::Columns;
use super::labels::{Labels, compared};
use super::lines::{Kind, Line, is_blank, is_unit, kind};
use super::outline::Outline;
use super::{Texts, Unplaced, Why};
use crate::address::CellId;
use crate::form::{Form, Place};
use crate::glyph::is_space;
use crate::text::plain;
use rustc_hash::FxHashMap;

/// Most characters of a line that can be a label.
const LONGEST_LABEL: usize = 100;
/// Most labels above a row that are looked at.
const MOST_LABELS: usize = 80;
/// Most pieces that a label may be broken into.
const MOST_PIECES: usize = 4;

/// What was read of a report's tables.
pub(super) struct Tables {
    pub(super) cells: Texts,
    pub(super) unplaced: Vec<Unplaced>,
    /// The lines that are a table's.
    pub(super) taken: Vec<bool>,
    /// The lines of rows that were told to have no place.
    pub(super) told: Vec<bool>,
    /// The period that they name, where it is another one.
    pub(super) period: Option<String>,
}

/// A cell of a line.
#[derive(Clone, Copy)]
pub(super) struct Token<'t> {
    /// Index into the lines.
    pub(super) line: usize,
    pub(super) text: &'t str,
}

pub(super) fn read(form: &Form, lines: &[Line<'_>], outline: &Outline, period: &str) -> Tables {
    let rows = form.tables().iter().enumerate().flat_map(|(table, found)| {
        let rows = found.rows.iter().enumerate().filter(|(_, row)| !row.heading);
        rows.map(move |(row, line)| (line, (table, row)))
    });
    let places = form.cells().filter_map(|(id, cell)| match cell.place {
        Place::Table { table, row, column } => Some(((table, row, column), id)),
        _ => None,
    });
    let mut reader = Reader {
        form,
        lines,
        period,
        rows: Labels::new(rows),
        columns: form.tables().iter().map(Columns::new).collect(),
        places: places.collect(),
        context: Vec::new(),
        own: 0,
        run: Vec::new(),
        last: None,
        read: Tables {
            cells: vec![None; form.cells().len()],
            unplaced: Vec::new(),
            taken: vec![false; lines.len()],
            told: vec![false; lines.len()],
            period: None,
        },
    };
    for (index, line) in lines.iter().enumerate() {
        if outline.is_heading(index) {
            reader.end_row();
            reader.forget();
        } else if line.cells.len() == 1 {
            reader.single(index, line);
        } else {
            reader.several(index, line);
        }
    }
    reader.end_row();
    reader.read
}

struct Reader<'f, 't> {
    form: &'f Form,
    lines: &'f [Line<'t>],
    period: &'f str,
    rows: Labels<(usize, usize)>,
    columns: Vec<Columns>,
    places: FxHashMap<(usize, usize, usize), CellId>,
    /// Labels since the last row that was placed; those from `own` on belong to the next run.
    context: Vec<Token<'t>>,
    own: usize,
    run: Vec<Token<'t>>,
    /// The row placed last.
    last: Option<(usize, usize)>,
    read: Tables,
}

impl<'t> Reader<'_, 't> {
    /// A line that is one cell of a table, or no table at all.
    fn single(&mut self, index: usize, line: &Line<'t>) {
        let Some(text) = line.cells.first() else { return };
        let token = Token { line: index, text };
        match kind(text) {
            Kind::Label if line.plain.chars.len() > LONGEST_LABEL => {
                self.end_row();
                self.forget();
            }
            Kind::Label => {
                if !is_unit(text.trim()) || self.run.is_empty() {
                    self.end_row();
                    self.context.push(token);
                }
            }
            Kind::Figure if !self.context.is_empty() => self.run.push(token),
            Kind::Blank if line.parted && !self.context.is_empty() => self.run.push(token),
            Kind::Figure | Kind::Blank => {}
        }
    }

    /// A line with several cells: a row of its own, or labels above others.
    fn several(&mut self, index: usize, line: &Line<'t>) {
        self.end_row();
        let mut labelled = false;
        for text in &line.cells {
            let token = Token { line: index, text };
            match kind(text) {
                Kind::Label => {
                    let unit = is_unit(text.trim_matches(is_space));
                    if self.has_figures() {
                        // Two tables side by side; a unit behind its figure is none.
                        if unit {
                            continue;
                        }
                        self.end_row();
                    }
                    self.run.clear();
                    self.context.push(token);
                    labelled = true;
                }
                Kind::Figure => self.run.push(token),
                // A cell that others before it were merged with.
                Kind::Blank if !labelled && self.run.is_empty() => {}
                Kind::Blank => self.run.push(token),
            }
        }
        if self.has_figures() || (labelled && self.is_row_of_blanks()) {
            self.end_row();
        }
        self.run.clear();
    }

    fn has_figures(&self) -> bool {
        self.run.iter().any(|token| !is_blank(token.text))
    }

    /// Whether the row at hand is one of the form's with nothing in it.
    fn is_row_of_blanks(&mut self) -> bool {
        let Some(last) = self.context.last() else { return false };
        let rows = self.rows.find(&compared(last.text));
        let width = |(table, _): &(usize, usize)| self.columns.get(*table).map(Columns::width);
        let run = self.run.len();
        rows.iter().filter_map(width).any(|width| width > 0 && run >= width)
    }

    fn forget(&mut self) {
        self.context.clear();
        self.own = 0;
    }

    fn end_row(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = core::mem::take(&mut self.run);
        match self.place(&run) {
            Ok(()) => self.forget(),
            Err(why) => {
                // The labels above a table are near it.
                let old = self.context.len().saturating_sub(MOST_LABELS);
                self.context.drain(..old);
                self.own = self.context.len();
                if run.iter().any(|token| !is_blank(token.text)) {
                    self.refuse(&run, why);
                }
            }
        }
    }

    /// Tells that a row has no place, with its label.
    fn refuse(&mut self, run: &[Token<'t>], why: Why) {
        let first = run.first().map_or(0, |token| token.line);
        let label = self.context.last().map_or("", |token| token.text.trim());
        let figures = run.iter().map(|token| token.text.trim());
        let text: Vec<&str> = [label].into_iter().chain(figures).collect();
        let number = self.lines.get(first).map_or(0, |line| line.number);
        for token in run {
            if let Some(told) = self.read.told.get_mut(token.line) {
                *told = true;
            }
        }
        self.read.unplaced.push(Unplaced::new(number, text.join(" ").trim(), why));
    }

    /// Puts a run where it belongs.
    fn place(&mut self, run: &[Token<'t>]) -> Result<(), Why> {
        let (mut rows, pieces) = self.named();
        // Of several rows with this label the next one in the table at hand.
        let last = self.last;
        let follows = |(table, row): &(usize, usize)| {
            last.is_some_and(|(at, before)| at == *table && before < *row)
        };
        let next = rows.iter().position(follows);
        if let Some(next) = next {
            rows.swap(0, next);
        }
        let mut why = Why::UnknownRow;
        let above = self.context.len().saturating_sub(pieces);
        for (table, row) in rows.iter().copied() {
            let Some(columns) = self.columns.get_mut(table) else { continue };
            let Some(figures) = fitted(run, columns.width()) else {
                why = Why::Count { found: run.len(), columns: columns.width() };
                continue;
            };
            let labels = self.context.get(..above).unwrap_or_default();
            let Some((order, first)) = columns.order(labels) else {
                why = Why::UnknownColumns;
                continue;
            };
            if rows.len() > 1 && !follows(&(table, row)) && first.is_none() {
                continue;
            }
            let named = self.context.get(above).map(|token| token.line);
            self.take(table, first.or(named), run);
            self.year(table, above);
            self.fill(table, &[row], &order, figures);
            self.last = Some((table, row));
            return Ok(());
        }
        self.place_flat(run).ok_or(why)
    }

    /// The rows that the label at hand may name, and how many pieces of it that takes.
    fn named(&mut self) -> (Vec<(usize, usize)>, usize) {
        let own = self.context.get(self.own..).unwrap_or_default();
        let units = own.iter().rev().take_while(|token| is_unit(&bare(token.text))).count();
        let units = if units == own.len() { 0 } else { units };
        let own = own.get(..own.len().saturating_sub(units)).unwrap_or_default();
        let joined = |pieces: usize| -> Vec<char> {
            let start = own.len().saturating_sub(pieces);
            own.iter().skip(start).flat_map(|token| compared(token.text)).collect()
        };
        let most = own.len().min(MOST_PIECES);
        let labels: Vec<(usize, Vec<char>)> = (1..=most).map(|n| (n, joined(n))).collect();
        let exactly = labels.iter().map(|(pieces, label)| (*pieces, self.rows.exactly(label)));
        let ending = labels.iter().map(|(pieces, label)| (*pieces, self.rows.ending(label)));
        let found = exactly.chain(ending).find(|(_, found)| !found.is_empty());
        if let Some((pieces, found)) = found {
            return (found, pieces.saturating_add(units));
        }
        for (pieces, label) in &labels {
            let found = self.rows.like(label);
            if !found.is_empty() {
                return (found, pieces.saturating_add(units));
            }
        }
        (Vec::new(), 0)
    }

    /// A table whose rows are printed side by side, as one row: all of its labels stand above.
    fn place_flat(&mut self, run: &[Token<'t>]) -> Option<()> {
        let found = self.columns.iter().enumerate().find_map(|(table, columns)| {
            // The labels are looked at only where the figures are as many.
            let figures = fitted(run, columns.flat_width()?)?;
            let (rows, order, first) = columns.flat(&self.context)?;
            Some((table, rows, order, first, figures))
        });
        let (table, rows, order, first, figures) = found?;
        self.take(table, Some(first), run);
        self.fill(table, &rows, &order, figures);
        self.last = None;
        Some(())
    }

    /// Keeps the figures of one row, or of several side by side.
    fn fill(&mut self, table: usize, rows: &[usize], order: &[usize], figures: &[Token<'t>]) {
        let cells = rows.iter().flat_map(|row| order.iter().map(move |column| (*row, *column)));
        for ((row, column), token) in cells.zip(figures) {
            let text = token.text.trim_matches(|c: char| is_space(c) || c.is_control());
            let Some(cell) = self.places.get(&(table, row, column)).filter(|_| !text.is_empty())
            else {
                continue;
            };
            let Some(kept) = self.read.cells.get_mut(cell.index()) else { continue };
            match kept.as_deref() {
                None => *kept = Some(text.to_owned()),
                Some(kept) if kept == text => {}
                Some(_) => {
                    let number = self.lines.get(token.line).map_or(0, |line| line.number);
                    let name = self.form.cell(*cell).map_or("", |cell| &*cell.address);
                    let text = format!("{name} = {text}");
                    self.read.unplaced.push(Unplaced::new(number, &text, Why::Repeated));
                }
            }
        }
    }

    /// Marks the lines of a row, and of the labels above it, as a table's.
    fn take(&mut self, table: usize, first: Option<usize>, run: &[Token<'t>]) {
        let end = run.last().map_or(0, |token| token.line);
        let mut start = first.unwrap_or(end);
        let title = self.form.tables().get(table);
        let title: Vec<Vec<char>> = title
            .into_iter()
            .flat_map(|table| table.title.all().map(|title| plain(title).chars))
            .collect();
        // What else the table's head says: its title, the word for its rows.
        while let Some(above) = start.checked_sub(1).and_then(|above| self.lines.get(above)) {
            let filled = above.cells.iter().filter(|cell| !is_blank(cell)).count();
            let row = above.parted && (filled > 1 || above.cells.len() == 1);
            let free = !self.read.taken.get(start.saturating_sub(1)).copied().unwrap_or(true);
            if !free || !(row || title.contains(&above.plain.chars)) {
                break;
            }
            start = start.saturating_sub(1);
        }
        for taken in self.read.taken.iter_mut().take(end.saturating_add(1)).skip(start) {
            *taken = true;
        }
    }

    /// Notes the year that the labels above a row name, when it is another one.
    fn year(&mut self, table: usize, above: usize) {
        if self.period.is_empty() || self.read.period.is_some() {
            return;
        }
        let labels = self.context.get(..above).unwrap_or_default();
        let named = self.columns.get(table).and_then(|columns| columns.year(labels));
        self.read.period = named.filter(|year| year != self.period);
    }
}

/// A text without any white space.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).collect()
}

/// As many figures as a row has: blanks at its ends may be those of wider rows.
fn fitted<'r, 't>(run: &'r [Token<'t>], width: usize) -> Option<&'r [Token<'t>]> {
    let mut run = run;
    while run.len() > width {
        match run {
            [rest @ .., last] if is_blank(last.text) => run = rest,
            [first, rest @ ..] if is_blank(first.text) => run = rest,
            _ => return None,
        }
    }
    (run.len() == width && width > 0).then_some(run)
}
