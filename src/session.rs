//! One report being filled in: its entries, and the verdict of every rule, kept up to date with
//! each entry at the cost of the rules that read the cell.

mod changes;
mod found;
mod locating;
mod progress;
mod prose;

use crate::address::{CellId, Operand, Period, RuleId};
use crate::entry::{Entry, Reading, Value};
use crate::finding::{Finding, FindingId};
use crate::form::{Form, Place};
use crate::locate::Entered;
use crate::rules::{Check, Moment, Rule, Severity, Tally, Verdict};
pub use changes::{Changes, PriorTaken, UnknownCell};
pub use progress::Progress;
use prose::Prose;

/// One report being filled in.
///
/// After any series of entries the session stands as a new one would that is given the same
/// entries in any order.
#[derive(Clone, Debug)]
pub struct Session {
    form: Form,
    /// What was typed, by cell.
    texts: Vec<String>,
    /// What it means, by cell, for this period and the prior one.
    this: Vec<Value>,
    prior: Vec<Value>,
    tallies: Vec<Tally>,
    verdicts: Vec<Verdict>,
    /// Rules to decide anew before the call returns; empty between calls.
    touched: Vec<RuleId>,
    /// The parts of the text as they were read, by section.
    prose: Vec<Prose>,
    checks: u64,
    revision: u64,
    /// When each cell was filled in.
    moments: Vec<Entered>,
    calls: u32,
}

impl Session {
    /// An empty report.
    pub fn new(form: &Form) -> Session {
        let cells = form.cells().len();
        let mut session = Session {
            form: form.clone(),
            texts: vec![String::new(); cells],
            this: vec![Value::Blank; cells],
            prior: vec![Value::Blank; cells],
            tallies: form.rules().map(|(_, rule)| Tally::empty(rule.linear())).collect(),
            verdicts: vec![Verdict::Undecided; form.rules().len()],
            touched: Vec::new(),
            prose: vec![Prose::default(); form.sections().len()],
            checks: 0,
            revision: 0,
            moments: vec![Entered::default(); cells],
            calls: 0,
        };
        for (cell, _) in form.cells() {
            for period in [Period::This, Period::Prior] {
                for (rule, weight) in form.readers(Operand { cell, period }) {
                    if let Some(tally) = session.tallies.get_mut(rule.index()) {
                        tally.add(*weight, Value::Blank);
                    }
                }
            }
        }
        session.touched = form.rules().map(|(id, _)| id).collect();
        session.settle(&mut Changes::default());
        session
    }

    /// An empty report of the same form, with the same prior period.
    pub fn emptied(&self) -> Session {
        let mut emptied = Session::new(&self.form);
        for (index, value) in self.prior.iter().enumerate() {
            let operand = Operand { cell: CellId::new(index), period: Period::Prior };
            emptied.put(operand, *value);
        }
        emptied.settle(&mut Changes::default());
        emptied
    }

    /// The form being filled in.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Puts a text into the cell at an address.
    ///
    /// # Errors
    ///
    /// When the form has no such cell; nothing is changed then.
    pub fn enter(&mut self, address: &str, text: &str) -> Result<Changes, UnknownCell> {
        let cell = self.find(address)?;
        Ok(self.enter_cell(cell, text))
    }

    /// Puts a text into a cell; one of another form changes nothing.
    pub fn enter_cell(&mut self, cell: CellId, text: &str) -> Changes {
        self.enter_cells([(cell, text)])
    }

    /// Puts many texts in at once.
    ///
    /// # Errors
    ///
    /// When the form lacks one of the cells; nothing is changed then.
    pub fn enter_all<'a>(
        &mut self,
        entries: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Changes, UnknownCell> {
        let found = entries.into_iter().map(|(address, text)| Ok((self.find(address)?, text)));
        let found: Vec<(CellId, &str)> = found.collect::<Result<_, UnknownCell>>()?;
        Ok(self.enter_cells(found))
    }

    /// Puts many texts in at once; those for cells of another form change nothing.
    pub fn enter_cells<'a>(
        &mut self,
        entries: impl IntoIterator<Item = (CellId, &'a str)>,
    ) -> Changes {
        self.calls = self.calls.saturating_add(1);
        self.put_texts(entries, true)
    }

    /// The same for what a page works out and writes by itself. Nobody typed it, so it must not pass
    /// for what was filled in last.
    pub fn enter_beside<'a>(
        &mut self,
        entries: impl IntoIterator<Item = (CellId, &'a str)>,
    ) -> Changes {
        self.put_texts(entries, false)
    }

