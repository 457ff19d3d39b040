//! Reading a report: a flat JSON object from cell address to text, strictly.
//!
//! A server may want to give more than the figures, so `{"id": …, "entries": {…}, "prior": {…}}` is
//! read too. A flat report has no object in it, so the two cannot be mistaken for each other.

use crate::phrases::Phrases;
use core::fmt;
use crossfoot::{Form, Session};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Most unknown cells of one report that are named with what is near them.
const MOST_NAMED: usize = 3;

/// Texts by cell address, in the order they were written.
pub(crate) type Entries = Vec<(String, String)>;

/// A report as it was read.
#[derive(Debug, Default)]
pub(crate) struct Report<'t> {
    /// What the sender calls it, as written.
    pub(crate) id: Option<&'t RawValue>,
    pub(crate) entries: Entries,
    pub(crate) prior: Option<Entries>,
}

/// A JSON object whose values have not been looked at, keys in order and repeated ones kept.
struct Flat<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Report<'t> {
    /// Reads a report, or says why it cannot be used; its first line is number `line`. The id is
    /// given even then, where it could be read.
    pub(crate) fn read(
        text: &'t str,
        line: u64,
        phrases: Phrases,
    ) -> (Report<'t>, Result<(), String>) {
        let mut report = Report::default();
        let read = report.fill(text, line, phrases);
        (report, read)
    }

    fn fill(&mut self, text: &'t str, line: u64, phrases: Phrases) -> Result<(), String> {
        let flat = flat(text, line, phrases)?;
        let is_object = |value: &RawValue| value.get().starts_with('{');
        if !flat.0.iter().any(|(key, value)| key == "entries" && is_object(value)) {
            self.entries = texts(&flat, phrases)?;
            return Ok(());
        }
        let id = flat.0.iter().find(|(key, _)| key == "id").map(|(_, id)| *id);
        let id = id.filter(|id| id.get() != "null");
        if let Some(id) = id {
            if !id.get().starts_with(['"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
                return Err(phrases.say("not-id", &[("value", &kind(id, phrases))]));
            }
            self.id = Some(id);
        }
        once(&flat, phrases)?;
        for (key, value) in &flat.0 {
            let entries = || texts(&crate::report::flat(value.get(), line, phrases)?, phrases);
            match key.as_str() {
                "id" => {}
                "entries" => self.entries = entries()?,
                "prior" if value.get() == "null" => {}
                "prior" => self.prior = Some(entries()?),
                other => return Err(phrases.say("envelope-key", &[("key", other)])),
            }
        }
        Ok(())
    }

    /// Puts the report into an empty session, or says which cells the form does not have.
    pub(crate) fn enter(&self, session: &mut Session, phrases: Phrases) -> Result<(), String> {
        let entered = session.enter_all(borrowed(&self.entries)).map(|_| ());
        entered.map_err(|_| unknown(session.form(), &self.entries, phrases))
    }
}

/// Reads a report that can only be figures, such as last period's.
pub(crate) fn entries(text: &str, phrases: Phrases) -> Result<Entries, String> {
    texts(&flat(text, 1, phrases)?, phrases)
}

/// Borrows entries as the library takes them.
pub(crate) fn borrowed(entries: &Entries) -> impl Iterator<Item = (&str, &str)> {
    entries.iter().map(|(cell, text)| (cell.as_str(), text.as_str()))
}

fn flat(text: &str, line: u64, phrases: Phrases) -> Result<Flat<'_>, String> {
    serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            return phrases.word("not-object");
        }
        let line = line.saturating_add(error.line() as u64).saturating_sub(1).to_string();
        let column = error.column().to_string();
        phrases.say("not-json", &[("line", &line), ("column", &column)])
    })
}

/// No key may stand twice: which of the two figures is meant, nobody can tell.
fn once(flat: &Flat<'_>, phrases: Phrases) -> Result<(), String> {
    let mut keys: Vec<&str> = flat.0.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    let twice = keys.windows(2).find_map(|pair| match pair {
        [one, other] if one == other => Some(*one),
        _ => None,
    });
    twice.map_or(Ok(()), |key| Err(phrases.say("twice", &[("key", key)])))
}

fn texts(flat: &Flat<'_>, phrases: Phrases) -> Result<Entries, String> {
    once(flat, phrases)?;
    let text = |(key, value): &(String, &RawValue)| Ok((key.clone(), text(key, value, phrases)?));
    flat.0.iter().map(text).collect()
}

