//! Sentences whose figures must agree with the tables: each figure becomes a cell that the session
//! fills from the text, and a rule like any other reads it.

use super::weighted::{Mark, Meaning, Target};
use super::{Compiler, add_cell};
use crate::address::{CellId, SourceId};
use crate::amount::Amount;
use crate::definition::{MentionDef, SectionDef, ShareDef};
use crate::entry::{Adding, Reading};
use crate::form::{Cell, Hole, HoleOf, Mention, NO_FIGURE, Place};
use crate::problem::{Code, Problem};
use crate::rules::{Expression, Function, Kind, Operator, Relation};
use crate::text::{Pattern, Scope};
use std::sync::Arc;

/// Decimal places of a figure that no cell gives the scale of.
const USUAL_SCALE: u8 = 4;
/// What the formula of a sentence without figures begins with: it holds where the sentence stands.
const SAID: &str = "said__ = 1 => (";
const SAID_NAME: &str = "said__";

/// A mention being compiled.
struct Draft<'d> {
    def: &'d MentionDef,
    /// The section's id and number, and the mention's own number in it.
    id: &'d str,
    section: usize,
    index: usize,
    source: SourceId,
    holes: Vec<Hole>,
    /// Names of the formulas' own.
    locals: Vec<(String, CellId)>,
}

impl<'d> Compiler<'d> {
    pub(super) fn mentions(&mut self, section: usize, def: &'d SectionDef) {
        let mut last = None;
        for (index, mention) in def.mentions.iter().enumerate() {
            self.mention(section, &def.id, index, mention, last.replace(mention));
        }
    }

    fn mention(
        &mut self,
        section: usize,
        id: &'d str,
        index: usize,
        def: &'d MentionDef,
        last: Option<&MentionDef>,
    ) {
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
        let (holes, locals) = (Vec::new(), Vec::new());
        let mut draft = Draft { def, id, section, index, source, holes, locals };
        let silent = names.is_empty();
        let idle = silent && (def.check.is_none() || !def.shares.is_empty());
        if let (true, Some(text)) = (idle && !wordings.is_empty(), def.wordings.first()) {
            self.problems.push(Problem::new(Code::BadMention, &pointer, text));
        }
        let several = names.iter().filter(|name| self.parts.by_address.contains_key(name.as_str()));
        let several = several.count() > 1;
        for (hole, name) in names.into_iter().enumerate() {
            let target = self.parts.by_address.get(name.as_str()).copied();
            let reading = target.and_then(|target| self.parts.cells.get(target.index()));
            let scale = reading.map_or(USUAL_SCALE, |cell| cell.reading.scale());
            let cell = self.hole(&mut draft, HoleOf::Figure(hole), scale);
            match target {
                Some(target) => {
                    let place = if several { name } else { String::new() };
                    self.equal(&pointer, def, source, cell, target, place);
                }
                None if def.check.is_some() || !def.shares.is_empty() => {
                    draft.locals.push((name, cell));
                }
                None => {
                    let near = crate::words::nearest(&name, self.addresses());
                    let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
                    let problem = Problem::new(Code::UnknownName, &pointer, &name).expecting(near);
                    self.problems.push(problem);
                }
            }
        }
        if silent {
            let said = self.hole(&mut draft, HoleOf::Sentence, 0);
            draft.locals.push((SAID_NAME.to_owned(), said));
        }
        if let Some(check) = &def.check {
            self.agreement(&draft, check, silent);
        }
        for (number, share) in def.shares.iter().enumerate() {
            self.share(&mut draft, number, share);
        }
        if let Some(section) = self.parts.sections.get_mut(section) {
            // Sentences that stand together often have dozens of words in common.
            let alike =
                last.is_some_and(|last| last.scope == def.scope && last.unless == def.unless);
            let scope = match section.mentions.last().filter(|_| alike) {
                Some(mention) => Arc::clone(&mention.scope),
                None => Arc::new(Scope::new(&def.scope, &def.unless)),
            };
            section.mentions.push(Mention { wordings, scope, holes: draft.holes });
        }
    }

