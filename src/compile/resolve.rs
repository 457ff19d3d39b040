//! Names to cells: what the names of a formula stand for in a form.

use super::MAX_LOOKED;
use super::grid::{Axis, Grid};
use super::weighted::Target;
use crate::address::CellId;
use crate::formula::{Name, Reach};
use crate::problem::{Code, Problem};
use crate::words::nearest;
use core::cell::Cell;
use std::rc::Rc;

/// A table and the axis whose lines a formula names.
pub(super) type Broadcast = (usize, Axis);

pub(super) struct Resolver<'a, 'd> {
    pub(super) pointer: &'a str,
    /// The table that names without a table belong to: the rule's own, or the only one.
    pub(super) home: Option<usize>,
    pub(super) grids: &'a [Rc<Grid<'d>>],
    /// The parts of the text and their cells.
    pub(super) sections: &'a [(String, CellId)],
    /// Names of this formula's own: the figures of a mention.
    pub(super) locals: &'a [(String, CellId)],
    /// The lines that were looked through for all runs and nested lines so far.
    pub(super) looked: &'a Cell<usize>,
}

/// What a name resolved to: the targets, and the axis when they are lines.
pub(super) type Resolved = (Vec<Target>, Option<Broadcast>);

impl Resolver<'_, '_> {
    pub(super) fn problem(&self, code: Code, at: usize, subject: &str) -> Problem {
        Problem::new(code, self.pointer, subject).at(at)
    }

    pub(super) fn name(&self, name: &Name, at: usize) -> Result<Resolved, Problem> {
        let words: Vec<&str> = name.words.iter().map(String::as_str).collect();
        if let [word] = words.as_slice()
            && let Some((_, cell)) = self.locals.iter().find(|(local, _)| local == word)
        {
            return Ok((vec![Target::Cell(*cell)], None));
        }
        let home = self.home;
        let mut found: Vec<Resolved> = Vec::new();
        // A single cell has no parts, and no run ends at it.
        let single = name.reach == Reach::One;
        match words.as_slice() {
            [line] => {
                found.extend(home.into_iter().flat_map(|table| self.lines(table, line, name)))
            }
            [first, second] => {
                let cell = home.and_then(|table| self.cell(table, first, second));
                found.extend(cell.filter(|_| single));
                let other = self.grids.iter().position(|grid| grid.def.id == *first);
                found.extend(other.into_iter().flat_map(|table| self.lines(table, second, name)));
            }
            [table, row, column] => {
                let table = self.grids.iter().position(|grid| grid.def.id == *table);
                let cell = table.and_then(|table| self.cell(table, row, column));
                found.extend(cell.filter(|_| single));
            }
            _ => {}
        }
        let written = words.join(".");
        let mut found = found.into_iter();
        match (found.next(), found.next()) {
            (Some(resolved), None) if self.is_heading(&resolved) => {
                Err(self.problem(Code::Heading, at, &written))
            }
            (Some(resolved), None) => Ok(resolved),
            (Some(_), Some(_)) => Err(self.ambiguous(home, &written, at)),
            (None, _) if self.section(&written).is_some() => {
                Err(self.problem(Code::NotAFigure, at, &written))
            }
            (None, _) => {
                if let Some(problem) = self.end_of_run(name, at) {
                    return Err(problem);
                }
                let begun = Name { reach: Reach::One, ..name.clone() };
                if !single && self.name(&begun, at).is_ok() {
                    let problem = self.problem(Code::BadFormula, at, &written);
                    return Err(problem.expecting(["row.*", "row..row"]));
                }
                let names = self.names(home, &words);
                let named = names.iter().map(String::as_str);
                // A name that lacks only its table is right as soon as the table is written.
                let near = match home {
                    None if words.len() == 1 => named.collect(),
                    _ => nearest(&written, named),
                };
                Err(self.problem(Code::UnknownName, at, &written).expecting(near))
            }
        }
    }

    /// Whether too much was looked through.
    pub(super) fn is_spent(&self) -> bool {
        self.looked.get() > MAX_LOOKED
    }

    /// The cell of a part of the text.
    pub(super) fn section(&self, id: &str) -> Option<CellId> {
        self.sections.iter().find(|(section, _)| section == id).map(|(_, cell)| *cell)
    }

