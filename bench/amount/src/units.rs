//! As the crate works: `i64` units at the cell's scale, `i128` sums, `Amount` to print.

use crate::amount::Amount;
use crate::entry::{self, Reading};
use core::fmt::Write;

pub type Value = i64;
pub type Sum = i128;

pub fn read(text: &str, scale: u8) -> Option<Value> {
    match entry::read_value(text, Reading::Figure { scale, signed: false }, None) {
        entry::Value::Units(units) => Some(units),
        _ => None,
    }
}

pub fn count(sum: &mut Sum, value: Value, factor: i64, add: bool) {
    let units = if add { value } else { value.wrapping_neg() };
    *sum = sum.wrapping_add(i128::from(units).wrapping_mul(i128::from(factor)));
}

pub fn is_zero(sum: &Sum) -> bool {
    *sum == 0
}

fn total(figures: impl Iterator<Item = (Value, u8)>) -> Amount {
    let amount = |(units, scale)| Amount::new(i128::from(units), scale).unwrap_or_default();
    figures.map(amount).fold(Amount::ZERO, |sum, next| sum.checked_add(next).unwrap_or(sum))
}

pub fn print<I: Iterator<Item = (Value, u8)>>(out: &mut String, left: I, right: I) {
    let (left, right) = (total(left), total(right));
    let difference = left.checked_sub(right).unwrap_or_default();
    let _ = writeln!(out, "{left} {right} {difference}");
}
