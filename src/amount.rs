//! Exact decimals.
//!
//! An [`Amount`] is a whole number of units and a number of decimal places: `10889.16` is
//! 1 088 916 units at scale 2. There is no rounding and no floating point anywhere: an operation
//! either gives the exact answer or none.
//!
//! # Why not a decimal library
//!
//! `bench/amount/` builds the same work (read, add up, compare, print) twice for wasm32, once with
//! this type and once with `rust_decimal`, and prints bytes and times; the figures of the last run
//! stand in `bench/amount/README.md`. The library is larger and takes half as long again for a
//! keystroke and for a full check; what it prints faster is only what does not agree. A form needs
//! no rounding while it is typed, so its generality buys nothing here.

use core::cmp::Ordering;
use core::fmt;

/// Most decimal places an amount can have.
pub const MAX_SCALE: u8 = 18;

/// Most digits a figure typed into a cell can have, counted at the cell's own scale.
///
/// With at most 18 digits every figure fits an `i64`, and a sum of weighted figures fits an `i128`
/// by a bound that is proved when the form is compiled.
pub const MAX_DIGITS: u32 = 18;

/// An exact decimal number: `units × 10^-scale`, kept without trailing zeros after the point, so
/// that equal amounts are equal field by field.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
// Terms hold most of a large form's memory: a third less than with the alignment of 128 bits.
#[repr(Rust, packed(8))]
pub struct Amount {
    units: i128,
    scale: u8,
}

impl Amount {
    /// Nought.
    pub const ZERO: Amount = Amount { units: 0, scale: 0 };
    /// One.
    pub const ONE: Amount = Amount { units: 1, scale: 0 };

    /// `units × 10^-scale`; none when the scale is above [`MAX_SCALE`].
    pub fn new(units: i128, scale: u8) -> Option<Amount> {
        if scale == 0 {
            return Some(Amount { units, scale });
        }
        if scale > MAX_SCALE {
            return None;
        }
        // Dividing 64 bits is one instruction in WebAssembly, dividing 128 is a call.
        match i64::try_from(units) {
            Ok(units) => {
                let (units, scale) = without_trailing_zeros(units, scale, |u| (u / 10, u % 10));
                Some(Amount { units: i128::from(units), scale })
            }
            Err(_) => {
                let (units, scale) = without_trailing_zeros(units, scale, |u| (u / 10, u % 10));
                Some(Amount { units, scale })
            }
        }
    }

    /// Reads a plain decimal: an optional `-`, ASCII digits, optionally a point and more digits.
    ///
    /// This is the form of figures in definitions and on the wire; what people type is read by
    /// the room `entry`.
    pub fn parse(text: &str) -> Option<Amount> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (digits, ""),
        };
        if whole.is_empty() || fraction.len() > usize::from(MAX_SCALE) {
            return None;
        }
        let mut units: i128 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            if !byte.is_ascii_digit() {
                return None;
            }
            units = units.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
        }
        let scale = u8::try_from(fraction.len()).ok()?;
        Amount::new(if negative { -units } else { units }, scale)
    }

    /// The number of decimal places that are not trailing zeros.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// The whole number of units at `scale`; none when the amount has more decimals than that or
    /// does not fit.
    pub fn units_at(self, scale: u8) -> Option<i128> {
        let places = scale.checked_sub(self.scale)?;
        if places == 0 {
            return Some(self.units);
        }
        self.units.checked_mul(power_of_ten(places)?)
    }

    /// The exact sum; none when it does not fit.
    pub fn checked_add(self, other: Amount) -> Option<Amount> {
        let scale = self.scale.max(other.scale);
        Amount::new(self.units_at(scale)?.checked_add(other.units_at(scale)?)?, scale)
    }

    /// The exact difference; none when it does not fit.
    pub fn checked_sub(self, other: Amount) -> Option<Amount> {
        self.checked_add(other.negated())
    }

    /// The exact product; none when it does not fit.
    pub fn checked_mul(self, other: Amount) -> Option<Amount> {
        Amount::new(self.units.checked_mul(other.units)?, self.scale.checked_add(other.scale)?)
    }

    /// The exact quotient; none when the divisor is nought, or when the quotient has no finite
    /// decimal form of at most [`MAX_SCALE`] places.
    pub fn checked_div(self, other: Amount) -> Option<Amount> {
        (0..=MAX_SCALE).find_map(|scale| {
            let shift = scale.checked_add(other.scale)?.checked_sub(self.scale)?;
            let dividend = self.units.checked_mul(power_of_ten(shift)?)?;
            let exact = dividend.checked_rem(other.units)? == 0;
            exact.then(|| Amount::new(dividend.checked_div(other.units)?, scale)).flatten()
        })
    }

    /// The amount with the other sign.
    #[must_use]
    pub fn negated(self) -> Amount {
        Amount { units: self.units.wrapping_neg(), scale: self.scale }
    }

    /// The amount without its sign.
    #[must_use]
    pub fn magnitude(self) -> Amount {
        if self.is_negative() { self.negated() } else { self }
    }

    /// Whether it is below nought.
    pub fn is_negative(self) -> bool {
        self.units < 0
    }

    /// Whether it is nought.
    pub fn is_zero(self) -> bool {
        self.units == 0
    }
}

