//! Deciding linear rules by a running residual.
//!
//! The residual of `left relation right` is `left - right` with every unknown figure left out. It
//! moves by `weight × (new - old)` when a figure changes, so a keystroke costs the rules that read
//! the cell and not their length. Unknown figures are counted by the way they can still push the
//! residual: a figure that is never negative can push it one way only. That is what lets a rule
//! that can already be seen to fail, fail at once (the bounds argument of Fourier–Motzkin
//! elimination, on one row).
//!
//! The residual is an `i128` that can neither overflow nor saturate: the compiler refuses a rule
//! whose weights could take it beyond ([`MAX_WEIGHT`]), so that putting a figure back always puts
//! the residual back.

use super::{Blank, Relation, Verdict};
use crate::address::Operand;
use crate::amount::Amount;
use crate::entry::Value;

/// Largest sum of a rule's weights: with figures below 10^18 a residual stays below 10^37.
pub(crate) const MAX_WEIGHT: i128 = 10_i128.pow(18);

/// `left relation right` over weighted sums, within a tolerance.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linear {
    /// How the sides must stand to each other.
    pub relation: Relation,
    /// The left side.
    pub left: Side,
    /// The right side.
    pub right: Side,
    /// The scale at which both sides are whole numbers.
    pub(crate) scale: u8,
    /// `left.constant - right.constant` at that scale.
    pub(crate) constant: i128,
    /// The largest difference that still counts as equal, at that scale.
    pub(crate) tolerance: i128,
}

/// One side: weighted operands and a constant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Side {
    /// The operands in the order the author wrote them.
    pub terms: Vec<Term>,
    /// What is added to them.
    pub constant: Amount,
}

/// A weighted operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// The cell and its period.
    pub operand: Operand,
    /// What its figure is multiplied by; never nought.
    pub coefficient: Amount,
}

impl Linear {
    /// The operands of both sides, left first.
    pub fn operands(&self) -> impl Iterator<Item = Operand> {
        self.terms().map(|term| term.operand)
    }

    /// The terms of both sides, left first, each with its own side's sign.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.left.terms.iter().chain(&self.right.terms)
    }
}

/// How much a cell's figure, in units at its own scale, moves a rule's residual.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Weight {
    /// Left side positive, right side negative.
    pub(crate) factor: i64,
    /// Whether a figure not yet known may push the residual either way; one that is never negative
    /// pushes it one way only.
    pub(crate) either_way: bool,
}

impl Weight {
    /// How far so many units move the residual. Exact by [`MAX_WEIGHT`]; wrapping only says that no
    /// check is needed.
    fn of(self, units: i64) -> i128 {
        i128::from(units).wrapping_mul(i128::from(self.factor))
    }
}

/// A rule's running state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tally {
    residual: i128,
    filled: u32,
    blank: Unknown,
    unreadable: Unknown,
    /// Whether it has moved since its rule was decided.
    pub(crate) moved: bool,
}

/// Operands without a figure, counted by the way they can still push the residual.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Unknown {
    count: u32,
    raising: u32,
    lowering: u32,
}

impl Tally {
    /// The state of a rule none of whose operands has been counted yet.
    pub(crate) fn empty(rule: Option<&Linear>) -> Tally {
        Tally { residual: rule.map_or(0, |rule| rule.constant), ..Tally::default() }
    }

    /// Counts an operand in.
    pub(crate) fn add(&mut self, weight: Weight, value: Value) {
        self.shift(weight, value, true);
    }

    /// Counts an operand out again.
    pub(crate) fn remove(&mut self, weight: Weight, value: Value) {
        self.shift(weight, value, false);
    }

    /// Counts an operand with another value.
    pub(crate) fn replace(&mut self, weight: Weight, old: Value, new: Value) {
        if let (Value::Units(old), Value::Units(new)) = (old, new)
            && let Some(more) = new.checked_sub(old)
        {
            self.residual = self.residual.wrapping_add(weight.of(more));
            return;
        }
        self.remove(weight, old);
        self.add(weight, new);
    }

