//! How far a report has come, without putting any finding together.

use super::Session;
use crate::address::CellId;
use crate::finding::FindingId;
use crate::rules::{Severity, Verdict};

/// How far a report has come.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// How many cells there are to fill: those that must be filled, and others whose text is no
    /// answer yet.
    pub cells: usize,
    /// Those of them that still wait, in the definition's order.
    pub remaining: Vec<CellId>,
    /// What is found as the report stands, cells first, then rules, then the text.
    pub found: Vec<(FindingId, Severity)>,
}

impl Progress {
    /// How many of the cells are filled.
    pub fn filled(&self) -> usize {
        self.cells.saturating_sub(self.remaining.len())
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|(_, own)| *own == severity).count()
    }
}

impl Session {
    /// How far the report has come: at the cost of looking at every cell and verdict once.
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for (id, cell) in self.form.fillable() {
            let waits = self.unfilled(id, cell).is_some();
            progress.cells = progress.cells.saturating_add(usize::from(waits || cell.required));
            if waits {
                progress.remaining.push(id);
            }
        }
        for (id, cell) in self.form.cells() {
            if let Some(found) = self.unreadable(id, cell) {
                progress.found.push((found.id, found.severity));
            }
        }
        let mut add = |id| progress.found.extend(self.graded(id).map(|severity| (id, severity)));
        for (id, _) in self.form.rules() {
            if self.verdict(id) == Verdict::Violated {
                add(FindingId::Rule(id));
            }
        }
        for (id, _) in self.form.cells() {
            if let Some(prose) = self.prose_of(id) {
                prose.ids(id, false).for_each(&mut add);
            }
        }
        progress
    }

    /// The severity of a finding that there is.
    pub(super) fn graded(&self, id: FindingId) -> Option<Severity> {
        match id {
            FindingId::Cell(cell) => self.severity(self.form.cell(cell)?.source),
            FindingId::Rule(rule) => {
                let found = self.form.rule(rule)?;
                let question = self.share(found).is_some_and(|fault| fault.is_question());
                let graded = self.severity(found.source)?;
                Some(if question { graded.max(Severity::Soft) } else { graded })
            }
            FindingId::Text { .. } | FindingId::Heading(_) => Some(self.finding(id)?.severity),
        }
    }
}
