//! Figures as the cases write them, `1.1E27` and `.5` among them, as plain decimals.

use serde_json::Value;

/// The largest power of ten that is written out.
const WIDEST: i32 = 400;

/// A figure as an optional `-`, digits and perhaps a point and more digits; none when it is no
/// figure.
pub(crate) fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, power) = match text.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) || power.abs() > WIDEST {
        return None;
    }
    // The point stands behind so many digits.
    let point = i32::try_from(whole.len()).ok()?.checked_add(power)?;
    let before = usize::try_from(point).unwrap_or(0);
    let leading = usize::try_from(point.checked_neg()?).unwrap_or(0);
    let padded: String = std::iter::repeat_n('0', leading).chain(digits.chars()).collect();
    let padded = format!("{padded:0<before$}");
    let (whole, fraction) = padded.split_at_checked(before)?;
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let sign = if negative && !(whole.is_empty() && fraction.is_empty()) { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

/// The figure of a JSON number or text.
pub(crate) fn of(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => plain(&number.to_string()),
        Value::String(text) => plain(text),
        _ => None,
    }
}

/// How many decimal places a plain decimal has.
pub(crate) fn decimals(plain: &str) -> usize {
    plain.split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// How many digits a plain decimal has; a single nought before the point does not count.
pub(crate) fn digits(plain: &str) -> usize {
    plain.trim_start_matches(['-', '0']).bytes().filter(u8::is_ascii_digit).count()
}

/// `5 × 10^-(places + 1)`: half a unit of the last place.
pub(crate) fn half_unit(places: i32) -> Option<String> {
    plain(&format!("0.5E{}", places.checked_neg()?))
}
