//! Names in formulas: ids of lines and cells, as an author would write them in the rule's place.

use super::naming::Shared;
use crate::address::Operand;
use crate::form::{Cell, Form, Line};
use crate::rules::Rule;

/// How the lines and cells of a rule are named in its formula: as briefly as they are understood.
#[derive(Clone, Copy)]
pub(super) struct Names<'f> {
    form: &'f Form,
    /// The table that names without one belong to.
    home: Option<usize>,
    /// Whether lines are named for the cells on what all operands share.
    pub(super) lines: bool,
}

impl<'f> Names<'f> {
    pub(super) fn of(form: &'f Form, rule: &Rule, shared: Shared) -> Self {
        let home = form.source(rule.source).and_then(|source| source.table);
        let names = Names { form, home, lines: false };
        let is_line = |operand: Operand| {
            let Some(cell) = form.cell(operand.cell) else { return false };
            let line = cell.place.table().zip(shared.across(form, cell));
            line.is_some_and(|(table, line)| names.is_line(table, line))
        };
        // One cell among lines would mean another rule.
        Names { lines: rule.operands().into_iter().all(is_line), ..names }
    }

    /// Whether a line's name, with its table's where that is another, can mean nothing else: not a
    /// line of the other axis, and not a cell of the rule's own table.
    fn is_line(&self, table: usize, line: &Line) -> bool {
        let tables = self.form.tables();
        let other = tables.get(table).filter(|_| self.home != Some(table));
        let home = self.home.and_then(|home| tables.get(home));
        let cell = other.zip(home).is_some_and(|(other, home)| {
            home.columns.iter().any(|column| column.id == line.id)
                && home.rows.iter().any(|row| row.id == other.id)
        });
        !line.twofold && !cell
    }

    pub(super) fn push_line(&self, text: &mut String, table: usize, line: &str) {
        let other = self.form.tables().get(table).filter(|_| self.home != Some(table));
        if let Some(other) = other {
            text.push_str(&other.id);
            text.push('.');
        }
        text.push_str(line);
    }

    pub(super) fn push_cell(&self, text: &mut String, cell: &Cell, table: usize) {
        let lines = self.form.lines(cell).filter(|(row, _)| {
            // The two ids may name a line of another table.
            let known = self.form.tables().iter().any(|table| table.id == row.id);
            self.home == Some(table) && !known
        });
        let Some((row, column)) = lines else { return text.push_str(&cell.address) };
        text.push_str(&row.id);
        text.push('.');
        text.push_str(&column.id);
    }
}
