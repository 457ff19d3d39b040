//! What the commands about reports share: reading them one after the other, from files or from
//! standard input, and answering for those that cannot be used.

use crate::args::{Format, ReportArguments};
use crate::door::{Door, Status, shown};
use crate::input;
use crate::phrases::Phrases;
use crate::report::{self, Report, borrowed};
use crate::stream::{self, BadLine, Lines};
use crossfoot::{PriorTaken, Session, Wording};
use serde::Serialize;
use serde_json::value::RawValue;
use std::io;
use std::path::Path;
use std::rc::Rc;

/// Which report an answer is about.
#[derive(Serialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Which<'n> {
    Report(&'n str),
    Line(u64),
}

impl<'n> Which<'n> {
    /// The report in a file, by what the file is called.
    pub(crate) fn file(path: &Path, name: &'n str) -> Which<'n> {
        Which::Report(if input::is_stdin(path) { "-" } else { name })
    }

    /// The number of its first line.
    pub(crate) fn line(self) -> u64 {
        if let Which::Line(line) = self { line } else { 1 }
    }

    /// What people call it.
    pub(crate) fn name(self, phrases: Phrases) -> String {
        match self {
            Which::Report("-") => phrases.word("stdin"),
            Which::Report(name) => name.to_owned(),
            Which::Line(line) => phrases.say("line", &[("line", &line.to_string())]),
        }
    }
}

/// How an answer begins.
#[derive(Serialize, Clone, Copy)]
pub(crate) struct Head<'r> {
    #[serde(flatten)]
    which: Which<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r RawValue>,
}

/// The answer to a report that cannot be used.
#[derive(Serialize)]
struct Refused<'r> {
    #[serde(flatten)]
    head: Head<'r>,
    error: &'r str,
}

/// What could not be used of the prior period's report.
#[derive(Serialize, Clone, Default)]
pub(crate) struct Unused {
    unknown: Vec<String>,
    unreadable: Vec<String>,
}

/// What a command says of reports.
pub(crate) trait Judge {
    /// The answer as it goes out as JSON, without its head and what could not be used.
    type Answer: Serialize;

    /// Looks at a report, and counts.
    fn judge(
        &mut self,
        session: &Session,
        wording: &Wording<'_>,
        phrases: Phrases,
    ) -> Judged<Self::Answer>;

    /// What all reports came to, in words.
    fn total(&self, phrases: Phrases) -> String;

    /// Whether something was found in any of them.
    fn has_found(&self) -> bool;
}

/// What is said of a report: in words, a line each, and as JSON.
pub(crate) struct Judged<A> {
    pub(crate) lines: Vec<String>,
    pub(crate) answer: A,
}

/// An answer as JSON.
#[derive(Serialize)]
struct Answered<'r, A> {
    #[serde(flatten)]
    head: Head<'r>,
    #[serde(flatten)]
    answer: A,
    #[serde(skip_serializing_if = "Option::is_none")]
    prior: Option<&'r Unused>,
}

/// Reads reports one after the other, and counts.
pub(crate) struct Reports<'a, J> {
    door: Door,
    period: &'a str,
    judge: J,
    /// A session without entries, with the prior period's report in it.
    empty: Session,
    unused: Unused,
    reports: usize,
    unusable: usize,
}

/// Reads what the command line names, and has it judged.
pub(crate) fn run(arguments: &ReportArguments, judge: impl Judge) -> io::Result<Status> {
    let usual = if arguments.jsonl { Format::Json } else { Format::Human };
    let mut door = Door::open(&arguments.answer, usual);
    let files = [&arguments.form].into_iter().chain(&arguments.reports).chain(&arguments.prior);
    if !door.reads_once(files, arguments.jsonl)? {
        return Ok(Status::Unusable);
    }
    let Some(form) = door.form(&arguments.form)? else { return Ok(Status::Unusable) };
    let mut reports = Reports {
        door,
        period: &arguments.period.text,
        judge,
        empty: Session::new(&form),
        unused: Unused::default(),
        reports: 0,
        unusable: 0,
    };
    if let Some(path) = &arguments.prior
        && !reports.set_prior(path)?
    {
        return Ok(Status::Unusable);
    }
    if arguments.jsonl {
        stream::lines(&mut reports, &mut io::stdin().lock())?;
    } else {
        for path in &arguments.reports {
            reports.file(path)?;
        }
    }
    reports.close()
}

