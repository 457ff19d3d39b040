//! Strict reading of one JSON object: every key is asked for by name, whatever was not asked for
//! is a problem, and reading goes on after each problem so that all of them are found.

use crate::amount::Amount;
use crate::json::Json;
use crate::problem::{Code, Problem};
use crate::words::{Words, nearest};
use rustc_hash::FxHashSet;

/// One object being read.
pub(super) struct Object<'j, 'p> {
    pub(super) pointer: String,
    entries: &'j [(String, Json)],
    asked: Vec<&'static str>,
    problems: &'p mut Vec<Problem>,
}

impl<'j, 'p> Object<'j, 'p> {
    /// Opens an object; anything else is a problem and none.
    pub(super) fn open(
        json: &'j Json,
        pointer: String,
        problems: &'p mut Vec<Problem>,
    ) -> Option<Object<'j, 'p>> {
        let Json::Object(entries) = json else {
            problems.push(wrong_type(&pointer, json, &["object"]));
            return None;
        };
        let mut seen = FxHashSet::default();
        for (key, _) in entries {
            if !seen.insert(key.as_str()) {
                problems.push(Problem::new(Code::DuplicateKey, &join(&pointer, key), key));
            }
        }
        Some(Object { pointer, entries, asked: Vec::new(), problems })
    }

    /// The pointer to a key of this object.
    pub(super) fn at(&self, key: &str) -> String {
        join(&self.pointer, key)
    }

