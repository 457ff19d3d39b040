//! What a binding shows, computed from the session before anything is painted.

use super::api::State;
use crate::address::CellId;
use crate::finding::{Finding, FindingId};
use crate::rules::Severity;
use std::collections::BTreeSet;

/// What to paint: only what may have changed.
#[derive(Default)]
pub(super) struct View {
    /// Lines of the list of findings; none for one that is gone.
    pub(super) lines: Vec<(FindingId, Option<Line>)>,
    /// Marks of cells.
    pub(super) marks: Vec<(CellId, Mark)>,
}

/// A finding in the list.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) rule: String,
    pub(super) severity: &'static str,
    pub(super) message: String,
}

/// How a field is marked.
#[derive(Default)]
pub(super) struct Mark {
    /// The gravest severity of the findings the cell takes part in.
    pub(super) severity: Option<Severity>,
    /// The findings it takes part in.
    pub(super) findings: Vec<FindingId>,
    /// What was understood of the text, where that is not written the same.
    pub(super) read: Option<String>,
    /// The first hard finding's sentence: the field's own validity message.
    pub(super) invalid: String,
}

/// The view of some findings and cells. `asked` are the cells whose completeness is shown, since a
/// submit was held back for them.
pub(super) fn view(
    state: &State,
    findings: impl IntoIterator<Item = FindingId>,
    cells: impl IntoIterator<Item = CellId>,
    asked: &BTreeSet<CellId>,
) -> View {
    let session = &state.session;
    let wording = state.wording();
    let find = |id: FindingId| {
        session.finding(id).or_else(|| match id {
            FindingId::Cell(cell) if asked.contains(&cell) => session.incomplete(cell),
            _ => None,
        })
    };
    let line = |finding: Finding| Line {
        id: finding.id.name(session.form()),
        rule: session.form().source(finding.source).map_or(String::new(), |s| s.id.to_string()),
        severity: finding.severity.name(),
        message: wording.finding(&finding),
    };
    let mark = |cell: CellId| {
        let mut ids = session.findings_of(cell);
        if !ids.contains(&FindingId::Cell(cell)) && find(FindingId::Cell(cell)).is_some() {
            ids.insert(0, FindingId::Cell(cell));
        }
        let read = session.understood(cell).map(|read| wording.understood(&read));
        let mut mark = Mark { findings: ids, read, ..Mark::default() };
        for finding in mark.findings.iter().filter_map(|id| find(*id)) {
            let gravest = mark.severity.map_or(finding.severity, |s| s.min(finding.severity));
            mark.severity = Some(gravest);
            if finding.severity == Severity::Hard && mark.invalid.is_empty() {
                mark.invalid = wording.finding(&finding);
            }
        }
        mark
    };
    View {
        lines: findings.into_iter().map(|id| (id, find(id).map(line))).collect(),
        marks: cells.into_iter().map(|cell| (cell, mark(cell))).collect(),
    }
}

/// Whether a cell stands against sending by itself or through a rule, and shows it.
pub(super) fn is_wrong(state: &State, cell: CellId, asked: &BTreeSet<CellId>) -> bool {
    let session = &state.session;
    session.mark(cell) == Some(Severity::Hard)
        || asked.contains(&cell) && session.incomplete(cell).is_some()
}
