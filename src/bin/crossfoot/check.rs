//! `crossfoot check`: what stands against sending each report.

use crate::args::{CheckArguments, Format};
use crate::door::{Door, Status, shown};
use crate::input;
use crate::report::{self, Report, borrowed};
use crate::stream;
use crossfoot::{Finding, PriorTaken, Session, Severity, Wording, wire};
use serde::Serialize;
use serde_json::value::RawValue;
use std::io;
use std::path::Path;
use std::rc::Rc;

/// How many findings there are of each severity.
#[derive(Serialize, Clone, Copy, Default, Debug)]
pub(crate) struct Counts {
    hard: usize,
    soft: usize,
    info: usize,
}

/// Which report an answer is about.
#[derive(Serialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Which<'n> {
    Report(&'n str),
    Line(u64),
}

/// The answer to a report that could be checked.
#[derive(Serialize)]
struct Checked<'r> {
    #[serde(flatten)]
    which: Which<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r RawValue>,
    findings: Vec<wire::Finding>,
    #[serde(flatten)]
    counts: Counts,
    #[serde(skip_serializing_if = "Option::is_none")]
    prior: Option<&'r Unused>,
}

/// The answer to one that could not.
#[derive(Serialize)]
struct Refused<'r> {
    #[serde(flatten)]
    which: Which<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r RawValue>,
    error: &'r str,
}

/// What could not be used of the prior period's report.
#[derive(Serialize, Clone, Default)]
struct Unused {
    unknown: Vec<String>,
    unreadable: Vec<String>,
}

/// Checks reports one after the other, and counts.
pub(crate) struct Checker<'a> {
    pub(crate) door: Door,
    period: &'a str,
    /// A session without entries, with the prior period's report in it.
    empty: Session,
    unused: Unused,
    total: Counts,
    reports: usize,
    unusable: usize,
}

pub(crate) fn run(arguments: &CheckArguments) -> io::Result<Status> {
    let usual = if arguments.jsonl { Format::Json } else { Format::Human };
    let mut door = Door::open(&arguments.answer, usual);
    let files = [&arguments.form].into_iter().chain(&arguments.reports).chain(&arguments.prior);
    let stdin = files.filter(|path| input::is_stdin(path)).count();
    if stdin + usize::from(arguments.jsonl) > 1 {
        let twice = door.phrases.word("stdin-twice");
        door.note("error", &twice)?;
        return Ok(Status::Unusable);
    }
    let Some(form) = door.form(&arguments.form)? else { return Ok(Status::Unusable) };
    let mut checker = Checker {
        door,
        period: &arguments.period.text,
        empty: Session::new(&form),
        unused: Unused::default(),
        total: Counts::default(),
        reports: 0,
        unusable: 0,
    };
    if let Some(path) = &arguments.prior
        && !checker.set_prior(path)?
    {
        return Ok(Status::Unusable);
    }
    if arguments.jsonl {
        stream::check(&mut checker, &mut io::stdin().lock())?;
    } else {
        for path in &arguments.reports {
            checker.file(path)?;
        }
    }
    checker.close()
}

