//! Chinese numerals as another reader of them reads them.

use crate::decimal;
use crate::outcome::{Outcome, fail, outside, same};
use crate::sheet::amount;
use crossfoot::Entry;
use crossfoot::entry::{Reading, read};
use serde_json::Value;

const DIGITS: &str = "零〇一二三四五六七八九两兩";
const CAPITALS: &str = "壹贰叁肆伍陆柒捌玖貳參叄陸";
const PLACES: &str = "十百千万亿拾佰仟萬億";

pub(crate) fn numeral(case: &Value) -> Outcome {
    let text = case["text"].as_str().unwrap_or_default();
    let expected = decimal::of(&case["expected"]["value"]);
    let scale = expected.as_deref().map_or(0, decimal::decimals).max(4);
    let Ok(scale) = u8::try_from(scale) else { return fail("too many decimals") };
    let found = read(text, Reading::Figure { scale, signed: true }, None);
    match (expected, found) {
        (Some(expected), Entry::Amount(found)) => same(text, found, amount(&expected)?),
        (None, Entry::Unreadable(_) | Entry::Blank) if case["expected"]["error"] == true => Ok(()),
        (Some(expected), Entry::Unreadable(reason)) => match refused(text) {
            Some(why) => outside(format!(
                "{text} is {expected} at the peer; refused here as {}: {why}",
                reason.code()
            )),
            None => fail(format!("{text} is {expected}; refused as {}", reason.code())),
        },
        (None, Entry::Amount(found)) if case["mode"] == "strict" && loose(text) => {
            outside(format!(
                "{text} is refused by the peer's strict reading and read by its normal one; there is one \
             reading here, which gives {found}"
            ))
        }
        (expected, found) => fail(format!("{text}: expected {expected:?}, found {found:?}")),
    }
}

/// Why a form that the peer reads is refused here on purpose.
fn refused(text: &str) -> Option<&'static str> {
    let all = |of: &str| text.chars().all(|c| of.contains(c) || matches!(c, '负' | '点'));
    let money = text.find(['元', '圆']);
    if money.is_some() && text.contains(['角', '分']) {
        return Some("a sum in 元, 角 and 分 is not one figure");
    }
    if text.chars().count() > 1 && all(CAPITALS) {
        return Some("capitals are written with their places");
    }
    let mixed =
        text.contains(|c: char| c.is_ascii_digit()) && text.contains(|c| PLACES.contains(c));
    if mixed && text.ends_with(|c: char| c.is_ascii_digit()) {
        return Some("a digit behind a place could stand for the next place or for units");
    }
    None
}

/// A numeral without places, or one whose last place is left out: 一七二零, 一百二.
fn loose(text: &str) -> bool {
    let digit = |c: &char| DIGITS.contains(*c) || CAPITALS.contains(*c);
    let plain: Vec<char> = text.chars().filter(|c| !matches!(c, '负' | '点')).collect();
    let without = plain.iter().all(digit);
    let cut =
        matches!(plain.as_slice(), [.., place, last] if digit(last) && PLACES.contains(*place));
    without || cut
}
