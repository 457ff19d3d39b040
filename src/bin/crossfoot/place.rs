//! From a problem's JSON pointer to the very characters of the definition's text.

use core::ops::Range;
use crossfoot::Problem;
use crossfoot::problem::Code;
use jsonc_parser::ast::{ObjectProp, StringLit, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A definition's text with the place of everything in it.
pub(crate) struct Places<'t> {
    text: &'t str,
    root: Option<Value<'t>>,
    lines: Vec<usize>,
}

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A way through the tree: what it led to, and the key it was reached by.
struct Found<'v, 't> {
    value: &'v Value<'t>,
    prop: Option<&'v ObjectProp<'t>>,
    whole_way: bool,
}

impl<'t> Places<'t> {
    pub(crate) fn of(text: &'t str) -> Places<'t> {
        let strict = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        let parsed = parse_to_ast(text, &CollectOptions::default(), &strict);
        let root = parsed.ok().and_then(|parsed| parsed.value);
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = core::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Places { text, root, lines }
    }

    /// The bytes a problem is about; none when it is about the text as a whole.
    pub(crate) fn bytes(&self, problem: &Problem) -> Option<Range<usize>> {
        match problem.code {
            Code::TooLong => return None,
            Code::NotJson | Code::TooDeep => return self.read_at(&problem.subject),
            _ => {}
        }
        let last = problem.code == Code::DuplicateKey;
        let found = self.walk(&problem.pointer, last)?;
        let names_key = matches!(problem.code, Code::UnknownKey | Code::DuplicateKey);
        if let (true, true, Some(prop)) = (names_key, found.whole_way, found.prop) {
            return Some(prop.name.range().start..prop.name.range().end);
        }
        match found.value {
            Value::StringLit(text) if found.whole_way => Some(self.inside(text, problem)),
            value => Some(shortly(value)),
        }
    }

    /// The bytes of the rule at a pointer: its formula, where it has one.
    pub(crate) fn rule(&self, pointer: &str) -> Option<Range<usize>> {
        let whole = self.walk(pointer, false)?;
        let formula = self.walk(&format!("{pointer}/check"), false)?;
        Some(shortly(if formula.whole_way { formula.value } else { whole.value }))
    }

    /// The line and column of a byte.
    pub(crate) fn position(&self, byte: usize) -> Position {
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.line_start(byte);
        let before = self.text.get(start..byte).unwrap_or("");
        Position { line, column: before.chars().count() + 1 }
    }

    /// Where the line of a byte begins.
    pub(crate) fn line_start(&self, byte: usize) -> usize {
        let line = self.lines.partition_point(|start| *start <= byte);
        self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0)
    }

    /// The place a JSON reader stopped at, `line:column`; its columns count bytes.
    fn read_at(&self, subject: &str) -> Option<Range<usize>> {
        let (line, column) = subject.split_once(':')?;
        let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
        let start = self.lines.get(line.checked_sub(1)?)?;
        let byte = (start + column.saturating_sub(1)).min(self.text.len());
        let start = (0..=byte).rev().find(|byte| self.text.is_char_boundary(*byte))?;
        let here = self.text.get(start..)?.chars().next().filter(|c| *c != '\n');
        Some(start..start + here.map_or(0, char::len_utf8))
    }

    /// Follows a pointer as far as the tree goes. Of a key that stands twice the first counts,
    /// unless the `last` one is what the pointer is about.
    fn walk(&self, pointer: &str, last: bool) -> Option<Found<'_, 't>> {
        let mut found = Found { value: self.root.as_ref()?, prop: None, whole_way: true };
        let mut steps = pointer.split('/').skip(1).peekable();
        while let Some(step) = steps.next() {
            let key = step.replace("~1", "/").replace("~0", "~");
            let take_last = last && steps.peek().is_none();
            let next = match found.value {
                Value::Object(object) => {
                    let mut props =
                        object.properties.iter().filter(|prop| prop.name.as_str() == key);
                    let prop = if take_last { props.next_back() } else { props.next() };
                    prop.map(|prop| (&prop.value, Some(prop)))
                }
                Value::Array(list) => {
                    let item = key.parse().ok().and_then(|at: usize| list.elements.get(at));
                    item.map(|item| (item, None))
                }
                _ => None,
            };
            let Some((value, prop)) = next else {
                return Some(Found { whole_way: false, ..found });
            };
            found = Found { value, prop, whole_way: true };
        }
        Some(found)
    }

    /// The part of a text that a problem names: from its character on, or the first place where
    /// its subject stands, or all of it.
    fn inside(&self, literal: &StringLit<'_>, problem: &Problem) -> Range<usize> {
        let (start, end) = (literal.range.start + 1, literal.range.end - 1);
        let whole = literal.range.start..literal.range.end;
        let Some(raw) = self.text.get(start..end) else { return whole };
        let subject: Vec<char> = problem.subject.chars().collect();
        let content: Vec<char> = literal.value.chars().collect();
        let first = match problem.at {
            Some(at) => at.saturating_sub(1),
            None if subject.is_empty() || subject == content => return whole,
            None => match content.windows(subject.len()).position(|part| part == subject) {
                Some(first) => first,
                None => return whole,
            },
        };
        let named = content.get(first..).is_some_and(|rest| rest.starts_with(&subject));
        let length = if named { subject.len().max(1) } else { 1 };
        let mut characters = characters(raw).skip(first).take(length);
        // Past the last character stands the closing quote.
        let Some(begin) = characters.next() else { return end..end + 1 };
        let finish = characters.last().unwrap_or_else(|| begin.clone());
        start + begin.start..start + finish.end
    }
}

/// The bytes of a value; of a list or an object, its opening bracket.
fn shortly(value: &Value<'_>) -> Range<usize> {
    let range = value.range();
    match value {
        Value::Object(_) | Value::Array(_) => range.start..range.start + 1,
        _ => range.start..range.end,
    }
}

/// Where each character of a JSON string stands in what is written between its quotes.
fn characters(raw: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    core::iter::from_fn(move || {
        let rest = raw.get(at..)?;
        let length = match (rest.chars().next()?, rest.get(1..2)) {
            ('\\', Some("u")) if is_high_surrogate(rest.get(2..6)) => 12,
            ('\\', Some("u")) => 6,
            ('\\', _) => 2,
            (plain, _) => plain.len_utf8(),
        };
        let here = at..(at + length).min(raw.len());
        at = here.end;
        Some(here)
    })
}

fn is_high_surrogate(digits: Option<&str>) -> bool {
    let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
    unit.is_some_and(|unit| (0xD800..0xDC00).contains(&unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_an_escaped_text_are_found_where_they_are_written() {
        let found: Vec<_> = characters(r"a\n\u53d7理\ud83d\ude00z").collect();
        assert_eq!(found, [0..1, 1..3, 3..9, 9..12, 12..24, 24..25]);
    }

    #[test]
    fn columns_count_characters_and_lines_count_breaks() {
        let places = Places::of("{\r\n \"受理\": 1}");
        assert_eq!(places.position(0), Position { line: 1, column: 1 });
        assert_eq!(places.position(11), Position { line: 2, column: 5 });
        assert_eq!((places.line_start(11), places.line_start(0)), (3, 0));
    }
}
