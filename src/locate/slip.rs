//! Slips of the hand: what turns the right figure into the one that stands there.
//!
//! Shares of digit slips in the field are Scholtus's (*Automatic correction of simple typing
//! errors in numerical data with balance edits*, Statistics Netherlands, 2009): of 152 slips 74 %
//! replaced a digit, 10 % omitted one, 9 % interchanged two, 7 % added one. All are told by the
//! written figures, one step apart in the sense of Damerau (1964) and Levenshtein (1966).

use super::Slip;
use super::bits::{Bits, log};
use crate::amount::Amount;
use core::cmp::Ordering;

/// A slip and how unlikely it is, given the right figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Told {
    pub(super) slip: Slip,
    pub(super) cost: Bits,
}

/// Shares in a hundred.
const REPLACED: u64 = 74;
const OMITTED: u64 = 10;
const TRANSPOSED: u64 = 9;
const ADDED: u64 = 7;

/// The likeliest slip from `right` to `stands`, both in units at a scale; none when it takes more
/// than one.
pub(super) fn slip(right: i64, stands: i64, scale: u8) -> Option<Told> {
    if right == stands {
        return None;
    }
    if right.checked_neg() == Some(stands) {
        return Some(Told { slip: Slip::Sign, cost: 0 });
    }
    if let Some(power) = power_of_ten(right, stands) {
        return Some(Told { slip: Slip::PowerOfTen(power), cost: log(4) });
    }
    if right.signum() == stands.signum().wrapping_neg() {
        return None;
    }
    digits(&written(right, scale), &written(stands, scale))
}

/// The digits of a figure as people write it, without sign and decimal point.
fn written(units: i64, scale: u8) -> Vec<u8> {
    let amount = Amount::new(i128::from(units), scale).unwrap_or_default().magnitude();
    amount.to_string().into_bytes()
}

/// How many digits a figure has as it is written.
pub(super) fn length(units: i64, scale: u8) -> u64 {
    u64::try_from(written(units, scale).len()).unwrap_or(1)
}

fn digits(right: &[u8], stands: &[u8]) -> Option<Told> {
    let length = u64::try_from(right.len()).unwrap_or(1).max(1);
    let told = |slip, share: u64, ways: u64| Told {
        slip,
        cost: log(ways.saturating_mul(100)).saturating_sub(log(share)),
    };
    // What is typed with noughts in front reads as a shorter figure: 105 without its 1 is 5.
    let without = |longer: &[u8], at: usize| -> Vec<u8> {
        let digits = longer.iter().enumerate().filter(|(place, _)| *place != at);
        digits.map(|(_, digit)| *digit).collect()
    };
    match right.len().cmp(&stands.len()) {
        Ordering::Equal => {
            let mut differing = (0..right.len()).filter(|at| right.get(*at) != stands.get(*at));
            match (differing.next()?, differing.next(), differing.next()) {
                (first, None, _) => {
                    // A digit in place of the point is no other digit.
                    let digit = |figure: &[u8]| figure.get(first).is_some_and(u8::is_ascii_digit);
                    (digit(right) && digit(stands))
                        .then(|| told(Slip::Replaced, REPLACED, length.saturating_mul(9)))
                }
                (first, Some(second), None) => {
                    let neighbours = second == first.wrapping_add(1);
                    let crossed = right.get(first) == stands.get(second)
                        && right.get(second) == stands.get(first);
                    let pairs = length.saturating_sub(1).max(1);
                    (neighbours && crossed).then(|| told(Slip::Transposed, TRANSPOSED, pairs))
                }
                _ => None,
            }
        }
        Ordering::Greater => {
            let omits = |at: &usize| {
                right.get(*at).is_some_and(u8::is_ascii_digit) && same(&without(right, *at), stands)
            };
            let ways = u64::try_from((0..right.len()).filter(omits).count()).unwrap_or(0);
            (ways > 0).then(|| told(Slip::Omitted, OMITTED.saturating_mul(ways), length))
        }
        Ordering::Less => {
            let adds = |at: &usize| without(stands, *at) == right;
            let places: Vec<usize> = (0..stands.len()).filter(adds).collect();
            stands.get(*places.first()?).filter(|digit| digit.is_ascii_digit())?;
            // Half of what is added doubles a digit, the other half is any digit anywhere.
            Some(if places.len() > 1 {
                told(Slip::Doubled, ADDED, length.saturating_mul(2))
            } else {
                told(Slip::Added, ADDED, length.saturating_add(1).saturating_mul(20))
            })
        }
    }
}

