//! What leaves the house as plain objects, for JavaScript and for JSON alike. Amounts leave as
//! text.

mod report;
mod rollup;
mod signoff;

use crate::address::{CellId, Operand as CoreOperand, Period};
use crate::amount::Amount;
use crate::entry::Entry;
use crate::finding::{Counted, Detail, Finding as CoreFinding, FindingId, Sum, Unmet};
use crate::form::{Form, Place};
use crate::locate;
use crate::message::{Catalogue, Wording};
use crate::problem::Problem as CoreProblem;
use crate::rules::Severity;
use crate::session::{Changes as CoreChanges, PriorTaken, Progress as CoreProgress, Session};
pub use report::{Report, Texts, found_in, report, report_with, texts};
pub use rollup::{
    Comparison, Contribution, Intake, Total, Unit, comparison, contributions, intake, totals, unit,
};
use serde::Serialize;
pub use signoff::{Asked, SignedOff, Verified, asked, signed_off, verified};

/// A finding.
#[derive(Serialize)]
pub struct Finding {
    id: String,
    rule: String,
    kind: &'static str,
    fault: &'static str,
    severity: &'static str,
    cells: Vec<String>,
    message: String,
    basis: Option<String>,
    relation: Option<&'static str>,
    left: Option<Side>,
    right: Option<Side>,
    operands: Option<Vec<Operand>>,
    difference: Option<String>,
    reason: Option<&'static str>,
    quote: Option<Quote>,
}

/// A passage of a part of the text, in UTF-16 code units.
#[derive(Serialize)]
struct Quote {
    cell: String,
    start: usize,
    end: usize,
    text: String,
}

#[derive(Serialize)]
struct Side {
    operands: Vec<Operand>,
    constant: String,
    total: String,
}

#[derive(Serialize)]
struct Operand {
    cell: String,
    period: &'static str,
    coefficient: String,
    value: Option<String>,
}

/// What a call changed.
#[derive(Serialize, Default)]
pub struct Changes {
    cells: Vec<String>,
    raised: Vec<Finding>,
    cleared: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<Vec<String>>,
}

/// What is wrong with a definition.
#[derive(Serialize)]
pub struct Problem<'a> {
    code: &'static str,
    pointer: &'a str,
    subject: &'a str,
    expected: &'a [String],
    at: Option<u32>,
    message: String,
    hint: Option<String>,
}

/// Findings with their sentences.
pub fn findings(wording: &Wording<'_>, findings: &[CoreFinding]) -> Vec<Finding> {
    findings.iter().map(|found| finding(wording, found)).collect()
}

fn finding(wording: &Wording<'_>, finding: &CoreFinding) -> Finding {
    let form = wording.form;
    let source = form.source(finding.source);
    let basis = source.map(|source| source.basis.get(wording.catalogue.locale()));
    let mut wire = Finding {
        id: finding.id.name(form),
        rule: source.map_or(String::new(), |source| source.id.to_string()),
        kind: source.map_or("", |source| source.kind.name()),
        fault: "comparison",
        severity: finding.severity.name(),
        cells: addresses(form, &finding.cells(form)),
        message: wording.finding(finding),
        basis: basis.filter(|basis| !basis.is_empty()).map(str::to_owned),
        relation: None,
        left: None,
        right: None,
        operands: None,
        difference: None,
        reason: None,
        quote: finding.quote.as_ref().map(|quote| Quote {
            cell: address(form, quote.cell),
            start: quote.utf16.start,
            end: quote.utf16.end,
            text: quote.text.clone(),
        }),
    };
    let operands = |unmet: &Unmet| {
        let operands = unmet.operands.iter();
        let operands = operands.map(|(read, entry)| operand(form, *read, Amount::ONE, *entry));
        Some(operands.collect())
    };
    match &finding.detail {
        Detail::Comparison(comparison) => {
            wire.relation = Some(comparison.relation.sign());
            wire.left = Some(side(form, &comparison.left));
            wire.right = Some(side(form, &comparison.right));
            wire.difference = Some(comparison.difference.to_string());
        }
        Detail::Condition(unmet) => {
            wire.fault = "condition";
            wire.operands = operands(unmet);
            let difference = unmet.sides.and_then(|sides| sides.difference);
            wire.difference = difference.map(|difference| difference.to_string());
        }
        Detail::Unreadable { reason, .. } => {
            wire.fault = "unreadable";
            wire.reason = Some(reason.code());
        }
        Detail::Missing { .. } => wire.fault = "missing",
        Detail::TooShort { .. } | Detail::PartShort { .. } => wire.fault = "too-short",
        Detail::Template { .. } => wire.fault = "template",
        Detail::Heading { .. } => wire.fault = "heading",
        Detail::PartMissing { .. } => wire.fault = "missing",
        Detail::Share(unmet, fault) => {
            wire.fault = fault.name();
            wire.operands = operands(unmet);
        }
        Detail::Text(fault) => wire.fault = fault.name(),
    }
    wire
}

