//! Sums of weighted cells before they know their cells: what most rules come down to.

use crate::address::{CellId, Period};
use crate::amount::Amount;
use crate::problem::Code;
use crate::rules::{Expression, Operator, Relation};

/// What a name in a formula stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Target {
    /// One cell.
    Cell(CellId),
    /// A line of the axis the formula runs over; it meets each line of the other axis in a cell.
    Line(usize),
}

/// A target of a period, and the character of the formula that names it; none where structure
/// gives the rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    pub(super) target: Target,
    pub(super) period: Period,
    pub(super) at: Option<usize>,
}

impl Mark {
    /// A target of this period.
    pub(super) fn this(target: Target) -> Mark {
        Mark { target, period: Period::This, at: None }
    }

    /// A target of the period before.
    pub(super) fn prior(target: Target) -> Mark {
        Mark { target, period: Period::Prior, at: None }
    }
}

/// What a rule says before it knows its cells.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    Linear(Sides),
    Condition(Expression<Mark>),
}

/// Two weighted sums in a relation.
#[derive(Clone, Debug)]
pub(super) struct Sides {
    pub(super) relation: Relation,
    pub(super) left: Weighted,
    pub(super) right: Weighted,
}

impl Meaning {
    /// Plain sums in a relation, as structure gives them.
    pub(super) fn plain(
        relation: Relation,
        left: impl IntoIterator<Item = Mark>,
        right: impl IntoIterator<Item = Mark>,
    ) -> Meaning {
        let sides = Sides { relation, left: Weighted::of(left), right: Weighted::of(right) };
        Meaning::Linear(sides)
    }
}

/// A sum of weighted targets and a constant, in the order written.
#[derive(Clone, Debug, Default)]
pub(super) struct Weighted {
    pub(super) terms: Vec<(Mark, Amount)>,
    pub(super) constant: Amount,
}

impl Weighted {
    pub(super) fn constant(constant: Amount) -> Weighted {
        Weighted { terms: Vec::new(), constant }
    }

    pub(super) fn of(marks: impl IntoIterator<Item = Mark>) -> Weighted {
        let terms = marks.into_iter().map(|mark| (mark, Amount::ONE));
        Weighted { terms: terms.collect(), constant: Amount::ZERO }
    }

    pub(super) fn as_constant(&self) -> Option<Amount> {
        self.terms.is_empty().then_some(self.constant)
    }

    pub(super) fn plus(mut self, other: Weighted) -> Result<Weighted, Code> {
        self.constant = self.constant.checked_add(other.constant).ok_or(Code::TooWide)?;
        self.terms.extend(other.terms);
        Ok(self)
    }

    pub(super) fn times(self, factor: Amount) -> Option<Weighted> {
        self.each(|amount| amount.checked_mul(factor))
    }

    fn over(self, divisor: Amount) -> Option<Weighted> {
        self.each(|amount| amount.checked_div(divisor))
    }

    fn each(self, change: impl Fn(Amount) -> Option<Amount>) -> Option<Weighted> {
        let terms = self.terms.into_iter();
        let terms = terms.map(|(mark, factor)| Some((mark, change(factor)?)));
        Some(Weighted { terms: terms.collect::<Option<_>>()?, constant: change(self.constant)? })
    }

    /// Two sums joined; none where that is no weighted sum.
    pub(super) fn join(
        self,
        operator: Operator,
        right: Weighted,
    ) -> Option<Result<Weighted, Code>> {
        let wide = |sum: Option<Weighted>| sum.ok_or(Code::TooWide);
        match (operator, self.as_constant(), right.as_constant()) {
            (Operator::Add, ..) => Some(self.plus(right)),
            (Operator::Subtract, ..) => {
                Some(wide(right.times(Amount::from(-1))).and_then(|right| self.plus(right)))
            }
            (Operator::Multiply, Some(factor), _) => Some(wide(right.times(factor))),
            (Operator::Multiply, _, Some(factor)) => Some(wide(self.times(factor))),
            // A quotient without a finite decimal form is kept as a quotient.
            (Operator::Divide, _, Some(divisor)) => self.over(divisor).map(Ok),
            _ => None,
        }
    }
}
