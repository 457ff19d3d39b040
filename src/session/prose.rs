//! What a session knows of a part of the text: where its sentences stand, and what is wrong with
//! what it says of itself.

use super::{Changes, Session};
use crate::address::{CellId, Operand, Period, SourceId};
use crate::entry::Value;
use crate::finding::{Detail, Finding, FindingId, HeadingFault, Quote};
use crate::form::{Form, Hole, HoleOf, Mention, Part, Place, Section};
use crate::rules::{Check, Kind, Moment, Rule, Severity};
use crate::text::{Fault, LONGEST, Plain, decimals, ordinal, plain, which};
use core::ops::Range;

/// A part of the text as it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    /// Where each mention's sentence stands, in bytes of the text.
    sentences: Vec<Option<Range<usize>>>,
    /// What is wrong with the text itself, in the definition's order.
    told: Vec<Told>,
    /// Whether it is no more than the form's template.
    pub(super) template: bool,
}

/// One thing that is wrong with a text.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Told {
    source: SourceId,
    nth: u32,
    place: Range<usize>,
    detail: Detail,
    /// Whether it may yet be mended by writing on, and counts only before sending.
    waits: bool,
}

impl Prose {
    /// Reads a part of the text; `fill` takes what each mention's cells are filled with.
    fn read(
        section: &Section,
        cell: CellId,
        text: &str,
        mut fill: impl FnMut(CellId, Filling),
    ) -> Prose {
        let plain = plain(text);
        let mut sentences = Vec::with_capacity(section.mentions.len());
        for mention in &section.mentions {
            sentences.push(read_mention(mention, &plain, &mut fill));
        }
        let mut prose =
            Prose { sentences, template: is_template(&plain, section), told: Vec::new() };
        if !section.parts.is_empty() {
            let lines = Lines::of(text);
            let heads = lines.heads(section);
            for (index, part) in section.parts.iter().enumerate() {
                prose.part(cell, index, part, &lines, &heads);
            }
        }
        for (source, check) in &section.checks {
            for doubt in check.run(&plain) {
                let place = plain.written(doubt.place);
                prose.tell(*source, place, Detail::Text(Box::new(doubt.fault)), false);
            }
        }
        prose
    }

    fn tell(&mut self, source: SourceId, place: Range<usize>, detail: Detail, waits: bool) {
        let nth = self.told.iter().filter(|told| told.source == source).count();
        let nth = u32::try_from(nth).unwrap_or(u32::MAX);
        self.told.push(Told { source, nth, place, detail, waits });
    }

    /// A part under a heading of its own: its number, its template, its length, whether it is there.
    fn part(
        &mut self,
        cell: CellId,
        index: usize,
        part: &Part,
        lines: &Lines,
        heads: &[Option<At>],
    ) {
        for line in lines.0.iter().filter(|line| line.plain.len() <= LONGEST) {
            let left = |text: &Vec<char>| line.plain.ends_with(text) && !text.is_empty();
            if part.template.iter().any(left) {
                let detail = Detail::Template { cell, part: Some(index) };
                self.tell(part.source, line.place.clone(), detail, false);
            }
        }
        let Some(at) = heads.get(index).copied().flatten() else {
            if part.required && !lines.0.is_empty() {
                self.tell(part.source, 0..0, Detail::PartMissing { cell, part: index }, true);
            }
            return;
        };
        let Some(line) = lines.0.get(at.line) else { return };
        let (found, right) = (ordinal(&line.plain).map(|(own, _)| own), part.heading.number());
        if let (Some(found), Some(right)) = (found, right)
            && found.number != right.number
        {
            let fault = HeadingFault::Number { found: found.label(), right: right.label() };
            let detail = Detail::Heading { cell, part: Some(index), fault };
            self.tell(part.source, line.place.clone(), detail, false);
        }
        let next = heads.iter().flatten().map(|head| head.line).filter(|next| *next > at.line);
        let end = next.min().unwrap_or(lines.0.len());
        let under = lines.0.get(at.line..end).unwrap_or_default();
        let chars: usize = under.iter().map(|line| line.plain.len()).sum();
        let chars = u32::try_from(chars.saturating_sub(at.body)).unwrap_or(u32::MAX);
        if chars < part.min_chars {
            let at_least = part.min_chars;
            let detail = Detail::PartShort { cell, part: index, chars, at_least };
            self.tell(part.source, line.place.clone(), detail, true);
        }
    }