/// The text of a value. A number is taken by its digits as they are written, so that none of them
/// passes through floating point; null is a blank.
fn text(key: &str, value: &RawValue, phrases: Phrases) -> Result<String, String> {
    let raw = value.get();
    let refused = |phrase, value: &str| phrases.say(phrase, &[("key", key), ("value", value)]);
    match raw.as_bytes().first() {
        Some(b'"') => {
            serde_json::from_str(raw).map_err(|_| refused("not-text", &kind(value, phrases)))
        }
        Some(b'n') => Ok(String::new()),
        Some(b'-' | b'0'..=b'9') if raw.contains(['e', 'E']) => Err(refused("not-plain", raw)),
        Some(b'-' | b'0'..=b'9') => Ok(raw.to_owned()),
        _ => Err(refused("not-text", &kind(value, phrases))),
    }
}

/// What a value is, for people; a short one is quoted.
fn kind(value: &RawValue, phrases: Phrases) -> String {
    match value.get().as_bytes().first() {
        Some(b'[') => phrases.word("a-list"),
        Some(b'{') => phrases.word("an-object"),
        _ => value.get().chars().take(40).collect(),
    }
}

fn unknown(form: &Form, entries: &Entries, phrases: Phrases) -> String {
    let unknown = || entries.iter().filter(|(cell, _)| form.find(cell).is_none());
    let tell = |(cell, _): &(String, String)| {
        let near: Vec<String> =
            form.nearest(cell).into_iter().map(|near| format!("`{near}`")).collect();
        let shown: String = cell.chars().take(80).collect();
        let key = if near.is_empty() { "unknown-cell" } else { "unknown-cell-near" };
        phrases.say(key, &[("cell", &shown), ("near", &near.join(", "))])
    };
    let mut told: Vec<String> = unknown().take(MOST_NAMED).map(tell).collect();
    let more = unknown().skip(MOST_NAMED).count();
    if more > 0 {
        told.push(phrases.say("and-more", &[("more", &more.to_string())]));
    }
    told.join(&phrases.word("separator"))
}

impl<'de> Deserialize<'de> for Flat<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Flat<'de>, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Flat<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Flat<'de>, A::Error> {
                let mut flat = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    flat.push(entry);
                }
                Ok(Flat(flat))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Entries, String> {
        let (report, read) = Report::read(text, 1, Phrases::new("en"));
        read.map(|()| report.entries)
    }

    fn pair(cell: &str, text: &str) -> (String, String) {
        (cell.to_owned(), text.to_owned())
    }

    #[test]
    fn numbers_keep_every_digit_and_null_is_a_blank() {
        let entries = read(r#"{"a": 12345678901234567890.10, "b": null, "c": "１２", "d": -3}"#);
        let expected = [
            pair("a", "12345678901234567890.10"),
            pair("b", ""),
            pair("c", "１２"),
            pair("d", "-3"),
        ];
        assert_eq!(entries, Ok(expected.to_vec()));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (text, part) in [
            (r#"{"a": 1e3}"#, "plain digits"),
            (r#"{"a": true}"#, "found true"),
            (r#"{"a": [1]}"#, "found a list"),
            (r#"{"a": {}}"#, "found an object"),
            (r#"{"a": "1", "\u0061": "2"}"#, "`a` is there twice"),
            (r#"{"a": "\ud800"}"#, "must be text"),
            ("[1]", "a report is a JSON object"),
            ("{\"a\":\n1,}", "line 2 and column 3"),
            ("", "line 1 and column 0"),
            (r#"{"a": "1"} {}"#, "line 1 and column 12"),
            (r#"{"entries": {}, "figures": {}}"#, "unknown key `figures`"),
            (r#"{"entries": {"a": []}}"#, "found a list"),
            (r#"{"entries": {}, "entries": {}}"#, "`entries` is there twice"),
            (r#"{"entries": {}, "prior": 1}"#, "a report is a JSON object"),
            (r#"{"entries": {}, "id": []}"#, "found a list"),
        ] {
            let said = read(text).err().unwrap_or_default();
            assert!(said.contains(part), "{text}: {said}");
        }
    }

    #[test]
    fn an_envelope_gives_id_and_prior_and_keeps_its_id_when_refused() {
        let phrases = Phrases::new("en");
        let text = r#"{"id": 1.50, "entries": {"a": "1"}, "prior": {"b": 2}}"#;
        let (report, read) = Report::read(text, 1, phrases);
        assert_eq!(read, Ok(()));
        assert_eq!(report.id.map(RawValue::get), Some("1.50"));
        assert_eq!(report.entries, [pair("a", "1")]);
        assert_eq!(report.prior, Some(vec![pair("b", "2")]));
        let (report, read) = Report::read(r#"{"id": "x", "entries": {"a": []}}"#, 1, phrases);
        assert!(read.is_err());
        assert_eq!(report.id.map(RawValue::get), Some("\"x\""));
    }
}
