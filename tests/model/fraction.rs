//! Exact fractions, as plainly as they can be written.

use std::cmp::Ordering;

/// `above / below`, in lowest terms, `below` more than nought.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Fraction {
    above: i128,
    below: i128,
}

impl Fraction {
    pub(crate) const ZERO: Fraction = Fraction { above: 0, below: 1 };

    pub(crate) fn new(above: i128, below: i128) -> Fraction {
        assert!(below != 0, "a model divides by nought nowhere");
        let sign = if below < 0 { -1 } else { 1 };
        let by = sign * divisor(above.abs(), below.abs());
        Fraction { above: above / by, below: below / by }
    }

    pub(crate) fn whole(figure: i128) -> Fraction {
        Fraction::new(figure, 1)
    }

    /// Reads `12`, `-3.50`.
    pub(crate) fn read(text: &str) -> Option<Fraction> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(part) {
            return None;
        }
        let above: i128 = format!("{whole}{part}").parse().ok()?;
        let below = 10_i128.checked_pow(u32::try_from(part.len()).ok()?)?;
        Some(Fraction::new(if negative { -above } else { above }, below))
    }

    pub(crate) fn plus(self, other: Fraction) -> Fraction {
        Fraction::new(self.above * other.below + other.above * self.below, self.below * other.below)
    }

    pub(crate) fn minus(self, other: Fraction) -> Fraction {
        self.plus(other.times(Fraction::whole(-1)))
    }

    pub(crate) fn times(self, other: Fraction) -> Fraction {
        Fraction::new(self.above * other.above, self.below * other.below)
    }

    /// None by nought.
    pub(crate) fn over(self, other: Fraction) -> Option<Fraction> {
        (other != Fraction::ZERO)
            .then(|| Fraction::new(self.above * other.below, self.below * other.above))
    }

    pub(crate) fn size(self) -> Fraction {
        Fraction { above: self.above.abs(), ..self }
    }

    /// Rounded to so many decimals, half away from nought.
    pub(crate) fn rounded(self, places: i32) -> Fraction {
        let ten = Fraction::whole(10_i128.pow(places.unsigned_abs()));
        let ten = if places < 0 { Fraction::whole(1).over(ten).unwrap_or(ten) } else { ten };
        let lifted = self.size().times(ten).plus(Fraction::new(1, 2));
        let whole = Fraction::whole(lifted.above.div_euclid(lifted.below));
        let size = whole.over(ten).unwrap_or(whole);
        if self.above < 0 { size.times(Fraction::whole(-1)) } else { size }
    }

    /// Whether it can be written with a finite number of decimals.
    pub(crate) fn is_decimal(self) -> bool {
        let mut below = self.below;
        for by in [2, 5] {
            while below % by == 0 {
                below /= by;
            }
        }
        below == 1
    }

    /// Whether so many decimals are enough for it.
    pub(crate) fn fits(self, decimals: u32) -> bool {
        10_i128.pow(decimals) % self.below == 0
    }
}

fn divisor(one: i128, other: i128) -> i128 {
    if other == 0 { one } else { divisor(other, one % other) }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        (self.above * other.below).cmp(&(other.above * self.below))
    }
}
