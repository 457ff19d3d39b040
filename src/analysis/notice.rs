//! What was found about a form's rules, for its author: where it stands, and in words.

use super::{Insight, analyse};
use crate::address::{Operand, Period, RuleId};
use crate::date::Date;
use crate::entry::Reading;
use crate::finding::FindingId;
use crate::form::Form;
use crate::message::Catalogue;
use crate::solver::Rational;

const CHINESE: &str = include_str!("zh-CN.json");
const ENGLISH: &str = include_str!("en.json");

/// Most rules that a sentence names.
const NAMED: usize = 6;

/// How much a notice weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// No report could ever be sent.
    Error,
    /// The rules do not say what their author is likely to have meant.
    Warning,
    /// Something worth knowing.
    Note,
}

/// One thing about a form's rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// How much it weighs.
    pub level: Level,
    /// Its kind: `contradiction`, `never-holds`, `implied`, `never-fails`, `idle-part`, `forced`,
    /// `too-hard`.
    pub code: &'static str,
    /// Where the rule stands: a JSON pointer into the definition.
    pub pointer: String,
    /// The sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Analyses a form's rules and says what was found, in a language that has a catalogue.
pub fn notices(form: &Form, locale: &str) -> Vec<Notice> {
    let catalogue = Catalogue::new(locale).with(CHINESE, ENGLISH);
    let speech = Speech { form, catalogue: &catalogue };
    analyse(form).iter().map(|insight| speech.notice(insight)).collect()
}

struct Speech<'a> {
    form: &'a Form,
    catalogue: &'a Catalogue,
}

impl Speech<'_> {
    fn notice(&self, insight: &Insight) -> Notice {
        let (level, code, rule, by) = match insight {
            Insight::Contradiction { rules, hard } => {
                let level = if *hard { Level::Error } else { Level::Warning };
                let code = if rules.len() == 1 { "never-holds" } else { "contradiction" };
                (level, code, rules.last(), rules.as_slice())
            }
            Insight::Implied { rule, by, whole } => {
                (whole_level(*whole), "implied", Some(rule), by.as_slice())
            }
            Insight::NeverFails { rule, whole } => {
                (whole_level(*whole), "never-fails", Some(rule), &[][..])
            }
            Insight::Idle { rule, by } => (Level::Warning, "idle-part", Some(rule), by.as_slice()),
            Insight::Forced { by, .. } => (Level::Warning, "forced", by.last(), by.as_slice()),
            Insight::TooHard { rules } => {
                (Level::Note, "too-hard", rules.first(), rules.as_slice())
            }
        };
        // Of a rule that is needed elsewhere nothing can be left out.
        let advice = if level == Level::Note && code != "too-hard" { "part" } else { code };
        let (cell, value) = match insight {
            Insight::Forced { operand, value, .. } => {
                (self.cell(*operand), self.value(*operand, value))
            }
            _ => (String::new(), String::new()),
        };
        let (name, rules) = (rule.map_or(String::new(), |rule| self.name(rule)), self.names(by));
        let slots =
            [("rule", name.as_str()), ("rules", &rules), ("cell", &cell), ("value", &value)];
        Notice {
            level,
            code,
            pointer: rule.map_or(String::new(), |rule| self.pointer(rule)),
            message: self.catalogue.say(&format!("notice.{code}"), &slots),
            hint: self.catalogue.say(&format!("advice.{advice}"), &slots),
        }
    }

    fn name(&self, rule: &RuleId) -> String {
        FindingId::Rule(*rule).name(self.form)
    }

    fn names(&self, rules: &[RuleId]) -> String {
        let named = rules.iter().take(NAMED).map(|rule| format!("`{}`", self.name(rule)));
        let mut list = named.collect::<Vec<_>>().join(", ");
        if rules.len() > NAMED {
            let more = rules.len().saturating_sub(NAMED).to_string();
            list.push_str(&self.catalogue.say("more", &[("count", &more)]));
        }
        list
    }

    fn pointer(&self, rule: &RuleId) -> String {
        let source = self.form.rule(*rule).and_then(|rule| self.form.source(rule.source));
        source.map_or(String::new(), |source| source.pointer.to_string())
    }

    fn cell(&self, operand: Operand) -> String {
        let address = self.form.cell(operand.cell).map_or("", |cell| &cell.address);
        let prior = if operand.period == Period::Prior { "prior." } else { "" };
        format!("{prior}{address}")
    }

    /// A figure as its cell would show it: an option by its name, a day as a day.
    fn value(&self, operand: Operand, value: &Rational) -> String {
        let number = value.to_amount().and_then(|amount| amount.units_at(0));
        let number = number.and_then(|number| i64::try_from(number).ok());
        let cell = self.form.cell(operand.cell);
        match (cell.map(|cell| cell.reading), number) {
            (Some(Reading::Date), Some(days)) => Date::of_days(days).to_string(),
            (Some(Reading::Choice), Some(place)) => {
                let option = cell.zip(usize::try_from(place).ok());
                let option = option.and_then(|(cell, place)| cell.options.get(place).cloned());
                option.unwrap_or_default()
            }
            _ => value.to_amount().map_or_else(|| value.to_string(), |amount| amount.to_string()),
        }
    }
}

fn whole_level(whole: bool) -> Level {
    if whole { Level::Warning } else { Level::Note }
}
