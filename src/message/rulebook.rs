//! The rules of a form read back: each as a sentence and as a formula, with what it rests on.

use super::names::Names;
use super::naming::Shared;
use super::wording::Wording;
use crate::address::SourceId;
use crate::form::{Place, Section};
use crate::rules::{Kind, Severity};
use crate::text::Check as TextCheck;

/// One rule of a form in the reader's language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleInWords {
    /// The rule's public id.
    pub id: String,
    /// Where it comes from.
    pub kind: Kind,
    /// What a finding does to sending.
    pub severity: Severity,
    /// What must hold, in words.
    pub sentence: String,
    /// The same over ids, as formulas are written; empty for what is no formula: that a cell is
    /// filled.
    pub formula: String,
    /// The lines it holds on, each in words; empty when it is about single cells.
    pub places: Vec<String>,
    /// The text it rests on; empty when the definition gives none.
    pub basis: String,
    /// Whether other rules imply it.
    pub implied: bool,
}

impl Wording<'_> {
    /// All rules of the form in its own order: first that cells are filled, then what they must
    /// agree in. Instances that read the same are one rule that holds on several lines.
    pub fn rulebook(&self) -> Vec<RuleInWords> {
        let mut book: Vec<RuleInWords> = Vec::new();
        let mut last = None;
        for (_, cell) in self.form.fillable().filter(|(_, cell)| cell.required) {
            if last != Some(cell.source) {
                last = Some(cell.source);
                let sentence = self.filled_sentence(cell.place);
                book.extend(self.entry(cell.source, sentence, String::new(), false));
            }
        }
        let entries = book.len();
        for (_, rule) in self.form.rules() {
            let shared = Shared::of(self.form, rule.operands().into_iter());
            let names = Names::of(self.form, rule, shared);
            let (sentence, formula) =
                (self.sentence(rule, shared), self.formula(rule, shared, names));
            let place = self.shared_name(shared);
            let id = self.form.source(rule.source).map_or("", |source| &source.id);
            let same = |known: &&mut RuleInWords| {
                known.id == id && known.sentence == sentence && known.implied == rule.implied
            };
            // Instances of one rule follow each other.
            let known = book.iter_mut().skip(entries).rev().take_while(|known| known.id == id);
            match known.into_iter().find(same) {
                Some(known) => known.places.extend(place),
                None => {
                    let entry = self.entry(rule.source, sentence, formula, rule.implied);
                    book.extend(
                        entry.map(|entry| RuleInWords {
                            places: place.into_iter().collect(),
                            ..entry
                        }),
                    );
                }
            }
        }
        for section in self.form.sections() {
            self.of_section(section, &mut book);
        }
        book
    }

    /// What is asked of the text itself: its own parts, and what is looked for in any text, which is
    /// told once for all sections.
    fn of_section(&self, section: &Section, book: &mut Vec<RuleInWords>) {
        let name = self.label(section.said(self.locale()));
        for part in section.parts.iter().filter(|part| part.required) {
            let key = if part.min_chars == 0 { "rule.part" } else { "rule.part-long" };
            let (own, chars) = (self.label(part.said(self.locale())), part.min_chars.to_string());
            let slots = [("section", name.as_str()), ("name", &own), ("chars", &chars)];
            let sentence = self.catalogue.say(key, &slots);
            book.extend(self.entry(part.source, sentence, String::new(), false));
        }
        for (source, check) in &section.checks {
            let key = match check {
                TextCheck::Lists(_) => "rule.lists",
                TextCheck::Shares => "rule.shares",
                TextCheck::Counts => "rule.counts",
            };
            let entry = self.entry(*source, self.catalogue.say(key, &[]), String::new(), false);
            match book.iter_mut().find(|known| entry.as_ref().is_some_and(|e| e.id == known.id)) {
                Some(known) => known.places.push(name.clone()),
                None => book
                    .extend(entry.map(|entry| RuleInWords { places: vec![name.clone()], ..entry })),
            }
        }
    }

    fn entry(
        &self,
        source: SourceId,
        sentence: String,
        formula: String,
        implied: bool,
    ) -> Option<RuleInWords> {
        let source = self.form.source(source)?;
        Some(RuleInWords {
            id: source.id.to_string(),
            kind: source.kind,
            severity: source.severity,
            sentence,
            formula,
            places: Vec::new(),
            basis: source.basis.get(self.catalogue.locale()).to_owned(),
            implied,
        })
    }

    fn filled_sentence(&self, place: Place) -> String {
        let section = |section: usize| self.form.sections().get(section);
        let (key, name, chars) = match place {
            Place::Table { table, .. } => {
                let table = self.form.tables().get(table);
                ("rule.filled", table.map(|table| self.label(table.said(self.locale()))), 0)
            }
            Place::Section(at) | Place::Mention { section: at, .. } => {
                let chars = section(at).map_or(0, |section| section.min_chars);
                let key = if chars == 0 { "rule.present" } else { "rule.long" };
                (key, section(at).map(|section| self.label(section.said(self.locale()))), chars)
            }
        };
        let (name, chars) = (name.unwrap_or_default(), chars.to_string());
        self.catalogue.say(key, &[("name", &name), ("chars", &chars)])
    }
}
