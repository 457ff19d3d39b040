//! The rules that a table's structure gives: parts, running totals, carried figures.

use super::grid::{Axis, Grid};
use super::weighted::{Mark, Meaning, Target};
use super::{Compiler, Origin};
use crate::address::{RuleId, SourceId};
use crate::definition::RelationDef;
use crate::problem::{Code, Problem};
use crate::rules::{Kind, Relation};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The instances that say that a line is the sum of its parts.
#[derive(Default)]
struct Sums {
    /// By the line and the line across.
    by_lines: FxHashMap<(Axis, usize, usize), RuleId>,
    /// Those of columns, by the column and the row across, in order.
    of_columns: Vec<(usize, usize, RuleId)>,
    /// The one source of a relation that is given for all lines with an id of its own.
    shared: Option<SourceId>,
}

impl<'d> Compiler<'d> {
    /// The rules that a table's structure gives, rows first.
    pub(super) fn structure(&mut self, table: usize) {
        let Some(grid) = self.grids.get(table).map(Rc::clone) else {
            return;
        };
        let mut sums = Sums::default();
        let first = self.parts.sources.len();
        for axis in [Axis::Row, Axis::Column] {
            super::cycle::cycles(&grid, axis, &mut self.problems);
            for (line, node) in grid.nodes(axis).iter().enumerate() {
                let own = &node.def.parts;
                let every = if node.def.heading { &[][..] } else { &grid.def.parts };
                let whole = !node.def.parts_given && !grid.parts(axis, line).is_empty();
                for relation in if whole { every } else { own } {
                    self.parts_relation(&grid, axis, line, relation, &mut sums);
                }
                let over_time = [
                    (Kind::Accumulation, &node.def.accumulates),
                    (Kind::CarryForward, &node.def.prior),
                ];
                for (kind, relations) in over_time {
                    for relation in relations {
                        self.period_relation(&grid, axis, line, kind, relation);
                    }
                }
            }
        }
        for source in self.parts.sources.iter_mut().skip(first) {
            source.table = Some(table);
        }
        let lines = grid.rows.len().max(grid.columns.len());
        if !grid.def.parts.is_empty() && lines > 0 && sums.by_lines.is_empty() {
            let none = grid.def.parts.first().filter(|relation| relation.to == "sum");
            if let Some(relation) = none {
                let problem = Problem::new(Code::NoParts, &relation.pointer, &relation.to);
                self.once(problem);
            }
        }
        self.mark_corners(&grid, &sums);
    }

    /// Where a line that is a sum meets one across that is a sum too, the grand total is said
    /// twice: the second time follows from the first and from the sums of the parts.
    fn mark_corners(&mut self, grid: &Grid<'d>, sums: &Sums) {
        let plain = |this: &Self, id: &RuleId| {
            let rule = this.parts.rules.get(id.index());
            let tolerance = rule.and_then(|rule| rule.linear()).map(|linear| linear.tolerance);
            let severity = rule.and_then(|rule| this.parts.sources.get(rule.source.index()));
            tolerance.filter(|tolerance| *tolerance == 0).and(severity).map(|s| s.severity)
        };
        let mut corners = Vec::new();
        for (column, row, corner) in &sums.of_columns {
            let parts = |axis, line, across: usize| {
                grid.parts(axis, line).into_iter().map(move |part| (axis.other(), across, part))
            };
            let over = core::iter::once((Axis::Row, *row, *column));
            let over = over.chain(parts(Axis::Row, *row, *column));
            let over = over.chain(parts(Axis::Column, *column, *row));
            let severity = plain(self, corner);
            // A graver rule does not follow from lighter ones.
            let holds = |id| plain(self, id).is_some_and(|other| Some(other) <= severity);
            if over.map(|key| sums.by_lines.get(&key)).all(|id| id.is_some_and(holds)) {
                corners.push(*corner);
            }
        }
        for corner in corners {
            if let Some(rule) = self.parts.rules.get_mut(corner.index()) {
                rule.implied = true;
            }
        }
    }

