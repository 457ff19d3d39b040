//! What all subcommands share: the language, the two streams, and the exit status.

use crate::args::{Answer, Format};
use crate::input;
use crate::phrases::Phrases;
use crate::snippet;
use anstream::AutoStream;
use crossfoot::roster::Roster;
use crossfoot::{Catalogue, Form, Problems};
use serde::Serialize;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

/// How it went; the graver counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Status {
    Clean,
    Found,
    Unusable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Clean => 0,
            Status::Found => 1,
            Status::Unusable => 2,
        })
    }
}

/// A command's way to the outside. Colours are dropped where there is no terminal.
pub(crate) struct Door {
    pub(crate) format: Format,
    pub(crate) catalogue: Rc<Catalogue>,
    pub(crate) phrases: Phrases,
    out: Box<dyn Write>,
    notes: AutoStream<io::StderrLock<'static>>,
}

impl Door {
    pub(crate) fn open(answer: &Answer, usual: Format) -> Door {
        let (format, locale) = (answer.format(usual), answer.locale());
        let out = io::stdout().lock();
        let out: Box<dyn Write> = match format {
            Format::Human => Box::new(BufWriter::new(AutoStream::auto(out))),
            Format::Json => Box::new(BufWriter::new(out)),
        };
        Door {
            format,
            catalogue: Rc::new(Catalogue::new(&locale)),
            phrases: Phrases::new(&locale),
            out,
            notes: AutoStream::auto(io::stderr().lock()),
        }
    }

    /// One line of the answer.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// One line of the answer, as JSON.
    pub(crate) fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> io::Result<()> {
        let text = serde_json::to_string(value);
        let text = text.map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
        self.line(&text)
    }

    /// Hands over what was answered so far.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// A word on standard error, after what was answered so far.
    pub(crate) fn note(&mut self, level: &str, text: &str) -> io::Result<()> {
        self.flush()?;
        let level = self.phrases.word(level);
        writeln!(self.notes, "crossfoot: {level}: {}", shown(text))
    }

    /// The text of a file; none, with the reason told, when it cannot be read.
    pub(crate) fn text(&mut self, path: &Path) -> io::Result<Option<String>> {
        let read = input::text(path, self.phrases);
        if let Err(why) = &read {
            let name = input::name(path, self.phrases);
            let why = self.phrases.say("unreadable", &[("name", &name), ("why", why)]);
            self.note("error", &why)?;
        }
        Ok(read.ok())
    }

    /// The form at a path; none, with all its problems told, when there is none to be had.
    pub(crate) fn form(&mut self, path: &Path) -> io::Result<Option<Form>> {
        self.strict(path, Form::compile, "bad-form")
    }

    /// The roster at a path; none, with all its problems told, when there is none to be had.
    pub(crate) fn roster(&mut self, path: &Path) -> io::Result<Option<Roster>> {
        self.strict(path, Roster::read, "bad-roster")
    }

    /// What a file is read as, strictly; none, with all its problems told, when it is no such thing.
    fn strict<T>(
        &mut self,
        path: &Path,
        read: impl Fn(&str) -> Result<T, Problems>,
        refused: &str,
    ) -> io::Result<Option<T>> {
        let Some(text) = self.text(path)? else { return Ok(None) };
        match read(&text) {
            Ok(read) => Ok(Some(read)),
            Err(problems) => {
                let name = input::name(path, self.phrases);
                for remark in snippet::problems(&self.catalogue, &text, &problems.0) {
                    let shown = snippet::render(&remark, &name, &text, self.phrases);
                    writeln!(self.notes, "{shown}\n")?;
                }
                let refused = self.phrases.say(refused, &[("name", &name)]);
                self.note("error", &refused)?;
                Ok(None)
            }
        }
    }

    /// Whether standard input, by itself or as one of the files, is to be read once at most; told
    /// when it is not.
    pub(crate) fn reads_once<P: AsRef<Path>>(
        &mut self,
        files: impl Iterator<Item = P>,
        itself: bool,
    ) -> io::Result<bool> {
        let files = files.filter(|path| input::is_stdin(path.as_ref())).count();
        let once = files + usize::from(itself) <= 1;
        if !once {
            let twice = self.phrases.word("stdin-twice");
            self.note("error", &twice)?;
        }
        Ok(once)
    }
}

/// A text for a terminal: what a report quotes may hold characters that steer one.
pub(crate) fn shown(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '\t' | '\n' | '\r' => " ".to_owned(),
        c if c.is_control() => c.escape_unicode().to_string(),
        c => c.to_string(),
    });
    escaped.collect()
}
