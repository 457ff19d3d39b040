//! Reports, one after the other, from files or from standard input: what `check` and `suspects`
//! share. Each of them only says how it answers for one report.

use crate::args::{Format, ReportsArguments};
use crate::door::{Door, Status, shown};
use crate::input;
use crate::phrases::Phrases;
use crate::report::{self, Report, borrowed};
use crate::stream;
use crossfoot::{PriorTaken, Session, Wording};
use serde::Serialize;
use serde_json::value::RawValue;
use std::io;
use std::path::Path;
use std::rc::Rc;

/// What is asked of every report.
pub(crate) trait Question {
    /// What was found in one report.
    type Found;

    /// Looks at a report, and counts what it finds.
    fn look(&mut self, session: &Session) -> Self::Found;

    /// What was found, as the part of a JSON answer that is its own.
    fn json(&self, found: &Self::Found, session: &Session, wording: &Wording<'_>)
    -> impl Serialize;

    /// What was found, in lines of words.
    fn words(&self, found: &Self::Found, wording: &Wording<'_>, phrases: Phrases) -> Vec<String>;

    /// What was found in all reports.
    fn total(&self, phrases: Phrases) -> String;

    /// Whether anything was found that the status tells of.
    fn found_any(&self) -> bool;
}

/// Which report an answer is about.
#[derive(Serialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Which<'n> {
    Report(&'n str),
    Line(u64),
}

/// The answer to a report that could be used.
#[derive(Serialize)]
struct Answered<'r, A> {
    #[serde(flatten)]
    which: Which<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r RawValue>,
    #[serde(flatten)]
    answer: A,
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

/// Asks one question of reports one after the other.
pub(crate) struct Round<'a, Q> {
    pub(crate) door: Door,
    question: Q,
    period: &'a str,
    /// A session without entries, with the prior period's report in it.
    empty: Session,
    unused: Unused,
    reports: usize,
    unusable: usize,
}

pub(crate) fn run<Q: Question>(arguments: &ReportsArguments, question: Q) -> io::Result<Status> {
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
    let mut round = Round {
        door,
        question,
        period: &arguments.period.text,
        empty: Session::new(&form),
        unused: Unused::default(),
        reports: 0,
        unusable: 0,
    };
    if let Some(path) = &arguments.prior
        && !round.set_prior(path)?
    {
        return Ok(Status::Unusable);
    }
    if arguments.jsonl {
        stream::each_line(&mut round, &mut io::stdin().lock())?;
    } else {
        for path in &arguments.reports {
            round.file(path)?;
        }
    }
    round.close()
}

impl<Q: Question> Round<'_, Q> {
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

    /// Answers for a report.
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
        self.reports += 1;
        let found = self.question.look(&session);
        let (form, period) = (session.form(), self.period);
        let catalogue = Rc::clone(&self.door.catalogue);
        let wording = Wording { catalogue: &catalogue, form, period };
        if self.door.format == Format::Json {
            let unused = given.as_ref().unwrap_or(&self.unused);
            let answer = Answered {
                which,
                id: report.id,
                answer: self.question.json(&found, &session, &wording),
                prior: Some(unused).filter(|unused| !unused.is_empty()),
            };
            return self.door.json(&answer);
        }
        let name = self.name(which, report.id);
        self.door.line(&shown(&name))?;
        for line in self.question.words(&found, &wording, phrases) {
            self.door.line(&format!("  {}", shown(&line)))?;
        }
        Ok(())
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

    /// The closing count, where there is more than one report, and how it went.
    fn close(mut self) -> io::Result<Status> {
        if self.door.format == Format::Human && self.reports != 1 {
            let key = if self.unusable == 0 { "all" } else { "all-but" };
            let (reports, unusable) = (self.reports.to_string(), self.unusable.to_string());
            let counts = self.question.total(self.door.phrases);
            let slots = [("reports", &*reports), ("unusable", &*unusable), ("counts", &*counts)];
            let closing = self.door.phrases.say(key, &slots);
            self.door.line(&closing)?;
        }
        self.door.flush()?;
        Ok(match (self.unusable, self.question.found_any()) {
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
