//! What stands in a cell: the text a person typed, read as a figure or refused with a reason.
//!
//! What was typed is kept by the session; this room only says what it means. It reads full-width
//! digits and signs, thousands groups of exactly three digits, spaces of all kinds, Chinese numerals,
//! 万 and 亿, and the unit behind a figure; it never guesses.

use crate::amount::{Amount, MAX_DIGITS};
use crate::date::Date;
use crate::glyph::{digit, is_minus, is_plus, is_space, separator};
use crate::numeral;

/// How a cell reads what is typed into it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// A figure with at most `scale` decimal places, below nought only when `signed`.
    Figure {
        /// Most decimal places.
        scale: u8,
        /// Whether the figure carries a sign, `+` or `-`.
        signed: bool,
    },
    /// A day.
    Date,
    /// One of the options that the cell has.
    Choice,
    /// Free text.
    Text,
}

impl Reading {
    /// The decimal places kept; 0 for what is no figure.
    pub fn scale(self) -> u8 {
        self.figure_scale().unwrap_or(0)
    }

    /// The decimal places of figures; none for what is no figure.
    pub(crate) fn figure_scale(self) -> Option<u8> {
        match self {
            Reading::Figure { scale, .. } => Some(scale),
            Reading::Date | Reading::Choice | Reading::Text => None,
        }
    }
}

/// What becomes of a cell where the reports of many units are added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Adding {
    /// Its figures are added up.
    #[default]
    Sum,
    /// Nothing: what they would add up to says nothing, as with people who are counted twice.
    Nothing,
    /// It is worked out anew by the form's rules from what was added up, as a share is.
    Anew,
}

/// What stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// Nothing, or white space only. Never nought.
    Blank,
    /// An exact figure.
    Amount(Amount),
    /// A day.
    Date(Date),
    /// One of the cell's options, counted from 0.
    Choice(usize),
    /// Free text.
    Text {
        /// Characters that are not white space.
        chars: u32,
    },
    /// Something that is not a figure this cell can hold; it takes part in no check.
    Unreadable(Reason),
}

/// Why a text is not a figure its cell can hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// It has characters that no figure has.
    NotAFigure,
    /// Thousands separators that do not part groups of exactly three digits: `1,2345`.
    BadGrouping,
    /// A sign in a cell whose figures carry none.
    UnexpectedSign,
    /// A figure below nought in a cell that cannot hold one.
    Negative,
    /// More decimal places than the cell holds.
    TooManyDecimals {
        /// How many it holds.
        allowed: u8,
    },
    /// More digits than a figure can have ([`MAX_DIGITS`]).
    TooManyDigits,
    /// A figure that is said not to be exact: 约, 余, 近, 多.
    Inexact,
    /// A unit of another kind than the cell's.
    OtherUnit,
    /// A figure with more behind it: `22（其中修订16件）`.
    GoesOn,
    /// No day of the calendar.
    NotADate,
    /// None of the cell's options.
    NotAnOption,
    /// A text of more than [`MAX_TEXT`] characters.
    TooLong,
}

/// Most characters of a text, white space not counted; what is longer is kept, and nothing is
/// looked for in it.
pub const MAX_TEXT: usize = 200_000;

impl Reason {
    /// The reason's name in catalogues and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Reason::NotAFigure => "not-a-figure",
            Reason::BadGrouping => "bad-grouping",
            Reason::UnexpectedSign => "unexpected-sign",
            Reason::Negative => "negative",
            Reason::TooManyDecimals { .. } => "too-many-decimals",
            Reason::TooManyDigits => "too-many-digits",
            Reason::Inexact => "inexact",
            Reason::OtherUnit => "other-unit",
            Reason::GoesOn => "goes-on",
            Reason::NotADate => "not-a-date",
            Reason::NotAnOption => "not-an-option",
            Reason::TooLong => "too-long",
        }
    }
}

/// An entry as the rules use it: a figure as whole units at its cell's own scale, a day as its
/// number, an option as its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Value {
    #[default]
    Blank,
    Units(i64),
    Text(u32),
    Unreadable(Reason),
}

impl Value {
    /// The entry this value stands for in a cell of a reading.
    pub(crate) fn entry(self, reading: Reading) -> Entry {
        match (self, reading) {
            (Value::Blank, _) => Entry::Blank,
            (Value::Units(days), Reading::Date) => Entry::Date(Date::of_days(days)),
            (Value::Units(option), Reading::Choice) => {
                Entry::Choice(usize::try_from(option).unwrap_or_default())
            }
            (Value::Units(units), _) => {
                let amount = match reading.scale() {
                    0 => Some(Amount::from(units)),
                    scale => Amount::new(i128::from(units), scale),
                };
                Entry::Amount(amount.unwrap_or_default())
            }
            (Value::Text(chars), _) => Entry::Text { chars },
            (Value::Unreadable(reason), _) => Entry::Unreadable(reason),
        }
    }
}

/// Reads what was typed into a cell whose figures count `unit`, such as 条 or 万元.
pub fn read(text: &str, reading: Reading, unit: Option<&str>) -> Entry {
    read_value(text, reading, unit, &[]).entry(reading)
}

