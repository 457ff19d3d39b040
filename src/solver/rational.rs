//! Exact fractions.
//!
//! Almost every number a form's rules give rise to fits two machine words; those are kept and
//! reckoned with in place. What does not fit goes to [`BigRational`], so that no answer ever
//! depends on the size of a figure.

use core::cmp::Ordering;
use core::fmt;
use core::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::amount::Amount;

/// An exact fraction of any size.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational(Kept);

/// A fraction in lowest terms with a positive denominator; big only when it does not fit small.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Kept {
    Small(i64, i64),
    Big(Box<BigRational>),
}

use Kept::{Big, Small};

impl Rational {
    /// Nought.
    pub const ZERO: Rational = Rational(Small(0, 1));
    /// One.
    pub const ONE: Rational = Rational(Small(1, 1));

    /// `numerator / denominator`; none when the denominator is nought.
    pub fn new(numerator: i64, denominator: i64) -> Option<Rational> {
        let sign = if denominator < 0 { -1 } else { 1 };
        (denominator != 0)
            .then(|| reduced(i128::from(numerator) * sign, i128::from(denominator) * sign))
    }

    /// The amount that is equal to it; none when it has no finite decimal form or does not fit.
    pub fn to_amount(&self) -> Option<Amount> {
        let whole = |part: &BigInt| Amount::new(part.to_i128()?, 0);
        let big = self.to_big();
        whole(big.numer())?.checked_div(whole(big.denom())?)
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Small(_, denominator) => *denominator == 1,
            Big(big) => big.is_integer(),
        }
    }

    /// Whether it is nought.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small(0, _))
    }

    /// Whether it is above nought.
    pub fn is_positive(&self) -> bool {
        match &self.0 {
            Small(numerator, _) => *numerator > 0,
            Big(big) => big.is_positive(),
        }
    }

    /// Whether it is below nought.
    pub fn is_negative(&self) -> bool {
        !self.is_zero() && !self.is_positive()
    }

    /// The greatest whole number that is not above it.
    #[must_use]
    pub fn floor(&self) -> Rational {
        match &self.0 {
            Small(numerator, denominator) => Rational(Small(numerator.div_euclid(*denominator), 1)),
            Big(big) => Rational::from(big.floor()),
        }
    }

    /// The least whole number that is not below it.
    #[must_use]
    pub fn ceil(&self) -> Rational {
        -&(-self).floor()
    }

    /// It without its sign.
    #[must_use]
    pub(super) fn magnitude(&self) -> Rational {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// `1 / self`; none for nought.
    pub fn inverse(&self) -> Option<Rational> {
        match &self.0 {
            Small(numerator, denominator) => Rational::new(*denominator, *numerator),
            Big(big) => (!big.is_zero()).then(|| Rational::from(big.recip())),
        }
    }

    /// The greatest fraction of which both are whole multiples, never negative.
    pub(super) fn common_measure(&self, other: &Rational) -> Rational {
        let (mut larger, mut smaller) = (self.magnitude(), other.magnitude());
        while let Some(inverse) = smaller.inverse() {
            let times = (&larger * &inverse).floor();
            let rest = &larger - &(&smaller * &times);
            (larger, smaller) = (smaller, rest);
        }
        larger
    }

    fn to_big(&self) -> BigRational {
        match &self.0 {
            Small(numerator, denominator) => {
                BigRational::new_raw((*numerator).into(), (*denominator).into())
            }
            Big(big) => (**big).clone(),
        }
    }
}

/// Brings a fraction with a positive denominator to lowest terms.
fn reduced(numerator: i128, denominator: i128) -> Rational {
    if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator))
    {
        if denominator == 1 {
            return Rational(Small(numerator, 1));
        }
        let divisor = divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        if let Ok(divisor) = i64::try_from(divisor) {
            let (top, bottom) = (numerator.checked_div(divisor), denominator.checked_div(divisor));
            if let (Some(top), Some(bottom)) = (top, bottom) {
                return Rational(Small(top, bottom));
            }
        }
    }
    Rational::from(BigRational::new(numerator.into(), denominator.into()))
}

fn divisor(mut larger: u64, mut smaller: u64) -> u64 {
    while smaller > 0 {
        (larger, smaller) = (smaller, larger % smaller);
    }
    larger
}

impl From<BigRational> for Rational {
    fn from(big: BigRational) -> Rational {
        match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(numerator), Some(denominator)) => Rational(Small(numerator, denominator)),
            _ => Rational(Big(Box::new(big))),
        }
    }
}

