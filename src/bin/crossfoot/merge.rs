//! `crossfoot merge`: partial results added up.

use crate::args::MergeArguments;
use crate::door::Status;
use crate::input;
use crate::phrases::Phrases;
use crate::reports::Which;
use crate::sums::Sums;
use crossfoot::rollup::BadPartial;
use std::io;
use std::path::Path;

/// Most characters that are quoted of what a partial result says it is of.
const QUOTED: usize = 80;

pub(crate) fn run(arguments: &MergeArguments) -> io::Result<Status> {
    let files = arguments.partials.iter();
    let opened = Sums::open(&arguments.form, &arguments.whole, files, false, false)?;
    let Some(mut sums) = opened else { return Ok(Status::Unusable) };
    for path in &arguments.partials {
        file(&mut sums, path)?;
    }
    sums.close()
}

/// Adds what is in a file: one partial result a line.
fn file(sums: &mut Sums<'_>, path: &Path) -> io::Result<()> {
    let phrases = sums.door.phrases;
    let name = input::name(path, phrases);
    let text = match input::text(path, phrases) {
        Ok(text) => text,
        Err(why) => return sums.refuse(Which::file(path, &name), &why),
    };
    let lines = || (1_u64..).zip(text.lines()).filter(|(_, line)| !line.trim_ascii().is_empty());
    if lines().next().is_none() {
        return sums.refuse(Which::file(path, &name), &phrases.word("not-a-partial"));
    }
    let single = lines().nth(1).is_none();
    for (number, line) in lines() {
        if let Err(bad) = sums.roll_up.merge(line) {
            let place = phrases.say("line-of", &[("name", &name), ("line", &number.to_string())]);
            let which = if single { Which::file(path, &name) } else { Which::Report(&place) };
            sums.refuse(which, &said(&bad, phrases))?;
        }
    }
    Ok(())
}

fn said(bad: &BadPartial, phrases: Phrases) -> String {
    match bad {
        BadPartial::NotAPartial => phrases.word("not-a-partial"),
        BadPartial::Other(found) => {
            let found: String = found.chars().take(QUOTED).collect();
            phrases.say("other-partial", &[("found", &found)])
        }
        BadPartial::TooLarge => phrases.word("too-large-sums"),
    }
}