    /// Replaces the prior period's figures; cells that are not given become blank. Last year's
    /// form may have had other cells, so an unknown address is no error: it is told, and the rest
    /// is taken.
    pub fn set_prior<'a>(
        &mut self,
        entries: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> PriorTaken {
        let mut taken = PriorTaken::default();
        let mut prior = vec![Value::Blank; self.prior.len()];
        for (address, text) in entries {
            match self.find(address) {
                Err(error) => taken.unknown.push(error),
                Ok(id) => {
                    let cell = self.form.cell(id);
                    if let (Some(slot), Some(cell)) = (prior.get_mut(id.index()), cell) {
                        *slot = cell.read(text);
                        if matches!(slot, Value::Unreadable(_)) {
                            taken.unreadable.push(id);
                        }
                    }
                }
            }
        }
        for (index, value) in prior.into_iter().enumerate() {
            self.put(Operand { cell: CellId::new(index), period: Period::Prior }, value);
        }
        self.settle(&mut taken.changes);
        taken
    }

    /// Another number whenever a figure of this period or the prior one has changed: what was worked
    /// out from the figures before is out of date then.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What was typed into a cell, to the letter.
    pub fn text(&self, cell: CellId) -> &str {
        self.texts.get(cell.index()).map_or("", String::as_str)
    }

    /// What was understood of what was typed into a cell, where that is not written the same: 1532
    /// of 壹仟伍佰叁拾贰, of １，５３２ and of 1532条.
    pub fn understood(&self, cell: CellId) -> Option<String> {
        let typed = self.text(cell);
        // Nearly all entries, and quickly told.
        if typed.bytes().all(|byte| byte.is_ascii_digit()) && !typed.starts_with('0') {
            return None;
        }
        let read = match self.entry(Operand { cell, period: Period::This }) {
            Entry::Amount(amount) => amount.to_string(),
            Entry::Date(date) => date.to_string(),
            _ => return None,
        };
        (read != typed.trim()).then_some(read)
    }

    /// What stands in an operand.
    pub fn entry(&self, operand: Operand) -> Entry {
        let reading = self.form.cell(operand.cell).map_or(Reading::Text, |cell| cell.reading);
        self.value(operand).entry(reading)
    }

    /// Whether a rule holds.
    pub fn verdict(&self, rule: RuleId) -> Verdict {
        self.verdicts.get(rule.index()).copied().unwrap_or_default()
    }

    /// All that does not hold as the report stands, in the definition's order.
    pub fn findings(&self) -> Vec<Finding> {
        self.collect(Moment::Filling)
    }

    /// All that stands against sending the report as it is: every finding, every required cell
    /// that is blank or too short, and every rule about what is filled that waited for blanks.
    pub fn complete(&self) -> Vec<Finding> {
        self.collect(Moment::Sending)
    }

    /// What stands against sending in one check: a finding, a blank where there must be something,
    /// a text that is too short, or a rule about what is filled.
    pub fn before_sending(&self, id: FindingId) -> Option<Finding> {
        match id {
            FindingId::Cell(id) => {
                let cell = self.form.cell(id)?;
                self.unreadable(id, cell).or_else(|| self.unfilled(id, cell))
            }
            FindingId::Rule(rule) => self.violated(rule, self.form.rule(rule)?, Moment::Sending),
            FindingId::Text { section, .. } => self.of_text(id, section, Moment::Sending),
            FindingId::Heading(_) => None,
        }
    }

    /// The finding of a check, if the check does not hold.
    pub fn finding(&self, id: FindingId) -> Option<Finding> {
        match id {
            FindingId::Cell(cell) => self.unreadable(cell, self.form.cell(cell)?),
            FindingId::Rule(rule) => self.violated(rule, self.form.rule(rule)?, Moment::Filling),
            FindingId::Text { section, .. } => self.of_text(id, section, Moment::Filling),
            FindingId::Heading(_) => None,
        }
    }

    /// The findings a cell takes part in.
    pub fn findings_of(&self, cell: CellId) -> Vec<FindingId> {
        let unreadable = matches!(self.this.get(cell.index()), Some(Value::Unreadable(_)));
        let own = unreadable.then_some(FindingId::Cell(cell));
        let mentions = self.form.cell(cell).map_or(&[][..], |cell| self.form.mentions(cell));
        let holes = mentions.iter().flat_map(|mention| &mention.holes).map(|hole| &hole.cell);
        let read = |cell: &CellId| self.form.readers(Operand { cell: *cell, period: Period::This });
        let cells = core::iter::once(&cell).chain(holes);
        let rules = cells.flat_map(read).map(|(rule, _)| *rule);
        let violated = rules.filter(|rule| self.verdict(*rule) == Verdict::Violated);
        let mut found = Vec::from_iter(own);
        for id in violated.map(FindingId::Rule) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        let prose = self.prose_of(cell).into_iter();
        found.extend(prose.flat_map(|prose| prose.ids(cell, false)));
        found
    }

    /// The gravest severity among the findings a cell takes part in.
    pub fn mark(&self, cell: CellId) -> Option<Severity> {
        self.findings_of(cell).into_iter().filter_map(|id| self.graded(id)).min()
    }