fn side(form: &Form, sum: &Sum) -> Side {
    let counted = |term: &Counted| operand(form, term.operand, term.coefficient, term.entry);
    Side {
        operands: sum.terms.iter().map(counted).collect(),
        constant: sum.constant.to_string(),
        total: sum.total.to_string(),
    }
}

fn operand(form: &Form, operand: CoreOperand, coefficient: Amount, entry: Entry) -> Operand {
    Operand {
        cell: address(form, operand.cell),
        period: match operand.period {
            Period::This => "this",
            Period::Prior => "prior",
        },
        coefficient: coefficient.to_string(),
        value: written(form, operand.cell, entry),
    }
}

/// A figure, day or option as it is written.
pub(crate) fn written(form: &Form, cell: CellId, entry: Entry) -> Option<String> {
    match entry {
        Entry::Amount(amount) => Some(amount.to_string()),
        Entry::Date(date) => Some(date.to_string()),
        Entry::Choice(option) => form.cell(cell)?.options.get(option).cloned(),
        Entry::Blank | Entry::Text { .. } | Entry::Unreadable(_) => None,
    }
}

fn address(form: &Form, cell: CellId) -> String {
    form.cell(cell).map_or(String::new(), |cell| cell.address.to_string())
}

fn addresses<'a>(form: &Form, cells: impl IntoIterator<Item = &'a CellId>) -> Vec<String> {
    cells.into_iter().map(|cell| address(form, *cell)).collect()
}

/// How far a report has come.
#[derive(Serialize)]
pub struct Progress {
    filled: usize,
    cells: usize,
    hard: usize,
    soft: usize,
    info: usize,
    unexplained: usize,
    remaining: Vec<String>,
}

/// How far a report has come; `unexplained` are the soft findings that have no reason.
pub fn progress(form: &Form, progress: &CoreProgress, unexplained: usize) -> Progress {
    Progress {
        filled: progress.filled(),
        cells: progress.cells,
        hard: progress.count(Severity::Hard),
        soft: progress.count(Severity::Soft),
        info: progress.count(Severity::Info),
        unexplained,
        remaining: addresses(form, &progress.remaining),
    }
}

/// What a call changed, with the sentences of what it raised; `prior` tells what could not be
/// used of last period's figures.
pub fn changes(
    session: &Session,
    wording: &Wording<'_>,
    changes: &CoreChanges,
    prior: Option<&PriorTaken>,
) -> Changes {
    let raised = changes.raised.iter().filter_map(|id| session.finding(*id));
    Changes {
        cells: addresses(session.form(), &changes.cells),
        raised: raised.map(|raised| finding(wording, &raised)).collect(),
        cleared: changes.cleared.iter().map(|cleared| cleared.name(session.form())).collect(),
        unknown: prior.map(|taken| taken.unknown.iter().map(|u| u.address.clone()).collect()),
        unreadable: prior.map(|taken| addresses(session.form(), &taken.unreadable)),
    }
}

