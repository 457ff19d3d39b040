//! A figure and how often a vanishingly small amount is added to it: `x < 5` is `x <= 5 - ε`.
//! With it, strict bounds are bounds like any other (Dutertre & de Moura 2006, section 5).

use core::ops::{Add, Sub};

use super::rational::Rational;

/// `real + epsilon × ε`, compared for every ε that is above nought and small enough: first by
/// `real`, then by `epsilon`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Delta {
    pub(super) real: Rational,
    pub(super) epsilon: Rational,
}

impl Delta {
    pub(super) const ZERO: Delta = Delta { real: Rational::ZERO, epsilon: Rational::ZERO };

    /// A figure as it is.
    pub(super) fn exactly(real: Rational) -> Delta {
        Delta { real, epsilon: Rational::ZERO }
    }

    /// As close above the figure as can be.
    pub(super) fn just_above(real: Rational) -> Delta {
        Delta { real, epsilon: Rational::ONE }
    }

    /// As close below the figure as can be.
    pub(super) fn just_below(real: Rational) -> Delta {
        Delta { real, epsilon: Rational::from(-1) }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.real.is_zero() && self.epsilon.is_zero()
    }

    /// Whether it is a whole number.
    pub(super) fn is_integer(&self) -> bool {
        self.real.is_integer() && self.epsilon.is_zero()
    }

    /// The greatest whole number that is not above it.
    pub(super) fn floor(&self) -> Rational {
        let down = self.real.floor();
        if self.real.is_integer() && self.epsilon.is_negative() {
            &down - &Rational::ONE
        } else {
            down
        }
    }

    /// The least whole number that is not below it.
    pub(super) fn ceil(&self) -> Rational {
        let down = self.floor();
        if self.is_integer() { down } else { &down + &Rational::ONE }
    }

    pub(super) fn times(&self, factor: &Rational) -> Delta {
        let epsilon = if self.epsilon.is_zero() { Rational::ZERO } else { &self.epsilon * factor };
        Delta { real: &self.real * factor, epsilon }
    }

    /// The figure it is when ε is given.
    pub(super) fn at(&self, epsilon: &Rational) -> Rational {
        &self.real + &(&self.epsilon * epsilon)
    }
}

impl Add for &Delta {
    type Output = Delta;

    fn add(self, other: &Delta) -> Delta {
        Delta { real: &self.real + &other.real, epsilon: &self.epsilon + &other.epsilon }
    }
}

impl Sub for &Delta {
    type Output = Delta;

    fn sub(self, other: &Delta) -> Delta {
        Delta { real: &self.real - &other.real, epsilon: &self.epsilon - &other.epsilon }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strict_bound_stands_between_the_figure_and_every_other() {
        let five = Delta::exactly(Rational::from(5));
        let below = Delta::just_below(Rational::from(5));
        assert!(below < five);
        assert!(below > Delta::exactly(Rational::from(4)));
        assert_eq!(below.floor(), Rational::from(4));
        assert_eq!(below.ceil(), Rational::from(5));
        assert_eq!(Delta::just_above(Rational::from(5)).ceil(), Rational::from(6));
        assert_eq!(five.ceil(), Rational::from(5));
    }
}
