//! `crossfoot check`: what stands against sending each report.

use crate::args::ReportsArguments;
use crate::door::Status;
use crate::phrases::Phrases;
use crate::reports::{self, Question};
use crossfoot::{Finding, Session, Severity, Wording, wire};
use serde::Serialize;
use std::io;

pub(crate) fn run(arguments: &ReportsArguments) -> io::Result<Status> {
    reports::run(arguments, Check::default())
}

/// How many findings there are of each severity.
#[derive(Serialize, Clone, Copy, Default, Debug)]
struct Counts {
    hard: usize,
    soft: usize,
    info: usize,
}

/// What one report is answered with in JSON.
#[derive(Serialize)]
struct Checked {
    findings: Vec<wire::Finding>,
    #[serde(flatten)]
    counts: Counts,
}

/// Counts the findings of all reports.
#[derive(Default)]
struct Check {
    total: Counts,
}

impl Question for Check {
    type Found = Vec<Finding>;

    fn look(&mut self, session: &Session) -> Vec<Finding> {
        let findings = session.complete();
        self.total.add(Counts::of(&findings));
        findings
    }

    fn json(&self, findings: &Vec<Finding>, _: &Session, wording: &Wording<'_>) -> impl Serialize {
        Checked { findings: wire::findings(wording, findings), counts: Counts::of(findings) }
    }

    fn words(
        &self,
        findings: &Vec<Finding>,
        wording: &Wording<'_>,
        phrases: Phrases,
    ) -> Vec<String> {
        let lines = findings.iter().map(|found| line(found, wording, phrases));
        lines.chain([Counts::of(findings).words(phrases)]).collect()
    }

    fn total(&self, phrases: Phrases) -> String {
        self.total.words(phrases)
    }

    fn found_any(&self) -> bool {
        self.total.hard > 0
    }
}

/// One finding: its sentence, then its id and what it rests on.
fn line(finding: &Finding, wording: &Wording<'_>, phrases: Phrases) -> String {
    let form = wording.form;
    let severity = phrases.word(finding.severity.name());
    let basis = form.source(finding.source).map(|source| &source.basis);
    let basis = basis.map_or("", |basis| basis.get(wording.catalogue.locale()));
    let basis = match basis {
        "" => String::new(),
        basis => format!(" {}", phrases.say("basis", &[("basis", basis)])),
    };
    let (sentence, id) = (wording.finding(finding), finding.id.name(form));
    format!("{sentence} [{severity} {id}]{basis}")
}

impl Counts {
    fn of(findings: &[Finding]) -> Counts {
        let count = |severity| findings.iter().filter(|found| found.severity == severity).count();
        Counts {
            hard: count(Severity::Hard),
            soft: count(Severity::Soft),
            info: count(Severity::Info),
        }
    }

    fn add(&mut self, other: Counts) {
        self.hard += other.hard;
        self.soft += other.soft;
        self.info += other.info;
    }

    fn words(self, phrases: Phrases) -> String {
        let [hard, soft, info] = [self.hard, self.soft, self.info].map(|n| n.to_string());
        let slots = [("hard", hard.as_str()), ("soft", &soft), ("info", &info)];
        phrases.say("counts", &slots)
    }
}
