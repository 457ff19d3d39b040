//! DHIS2's validation rules: two sides, an operator, and what becomes of a missing value.

use crate::decimal;
use crate::formula::{Meaning, Relations, Writer, truths};
use crate::notation::{Expr, read};
use crate::outcome::{Outcome, Trouble, fail, outside, same};
use crate::sheet::{Blank, Report, Sheet, amount};
use crate::walk::{fold, names};
use crossfoot::Verdict;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const ON_FORM: &str =
    "one rule for the form and none for the batch: a definition has one set of rules for both";

pub(crate) fn rule(case: &Value) -> Outcome {
    let expected = &case["expected"];
    let result = expected["result"].as_str().unwrap_or_default();
    if result == "skipped" && case["options"].is_object() {
        return outside(ON_FORM);
    }
    let text = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
    let (left_text, right_text) = (text("left"), text("right"));
    let (left, right) = (read(&left_text)?, read(&right_text)?);
    let mut sheet = Sheet::default();
    let mut writer = Writer::new(&mut sheet);
    meanings(&mut writer, case)?;
    let operands = |expr: &Expr| -> Vec<String> {
        names(expr).into_iter().filter(|name| name != "days_in_period").collect()
    };
    let (left_names, right_names) = (operands(&left), operands(&right));
    let blank = blank(case)?;
    let operator = text("operator");

    let written = writer.figure(&left)?;
    let check = match operator.as_str() {
        "compulsory_pair" | "exclusive_pair" => {
            pair(&writer, &operator, &left_names, &right_names)?
        }
        sign => {
            // A figure is not compared with itself: it is entered once more.
            if left_text == right_text {
                meanings(&mut writer, case)?;
            }
            let sign = if sign == "==" { "=" } else { sign };
            format!("{written} {sign} {}", writer.figure(&right)?)
        }
    };
    let right_written = writer.figure(&right)?;
    let all: Vec<String> =
        case["data"].as_object().into_iter().flatten().map(|(n, _)| n.clone()).collect();
    let (check, blank) = guarded(&writer, check, blank, case, [&left_names, &right_names, &all])?;
    let pairs = besides(&writer, expected)?;
    drop(writer);

    sheet.rule("rule", &check, blank);
    // What the peer says each side comes to: a blank counts as nought there.
    let mut sides = Vec::new();
    for (key, formula, expr) in [("left", &written, &left), ("right", &right_written, &right)] {
        let Some(value) = decimal::of(&expected[key]) else { continue };
        if let Some(constant) = fold(expr) {
            same(key, constant, amount(&value)?)?;
        } else {
            sheet.rule(key, &format!("{formula} = {value}"), Blank::Zero);
            sides.push(key);
        }
    }
    for (id, check, _) in &pairs {
        sheet.rule(id, check, Blank::Undecided);
    }
    let report = sheet.run()?;
    let filled = |name: &String| !matches!(case["data"][name.as_str()], Value::Null);
    let known = left_names.iter().chain(&right_names).all(filled);
    told(&report, "rule", result, known || operator.ends_with("_pair"))?;
    for key in sides {
        report.expect(key, Verdict::Satisfied)?;
    }
    for (id, _, result) in &pairs {
        told(&report, id, result, true)?;
    }
    Ok(())
}

/// The peer tells of violations only. What it does not tell of holds, or was not looked at for a
/// missing value, and is undecided here.
fn told(report: &Report, id: &str, result: &str, known: bool) -> Outcome {
    match (result, report.verdict(id)?) {
        ("fail", Verdict::Violated) | ("no violation", Verdict::Satisfied) => Ok(()),
        ("no violation", Verdict::Undecided) if !known => Ok(()),
        ("fail" | "no violation", found) => {
            fail(format!("{id}: expected {result}, found {found:?}"))
        }
        _ => fail(format!("unknown result `{result}`")),
    }
}

/// A cell for each figure of the case. What stands for a breakdown is the sum of it.
fn meanings(writer: &mut Writer, case: &Value) -> Outcome {
    let empty = Map::new();
    let data = case["data"].as_object().unwrap_or(&empty);
    let mut breakdowns: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, value) in data {
        let meaning = match value {
            Value::Bool(truth) => {
                Meaning::Truth(writer.sheet.choice(name, &truths(), &truth.to_string()))
            }
            value => Meaning::Figure(writer.sheet.value(name, value)?),
        };
        if let (Some((whole, _)), Meaning::Figure(cell)) = (name.split_once('.'), &meaning) {
            breakdowns.entry(whole).or_default().push(cell.clone());
        }
        writer.names.insert(name.clone(), meaning);
    }
    for (whole, cells) in breakdowns {
        let sum = Meaning::Formula(format!("sum({})", cells.join(", ")));
        writer.names.entry(whole.to_owned()).or_insert(sum);
    }
    if let Some(period) = case["period"].as_str() {
        // The page knows the period and gives the rules its days.
        let Some(days) = days(period) else {
            return fail(format!("`{period}` is no period"));
        };
        let cell = writer.sheet.figure("days_in_period", &days.to_string())?;
        writer.names.insert("days_in_period".to_owned(), Meaning::Figure(cell));
    }
    if let Some(unit) = case["unit"].as_str() {
        let relations = relations(case);
        let mut options: Vec<String> = relations.values().flatten().cloned().collect();
        options.push(unit.to_owned());
        options.push("…".to_owned());
        options.sort();
        options.dedup();
        let cell = writer.sheet.choice("unit", &options, unit);
        writer.unit = Some((cell, relations));
    }
    Ok(())
}

