//! The rules that a table's structure gives: parts, running totals, carried figures.

use super::Compiler;
use super::grid::{Axis, Grid};
use super::resolve::Target;
use super::side::Sides;
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
            other => {
                let problem = Problem::new(Code::WrongValue, &relation.pointer, other);
                return self.problems.push(problem.expecting(["sum", "within"]));
            }
        };
        let parts = grid.parts(axis, line);
        let Some(node) = grid.nodes(axis).get(line).filter(|node| !node.def.heading) else {
            return self.no_parts(&relation.pointer, relation);
        };
        if parts.is_empty() {
            return self.no_parts(&relation.pointer, relation);
        }
        let default = || format!("{}.{}.{}", grid.def.id, node.def.id, kind.name());
        let source = self.source(&relation.pointer, &relation.grade, default, kind);
        let this = |line| (Target::Line(line), false);
        let all = match kind {
            Kind::Sum => {
                vec![(
                    String::new(),
                    Relation::Equal,
                    vec![this(line)],
                    parts.into_iter().map(this).collect(),
                )]
            }
            _ => {
                let within = |part: usize| {
                    let name = grid.id(axis, part);
                    (name.to_owned(), Relation::AtMost, vec![this(part)], vec![this(line)])
                };
                parts.into_iter().map(within).collect()
            }
        };
        for (name, how, left, right) in all {
            let sides = Sides::plain(how, left, right);
            self.broadcast(
                grid,
                axis,
                &relation.pointer,
                &relation.scope,
                &relation.grade,
                source,
                &name,
                &sides,
            );
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
        let Some(of) = grid.find(axis, &relation.to) else {
            let names = grid.nodes(axis).iter().map(|node| node.def.id.as_str());
            let problem = Problem::new(Code::UnknownName, &relation.pointer, &relation.to)
                .expecting(crate::words::nearest(&relation.to, names));
            return self.problems.push(problem);
        };
        let name = grid.id(axis, line);
        let default = || format!("{}.{name}.{}", grid.def.id, kind.name());
        let source = self.source(&relation.pointer, &relation.grade, default, kind);
        let this = |line| (Target::Line(line), false);
        let prior = |line| (Target::Line(line), true);
        let right = match kind {
            Kind::Accumulation => vec![prior(line), this(of)],
            _ => vec![prior(of)],
        };
        let sides = Sides::plain(Relation::Equal, vec![this(line)], right);
        self.broadcast(
            grid,
            axis,
            &relation.pointer,
            &relation.scope,
            &relation.grade,
            source,
            "",
            &sides,
        );
    }

    fn no_parts(&mut self, pointer: &str, relation: &RelationDef) {
        self.problems.push(Problem::new(Code::NoParts, pointer, &relation.to));
    }
}
