//! Which parts of a report stand under which of the form's headings.

use super::lines::Line;
use super::tables::Tables;
use super::{Texts, Unplaced, Why, insert};
use crate::address::CellId;
use crate::finding::{Detail, Finding, FindingId, HeadingFault};
use crate::form::{Form, Section};
use crate::rules::Severity;
use crate::text::{LONGEST, Ordinal, ordinal, which};

/// Fewest characters under a heading that make it more than a line of a table of contents.
const FEWEST: usize = 10;

/// A heading of the form in a report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Index into the lines.
    pub(super) line: usize,
    /// Index into the form's sections.
    section: usize,
    /// Where the text behind it on the same line begins, in characters.
    body: usize,
}

/// The headings of a report.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// One for each section that was found, in the order of the report.
    places: Vec<Place>,
    /// Lines that are headings once more: those of a table of contents, and of parts that are
    /// there twice, with whether text stands under them.
    others: Vec<(usize, bool)>,
    /// The number that each heading found has.
    numbers: Vec<Option<Ordinal>>,
}

impl Outline {
    pub(super) fn of(form: &Form, lines: &[Line<'_>]) -> Outline {
        let candidates = candidates(form, lines);
        let mut chosen: Vec<Place> = Vec::new();
        let mut others = Vec::new();
        for section in 0..form.sections().len() {
            let mut own: Vec<(usize, Place)> = Vec::new();
            for (index, place) in
                candidates.iter().enumerate().filter(|(_, p)| p.section == section)
            {
                let next = candidates.get(index.saturating_add(1)).map_or(lines.len(), |p| p.line);
                own.push((under(lines, place, next), *place));
            }
            // Of several the one that has text under it, and of those the first.
            let full = own.iter().find(|(chars, _)| *chars >= FEWEST);
            let Some((_, best)) = full.or_else(|| own.last()).copied() else { continue };
            insert(&mut chosen, best, |place| place.line);
            let rest = own.iter().filter(|(_, place)| place.line != best.line);
            others.extend(rest.map(|(chars, place)| (place.line, *chars >= FEWEST)));
        }
        by_number(form, lines, &mut chosen, &others);
        let number = |place: &Place| {
            lines.get(place.line).and_then(|line| ordinal(&line.plain.chars)).map(|(own, _)| own)
        };
        let numbers = chosen.iter().map(number).collect();
        Outline { places: chosen, others, numbers }
    }

    /// Whether a line is a heading.
    pub(super) fn is_heading(&self, line: usize) -> bool {
        self.places.iter().any(|place| place.line == line)
            || self.others.iter().any(|(other, _)| *other == line)
    }

    /// What is wrong with the headings: never more than a question, for the text itself is there.
    pub(super) fn findings(&self, form: &Form) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (index, (place, number)) in self.places.iter().zip(&self.numbers).enumerate() {
            let Some(section) = form.sections().get(place.section) else { continue };
            let Some(cell) = form.find(&section.id) else { continue };
            if let (Some(found), Some(right)) = (number, section.heading.number())
                && found.number != right.number
            {
                let fault = HeadingFault::Number { found: found.label(), right: right.label() };
                let found = finding(form, cell, fault);
                found.into_iter().for_each(|found| insert(&mut findings, found, |f| f.id));
            }
            let before = self.places.get(..index).unwrap_or_default();
            // What stands before it and belongs behind it, unless that has been told of another.
            let behind = before
                .iter()
                .filter(|other| other.section > place.section)
                .min_by_key(|o| o.section);
            let behind = behind.and_then(|other| form.sections().get(other.section));
            if let Some(after) = behind.and_then(|other| form.find(&other.id)) {
                let found = finding(form, cell, HeadingFault::Order { after });
                found.into_iter().for_each(|found| insert(&mut findings, found, |f| f.id));
            }
        }
        findings
    }

    /// Puts the text under each heading into its section, without the lines that tables took.
    pub(super) fn texts(
        &self,
        form: &Form,
        lines: &[Line<'_>],
        tables: &Tables,
        texts: &mut Texts,
        unplaced: &mut Vec<Unplaced>,
    ) {
        let starts = |line: usize| {
            let place = self.places.iter().find(|place| place.line == line);
            let other = self.others.iter().find(|(other, _)| *other == line);
            (place, other)
        };
        let preamble = form.sections().iter().find(|section| section.preamble);
        let mut part = Part::new(preamble.filter(|_| !self.places.is_empty()));
        for (index, line) in lines.iter().enumerate() {
            match starts(index) {
                (Some(place), _) => {
                    part.close(form, texts, unplaced);
                    part = Part::new(form.sections().get(place.section));
                    let chars = line.plain.chars.len();
                    if place.body < chars {
                        let start = line.plain.written(place.body..chars).start;
                        part.add(line, line.text.get(start..).unwrap_or_default());
                    }
                }
                (None, Some((_, full))) => {
                    // The line of a contents table says nothing; a part that is there twice does.
                    if *full {
                        part.close(form, texts, unplaced);
                        part = Part { repeated: true, ..Part::new(None) };
                        part.add(line, line.text);
                    }
                }
                _ if tables.taken.get(index).copied().unwrap_or(false) => {}
                // A row that has been told to have no place is not told twice.
                _ if part.section.is_none() && tables.told.get(index).copied().unwrap_or(false) => {
                }
                _ => part.add_line(line),
            }
        }
        part.close(form, texts, unplaced);
    }
}

/// The text under one heading, as it is put together.
struct Part<'f> {
    section: Option<&'f Section>,
    repeated: bool,
    line: usize,
    text: String,
}

