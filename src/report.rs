//! A whole report, as it is copied from a page or a document or stands in a spreadsheet, taken
//! apart: its parts by their headings, its tables by their labels.
//!
//! Nothing is guessed and nothing is lost: what has no certain place is listed with the reason,
//! and every cell that nothing was found for is left blank.

mod columns;
mod labels;
mod lines;
mod outline;
mod tables;

use crate::address::CellId;
use crate::finding::Finding;
use crate::form::{Form, Place};
use core::fmt;
use lines::Line;

/// Longest report read, in bytes of its text.
pub const MAX_BYTES: usize = 2 << 20;
/// Most characters that are quoted of what has no place.
const QUOTED: usize = 80;

/// A report that was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// What was found, by cell, in the definition's order: figures as they are written, parts of
    /// the text without their headings.
    pub entries: Vec<(CellId, String)>,
    /// What has no certain place, in the order of the report.
    pub unplaced: Vec<Unplaced>,
    /// Headings with another number than in the form, or at another place.
    pub headings: Vec<Finding>,
    /// The period that the tables name, where it is another than the one that was asked for.
    pub period: Option<String>,
}

/// Something of a report that has no certain place in the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unplaced {
    /// The line it begins at, counted from 1; a row, in a spreadsheet.
    pub line: usize,
    /// What stands there, at most 80 characters of it.
    pub text: String,
    /// Why it has no place.
    pub why: Why,
}

/// Why something has no certain place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// No row of the form has this label, or several have.
    UnknownRow,
    /// The row has other than as many figures as its table has columns.
    Count {
        /// How many figures stand there.
        found: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// Which columns the figures belong to is not said.
    UnknownColumns,
    /// Another figure or text was found for the same place before; that one is kept.
    Repeated,
    /// Text that stands under none of the form's headings.
    NoHeading,
}

impl Why {
    /// The reason's name in catalogues and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Why::UnknownRow => "unknown-row",
            Why::Count { .. } => "other-count",
            Why::UnknownColumns => "unknown-columns",
            Why::Repeated => "repeated",
            Why::NoHeading => "no-heading",
        }
    }
}

/// A report that is too long to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLong {
    /// Its bytes; more than [`MAX_BYTES`].
    pub bytes: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the report is too long: {} bytes, at most {MAX_BYTES} are read", self.bytes)
    }
}

impl core::error::Error for TooLong {}

/// Reads the text of a whole report. Tables may be separated by tabs or bars, or have each cell on
/// a line of its own. `period` is what `{period}` in labels stands for; empty when any will do.
///
/// # Errors
///
/// When the text is longer than [`MAX_BYTES`].
pub fn read_report(form: &Form, text: &str, period: &str) -> Result<Report, TooLong> {
    if text.len() > MAX_BYTES {
        return Err(TooLong { bytes: text.len() });
    }
    Ok(read(form, &lines::of_text(text), period))
}

/// Reads a grid of texts, such as a sheet of a spreadsheet, row by row; cells that were merged
/// into others are empty.
///
/// # Errors
///
/// When its texts are longer than [`MAX_BYTES`] together.
pub fn read_grid<R, T>(form: &Form, rows: &[R], period: &str) -> Result<Report, TooLong>
where
    R: AsRef<[T]>,
    T: AsRef<str>,
{
    let texts = rows.iter().flat_map(|row| row.as_ref());
    let bytes = texts.map(|text| text.as_ref().len().saturating_add(1)).sum();
    if bytes > MAX_BYTES {
        return Err(TooLong { bytes });
    }
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row| row.as_ref().iter().map(AsRef::as_ref).collect()).collect();
    Ok(read(form, &lines::of_grid(&rows), period))
}

fn read(form: &Form, lines: &[Line<'_>], period: &str) -> Report {
    let outline = outline::Outline::of(form, lines);
    let mut tables = tables::read(form, lines, &outline, period);
    let mut report = Report { headings: outline.findings(form), ..Report::default() };
    let mut texts = core::mem::take(&mut tables.cells);
    report.unplaced = core::mem::take(&mut tables.unplaced);
    outline.texts(form, lines, &tables, &mut texts, &mut report.unplaced);
    let texts = texts.into_iter().enumerate();
    report.entries = texts.filter_map(|(index, text)| Some((CellId::new(index), text?))).collect();
    report.period = tables.period;
    report
}

/// What was found, by the number of its cell.
type Texts = Vec<Option<String>>;

/// Puts something in a list behind everything that does not come after it. Such lists are short or
/// in order but for a few, and the library's sorts cost 10 KB for each kind of thing.
fn insert<T, K: PartialOrd>(list: &mut Vec<T>, item: T, key: impl Fn(&T) -> K) {
    let before = list.iter().rposition(|other| key(other) <= key(&item));
    list.insert(before.map_or(0, |before| before.saturating_add(1)), item);
}

impl Report {
    /// The cells of tables that nothing was found for, in the definition's order.
    pub fn blank(&self, form: &Form) -> Vec<CellId> {
        let mut blank = Vec::new();
        let mut entries = self.entries.iter().map(|(cell, _)| *cell).peekable();
        for (id, cell) in form.cells() {
            while entries.next_if(|entry| *entry < id).is_some() {}
            let found = entries.peek() == Some(&id);
            if matches!(cell.place, Place::Table { .. }) && !found {
                blank.push(id);
            }
        }
        blank
    }
}

impl Unplaced {
    fn new(line: usize, text: &str, why: Why) -> Unplaced {
        let text = crate::finding::shortened(text.trim(), QUOTED);
        Unplaced { line, text, why }
    }
}