    /// The checks of the text itself that have another answer than before: raised, then cleared.
    fn changed(&self, old: &Prose, cell: CellId) -> (Vec<FindingId>, Vec<FindingId>) {
        let id =
            |told: &Told| FindingId::Text { section: cell, source: told.source, nth: told.nth };
        let shown = |prose: &'_ Prose| {
            prose.told.iter().filter(|told| !told.waits).cloned().collect::<Vec<Told>>()
        };
        let (new, old) = (shown(self), shown(old));
        let raised = new.iter().filter(|told| !old.contains(told)).map(id).collect();
        let gone = |told: &&Told| !new.iter().any(|other| id(other) == id(told));
        (raised, old.iter().filter(gone).map(id).collect())
    }

    /// The checks of the text itself that do not hold.
    pub(super) fn ids(&self, cell: CellId, sending: bool) -> impl Iterator<Item = FindingId> {
        let shown = self.told.iter().filter(move |told| sending || !told.waits);
        shown.map(move |told| FindingId::Text { section: cell, source: told.source, nth: told.nth })
    }

    /// What is found by a check of the text itself.
    fn finding(&self, form: &Form, id: FindingId, text: &str, sending: bool) -> Option<Finding> {
        let FindingId::Text { section, source, nth } = id else { return None };
        let told = self.told.iter().find(|told| told.source == source && told.nth == nth)?;
        if told.waits && !sending {
            return None;
        }
        let graded = form.source(source)?.severity;
        let severity = match &told.detail {
            // A list that need not be complete, and a share that was only cut, are questions.
            Detail::Text(fault) if fault.is_question() => graded.max(Severity::Soft),
            _ => graded,
        };
        let quote = Some(told.place.clone()).filter(|place| !place.is_empty());
        let quote = quote.and_then(|place| Quote::of(section, text, place));
        Some(Finding { id, source, severity, detail: told.detail.clone(), quote })
    }
}

/// What a cell of a mention is filled with.
enum Filling {
    /// The sentence is not there.
    Nothing,
    /// A figure as it is written.
    Figure(String),
    /// A number.
    Number(i64),
}

fn read_mention(
    mention: &Mention,
    text: &Plain,
    fill: &mut impl FnMut(CellId, Filling),
) -> Option<Range<usize>> {
    let found = mention.wordings.iter().find_map(|wording| wording.find(text, &mention.scope));
    let written = |hole: usize| -> Option<String> {
        let figures = found.as_ref()?.figures.iter();
        let place = figures.into_iter().find(|(of, _)| *of == hole)?.1.clone();
        Some(text.chars.get(place)?.iter().collect())
    };
    for Hole { cell, of } in &mention.holes {
        let filling = match of {
            HoleOf::Figure(hole) => written(*hole).map(Filling::Figure),
            HoleOf::Decimals(hole) => {
                written(*hole).map(|figure| Filling::Number(i64::from(decimals(&figure))))
            }
            HoleOf::Sentence => found.as_ref().map(|_| Filling::Number(1)),
        };
        fill(*cell, filling.unwrap_or(Filling::Nothing));
    }
    found.map(|found| text.written(found.sentence))
}

/// Whether a text says no more than the form's own template.
fn is_template(text: &Plain, section: &Section) -> bool {
    let bare = |text: &[char]| {
        text.iter().copied().filter(|c| !"。.,;:".contains(*c)).collect::<Vec<char>>()
    };
    let own = bare(&text.chars);
    !own.is_empty() && section.template.iter().any(|text| bare(text) == own)
}

/// The lines of a text that have something in them.
struct Lines(Vec<Line>);

struct Line {
    /// In bytes of the text.
    place: Range<usize>,
    plain: Vec<char>,
}

/// Where a part's heading stands.
#[derive(Clone, Copy)]
struct At {
    line: usize,
    /// Characters of the line that are the heading.
    body: usize,
}

impl Lines {
    fn of(text: &str) -> Lines {
        let mut start = 0_usize;
        let mut lines = Vec::new();
        for line in text.split_inclusive(['\n', '\r', '\u{2028}']) {
            let place = start..start.saturating_add(line.trim_end().len());
            start = start.saturating_add(line.len());
            let plain = plain(line).chars;
            if !plain.is_empty() {
                lines.push(Line { place, plain });
            }
        }
        Lines(lines)
    }