impl<'f> Part<'f> {
    fn new(section: Option<&'f Section>) -> Part<'f> {
        Part { section, repeated: false, line: 0, text: String::new() }
    }

    fn add(&mut self, line: &Line<'_>, text: &str) {
        if self.text.is_empty() {
            self.line = line.number;
        } else {
            self.text.push('\n');
        }
        self.text.push_str(text.trim());
    }

    fn add_line(&mut self, line: &Line<'_>) {
        if !line.parted {
            return self.add(line, line.text);
        }
        let cells = line.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let text = cells.collect::<Vec<&str>>().join(" ");
        if !text.is_empty() {
            self.add(line, &text);
        }
    }

    fn close(&self, form: &Form, texts: &mut Texts, unplaced: &mut Vec<Unplaced>) {
        let text = self.text.trim();
        if text.is_empty() {
            return;
        }
        let cell = self.section.and_then(|section| form.find(&section.id));
        let slot = cell.and_then(|cell| texts.get_mut(cell.index()));
        match slot {
            Some(slot @ None) => *slot = Some(text.to_owned()),
            taken => {
                let repeated = self.repeated || taken.is_some();
                let why = if repeated { Why::Repeated } else { Why::NoHeading };
                insert(unplaced, Unplaced::new(self.line, text, why), |other| other.line);
            }
        }
    }
}

/// Every line that is much like a heading of the form, with the heading it is most like.
fn candidates(form: &Form, lines: &[Line<'_>]) -> Vec<Place> {
    let mut candidates: Vec<Place> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.cells.iter().filter(|cell| !super::lines::is_blank(cell)).count() != 1 {
            continue;
        }
        let headings = form.sections().iter().map(|section| &section.heading);
        let found = which(headings, &line.plain.chars);
        candidates.extend(found.map(|(section, found)| Place {
            line: index,
            section,
            body: found.body,
        }));
    }
    candidates
}

/// The characters from a heading to the next one.
fn under(lines: &[Line<'_>], place: &Place, next: usize) -> usize {
    let lines = lines.get(place.line..next).unwrap_or_default();
    let all: usize = lines.iter().map(|line| line.plain.chars.len()).sum();
    all.saturating_sub(place.body)
}

/// Finds the sections that are still missing by their number alone: a short line between their
/// neighbours that is numbered as they are and is no row of a table.
fn by_number(form: &Form, lines: &[Line<'_>], chosen: &mut Vec<Place>, others: &[(usize, bool)]) {
    for (section, found) in form.sections().iter().enumerate() {
        let Some(number) = found.heading.number().filter(|_| !found.preamble) else { continue };
        if chosen.iter().any(|place| place.section == section) || chosen.is_empty() {
            continue;
        }
        let before = chosen.iter().filter(|place| place.section < section);
        let after = chosen.iter().filter(|place| place.section > section);
        let first = before.map(|place| place.line.saturating_add(1)).max().unwrap_or(0);
        let last = after.map(|place| place.line).min().unwrap_or(lines.len());
        let between = lines.iter().enumerate().take(last).skip(first);
        let mut numbered = between.filter(|(index, line)| {
            let own = ordinal(&line.plain.chars).map(|(own, _)| own);
            own == Some(number)
                && line.cells.len() == 1
                && line.plain.chars.len() <= LONGEST / 2
                && !others.iter().any(|(other, _)| other == index)
                && !is_row(form, &line.plain.chars)
        });
        if let Some((line, found)) = numbered.next() {
            let body = found.plain.chars.len();
            insert(chosen, Place { line, section, body }, |place| place.line);
        }
    }
}

/// Whether a line is the label of a table's row.
fn is_row(form: &Form, line: &[char]) -> bool {
    let labels = form.tables().iter().flat_map(|table| &table.rows);
    let mut texts = labels.flat_map(|row| row.label.all());
    texts.any(|label| crate::text::plain(label).chars == line)
}

fn finding(form: &Form, cell: CellId, fault: HeadingFault) -> Option<Finding> {
    let source = form.cell(cell)?.source;
    let severity = form.source(source)?.severity.max(Severity::Soft);
    let detail = Detail::Heading { cell, part: None, fault };
    Some(Finding { id: FindingId::Heading(cell), source, severity, detail, quote: None })
}