fn without_trailing_zeros<T: Copy + PartialEq + Default>(
    mut units: T,
    mut scale: u8,
    by_ten: impl Fn(T) -> (T, T),
) -> (T, u8) {
    while scale > 0 {
        let (quotient, digit) = by_ten(units);
        if digit != T::default() {
            break;
        }
        units = quotient;
        scale = scale.saturating_sub(1);
    }
    (units, scale)
}

/// `10^places`; none above 10^38.
pub(crate) fn power_of_ten(places: u8) -> Option<i128> {
    10_i128.checked_pow(u32::from(places))
}

impl From<i64> for Amount {
    fn from(units: i64) -> Amount {
        Amount { units: i128::from(units), scale: 0 }
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Amount) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    /// Compares whole parts first, then the fractions at a common scale: neither can overflow.
    fn cmp(&self, other: &Amount) -> Ordering {
        let parts = |amount: &Amount| {
            let one = power_of_ten(amount.scale).unwrap_or(1);
            let fraction = amount.units % one;
            let lift = power_of_ten(MAX_SCALE.saturating_sub(amount.scale)).unwrap_or(1);
            (amount.units / one, fraction.saturating_mul(lift))
        };
        parts(self).cmp(&parts(other))
    }
}

impl Amount {
    /// Writes it behind a text: a sentence has many figures, and a formatter takes longer.
    pub(crate) fn push_to(self, text: &mut String) {
        if self.is_negative() {
            text.push('-');
        }
        push_digits(text, self.units.unsigned_abs(), self.scale);
    }
}

/// The digits of a number, with `decimals` of them behind the point.
fn push_digits(text: &mut String, number: u128, decimals: u8) {
    // Dividing 64 bits is one instruction, dividing 128 is a call.
    let (before, digit) = match u64::try_from(number) {
        Ok(number) => (u128::from(number / 10), (number % 10) as u8),
        Err(_) => (number / 10, (number % 10) as u8),
    };
    if before > 0 || decimals > 0 {
        push_digits(text, before, decimals.saturating_sub(1));
    }
    if decimals == 1 {
        text.push('.');
    }
    text.push(char::from(b'0' | digit));
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap_or_else(|| unreachable!("{text} is a plain decimal"))
    }

    #[test]
    fn reads_and_prints_the_same_figure() {
        for text in ["0", "-1", "10889.16", "0.0001", "-0.5", "59237.2449", "123456789012345678"] {
            assert_eq!(amount(text).to_string(), text);
        }
        assert_eq!(amount("1.50").to_string(), "1.5");
        assert_eq!(amount("-0").to_string(), "0");
        assert_eq!(format!("{:?}", amount("-0.5")), "-0.5", "a failed test shows the figure");
    }

    #[test]
    fn refuses_what_is_not_a_plain_decimal() {
        for text in ["", "-", ".", "1.", ".5", "1,000", "１", "1e3", "+1", "1.2.3", "--1"] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
        assert_eq!(Amount::parse(&"9".repeat(40)), None, "more than an i128 holds");
        assert_eq!(Amount::parse("0.0000000000000000001"), None, "19 decimals");
    }

    #[test]
    fn sums_are_exact_where_binary_fractions_are_not() {
        let sum = amount("0.1").checked_add(amount("0.2"));
        assert_eq!(sum, Some(amount("0.3")));
        let saved = amount("10889.16").checked_sub(amount("10532"));
        assert_eq!(saved, Some(amount("357.16")));
    }

    #[test]
    fn a_quotient_is_exact_or_none() {
        assert_eq!(amount("1").checked_div(amount("8")), Some(amount("0.125")));
        assert_eq!(amount("0.29").checked_div(amount("0.01")), Some(amount("29")));
        assert_eq!(amount("1").checked_div(amount("3")), None);
        assert_eq!(amount("1").checked_div(Amount::ZERO), None);
    }

    #[test]
    fn order_is_by_value() {
        let mut amounts = ["0.3", "-0.5", "0.25", "-1", "2", "-0.25"].map(amount);
        amounts.sort();
        assert_eq!(amounts, ["-1", "-0.5", "-0.25", "0.25", "0.3", "2"].map(amount));
        let huge = Amount::new(i128::MAX, 0).unwrap_or_default();
        assert!(huge > amount("0.000000000000000001"));
    }

    #[test]
    fn an_overflow_gives_no_answer() {
        let huge = Amount::new(i128::MAX, 0).unwrap_or_default();
        assert_eq!(huge.checked_add(Amount::ONE), None);
        assert_eq!(huge.checked_mul(amount("2")), None);
        assert_eq!(huge.units_at(1), None);
    }
}
