//! What was reported of all units against what their reports add up to.

use super::explain::{Explanation, Kept, explain};
use super::{RollUp, Total};
use crate::address::CellId;
use crate::amount::Amount;
use crate::entry::Value;
use std::sync::Arc;

/// What was reported of a group against what its units' reports add up to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Comparison {
    /// How many cells were compared.
    pub compared: usize,
    /// The cells that differ, in the definition's order.
    pub differences: Vec<Difference>,
    /// Cells that the units have figures in and the reported figures have none.
    pub blank: Vec<CellId>,
    /// What would explain differences, what explains most first.
    pub explanations: Vec<Explanation>,
    /// How many more explanations of single cells there are that are no likelier.
    pub more: usize,
    /// The units of the roster that have not reported.
    pub missing: Vec<Arc<str>>,
}

/// A cell in which the reported figure is not what the units add up to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The cell.
    pub cell: CellId,
    /// What the units' figures add up to.
    pub sum: Amount,
    /// What was reported.
    pub reported: Amount,
    /// Reported minus sum.
    pub difference: Amount,
    /// How many reports have no figure in it.
    pub absent: u32,
}

impl RollUp {
    /// Compares the figures that were reported of a group with what its units' reports add up to,
    /// cell by cell, and says what would explain the differences.
    pub fn compare<'t>(
        &self,
        reported: impl IntoIterator<Item = (CellId, &'t str)>,
        group: usize,
    ) -> Comparison {
        let mut values = vec![Value::Blank; self.form.cells().len()];
        for (id, text) in reported {
            if let (Some(value), Some(cell)) = (values.get_mut(id.index()), self.form.cell(id)) {
                *value = cell.read(text);
            }
        }
        let mut comparison = Comparison { missing: self.missing(group), ..Comparison::default() };
        let mut units = vec![Some(0_i128); self.slots.len()];
        for total in self.totals(group) {
            let scale = self.form.cell(total.cell).map_or(0, |cell| cell.reading.scale());
            let slot = self.slots.of_cell(total.cell).and_then(|slot| units.get_mut(slot));
            match (total.sum, values.get(total.cell.index())) {
                (Some(sum), Some(Value::Units(reported))) => {
                    comparison.compared = comparison.compared.saturating_add(1);
                    let Some(difference) = different(&total, sum, *reported, scale) else {
                        continue;
                    };
                    if let Some(units) = slot {
                        *units = difference.difference.units_at(scale);
                    }
                    comparison.differences.push(difference);
                }
                (Some(_), Some(Value::Blank | Value::Unreadable(_))) => {
                    comparison.blank.push(total.cell);
                    if let Some(units) = slot {
                        *units = None;
                    }
                }
                _ => {}
            }
        }
        let inside = self.units.iter().filter(|unit| self.is_in(&unit.name, group));
        let kept = inside.filter_map(|unit| {
            let figures = unit.figures.as_ref()?;
            let (name, former, left_out) = (&unit.name, unit.former.as_slice(), unit.left_out);
            Some(Kept { name, figures, former, left_out })
        });
        let kept: Vec<Kept<'_>> = kept.collect();
        (comparison.explanations, comparison.more) =
            explain(&self.form, &self.slots, &comparison.differences, &units, &kept);
        comparison
    }
}

fn different(total: &Total, sum: Amount, reported: i64, scale: u8) -> Option<Difference> {
    let reported = Amount::new(i128::from(reported), scale)?;
    let difference = reported.checked_sub(sum)?;
    let absent = total.blank.saturating_add(total.unreadable);
    (!difference.is_zero()).then_some(Difference {
        cell: total.cell,
        sum,
        reported,
        difference,
        absent,
    })
}
