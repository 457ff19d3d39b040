//! `crossfoot lint`: all that is wrong with a definition, and, when nothing is, what its rules mean
//! together.

use crate::args::{Format, LintArguments};
use crate::door::{Door, Status, shown};
use crate::input;
use crate::snippet::{self, Gravity, Plain, Remark};
use crossfoot::analysis::notices;
use crossfoot::{Form, Problems};
use serde::Serialize;
use std::io;

/// A remark as plain data, and where it stands in the text.
#[derive(Serialize)]
struct Placed<'r> {
    severity: &'static str,
    line: Option<usize>,
    column: Option<usize>,
    #[serde(flatten)]
    remark: &'r Plain<'r>,
}

pub(crate) fn run(arguments: &LintArguments) -> io::Result<Status> {
    let mut door = Door::open(&arguments.answer, Format::Human);
    let Some(text) = door.text(&arguments.form)? else { return Ok(Status::Unusable) };
    let (problems, notices) = match Form::compile(&text) {
        Ok(form) => (Problems::default(), notices(&form, door.catalogue.locale())),
        Err(problems) => (problems, Vec::new()),
    };
    let mut remarks = snippet::problems(&door.catalogue, &text, &problems.0);
    remarks.extend(snippet::notices(&text, notices));
    match door.format {
        Format::Json => door.json(&remarks.iter().map(placed).collect::<Vec<_>>())?,
        Format::Human => {
            let name = input::name(&arguments.form, door.phrases);
            for remark in &remarks {
                let shown = snippet::render(remark, &name, &text, door.phrases);
                door.line(&format!("{shown}\n"))?;
            }
            let closing = closing(&door, &remarks, &shown(&name));
            door.line(&closing)?;
        }
    }
    door.flush()?;
    let refused = remarks.iter().any(|remark| remark.gravity == Gravity::Error);
    Ok(if refused { Status::Found } else { Status::Clean })
}

fn placed<'r>(remark: &'r Remark<'r>) -> Placed<'r> {
    let position = remark.position();
    Placed {
        severity: remark.gravity.name(),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        remark: &remark.plain,
    }
}

fn closing(door: &Door, remarks: &[Remark<'_>], name: &str) -> String {
    if remarks.is_empty() {
        return door.phrases.say("clean-form", &[("name", name)]);
    }
    let count = |gravity| {
        let counted = remarks.iter().filter(|remark| remark.gravity == gravity).count();
        counted.to_string()
    };
    let (errors, warnings, notes) =
        (count(Gravity::Error), count(Gravity::Warning), count(Gravity::Note));
    let slots = [("name", name), ("errors", &errors), ("warnings", &warnings), ("notes", &notes)];
    door.phrases.say("problems", &slots)
}