    fn parts_relation(
        &mut self,
        grid: &Grid<'d>,
        axis: Axis,
        line: usize,
        relation: &RelationDef,
        sums: &mut Sums,
    ) {
        let kind = match relation.to.as_str() {
            "sum" => Kind::Sum,
            "within" => Kind::Within,
            // That the word is missing has been said.
            "" => return,
            other => {
                let problem = Problem::new(Code::WrongValue, &relation.pointer, other);
                return self.problems.push(problem.expecting(["sum", "within"]));
            }
        };
        let Some(name) = self.line_with_cells(grid, axis, line, &relation.pointer) else { return };
        let parts = grid.parts(axis, line);
        if parts.is_empty() {
            let problem = Problem::new(Code::NoParts, &relation.pointer, &relation.to);
            return self.problems.push(problem);
        }
        // One relation for all lines has one id, so its instances are told apart by their lines.
        let every = grid.def.parts.iter().any(|every| every.pointer == relation.pointer);
        let shared = every && relation.grade.id.is_some();
        let called = if shared { name } else { "" };
        let origin = match sums.shared.filter(|_| shared) {
            Some(source) => origin_of(relation, source),
            None => {
                let id = || format!("{}.{name}.{}", grid.def.id, kind.name());
                self.origin(relation, kind, id)
            }
        };
        if shared {
            sums.shared = Some(origin.source);
        }
        let this = |line| Mark::this(Target::Line(line));
        if kind == Kind::Sum {
            let meaning =
                Meaning::plain(Relation::Equal, [this(line)], parts.into_iter().map(this));
            for (across, rule) in self.broadcast(grid, axis, &origin, called, &meaning) {
                sums.by_lines.insert((axis, line, across), rule);
                if axis == Axis::Column {
                    sums.of_columns.push((line, across, rule));
                }
            }
            return;
        }
        for part in parts {
            let meaning = Meaning::plain(Relation::AtMost, [this(part)], [this(line)]);
            self.broadcast(grid, axis, &origin, grid.id(axis, part), &meaning);
        }
    }

    fn period_relation(
        &mut self,
        grid: &Grid<'d>,
        axis: Axis,
        line: usize,
        kind: Kind,
        relation: &RelationDef,
    ) {
        if relation.to.is_empty() {
            return;
        }
        let Some(of) = grid.find(axis, &relation.to) else {
            let names = grid.nodes(axis).iter().map(|node| node.def.id.as_str());
            let problem = Problem::new(Code::UnknownName, &relation.pointer, &relation.to)
                .expecting(crate::words::nearest(&relation.to, names));
            return self.problems.push(problem);
        };
        let holders = [line, of].map(|at| self.line_with_cells(grid, axis, at, &relation.pointer));
        let [Some(name), Some(_)] = holders else { return };
        let origin =
            self.origin(relation, kind, || format!("{}.{name}.{}", grid.def.id, kind.name()));
        let this = |line| Mark::this(Target::Line(line));
        let prior = |line| Mark::prior(Target::Line(line));
        let meaning = match kind {
            Kind::Accumulation => {
                Meaning::plain(Relation::Equal, [this(line)], [prior(line), this(of)])
            }
            _ => Meaning::plain(Relation::Equal, [this(line)], [prior(of)]),
        };
        self.broadcast(grid, axis, &origin, "", &meaning);
    }

    /// A line's id; none, with a problem told, for a heading.
    fn line_with_cells(
        &mut self,
        grid: &Grid<'d>,
        axis: Axis,
        line: usize,
        pointer: &str,
    ) -> Option<&'d str> {
        let node = grid.nodes(axis).get(line)?;
        if node.def.heading {
            self.problems.push(Problem::new(Code::Heading, pointer, &node.def.id));
            return None;
        }
        Some(&node.def.id)
    }

    fn origin<'r>(
        &mut self,
        relation: &'r RelationDef,
        kind: Kind,
        default: impl Fn() -> String,
    ) -> Origin<'r> {
        origin_of(relation, self.source(&relation.pointer, &relation.grade, default, kind))
    }
}

fn origin_of(relation: &RelationDef, source: SourceId) -> Origin<'_> {
    Origin { pointer: &relation.pointer, scope: &relation.scope, grade: &relation.grade, source }
}
