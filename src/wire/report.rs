//! A report that was read whole, as plain objects.

use super::{Finding, address, addresses};
use crate::address::CellId;
use crate::finding::Finding as CoreFinding;
use crate::form::{Form, Place};
use crate::message::Wording;
use crate::report;
use crate::session::Session;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A report that was read whole, and what stands against sending it as it is.
#[derive(serde::Serialize)]
pub struct Report {
    entries: Texts,
    sections: Texts,
    unplaced: Vec<Unplaced>,
    blank: Vec<String>,
    findings: Vec<Finding>,
    period: Option<String>,
}

/// Something that has no certain place in the form.
#[derive(serde::Serialize)]
struct Unplaced {
    line: usize,
    text: String,
    reason: &'static str,
    message: String,
}

/// Texts by cell, in the definition's order.
pub struct Texts(Vec<(String, String)>);

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (cell, text) in &self.0 {
            map.serialize_entry(cell, text)?;
        }
        map.end()
    }
}

/// What was read of a report, and what is found in it next to the prior period of a session, which
/// stays as it is.
pub fn report(session: &Session, wording: &Wording<'_>, read: &report::Report) -> Report {
    report_with(wording, read, &found_in(session, read))
}

/// All that stands against sending a report as it was read, its headings included.
pub fn found_in(session: &Session, read: &report::Report) -> Vec<CoreFinding> {
    let mut filled = session.emptied();
    filled.enter_cells(read.entries.iter().map(|(cell, text)| (*cell, text.as_str())));
    let mut findings = filled.complete();
    findings.extend(read.headings.iter().cloned());
    findings
}

/// A report that was read, with the findings that [`found_in`] gives.
pub fn report_with(
    wording: &Wording<'_>,
    read: &report::Report,
    findings: &[CoreFinding],
) -> Report {
    let form = wording.form;
    let unplaced = read.unplaced.iter().map(|unplaced| Unplaced {
        line: unplaced.line,
        text: unplaced.text.clone(),
        reason: unplaced.why.code(),
        message: wording.unplaced(unplaced),
    });
    Report {
        entries: parts(form, read, false),
        sections: parts(form, read, true),
        unplaced: unplaced.collect(),
        blank: addresses(form, &read.blank(form)),
        findings: super::findings(wording, findings),
        period: read.period.clone(),
    }
}

/// Texts by their cells' addresses.
pub fn texts(form: &Form, texts: Vec<(CellId, String)>) -> Texts {
    Texts(texts.into_iter().map(|(cell, text)| (address(form, cell), text)).collect())
}

/// The parts of the text, or the figures of the tables.
fn parts(form: &Form, read: &report::Report, sections: bool) -> Texts {
    let section =
        |cell: CellId| form.cell(cell).is_some_and(|cell| matches!(cell.place, Place::Section(_)));
    let texts = read.entries.iter().filter(|(cell, _)| section(*cell) == sections);
    Texts(texts.map(|(cell, text)| (address(form, *cell), text.clone())).collect())
}
