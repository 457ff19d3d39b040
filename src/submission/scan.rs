//! JSON in one pass: strictly as RFC 8259 has it, and nothing of it copied that can be borrowed.

use super::{Found, Unusable};
use std::borrow::Cow;

/// Deepest nesting of what is passed over.
const DEEPEST: usize = 128;

/// A text and how far it was read.
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Scan<'t> {
        let mut scan = Scan { text, at: 0 };
        scan.space();
        scan
    }

    /// The next byte.
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over one byte and the space behind it.
    pub(super) fn step(&mut self) {
        self.at = self.at.saturating_add(1);
        self.space();
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at = self.at.saturating_add(1);
        }
    }

    /// The next key of an object whose `{` has been read, with its colon; none at its end, which is
    /// read too.
    pub(super) fn key(&mut self, first: &mut bool) -> Result<Option<Cow<'t, str>>, Unusable> {
        match (self.peek(), core::mem::replace(first, false)) {
            (Some(b'}'), _) => {
                self.step();
                return Ok(None);
            }
            (Some(b','), false) => self.step(),
            (Some(b'"'), true) => {}
            _ => return Err(self.broken()),
        }
        if self.peek() != Some(b'"') {
            return Err(self.broken());
        }
        let start = self.at;
        let raw = self.string()?;
        let key = self.unescape(start, raw)?;
        if self.peek() != Some(b':') {
            return Err(self.broken());
        }
        self.step();
        key.map(Some).ok_or_else(|| Unusable::NotText {
            key: raw.to_owned(),
            found: Found::Written(raw.chars().take(40).collect()),
        })
    }

    /// The next key with its colon, where it is this one, written without an escape and without
    /// white space; nothing is read otherwise.
    pub(super) fn known_key(&mut self, address: &str, first: &mut bool) -> Option<&'t str> {
        let mut at = self.at;
        if !*first {
            if self.peek() != Some(b',') {
                return None;
            }
            at = at.wrapping_add(1);
        }
        let start = at.wrapping_add(1);
        let end = start.wrapping_add(address.len());
        let rest = self.text.as_bytes().get(at..end.wrapping_add(2))?;
        let (open, rest) = rest.split_first()?;
        let (key, close) = rest.split_at_checked(address.len())?;
        if *open != b'"' || close != b"\":" || !same(key, address.as_bytes()) {
            return None;
        }
        *first = false;
        self.at = end.wrapping_add(2);
        self.space();
        self.text.get(start..end)
    }

    /// A value of at most 18 digits and nothing else, as text or as a number, with nothing but a
    /// comma or the object's end behind it; nothing is read otherwise.
    pub(super) fn digits_alone(&mut self) -> Option<(&'t str, i64)> {
        let bytes = self.text.as_bytes().get(self.at..)?;
        let quoted = bytes.first() == Some(&b'"');
        let start = usize::from(quoted);
        let mut number: i64 = 0;
        let mut at = start;
        while let Some(byte @ b'0'..=b'9') = bytes.get(at) {
            number = number.wrapping_mul(10).wrapping_add(i64::from(byte & 15));
            at = at.wrapping_add(1);
        }
        let length = at.wrapping_sub(start);
        let end = at.wrapping_add(start);
        let closed = !quoted || bytes.get(at) == Some(&b'"');
        // A number does not begin with a nought, and a text that does is read with care.
        let plain = length == 1 || bytes.get(start) != Some(&b'0');
        if !(1..=18).contains(&length) || !closed || !plain {
            return None;
        }
        if !matches!(bytes.get(end), Some(b',' | b'}')) {
            return None;
        }
        let from = self.at.wrapping_add(start);
        self.at = self.at.wrapping_add(end);
        Some((self.text.get(from..from.wrapping_add(length))?, number))
    }

    /// The text of a value. A number is taken by its digits as they are written, so that none of
    /// them passes through floating point; null is a blank.
    pub(super) fn text(&mut self, key: &str) -> Result<Cow<'t, str>, Unusable> {
        let start = self.at;
        if self.peek() == Some(b'"') {
            let raw = self.string()?;
            let text = self.unescape(start, raw)?;
            return text.ok_or_else(|| Unusable::NotText {
                key: key.to_owned(),
                found: found(self.text.get(start..).unwrap_or_default()),
            });
        }
        let raw = self.skip()?;
        match raw.as_bytes().first() {
            Some(b'n') => Ok(Cow::Borrowed("")),
            Some(b'-' | b'0'..=b'9') if raw.contains(['e', 'E']) => {
                Err(Unusable::NotPlain { key: key.to_owned(), number: raw.to_owned() })
            }
            Some(b'-' | b'0'..=b'9') => Ok(Cow::Borrowed(raw)),
            _ => Err(Unusable::NotText { key: key.to_owned(), found: found(raw) }),
        }
    }

    /// Passes over a value and gives it as written.
    pub(super) fn skip(&mut self) -> Result<&'t str, Unusable> {
        let start = self.at;
        // What is open: `{` or `[`.
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.peek() {
                Some(bracket @ (b'{' | b'[')) => {
                    if open.len() >= DEEPEST {
                        return Err(self.broken());
                    }
                    self.step();
                    let close = if bracket == b'{' { b'}' } else { b']' };
                    if self.peek() != Some(close) {
                        open.push(bracket);
                        self.member(bracket)?;
                        continue;
                    }
                    self.at = self.at.saturating_add(1);
                }
                Some(b'"') => {
                    self.string()?;
                }
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b't') => self.word("true")?,
                Some(b'f') => self.word("false")?,
                Some(b'n') => self.word("null")?,
                _ => return Err(self.broken()),
            }
            // A value has ended: what follows it ends or continues what is open.
            loop {
                let Some(bracket) = open.last().copied() else {
                    let raw = self.text.get(start..self.at).unwrap_or_default().trim_ascii_end();
                    self.space();
                    return Ok(raw);
                };
                self.space();
                match (self.peek(), bracket) {
                    (Some(b','), _) => {
                        self.step();
                        self.member(bracket)?;
                        break;
                    }
                    (Some(b'}'), b'{') | (Some(b']'), b'[') => {
                        self.at = self.at.saturating_add(1);
                        open.pop();
                    }
                    _ => return Err(self.broken()),
                }
            }
        }
    }

    /// What stands before a member's value: in an object its key.
    fn member(&mut self, bracket: u8) -> Result<(), Unusable> {
        if bracket == b'[' {
            return Ok(());
        }
        if self.peek() != Some(b'"') {
            return Err(self.broken());
        }
        self.string()?;
        if self.peek() != Some(b':') {
            return Err(self.broken());
        }
        self.step();
        Ok(())
    }

    /// That nothing stands behind.
    pub(super) fn end(&mut self) -> Result<(), Unusable> {
        if self.peek().is_none() { Ok(()) } else { Err(self.broken()) }
    }

    /// What stands between the quotation marks of a string, as written, and the space behind it
    /// passed over.
    fn string(&mut self) -> Result<&'t str, Unusable> {
        let start = self.at.saturating_add(1);
        let mut at = start;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at = at.saturating_add(2),
                Some(0x20..) => at = at.saturating_add(1),
                _ => {
                    self.at = at;
                    return Err(self.broken());
                }
            }
        }
        let raw = self.text.get(start..at).unwrap_or_default();
        self.at = at;
        self.step();
        Ok(raw)
    }

    /// A string's text; none where an escape stands for half a character.
    fn unescape(&mut self, start: usize, raw: &'t str) -> Result<Option<Cow<'t, str>>, Unusable> {
        if !raw.contains('\\') {
            return Ok(Some(Cow::Borrowed(raw)));
        }
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw.char_indices();
        while let Some((at, c)) = rest.next() {
            if c != '\\' {
                text.push(c);
                continue;
            }
            let escaped = match rest.next().map(|(_, c)| c) {
                Some(c @ ('"' | '\\' | '/')) => c,
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('u') => {
                    let unit = |from: usize| {
                        let digits = raw.get(from..from.saturating_add(4))?;
                        let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                        if hex { u16::from_str_radix(digits, 16).ok() } else { None }
                    };
                    let first = unit(at.saturating_add(2));
                    let Some(first) = first else {
                        self.at = start.saturating_add(at).saturating_add(2);
                        return Err(self.broken());
                    };
                    let next = at.saturating_add(6);
                    let low = raw.get(next..).filter(|rest| rest.starts_with("\\u"));
                    let low = low.and_then(|_| unit(next.saturating_add(2)));
                    let both = core::char::decode_utf16([first].into_iter().chain(low)).next();
                    let Some(Ok(c)) = both else { return Ok(None) };
                    let pair = u32::from(c) > 0xffff;
                    for _ in 0..(if pair { 10 } else { 4 }) {
                        rest.next();
                    }
                    c
                }
                _ => {
                    self.at = start.saturating_add(at).saturating_add(2);
                    return Err(self.broken());
                }
            };
            text.push(escaped);
        }
        Ok(Some(Cow::Owned(text)))
    }

    fn digits(&mut self) -> Result<(), Unusable> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at = self.at.saturating_add(1);
        }
        if self.at == start { Err(self.broken()) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<(), Unusable> {
        if self.peek() == Some(b'-') {
            self.at = self.at.saturating_add(1);
        }
        if self.peek() == Some(b'0') {
            self.at = self.at.saturating_add(1);
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at = self.at.saturating_add(1);
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at = self.at.saturating_add(1);
            if let Some(b'+' | b'-') = self.peek() {
                self.at = self.at.saturating_add(1);
            }
            self.digits()?;
        }
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Unusable> {
        for byte in word.bytes() {
            if self.peek() != Some(byte) {
                return Err(self.broken());
            }
            self.at = self.at.saturating_add(1);
        }
        Ok(())
    }

    /// That the text stops being JSON here.
    fn broken(&self) -> Unusable {
        let bytes = self.text.as_bytes();
        let at = self.at.min(bytes.len());
        let read = bytes.get(..at).unwrap_or_default();
        let line = read.iter().filter(|byte| **byte == b'\n').count();
        let start = read.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.wrapping_add(1));
        // At the end of the text there is no character to point at.
        let ends = at >= bytes.len();
        let column = at.saturating_sub(start).saturating_add(usize::from(!ends));
        Unusable::NotJson { line: line.saturating_add(1), column, ends }
    }
}

/// Whether two texts of one length are the same, eight bytes at a time.
fn same(one: &[u8], other: &[u8]) -> bool {
    let ((one, one_left), (other, other_left)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    let pairs = || one.iter().zip(other);
    pairs().all(|(one, other)| u64::from_le_bytes(*one) == u64::from_le_bytes(*other))
        && one_left.iter().zip(other_left).all(|(one, other)| one == other)
}

/// What a value is, for people.
pub(super) fn found(raw: &str) -> Found {
    match raw.as_bytes().first() {
        Some(b'[') => Found::List,
        Some(b'{') => Found::Object,
        _ => Found::Written(raw.chars().take(40).collect()),
    }
}
