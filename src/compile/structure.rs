//! The rules that a table's structure gives: parts, running totals, carried figures.

use super::grid::{Axis, Grid};
use super::resolve::Target;
use super::side::Sides;
use super::{Compiler, Origin};
use crate::definition::RelationDef;
use crate::problem::{Code, Problem};
use crate::rules::{Kind, Relation};
use std::rc::Rc;

impl<'d> Compiler<'d> {
    /// The rules that a table's structure gives, rows first.
    pub(super) fn structure(&mut self, table: usize) {
        let Some(grid) = self.grids.get(table).map(Rc::clone) else {
            return;
        };
        for axis in [Axis::Row, Axis::Column] {
            for (line, node) in grid.nodes(axis).iter().enumerate() {
                for relation in &node.def.parts {
                    self.parts_relation(&grid, axis, line, relation);
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
    }

    fn parts_relation(&mut self, grid: &Grid<'d>, axis: Axis, line: usize, relation: &RelationDef) {
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
        let origin =
            self.origin(relation, kind, || format!("{}.{name}.{}", grid.def.id, kind.name()));
        let this = |line| (Target::Line(line), false);
        if kind == Kind::Sum {
            let parts = parts.into_iter().map(this).collect();
            let sides = Sides::plain(Relation::Equal, vec![this(line)], parts);
            return self.broadcast(grid, axis, &origin, "", &sides);
        }
        for part in parts {
            let sides = Sides::plain(Relation::AtMost, vec![this(part)], vec![this(line)]);
            self.broadcast(grid, axis, &origin, grid.id(axis, part), &sides);
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
        let this = |line| (Target::Line(line), false);
        let prior = |line| (Target::Line(line), true);
        let right = match kind {
            Kind::Accumulation => vec![prior(line), this(of)],
            _ => vec![prior(of)],
        };
        let sides = Sides::plain(Relation::Equal, vec![this(line)], right);
        self.broadcast(grid, axis, &origin, "", &sides);
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
        let source = self.source(&relation.pointer, &relation.grade, default, kind);
        Origin {
            pointer: &relation.pointer,
            scope: &relation.scope,
            grade: &relation.grade,
            source,
        }
    }
}
