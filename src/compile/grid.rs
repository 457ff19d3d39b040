//! A table's rows and columns flattened, parents before their children.

use crate::address::CellId;
use crate::definition::{CellType, LineDef, TableDef};
use crate::entry::{Adding, PERCENT, Reading};
use crate::form::Line;
use crate::formula::is_id;
use crate::glyph::is_space;
use crate::problem::{Code, Problem};
use crate::words::is_bare;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Decimal places of an amount whose definition gives none.
const USUAL_SCALE: u8 = 2;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Axis {
    Row,
    Column,
}

impl Axis {
    pub(super) fn other(self) -> Axis {
        match self {
            Axis::Row => Axis::Column,
            Axis::Column => Axis::Row,
        }
    }
}

/// A table being compiled.
pub(super) struct Grid<'d> {
    pub(super) def: &'d TableDef,
    pub(super) rows: Vec<Node<'d>>,
    pub(super) columns: Vec<Node<'d>>,
    /// Row by row; a heading has no cells.
    pub(super) cells: Vec<Option<CellId>>,
    row_ids: FxHashMap<&'d str, usize>,
    column_ids: FxHashMap<&'d str, usize>,
}

/// A row or a column, and the one it is nested in.
pub(super) struct Node<'d> {
    pub(super) def: &'d LineDef,
    pub(super) parent: Option<usize>,
}

/// What a cell holds.
pub(super) struct Figures {
    pub(super) reading: Reading,
    pub(super) unit: Option<Arc<str>>,
    pub(super) options: Arc<[String]>,
    pub(super) weight: u32,
    pub(super) locked: bool,
    pub(super) adding: Adding,
    /// What was given that such a cell cannot have, and what it lacks.
    pub(super) problems: Vec<Problem>,
}

impl<'d> Grid<'d> {
    pub(super) fn new(def: &'d TableDef, problems: &mut Vec<Problem>) -> Grid<'d> {
        let mut flat = |lines: &'d [LineDef]| {
            let mut nodes = Vec::new();
            flatten(lines, None, &mut nodes);
            let mut ids = FxHashMap::default();
            for (index, node) in nodes.iter().enumerate() {
                let id = node.def.id.as_str();
                check_id(&node.def.pointer, id, ids.contains_key(id), problems);
                ids.entry(id).or_insert(index);
            }
            (nodes, ids)
        };
        let (rows, row_ids) = flat(&def.rows);
        let (columns, column_ids) = flat(&def.columns);
        Grid { def, rows, columns, cells: Vec::new(), row_ids, column_ids }
    }

    pub(super) fn nodes(&self, axis: Axis) -> &[Node<'d>] {
        match axis {
            Axis::Row => &self.rows,
            Axis::Column => &self.columns,
        }
    }

    pub(super) fn find(&self, axis: Axis, id: &str) -> Option<usize> {
        let ids = match axis {
            Axis::Row => &self.row_ids,
            Axis::Column => &self.column_ids,
        };
        ids.get(id).copied()
    }

    /// The lines of an axis as the form keeps them.
    pub(super) fn lines(&self, axis: Axis) -> Vec<Line> {
        let line = |node: &Node<'_>| Line {
            id: node.def.id.clone(),
            label: node.def.label.clone(),
            short: node.def.short.clone(),
            parent: node.parent,
            heading: node.def.heading,
            bare: node.def.short.all().chain(node.def.label.all()).all(is_bare),
            twofold: self.find(axis.other(), &node.def.id).is_some(),
        };
        self.nodes(axis).iter().map(line).collect()
    }

    /// A line's id.
    pub(super) fn id(&self, axis: Axis, line: usize) -> &'d str {
        self.nodes(axis).get(line).map_or("", |node| node.def.id.as_str())
    }

    /// The cell where line `at` of an axis meets line `across` of the other.
    pub(super) fn cell(&self, axis: Axis, at: usize, across: usize) -> Option<CellId> {
        let (row, column) = match axis {
            Axis::Row => (at, across),
            Axis::Column => (across, at),
        };
        let index = row.checked_mul(self.columns.len())?.checked_add(column)?;
        self.cells.get(index).copied().flatten()
    }

    /// The parts of a line: those nested in it, and in place of a heading among them its own parts.
    pub(super) fn parts(&self, axis: Axis, line: usize) -> Vec<usize> {
        let nodes = self.nodes(axis);
        let holder = |node: &Node<'_>| {
            let mut above = node.parent;
            while let Some(parent) = above.and_then(|index| nodes.get(index)) {
                if !parent.def.heading || above == Some(line) {
                    break;
                }
                above = parent.parent;
            }
            above
        };
        let parts = nodes.iter().enumerate();
        let parts = parts.filter(|(_, node)| !node.def.heading && holder(node) == Some(line));
        parts.map(|(index, _)| index).collect()
    }

    /// The lines from one to another: siblings when both are nested in the same line, otherwise
    /// all lines between them that have no parts.
    pub(super) fn run(&self, axis: Axis, first: usize, last: usize) -> Vec<usize> {
        let nodes = self.nodes(axis);
        let parent = |line: usize| nodes.get(line).map(|node| node.parent);
        let siblings = parent(first) == parent(last);
        let between = nodes.iter().enumerate().skip(first).take_while(|(index, _)| *index <= last);
        let member = |index: usize, node: &Node<'_>| {
            let alike = if siblings {
                Some(node.parent) == parent(first)
            } else {
                node.def.lines.is_empty()
            };
            (alike && !node.def.heading).then_some(index)
        };
        between.filter_map(|(index, node)| member(index, node)).collect()
    }
}