    /// How many verdicts have been taken since the session began: what a keystroke costs, for
    /// tests and benches.
    pub fn checks(&self) -> u64 {
        self.checks
    }

    /// The cell at an address.
    ///
    /// # Errors
    ///
    /// When the form has no such cell.
    pub fn find(&self, address: &str) -> Result<CellId, UnknownCell> {
        self.form.find(address).ok_or_else(|| UnknownCell {
            address: address.to_owned(),
            nearest: self.form.nearest(address).into_iter().map(str::to_owned).collect(),
        })
    }

    fn value(&self, operand: Operand) -> Value {
        let values = match operand.period {
            Period::This => &self.this,
            Period::Prior => &self.prior,
        };
        values.get(operand.cell.index()).copied().unwrap_or_default()
    }

    fn put_texts<'a>(
        &mut self,
        entries: impl IntoIterator<Item = (CellId, &'a str)>,
        typed: bool,
    ) -> Changes {
        let mut changes = Changes::default();
        for (cell, text) in entries {
            self.put_text(cell, text, typed, &mut changes);
        }
        self.settle(&mut changes);
        changes
    }

    /// Only what was typed is kept the moment of.
    fn put_text(&mut self, id: CellId, text: &str, typed: bool, changes: &mut Changes) {
        let Some(cell) = self.form.cell(id) else { return };
        let Some(kept) = self.texts.get_mut(id.index()) else { return };
        let same_text = kept == text;
        if !same_text {
            kept.clear();
            kept.push_str(text);
        }
        let (new, place) = (cell.read(text), cell.place);
        let old = self.put(Operand { cell: id, period: Period::This }, new);
        if let Some(moment) = self.moments.get_mut(id.index()).filter(|_| typed && old != new) {
            moment.edited = self.calls;
            if old == Value::Blank {
                moment.filled = self.calls;
            }
        }
        if let (Place::Section(section), false) = (place, same_text) {
            self.read_prose(section, id, text, changes);
        }
        match (old, new) {
            // Its finding quotes the text.
            (_, Value::Unreadable(_)) if old != new || !same_text => {
                changes.raise(FindingId::Cell(id));
            }
            (Value::Unreadable(_), _) if old != new => changes.clear(FindingId::Cell(id)),
            _ => return,
        }
        changes.mark(id);
    }

    /// Puts a value in place, moves the residuals of the rules that read it, and gives the value
    /// that stood there.
    fn put(&mut self, operand: Operand, new: Value) -> Value {
        let values = match operand.period {
            Period::This => &mut self.this,
            Period::Prior => &mut self.prior,
        };
        let Some(slot) = values.get_mut(operand.cell.index()) else {
            return new;
        };
        let old = core::mem::replace(slot, new);
        if old != new {
            self.revision = self.revision.wrapping_add(1);
            for (rule, weight) in self.form.readers(operand) {
                if let Some(tally) = self.tallies.get_mut(rule.index()) {
                    tally.replace(*weight, old, new);
                    if !core::mem::replace(&mut tally.moved, true) {
                        self.touched.push(*rule);
                    }
                }
            }
        }
        old
    }

    /// Decides the touched rules anew.
    fn settle(&mut self, changes: &mut Changes) {
        let mut touched = core::mem::take(&mut self.touched);
        for id in touched.drain(..) {
            let Some(rule) = self.form.rule(id) else { continue };
            let tally = self.tallies.get_mut(id.index()).map(|tally| {
                tally.moved = false;
                &*tally
            });
            // A sum's tally is at hand: to look it up again would be a thirtieth of a keystroke.
            let new = match (&rule.check, tally) {
                (Check::Linear(linear), Some(tally)) => tally.verdict(linear, rule.blank),
                _ => self.decide(id, rule, Moment::Filling),
            };
            let Some(verdict) = self.verdicts.get_mut(id.index()) else { continue };
            let old = core::mem::replace(verdict, new);
            self.checks = self.checks.saturating_add(1);
            let id = FindingId::Rule(id);
            match (old, new) {
                (_, Verdict::Violated) => changes.raise(id),
                (Verdict::Violated, _) => changes.clear(id),
                _ => continue,
            }
            rule.each_operand(&mut |operand| {
                if operand.period == Period::This {
                    changes.mark(self.form.seen(operand.cell));
                }
            });
        }
        self.touched = touched;
    }

    /// Takes a verdict.
    fn decide(&self, id: RuleId, rule: &Rule, moment: Moment) -> Verdict {
        match (&rule.check, self.tallies.get(id.index())) {
            (Check::Linear(linear), Some(tally)) => tally.verdict(linear, rule.blank),
            (Check::Condition(condition), _) => {
                condition.verdict(rule.blank, moment, |operand| self.value(operand))
            }
            (Check::Linear(_), None) => Verdict::Undecided,
        }
    }
}
