//! The rival: `rust_decimal` throughout.

use core::fmt::Write;
use rust_decimal::Decimal;

pub type Value = Decimal;
pub type Sum = Decimal;

pub fn read(text: &str, scale: u8) -> Option<Value> {
    let figure = Decimal::from_str_exact(text).ok()?;
    let fits = |figure: Decimal| figure.scale() <= u32::from(scale);
    ((fits(figure) || fits(figure.normalize())) && !figure.is_sign_negative()).then_some(figure)
}

pub fn count(sum: &mut Sum, value: Value, factor: i64, add: bool) {
    let moved = if (factor > 0) == add { sum.checked_add(value) } else { sum.checked_sub(value) };
    *sum = moved.unwrap_or(*sum);
}

pub fn is_zero(sum: &Sum) -> bool {
    sum.is_zero()
}

fn total(figures: impl Iterator<Item = (Value, u8)>) -> Decimal {
    figures.fold(Decimal::ZERO, |sum, (next, _)| sum.checked_add(next).unwrap_or(sum))
}

pub fn print<I: Iterator<Item = (Value, u8)>>(out: &mut String, left: I, right: I) {
    let (left, right) = (total(left), total(right));
    let difference = left.checked_sub(right).unwrap_or_default();
    let [left, right, difference] = [left, right, difference].map(|sum| sum.normalize());
    let _ = writeln!(out, "{left} {right} {difference}");
}

/// Figures of 18 digits, and nine decimals: as far as a definition lets a form go.
#[test]
fn a_hundred_of_the_longest_figures_are_rounded_without_a_word() {
    let longest = [(Decimal::new(999_999_999_999_999_999, 0), 0); 99].into_iter();
    let smallest = Decimal::new(1, 9);
    assert_eq!(total(longest.clone().chain([(smallest, 9)])), total(longest));
}