    pub(super) fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The value of a key, if it is there.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'j Json> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    fn mismatch<T>(&mut self, key: &str, json: &Json, expected: &[&str]) -> Option<T> {
        let problem = wrong_type(&self.at(key), json, expected);
        self.problem(problem);
        None
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        match self.take(key)? {
            Json::Text(text) => Some(text.clone()),
            other => self.mismatch(key, other, &["text"]),
        }
    }

    /// The text of a key that must be there; empty, with a problem, when it is not.
    pub(super) fn needed_text(&mut self, key: &'static str) -> String {
        if !self.needed(key) {
            return String::new();
        }
        self.text(key).unwrap_or_default()
    }

    /// The id of a thing that must have one.
    pub(super) fn needed_id(&mut self) -> String {
        if !self.needed("id") {
            return String::new();
        }
        self.given_id().unwrap_or_default()
    }

    /// An id, which is a problem when it is empty.
    pub(super) fn given_id(&mut self) -> Option<String> {
        let id = self.text("id")?;
        if id.is_empty() {
            let problem = Problem::new(Code::BadId, &self.at("id"), "");
            self.problem(problem);
        }
        Some(id)
    }

    /// Whether the value of a key is text.
    pub(super) fn is_text(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, value)| name == key && matches!(value, Json::Text(_)))
    }

    /// Whether the value of a key is a list with nothing in it.
    pub(super) fn is_empty_list(&self, key: &str) -> bool {
        let empty = |value: &Json| matches!(value, Json::List(items) if items.is_empty());
        self.entries.iter().any(|(name, value)| name == key && empty(value))
    }

    /// The value of a key, read by `read`.
    pub(super) fn one<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&'j Json, String, &mut Vec<Problem>) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(key)?;
        let pointer = self.at(key);
        read(value, pointer, self.problems)
    }

    /// Whether a key is there.
    pub(super) fn given(&mut self, key: &'static str) -> bool {
        self.take(key).is_some()
    }

    /// Whether a key that must be there is; a problem when it is not.
    pub(super) fn needed(&mut self, key: &'static str) -> bool {
        let there = self.entries.iter().any(|(name, _)| name == key);
        if !there {
            let problem = Problem::new(Code::MissingKey, &self.pointer, key);
            self.problem(problem);
        }
        there
    }

    pub(super) fn flag(&mut self, key: &'static str, default: bool) -> bool {
        match self.take(key) {
            None => default,
            Some(Json::Bool(value)) => *value,
            Some(other) => self.mismatch(key, other, &["true", "false"]).unwrap_or(default),
        }
    }

    /// A whole number from 0 up to `most`.
    pub(super) fn count(&mut self, key: &'static str, most: u32) -> Option<u32> {
        self.count_from(key, 0, most)
    }

    /// A whole number from `least` up to `most`.
    pub(super) fn count_from(&mut self, key: &'static str, least: u32, most: u32) -> Option<u32> {
        let value = self.take(key)?;
        let Json::Integer(number) = value else {
            return self.mismatch(key, value, &["whole number"]);
        };
        let count = u32::try_from(*number).ok().filter(|count| (least..=most).contains(count));
        if count.is_none() {
            let problem = Problem::new(Code::WrongValue, &self.at(key), &number.to_string())
                .expecting([format!("{least} … {most}")]);
            self.problem(problem);
        }
        count
    }

    /// An exact decimal, not below nought: a whole number, or a decimal written as text.
    pub(super) fn amount(&mut self, key: &'static str) -> Option<Amount> {
        let value = self.take(key)?;
        let amount = match value {
            Json::Integer(number) => Some(Amount::from(*number)),
            Json::Text(text) => Amount::parse(text),
            _ => None,
        };
        match amount.filter(|amount| !amount.is_negative()) {
            Some(amount) => Some(amount),
            None => self.mismatch(key, value, &["1", "\"0.5\""]),
        }
    }

    /// One of a closed list of words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        default: T,
    ) -> T {
        let Some(text) = self.text(key) else {
            return default;
        };
        let chosen = choices.iter().find(|(name, _)| *name == text);
        if let Some((_, choice)) = chosen {
            return *choice;
        }
        let problem = Problem::new(Code::WrongValue, &self.at(key), &text)
            .expecting(choices.iter().map(|(name, _)| *name));
        self.problem(problem);
        default
    }

    /// Text by language: a plain text or an object from language tag to text.
    pub(super) fn words(&mut self, key: &'static str) -> Words {
        match self.take(key) {
            None => Words::default(),
            Some(Json::Text(text)) => Words::plain(text),
            Some(Json::Object(entries)) => {
                let mut texts = Vec::new();
                for (tag, value) in entries {
                    match value {
                        Json::Text(text) => texts.push((tag.clone(), text.clone())),
                        other => {
                            let problem = wrong_type(&join(&self.at(key), tag), other, &["text"]);
                            self.problem(problem);
                        }
                    }
                }
                Words::by_language(texts)
            }
            Some(other) => self
                .mismatch(key, other, &["text", "{\"zh-CN\": \"…\", \"en\": \"…\"}"])
                .unwrap_or_default(),
        }
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let items = match self.take(key) {
            None => return Vec::new(),
            Some(Json::List(items)) => items,
            Some(other) => return self.mismatch(key, other, &["list"]).unwrap_or_default(),
        };
        let mut texts = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match item {
                Json::Text(text) => texts.push(text.clone()),
                other => {
                    let pointer = format!("{}/{index}", self.at(key));
                    self.problem(wrong_type(&pointer, other, &["text"]));
                }
            }
        }
        texts
    }

    /// A list, each item read by `read`; an absent key is an empty list.
    pub(super) fn list<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&'j Json, String, &mut Vec<Problem>) -> Option<T>,
    ) -> Vec<T> {
        let mut list = Vec::new();
        self.each(key, &mut |item, pointer, problems| {
            if let Some(item) = read(item, pointer, problems) {
                list.push(item);
            }
        });
        list
    }

    /// Calls with each item of a list: once in the wasm, whatever the items are read as.
    fn each(
        &mut self,
        key: &'static str,
        with: &mut dyn FnMut(&'j Json, String, &mut Vec<Problem>),
    ) {
        match self.take(key) {
            None => {}
            Some(Json::List(items)) => {
                let pointer = self.at(key);
                for (index, item) in items.iter().enumerate() {
                    with(item, format!("{pointer}/{index}"), self.problems);
                }
            }
            Some(other) => {
                self.mismatch::<()>(key, other, &["list"]);
            }
        }
    }

    /// One item or a list of them, each read by `read`.
    pub(super) fn one_or_more<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&'j Json, String, &mut Vec<Problem>) -> Option<T>,
    ) -> Vec<T> {
        match self.entries.iter().find(|(name, _)| name == key) {
            Some((_, Json::List(_))) | None => self.list(key, read),
            Some((_, item)) => {
                self.asked.push(key);
                let pointer = self.at(key);
                read(item, pointer, self.problems).into_iter().collect()
            }
        }
    }

    /// Ends the reading: whatever was not asked for is an unknown key.
    pub(super) fn close(self) {
        for (key, _) in self.entries {
            if !self.asked.contains(&key.as_str()) {
                let near = nearest(key, self.asked.iter().copied());
                let expected = if near.is_empty() { self.asked.clone() } else { near };
                self.problems.push(
                    Problem::new(Code::UnknownKey, &join(&self.pointer, key), key)
                        .expecting(expected),
                );
            }
        }
    }
}

/// A pointer one key further down, with `~` and `/` escaped (RFC 6901).
pub(super) fn join(pointer: &str, key: &str) -> String {
    let mut joined = [pointer, "/"].concat();
    for c in key.chars() {
        match c {
            '~' => joined.push_str("~0"),
            '/' => joined.push_str("~1"),
            c => joined.push(c),
        }
    }
    joined
}

pub(super) fn wrong_type(pointer: &str, json: &Json, expected: &[&str]) -> Problem {
    let found = match json {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Integer(number) => number.to_string(),
        Json::Fraction => "a number with a point, an exponent or too many digits".to_owned(),
        Json::Text(text) => format!("\"{}\"", text.chars().take(40).collect::<String>()),
        Json::List(_) => "a list".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    };
    Problem::new(Code::WrongType, pointer, &found).expecting(expected.iter().copied())
}
