//! Exact fractions, for what a rule computes on the way: a share, a quotient, a rounding. No
//! floating point, no rounding but the one a rule asks for; an operation that does not fit gives
//! none, and the rule stays undecided.

use crate::amount::{Amount, MAX_SCALE, power_of_ten};
use core::cmp::Ordering;
use core::fmt;

/// An exact fraction in lowest terms, its denominator above nought.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// Nought.
    pub const ZERO: Ratio = Ratio { numerator: 0, denominator: 1 };

    /// `numerator / denominator`; none when the denominator is nought or a sign does not fit.
    fn new(numerator: i128, denominator: i128) -> Option<Ratio> {
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = i128::try_from(common).ok().filter(|common| *common != 0)?;
        let (numerator, denominator) =
            (numerator.checked_div(common)?, denominator.checked_div(common)?);
        match denominator.signum() {
            1 => Some(Ratio { numerator, denominator }),
            -1 => Some(Ratio {
                numerator: numerator.checked_neg()?,
                denominator: denominator.checked_neg()?,
            }),
            _ => None,
        }
    }

    /// A whole number of units of `10^-scale`.
    pub(crate) fn of_units(units: i64, scale: u8) -> Option<Ratio> {
        Ratio::new(i128::from(units), power_of_ten(scale)?)
    }

    /// The sum; none when it does not fit.
    pub fn checked_add(self, other: Ratio) -> Option<Ratio> {
        let common = gcd(self.denominator.unsigned_abs(), other.denominator.unsigned_abs());
        let common = i128::try_from(common).ok()?;
        let (mine, theirs) =
            (other.denominator.checked_div(common)?, self.denominator.checked_div(common)?);
        let left = self.numerator.checked_mul(mine)?;
        let right = other.numerator.checked_mul(theirs)?;
        Ratio::new(left.checked_add(right)?, self.denominator.checked_mul(mine)?)
    }

    /// The difference; none when it does not fit.
    pub fn checked_sub(self, other: Ratio) -> Option<Ratio> {
        self.checked_add(other.negated()?)
    }

    /// The product; none when it does not fit.
    pub fn checked_mul(self, other: Ratio) -> Option<Ratio> {
        // Crosswise in lowest terms first, so that nothing grows that cancels.
        let left = Ratio::new(self.numerator, other.denominator)?;
        let right = Ratio::new(other.numerator, self.denominator)?;
        Ratio::new(
            left.numerator.checked_mul(right.numerator)?,
            left.denominator.checked_mul(right.denominator)?,
        )
    }

    /// The quotient; none when the divisor is nought or it does not fit.
    pub fn checked_div(self, other: Ratio) -> Option<Ratio> {
        self.checked_mul(Ratio::new(other.denominator, other.numerator)?)
    }

    /// The fraction with the other sign; none when it does not fit.
    pub fn negated(self) -> Option<Ratio> {
        Some(Ratio { numerator: self.numerator.checked_neg()?, ..self })
    }

    /// The fraction without its sign; none when it does not fit.
    pub fn magnitude(self) -> Option<Ratio> {
        if self.numerator < 0 { self.negated() } else { Some(self) }
    }

    /// Rounded to `places` decimals, half away from nought, as money and shares are rounded; to
    /// tens for -1, to hundreds for -2. None when it does not fit.
    pub fn rounded(self, places: i8) -> Option<Ratio> {
        let power = power_of_ten(places.unsigned_abs())?;
        let (numerator, denominator) = if places < 0 {
            (self.numerator, self.denominator.checked_mul(power)?)
        } else {
            (self.numerator.checked_mul(power)?, self.denominator)
        };
        let whole = numerator.checked_div(denominator)?;
        let rest = numerator.checked_rem(denominator)?.checked_abs()?;
        let up = rest >= denominator.checked_sub(rest)?;
        let units = if up { whole.checked_add(numerator.signum())? } else { whole };
        if places < 0 { Ratio::new(units.checked_mul(power)?, 1) } else { Ratio::new(units, power) }
    }

    /// The same as a decimal; none when it has no finite decimal form that fits.
    pub fn amount(self) -> Option<Amount> {
        let scale = (0..=MAX_SCALE).find(|scale| {
            power_of_ten(*scale).is_some_and(|power| power % self.denominator == 0)
        })?;
        let lift = power_of_ten(scale)?.checked_div(self.denominator)?;
        Amount::new(self.numerator.checked_mul(lift)?, scale)
    }
}

