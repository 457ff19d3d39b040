//! Text for people: findings and problems put into words by a catalogue. Sentences are made here
//! and nowhere else.

mod names;
mod naming;
mod prose;
mod rollup;
mod rulebook;
mod sentence;
mod suspicion;
mod wording;

use crate::json::Json;
use crate::problem::{Code, Problem, Problems};
use crate::words::{MOST_NEAR, Write, fill, fill_to};
use core::fmt;
pub use rulebook::RuleInWords;
pub use wording::Wording;

const CHINESE: &str = include_str!("message/zh-CN.json");
const ENGLISH: &str = include_str!("message/en.json");

/// The languages that have a catalogue, the first being the one for any other.
pub const LOCALES: &[&str] = &["zh-CN", "en"];

/// The sentences of one language, with slots in braces.
#[derive(Clone, Debug)]
pub struct Catalogue {
    locale: String,
    texts: Vec<(String, String)>,
}

/// Whether two tags begin with the same two letters.
fn same_language(one: &str, other: &str) -> bool {
    matches!((one.get(..2), other.get(..2)), (Some(one), Some(other)) if one.eq_ignore_ascii_case(other))
}

impl Catalogue {
    /// The catalogue for a language tag: English for `en` and its relatives, Chinese otherwise.
    /// Labels are taken in the language asked for wherever the definition has them.
    pub fn new(locale: &str) -> Catalogue {
        let mut catalogue = Catalogue { locale: locale.to_owned(), texts: Vec::new() };
        catalogue.add(CHINESE, ENGLISH);
        catalogue
    }

    /// The same catalogue with more sentences, given as JSON in both languages.
    #[cfg(feature = "analysis")]
    pub(crate) fn with(mut self, chinese: &str, english: &str) -> Catalogue {
        self.add(chinese, english);
        self
    }

    fn add(&mut self, chinese: &str, english: &str) {
        let is_english = same_language("en", &self.locale);
        if let Ok(Json::Object(entries)) = Json::read(if is_english { english } else { chinese }) {
            let texts = entries.into_iter().filter_map(|(key, text)| match text {
                Json::Text(text) => Some((key, text)),
                _ => None,
            });
            self.texts.extend(texts);
        }
    }

    /// The language tag it was asked for.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// The language tag of its sentences: the one it was asked for, where it has that language.
    pub fn language(&self) -> &str {
        let own = |known: &&&str| same_language(known, &self.locale);
        match LOCALES.iter().find(own) {
            Some(_) => &self.locale,
            None => LOCALES.first().copied().unwrap_or_default(),
        }
    }

    fn find(&self, key: &str) -> Option<&str> {
        self.texts.iter().find(|(name, _)| name == key).map(|(_, text)| text.as_str())
    }

    /// A sentence with its slots; the key itself where the catalogue lacks it.
    fn template<'t>(&'t self, key: &'t str) -> &'t str {
        self.find(key).unwrap_or(key)
    }

    /// A sentence with its slots filled; the key itself where the catalogue lacks it.
    pub fn say(&self, key: &str, slots: &[(&str, &str)]) -> String {
        fill_slots(self.template(key), slots)
    }

    /// The same behind a text, with slots that are written where they stand.
    fn say_to(&self, text: &mut String, key: &str, write: &Write<'_>) {
        fill_to(text, self.template(key), write);
    }

    /// A problem of a definition as a sentence with its place and a hint.
    pub fn problem(&self, problem: &Problem) -> String {
        let code = problem.code.name();
        let expected = expected(problem);
        let slots = [("subject", problem.subject.as_str()), ("expected", &expected)];
        let message = self.say(&format!("problem.{code}"), &slots);
        let at = problem.at.map(|at| at.to_string());
        let place = problem.pointer.as_str();
        let slots = [
            ("message", message.as_str()),
            ("pointer", place),
            ("at", at.as_deref().unwrap_or("")),
        ];
        let placed = match (problem.pointer.is_empty(), at.is_some()) {
            (true, _) => message.clone(),
            (false, true) => self.say("problem.at", &slots),
            (false, false) => self.say("problem", &slots),
        };
        self.hint(problem).map_or(placed.clone(), |hint| {
            self.say("problem.hint", &[("problem", &placed), ("hint", &hint)])
        })
    }

    /// What would mend a problem; none when nothing is near.
    pub fn hint(&self, problem: &Problem) -> Option<String> {
        // With more than the few nearest, all that there is was listed.
        let all = problem.code == Code::UnknownKey && problem.expected.len() > MOST_NEAR;
        let key = if all { "hint".to_owned() } else { format!("hint.{}", problem.code.name()) };
        let needs_names = self.find(&key)?.contains("{expected}");
        if needs_names && problem.expected.is_empty() {
            return None;
        }
        Some(self.say(&key, &[("expected", &expected(problem))]))
    }
}

/// What would be right, in a row.
fn expected(problem: &Problem) -> String {
    let quoted = problem.expected.iter().map(|text| format!("`{text}`"));
    quoted.collect::<Vec<_>>().join(", ")
}

/// A sentence with its slots filled.
fn fill_slots(template: &str, slots: &[(&str, &str)]) -> String {
    let slot = |name: &str| slots.iter().find(|(slot, _)| *slot == name).map(|(_, text)| *text);
    fill(template, &slot)
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Catalogue::new("en").problem(self))
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let catalogue = Catalogue::new("en");
        for (index, problem) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{}", catalogue.problem(problem))?;
        }
        Ok(())
    }
}
