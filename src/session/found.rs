//! What a session answers with: the findings of its cells, of its rules, and of its text.

use super::Session;
use crate::address::{CellId, RuleId};
use crate::entry::{Reading, Value};
use crate::finding::{Comparison, Detail, Finding, FindingId, QUOTED, Unmet, shortened};
use crate::form::{Cell, Place};
use crate::rules::{Check, Moment, Rule, Severity, Verdict};

impl Session {
    pub(super) fn collect(&self, moment: Moment) -> Vec<Finding> {
        let sending = moment == Moment::Sending;
        let unfilled = |id, cell| sending.then(|| self.unfilled(id, cell)).flatten();
        let cells = self.form.cells();
        let cells =
            cells.filter_map(|(id, cell)| self.unreadable(id, cell).or_else(|| unfilled(id, cell)));
        let rules = self.form.rules().filter_map(|(id, rule)| self.violated(id, rule, moment));
        let parts = self.form.cells().filter_map(|(id, _)| Some((id, self.prose_of(id)?)));
        let texts = parts.flat_map(|(id, prose)| prose.ids(id, sending));
        let texts = texts.filter_map(|id| match id {
            FindingId::Text { section, .. } => self.of_text(id, section, moment),
            _ => None,
        });
        cells.chain(rules).chain(texts).collect()
    }

    pub(super) fn unreadable(&self, id: CellId, cell: &Cell) -> Option<Finding> {
        match self.this.get(id.index())? {
            Value::Unreadable(reason) => {
                let text = shortened(self.text(id).trim(), QUOTED);
                self.about(id, cell, Detail::Unreadable { cell: id, reason: *reason, text })
            }
            _ => None,
        }
    }

    pub(super) fn unfilled(&self, id: CellId, cell: &Cell) -> Option<Finding> {
        let chars = match (cell.required, self.this.get(id.index())?) {
            (true, Value::Blank) => return self.about(id, cell, Detail::Missing { cell: id }),
            (_, Value::Text(chars)) => *chars,
            _ => return None,
        };
        let Place::Section(section) = cell.place else {
            return None;
        };
        if self.prose.get(section).is_some_and(|prose| prose.template) {
            return self.about(id, cell, Detail::Template { cell: id, part: None });
        }
        let at_least = self.form.sections().get(section)?.min_chars;
        let detail = Detail::TooShort { cell: id, chars, at_least };
        (cell.reading == Reading::Text && chars < at_least)
            .then(|| self.about(id, cell, detail))
            .flatten()
    }

    pub(super) fn about(&self, id: CellId, cell: &Cell, detail: Detail) -> Option<Finding> {
        let severity = self.severity(cell.source)?;
        let quote = None;
        Some(Finding { id: FindingId::Cell(id), source: cell.source, severity, detail, quote })
    }

    pub(super) fn violated(&self, id: RuleId, rule: &Rule, moment: Moment) -> Option<Finding> {
        let verdict = match (self.verdict(id), moment) {
            (Verdict::Undecided, Moment::Sending) => self.decide(id, rule, moment),
            (verdict, _) => verdict,
        };
        if verdict != Verdict::Violated {
            return None;
        }
        let mut severity = self.severity(rule.source)?;
        let entry = |operand| self.entry(operand);
        let detail = match &rule.check {
            Check::Linear(linear) => {
                Detail::Comparison(Box::new(Comparison::of(linear, rule.blank, entry)))
            }
            Check::Condition(condition) => {
                let sides = condition.sides(rule.blank, |operand| self.value(operand));
                let unmet = Box::new(Unmet::of(condition, sides, entry));
                match self.share(rule) {
                    Some(fault) => {
                        if fault.is_question() {
                            severity = severity.max(Severity::Soft);
                        }
                        Detail::Share(unmet, Box::new(fault))
                    }
                    None => Detail::Condition(unmet),
                }
            }
        };
        let quote = self.quote(rule);
        Some(Finding { id: FindingId::Rule(id), source: rule.source, severity, detail, quote })
    }
}
