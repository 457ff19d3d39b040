//! A report as the search changes it: figures are put in and taken back, and the rules that are
//! violated are known after each.

use crate::address::{CellId, Operand, Period, RuleId};
use crate::entry::{Reading, Value};
use crate::form::{Cell, Form, Place};
use crate::rules::{Check, Moment, Rule, Severity, Tally, Verdict};
use crate::sorted::in_order;

/// Figures lie below this at any scale.
const MOST: i64 = 10_i64.pow(18) - 1;

/// When a cell was filled in, counted in calls; 0 for never.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Entered {
    /// When something was put where nothing stood.
    pub(crate) filled: u32,
    /// When what stands there was put in.
    pub(crate) edited: u32,
}

/// A report with its verdicts.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) form: Form,
    this: Vec<Value>,
    prior: Vec<Value>,
    /// When each cell was filled in.
    moments: Vec<Entered>,
    tallies: Vec<Tally>,
    /// The rules that do not hold, in the definition's order; remarks are left out.
    violated: Vec<RuleId>,
    /// How much may yet be asked about what blanks can hold, counted as `domain` does.
    pub(super) allowance: usize,
    /// Whether a question was left without an answer since this was last looked at.
    pub(super) unanswered: bool,
}

/// Most work on what blanks can hold for one report: some tenths of a second.
const ALLOWANCE: usize = 16_000_000;

impl Record {
    pub(crate) fn new(
        form: &Form,
        this: &[Value],
        prior: &[Value],
        moments: &[Entered],
        tallies: &[Tally],
        verdicts: &[Verdict],
    ) -> Record {
        let violated = form.rules().zip(verdicts).filter(|((_, rule), verdict)| {
            **verdict == Verdict::Violated && !is_remark(form, rule)
        });
        let violated = violated.map(|((id, _), _)| id).collect();
        Record {
            form: form.clone(),
            this: this.to_vec(),
            prior: prior.to_vec(),
            moments: moments.to_vec(),
            tallies: tallies.to_vec(),
            violated,
            allowance: ALLOWANCE,
            unanswered: false,
        }
    }

    /// What stands in a cell of this report.
    pub(crate) fn value(&self, cell: CellId) -> Value {
        self.this.get(cell.index()).copied().unwrap_or_default()
    }

    /// What stood in a cell of the prior period's report.
    pub(crate) fn prior(&self, cell: CellId) -> Value {
        self.prior.get(cell.index()).copied().unwrap_or_default()
    }

    /// When a cell was last filled in.
    pub(crate) fn edited(&self, cell: CellId) -> u32 {
        self.moment(cell).edited
    }

    /// When a cell was filled in.
    pub(crate) fn moment(&self, cell: CellId) -> Entered {
        self.moments.get(cell.index()).copied().unwrap_or_default()
    }

    /// What stands in an operand.
    pub(crate) fn operand(&self, operand: Operand) -> Value {
        match operand.period {
            Period::This => self.value(operand.cell),
            Period::Prior => self.prior(operand.cell),
        }
    }

    /// The rules that do not hold.
    pub(crate) fn violated(&self) -> &[RuleId] {
        &self.violated
    }

    /// A rule's running state.
    pub(crate) fn tally(&self, rule: RuleId) -> Tally {
        self.tallies.get(rule.index()).copied().unwrap_or_default()
    }

    /// Puts a value into a cell and gives the one that stood there.
    pub(crate) fn set(&mut self, cell: CellId, new: Value) -> Value {
        let Some(slot) = self.this.get_mut(cell.index()) else { return new };
        let old = core::mem::replace(slot, new);
        if old == new {
            return old;
        }
        let form = self.form.clone();
        for (id, weight) in form.readers(Operand { cell, period: Period::This }) {
            let Some(rule) = form.rule(*id) else { continue };
            if let Some(tally) = self.tallies.get_mut(id.index()) {
                tally.remove(*weight, old);
                tally.add(*weight, new);
            }
            self.decide(*id, rule);
        }
        old
    }

    /// Whether a rule holds.
    pub(crate) fn verdict(&self, id: RuleId) -> Verdict {
        let Some(rule) = self.form.rule(id) else { return Verdict::Undecided };
        match &rule.check {
            Check::Linear(linear) => self.tally(id).verdict(linear, rule.blank),
            Check::Condition(condition) => {
                condition.verdict(rule.blank, Moment::Filling, |operand| self.operand(operand))
            }
        }
    }

    fn decide(&mut self, id: RuleId, rule: &Rule) {
        let verdict = self.verdict(id);
        match (self.violated.binary_search(&id), verdict == Verdict::Violated) {
            (Err(place), true) if !is_remark(&self.form, rule) => {
                self.violated.insert(place, id);
            }
            (Ok(place), false) => {
                self.violated.remove(place);
            }
            _ => {}
        }
    }

    /// Whether what stands in a cell may be wrong in a rule: a figure, a day or an option that is
    /// not known to be certain, or a blank that the rule takes for nought.
    pub(crate) fn may_be_wrong(&self, cell: CellId, rule: RuleId) -> bool {
        let open = |cell: &Cell| !cell.locked && cell.reading != Reading::Text;
        if !self.form.cell(cell).is_some_and(open) {
            return false;
        }
        match self.value(cell) {
            Value::Units(_) => true,
            Value::Blank => {
                let mention = |cell: &Cell| matches!(cell.place, Place::Mention { .. });
                let rule_of = self.form.rule(rule);
                let blank = rule_of.map(|rule| rule.blank).unwrap_or_default();
                !self.form.cell(cell).is_some_and(mention) && self.tally(rule).blank_is_zero(blank)
            }
            Value::Text(_) | Value::Unreadable(_) => false,
        }
    }

    /// The least and the greatest value a cell can hold, in units at its own scale.
    pub(crate) fn bounds(&self, cell: CellId) -> (i64, i64) {
        match self.form.cell(cell).map(|cell| (cell.reading, cell.options.len())) {
            Some((Reading::Figure { signed: true, .. } | Reading::Date, _)) => (-MOST, MOST),
            Some((Reading::Choice, options)) => {
                (0, i64::try_from(options).unwrap_or(MOST).saturating_sub(1))
            }
            _ => (0, MOST),
        }
    }

    /// How much a cell of this report moves a rule's residual.
    pub(crate) fn factor(&self, rule: RuleId, cell: CellId) -> i128 {
        let readers = self.form.readers(Operand { cell, period: Period::This }).iter();
        let own = readers.filter(|(reader, _)| *reader == rule);
        own.map(|(_, weight)| i128::from(weight.factor)).fold(0, i128::wrapping_add)
    }

    /// The cells of this report that a rule reads, each once.
    pub(crate) fn cells_of(&self, rule: RuleId) -> Vec<CellId> {
        let operands = self.form.rule(rule).map(Rule::operands).unwrap_or_default();
        let ours = operands.into_iter().filter(|operand| operand.period == Period::This);
        let mut cells: Vec<CellId> = ours.map(|operand| operand.cell).collect();
        in_order(&mut cells);
        cells
    }

    /// What a figure that is no unit yet counts as: nought.
    pub(crate) fn units(&self, cell: CellId) -> i64 {
        match self.value(cell) {
            Value::Units(units) => units,
            _ => 0,
        }
    }
}

pub(crate) fn severity(form: &Form, rule: &Rule) -> Severity {
    form.source(rule.source).map_or(Severity::Hard, |source| source.severity)
}

/// Whether nothing has to agree with a rule.
pub(crate) fn is_remark(form: &Form, rule: &Rule) -> bool {
    severity(form, rule) == Severity::Info
}
