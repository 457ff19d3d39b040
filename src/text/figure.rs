//! Figures in running text: how far they reach, what they count, and whether they are exact.

use super::starts_with;
use crate::amount::Amount;
use crate::entry::{Entry, Reading, read};
use crate::numeral;
use core::ops::Range;

/// Decimal places of a figure that no cell gives the scale of.
const SCALE: u8 = 4;

/// What is counted in running text, the longer words first.
const COUNTED: &[&str] = &[
    "万元", "亿元", "人次", "批次", "家次", "元", "条", "件", "宗", "份", "个", "次", "篇", "项",
    "人", "期", "场", "家", "批", "名", "户", "起", "部", "本", "册", "处", "种", "类", "%",
];

/// A figure in running text, by characters of the plain text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Figure {
    /// Where its digits stand.
    pub(crate) place: Range<usize>,
    /// Where what it counts ends.
    pub(crate) end: usize,
    /// What it says; none when it cannot be read, or says itself that it is not exact.
    pub(crate) amount: Option<Amount>,
    /// The decimal places it is written with.
    pub(crate) decimals: u8,
    /// What it counts; empty when that is not a known word.
    pub(crate) unit: &'static str,
}

/// Every figure of a text, in its order.
pub(crate) fn figures(text: &[char]) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match figure_at(text, at) {
            Some(figure) => {
                at = figure.place.end;
                found.push(figure);
            }
            // What is no figure is none from its second character on either; but for what may stand
            // before one: 重点25件, 负责3件.
            None => {
                let rest = text.get(at..).unwrap_or_default();
                let lead = matches!(rest.first(), Some('点' | '負' | '负'));
                at = at.saturating_add(if lead { 1 } else { figure_length(rest).max(1) });
            }
        }
    }
    found
}

/// The figure that begins at a place, if one does. Chinese numerals count only when what they
/// count stands behind them: 一 is a figure in 一件 and none in 一是.
pub(crate) fn figure_at(text: &[char], at: usize) -> Option<Figure> {
    let rest = text.get(at..)?;
    let digits = rest.first()?.is_ascii_digit();
    let length = figure_length(rest);
    if length == 0 {
        return None;
    }
    let mut lengths = (1..=length).filter(|length| !inside_digits(rest, *length));
    let measured = |length: usize| Some((length, unit_at(rest.get(length..)?)?));
    let mut all = lengths.clone().filter_map(measured).peekable();
    // 万元 is what is counted, and 万 no part of the figure.
    let in_money = all.peek().copied().filter(|(_, unit)| unit.ends_with('元'));
    let (length, unit) = match (in_money.or_else(|| all.last()), lengths.next_back()) {
        (Some(measured), _) => measured,
        (None, Some(length)) if digits => (length, ""),
        _ => return None,
    };
    let end = at.checked_add(length)?;
    let written: String = rest.get(..length)?.iter().collect();
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let inexact = matches!(before, Some('约' | '近' | '超' | '逾'))
        || is_inexact_after(text.get(end).copied());
    let amount = amount(&written).filter(|_| !inexact);
    Some(Figure {
        place: at..end,
        end: end.checked_add(unit.chars().count())?,
        amount,
        decimals: decimals(&written),
        unit,
    })
}

/// The decimal places a figure is written with.
pub(crate) fn decimals(figure: &str) -> u8 {
    let behind = figure.rsplit_once('.').map_or("", |(_, behind)| behind);
    u8::try_from(behind.chars().filter(char::is_ascii_digit).count()).unwrap_or(u8::MAX)
}

/// The word of what is counted that a text begins with.
fn unit_at(text: &[char]) -> Option<&'static str> {
    COUNTED.iter().find(|unit| starts_with(text, unit)).copied()
}

/// What a figure says, read as an entry is.
pub(super) fn amount(figure: &str) -> Option<Amount> {
    match read(figure, Reading::Figure { scale: SCALE, signed: false }, None) {
        Entry::Amount(amount) => Some(amount),
        _ => None,
    }
}

/// Whether a figure followed by this is not exact.
pub(super) fn is_inexact_after(c: Option<char>) -> bool {
    matches!(c, Some('余' | '餘' | '多' | '几'))
}

/// How many characters at the beginning are a figure: digits, with points or commas between them,
/// and Chinese numerals.
pub(super) fn figure_length(text: &[char]) -> usize {
    let numeral = |index: usize| text.get(index).copied().is_some_and(numeral::belongs);
    let mut length = 0;
    while is_digit(text, length) || numeral(length) || joins(text, length) {
        length = length.saturating_add(1);
    }
    length
}

fn is_digit(text: &[char], index: usize) -> bool {
    text.get(index).is_some_and(char::is_ascii_digit)
}

/// Whether a point or comma stands between digits.
fn joins(text: &[char], index: usize) -> bool {
    let before = index.checked_sub(1).is_some_and(|before| is_digit(text, before));
    before && matches!(text.get(index), Some(',' | '.')) && is_digit(text, index.saturating_add(1))
}

/// Whether a figure that ends here is torn apart: no one cuts 15 out of 1,532.
pub(super) fn inside_digits(text: &[char], end: usize) -> bool {
    let before = end.saturating_sub(1);
    (is_digit(text, before) && (is_digit(text, end) || joins(text, end))) || joins(text, before)
}

#[cfg(test)]
mod tests {
    use super::super::plain;
    use super::*;

    fn at_first(text: &str) -> Option<(String, &'static str, u8)> {
        let text = plain(text).chars;
        let figure = (0..text.len()).find_map(|at| figure_at(&text, at))?;
        let amount = figure.amount.map_or("?".to_owned(), |amount| amount.to_string());
        Some((amount, figure.unit, figure.decimals))
    }

    #[test]
    fn a_figure_is_read_with_what_it_counts() {
        assert_eq!(at_first("公开１,532 条，"), Some(("1532".into(), "条", 0)));
        assert_eq!(at_first("占86.920%）"), Some(("86.92".into(), "%", 3)));
        assert_eq!(at_first("资金3.5万元"), Some(("3.5".into(), "万元", 1)));
        assert_eq!(at_first("访问1.2万人次"), Some(("12000".into(), "人次", 1)));
        assert_eq!(at_first("收到申请一百七十件"), Some(("170".into(), "件", 0)));
        assert_eq!(at_first("一是加强学习"), None);
        assert_eq!(at_first("公开18万余条"), Some(("?".into(), "", 0)));
        assert_eq!(at_first("约102535.7万元"), Some(("?".into(), "万元", 1)));
        assert_eq!(at_first("2017年"), Some(("2017".into(), "", 0)));
    }
}
