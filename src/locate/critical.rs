//! Values at which a rule that is no sum may turn from violated to satisfied.

use super::record::Record;
use crate::address::{CellId, Operand, Period, RuleId};
use crate::entry::{Reading, Value};
use crate::rules::Check;

/// The values of a cell worth trying for some conditions: every option of a choice; for a figure
/// those at which two sides meet, and their neighbours; a blank where it matters what is filled.
pub(super) fn critical(record: &Record, cell: CellId, conditions: &[RuleId]) -> Vec<Value> {
    let (least, most) = record.bounds(cell);
    let choice = record.form.cell(cell).is_some_and(|cell| cell.reading == Reading::Choice);
    let mut values = Vec::new();
    if choice {
        values.extend((least..=most).map(Value::Units));
    }
    let operand = Operand { cell, period: Period::This };
    for rule in conditions {
        let Some(rule) = record.form.rule(*rule) else { continue };
        let Check::Condition(condition) = &rule.check else { continue };
        if !condition.operands.contains(&operand) {
            continue;
        }
        let found = condition.turning(rule.blank, operand, |operand| record.operand(operand));
        values.extend(found);
    }
    let inside = |value: &Value| match value {
        Value::Units(units) => (least..=most).contains(units),
        _ => true,
    };
    values.retain(inside);
    let mut distinct: Vec<Value> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}
