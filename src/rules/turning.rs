//! Where a condition may turn: the figures of one cell at which two sides of it meet.

use super::condition::{Condition, Expression, Leaf, Moment, Readings};
use super::{Blank, Function};
use crate::address::Operand;
use crate::amount::Amount;
use crate::entry::Value;
use crate::ratio::Ratio;

impl Condition {
    /// Values of an operand at which the condition may become true or false, when everything else
    /// stays: for each comparison the figure at which its sides meet, as far as they move evenly
    /// with the operand, and its neighbours; a blank where it matters what is filled.
    pub(crate) fn turning(
        &self,
        blank: Blank,
        operand: Operand,
        value: impl Fn(Operand) -> Value,
    ) -> Vec<Value> {
        let now = match value(operand) {
            Value::Units(units) => units,
            _ => 0,
        };
        let mut found = Vec::new();
        visit(&self.expression, &mut |part| match part {
            Expression::Compare(_, pair) => {
                let difference = |units: i64| {
                    let moved = |read: Operand| {
                        if read == operand { Value::Units(units) } else { value(read) }
                    };
                    let reading = Readings::new(self, blank, Moment::Filling, &moved);
                    reading.figure(&pair.0)?.checked_sub(reading.figure(&pair.1)?)
                };
                if let Some(meeting) = meeting(now, difference) {
                    for near in [0, 1, -1] {
                        found.push(Value::Units(meeting.saturating_add(near)));
                    }
                }
            }
            Expression::Call(function, _) if is_about_filling(*function) => {
                found.push(Value::Blank);
            }
            _ => {}
        });
        found
    }
}

fn is_about_filling(function: Function) -> bool {
    function.is_about_cells()
}

/// The figure at which an evenly moving difference is nought, rounded.
fn meeting(now: i64, difference: impl Fn(i64) -> Option<Ratio>) -> Option<i64> {
    let (here, next) = (difference(now)?, difference(now.checked_add(1)?)?);
    let slope = next.checked_sub(here)?;
    if slope == Ratio::ZERO {
        return None;
    }
    let away = here.checked_div(slope)?;
    let at = Ratio::from(Amount::from(now)).checked_sub(away)?.rounded(0)?;
    i64::try_from(at.amount()?.units_at(0)?).ok()
}

fn visit(expression: &Expression<Leaf>, look: &mut impl FnMut(&Expression<Leaf>)) {
    look(expression);
    match expression {
        Expression::Leaf(_) | Expression::Figure(_) | Expression::Text(..) => {}
        Expression::Negate(inner) | Expression::Not(inner) => visit(inner, look),
        Expression::Chain(links) => links.iter().for_each(|(_, link)| visit(link, look)),
        Expression::Call(_, members) | Expression::All(members) | Expression::Any(members) => {
            members.iter().for_each(|member| visit(member, look));
        }
        Expression::Compare(_, pair) | Expression::Implies(pair) => {
            visit(&pair.0, look);
            visit(&pair.1, look);
        }
    }
}