    /// A cell for something of a sentence.
    fn hole(&mut self, draft: &mut Draft<'d>, of: HoleOf, scale: u8) -> CellId {
        let hole = match of {
            HoleOf::Figure(hole) => hole,
            HoleOf::Decimals(_) | HoleOf::Sentence => NO_FIGURE,
        };
        let cell = add_cell(
            &mut self.parts,
            Cell {
                address: draft.id.into(),
                place: Place::Mention { section: draft.section, mention: draft.index, hole },
                reading: Reading::Figure { scale, signed: false },
                options: Arc::default(),
                weight: 1,
                // That a sentence is there, and how its figures are written, is no slip.
                locked: hole == NO_FIGURE,
                adding: Adding::Nothing,
                required: false,
                unit: None,
                source: draft.source,
            },
        );
        draft.holes.push(Hole { cell, of });
        cell
    }

    /// The rule that an author's formula gives; for a sentence without figures, that it holds where
    /// the sentence stands.
    fn agreement(&mut self, draft: &Draft<'d>, check: &str, silent: bool) {
        let pointer = format!("{}/check", draft.def.pointer);
        let (text, shift) = if silent {
            (format!("{SAID}{check})"), SAID.chars().count())
        } else {
            (check.to_owned(), 0)
        };
        let told = self.problems.len();
        match self.resolve(&pointer, &text, None, &draft.locals) {
            Some((_, Some(_))) => {
                self.problems.push(Problem::new(Code::MixedAxes, &pointer, check));
            }
            Some((meaning, None)) => {
                self.single(&pointer, &draft.def.grade, draft.source, String::new(), &meaning);
            }
            None => {}
        }
        for problem in self.problems.iter_mut().skip(told) {
            problem.at = problem.at.map(|at| at.saturating_sub(shift));
        }
    }

    /// The rule that a share follows from its figures, at the decimals it is written with.
    fn share(&mut self, draft: &mut Draft<'d>, number: usize, share: &'d ShareDef) {
        let hole = draft.locals.iter().find(|(name, _)| *name == share.figure);
        let Some(figure) = hole.map(|(_, cell)| *cell) else {
            let pointer = format!("{}/figure", share.pointer);
            let names = draft.locals.iter().map(|(name, _)| name.as_str());
            let near = crate::words::nearest(&share.figure, names);
            let problem = Problem::new(Code::UnknownName, &pointer, &share.figure);
            return self.problems.push(problem.expecting(near));
        };
        let part = self.quantity(&format!("{}/part", share.pointer), &share.part, &draft.locals);
        let whole = self.quantity(&format!("{}/whole", share.pointer), &share.whole, &draft.locals);
        let (Some(part), Some(whole)) = (part, whole) else { return };
        let of = draft.holes.iter().find(|hole| hole.cell == figure).map(|hole| hole.of);
        let Some(HoleOf::Figure(hole)) = of else { return };
        let decimals = self.hole(draft, HoleOf::Decimals(hole), 0);
        let leaf = |cell| Expression::Leaf(Mark::this(Target::Cell(cell)));
        let exact = Expression::Chain(vec![
            (Operator::Multiply, Expression::Figure(Amount::from(100))),
            (Operator::Multiply, part),
            (Operator::Divide, whole),
        ]);
        let right = Expression::Call(Function::Round, vec![exact, leaf(decimals)]);
        let pair = Box::new((leaf(figure), right));
        let meaning = Meaning::Condition(Expression::Compare(Relation::Equal, pair));
        let mut grade = draft.def.grade.clone();
        grade.id = grade.id.map(|id| {
            if number == 0 { format!("{id}.share") } else { format!("{id}.share{}", number + 1) }
        });
        let source = self.source(&share.pointer, &grade, String::new, Kind::Share);
        self.single(&share.pointer, &grade, source, String::new(), &meaning);
    }

    /// What a figure is worked out from.
    fn quantity(
        &mut self,
        pointer: &str,
        text: &str,
        locals: &[(String, CellId)],
    ) -> Option<Expression<Mark>> {
        // A formula is a relation, and this is one of its sides.
        self.resolved(pointer, &format!("{text} = 0"), None, locals, |it, formula| {
            match &formula.kind {
                crate::formula::ExprKind::Compare(Relation::Equal, pair) => it.quantity(&pair.0),
                _ => Err(vec![Problem::new(Code::BadFormula, pointer, text)]),
            }
        })
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