    fn shift(&mut self, weight: Weight, value: Value, add: bool) {
        match value {
            Value::Units(units) => {
                let units = if add { units } else { units.wrapping_neg() };
                self.residual = self.residual.wrapping_add(weight.of(units));
                step(&mut self.filled, add);
            }
            // No rule reads a text cell; counting one as blank decides nothing wrongly.
            Value::Blank | Value::Text(_) => self.blank.shift(weight, add),
            Value::Unreadable(_) => self.unreadable.shift(weight, add),
        }
    }

    /// Whether the rule holds.
    pub(crate) fn verdict(&self, rule: &Linear, blank: Blank) -> Verdict {
        let unknown = self.unknown(blank);
        let above = self.residual > rule.tolerance;
        let below = self.residual < rule.tolerance.wrapping_neg();
        let (fails_above, fails_below) = match rule.relation {
            Relation::Equal => (above, below),
            Relation::AtMost => (above, false),
            Relation::AtLeast => (false, below),
            Relation::Below => (self.residual >= 0, false),
            Relation::Above => (false, self.residual <= 0),
            // Equal sides fail it, and only when nothing can still move them apart.
            Relation::Unequal => (false, !above && !below && unknown.count == 0),
        };
        let stays_above = fails_above && unknown.lowering == 0;
        let stays_below = fails_below && unknown.raising == 0;
        if stays_above || stays_below {
            Verdict::Violated
        } else if unknown.count > 0 {
            Verdict::Undecided
        } else {
            Verdict::Satisfied
        }
    }

    /// How far the residual may move for the rule not to be violated, the least and the most; a
    /// side on which an operand that is not known can make up for it has no end. None for `!=`,
    /// which leaves no range.
    pub(crate) fn room(&self, rule: &Linear, blank: Blank) -> Option<Room> {
        let (unknown, room) = (self.unknown(blank), self.whole_room(rule)?);
        Some(Room {
            least: room.least.filter(|_| unknown.raising == 0),
            most: room.most.filter(|_| unknown.lowering == 0),
        })
    }

    /// How far the residual may move when every operand is known.
    pub(crate) fn whole_room(&self, rule: &Linear) -> Option<Room> {
        let down = rule.tolerance.wrapping_neg().wrapping_sub(self.residual);
        let up = rule.tolerance.wrapping_sub(self.residual);
        let zero = self.residual.wrapping_neg();
        let (least, most) = match rule.relation {
            Relation::Equal => (Some(down), Some(up)),
            Relation::AtMost => (None, Some(up)),
            Relation::AtLeast => (Some(down), None),
            Relation::Below => (None, Some(zero.wrapping_sub(1))),
            Relation::Above => (Some(zero.wrapping_add(1)), None),
            Relation::Unequal => return None,
        };
        Some(Room { least, most })
    }

    /// Whether an operand is not known.
    pub(crate) fn is_open(&self, blank: Blank) -> bool {
        self.unknown(blank).count > 0
    }

    /// The operands that are not known and do not count as nought.
    fn unknown(&self, blank: Blank) -> Unknown {
        let mut unknown = self.unreadable;
        if !self.blank_is_zero(blank) {
            unknown.count = unknown.count.saturating_add(self.blank.count);
            unknown.raising = unknown.raising.saturating_add(self.blank.raising);
            unknown.lowering = unknown.lowering.saturating_add(self.blank.lowering);
        }
        unknown
    }

    /// Whether a blank counts as nought.
    pub(crate) fn blank_is_zero(&self, blank: Blank) -> bool {
        match blank {
            Blank::Undecided => false,
            Blank::Zero => true,
            Blank::UndecidedIfAll => self.filled > 0,
        }
    }
}

/// How far a residual may move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Room {
    pub(crate) least: Option<i128>,
    pub(crate) most: Option<i128>,
}

impl Unknown {
    fn shift(&mut self, weight: Weight, add: bool) {
        step(&mut self.count, add);
        if weight.either_way || weight.factor > 0 {
            step(&mut self.raising, add);
        }
        if weight.either_way || weight.factor < 0 {
            step(&mut self.lowering, add);
        }
    }
}

fn step(count: &mut u32, up: bool) {
    *count = if up { count.saturating_add(1) } else { count.saturating_sub(1) };
}
