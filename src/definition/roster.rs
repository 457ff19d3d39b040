//! A roster's JSON: strict, as a definition's is.

use super::object::{Object, wrong_type};
use super::{MAX_BYTES, too_long};
use crate::json::Json;
use crate::problem::{Code, Problem, Problems};
use crate::roster::Roster;

/// Deepest that groups are nested.
const DEEPEST: usize = 16;

impl Roster {
    /// Reads a roster: `{"name": …, "units": ["…", {"name": …, "aliases": […]}, {"name": …,
    /// "units": […]}]}`. An entry with `units` is a group.
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub fn read(text: &str) -> Result<Roster, Problems> {
        if text.len() > MAX_BYTES {
            return Err(too_long(text.len()));
        }
        let json = Json::read(text).map_err(|error| {
            let code = if error.too_deep { Code::TooDeep } else { Code::NotJson };
            let place = format!("{}:{}", error.line, error.column);
            Problems(vec![Problem::new(code, "", &place)])
        })?;
        let mut problems = Vec::new();
        let mut roster = Roster::new("");
        if let Some(mut object) = Object::open(&json, String::new(), &mut problems) {
            roster = Roster::new(&object.text("name").unwrap_or_default());
            object.needed("units");
            let (list, pointer) = (object.take("units"), object.at("units"));
            object.close();
            if let Some(list) = list {
                units(list, &pointer, 0, 0, &mut roster, &mut problems);
            }
        }
        if problems.is_empty() { Ok(roster) } else { Err(Problems(problems)) }
    }
}

fn units(
    json: &Json,
    pointer: &str,
    group: usize,
    depth: usize,
    roster: &mut Roster,
    problems: &mut Vec<Problem>,
) {
    let Json::List(items) = json else {
        return problems.push(wrong_type(pointer, json, &["list"]));
    };
    for (index, item) in items.iter().enumerate() {
        let pointer = format!("{pointer}/{index}");
        if let Json::Text(name) = item {
            unit(name, &[], pointer, group, roster, problems);
            continue;
        }
        let Some(mut object) = Object::open(item, pointer.clone(), problems) else { continue };
        let name = object.needed_text("name");
        let aliases = object.texts("aliases");
        let inner = object.take("units");
        let at = object.at("units");
        object.close();
        match inner {
            Some(_) if depth >= DEEPEST => problems.push(Problem::new(Code::TooDeep, &at, "")),
            Some(list) => {
                if roster
                    .groups()
                    .iter()
                    .any(|other| other.parent == Some(group) && *other.name == *name)
                {
                    let pointer = format!("{pointer}/name");
                    problems.push(Problem::new(Code::DuplicateId, &pointer, &name));
                }
                let group = roster.group(&name, group);
                units(list, &at, group, depth.saturating_add(1), roster, problems);
            }
            None => unit(&name, &aliases, format!("{pointer}/name"), group, roster, problems),
        }
    }
}

fn unit(
    name: &str,
    aliases: &[String],
    pointer: String,
    group: usize,
    roster: &mut Roster,
    problems: &mut Vec<Problem>,
) {
    let trimmed = name.trim();
    if trimmed.is_empty() {
        return problems.push(Problem::new(Code::WrongValue, &pointer, name));
    }
    if let Err(taken) = roster.unit(trimmed, aliases, group) {
        problems.push(Problem::new(Code::DuplicateId, &pointer, taken));
    }
}