fn flatten<'d>(lines: &'d [LineDef], parent: Option<usize>, nodes: &mut Vec<Node<'d>>) {
    for def in lines {
        let index = nodes.len();
        nodes.push(Node { def, parent });
        flatten(&def.lines, Some(index), nodes);
    }
}

/// What a cell holds: its row's word goes before its column's, and that before the table's.
pub(super) fn figures(row: &Node<'_>, column: &Node<'_>, table: &TableDef) -> Figures {
    let layers = [
        (&row.def.figures, &row.def.pointer),
        (&column.def.figures, &column.def.pointer),
        (&table.figures, &table.pointer),
    ];
    let given = layers.iter().enumerate();
    let given = given.filter_map(|(level, (layer, at))| Some((layer.kind?, *at, level)));
    let (kind, kind_pointer, kind_level) =
        given.into_iter().next().unwrap_or((CellType::Count, &table.pointer, layers.len()));
    let scales = layers.iter().enumerate();
    let scales = scales.filter_map(|(level, (layer, at))| Some((layer.scale?, at, level)));
    let scale = scales.into_iter().next();
    let unit = layers.iter().find_map(|(layer, _)| layer.unit.as_deref());
    let unit = if kind == CellType::Percent { Some(PERCENT) } else { unit };
    let options =
        layers.iter().find_map(|(layer, pointer)| Some((layer.choices.as_ref()?, *pointer)));
    let decimals = |usual| scale.map_or(usual, |(scale, ..)| scale);
    let reading = match kind {
        CellType::Count => Reading::Figure { scale: 0, signed: false },
        CellType::Amount | CellType::Percent => {
            Reading::Figure { scale: decimals(USUAL_SCALE), signed: false }
        }
        CellType::Signed => Reading::Figure { scale: decimals(0), signed: true },
        CellType::Text => Reading::Text,
        CellType::Date => Reading::Date,
        CellType::Choice => Reading::Choice,
    };

    let mut problems = Vec::new();
    // One that was given further out than the type is for cells of other types.
    let idle = scale.filter(|(scale, _, level)| reading.scale() != *scale && *level <= kind_level);
    if let Some((1.., pointer, _)) = idle {
        problems.push(Problem::new(Code::IdleScale, &format!("{pointer}/scale"), ""));
    }
    let options = match (kind, options) {
        (CellType::Choice, None) => {
            problems.push(Problem::new(Code::MissingKey, kind_pointer, "choices"));
            &[]
        }
        (CellType::Choice, Some((options, pointer))) => {
            let pointer = format!("{pointer}/choices");
            if options.is_empty() {
                problems.push(Problem::new(Code::WrongValue, &pointer, "[]"));
            }
            for (index, option) in options.iter().enumerate() {
                // What is typed is read without the white space around it.
                let unreadable = option.trim_matches(is_space) != option || option.is_empty();
                if unreadable || options.iter().take(index).any(|other| other == option) {
                    let pointer = format!("{pointer}/{index}");
                    problems.push(Problem::new(Code::WrongValue, &pointer, option));
                }
            }
            options.as_slice()
        }
        _ => &[],
    };
    let given = layers.iter().enumerate();
    let mut given =
        given.filter_map(|(level, (layer, at))| Some((layer.rollup?, *at, level <= kind_level)));
    let adding = match (kind, given.next()) {
        (CellType::Count | CellType::Amount | CellType::Signed, None) => Adding::Sum,
        (CellType::Count | CellType::Amount | CellType::Signed, Some((adding, ..))) => adding,
        (CellType::Percent, Some((Adding::Anew, ..))) => Adding::Anew,
        // What the table says of its figures is not about those that cannot be added up.
        (_, Some((adding, pointer, true))) if adding != Adding::Nothing => {
            let word = if adding == Adding::Sum { "sum" } else { "recompute" };
            problems.push(Problem::new(Code::NotAdded, &format!("{pointer}/rollup"), word));
            Adding::Nothing
        }
        _ => Adding::Nothing,
    };
    Figures {
        reading,
        unit: unit.map(Arc::from),
        options: if options.is_empty() { Arc::default() } else { options.into() },
        weight: layers.iter().find_map(|(layer, _)| layer.weight).unwrap_or(1),
        locked: layers.iter().find_map(|(layer, _)| layer.locked).unwrap_or(false),
        adding,
        problems,
    }
}

pub(super) fn check_id(pointer: &str, id: &str, taken: bool, problems: &mut Vec<Problem>) {
    let pointer = format!("{pointer}/id");
    if taken {
        problems.push(Problem::new(Code::DuplicateId, &pointer, id));
    } else if !id.is_empty() && !is_id(id) {
        problems.push(Problem::new(Code::BadId, &pointer, id));
    }
}
