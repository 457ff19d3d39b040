//! What leaves the room: plain objects for JavaScript. Amounts leave as text.

use crate::address::{CellId, Period};
use crate::entry::Entry;
use crate::finding::{Detail, Finding as CoreFinding, Sum};
use crate::form::Form;
use crate::message::{Catalogue, Wording};
use crate::problem::Problem as CoreProblem;
use crate::session::{Changes as CoreChanges, PriorTaken, Session};
use serde::Serialize;
use wasm_bindgen::JsValue;

#[derive(Serialize)]
pub(super) struct Finding {
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
    difference: Option<String>,
    reason: Option<&'static str>,
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

#[derive(Serialize, Default)]
pub(super) struct Changes {
    cells: Vec<String>,
    raised: Vec<Finding>,
    cleared: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<Vec<String>>,
}

#[derive(Serialize)]
struct Problem<'a> {
    code: &'static str,
    pointer: &'a str,
    subject: &'a str,
    expected: &'a [String],
    at: Option<u32>,
    message: String,
    hint: Option<String>,
}

pub(super) fn findings(wording: &Wording<'_>, findings: &[CoreFinding]) -> JsValue {
    object(&findings.iter().map(|found| finding(wording, found)).collect::<Vec<_>>())
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
        difference: None,
        reason: None,
    };
    match &finding.detail {
        Detail::Comparison(comparison) => {
            wire.relation = Some(comparison.relation.sign());
            wire.left = Some(side(form, &comparison.left));
            wire.right = Some(side(form, &comparison.right));
            wire.difference = Some(comparison.difference.to_string());
        }
        Detail::Unreadable { reason, .. } => {
            wire.fault = "unreadable";
            wire.reason = Some(reason.code());
        }
        Detail::Missing { .. } => wire.fault = "missing",
        Detail::TooShort { .. } => wire.fault = "too-short",
    }
    wire
}

fn side(form: &Form, sum: &Sum) -> Side {
    let operand = |term: &crate::finding::Counted| Operand {
        cell: address(form, term.operand.cell),
        period: match term.operand.period {
            Period::This => "this",
            Period::Prior => "prior",
        },
        coefficient: term.coefficient.to_string(),
        value: match term.entry {
            Entry::Amount(amount) => Some(amount.to_string()),
            _ => None,
        },
    };
    Side {
        operands: sum.terms.iter().map(operand).collect(),
        constant: sum.constant.to_string(),
        total: sum.total.to_string(),
    }
}

fn address(form: &Form, cell: CellId) -> String {
    form.cell(cell).map_or(String::new(), |cell| cell.address.to_string())
}

fn addresses<'a>(form: &Form, cells: impl IntoIterator<Item = &'a CellId>) -> Vec<String> {
    cells.into_iter().map(|cell| address(form, *cell)).collect()
}

pub(super) fn changes(
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

pub(super) fn problems(catalogue: &Catalogue, problems: &[CoreProblem]) -> JsValue {
    let problems = problems.iter().map(|problem| Problem {
        code: problem.code.name(),
        pointer: &problem.pointer,
        subject: &problem.subject,
        expected: &problem.expected,
        at: problem.at.and_then(|at| u32::try_from(at).ok()),
        message: catalogue.problem(problem),
        hint: catalogue.hint(problem),
    });
    object(&problems.collect::<Vec<_>>())
}

/// A plain object; `None` becomes `null`, so that every key is always there.
pub(super) fn object<T: Serialize + ?Sized>(value: &T) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    // None of these types can fail to serialise; if one ever did, JavaScript would see null.
    value.serialize(&serializer).unwrap_or(JsValue::NULL)
}