    /// Where the heading of each part stands: each line is the heading it is most like.
    fn heads(&self, section: &Section) -> Vec<Option<At>> {
        let mut heads: Vec<Option<(usize, At)>> = vec![None; section.parts.len()];
        for (line, found) in self.0.iter().enumerate() {
            let headings = section.parts.iter().map(|part| &part.heading);
            let Some((part, like)) = which(headings, &found.plain) else { continue };
            let Some(head) = heads.get_mut(part) else { continue };
            if head.is_none_or(|(distance, _)| like.distance < distance) {
                *head = Some((like.distance, At { line, body: like.body }));
            }
        }
        let spoilt = |part: &Part| {
            let line = self.0.iter().position(|line| part.heading.is_spoilt(&line.plain))?;
            Some(At { line, body: 0 })
        };
        let found = heads.into_iter().zip(&section.parts);
        found.map(|(head, part)| head.map(|(_, at)| at).or_else(|| spoilt(part))).collect()
    }
}

impl Session {
    /// Reads a part of the text that has changed: fills the cells of the figures in its sentences,
    /// and looks at what it says of itself. A sentence that is not there, and a figure that cannot
    /// be read exactly, gives a blank: it takes part in no check.
    pub(super) fn read_prose(
        &mut self,
        section: usize,
        cell: CellId,
        text: &str,
        changes: &mut Changes,
    ) {
        let form = self.form.clone();
        let Some(found) = form.sections().get(section) else { return };
        // What is too long is told of the cell itself.
        let unreadable = matches!(self.this.get(cell.index()), Some(Value::Unreadable(_)));
        let text = if unreadable { "" } else { text };
        let read = Prose::read(found, cell, text, |hole, filling| {
            let value = match filling {
                Filling::Nothing => Value::Blank,
                Filling::Number(number) => Value::Units(number),
                Filling::Figure(text) => match form.cell(hole).map(|hole| hole.read(&text)) {
                    Some(value @ Value::Units(_)) => value,
                    _ => Value::Blank,
                },
            };
            self.put(Operand { cell: hole, period: Period::This }, value);
        });
        let Some(kept) = self.prose.get_mut(section) else { return };
        let (raised, cleared) = read.changed(kept, cell);
        *kept = read;
        if !raised.is_empty() || !cleared.is_empty() {
            changes.mark(cell);
        }
        cleared.into_iter().for_each(|id| changes.clear(id));
        raised.into_iter().for_each(|id| changes.raise(id));
    }

    /// The part of the text that a cell holds, as it was read.
    pub(super) fn prose_of(&self, cell: CellId) -> Option<&Prose> {
        match self.form.cell(cell)?.place {
            Place::Section(section) => self.prose.get(section),
            _ => None,
        }
    }

    pub(super) fn of_text(&self, id: FindingId, cell: CellId, moment: Moment) -> Option<Finding> {
        let sending = moment == Moment::Sending;
        self.prose_of(cell)?.finding(&self.form, id, self.text(cell), sending)
    }

    /// The sentence that a rule reads.
    pub(super) fn quote(&self, rule: &Rule) -> Option<Quote> {
        // No other rule can name a figure of a sentence.
        if !matches!(self.form.source(rule.source)?.kind, Kind::Mention | Kind::Share) {
            return None;
        }
        let (section, mention) = rule.operands().iter().find_map(|operand| {
            match self.form.cell(operand.cell)?.place {
                Place::Mention { section, mention, .. } => Some((section, mention)),
                _ => None,
            }
        })?;
        let id = self.form.find(&self.form.sections().get(section)?.id)?;
        let place = self.prose.get(section)?.sentences.get(mention)?.clone()?;
        Quote::of(id, self.text(id), place)
    }

    /// What is wrong with a share that a rule works out anew.
    pub(super) fn share(&self, rule: &Rule) -> Option<Fault> {
        if self.form.source(rule.source)?.kind != Kind::Share {
            return None;
        }
        let Check::Condition(condition) = &rule.check else { return None };
        let sides = condition.share(rule.blank, |operand| self.value(operand))?;
        Fault::share(sides.printed.amount()?, sides.decimals, sides.part, sides.whole)
    }

    pub(super) fn severity(&self, source: SourceId) -> Option<Severity> {
        Some(self.form.source(source)?.severity)
    }
}
