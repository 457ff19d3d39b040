//! What stands in a cell: the text a person typed, read as a figure or refused with a reason.
//!
//! What was typed is kept by the session; this room only says what it means. It reads full-width
//! digits and signs, thousands groups of exactly three digits, and spaces of all kinds; it never
//! guesses.

use crate::amount::{Amount, MAX_DIGITS};

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
    /// Free text.
    Text,
}

impl Reading {
    /// The decimal places kept; 0 for text.
    pub fn scale(self) -> u8 {
        match self {
            Reading::Figure { scale, .. } => scale,
            Reading::Text => 0,
        }
    }
}

/// What stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// Nothing, or white space only. Never nought.
    Blank,
    /// An exact figure.
    Amount(Amount),
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
}

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
        }
    }
}

/// An entry as the rules use it: the figure as whole units at its cell's own scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Value {
    #[default]
    Blank,
    Units(i64),
    Text(u32),
    Unreadable(Reason),
}

impl Value {
    /// The entry this value stands for in a cell that keeps `scale` decimal places.
    pub(crate) fn entry(self, scale: u8) -> Entry {
        match self {
            Value::Blank => Entry::Blank,
            Value::Units(units) => {
                Entry::Amount(Amount::new(i128::from(units), scale).unwrap_or_default())
            }
            Value::Text(chars) => Entry::Text { chars },
            Value::Unreadable(reason) => Entry::Unreadable(reason),
        }
    }
}

/// Reads what was typed into a cell.
pub fn read(text: &str, reading: Reading) -> Entry {
    read_value(text, reading).entry(reading.scale())
}

/// Reads what was typed into a cell, as the rules use it.
pub(crate) fn read_value(text: &str, reading: Reading) -> Value {
    match reading {
        Reading::Text => match text.chars().filter(|c| !is_space(*c)).count() {
            0 => Value::Blank,
            chars => Value::Text(u32::try_from(chars).unwrap_or(u32::MAX)),
        },
        Reading::Figure { scale, signed } => {
            if let Some(units) = plain_digits(text, scale) {
                return Value::Units(units);
            }
            let trimmed = text.trim_matches(is_space);
            if trimmed.is_empty() {
                return Value::Blank;
            }
            match Figure::read(trimmed, scale, signed) {
                Ok(units) => Value::Units(units),
                Err(reason) => Value::Unreadable(reason),
            }
        }
    }
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

fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        _ => return None,
    };
    u8::try_from(value).ok()
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}' | '－' | '﹣')
}

fn is_plus(c: char) -> bool {
    matches!(c, '+' | '＋' | '﹢')
}

/// White space, the byte order mark and the zero-width spaces that come with copied text.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

/// The separator a character stands for: all spaces are one, both commas are one.
fn separator(c: char) -> Option<char> {
    match c {
        ',' | '，' => Some(','),
        '\'' | '’' => Some('\''),
        c if is_space(c) => Some(' '),
        _ => None,
    }
}
