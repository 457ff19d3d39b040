//! Chinese numerals, capitals and mixtures with digits: 壹仟伍佰叁拾贰, 二〇一七, 10.1万, 200亿零四千230.
//!
//! A numeral is read only where it can mean one thing. `一百二` is 120, as it is said; `壹壹` is
//! refused, because capitals are written with their places; digits after a place must fill it
//! (`1百01`), since `1百1` could be 101 or 110.

use crate::amount::Amount;
use crate::glyph::{digit, is_minus, is_space};

/// What a character of a numeral stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A digit in words; whether it is a capital.
    Digit(u8, bool),
    /// 十, 百, 千: the number of noughts.
    Place(u8),
    /// 万, 亿: the number of noughts.
    Myriad(u8),
    Point,
}

fn sign(c: char) -> Option<Sign> {
    let digits = |all: &str, c| all.chars().position(|d| d == c).and_then(|d| u8::try_from(d).ok());
    if let Some(value) = digits("零一二三四五六七八九", c) {
        return Some(Sign::Digit(value, false));
    }
    if let Some(value) = digits("〇壹贰叁肆伍陆柒捌玖", c) {
        return Some(Sign::Digit(value, c != '〇'));
    }
    Some(match c {
        '两' | '兩' => Sign::Digit(2, false),
        '貳' => Sign::Digit(2, true),
        '參' | '叄' => Sign::Digit(3, true),
        '陸' => Sign::Digit(6, true),
        '十' | '拾' => Sign::Place(1),
        '百' | '佰' => Sign::Place(2),
        '千' | '仟' => Sign::Place(3),
        '万' | '萬' => Sign::Myriad(4),
        '亿' | '億' => Sign::Myriad(8),
        '点' | '點' => Sign::Point,
        _ => return None,
    })
}

/// Whether a character can stand in a numeral of this kind.
pub(crate) fn belongs(c: char) -> bool {
    sign(c).is_some() || matches!(c, '负' | '負')
}

/// Reads a numeral that has at least one Chinese character in it; none when it is not one, or could
/// mean two things.
pub(crate) fn read(text: &str) -> Option<Amount> {
    let mut chars: Vec<char> = text.chars().filter(|c| !is_space(*c)).collect();
    let negative = chars.first().is_some_and(|c| is_minus(*c) || matches!(c, '负' | '負'));
    if negative {
        chars.remove(0);
    }
    let point = chars.iter().position(|c| sign(*c) == Some(Sign::Point));
    let amount = match point {
        None => whole(&chars)?,
        Some(point) => {
            let (before, after) = chars.split_at_checked(point)?;
            let fraction = positional(after.get(1..)?)?;
            let places = u8::try_from(after.len().checked_sub(1)?).ok()?;
            let fraction = Amount::new(i128::from(fraction), places)?;
            whole(before)?.checked_add(fraction)?
        }
    };
    Some(if negative { amount.negated() } else { amount })
}

/// A numeral without a point of words: places, or digits one after another.
fn whole(chars: &[char]) -> Option<Amount> {
    let placed = chars.iter().any(|c| matches!(sign(*c), Some(Sign::Place(_) | Sign::Myriad(_))));
    if placed {
        return myriads(chars, 9);
    }
    let capitals = chars.iter().filter(|c| matches!(sign(**c), Some(Sign::Digit(1.., true))));
    let alone = chars.len() == 1;
    (alone || capitals.count() == 0).then(|| positional(chars))?.map(Amount::from)
}

/// Digits in words, one after another: 二〇一七.
fn positional(chars: &[char]) -> Option<i64> {
    let value = |c: &char| match sign(*c) {
        Some(Sign::Digit(value, _)) => Some(i64::from(value)),
        _ => None,
    };
    let many = chars.is_empty() || chars.len() > 18;
    let value =
        chars.iter().try_fold(0_i64, |sum, c| Some(sum.wrapping_mul(10).wrapping_add(value(c)?)));
    value.filter(|_| !many)
}

