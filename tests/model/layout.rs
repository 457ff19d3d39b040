//! The lines and the cells of a definition, and what names stand for in it.

use super::formula::{Formula, Name};
use serde_json::Value;

/// A cell in this report or in last period's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Operand {
    pub(crate) cell: usize,
    pub(crate) prior: bool,
}

/// A cell.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) address: String,
    pub(crate) kind: String,
    pub(crate) decimals: u32,
    pub(crate) options: Vec<String>,
    pub(crate) required: bool,
    /// The name of its own finding.
    pub(crate) finding: String,
}

/// All lines and cells.
#[derive(Default)]
pub(crate) struct Layout {
    pub(crate) tables: Vec<Table>,
    pub(crate) cells: Vec<Cell>,
}

pub(crate) struct Table {
    pub(crate) id: String,
    pub(crate) json: Value,
    /// Rows, then columns, each with those nested in it behind it.
    pub(crate) axes: [Vec<Line>; 2],
    /// By row and column.
    cells: Vec<Vec<Option<usize>>>,
}

pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) heading: bool,
    pub(crate) json: Value,
    parent: Option<usize>,
    has_lines: bool,
}

/// The two axes.
pub(crate) const ROWS: usize = 0;
pub(crate) const COLUMNS: usize = 1;

/// Lines of an axis of a table.
pub(crate) type Lines = (usize, usize, Vec<usize>);

pub(crate) fn text(json: &Value, key: &str) -> String {
    json[key].as_str().unwrap_or_default().to_owned()
}

pub(crate) fn texts(json: &Value) -> Vec<String> {
    let list = json.as_array().into_iter().flatten();
    list.map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}

/// What may stand alone, or several in a list.
pub(crate) fn several(json: &Value) -> Vec<Value> {
    match json {
        Value::Null => Vec::new(),
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    }
}

impl Layout {
    pub(crate) fn read(definition: &Value) -> Layout {
        let mut layout = Layout::default();
        for json in several(&definition["tables"]) {
            layout.table(json);
        }
        for json in several(&definition["sections"]) {
            let id = text(&json, "id");
            layout.cells.push(Cell {
                address: id.clone(),
                kind: "text".to_owned(),
                decimals: 0,
                options: Vec::new(),
                required: json["required"] != Value::Bool(false),
                finding: format!("{}@{id}", own_rule(&json)),
            });
        }
        layout
    }

    fn table(&mut self, json: Value) {
        let id = text(&json, "id");
        let mut axes = [Vec::new(), Vec::new()];
        lines(&json, "rows", None, &mut axes[ROWS]);
        lines(&json, "columns", None, &mut axes[COLUMNS]);
        let mut cells = Vec::new();
        for row in &axes[ROWS] {
            let mut of_row = Vec::new();
            for column in &axes[COLUMNS] {
                let printed_only = row.heading || column.heading;
                of_row.push((!printed_only).then_some(self.cells.len()));
                if !printed_only {
                    self.cells.push(cell(&id, row, column, &json));
                }
            }
            cells.push(of_row);
        }
        self.tables.push(Table { id, json, axes, cells });
    }

    /// The table that names without one belong to.
    pub(crate) fn home(&self, rule: &Value) -> Option<usize> {
        match rule["in"].as_str() {
            Some(id) => self.tables.iter().position(|table| table.id == id),
            None => (self.tables.len() == 1).then_some(0),
        }
    }

    /// The lines that a name stands for; none when it names a cell.
    pub(crate) fn lines(&self, home: Option<usize>, name: &Name) -> Option<Lines> {
        let (table, line) = match name.words.as_slice() {
            [line] => (home?, line),
            [table, line] => (self.tables.iter().position(|own| own.id == *table)?, line),
            _ => return None,
        };
        let own = &self.tables[table];
        [ROWS, COLUMNS].into_iter().find_map(|axis| {
            let line = own.line(axis, line)?;
            let found = match (&name.last, name.nested) {
                (Some(last), _) => own.run(axis, line, own.line(axis, last)?),
                (None, true) => own.parts(axis, line),
                (None, false) => vec![line],
            };
            Some((table, axis, found))
        })
    }

    /// The cells that a name stands for, on one line of the other axis.
    pub(crate) fn named(&self, home: Option<usize>, name: &Name, across: usize) -> Vec<Operand> {
        let operand = |cell| Operand { cell, prior: name.prior };
        if let Some((table, axis, lines)) = self.lines(home, name) {
            let cells = lines.iter().map(|line| self.tables[table].cell(axis, *line, across));
            return cells.map(|cell| operand(cell.expect("no heading"))).collect();
        }
        let mut address = name.words.join(".");
        if let (2, Some(home)) = (name.words.len(), home) {
            address = format!("{}.{address}", self.tables[home].id);
        }
        let found = self.cells.iter().position(|cell| cell.address == address);
        vec![operand(found.unwrap_or_else(|| unreachable!("there is no {address}")))]
    }

