//! A case about wrong or missing figures as a form: a cell for each variable, and what crossfoot
//! suspects and offers in it.

use crate::decimal;
use crate::outcome::{Outcome, Trouble, fail};
use crossfoot::locate::{Change, Slip, Suspect};
use crossfoot::{Entry, Form, Session, Suspects};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Decimal places of every figure: peers reckon with any fraction.
const SCALE: u8 = 2;

/// A case filled in.
pub(crate) struct Filled {
    pub(crate) session: Session,
    names: Vec<String>,
}

/// What a repair makes of its cells; none where a figure is open.
pub(crate) type Figures = BTreeMap<String, Option<String>>;

impl Filled {
    /// Fills a case in, its rules within a tolerance.
    pub(crate) fn of(case: &Value) -> Result<Filled, Trouble> {
        Filled::with(case, &rules(case)?)
    }

    /// The same with rules of one's own.
    pub(crate) fn with(case: &Value, rules: &[String]) -> Result<Filled, Trouble> {
        let Some(data) = case["data"].as_object() else { return fail("the case has no data") };
        let names: Vec<String> = data.keys().cloned().collect();
        let options = &case["options"];
        let locked = texts(&options["locked"]);
        let row = |name: &String| {
            let mut cell = Map::new();
            cell.insert("id".into(), json!(name));
            cell.insert("label".into(), json!(name));
            kind(&mut cell, &case["domains"][name], &data[name]);
            if let Some(weight) = case["weights"][name].as_u64() {
                cell.insert("weight".into(), weight.into());
            }
            if locked.contains(name) {
                cell.insert("locked".into(), true.into());
            }
            Value::Object(cell)
        };
        let tolerance = decimal::of(&options["tolerance"]).unwrap_or("0".into());
        let check = |(at, rule): (usize, &String)| json!({"id": format!("r{}", at + 1), "check": rule, "tolerance": tolerance});
        let definition = json!({
            "crossfoot": 1, "id": "case", "version": "1",
            "tables": [{
                "id": "t", "required": false, "columns": [{"id": "v", "label": "figure"}],
                "rows": names.iter().map(row).collect::<Vec<_>>(),
            }],
            "rules": rules.iter().enumerate().map(check).collect::<Vec<_>>(),
        });
        let form = match Form::compile(&definition.to_string()) {
            Ok(form) => form,
            Err(problems) => return fail(format!("the form does not compile: {problems:?}")),
        };
        let mut session = Session::new(&form);
        for (name, value) in data {
            let text = match value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                Value::Bool(truth) => truth.to_string(),
                figure => decimal::of(figure).unwrap_or_default(),
            };
            session
                .enter(&format!("t.{name}.v"), &text)
                .map_err(|e| Trouble::Failed(e.to_string()))?;
        }
        Ok(Filled { session, names })
    }

    pub(crate) fn suspects(&self) -> Suspects {
        self.session.suspects()
    }

    /// The rules that are violated, counted from 1.
    pub(crate) fn violated(&self) -> Vec<u64> {
        let ids = self.session.findings().into_iter().filter_map(|finding| {
            finding.id.name(self.session.form()).strip_prefix('r')?.parse().ok()
        });
        ids.collect()
    }

    fn name(&self, change: &Change) -> String {
        self.names.get(change.cell.index()).cloned().unwrap_or_default()
    }

    /// What a suspect makes of its cells.
    pub(crate) fn figures(&self, suspect: &Suspect) -> Figures {
        let figure = |change: &Change| (self.name(change), change.should_be.map(written));
        suspect.changes.iter().map(figure).collect()
    }

    /// The slip that a suspect sees in a cell.
    pub(crate) fn slip(&self, suspect: &Suspect, name: &str) -> Option<Slip> {
        suspect.changes.iter().find(|change| self.name(change) == name)?.slip
    }

    /// The lightest sets of cells, one of each block taken together.
    pub(crate) fn lightest(&self) -> BTreeSet<BTreeSet<String>> {
        let found = self.suspects();
        let mut sets = BTreeSet::from([BTreeSet::new()]);
        for block in found.list.chunk_by(|one, other| one.block == other.block) {
            let least = block.iter().map(|suspect| suspect.weight).min();
            let light = block.iter().filter(|suspect| Some(suspect.weight) == least);
            let cells: Vec<Vec<String>> =
                light.map(|s| s.changes.iter().map(|change| self.name(change)).collect()).collect();
            let join = |set: &BTreeSet<String>| {
                let set = set.clone();
                let joined = cells
                    .iter()
                    .map(move |more| set.iter().chain(more).cloned().collect::<BTreeSet<String>>());
                joined.collect::<Vec<_>>()
            };
            sets = sets.iter().flat_map(join).collect();
        }
        sets
    }

    /// Whether taking over these figures leaves nothing violated.
    pub(crate) fn is_mended_by(&self, figures: &Map<String, Value>) -> bool {
        let mut session = self.session.clone();
        for (name, value) in figures {
            let text = text_of(value);
            if session.enter(&format!("t.{name}.v"), &text).is_err() {
                return false;
            }
        }
        session.findings().is_empty()
    }

    /// The values that the rules force on blanks.
    pub(crate) fn implied(&self) -> BTreeMap<String, String> {
        let name = |cell: crossfoot::address::CellId| self.names.get(cell.index()).cloned();
        let implied = self.session.implied().into_iter();
        implied
            .filter_map(|implied| {
                let cell = self.session.form().cell(implied.cell)?;
                let value = match implied.value {
                    Entry::Choice(option) => cell.options.get(option)?.clone(),
                    value => written(value),
                };
                Some((name(implied.cell)?, value))
            })
            .collect()
    }
}

