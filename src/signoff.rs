//! Signing a report off: what was checked, what stands in it all the same and why, bound to the very
//! figures, so that a server can repeat the check and see whether anything was changed.
//!
//! A digest keeps nobody from writing another result; it tells that this one is whole. What counts
//! is that the server works everything out anew from the figures ([`verify`]).

use crate::address::{CellId, Operand, Period};
use crate::digest::Digest;
use crate::entry::Entry;
use crate::finding::{Detail, Finding, FindingId};
use crate::form::Form;
use crate::json::Json;
use crate::rules::Severity;
use crate::session::Session;
use crate::submission::{self, Of, Unusable};
use std::borrow::Cow;

/// Longest written reason, in characters; what is longer is cut.
pub const MAX_REASON: usize = 2_000;

/// A written reason for a soft finding. It holds for the rule and the figures it was given for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// The finding's name.
    pub finding: String,
    /// What was written.
    pub text: String,
    /// The finding as it was when it was written.
    pub fingerprint: String,
}

/// The reasons that were given in a report.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reasons(Vec<Reason>);

/// A finding as it is signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    /// Its name.
    pub finding: String,
    /// What it does to sending.
    pub severity: Severity,
    /// The rule's edition and the figures, as one word.
    pub fingerprint: String,
}

/// A report as it is sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedOff {
    /// What was entered, blanks left out.
    pub entries: Vec<(CellId, String)>,
    /// What was found.
    pub findings: Vec<Signed>,
    /// The reasons that stand.
    pub reasons: Vec<Reason>,
    /// The digest of all of it.
    pub digest: String,
}

/// Why a signed-off report is not accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SignFault {
    /// It is no report.
    Unusable(Unusable),
    /// It is of another form, edition, or text of the definition: what was found.
    OtherForm(String),
    /// It has cells that the form does not have, or one twice: the first.
    Cell(String),
    /// It is not what was signed: its figures, findings or reasons were changed.
    Changed,
    /// Checked anew it has other findings: their names.
    OtherFindings(Vec<String>),
    /// Findings that hold sending back: their names.
    Hard(Vec<String>),
    /// Soft findings without a reason that stands: their names.
    Unreasoned(Vec<String>),
}

impl SignFault {
    /// The fault's name in catalogues and on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            SignFault::Unusable(_) => "not-a-report",
            SignFault::OtherForm(_) => "other-form",
            SignFault::Cell(_) => "unknown-cells",
            SignFault::Changed => "changed",
            SignFault::OtherFindings(_) => "other-findings",
            SignFault::Hard(_) => "hard-findings",
            SignFault::Unreasoned(_) => "no-reason",
        }
    }
}

impl Reasons {
    /// Writes down the reason for a finding as it is now; an empty text takes it back.
    pub fn give(&mut self, session: &Session, finding: &Finding, text: &str) {
        let name = finding.id.name(session.form());
        self.0.retain(|reason| reason.finding != name);
        let text: String = text.trim().chars().take(MAX_REASON).collect();
        if !text.is_empty() {
            let fingerprint = fingerprint(session.form(), finding);
            self.0.push(Reason { finding: name, text, fingerprint });
        }
    }

    /// Takes a reason over as it was written before, with the fingerprint it was given for.
    pub fn restore(&mut self, reason: Reason) {
        self.0.retain(|own| own.finding != reason.finding);
        self.0.push(reason);
    }

    /// Every reason, whether it stands or not.
    pub fn all(&self) -> &[Reason] {
        &self.0
    }

    /// The reason that was written for a finding, and whether it stands: it does not when a figure
    /// or the rule changed since.
    pub fn of(&self, form: &Form, finding: &Finding) -> Option<(&Reason, bool)> {
        let name = finding.id.name(form);
        let reason = self.0.iter().find(|reason| reason.finding == name)?;
        Some((reason, reason.fingerprint == fingerprint(form, finding)))
    }