    /// The lines of either axis that a word names, as far as the name reaches.
    fn lines(&self, table: usize, word: &str, name: &Name) -> Vec<Resolved> {
        let Some(grid) = self.grids.get(table) else {
            return Vec::new();
        };
        let reach = |axis: Axis| {
            let line = grid.find(axis, word)?;
            if name.reach != Reach::One {
                let looked = self.looked.get().saturating_add(grid.nodes(axis).len());
                self.looked.set(looked);
            }
            let lines = match &name.reach {
                _ if self.is_spent() => Vec::new(),
                Reach::One => vec![line],
                Reach::Parts => grid.parts(axis, line),
                Reach::UpTo(last) => {
                    let last = grid.find(axis, last)?;
                    grid.run(axis, line.min(last), line.max(last))
                }
            };
            Some((lines.into_iter().map(Target::Line).collect(), Some((table, axis))))
        };
        [Axis::Row, Axis::Column].into_iter().filter_map(reach).collect()
    }

    fn is_heading(&self, (targets, broadcast): &Resolved) -> bool {
        let (Some((table, axis)), [Target::Line(line)]) = (broadcast, targets.as_slice()) else {
            return false;
        };
        let node = self.grids.get(*table).and_then(|grid| grid.nodes(*axis).get(*line));
        node.is_some_and(|node| node.def.heading)
    }

    /// When it is the end of a run that is unknown, the problem is about that.
    fn end_of_run(&self, name: &Name, at: usize) -> Option<Problem> {
        let Reach::UpTo(last) = &name.reach else { return None };
        let begun = Name { reach: Reach::One, ..name.clone() };
        let (_, broadcast) = self.name(&begun, at).ok()?;
        let (table, axis) = broadcast?;
        let names = self.grids.get(table)?.nodes(axis).iter().map(|node| node.def.id.as_str());
        Some(self.problem(Code::UnknownName, at, last).expecting(nearest(last, names)))
    }

    fn cell(&self, table: usize, row: &str, column: &str) -> Option<Resolved> {
        let grid = self.grids.get(table)?;
        let (row, column) = (grid.find(Axis::Row, row)?, grid.find(Axis::Column, column)?);
        let cell = grid.cell(Axis::Row, row, column)?;
        Some((vec![Target::Cell(cell)], None))
    }

    fn ambiguous(&self, home: Option<usize>, written: &str, at: usize) -> Problem {
        let grid = home.and_then(|table| self.grids.get(table));
        let whole = grid.map(|grid| {
            let column = grid.columns.first().map_or("", |node| &node.def.id);
            let row = grid.rows.first().map_or("", |node| &node.def.id);
            [format!("{written}.{column}"), format!("{row}.{written}")]
        });
        self.problem(Code::AmbiguousName, at, written).expecting(whole.into_iter().flatten())
    }

    /// A line's name in full, in each table that has it.
    fn in_other_tables(&self, word: &str) -> Vec<String> {
        let has = |grid: &&Rc<Grid<'_>>| {
            [Axis::Row, Axis::Column].into_iter().any(|axis| grid.find(axis, word).is_some())
        };
        let tables = self.grids.iter().filter(has);
        tables.map(|grid| format!("{}.{word}", grid.def.id)).collect()
    }

    /// The names that could have been meant, in the same number of words.
    fn names(&self, home: Option<usize>, words: &[&str]) -> Vec<String> {
        let here = home.and_then(|table| self.grids.get(table));
        match words {
            [word] => match here {
                Some(grid) => [Axis::Row, Axis::Column]
                    .into_iter()
                    .flat_map(|axis| grid.nodes(axis))
                    .map(|node| node.def.id.clone())
                    .collect(),
                None => self.in_other_tables(word),
            },
            [row, column] => here.map(|grid| near_cells(grid, row, column)).unwrap_or_default(),
            [table, row, column] => {
                let named = |grid: &&Rc<Grid<'_>>| grid.def.id == *table;
                let known = self.grids.iter().any(|grid| named(&grid));
                let meant = self.grids.iter().filter(|grid| !known || named(grid));
                let cells = meant.flat_map(|grid| {
                    let cells = near_cells(grid, row, column).into_iter();
                    cells.map(|cell| format!("{}.{cell}", grid.def.id))
                });
                cells.collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The cells that `row.column` may have been meant for: one word right and the other near is the
/// likeliest slip.
fn near_cells(grid: &Grid<'_>, row: &str, column: &str) -> Vec<String> {
    let meant = |axis: Axis, word| match grid.find(axis, word) {
        Some(line) => vec![grid.id(axis, line)],
        None => nearest(word, grid.nodes(axis).iter().map(|node| node.def.id.as_str())),
    };
    let columns = meant(Axis::Column, column);
    let rows = meant(Axis::Row, row).into_iter();
    rows.flat_map(|row| columns.iter().map(move |column| format!("{row}.{column}"))).collect()
}