    /// A formula over the cells that its names stand for, on one line of the other axis.
    pub(crate) fn bound(
        &self,
        home: Option<usize>,
        formula: &Formula,
        across: usize,
    ) -> Formula<Operand> {
        let one = |inner: &Formula| Box::new(self.bound(home, inner, across));
        let two = |pair: &(Formula, Formula)| {
            Box::new((self.bound(home, &pair.0, across), self.bound(home, &pair.1, across)))
        };
        match formula {
            Formula::Number(number) => Formula::Number(*number),
            Formula::Text(text) => Formula::Text(text.clone()),
            Formula::Name(name) => Formula::Name(self.named(home, name, across)[0]),
            Formula::Minus(inner) => Formula::Minus(one(inner)),
            Formula::Not(inner) => Formula::Not(one(inner)),
            Formula::Of(sign, pair) => Formula::Of(*sign, two(pair)),
            Formula::Compare(sign, pair) => Formula::Compare(sign.clone(), two(pair)),
            Formula::And(pair) => Formula::And(two(pair)),
            Formula::Or(pair) => Formula::Or(two(pair)),
            Formula::Then(pair) => Formula::Then(two(pair)),
            Formula::Call(function, arguments) => {
                let mut all = Vec::new();
                for argument in arguments {
                    match argument {
                        Formula::Name(name) => {
                            all.extend(
                                self.named(home, name, across).into_iter().map(Formula::Name),
                            );
                        }
                        other => all.push(self.bound(home, other, across)),
                    }
                }
                Formula::Call(function.clone(), all)
            }
        }
    }
}

impl Table {
    pub(crate) fn line(&self, axis: usize, id: &str) -> Option<usize> {
        self.axes[axis].iter().position(|line| line.id == id)
    }

    pub(crate) fn cell(&self, axis: usize, line: usize, across: usize) -> Option<usize> {
        if axis == ROWS { self.cells[line][across] } else { self.cells[across][line] }
    }

    /// The lines nested in a line; in place of a heading among them, those nested in that.
    pub(crate) fn parts(&self, axis: usize, line: usize) -> Vec<usize> {
        let mut parts = Vec::new();
        for (index, nested) in self.axes[axis].iter().enumerate() {
            if nested.parent == Some(line) {
                if nested.heading {
                    parts.extend(self.parts(axis, index));
                } else {
                    parts.push(index);
                }
            }
        }
        parts
    }

    /// The lines from one to the other.
    fn run(&self, axis: usize, one: usize, other: usize) -> Vec<usize> {
        let lines = &self.axes[axis];
        let one_level = lines[one].parent == lines[other].parent;
        let between = one.min(other)..=one.max(other);
        let taken = between.filter(|index| {
            let line = &lines[*index];
            let fits = if one_level { line.parent == lines[one].parent } else { !line.has_lines };
            fits && !line.heading
        });
        taken.collect()
    }
}

fn lines(json: &Value, key: &str, parent: Option<usize>, into: &mut Vec<Line>) {
    for json in several(&json[key]) {
        let index = into.len();
        let has_lines = !several(&json[key]).is_empty();
        let heading = json["heading"] == Value::Bool(true);
        let id = text(&json, "id");
        into.push(Line { id, heading, json: json.clone(), parent, has_lines });
        lines(&json, key, Some(index), into);
    }
}

/// The cell where a row meets a column: its row's word goes before its column's, and that before
/// the table's.
fn cell(table: &str, row: &Line, column: &Line, json: &Value) -> Cell {
    let layers = [&row.json, &column.json, json];
    let given = |key: &str| layers.iter().map(|layer| &layer[key]).find(|value| !value.is_null());
    let kind = given("type").and_then(Value::as_str).unwrap_or("count").to_owned();
    let usual = if matches!(kind.as_str(), "amount" | "percent") { 2 } else { 0 };
    let scale = given("scale").and_then(Value::as_u64).and_then(|scale| u32::try_from(scale).ok());
    let address = format!("{table}.{}.{}", row.id, column.id);
    Cell {
        decimals: if kind == "count" { 0 } else { scale.unwrap_or(usual) },
        kind,
        options: texts(given("choices").unwrap_or(&Value::Null)),
        required: json["required"] != Value::Bool(false),
        finding: format!("{}@{address}", own_rule(json)),
        address,
    }
}

/// The rule that what stands in a table or a section is right.
fn own_rule(json: &Value) -> String {
    match json["required"]["id"].as_str() {
        Some(id) => id.to_owned(),
        None => format!("{}.entry", text(json, "id")),
    }
}