    /// Whether a finding asks for a reason that it does not have.
    pub fn asks(&self, form: &Form, finding: &Finding) -> bool {
        finding.severity == Severity::Soft
            && !self.of(form, finding).is_some_and(|(_, stands)| stands)
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// A finding's rule, edition and figures as one word: another figure gives another word.
pub fn fingerprint(form: &Form, finding: &Finding) -> String {
    let mut digest = Digest::new();
    digest.part(form.id());
    digest.part(form.version());
    digest.part(&finding.id.name(form));
    digest.part(finding.severity.name());
    let mut figure = |operand: Operand, entry: Entry| {
        digest.part(form.cell(operand.cell).map_or("", |cell| &cell.address));
        digest.part(if operand.period == Period::This { "this" } else { "prior" });
        match entry {
            Entry::Amount(amount) => digest.part(&amount.to_string()),
            Entry::Date(date) => digest.part(&date.to_string()),
            Entry::Choice(option) => digest.part(&option.to_string()),
            Entry::Text { chars } => digest.part(&chars.to_string()),
            Entry::Blank => digest.part(""),
            Entry::Unreadable(reason) => digest.part(reason.code()),
        }
    };
    match &finding.detail {
        Detail::Comparison(comparison) => {
            for term in comparison.left.terms.iter().chain(&comparison.right.terms) {
                figure(term.operand, term.entry);
            }
        }
        Detail::Condition(unmet) | Detail::Share(unmet, _) => {
            unmet.operands.iter().for_each(|(operand, entry)| figure(*operand, *entry));
        }
        Detail::Unreadable { text, .. } => digest.part(text),
        _ => {}
    }
    if let Some(quote) = &finding.quote {
        digest.part(&quote.text);
    }
    let mut hex = digest.hex();
    hex.truncate(16);
    hex
}

/// Signs a report off as it stands: its entries, all that stands against sending it, and the
/// reasons that stand for what is soft.
pub fn sign_off(session: &Session, reasons: &Reasons, unit: &str, period: &str) -> SignedOff {
    let form = session.form();
    let entries = form.fillable().filter_map(|(id, _)| {
        let text = session.text(id);
        (!text.trim().is_empty()).then(|| (id, text.to_owned()))
    });
    let found = session.complete();
    let signed = |finding: &Finding| Signed {
        finding: finding.id.name(form),
        severity: finding.severity,
        fingerprint: fingerprint(form, finding),
    };
    let standing = |finding: &Finding| {
        let (reason, stands) = reasons.of(form, finding)?;
        (stands && finding.severity == Severity::Soft).then(|| reason.clone())
    };
    let mut signed_off = SignedOff {
        entries: entries.collect(),
        findings: found.iter().map(signed).collect(),
        reasons: found.iter().filter_map(standing).collect(),
        digest: String::new(),
    };
    signed_off.digest = digest(form, &signed_off, unit, period);
    signed_off
}

fn digest(form: &Form, signed_off: &SignedOff, unit: &str, period: &str) -> String {
    let mut digest = Digest::new();
    for part in [form.id(), form.version(), form.digest(), unit, period] {
        digest.part(part);
    }
    for (cell, text) in &signed_off.entries {
        digest.part(form.cell(*cell).map_or("", |cell| &cell.address));
        digest.part(text);
    }
    for finding in &signed_off.findings {
        digest.part(&finding.finding);
        digest.part(finding.severity.name());
        digest.part(&finding.fingerprint);
    }
    for reason in &signed_off.reasons {
        digest.part(&reason.finding);
        digest.part(&reason.text);
        digest.part(&reason.fingerprint);
    }
    digest.hex()
}

/// Repeats the check of a signed-off report, given as JSON, and says all that speaks against
/// accepting it; nothing does when the list is empty. `empty` is an empty report of the form, with
/// the prior period's figures that the receiver knows.
pub fn verify(empty: &Session, text: &str) -> Vec<SignFault> {
    let form = empty.form();
    let mut entries: Vec<(CellId, Cow<'_, str>)> = Vec::new();
    let mut unknown = None;
    let (head, done) = submission::read_head(text, &mut |of, address: Cow<'_, str>, text| {
        if of == Of::Prior {
            return;
        }
        match form.find(&address).filter(|id| entries.iter().all(|(other, _)| other != id)) {
            Some(id) => entries.push((id, text)),
            None => unknown = Some(address.into_owned()),
        }
    });
    if let Err(why) = done {
        return vec![SignFault::Unusable(why)];
    }
    let Ok(json) = Json::read(text) else { return vec![SignFault::Changed] };
    let part = |key: &str| json.get("form").and_then(|form| form.get(key)?.as_text());
    for (found, own) in
        [(head.form.as_deref(), form.id()), (head.version.as_deref(), form.version())]
    {
        if found != Some(own) {
            return vec![SignFault::OtherForm(found.unwrap_or_default().to_owned())];
        }
    }
    if part("digest") != Some(form.digest()) {
        return vec![SignFault::OtherForm(part("digest").unwrap_or_default().to_owned())];
    }
    if let Some(cell) = unknown {
        return vec![SignFault::Cell(cell)];
    }
    let Some((findings, reasons)) = read_signed(&json) else { return vec![SignFault::Changed] };
    let mut session = empty.clone();
    session.enter_cells(entries.iter().map(|(id, text)| (*id, &**text)));
    let (unit, period) = (head.unit.unwrap_or_default(), head.period.unwrap_or_default());
    let anew = sign_off(&session, &reasons, &unit, &period);
    let mut faults = Vec::new();
    let told = SignedOff { findings, ..anew.clone() };
    let other = |one: &[Signed], two: &[Signed]| -> Vec<String> {
        let gone = one.iter().filter(|finding| !two.contains(finding));
        gone.map(|finding| finding.finding.clone()).collect()
    };
    let mut differing = other(&anew.findings, &told.findings);
    for name in other(&told.findings, &anew.findings) {
        if !differing.contains(&name) {
            differing.push(name);
        }
    }
    if !differing.is_empty() {
        faults.push(SignFault::OtherFindings(differing));
    } else if json.get("digest").and_then(Json::as_text) != Some(&*anew.digest)
        || anew.reasons.len() != reasons.all().len()
    {
        faults.push(SignFault::Changed);
    }
    let names = |findings: Vec<&Finding>| -> Vec<String> {
        findings.iter().map(|finding| finding.id.name(form)).collect()
    };
    let found = session.complete();
    let hard = names(found.iter().filter(|found| found.severity == Severity::Hard).collect());
    if !hard.is_empty() {
        faults.push(SignFault::Hard(hard));
    }
    let unreasoned = names(found.iter().filter(|found| reasons.asks(form, found)).collect());
    if !unreasoned.is_empty() {
        faults.push(SignFault::Unreasoned(unreasoned));
    }
    faults
}

fn read_signed(json: &Json) -> Option<(Vec<Signed>, Reasons)> {
    let text = |json: &Json, key: &str| json.get(key)?.as_text().map(str::to_owned);
    let mut findings = Vec::new();
    for finding in json.get("findings")?.as_list()? {
        let severity = text(finding, "severity")?;
        let all = [Severity::Hard, Severity::Soft, Severity::Info];
        findings.push(Signed {
            finding: text(finding, "finding")?,
            severity: all.into_iter().find(|own| own.name() == severity)?,
            fingerprint: text(finding, "fingerprint")?,
        });
    }
    let mut reasons = Reasons::default();
    for reason in json.get("reasons")?.as_list()? {
        reasons.restore(Reason {
            finding: text(reason, "finding")?,
            text: text(reason, "text")?,
            fingerprint: text(reason, "fingerprint")?,
        });
    }
    Some((findings, reasons))
}

/// The finding of a name, as a report stands before sending.
pub fn find(session: &Session, name: &str) -> Option<Finding> {
    let found = session.complete().into_iter();
    let mut named = found.filter(|finding| finding.id.name(session.form()) == name);
    named.next()
}

/// The soft findings of a report that have no reason that stands.
pub fn unreasoned(session: &Session, reasons: &Reasons) -> Vec<FindingId> {
    let found = session.complete().into_iter();
    let asking = found.filter(|finding| reasons.asks(session.form(), finding));
    asking.map(|finding| finding.id).collect()
}