/// Reads what was typed into a cell, as the rules use it.
pub(crate) fn read_value(
    text: &str,
    reading: Reading,
    unit: Option<&str>,
    options: &[String],
) -> Value {
    let Reading::Figure { scale, signed } = reading else {
        return read_other(text, reading, options);
    };
    if let Some(units) = plain_digits(text, scale) {
        return Value::Units(units);
    }
    let trimmed = text.trim_matches(is_space);
    if trimmed.is_empty() {
        return Value::Blank;
    }
    match figure(trimmed, scale, signed, unit) {
        Ok(units) => Value::Units(units),
        Err(reason) => Value::Unreadable(reason),
    }
}

/// Reads what is no figure.
fn read_other(text: &str, reading: Reading, options: &[String]) -> Value {
    let chars = text.chars().filter(|c| !is_space(*c)).count();
    if chars == 0 {
        return Value::Blank;
    }
    let (read, reason) = match reading {
        Reading::Date => (Date::read(text).map(Date::days), Reason::NotADate),
        Reading::Choice => {
            let typed = text.trim_matches(is_space);
            let place = options.iter().position(|option| option == typed);
            (place.and_then(|place| i64::try_from(place).ok()), Reason::NotAnOption)
        }
        _ if chars > MAX_TEXT => return Value::Unreadable(Reason::TooLong),
        _ => return Value::Text(u32::try_from(chars).unwrap_or(u32::MAX)),
    };
    read.map_or(Value::Unreadable(reason), Value::Units)
}

/// The figure at the beginning of a text that goes on: 22 of `22（其中修订16件）`, and what follows.
pub(crate) fn understood(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_matches(is_space);
    let (figure, rest) = text.split_at_checked(figure_end(text))?;
    let goes_on = rest.chars().next().is_some_and(|c| !c.is_ascii() || c == '(');
    (goes_on && !figure.trim_matches(is_space).is_empty())
        .then_some((figure.trim_matches(is_space), rest))
}

fn figure(text: &str, scale: u8, signed: bool, unit: Option<&str>) -> Result<i64, Reason> {
    // Nearly all figures: nothing Chinese in them, and nothing behind them.
    if text.is_ascii() && text.ends_with(|c: char| c.is_ascii_digit()) {
        return Figure::read(text, scale, signed);
    }
    if text.contains(INEXACT) {
        return Err(Reason::Inexact);
    }
    let number = without_unit(text, unit)?;
    // 3万 in a cell that counts 万元 could be either.
    if unit.is_some_and(|unit| unit.starts_with('万')) && number.contains(['万', '萬', '亿', '億'])
    {
        return Err(Reason::OtherUnit);
    }
    let read = |text: &str| {
        if text.contains(numeral::belongs) {
            let amount = numeral::read(text).ok_or(Reason::NotAFigure)?;
            return at_scale(amount, scale, signed);
        }
        Figure::read(text, scale, signed)
    };
    match read(number) {
        Err(Reason::NotAFigure) => match understood(text) {
            Some((figure, _)) if read(figure).is_ok() => Err(Reason::GoesOn),
            _ => Err(Reason::NotAFigure),
        },
        other => other,
    }
}

/// A numeral as units of its cell.
fn at_scale(amount: Amount, scale: u8, signed: bool) -> Result<i64, Reason> {
    if amount.is_negative() && !signed {
        return Err(Reason::Negative);
    }
    if amount.scale() > scale {
        return Err(Reason::TooManyDecimals { allowed: scale });
    }
    let units = amount.units_at(scale).and_then(|units| i64::try_from(units).ok());
    let most = 10_i64.pow(MAX_DIGITS);
    units.filter(|units| *units < most && *units > -most).ok_or(Reason::TooManyDigits)
}

/// Words that make a figure inexact.
const INEXACT: [char; 5] = ['约', '余', '餘', '近', '多'];

/// Counter words that say no more than that something is counted: one stands for another, as
/// applications are counted in 条 in a table and in 件 in the text beside it.
const COUNTERS: &[&str] = &["人次", "条", "件", "宗", "份", "个", "次", "篇", "项", "人"];

/// The unit of shares.
pub(crate) const PERCENT: &str = "%";

/// Whether two units count the same kind of thing, so that figures in them can be added and
/// compared: counter words stand for each other, everything else only for itself.
pub(crate) fn same_kind(one: &str, other: &str) -> bool {
    one == other || (COUNTERS.contains(&one) && COUNTERS.contains(&other))
}

