//! A table's rows and columns flattened, parents before their children.

use crate::address::CellId;
use crate::definition::{CellType, LineDef, TableDef};
use crate::entry::Reading;
use crate::formula::is_id;
use crate::problem::{Code, Problem};
use rustc_hash::FxHashMap;

/// Decimal places of an amount whose definition gives none.
const USUAL_SCALE: u8 = 2;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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

/// What the figures of a cell are.
pub(super) struct Figures<'d> {
    pub(super) reading: Reading,
    pub(super) unit: Option<&'d str>,
    /// Where a scale is given to a count, which has no decimals.
    pub(super) idle_scale: Option<String>,
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

/// What a cell's figures are: its row's word goes before its column's, and that before the table's.
pub(super) fn figures<'d>(row: &Node<'d>, column: &Node<'d>, table: &'d TableDef) -> Figures<'d> {
    let layers = [
        (&row.def.figures, &row.def.pointer),
        (&column.def.figures, &column.def.pointer),
        (&table.figures, &table.pointer),
    ];
    let kind = layers.iter().find_map(|(layer, _)| layer.kind).unwrap_or_default();
    let scale = layers.iter().find_map(|(layer, pointer)| Some((layer.scale?, pointer)));
    let unit = layers.iter().find_map(|(layer, _)| layer.unit.as_deref());
    let (usual, signed) = match kind {
        CellType::Count => (0, false),
        CellType::Amount => (USUAL_SCALE, false),
        CellType::Signed => (0, true),
    };
    let given = scale.map_or(usual, |(scale, _)| scale);
    let idle = scale.filter(|(scale, _)| kind == CellType::Count && *scale > 0);
    Figures {
        reading: Reading::Figure { scale: if kind == CellType::Count { 0 } else { given }, signed },
        unit,
        idle_scale: idle.map(|(_, pointer)| format!("{pointer}/scale")),
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
