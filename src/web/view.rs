//! What a binding shows, computed from the session before anything is painted.

use super::api::State;
use super::offer::Advice;
use super::reasons::Asking;
use crate::address::{CellId, Operand, Period};
use crate::finding::{Finding, FindingId};
use crate::form::Form;
use crate::rules::{Rule, Severity};
use crate::sorted::Set;

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
    /// The cell whose text holds the passage it is about.
    pub(super) passage: Option<CellId>,
    /// What it shows of its reason, where it asks for one.
    pub(super) asking: Option<Asking>,
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
    /// How the field stands among those of its findings.
    pub(super) standing: Standing,
    /// The first hard finding's sentence: the field's own validity message.
    pub(super) invalid: String,
}

/// How a field stands among those of its findings.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Standing {
    /// As wrong as any other.
    #[default]
    Open,
    /// It is the one that is wrong.
    Suspect,
    /// Another one is wrong.
    Aside,
}

/// The view of some findings and cells. `asked` are the checks that are shown as they stand before
/// sending, since a submit was held back for them.
pub(super) fn view(
    state: &State,
    findings: impl IntoIterator<Item = FindingId>,
    cells: impl IntoIterator<Item = CellId>,
    asked: &Set<FindingId>,
    advice: &Advice,
    reasons: bool,
) -> View {
    let session = &state.session;
    let wording = state.wording();
    let find = |id: FindingId| match asked.contains(&id) {
        true => session.before_sending(id),
        false => session.finding(id),
    };
    let line = |finding: Finding| Line {
        id: finding.id.name(session.form()),
        rule: session.form().source(finding.source).map_or(String::new(), |s| s.id.to_string()),
        severity: finding.severity.name(),
        message: wording.finding(&finding),
        passage: finding.quote.as_ref().map(|quote| quote.cell),
        asking: (reasons && finding.severity == Severity::Soft).then(|| state.asking(&finding)),
    };
    let mark = |cell: CellId| {
        let mut ids = session.findings_of(cell);
        for id in asked_about(session.form(), asked, cell) {
            if !ids.contains(&id) && find(id).is_some() {
                let own = id == FindingId::Cell(cell);
                ids.insert(if own { 0 } else { ids.len() }, id);
            }
        }
        let read = session.understood(cell).map(|read| wording.understood(&read));
        let standing = advice.standing(cell);
        let mut mark = Mark { findings: ids, read, standing, ..Mark::default() };
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
pub(super) fn is_wrong(state: &State, cell: CellId, asked: &Set<FindingId>) -> bool {
    let session = &state.session;
    let hard = |id| session.before_sending(id).is_some_and(|f| f.severity == Severity::Hard);
    session.mark(cell) == Some(Severity::Hard) || asked_about(session.form(), asked, cell).any(hard)
}

/// The checks a cell takes part in among those that a held-back submit asked about.
pub(super) fn asked_about(
    form: &Form,
    asked: &Set<FindingId>,
    cell: CellId,
) -> impl Iterator<Item = FindingId> {
    asked.items().iter().copied().filter(move |id| match id {
        FindingId::Cell(own) | FindingId::Heading(own) => *own == cell,
        FindingId::Text { section, .. } => *section == cell,
        FindingId::Rule(rule) => form.rule(*rule).is_some_and(|rule| {
            let ours = |operand: &Operand| operand.period == Period::This;
            rule.operands().iter().filter(|o| ours(o)).any(|o| form.seen(o.cell) == cell)
        }),
    })
}

/// The cells of checks that a held-back submit asked about.
pub(super) fn asked_cells<'a>(
    form: &Form,
    asked: impl IntoIterator<Item = &'a FindingId>,
) -> Set<CellId> {
    let mut cells = Set::default();
    for id in asked {
        match id {
            FindingId::Cell(cell)
            | FindingId::Heading(cell)
            | FindingId::Text { section: cell, .. } => {
                cells.insert(*cell);
            }
            FindingId::Rule(rule) => {
                let operands = form.rule(*rule).map_or_else(Vec::new, Rule::operands).into_iter();
                let ours = operands.filter(|operand| operand.period == Period::This);
                cells.extend(ours.map(|operand| form.seen(operand.cell)));
            }
        }
    }
    cells
}
