//! Sentences whose figures must agree with the tables: each figure becomes a cell that the session
//! fills from the text, and a rule like any other reads it.

use super::weighted::{Mark, Meaning, Target};
use super::{Compiler, add_cell};
use crate::address::{CellId, SourceId};
use crate::definition::{MentionDef, SectionDef};
use crate::entry::Reading;
use crate::form::{Cell, Mention, Place};
use crate::problem::{Code, Problem};
use crate::rules::{Kind, Relation};
use crate::text::Pattern;
use std::sync::Arc;

/// Decimal places of a figure that no cell gives the scale of.
const USUAL_SCALE: u8 = 4;

impl<'d> Compiler<'d> {
    pub(super) fn mentions(&mut self, section: usize, def: &'d SectionDef) {
        for (index, mention) in def.mentions.iter().enumerate() {
            self.mention(section, &def.id, index, mention);
        }
    }

    fn mention(&mut self, section: usize, id: &str, index: usize, def: &'d MentionDef) {
        let source = self.source(&def.pointer, &def.grade, String::new, Kind::Mention);
        let pointer = format!("{}/text", def.pointer);
        let mut names = Vec::new();
        let mut wordings = Vec::new();
        for text in &def.wordings {
            match Pattern::read(text, &mut names) {
                Some(pattern) => wordings.push(pattern),
                None => self.problems.push(Problem::new(Code::BadMention, &pointer, text)),
            }
        }
        let mut holes = Vec::new();
        let mut locals = Vec::new();
        let several = names.iter().filter(|name| self.parts.by_address.contains_key(name.as_str()));
        let several = several.count() > 1;
        for (hole, name) in names.into_iter().enumerate() {
            let target = self.parts.by_address.get(name.as_str()).copied();
            let reading = target.and_then(|target| self.parts.cells.get(target.index()));
            let scale = reading.map_or(USUAL_SCALE, |cell| cell.reading.scale());
            let cell = add_cell(
                &mut self.parts,
                Cell {
                    address: id.into(),
                    place: Place::Mention { section, mention: index, hole },
                    reading: Reading::Figure { scale, signed: false },
                    options: Arc::default(),
                    weight: 1,
                    locked: false,
                    required: false,
                    unit: None,
                    source,
                },
            );
            holes.push(cell);
            match target {
                Some(target) => {
                    let place = if several { name } else { String::new() };
                    self.equal(&pointer, def, source, cell, target, place);
                }
                None if def.check.is_some() => locals.push((name, cell)),
                None => {
                    let near = crate::words::nearest(&name, self.addresses());
                    let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
                    let problem = Problem::new(Code::UnknownName, &pointer, &name).expecting(near);
                    self.problems.push(problem);
                }
            }
        }
        if let Some(check) = &def.check {
            let pointer = format!("{}/check", def.pointer);
            match self.resolve(&pointer, check, None, &locals) {
                Some((_, Some(_))) => {
                    self.problems.push(Problem::new(Code::MixedAxes, &pointer, check));
                }
                Some((meaning, None)) => {
                    self.single(&pointer, &def.grade, source, String::new(), &meaning);
                }
                None => {}
            }
        }
        if let Some(section) = self.parts.sections.get_mut(section) {
            section.mentions.push(Mention { wordings, holes });
        }
    }

    /// The rule that a figure in a sentence equals a cell; `place` tells several of them apart.
    fn equal(
        &mut self,
        pointer: &str,
        def: &MentionDef,
        source: SourceId,
        figure: CellId,
        target: CellId,
        place: String,
    ) {
        let cell = |cell| [Mark::this(Target::Cell(cell))];
        let meaning = Meaning::plain(Relation::Equal, cell(figure), cell(target));
        self.single(pointer, &def.grade, source, place, &meaning);
    }

    fn addresses(&self) -> impl Iterator<Item = &str> {
        self.parts.cells.iter().map(|cell| &*cell.address)
    }
}
