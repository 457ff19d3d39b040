//! Signed-off reports as plain objects.

use super::Texts;
use crate::finding::Finding;
use crate::form::Form;
use crate::message::Wording;
use crate::session::Session;
use crate::signoff::{self, Reasons, SignFault};
use serde::Serialize;

/// A report as it is sent.
#[derive(Serialize)]
pub struct SignedOff {
    crossfoot: &'static str,
    form: FormRef,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    period: String,
    entries: Texts,
    findings: Vec<Signed>,
    reasons: Vec<Reason>,
    digest: String,
}

#[derive(Serialize)]
struct FormRef {
    id: String,
    version: String,
    digest: String,
}

#[derive(Serialize)]
struct Signed {
    finding: String,
    severity: &'static str,
    fingerprint: String,
    message: String,
}

#[derive(Serialize)]
struct Reason {
    finding: String,
    text: String,
    fingerprint: String,
}

/// A soft finding and the reason written for it.
#[derive(Serialize)]
pub struct Asked {
    finding: String,
    message: String,
    text: String,
    stands: bool,
}

/// What speaks against accepting a signed-off report.
#[derive(Serialize)]
pub struct Verified {
    ok: bool,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
struct Fault {
    code: &'static str,
    message: String,
}

/// A report as it is sent, with the sentences of its findings.
pub fn signed_off(
    session: &Session,
    wording: &Wording<'_>,
    reasons: &Reasons,
    unit: &str,
) -> SignedOff {
    let form = session.form();
    let signed = signoff::sign_off(session, reasons, unit, wording.period);
    let found = session.complete();
    let finding = |(signed, found): (signoff::Signed, &Finding)| Signed {
        finding: signed.finding,
        severity: signed.severity.name(),
        fingerprint: signed.fingerprint,
        message: wording.finding(found),
    };
    let reason = |reason: signoff::Reason| Reason {
        finding: reason.finding,
        text: reason.text,
        fingerprint: reason.fingerprint,
    };
    SignedOff {
        crossfoot: env!("CARGO_PKG_VERSION"),
        form: FormRef {
            id: form.id().to_owned(),
            version: form.version().to_owned(),
            digest: form.digest().to_owned(),
        },
        unit: unit.to_owned(),
        period: wording.period.to_owned(),
        entries: super::texts(form, signed.entries),
        findings: signed.findings.into_iter().zip(&found).map(finding).collect(),
        reasons: signed.reasons.into_iter().map(reason).collect(),
        digest: signed.digest,
    }
}

/// Every soft finding, with the reason written for it.
pub fn asked(session: &Session, wording: &Wording<'_>, reasons: &Reasons) -> Vec<Asked> {
    let form: &Form = session.form();
    let found = session.complete().into_iter();
    let soft = found.filter(|finding| finding.severity == crate::rules::Severity::Soft);
    let asked = soft.map(|finding| {
        let reason = reasons.of(form, &finding);
        Asked {
            finding: finding.id.name(form),
            message: wording.finding(&finding),
            text: reason.map_or(String::new(), |(reason, _)| reason.text.clone()),
            stands: reason.is_some_and(|(_, stands)| stands),
        }
    });
    asked.collect()
}

/// What speaks against accepting a signed-off report, with its sentences.
pub fn verified(wording: &Wording<'_>, faults: &[SignFault]) -> Verified {
    let fault =
        |fault: &SignFault| Fault { code: fault.code(), message: wording.sign_fault(fault) };
    Verified { ok: faults.is_empty(), faults: faults.iter().map(fault).collect() }
}
