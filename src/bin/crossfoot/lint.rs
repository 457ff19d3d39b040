//! `crossfoot lint`: all that is wrong with a definition.

use crate::args::{Format, LintArguments};
use crate::door::{Door, Status, shown};
use crate::input;
use crate::snippet::{self, Gravity, Remark};
use crossfoot::{Form, wire};
use serde::Serialize;
use std::io;

/// A remark as plain data: a problem as the page sees it, and where it stands in the text.
#[derive(Serialize)]
struct Placed<'r> {
    severity: &'static str,
    line: Option<usize>,
    column: Option<usize>,
    #[serde(flatten)]
    problem: &'r wire::Problem<'r>,
}

pub(crate) fn run(arguments: &LintArguments) -> io::Result<Status> {
    let mut door = Door::open(&arguments.answer, Format::Human);
    let Some(text) = door.text(&arguments.form)? else { return Ok(Status::Unusable) };
    let problems = Form::compile(&text).err().unwrap_or_default();
    let remarks = snippet::remarks(&door.catalogue, &text, &problems.0);
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
    let position = remark.place.as_ref().map(|place| place.position);
    Placed {
        severity: remark.gravity.name(),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        problem: &remark.wire,
    }
}

fn closing(door: &Door, remarks: &[Remark<'_>], name: &str) -> String {
    if remarks.is_empty() {
        return door.phrases.say("clean-form", &[("name", name)]);
    }
    let errors = remarks.iter().filter(|remark| remark.gravity == Gravity::Error).count();
    let warnings = (remarks.len() - errors).to_string();
    let slots = [("name", name), ("errors", &errors.to_string()), ("warnings", &warnings)];
    door.phrases.say("problems", &slots)
}