impl From<Amount> for Ratio {
    fn from(amount: Amount) -> Ratio {
        let power = power_of_ten(amount.scale()).unwrap_or(1);
        let units = amount.units_at(amount.scale()).unwrap_or_default();
        Ratio::new(units, power).unwrap_or(Ratio::ZERO)
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    /// By whole parts, then by the reciprocals of what is left over, as in a continued fraction:
    /// nothing is multiplied, so nothing can overflow.
    fn cmp(&self, other: &Ratio) -> Ordering {
        let (mut a, mut b) =
            ((self.numerator, self.denominator), (other.numerator, other.denominator));
        loop {
            let whole = (a.0.div_euclid(a.1), b.0.div_euclid(b.1));
            let rest = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
            if whole.0 != whole.1 || rest.0 == 0 || rest.1 == 0 {
                return whole.0.cmp(&whole.1).then(rest.0.signum().cmp(&rest.1.signum()));
            }
            // 1/x turns the order round, and taking both turns at once turns it back.
            (a, b) = ((b.1, rest.1), (a.1, rest.0));
        }
    }
}

/// Decimals shown of a fraction that has no finite decimal form.
const SHOWN: i8 = 4;

impl fmt::Display for Ratio {
    /// The decimal where there is one, otherwise `≈` and the first decimals of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(amount) = self.amount() {
            return write!(f, "{amount}");
        }
        match self.rounded(SHOWN).and_then(Ratio::amount) {
            Some(amount) => write!(f, "≈ {amount}"),
            None => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        let part = |text| Amount::parse(text).map(Ratio::from);
        let quotient = part(above).zip(part(below)).and_then(|(a, b)| a.checked_div(b));
        quotient.unwrap_or_else(|| unreachable!("{text} is a fraction"))
    }

    #[test]
    fn a_third_is_exact() {
        let third = ratio("1/3");
        let whole = third.checked_add(third).and_then(|two| two.checked_add(third));
        assert_eq!(whole, Some(ratio("1")));
        assert_eq!(third.to_string(), "≈ 0.3333");
        assert_eq!(ratio("1/8").to_string(), "0.125");
    }

    #[test]
    fn halves_round_away_from_nought() {
        for (text, places, rounded) in [
            ("1.005", 2, "1.01"),
            ("-1622.835", 2, "-1622.84"),
            ("2.5", 0, "3"),
            ("-2.5", 0, "-3"),
            ("1234", -2, "1200"),
            ("1250", -2, "1300"),
            ("200/3", 1, "66.7"),
        ] {
            assert_eq!(ratio(text).rounded(places), Some(ratio(rounded)), "{text}");
        }
    }

    #[test]
    fn order_needs_no_room() {
        let mut ordered =
            ["2/3", "-1/3", "1/3", "-2/3", "0", "3/2", "1", "333333333333/1000000000000"]
                .map(ratio);
        ordered.sort();
        let expected =
            ["-2/3", "-1/3", "0", "333333333333/1000000000000", "1/3", "2/3", "1", "3/2"];
        assert_eq!(ordered, expected.map(ratio));
        let near = |above: i128| Ratio::new(above, i128::MAX);
        assert!(near(i128::MAX - 2) < near(i128::MAX - 1));
    }

    #[test]
    fn what_does_not_fit_is_none() {
        let huge = Ratio::new(i128::MAX, 1).unwrap_or(Ratio::ZERO);
        assert_eq!(huge.checked_add(huge), None);
        assert_eq!(huge.checked_mul(huge), None);
        assert_eq!(ratio("1").checked_div(Ratio::ZERO), None);
    }
}