/// Problems with their sentences.
pub fn problems<'a>(catalogue: &Catalogue, problems: &'a [CoreProblem]) -> Vec<Problem<'a>> {
    let problems = problems.iter().map(|problem| Problem {
        code: problem.code.name(),
        pointer: &problem.pointer,
        subject: &problem.subject,
        expected: &problem.expected,
        at: problem.at.and_then(|at| u32::try_from(at).ok()),
        message: catalogue.problem(problem),
        hint: catalogue.hint(problem),
    });
    problems.collect()
}

/// One rule read back in words.
#[derive(Serialize)]
pub struct RuleInWords {
    id: String,
    kind: &'static str,
    severity: &'static str,
    sentence: String,
    formula: Option<String>,
    places: Vec<String>,
    basis: Option<String>,
    implied: bool,
}

/// All rules of a form.
pub fn rulebook(wording: &Wording<'_>) -> Vec<RuleInWords> {
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    let rules = wording.rulebook().into_iter();
    let rules = rules.map(|rule| RuleInWords {
        id: rule.id,
        kind: rule.kind.name(),
        severity: rule.severity.name(),
        sentence: rule.sentence,
        formula: given(rule.formula),
        places: rule.places,
        basis: given(rule.basis),
        implied: rule.implied,
    });
    rules.collect()
}

/// Which figures may be wrong.
#[derive(Serialize)]
pub struct Suspects {
    suspects: Vec<Suspect>,
    cut_short: bool,
}

/// A repair.
#[derive(Serialize)]
struct Suspect {
    cells: Vec<Change>,
    action: &'static str,
    evidence: Vec<&'static str>,
    sure: bool,
    block: usize,
    mends: Vec<String>,
    message: String,
    here: String,
}

/// One cell of a repair.
#[derive(Serialize)]
struct Change {
    cell: String,
    name: String,
    in_text: bool,
    now: Option<String>,
    should_be: Option<String>,
}

/// A value that the rules force.
#[derive(Serialize)]
pub struct Implied {
    cell: String,
    value: String,
    message: String,
}

/// Suspects with their sentences. What cannot be read stands there as it was typed.
pub fn suspects(session: &Session, wording: &Wording<'_>, suspects: &locate::Suspects) -> Suspects {
    let form = session.form();
    let typed = |change: &locate::Change| match change.now {
        Entry::Unreadable(_) => Some(session.text(change.cell).to_owned()),
        now => written(form, change.cell, now),
    };
    let change = |change: &locate::Change| Change {
        cell: address(form, change.cell),
        name: wording.cell_name(change.cell),
        in_text: matches!(
            form.cell(change.cell).map(|cell| cell.place),
            Some(Place::Mention { .. })
        ),
        now: typed(change),
        should_be: change.should_be.and_then(|entry| written(form, change.cell, entry)),
    };
    let suspect = |suspect: &locate::Suspect| Suspect {
        cells: suspect.changes.iter().map(change).collect(),
        action: suspect.action.name(),
        evidence: suspect.evidence.iter().map(|evidence| evidence.name()).collect(),
        sure: suspect.sure,
        block: suspect.block,
        mends: suspect.mends.iter().map(|rule| FindingId::Rule(*rule).name(form)).collect(),
        message: wording.suspect(suspect),
        here: wording.suspect_here(suspect),
    };
    Suspects {
        suspects: suspects.list.iter().map(suspect).collect(),
        cut_short: suspects.cut_short,
    }
}

/// Implied values with their sentences.
pub fn implied(wording: &Wording<'_>, implied: &[locate::Implied]) -> Vec<Implied> {
    let implied = implied.iter().map(|implied| Implied {
        cell: address(wording.form, implied.cell),
        value: written(wording.form, implied.cell, implied.value).unwrap_or_default(),
        message: wording.implied(implied),
    });
    implied.collect()
}