/// The text without the unit it ends with. A unit of another kind than the cell's is refused: 3元
/// in a cell that counts 万元 is not 3.
fn without_unit<'t>(text: &'t str, unit: Option<&str>) -> Result<&'t str, Reason> {
    let strip = |unit: &str| text.strip_suffix(unit).map(|rest| rest.trim_end_matches(is_space));
    if let Some(rest) = unit.and_then(strip).filter(|rest| !rest.is_empty()) {
        return Ok(rest);
    }
    if let (Some(rest), Some(unit)) = (text.strip_suffix(['%', '％']), unit) {
        let percent = unit == PERCENT;
        return if percent { Ok(rest.trim_end_matches(is_space)) } else { Err(Reason::OtherUnit) };
    }
    if let Some(rest) = COUNTERS.iter().find_map(|counter| strip(counter)) {
        let counted = unit.is_none_or(|unit| COUNTERS.contains(&unit));
        return if counted { Ok(rest) } else { Err(Reason::OtherUnit) };
    }
    match ["元整", "元正", "圆整", "元", "圆"].iter().find_map(|yuan| strip(yuan)) {
        Some(rest) if unit.is_none_or(|unit| unit == "元") => Ok(rest),
        Some(_) => Err(Reason::OtherUnit),
        None => Ok(text),
    }
}

/// Where the characters end that can stand in a figure.
fn figure_end(text: &str) -> usize {
    let part = |c: char| {
        digit(c).is_some()
            || is_minus(c)
            || is_plus(c)
            || separator(c).is_some()
            || matches!(c, '.' | '．')
            || numeral::belongs(c)
    };
    text.find(|c| !part(c)).unwrap_or(text.len())
}

/// The commonest entry by far, a few ASCII digits, without the full reader.
fn plain_digits(text: &str, scale: u8) -> Option<i64> {
    if scale != 0 || text.is_empty() || text.len() > MAX_DIGITS as usize {
        return None;
    }
    text.bytes().try_fold(0_i64, |units, byte| {
        // At most 18 digits: no step can overflow.
        byte.is_ascii_digit().then(|| units.wrapping_mul(10).wrapping_add(i64::from(byte - b'0')))
    })
}

/// The state of reading one figure from left to right.
struct Figure {
    units: i64,
    digits: u32,
    decimals: u8,
    in_fraction: bool,
    separator: Option<char>,
    /// Digits since the last separator or since the start.
    group: u32,
}

impl Figure {
    fn read(text: &str, scale: u8, signed: bool) -> Result<i64, Reason> {
        let mut chars = text.chars().peekable();
        let sign = chars.next_if(|c| is_minus(*c) || is_plus(*c));
        while chars.next_if(|c| is_space(*c)).is_some() {}

        let mut figure = Figure {
            units: 0,
            digits: 0,
            decimals: 0,
            in_fraction: false,
            separator: None,
            group: 0,
        };
        // A figure that is refused is still read to its end: a letter further on is the better
        // reason, and tells the person more.
        let mut refused = None;
        for c in chars {
            if let Err(reason) = figure.take(c, scale) {
                if reason == Reason::NotAFigure {
                    return Err(reason);
                }
                refused.get_or_insert(reason);
            }
        }
        if figure.group == 0 && (figure.digits == 0 || figure.in_fraction) {
            return Err(Reason::NotAFigure);
        }
        if let Some(reason) = refused.or_else(|| figure.check_group().err()) {
            return Err(reason);
        }
        for _ in figure.decimals..scale {
            figure.push(0)?;
        }
        match sign {
            Some(_) if !signed && figure.units == 0 => Ok(0),
            Some(c) if !signed && is_minus(c) => Err(Reason::Negative),
            Some(_) if !signed => Err(Reason::UnexpectedSign),
            Some(c) if is_minus(c) => Ok(figure.units.wrapping_neg()),
            _ => Ok(figure.units),
        }
    }

    fn take(&mut self, c: char, scale: u8) -> Result<(), Reason> {
        if let Some(digit) = digit(c) {
            self.group = self.group.saturating_add(1);
            if !self.in_fraction {
                return self.push(digit);
            }
            if self.decimals < scale {
                self.decimals = self.decimals.saturating_add(1);
                return self.push(digit);
            }
            // A nought beyond the last place changes nothing: 3.0 is 3.
            return if digit == 0 {
                Ok(())
            } else {
                Err(Reason::TooManyDecimals { allowed: scale })
            };
        }
        if matches!(c, '.' | '．') {
            if self.in_fraction || self.digits == 0 {
                return Err(Reason::NotAFigure);
            }
            let grouped = self.check_group();
            self.in_fraction = true;
            self.separator = None;
            self.group = 0;
            return grouped;
        }
        let Some(separator) = separator(c) else {
            return Err(Reason::NotAFigure);
        };
        let first = self.separator.is_none() && (1..=3).contains(&self.group);
        let next = self.separator == Some(separator) && self.group == 3;
        if self.in_fraction || !(first || next) {
            return Err(Reason::BadGrouping);
        }
        self.separator = Some(separator);
        self.group = 0;
        Ok(())
    }

    fn push(&mut self, digit: u8) -> Result<(), Reason> {
        // Leading noughts do not count as digits.
        if self.units != 0 && self.digits >= MAX_DIGITS {
            return Err(Reason::TooManyDigits);
        }
        self.digits = if self.units == 0 { 1 } else { self.digits.saturating_add(1) };
        self.units = self.units.wrapping_mul(10).wrapping_add(i64::from(digit));
        Ok(())
    }

    fn check_group(&self) -> Result<(), Reason> {
        let whole = self.separator.is_none() || self.group == 3;
        if whole { Ok(()) } else { Err(Reason::BadGrouping) }
    }
}