impl From<i32> for Rational {
    fn from(whole: i32) -> Rational {
        Rational(Small(i64::from(whole), 1))
    }
}

impl From<i64> for Rational {
    fn from(whole: i64) -> Rational {
        Rational(Small(whole, 1))
    }
}

impl From<i128> for Rational {
    fn from(whole: i128) -> Rational {
        reduced(whole, 1)
    }
}

impl From<Amount> for Rational {
    fn from(amount: Amount) -> Rational {
        let scale = amount.scale();
        let units = amount.units_at(scale).unwrap_or_default();
        reduced(units, 10_i128.pow(u32::from(scale)))
    }
}

impl Add for &Rational {
    type Output = Rational;

    fn add(self, other: &Rational) -> Rational {
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0) {
            if let (1, 1, Some(sum)) = (*b, *d, a.checked_add(*c)) {
                return Rational(Small(sum, 1));
            }
            let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
            // Each product is below 2^126, so their sum fits.
            return reduced(a * d + c * b, b * d);
        }
        Rational::from(self.to_big() + other.to_big())
    }
}

impl Sub for &Rational {
    type Output = Rational;

    fn sub(self, other: &Rational) -> Rational {
        self + &-other
    }
}

impl Mul for &Rational {
    type Output = Rational;

    fn mul(self, other: &Rational) -> Rational {
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0) {
            let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
            return reduced(a * c, b * d);
        }
        Rational::from(self.to_big() * other.to_big())
    }
}

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        match &self.0 {
            Small(numerator, denominator) => match numerator.checked_neg() {
                Some(numerator) => Rational(Small(numerator, *denominator)),
                None => Rational::from(-self.to_big()),
            },
            Big(big) => Rational::from(-(**big).clone()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Rational) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Rational) -> Ordering {
        match (&self.0, &other.0) {
            (Small(a, b), Small(c, d)) if b == d => a.cmp(c),
            (Small(a, b), Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Small(numerator, 1) => write!(f, "{numerator}"),
            Small(numerator, denominator) => write!(f, "{numerator}/{denominator}"),
            Big(big) => write!(f, "{big}"),
        }
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(numerator: i64, denominator: i64) -> Rational {
        Rational::new(numerator, denominator).unwrap_or_else(|| unreachable!("not over nought"))
    }

    #[test]
    fn fractions_are_kept_in_lowest_terms() {
        assert_eq!(fraction(6, -4), fraction(-3, 2));
        assert_eq!((&fraction(1, 6) + &fraction(1, 3)).to_string(), "1/2");
        assert_eq!(Rational::new(1, 0), None);
    }

    #[test]
    fn rounding_goes_down_and_up_on_both_sides_of_nought() {
        for (numerator, down, up) in [(-7, -4, -3), (7, 3, 4), (6, 3, 3), (-6, -3, -3)] {
            assert_eq!(fraction(numerator, 2).floor(), Rational::from(down));
            assert_eq!(fraction(numerator, 2).ceil(), Rational::from(up));
        }
    }

    #[test]
    fn what_outgrows_a_word_is_still_exact_and_comes_back() {
        let huge = Rational::from(i64::MAX);
        let larger = &huge * &huge;
        assert!(larger > huge);
        assert_eq!(larger.inverse().map(|inverse| &inverse * &larger), Some(Rational::ONE));
        assert_eq!(&(&larger - &(&larger - &huge)) - &huge, Rational::ZERO);
        let lowest = Rational::from(i64::MIN);
        assert_eq!(-&-&lowest, lowest);
        assert_eq!(&fraction(i64::MIN, i64::MIN), &Rational::ONE);
    }

    #[test]
    fn amounts_come_in_and_go_out_exactly() {
        let amount = Amount::parse("10889.16");
        let rational = amount.map(Rational::from);
        assert_eq!(rational, Some(fraction(1_088_916, 100)));
        assert_eq!(rational.and_then(|rational| rational.to_amount()), amount);
        assert_eq!(fraction(1, 3).to_amount(), None);
    }

    #[test]
    fn a_common_measure_goes_into_both() {
        assert_eq!(fraction(1, 2).common_measure(&fraction(-1, 3)), fraction(1, 6));
        assert_eq!(Rational::from(12).common_measure(&Rational::from(18)), Rational::from(6));
        assert_eq!(Rational::ZERO.common_measure(&Rational::from(-4)), Rational::from(4));
    }
}