/// Whether two writings are of the same figure, noughts in front apart.
fn same(one: &[u8], other: &[u8]) -> bool {
    let trimmed = |digits: &[u8]| {
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let most = digits.len().saturating_sub(1);
        digits.get(zeros.min(most)..).unwrap_or_default().to_vec()
    };
    trimmed(one) == trimmed(other)
}

/// The power of ten, up to 10 000 times either way, by which the figure that stands there is the
/// right one.
fn power_of_ten(right: i64, stands: i64) -> Option<i8> {
    (1..=4_i8).find_map(|power| {
        let times = 10_i64.checked_pow(u32::from(power.unsigned_abs()))?;
        if right.checked_mul(times) == Some(stands) {
            return Some(power);
        }
        (stands.checked_mul(times) == Some(right)).then(|| power.wrapping_neg())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(right: i64, stands: i64) -> Option<Slip> {
        slip(right, stands, 0).map(|told| told.slip)
    }

    #[test]
    fn the_slips_of_the_papers_are_told() {
        assert_eq!(name(4627, 4267), Some(Slip::Transposed));
        assert_eq!(name(4627, 467), Some(Slip::Omitted));
        assert_eq!(name(116, 161), Some(Slip::Transposed));
        assert_eq!(name(1979, 19979), Some(Slip::Doubled));
        assert_eq!(name(123, 132), Some(Slip::Transposed));
        assert_eq!(name(123, 173), Some(Slip::Replaced));
        assert_eq!(name(123, 1423), Some(Slip::Added));
        assert_eq!(name(137, 18137), None);
        assert_eq!(name(105, 5), Some(Slip::Omitted));
        assert_eq!(name(12, 120), Some(Slip::PowerOfTen(1)));
        assert_eq!(name(120_000, 12), Some(Slip::PowerOfTen(-4)));
        assert_eq!(name(-4, 4), Some(Slip::Sign));
        assert_eq!(name(7, 7), None);
    }

    #[test]
    fn noughts_are_digits_like_others() {
        assert_eq!(name(0, 5), Some(Slip::Replaced));
        assert_eq!(name(5, 0), Some(Slip::Replaced));
        assert_eq!(name(0, -5), Some(Slip::Replaced));
        assert_eq!(name(-5, 0), Some(Slip::Replaced));
        assert_eq!(name(0, 50), Some(Slip::Added));
        assert_eq!(name(50, 0), Some(Slip::Omitted));
        // A nought typed in front is as good as none.
        assert_eq!(name(405, 45), Some(Slip::Omitted));
        assert_eq!(name(450, 45), Some(Slip::PowerOfTen(-1)));
        assert_eq!(name(405, 5), Some(Slip::Omitted));
        assert_eq!(name(425, 5), None);
    }

    #[test]
    fn one_slip_does_not_change_the_sign_and_a_digit() {
        assert_eq!(name(-12, -13), Some(Slip::Replaced));
        assert_eq!(name(-12, 13), None);
        assert_eq!(name(12, -13), None);
    }

    #[test]
    fn decimals_are_read_as_they_are_written() {
        let found = slip(592_372_449, 592_374_249, 4).map(|told| told.slip);
        assert_eq!(found, Some(Slip::Transposed));
        let tenths = |right, stands| slip(right, stands, 1).map(|told| told.slip);
        assert_eq!(tenths(15, 25), Some(Slip::Replaced));
        // The point is no digit: 135 for 1.5, 81 for 0.1, and 13.5 for 135.
        assert_eq!(tenths(15, 1350), None);
        assert_eq!(tenths(1, 810), None);
        assert_eq!(tenths(1350, 135), Some(Slip::PowerOfTen(-1)));
    }
}
