//! Values that the rules force on unknown cells: elimination over the equations, then ranges.
//!
//! Elimination finds what equations settle together (de Waal, Pannekoek and Scholtus 2011,
//! section 9.2); ranges find what bounds leave, such as noughts under a total that is reached.

use super::Implied;
use super::domain::{Domains, Narrowed, Row};
use super::record::{Record, severity};
use crate::address::{CellId, Operand, Period, RuleId};
use crate::entry::{Reading, Value};
use crate::rules::{Check, Severity, Verdict};
use crate::sorted::{Map, Set, sort};

/// Values forced by the hard rules, in the definition's order. Cells that hang together with a
/// violated rule, or with rules that leave some cell no value or never come to an end with it, get
/// none.
pub(crate) fn implied(record: Record) -> Vec<Implied> {
    let rules: Vec<RuleId> = record.form.rules().map(|(id, _)| id).collect();
    let mut domains = Domains::around(&record, &rules, Severity::Hard);
    // What a wrong figure implies is wrong.
    let mut near: Vec<RuleId> = record.violated().to_vec();
    for rule in record.violated() {
        domains.rows.remove(rule);
        for cell in record.cells_of(*rule) {
            let operand = Operand { cell, period: Period::This };
            near.extend(record.form.readers(operand).iter().map(|(rule, _)| *rule));
        }
    }
    let around = Domains::around(&record, &near, Severity::Hard);
    let mut torn = Set::of(around.ranges.keys().copied());
    loop {
        let rule = match domains.narrow() {
            Narrowed::Open => match eliminate(&mut domains) {
                Ok(true) => continue,
                Ok(false) => break,
                Err(rule) => rule,
            },
            Narrowed::Empty(rule) | Narrowed::Endless(rule) => rule,
            Narrowed::Unknown => break,
        };
        for cell in domains.leave_out(rule) {
            torn.insert(cell);
        }
    }
    let settled =
        domains.ranges.iter().filter(|(cell, (least, most))| least == most && !torn.contains(cell));
    let mut found: Vec<(CellId, i64)> = settled
        .filter_map(|(cell, (value, _))| Some((*cell, i64::try_from(*value).ok()?)))
        .collect();
    found.extend(choices(&record));
    sort(&mut found, &|one, other| one.0 < other.0);
    let implied = found.into_iter().filter_map(|(cell, value)| {
        let value = Value::Units(value).entry(record.form.cell(cell)?.reading);
        Some(Implied { cell, value })
    });
    implied.collect()
}

/// Settles what the equations leave one value; true when a range was narrowed by it. A rule that
/// contradicts the others, or leaves a cell a value that it cannot hold, is the error.
pub(super) fn eliminate(domains: &mut Domains) -> Result<bool, RuleId> {
    let mut pivots: Vec<(RuleId, CellId, Map<CellId, i128>, i128)> = Vec::new();
    // What all pivots come to, and what was looked at of them.
    let (mut size, mut work) = (0_usize, 0_usize);
    for (rule, row) in domains.rows.iter() {
        let (Some(least), Some(most)) = (row.least, row.most) else { continue };
        if least != most {
            continue;
        }
        let Some((factors, right)) = equation(domains, row, least) else { continue };
        let mut equation = Some((factors, right));
        // Taking a cell out of an equation is some times the work of looking at it.
        work = work.saturating_add(row.factors.len().saturating_add(size).saturating_mul(4));
        if work > domains.allowance {
            // What follows from the equations so far is true all the same.
            break;
        }
        for (_, cell, other, value) in &pivots {
            equation =
                equation.and_then(|(factors, right)| clear(*cell, other, *value, factors, right));
        }
        let Some((factors, right)) = equation else { continue };
        let Some(cell) = factors.keys().next().copied() else {
            if right != 0 {
                return Err(*rule);
            }
            continue;
        };
        for (_, _, other, value) in
            pivots.iter_mut().filter(|(_, _, other, _)| other.contains(&cell))
        {
            size = size.saturating_add(factors.len());
            let taken = clear(cell, &factors, right, other.clone(), *value);
            if let Some((cleared, right)) = taken {
                (*other, *value) = (cleared, right);
            }
        }
        size = size.saturating_add(factors.len());
        pivots.push((*rule, cell, factors, right));
    }
    domains.spend(work);
    let mut narrowed = false;
    for (rule, cell, factors, right) in pivots {
        let (1, Some(factor)) = (factors.len(), factors.get(&cell).copied()) else { continue };
        let Some(range) = domains.ranges.get_mut(&cell) else { continue };
        let value = right.wrapping_div(factor);
        if right.wrapping_rem(factor) != 0 || value < range.0 || range.1 < value {
            return Err(rule);
        }
        *range = (value, value);
        narrowed = true;
    }
    Ok(narrowed)
}

/// A row over the cells that are still open, with what the settled ones leave on the right.
fn equation(domains: &Domains, row: &Row, right: i128) -> Option<(Map<CellId, i128>, i128)> {
    let (mut factors, mut right) = (Map::new(), right);
    for (cell, factor) in &row.factors {
        let (least, most) = domains.ranges.get(cell).copied()?;
        if least == most {
            right = right.checked_sub(least.checked_mul(*factor)?)?;
        } else {
            factors.insert(*cell, *factor);
        }
    }
    Some((factors, right))
}

/// Takes a pivot's cell out of an equation; none when the figures grow too large.
fn clear(
    cell: CellId,
    pivot: &Map<CellId, i128>,
    value: i128,
    factors: Map<CellId, i128>,
    right: i128,
) -> Option<(Map<CellId, i128>, i128)> {
    let Some(times) = factors.get(&cell).copied() else { return Some((factors, right)) };
    let own = pivot.get(&cell).copied()?;
    let mut scaled = Map::new();
    for (other, factor) in factors.iter() {
        scaled.insert(*other, factor.checked_mul(own)?);
    }
    for (other, factor) in pivot.iter() {
        let part = factor.checked_mul(times)?;
        scaled.update(*other, 0, |slot: &mut i128| {
            *slot = slot.checked_sub(part)?;
            Some(())
        })??;
    }
    scaled.retain(|_, factor| *factor != 0);
    let right = right.checked_mul(own)?.checked_sub(value.checked_mul(times)?)?;
    Some((scaled, right))
}

/// Options that alone leave every hard condition a chance, of choices that are not made.
fn choices(record: &Record) -> Vec<(CellId, i64)> {
    let mut record = record.clone();
    let mut found = Vec::new();
    let form = record.form.clone();
    for (id, cell) in form.cells() {
        let stands = record.value(id);
        let open = matches!(stands, Value::Blank | Value::Unreadable(_));
        if cell.reading != Reading::Choice || !open {
            continue;
        }
        let readers = form.readers(Operand { cell: id, period: Period::This });
        let conditions = readers.iter().filter(|(rule, _)| {
            form.rule(*rule).is_some_and(|rule| {
                let hard = severity(&form, rule) == Severity::Hard;
                hard && matches!(rule.check, Check::Condition(_))
            })
        });
        let conditions: Vec<RuleId> = conditions.map(|(rule, _)| *rule).collect();
        if conditions.is_empty() {
            continue;
        }
        let (least, most) = record.bounds(id);
        let mut left = Vec::new();
        for option in least..=most {
            record.set(id, Value::Units(option));
            if conditions.iter().all(|rule| record.verdict(*rule) != Verdict::Violated) {
                left.push(option);
            }
        }
        record.set(id, stands);
        if let [only] = left.as_slice() {
            found.push((id, *only));
        }
    }
    found
}