/// Splits at the greatest of 亿 and 万 below `above`: what stands before it counts that many times.
fn myriads(chars: &[char], above: u8) -> Option<Amount> {
    let greatest = chars.iter().filter_map(|c| match sign(*c) {
        Some(Sign::Myriad(noughts)) => Some(noughts),
        _ => None,
    });
    let Some(noughts) = greatest.max() else {
        return below_myriad(chars, above < 9).map(Amount::from);
    };
    if noughts >= above {
        return None;
    }
    // The last of them: 一万亿 is ten thousand 亿.
    let at = chars.iter().rposition(|c| sign(*c) == Some(Sign::Myriad(noughts)))?;
    let (before, after) = chars.split_at_checked(at)?;
    let after = after.get(1..)?;
    let ten = Amount::from(10_i64.checked_pow(u32::from(noughts))?);
    let count = match figure(before) {
        Some(figure) => figure,
        None if noughts == 8 => myriads(before, 8)?,
        None => Amount::from(below_myriad(before, above < 9)?),
    };
    // 10.1万 ends there: what follows could not be told from its decimals.
    if count.is_zero() || (count.scale() > 0 && !after.is_empty()) {
        return None;
    }
    let high = count.checked_mul(ten)?;
    let low = match after {
        [] => Amount::ZERO,
        [c] => match sign(*c)? {
            // 十三万五 is said for 十三万五千.
            Sign::Digit(value @ 1.., _) => Amount::from(
                i64::from(value).checked_mul(10_i64.checked_pow(u32::from(noughts) - 1)?)?,
            ),
            _ => return None,
        },
        _ => filled(after, noughts).or_else(|| myriads(after, noughts))?,
    };
    high.checked_add(low)
}

/// A number below 万: 一千零一十一, 四千230. Behind 万 it may begin with 零.
fn below_myriad(chars: &[char], behind: bool) -> Option<i64> {
    let mut sum = 0_i64;
    let mut rest = chars;
    // The place that came last: each must be smaller than the one before.
    let mut place = 4_u8;
    let mut skipped = false;
    while let Some((first, tail)) = rest.split_first() {
        if let Some(figure) = filled(rest, place).filter(|_| place < 4) {
            return sum.checked_add(i64::try_from(figure.units_at(0)?).ok()?);
        }
        let (value, tail) = match sign(*first) {
            Some(Sign::Digit(0, _)) if (place < 4 || behind) && !skipped && !tail.is_empty() => {
                skipped = true;
                rest = tail;
                continue;
            }
            Some(Sign::Digit(value @ 1.., _)) => (i64::from(value), tail),
            // 十六 begins with its place; 百 and 千 do not, nor does 十 at a place that was skipped.
            Some(Sign::Place(1)) if !skipped || place < 4 => (1, rest),
            None if place == 4 => {
                let length = rest.iter().take_while(|c| digit(**c).is_some()).count();
                let (digits, tail) = rest.split_at_checked(length)?;
                (i64::try_from(figure(digits)?.units_at(0)?).ok()?, tail)
            }
            _ => return None,
        };
        match tail.split_first().map(|(c, tail)| (sign(*c), tail)) {
            Some((Some(Sign::Place(noughts)), tail)) if noughts < place && value < 10 => {
                sum =
                    sum.checked_add(value.checked_mul(10_i64.checked_pow(u32::from(noughts))?)?)?;
                place = noughts;
                skipped = false;
                rest = tail;
            }
            None if place == 4 || skipped || place == 1 => return sum.checked_add(value),
            // 一百二 is said for 一百二十.
            None => {
                return sum
                    .checked_add(value.checked_mul(10_i64.checked_pow(u32::from(place) - 1)?)?);
            }
            _ => return None,
        }
    }
    (!skipped && place < 4).then_some(sum)
}

/// Digits that fill the places below `noughts` exactly: 230 after 千, 01 after 百.
fn filled(chars: &[char], noughts: u8) -> Option<Amount> {
    let whole = chars.len() == usize::from(noughts) && chars.iter().all(|c| digit(*c).is_some());
    whole.then(|| figure(chars)).flatten()
}

/// Digits with at most one point.
fn figure(chars: &[char]) -> Option<Amount> {
    let plain = |c: &char| match (digit(*c), *c) {
        (Some(value), _) => char::from_digit(u32::from(value), 10),
        (None, '.' | '．') => Some('.'),
        _ => None,
    };
    Amount::parse(&chars.iter().map(plain).collect::<Option<String>>()?)
}
