//! A formula's text to its pieces.

use super::FormulaError;
use crate::amount::Amount;
use crate::glyph::digit;
use crate::rules::Relation;
use core::iter::Peekable;
use core::str::Chars;

pub(super) fn begins_word(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

pub(super) fn continues_word(c: char) -> bool {
    c.is_alphanumeric() && digit(c).is_none_or(|_| c.is_ascii()) || c == '_'
}

/// Authors type formulas with a Chinese keyboard too: full-width digits and signs mean the same.
fn plain(c: char) -> char {
    match c {
        '×' | '＊' => '*',
        '÷' | '／' => '/',
        '＋' => '+',
        '－' | '\u{2212}' => '-',
        '＝' => '=',
        '＜' => '<',
        '＞' => '>',
        '！' => '!',
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '．' => '.',
        c => digit(c).map_or(c, |value| char::from(b'0'.saturating_add(value))),
    }
}

/// A piece of a formula.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Token {
    Number(Amount),
    /// A text in quotation marks.
    Text(String),
    Word(String),
    Relation(Relation),
    Sign(char),
    Run,
    /// `=>`
    Then,
    End,
}

/// The characters of a formula with their places.
struct Scanner<'a> {
    chars: Peekable<Chars<'a>>,
    at: usize,
}

impl Scanner<'_> {
    fn next_if(&mut self, test: impl Fn(char) -> bool) -> Option<char> {
        let c = self.chars.next_if(|c| test(plain(*c)))?;
        self.at = self.at.saturating_add(1);
        Some(plain(c))
    }

    /// As `take_while`, with the characters as they stand.
    fn raw_while(&mut self, test: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.chars.next_if(|c| test(*c)) {
            self.at = self.at.saturating_add(1);
            taken.push(c);
        }
        taken
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.next_if(&test) {
            taken.push(c);
        }
        taken
    }
}

/// The pieces of a formula with the characters they begin at; the last is the end.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, FormulaError> {
    let mut scanner = Scanner { chars: text.chars().peekable(), at: 0 };
    let mut tokens = Vec::new();
    loop {
        scanner.take_while(char::is_whitespace);
        let at = scanner.at;
        let error = |found: String| FormulaError { at, found, expected: Vec::new() };
        let Some(c) = scanner.next_if(|_| true) else {
            tokens.push((at, Token::End));
            return Ok(tokens);
        };
        let token = match c {
            '0'..='9' => {
                let mut digits = c.to_string();
                digits += &scanner.take_while(|c| c.is_ascii_digit());
                // `1..2` is no number with a point: a point belongs to a digit that follows it.
                let mut ahead = scanner.chars.clone().map(plain);
                let point = ahead.next() == Some('.');
                if point && ahead.next().is_some_and(|c| c.is_ascii_digit()) {
                    scanner.next_if(|c| c == '.');
                    digits.push('.');
                    digits += &scanner.take_while(|c| c.is_ascii_digit());
                }
                Token::Number(Amount::parse(&digits).ok_or_else(|| error(digits))?)
            }
            c if begins_word(c) => {
                let mut word = c.to_string();
                word += &scanner.take_while(continues_word);
                Token::Word(word)
            }
            '=' if scanner.next_if(|c| c == '>').is_some() => Token::Then,
            '=' => {
                scanner.next_if(|c| c == '=');
                Token::Relation(Relation::Equal)
            }
            '⇒' | '→' => Token::Then,
            '≠' => Token::Relation(Relation::Unequal),
            '≤' => Token::Relation(Relation::AtMost),
            '≥' => Token::Relation(Relation::AtLeast),
            '<' if scanner.next_if(|c| c == '>').is_some() => Token::Relation(Relation::Unequal),
            '!' | '<' | '>' => {
                let equal = scanner.next_if(|c| c == '=').is_some();
                match (c, equal) {
                    ('!', true) => Token::Relation(Relation::Unequal),
                    ('<', true) => Token::Relation(Relation::AtMost),
                    ('<', false) => Token::Relation(Relation::Below),
                    ('>', true) => Token::Relation(Relation::AtLeast),
                    ('>', false) => Token::Relation(Relation::Above),
                    _ => return Err(error(c.to_string())),
                }
            }
            '"' | '\'' | '“' | '”' => {
                let closes = |c| matches!(c, '"' | '\'' | '“' | '”');
                let text = scanner.raw_while(|c| !closes(c));
                if scanner.next_if(closes).is_none() {
                    return Err(FormulaError { at, found: text, expected: vec!["\""] });
                }
                Token::Text(text)
            }
            '.' if scanner.next_if(|c| c == '.').is_some() => Token::Run,
            '+' | '-' | '*' | '/' | '(' | ')' | ',' | '.' => Token::Sign(c),
            c => return Err(error(c.to_string())),
        };
        tokens.push((at, token));
    }
}
