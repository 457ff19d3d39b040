//! Names in sentences: of cells, of lines, of operands beside what they share; and what stands in them.

use super::wording::Wording;
use crate::address::{CellId, Operand, Period};
use crate::entry::Entry;
use crate::form::{Cell, Form, Line, Place};
use crate::words::fill;

impl Wording<'_> {
    /// A cell's full name: its row and column, or its section's heading.
    pub fn cell_name(&self, id: CellId) -> String {
        let mut name = String::new();
        self.push_cell(&mut name, id);
        name
    }

    fn push_cell(&self, text: &mut String, id: CellId) {
        let Some(cell) = self.cell(id) else { return };
        match (cell.place, self.form.lines(cell)) {
            (_, Some((row, column))) => self.catalogue.say_to(text, "cell", &|text, slot| {
                match slot {
                    "row" => self.push_line(text, row),
                    "column" => self.push_line(text, column),
                    _ => return false,
                }
                true
            }),
            (Place::Mention { .. }, _) => {
                let name = self.form.mention_label(cell).unwrap_or_default();
                text.push_str(&self.catalogue.say("mention", &[("name", &name)]));
            }
            (Place::Section(section), _) => {
                if let Some(section) = self.form.sections().get(section) {
                    self.push_label(text, section.said(self.locale()));
                }
            }
            _ => text.push_str(&cell.address),
        }
    }

    /// A cell's full name, and its table's where the form has several.
    fn push_in_table(&self, text: &mut String, id: CellId) {
        let tables = self.form.tables();
        let table = self.cell(id).and_then(|cell| tables.get(cell.place.table()?));
        let Some(table) = table.filter(|_| tables.len() > 1) else {
            return self.push_cell(text, id);
        };
        self.catalogue.say_to(text, "in-table", &|text, slot| {
            match slot {
                "table" => self.push_label(text, table.said(self.locale())),
                "name" => self.push_cell(text, id),
                _ => return false,
            }
            true
        });
    }

    /// A label with its period filled in; without a period the slot is left out.
    pub(super) fn label(&self, label: &str) -> String {
        let mut text = String::new();
        self.push_label(&mut text, label);
        text
    }

    fn push_label(&self, text: &mut String, label: &str) {
        if !label.contains('{') {
            return text.push_str(label.trim());
        }
        let label = fill(label, &|name| (name == "period").then_some(self.period));
        text.push_str(label.trim());
    }

    fn push_line(&self, text: &mut String, line: &Line) {
        let said = line.said(self.locale());
        if line.bare { text.push_str(said) } else { self.push_label(text, said) }
    }

    /// What all operands share, as the beginning of a sentence.
    pub(super) fn push_place(&self, text: &mut String, shared: Shared) {
        let Some(line) = self.shared_line(shared) else { return };
        self.catalogue.say_to(text, "place", &|text, slot| {
            let known = slot == "name";
            if known {
                self.push_line(text, line);
            }
            known
        });
    }

    /// The line that all operands stand on.
    pub(super) fn shared_name(&self, shared: Shared) -> Option<String> {
        let mut name = String::new();
        self.push_line(&mut name, self.shared_line(shared)?);
        Some(name)
    }

    fn shared_line(&self, shared: Shared) -> Option<&Line> {
        match shared {
            Shared::Row(cell) => self.row(cell),
            Shared::Column(cell) => self.column(cell),
            Shared::Table | Shared::Nothing => None,
        }
    }

    /// An operand's name next to what all of them share.
    pub(super) fn operand_name(&self, operand: Operand, shared: Shared) -> String {
        let mut name = String::new();
        self.push_operand(&mut name, operand, shared);
        name
    }

    pub(super) fn push_operand(&self, text: &mut String, operand: Operand, shared: Shared) {
        if operand.period == Period::Prior {
            let key = ["prior.", self.form.period()].concat();
            let this = Operand { period: Period::This, ..operand };
            return self.catalogue.say_to(text, &key, &|text, slot| {
                let known = slot == "name";
                if known {
                    self.push_operand(text, this, shared);
                }
                known
            });
        }
        let cell = operand.cell;
        if let Shared::Nothing = shared {
            return self.push_in_table(text, cell);
        }
        match self.cell(cell).and_then(|cell| shared.across(self.form, cell)) {
            Some(line) => self.push_line(text, line),
            None => self.push_cell(text, cell),
        }
    }

    /// What stands in an operand.
    pub(super) fn value(&self, operand: Operand, entry: Entry) -> String {
        let mut value = String::new();
        self.push_value(&mut value, operand, entry);
        value
    }

    pub(super) fn push_value(&self, text: &mut String, operand: Operand, entry: Entry) {
        let key = match entry {
            Entry::Amount(amount) => return amount.push_to(text),
            Entry::Date(date) => return text.push_str(&date.to_string()),
            Entry::Choice(option) => {
                let option = self.cell(operand.cell).and_then(|cell| cell.options.get(option));
                return text.push_str(option.map_or("", String::as_str));
            }
            Entry::Blank => "blank",
            Entry::Text { .. } => "filled",
            Entry::Unreadable(_) => "unreadable",
        };
        text.push_str(self.catalogue.template(key));
    }

    fn row(&self, cell: CellId) -> Option<&Line> {
        self.form.lines(self.cell(cell)?).map(|(row, _)| row)
    }

    fn column(&self, cell: CellId) -> Option<&Line> {
        self.form.lines(self.cell(cell)?).map(|(_, column)| column)
    }

    pub(super) fn cell(&self, id: CellId) -> Option<&Cell> {
        self.form.cell(id)
    }
}

/// What all operands of a rule have in common, so that it is said once, and a cell to take
/// its name from.
#[derive(Clone, Copy)]
pub(super) enum Shared {
    Row(CellId),
    Column(CellId),
    /// The table only.
    Table,
    Nothing,
}

impl Shared {
    pub(super) fn of(form: &Form, mut operands: impl Iterator<Item = Operand>) -> Shared {
        let place = |operand: Operand| match form.cell(operand.cell).map(|cell| cell.place) {
            Some(Place::Table { table, row, column }) => Some((table, row, column)),
            _ => None,
        };
        let Some(first) = operands.next() else { return Shared::Nothing };
        let Some((table, row, column)) = place(first) else { return Shared::Nothing };
        let (mut one_row, mut one_column) = (true, true);
        for operand in operands {
            match place(operand) {
                Some((other, r, c)) if other == table => {
                    one_row &= r == row;
                    one_column &= c == column;
                }
                _ => return Shared::Nothing,
            }
        }
        match (one_row, one_column) {
            (true, false) => Shared::Row(first.cell),
            (false, true) => Shared::Column(first.cell),
            _ => Shared::Table,
        }
    }

    /// The line that tells a cell from the others on what all operands share.
    pub(super) fn across<'f>(self, form: &'f Form, cell: &Cell) -> Option<&'f Line> {
        let (row, column) = form.lines(cell)?;
        match self {
            Shared::Row(_) => Some(column),
            Shared::Column(_) => Some(row),
            Shared::Table | Shared::Nothing => None,
        }
    }
}
