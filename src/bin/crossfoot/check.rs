//! `crossfoot check`: what stands against sending each report.

use crate::args::ReportArguments;
use crate::door::Status;
use crate::phrases::Phrases;
use crate::reports::{self, Judge, Judged};
use crossfoot::{Finding, Session, Severity, Wording, wire};
use serde::Serialize;
use std::io;

/// How many findings there are of each severity.
#[derive(Serialize, Clone, Copy, Default, Debug)]
pub(crate) struct Counts {
    hard: usize,
    soft: usize,
    info: usize,
}

/// What stands against sending a report.
#[derive(Serialize)]
struct Checked {
    findings: Vec<wire::Finding>,
    #[serde(flatten)]
    counts: Counts,
}

/// What was found in all reports.
#[derive(Default)]
struct Checker {
    total: Counts,
}

pub(crate) fn run(arguments: &ReportArguments) -> io::Result<Status> {
    reports::run(arguments, Checker::default())
}

impl Judge for Checker {
    type Answer = Checked;

    fn judge(
        &mut self,
        session: &Session,
        wording: &Wording<'_>,
        phrases: Phrases,
    ) -> Judged<Checked> {
        let findings = session.complete();
        let counts = Counts::of(&findings);
        self.total.add(counts);
        let lines = findings.iter().map(|finding| in_words(wording, finding, phrases));
        Judged {
            lines: lines.chain([counts.in_words(phrases)]).collect(),
            answer: Checked { findings: wire::findings(wording, &findings), counts },
        }
    }

    fn total(&self, phrases: Phrases) -> String {
        self.total.in_words(phrases)
    }

    fn has_found(&self) -> bool {
        self.total.has_hard()
    }
}

/// One finding: its sentence, then its id and what it rests on.
pub(crate) fn in_words(wording: &Wording<'_>, finding: &Finding, phrases: Phrases) -> String {
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
    pub(crate) fn of(findings: &[Finding]) -> Counts {
        let count = |severity| findings.iter().filter(|found| found.severity == severity).count();
        Counts {
            hard: count(Severity::Hard),
            soft: count(Severity::Soft),
            info: count(Severity::Info),
        }
    }

    pub(crate) fn has_hard(self) -> bool {
        self.hard > 0
    }

    fn add(&mut self, other: Counts) {
        self.hard += other.hard;
        self.soft += other.soft;
        self.info += other.info;
    }

    pub(crate) fn in_words(self, phrases: Phrases) -> String {
        let [hard, soft, info] = [self.hard, self.soft, self.info].map(|n| n.to_string());
        phrases.say("counts", &[("hard", &hard), ("soft", &soft), ("info", &info)])
    }
}
