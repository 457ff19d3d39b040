//! The parts of the text: a cell for each, their headings, and what is looked for in them.

use super::{Compiler, add_cell, grid};
use crate::definition::{NarrativeCheck, NarrativeDef, PartDef, SectionDef};
use crate::entry::{Adding, Reading};
use crate::form::{Cell, Part, Place, Section};
use crate::problem::{Code, Problem};
use crate::rules::Kind;
use crate::text::{Check, Heading, Manner, plain_chars};
use crate::words::Words;
use std::sync::Arc;

impl<'d> Compiler<'d> {
    pub(super) fn section(&mut self, index: usize, section: &SectionDef) {
        self.name(&section.pointer, &section.id, index, |form| &form.sections, |s| &s.id);
        if let Some(table) = self.definition.tables.iter().find(|table| table.id == section.id) {
            let problem =
                Problem::new(Code::DuplicateId, &format!("{}/id", section.pointer), &section.id);
            self.problems.push(problem.expecting([&table.pointer]));
        }
        let source = self.required(&section.pointer, &section.required, &section.id, Kind::Section);
        let cell = Cell {
            address: section.id.as_str().into(),
            place: Place::Section(index),
            reading: Reading::Text,
            options: Arc::default(),
            weight: 1,
            locked: false,
            adding: Adding::Nothing,
            required: section.required.required,
            unit: None,
            source,
        };
        self.sections.push((section.id.clone(), add_cell(&mut self.parts, cell)));
        let named = |index: usize| {
            let part = section.parts.get(index);
            part.is_some_and(|part| section.parts.iter().take(index).any(|p| p.id == part.id))
        };
        let parts = section.parts.iter().enumerate();
        let parts = parts.map(|(index, part)| self.part(section, part, named(index))).collect();
        if section.preamble && self.parts.sections.iter().any(|other| other.preamble) {
            let pointer = format!("{}/preamble", section.pointer);
            self.problems.push(Problem::new(Code::DuplicateId, &pointer, &section.id));
        }
        self.parts.sections.push(Section {
            id: section.id.clone(),
            title: section.title.clone(),
            aliases: section.aliases.clone(),
            min_chars: section.min_chars,
            preamble: section.preamble,
            heading: heading(&section.title, &section.aliases),
            template: compared(&section.template),
            parts,
            checks: Vec::new(),
            mentions: Vec::new(),
        });
    }

    fn part(&mut self, section: &SectionDef, part: &PartDef, taken: bool) -> Part {
        grid::check_id(&part.pointer, &part.id, taken, &mut self.problems);
        let pointer = format!("{}/required", part.pointer);
        let id = || format!("{}.{}", section.id, part.id);
        Part {
            id: part.id.clone(),
            title: part.title.clone(),
            min_chars: part.min_chars,
            required: part.required.required,
            source: self.source(&pointer, &part.required.grade, id, Kind::Section),
            heading: heading(&part.title, &part.aliases),
            template: compared(&part.template),
        }
    }

    /// What is looked for in the text whatever its sentences are.
    pub(super) fn narrative(&mut self, def: &'d NarrativeDef) {
        let source = self.source(&def.pointer, &def.grade, String::new, Kind::Narrative);
        for (index, id) in def.sections.iter().enumerate() {
            if !self.parts.sections.iter().any(|section| section.id == *id) {
                let names = self.parts.sections.iter().map(|section| section.id.as_str());
                let pointer = format!("{}/in/{index}", def.pointer);
                let problem = Problem::new(Code::UnknownName, &pointer, id)
                    .expecting(crate::words::nearest(id, names));
                self.problems.push(problem);
            }
        }
        let manner = || Manner { nearly: def.nearly, overlapping: compared(&def.overlapping) };
        let check = match def.check {
            Some(NarrativeCheck::Lists) => Check::Lists(manner()),
            Some(NarrativeCheck::Shares) => Check::Shares,
            Some(NarrativeCheck::Counts) => Check::Counts,
            None => return,
        };
        let idle = [("nearly", def.nearly != 0), ("overlapping", !def.overlapping.is_empty())];
        for (key, given) in idle {
            if given && !matches!(check, Check::Lists(_)) {
                let pointer = format!("{}/{key}", def.pointer);
                self.problems.push(Problem::new(Code::UnknownKey, &pointer, key));
            }
        }
        let here = |id: &String| def.sections.is_empty() || def.sections.contains(id);
        for section in self.parts.sections.iter_mut().filter(|section| here(&section.id)) {
            section.checks.push((source, check.clone()));
        }
    }
}

fn heading(title: &Words, aliases: &[String]) -> Heading {
    Heading::new(title.all().chain(aliases.iter().map(String::as_str)))
}

fn compared(texts: &[String]) -> Vec<Vec<char>> {
    texts.iter().map(|text| plain_chars(text)).collect()
}
