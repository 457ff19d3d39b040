//! `crossfoot describe`: a form's rules read back in words.

use crate::args::{DescribeArguments, Format};
use crate::door::{Door, Status, shown};
use crossfoot::message::RuleInWords;
use crossfoot::{Wording, wire};
use std::io;
use std::rc::Rc;

pub(crate) fn run(arguments: &DescribeArguments) -> io::Result<Status> {
    let mut door = Door::open(&arguments.answer, Format::Human);
    let Some(form) = door.form(&arguments.form)? else { return Ok(Status::Unusable) };
    let catalogue = Rc::clone(&door.catalogue);
    let wording = Wording { catalogue: &catalogue, form: &form, period: &arguments.period.text };
    match door.format {
        Format::Json => door.json(&wire::rulebook(&wording))?,
        Format::Human => {
            let rules = wording.rulebook();
            let title = form.title().get(catalogue.locale());
            let name = format!("{title} {} {}", form.id(), form.version());
            let slots = [("form", name.trim()), ("rules", &rules.len().to_string())];
            let heading = door.phrases.say("rules", &slots);
            door.line(&shown(&heading))?;
            for rule in &rules {
                tell(&mut door, rule)?;
            }
        }
    }
    door.flush()?;
    Ok(Status::Clean)
}

fn tell(door: &mut Door, rule: &RuleInWords) -> io::Result<()> {
    let phrases = door.phrases;
    let severity = phrases.word(rule.severity.name());
    let separator = phrases.word("separator");
    let given =
        |key: &str, text: &str| (!text.is_empty()).then(|| phrases.say(key, &[(key, text)]));
    let lines = [
        Some(rule.sentence.clone()),
        Some(rule.formula.clone()).filter(|formula| !formula.is_empty()),
        given("places", &rule.places.join(&separator)),
        given("basis", &rule.basis),
        rule.implied.then(|| phrases.word("implied")),
    ];
    door.line("")?;
    door.line(&shown(&format!("{} [{severity}]", rule.id)))?;
    for line in lines.into_iter().flatten() {
        door.line(&format!("    {}", shown(&line)))?;
    }
    Ok(())
}
