//! Lines that are each other's running totals or repeat each other in a circle: none of them can
//! begin.

use super::grid::{Axis, Grid};
use crate::definition::{LineDef, RelationDef};
use crate::problem::{Code, Problem};

/// Tells every circle once, at the relation that closes it.
pub(super) fn cycles(grid: &Grid<'_>, axis: Axis, problems: &mut Vec<Problem>) {
    let lines = grid.nodes(axis).len();
    let mut done = vec![false; lines];
    for start in 0..lines {
        // The way down from `start`: each line, and which of its relations is taken next.
        let mut way = vec![(start, 0_usize)];
        while let Some((line, next)) = way.last().copied() {
            let relation = if done.get(line) == Some(&true) {
                None
            } else {
                relations(grid, axis, line).nth(next)
            };
            let Some((relation, carried)) = relation else {
                if let Some(done) = done.get_mut(line) {
                    *done = true;
                }
                way.pop();
                continue;
            };
            if let Some(last) = way.last_mut() {
                last.1 = next.saturating_add(1);
            }
            let Some(to) = grid.find(axis, &relation.to) else { continue };
            // A line may repeat its own figure of last period: it never changes.
            if to == line && carried {
                continue;
            }
            match way.iter().position(|(other, _)| *other == to) {
                None => way.push((to, 0)),
                Some(begin) => {
                    let circle = way.iter().skip(begin).map(|(line, _)| grid.id(axis, *line));
                    let names: Vec<&str> = circle.chain([grid.id(axis, to)]).collect();
                    let names = names.join(" → ");
                    problems.push(Problem::new(Code::Cycle, &relation.pointer, &names));
                }
            }
        }
    }
}

/// What a line takes from last period's report, and whether it merely repeats it.
fn relations<'d>(
    grid: &Grid<'d>,
    axis: Axis,
    line: usize,
) -> impl Iterator<Item = (&'d RelationDef, bool)> {
    let def: Option<&'d LineDef> = grid.nodes(axis).get(line).map(|node| node.def);
    let of = move |carried: bool| {
        let relations = def.map(|def| if carried { &def.prior } else { &def.accumulates });
        relations.into_iter().flatten().map(move |relation| (relation, carried))
    };
    of(false).chain(of(true))
}