impl<J: Judge> Lines for Reports<'_, J> {
    fn flush(&mut self) -> io::Result<()> {
        self.door.flush()
    }

    fn line(&mut self, number: u64, text: &str) -> io::Result<()> {
        self.report(Which::Line(number), text)
    }

    fn bad_line(&mut self, number: u64, bad: BadLine) -> io::Result<()> {
        let why = bad.said(self.door.phrases);
        self.refuse(Which::Line(number), None, &why)
    }
}

impl<J: Judge> Reports<'_, J> {
    fn set_prior(&mut self, path: &Path) -> io::Result<bool> {
        let Some(text) = self.door.text(path)? else { return Ok(false) };
        let phrases = self.door.phrases;
        let name = input::name(path, phrases);
        let (catalogue, form) = (Rc::clone(&self.door.catalogue), self.empty.form().clone());
        let wording = Wording { catalogue: &catalogue, form: &form, period: self.period };
        match report::entries(&text, &wording) {
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
        let which = Which::file(path, &name);
        match input::text(path, phrases) {
            Ok(text) => self.report(which, &text),
            Err(why) => self.refuse(which, None, &why),
        }
    }

    /// Has a report judged and answers.
    fn report(&mut self, which: Which<'_>, text: &str) -> io::Result<()> {
        let phrases = self.door.phrases;
        let (catalogue, form) = (Rc::clone(&self.door.catalogue), self.empty.form().clone());
        let wording = Wording { catalogue: &catalogue, form: &form, period: self.period };
        let (report, read) = Report::read(text, which.line(), &wording);
        let id = report.head.id.and_then(|id| serde_json::from_str::<&RawValue>(id).ok());
        let mut session = self.empty.clone();
        match read.and_then(|()| report.known(&form, phrases)) {
            Ok(entries) => {
                session.enter_cells(entries);
            }
            Err(why) => return self.refuse(which, id, &why),
        }
        let given = report.head.prior.then(|| session.set_prior(borrowed(&report.prior)));
        let given = given.map(|taken| Unused::of(&session, &taken));
        if let Some(unused) = &given {
            let name = self.name(which, id);
            self.tell_unused(&name, unused)?;
        }
        self.reports += 1;
        let judged = self.judge.judge(&session, &wording, phrases);
        if self.door.format == Format::Json {
            let unused = given.as_ref().unwrap_or(&self.unused);
            return self.door.json(&Answered {
                head: Head { which, id },
                answer: judged.answer,
                prior: Some(unused).filter(|unused| !unused.is_empty()),
            });
        }
        let name = self.name(which, id);
        self.door.line(&shown(&name))?;
        for line in &judged.lines {
            self.door.line(&format!("  {}", shown(line)))?;
        }
        Ok(())
    }

    /// Answers that a report cannot be used.
    fn refuse(&mut self, which: Which<'_>, id: Option<&RawValue>, why: &str) -> io::Result<()> {
        self.reports += 1;
        self.unusable += 1;
        if self.door.format == Format::Json {
            return self.door.json(&Refused { head: Head { which, id }, error: why });
        }
        let (name, word) = (self.name(which, id), self.door.phrases.word("error"));
        self.door.line(&shown(&name))?;
        self.door.line(&format!("  {word}: {}", shown(why)))
    }

    fn name(&self, which: Which<'_>, id: Option<&RawValue>) -> String {
        let phrases = self.door.phrases;
        let name = which.name(phrases);
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

    /// The closing count, where there is more than one report, and how it went.
    fn close(mut self) -> io::Result<Status> {
        if self.door.format == Format::Human && self.reports != 1 {
            let key = if self.unusable == 0 { "all" } else { "all-but" };
            let (reports, unusable) = (self.reports.to_string(), self.unusable.to_string());
            let counts = self.judge.total(self.door.phrases);
            let slots = [("reports", &*reports), ("unusable", &*unusable), ("counts", &*counts)];
            let closing = self.door.phrases.say(key, &slots);
            self.door.line(&closing)?;
        }
        self.door.flush()?;
        Ok(match (self.unusable, self.judge.has_found()) {
            (0, false) => Status::Clean,
            (0, true) => Status::Found,
            _ => Status::Unusable,
        })
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
