//! Cells that are worked out anew where reports are added up: some rule must give them.

use super::Compiler;
use super::grid::Axis;
use crate::address::Operand;
use crate::address::Period;
use crate::entry::Adding;
use crate::problem::{Code, Problem};
use crate::rules::{Check, Relation};

impl Compiler<'_> {
    /// Tells of every such cell that no rule gives, once for each line that asks for it.
    pub(super) fn anew(&mut self) {
        for index in 0..self.grids.len() {
            let Some(grid) = self.grids.get(index).cloned() else { continue };
            for (row, row_node) in grid.rows.iter().enumerate() {
                for (column, column_node) in grid.columns.iter().enumerate() {
                    let Some(id) = grid.cell(Axis::Row, row, column) else { continue };
                    let cell = self.parts.cells.get(id.index());
                    let Some(cell) = cell.filter(|cell| cell.adding == Adding::Anew) else {
                        continue;
                    };
                    let operand = Operand { cell: id, period: Period::This };
                    if self.parts.rules.iter().any(|rule| gives(&rule.check, operand)) {
                        continue;
                    }
                    let defs = [&row_node.def.figures, &column_node.def.figures];
                    let pointers = [&row_node.def.pointer, &column_node.def.pointer];
                    let given = defs.iter().position(|figures| figures.rollup.is_some());
                    let pointer = given.and_then(|at| pointers.get(at).copied());
                    let pointer = format!("{}/rollup", pointer.unwrap_or(&grid.def.pointer));
                    let subject = cell.address.to_string();
                    self.once(Problem::new(Code::NothingGives, &pointer, &subject));
                }
            }
        }
    }
}

fn gives(check: &Check, operand: Operand) -> bool {
    match check {
        Check::Linear(linear) => {
            let mut terms = linear.left.terms.iter().chain(&linear.right.terms);
            linear.relation == Relation::Equal && terms.any(|term| term.operand == operand)
        }
        Check::Condition(condition) => condition.given(operand).is_some(),
    }
}