/// What kind of cell a variable is.
fn kind(cell: &mut Map<String, Value>, domain: &Value, value: &Value) {
    let choices = match (domain, value) {
        (Value::Array(options), _) => json!(options),
        (_, Value::Bool(_)) => json!(["true", "false"]),
        _ => {
            cell.insert("type".into(), "signed".into());
            cell.insert("scale".into(), SCALE.into());
            return;
        }
    };
    cell.insert("type".into(), "choice".into());
    cell.insert("choices".into(), choices);
}

fn written(entry: Entry) -> String {
    match entry {
        Entry::Amount(amount) => amount.to_string(),
        other => format!("{other:?}"),
    }
}

/// A figure of a case as it is typed.
pub(crate) fn text_of(value: &Value) -> String {
    value.as_str().map(str::to_owned).or_else(|| decimal::of(value)).unwrap_or_default()
}

pub(crate) fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().map_or(&[][..], Vec::as_slice);
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The rules of a case as crossfoot writes them.
pub(crate) fn rules(case: &Value) -> Result<Vec<String>, Trouble> {
    let list = case["rules"].as_array().map_or(&[][..], Vec::as_slice);
    let rule = |rule: &Value| match rule.as_str().or(rule["expr"].as_str()) {
        Some(text) => Ok(translate(text, case)),
        None => fail(format!("a rule without a text: {rule}")),
    };
    let rules: Vec<String> = list.iter().map(rule).collect::<Result<_, _>>()?;
    let forbidden = texts(&case["forbidden"]);
    let forbidden = forbidden.iter().map(|text| {
        let text = text.trim_end_matches(" is forbidden").replace('&', " and ");
        format!("not ({})", translate(&text, case))
    });
    Ok(rules.into_iter().chain(forbidden).collect())
}

/// A rule of a peer: names stand for cells, words that are no name for options.
fn translate(text: &str, case: &Value) -> String {
    let mut text = text.to_owned();
    if let Some((when, then)) = text.strip_prefix("if ").and_then(|rest| rest.split_once(" then "))
    {
        text = format!("({when}) => ({then})");
    }
    let mut words: Vec<String> = Vec::new();
    for c in text.chars() {
        let part = c.is_alphanumeric() || c == '_' || c == '.';
        match words.last_mut() {
            Some(word) if part && word.starts_with(|c: char| c.is_alphanumeric()) => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    let is_name = |word: &str| !case["data"][word].is_null() || case["data"].get(word).is_some();
    let is_word = |word: &str| word.starts_with(char::is_alphabetic);
    // name in {a, b} is one of them after the other.
    let mut told = String::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let listed = words.get(at + 1..at + 3).is_some_and(|rest| rest.concat() == " in");
        if is_name(word) && listed {
            let open = words.iter().skip(at).position(|word| word == "{").map_or(at, |p| at + p);
            let close =
                words.iter().skip(open).position(|word| word == "}").map_or(open, |p| open + p);
            let options = words[open..close].iter().filter(|word| is_word(word));
            let each: Vec<String> = options.map(|o| format!("{word}.v = \"{o}\"")).collect();
            told.push_str(&format!("({})", each.join(" or ")));
            at = close + 1;
            continue;
        }
        let truth = case["data"][word.as_str()].is_boolean();
        match word.as_str() {
            "and" | "or" | "not" => told.push_str(word),
            name if is_name(name) && truth => told.push_str(&format!("{name}.v = \"true\"")),
            name if is_name(name) => told.push_str(&format!("{name}.v")),
            option if is_word(option) => told.push_str(&format!("\"{option}\"")),
            other => told.push_str(other),
        }
        at += 1;
    }
    told
}

/// A set of names, out of JSON.
pub(crate) fn set(value: &Value) -> BTreeSet<String> {
    texts(value).into_iter().collect()
}

/// Says what was expected of a case and what was found.
pub(crate) fn expect(holds: bool, expected: &str, found: &Filled) -> Outcome {
    if holds {
        return Ok(());
    }
    let told = |suspect: &Suspect| {
        format!(
            "{:?} {:?} weight {} {}",
            found.figures(suspect),
            suspect.action,
            suspect.weight,
            if suspect.sure { "sure" } else { "" }
        )
    };
    let list: Vec<String> = found.suspects().list.iter().map(told).collect();
    fail(format!("expected {expected}; found {list:?}"))
}
