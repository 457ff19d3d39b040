//! Rules that say what one cell is equal to, read the other way round: what it must hold.

use super::condition::{Condition, Expression, Leaf, Moment, Readings};
use super::{Blank, Relation};
use crate::address::Operand;
use crate::entry::Value;
use crate::ratio::Ratio;

impl Condition {
    /// What an operand must be equal to, where the rule says that it is equal to something known.
    pub(crate) fn solved(
        &self,
        operand: Operand,
        blank: Blank,
        value: impl Fn(Operand) -> Value,
    ) -> Option<Ratio> {
        let given = self.given(operand)?;
        Readings::new(self, blank, Moment::Sending, &value).figure(given)
    }

    /// What the rule says that an operand is equal to.
    pub(crate) fn given(&self, operand: Operand) -> Option<&Expression<Leaf>> {
        let Expression::Compare(Relation::Equal, pair) = &self.expression else { return None };
        let is = |side: &Expression<Leaf>| matches!(side, Expression::Leaf(leaf) if leaf.operand == operand);
        match (is(&pair.0), is(&pair.1)) {
            (true, false) => Some(&pair.1),
            (false, true) => Some(&pair.0),
            _ => None,
        }
    }
}
