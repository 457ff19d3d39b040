//! `crossfoot rollup`: many units' reports of one form added up, from files or one a line.

use crate::args::RollUpArguments;
use crate::door::Status;
use crate::input;
use crate::report::counted_on;
use crate::reports::Which;
use crate::stream::{self, BadLine, Lines};
use crate::sums::Sums;
use crossfoot::Session;
use crossfoot::rollup::{Intake, Outcome, Refusal, Report};
use std::io;
use std::path::Path;

/// Takes reports in, one after the other.
struct Taker<'a> {
    sums: Sums<'a>,
    /// An empty report to check others by.
    empty: Option<Session>,
}

pub(crate) fn run(arguments: &RollUpArguments) -> io::Result<Status> {
    let keeps = !arguments.jsonl || arguments.explain || !arguments.leave_out.is_empty();
    let files = arguments.reports.iter();
    let opened = Sums::open(&arguments.form, &arguments.whole, files, arguments.jsonl, keeps)?;
    let Some(sums) = opened else { return Ok(Status::Unusable) };
    let empty = arguments.check.then(|| Session::new(sums.roll_up.form()));
    let mut taker = Taker { sums, empty };
    if arguments.jsonl {
        stream::lines(&mut taker, &mut io::stdin().lock())?;
    } else {
        for path in &arguments.reports {
            taker.file(path)?;
        }
    }
    let mut sums = taker.sums;
    for unit in &arguments.leave_out {
        sums.leave_out(unit)?;
    }
    sums.close()
}

impl Taker<'_> {
    /// Takes the report in a file. Whose it is, it says itself, or else the file's name.
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let phrases = self.sums.door.phrases;
        let name = input::name(path, phrases);
        let which = Which::file(path, &name);
        let text = match input::text(path, phrases) {
            Ok(text) => text,
            Err(why) => return self.sums.refuse(which, &why),
        };
        let mut intake = self.take(&text, None);
        if intake.outcome == Outcome::Refused(Refusal::NoUnit) && !input::is_stdin(path) {
            let unit = path.file_stem().map(|stem| stem.to_string_lossy());
            intake = self.take(&text, unit.as_deref());
        }
        self.sums.tell(which, &intake)
    }

    fn take(&mut self, text: &str, unit: Option<&str>) -> Intake {
        let check = self.empty.as_ref();
        self.sums.roll_up.take(&Report { text, unit, replace: false, check })
    }
}

impl Lines for Taker<'_> {
    fn flush(&mut self) -> io::Result<()> {
        self.sums.door.flush()
    }

    fn line(&mut self, number: u64, text: &str) -> io::Result<()> {
        let mut intake = self.take(text, None);
        if let Outcome::Refused(Refusal::Unusable(why)) = &mut intake.outcome {
            counted_on(why, number);
        }
        self.sums.tell(Which::Line(number), &intake)
    }

    fn bad_line(&mut self, number: u64, bad: BadLine) -> io::Result<()> {
        let why = bad.said(self.sums.door.phrases);
        self.sums.refuse(Which::Line(number), &why)
    }
}