impl Checker<'_> {
    fn set_prior(&mut self, path: &Path) -> io::Result<bool> {
        let Some(text) = self.door.text(path)? else { return Ok(false) };
        let phrases = self.door.phrases;
        let name = input::name(path, phrases);
        match report::entries(&text, phrases) {
            Ok(entries) => {
                let taken = self.empty.set_prior(borrowed(&entries));
                self.unused = Unused::of(&self.empty, &taken);
                let unused = self.unused.clone();
                self.tell_unused(&name, &unused)?;
                Ok(true)
            }
            Err(why) => {
                let why = phrases.say("unreadable", &[("name", &name), ("why", &why)]);
                self.door.note("error", &why)?;
                Ok(false)
            }
        }
    }

    fn file(&mut self, path: &Path) -> io::Result<()> {
        let phrases = self.door.phrases;
        let name = input::name(path, phrases);
        let which = Which::Report(if input::is_stdin(path) { "-" } else { &name });
        match input::text(path, phrases) {
            Ok(text) => self.report(which, &text),
            Err(why) => self.refuse(which, None, &why),
        }
    }

    /// Checks a report and answers.
    pub(crate) fn report(&mut self, which: Which<'_>, text: &str) -> io::Result<()> {
        let phrases = self.door.phrases;
        let line = if let Which::Line(line) = which { line } else { 1 };
        let (report, read) = Report::read(text, line, phrases);
        let mut session = self.empty.clone();
        let entered = read.and_then(|()| report.enter(&mut session, phrases));
        if let Err(why) = entered {
            return self.refuse(which, report.id, &why);
        }
        let given = report.prior.as_ref().map(|prior| session.set_prior(borrowed(prior)));
        let given = given.map(|taken| Unused::of(&session, &taken));
        if let Some(unused) = &given {
            let name = self.name(which, report.id);
            self.tell_unused(&name, unused)?;
        }
        let findings = session.complete();
        let counts = Counts::of(&findings);
        self.reports += 1;
        self.total.add(counts);
        let (form, period) = (session.form(), self.period);
        let catalogue = Rc::clone(&self.door.catalogue);
        let wording = Wording { catalogue: &catalogue, form, period };
        if self.door.format == Format::Json {
            let unused = given.as_ref().unwrap_or(&self.unused);
            let answer = Checked {
                which,
                id: report.id,
                findings: wire::findings(&wording, &findings),
                counts,
                prior: Some(unused).filter(|unused| !unused.is_empty()),
            };
            return self.door.json(&answer);
        }
        let name = self.name(which, report.id);
        self.door.line(&shown(&name))?;
        for finding in &findings {
            let line = self.finding(&wording, finding);
            self.door.line(&format!("  {}", shown(&line)))?;
        }
        let counts = self.counts(counts);
        self.door.line(&format!("  {counts}"))
    }

    /// Answers that a report cannot be used.
    pub(crate) fn refuse(
        &mut self,
        which: Which<'_>,
        id: Option<&RawValue>,
        why: &str,
    ) -> io::Result<()> {
        self.reports += 1;
        self.unusable += 1;
        if self.door.format == Format::Json {
            return self.door.json(&Refused { which, id, error: why });
        }
        let (name, word) = (self.name(which, id), self.door.phrases.word("error"));
        self.door.line(&shown(&name))?;
        self.door.line(&format!("  {word}: {}", shown(why)))
    }

    /// One finding: its sentence, then its id and what it rests on.
    fn finding(&self, wording: &Wording<'_>, finding: &Finding) -> String {
        let phrases = self.door.phrases;
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

    fn name(&self, which: Which<'_>, id: Option<&RawValue>) -> String {
        let phrases = self.door.phrases;
        let name = match which {
            Which::Report("-") => phrases.word("stdin"),
            Which::Report(name) => name.to_owned(),
            Which::Line(line) => phrases.say("line", &[("line", &line.to_string())]),
        };
        let Some(id) = id else { return name };
        let id = serde_json::from_str::<String>(id.get()).unwrap_or_else(|_| id.get().to_owned());
        phrases.say("with-id", &[("name", &name), ("id", &id)])
    }

    fn tell_unused(&mut self, name: &str, unused: &Unused) -> io::Result<()> {
        // With JSON asked for, it stands in the answer.
        if self.door.format == Format::Json {
            return Ok(());
        }
        let kinds = [("prior-unknown", &unused.unknown), ("prior-unreadable", &unused.unreadable)];
        for (key, cells) in kinds {
            for cell in cells {
                let note = self.door.phrases.say(key, &[("name", name), ("cell", cell)]);
                self.door.note("note", &note)?;
            }
        }
        Ok(())
    }

    fn counts(&self, counts: Counts) -> String {
        let [hard, soft, info] = [counts.hard, counts.soft, counts.info].map(|n| n.to_string());
        let slots = [("hard", hard.as_str()), ("soft", &soft), ("info", &info)];
        self.door.phrases.say("counts", &slots)
    }

    /// The closing count, where there is more than one report, and how it went.
    fn close(mut self) -> io::Result<Status> {
        if self.door.format == Format::Human && self.reports != 1 {
            let key = if self.unusable == 0 { "all" } else { "all-but" };
            let (reports, unusable) = (self.reports.to_string(), self.unusable.to_string());
            let counts = self.counts(self.total);
            let slots = [("reports", &*reports), ("unusable", &*unusable), ("counts", &*counts)];
            let closing = self.door.phrases.say(key, &slots);
            self.door.line(&closing)?;
        }
        self.door.flush()?;
        Ok(match (self.unusable, self.total.hard) {
            (0, 0) => Status::Clean,
            (0, _) => Status::Found,
            _ => Status::Unusable,
        })
    }
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
}

impl Unused {
    fn of(session: &Session, taken: &PriorTaken) -> Unused {
        let address = |cell| session.form().cell(cell).map(|cell| cell.address.to_string());
        Unused {
            unknown: taken.unknown.iter().map(|unknown| unknown.address.clone()).collect(),
            unreadable: taken.unreadable.iter().filter_map(|cell| address(*cell)).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.unknown.is_empty() && self.unreadable.is_empty()
    }
}
