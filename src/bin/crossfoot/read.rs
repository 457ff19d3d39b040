//! `crossfoot read`: the text of a whole report, taken apart and checked.

use crate::args::{Format, ReadArguments};
use crate::check::{Counts, in_words};
use crate::door::{Door, Status, shown};
use crate::input;
use crate::phrases::Phrases;
use crate::report::{self, borrowed};
use crossfoot::finding::{Detail, Finding};
use crossfoot::report::{MAX_BYTES, Report, read_report};
use crossfoot::{Session, Wording, wire};
use std::io;
use std::rc::Rc;

/// Most cells that a line names.
const MOST_NAMED: usize = 12;

pub(crate) fn run(arguments: &ReadArguments) -> io::Result<Status> {
    let mut door = Door::open(&arguments.answer, Format::Human);
    let files = [&arguments.form, &arguments.report].into_iter().chain(&arguments.prior);
    if !door.reads_once(files, false)? {
        return Ok(Status::Unusable);
    }
    let Some(form) = door.form(&arguments.form)? else { return Ok(Status::Unusable) };
    let (catalogue, period) = (Rc::clone(&door.catalogue), &arguments.period.text);
    let wording = Wording { catalogue: &catalogue, form: &form, period };
    let mut session = Session::new(&form);
    if let Some(prior) = &arguments.prior {
        let Some(text) = door.text(prior)? else { return Ok(Status::Unusable) };
        let name = input::name(prior, door.phrases);
        match report::entries(&text, &wording) {
            Ok(entries) => {
                session.set_prior(borrowed(&entries));
            }
            Err(why) => return refuse(&mut door, &name, &why),
        }
    }
    let Some(text) = door.text(&arguments.report)? else { return Ok(Status::Unusable) };
    let name = input::name(&arguments.report, door.phrases);
    let read = match read_report(&form, &text, period) {
        Ok(read) => read,
        Err(long) => {
            let (bytes, most) = (long.bytes.to_string(), MAX_BYTES.to_string());
            let why = door.phrases.say("report-too-long", &[("bytes", &bytes), ("most", &most)]);
            return refuse(&mut door, &name, &why);
        }
    };
    let findings = wire::found_in(&session, &read);
    let counts = Counts::of(&findings);
    if door.format == Format::Json {
        door.json(&wire::report_with(&wording, &read, &findings))?;
    } else {
        for line in lines(&wording, &read, &findings, door.phrases) {
            door.line(&shown(&line))?;
        }
    }
    door.flush()?;
    Ok(if counts.has_hard() { Status::Found } else { Status::Clean })
}

fn refuse(door: &mut Door, name: &str, why: &str) -> io::Result<Status> {
    let why = door.phrases.say("unreadable", &[("name", name), ("why", why)]);
    door.note("error", &why)?;
    Ok(Status::Unusable)
}

/// What was read, in words: how much of it, what has no place, what was left blank, what was found.
fn lines(
    wording: &Wording<'_>,
    read: &Report,
    findings: &[Finding],
    phrases: Phrases,
) -> Vec<String> {
    let form = wording.form;
    let blank = read.blank(form);
    let in_table = |cell| form.cell(cell).is_some_and(|cell| form.lines(cell).is_some());
    let cells = form.fillable().filter(|(id, _)| in_table(*id)).count();
    let sections = read.entries.iter().filter(|(cell, _)| !in_table(*cell)).count();
    let slots = [
        ("placed", (cells - blank.len()).to_string()),
        ("cells", cells.to_string()),
        ("parts", sections.to_string()),
        ("sections", form.sections().len().to_string()),
    ];
    let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let mut lines = vec![phrases.say("read", &slots)];
    if let Some(period) = &read.period {
        lines.push(phrases.say("other-period", &[("found", period), ("period", wording.period)]));
    }
    lines.extend(read.unplaced.iter().map(|unplaced| wording.unplaced(unplaced)));
    if !blank.is_empty() {
        let names: Vec<String> =
            blank.iter().take(MOST_NAMED).map(|cell| wording.cell_name(*cell)).collect();
        let more = blank.len().saturating_sub(MOST_NAMED);
        let key = if more > 0 { "left-blank-more" } else { "left-blank" };
        let (count, more) = (blank.len().to_string(), more.to_string());
        let names = names.join(&phrases.word("separator"));
        lines.push(phrases.say(key, &[("count", &count), ("cells", &names), ("more", &more)]));
    }
    // That a cell is blank has been said of all of them.
    let said = |finding: &&Finding| match finding.detail {
        Detail::Missing { cell } => !in_table(cell),
        _ => true,
    };
    let told = findings.iter().filter(said);
    lines.extend(told.map(|finding| in_words(wording, finding, phrases)));
    lines.push(Counts::of(findings).in_words(phrases));
    lines
}