fn blank(case: &Value) -> Result<Blank, Trouble> {
    match case["missing"].as_str() {
        Some("never_skip") => Ok(Blank::Zero),
        Some("skip_if_all_values_missing") => Ok(Blank::UndecidedIfAll),
        Some("skip_if_any_value_missing") | None => Ok(Blank::Undecided),
        Some(other) => fail(format!("unknown strategy `{other}` for missing values")),
    }
}

/// When the peer looks at a rule. With `never_skip` it does so for a period that holds any value at
/// all, and with `skip_if_all_values_missing` when each side has one; where the rule's own cells say
/// the same, `undecided-if-all` is that.
fn guarded(
    writer: &Writer,
    check: String,
    blank: Blank,
    case: &Value,
    [left, right, all]: [&[String]; 3],
) -> Result<(String, Blank), Trouble> {
    let paired = matches!(case["operator"].as_str(), Some("compulsory_pair" | "exclusive_pair"));
    let any = |names: &[String]| -> Result<String, Trouble> {
        let each: Result<Vec<String>, Trouble> =
            names.iter().map(|name| Ok(format!("filled({})", writer.cell(name)?))).collect();
        Ok(format!("({})", each?.join(" or ")))
    };
    let reads = |name: &String| left.contains(name) || right.contains(name);
    match blank {
        _ if paired => Ok((check, Blank::Undecided)),
        Blank::Undecided => Ok((check, blank)),
        Blank::Zero if all.iter().all(reads) => Ok((check, Blank::UndecidedIfAll)),
        Blank::Zero => Ok((format!("{} => {check}", any(all)?), blank)),
        Blank::UndecidedIfAll if left == right || left.is_empty() || right.is_empty() => {
            Ok((check, blank))
        }
        Blank::UndecidedIfAll => {
            Ok((format!("{} and {} => {check}", any(left)?, any(right)?), Blank::Zero))
        }
    }
}

/// Both or none; not both.
fn pair(
    writer: &Writer,
    operator: &str,
    left: &[String],
    right: &[String],
) -> Result<String, Trouble> {
    if let ([left], [right]) = (left, right) {
        let function = if operator == "compulsory_pair" { "all_or_none" } else { "at_most_one" };
        return Ok(format!("{function}({}, {})", writer.cell(left)?, writer.cell(right)?));
    }
    let there = |names: &[String]| -> Result<String, Trouble> {
        let each: Result<Vec<String>, Trouble> =
            names.iter().map(|name| Ok(format!("filled({})", writer.cell(name)?))).collect();
        Ok(format!("({})", each?.join(" and ")))
    };
    let (left, right) = (there(left)?, there(right)?);
    Ok(match operator {
        "compulsory_pair" => format!("({left} and {right}) or not ({left} or {right})"),
        _ => format!("not ({left} and {right})"),
    })
}

/// Further rules of which the case gives the result: `exclusive_pair_A_B`.
fn besides(writer: &Writer, expected: &Value) -> Result<Vec<(String, String, String)>, Trouble> {
    let mut rules = Vec::new();
    for (key, result) in expected.as_object().into_iter().flatten() {
        for operator in ["compulsory_pair", "exclusive_pair"] {
            let names = key.strip_prefix(operator).and_then(|rest| rest.strip_prefix('_'));
            if let Some((left, right)) = names.and_then(|names| names.split_once('_')) {
                let check = pair(writer, operator, &[left.to_owned()], &[right.to_owned()])?;
                let result = result.as_str().unwrap_or_default().to_owned();
                rules.push((key.clone(), check, result));
            }
        }
    }
    Ok(rules)
}

/// Which units stand in which relation to which: `below` a unit, strictly; `in` a group.
fn relations(case: &Value) -> Relations {
    let mut relations = BTreeMap::new();
    for (key, value) in case.as_object().into_iter().flatten() {
        let Some(members) =
            value.as_object().filter(|_| !matches!(key.as_str(), "data" | "expected" | "options"))
        else {
            continue;
        };
        let direct = |name: &str| -> Vec<String> {
            let list = members.get(name).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        for name in members.keys() {
            if key != "hierarchy" {
                for how in ["in", "in group", "in dataset", "in data set", "in program"] {
                    relations.insert((how.to_owned(), name.clone()), direct(name));
                }
                continue;
            }
            let mut below = direct(name);
            let mut next = 0;
            while let Some(unit) = below.get(next).cloned() {
                let more = direct(&unit);
                below.extend(more);
                next += 1;
                if next > 10_000 {
                    break;
                }
            }
            relations.insert(("below".to_owned(), name.clone()), below);
        }
        if key == "hierarchy" {
            // A unit without others below it.
            let leaves: Vec<String> = members.keys().flat_map(|name| direct(name)).collect();
            for leaf in leaves {
                relations.entry(("below".to_owned(), leaf)).or_default();
            }
        }
    }
    relations
}

/// The days of a period: `2000`, `200002`, `2000Q1`, `2000W5`, `20000229`.
fn days(period: &str) -> Option<u32> {
    let (year, rest) = period.split_at_checked(4)?;
    let year: u32 = year.parse().ok()?;
    let leap = year.is_multiple_of(if year.is_multiple_of(100) { 400 } else { 4 });
    let month = |month: u32| match month {
        2 => Some(if leap { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    };
    if rest.is_empty() {
        return (1..=12).map(month).sum();
    }
    if let Some(quarter) = rest.strip_prefix('Q') {
        let first = quarter.parse::<u32>().ok()?.checked_sub(1)? * 3;
        return (first + 1..=first + 3).map(month).sum();
    }
    if rest.starts_with('W') {
        return Some(7);
    }
    match rest.len() {
        2 => month(rest.parse().ok()?),
        4 => Some(1),
        _ => None,
    }
}
