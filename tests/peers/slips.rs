//! The slip behind a wrong figure: digits, signs, figures interchanged, running totals, roundings
//! (Scholtus 2008 and 2009; the test suites of the packages that followed).
//!
//! A peer may use only the operation a case offers it. crossfoot looks at every repair, so what it
//! gives is the published correction, or something lighter that mends as much.

use crate::outcome::{Outcome, fail, same};
use crate::repair::{Figures, Filled, expect, text_of, texts};
use crossfoot::locate::{Slip, Suspect};
use serde_json::{Map, Value, json};

pub(crate) fn correction(case: &Value) -> Outcome {
    let mut case = case.clone();
    if case["kind"] == "rounding-correction" {
        // Their tolerance says what counts as a rounding; the rules themselves are exact.
        case["options"]["tolerance"] = Value::Null;
    }
    let filled = Filled::of(&case)?;
    let expected = &case["expected"];
    if let Some(rules) = expected["violated_rules"].as_array() {
        // They are counted without the tolerance.
        let mut exact = case.clone();
        exact["options"]["tolerance"] = Value::Null;
        let rules: Vec<u64> = rules.iter().filter_map(Value::as_u64).collect();
        same("violated rules", Filled::of(&exact)?.violated(), rules)?;
    }
    mends(&filled)?;
    let none = Map::new();
    let changes = expected["changes"].as_object().unwrap_or(&none);
    if changes.is_empty() {
        // With a figure missing nothing is wrong yet.
        let missing = expected["status"] == "missing";
        return expect(!missing || filled.suspects().list.is_empty(), "no suspect", &filled);
    }
    if expected["status"] == "partial" {
        let each = changes.iter().all(|(name, value)| proposes(&filled, name, &text_of(value)));
        return expect(each, &format!("each of {changes:?}"), &filled);
    }
    if !filled.is_mended_by(changes) {
        return fail(format!("the published correction {changes:?} leaves a finding"));
    }
    let lighter = filled.lightest().iter().all(|set| set.len() < changes.len());
    expect(lighter || contains(&filled, changes), &format!("{changes:?} or less"), &filled)
}

/// Every repair makes its rules hold.
fn mends(filled: &Filled) -> Outcome {
    for suspect in &filled.suspects().list {
        let figures = filled.figures(suspect);
        let known: Option<Map<String, Value>> = figures
            .iter()
            .map(|(name, figure)| Some((name.clone(), json!(figure.as_ref()?))))
            .collect();
        let Some(known) = known else { continue };
        let mut session = filled.session.clone();
        for (name, figure) in &known {
            session
                .enter(&format!("t.{name}.v"), &text_of(figure))
                .map_err(|error| crate::outcome::Trouble::Failed(error.to_string()))?;
        }
        let held =
            |id: &crossfoot::address::RuleId| session.verdict(*id) != crossfoot::Verdict::Violated;
        if !suspect.mends.iter().all(held) {
            return fail(format!("{figures:?} does not mend what it says"));
        }
    }
    Ok(())
}

/// Whether some repair gives a cell this figure.
fn proposes(filled: &Filled, name: &str, figure: &str) -> bool {
    filled.suspects().list.iter().any(|suspect| gives(&filled.figures(suspect), name, figure))
}

fn gives(figures: &Figures, name: &str, figure: &str) -> bool {
    figures.get(name).is_some_and(|found| found.as_deref() == Some(figure))
}

/// Whether repairs, one of each block, come to these changes and no others.
fn contains(filled: &Filled, changes: &Map<String, Value>) -> bool {
    let found = filled.suspects();
    let mut count = 0;
    for block in found.list.chunk_by(|one, other| one.block == other.block) {
        let part = block.iter().map(|suspect| filled.figures(suspect)).find(|figures| {
            figures
                .iter()
                .all(|(name, figure)| changes.get(name).map(text_of).as_ref() == figure.as_ref())
        });
        let Some(part) = part else { return false };
        count += part.len();
    }
    count == changes.len()
}

/// One slip of the hand: a rule that asks for the true figure.
pub(crate) fn operator(case: &Value) -> Outcome {
    let filled = Filled::with(
        &json!({
            "data": {"stands": case["observed"], "right": case["true_value"]},
            "options": {"locked": ["right"]},
        }),
        &["stands.v = right.v".to_owned()],
    )?;
    let slip = match case["expected"]["explained_by"].as_str() {
        Some("swap_adjacent") => Slip::Transposed,
        Some("drop_digit") => Slip::Omitted,
        other => return fail(format!("unknown operator {other:?}")),
    };
    let found = filled.suspects();
    let first = found.list.first();
    let told = first.and_then(|suspect| filled.slip(suspect, "stands"));
    let right = text_of(&case["true_value"]);
    let gives = first.is_some_and(|suspect| gives(&filled.figures(suspect), "stands", &right));
    expect(told == Some(slip) && gives, &format!("{slip:?} of {right}"), &filled)
}

/// Figures that would mend something, and which of them a slip of the hand explains.
pub(crate) fn candidates(case: &Value) -> Outcome {
    let filled = Filled::of(case)?;
    let expected = &case["expected"];
    mends(&filled)?;
    let list = |key: &str| expected[key].as_array().map_or(&[][..], Vec::as_slice);
    for tie in list("fellegi_holt_ties") {
        let (name, figure) = (tie["cell"].as_str().unwrap_or_default(), text_of(&tie["value"]));
        expect(proposes(&filled, name, &figure), &format!("{name} = {figure}"), &filled)?;
    }
    let found = filled.suspects();
    if let Some(name) = expected["best"]["cell"].as_str() {
        let figure = text_of(&expected["best"]["value"]);
        let first = found.list.first();
        let best = first.is_some_and(|first| {
            gives(&filled.figures(first), name, &figure)
                && filled.slip(first, name) == Some(Slip::Transposed)
        });
        expect(best, &format!("{name} = {figure} first"), &filled)?;
    }
    let before = filled.violated().len();
    let mut typed = Vec::new();
    for candidate in list("candidates") {
        let name = candidate["cell"].as_str().unwrap_or_default();
        let figure = text_of(&candidate["value"]);
        let mut session = filled.session.clone();
        if session.enter(&format!("t.{name}.v"), &figure).is_err() {
            return fail(format!("there is no {name}"));
        }
        let resolved = before.saturating_sub(session.findings().len());
        same(name, u64::try_from(resolved).ok(), candidate["resolves"].as_u64())?;
        if candidate["typo"] == true {
            typed.push((name.to_owned(), figure));
        }
    }
    if typed.is_empty() {
        return Ok(());
    }
    // What mends a block whole comes first there, and is one of those that a slip explains.
    let firsts = found.list.chunk_by(|one, other| one.block == other.block);
    let explained = |first: &Suspect| {
        filled
            .figures(first)
            .into_iter()
            .all(|(name, figure)| figure.is_some_and(|figure| typed.contains(&(name, figure))))
    };
    let all = firsts.filter_map(|block| block.first()).all(explained);
    expect(all, &format!("first of {typed:?}"), &filled)
}

/// A sum that holds in full and no longer when its figures are rounded.
pub(crate) fn rounding(case: &Value) -> Outcome {
    let rule = ["a.v + b.v = c.v".to_owned()];
    let exact = Filled::with(&json!({"data": case["exact"]}), &rule)?;
    let rounded = Filled::with(case, &rule)?;
    let expected = &case["expected"];
    same("holds in full", Some(exact.violated().is_empty()), expected["exact_holds"].as_bool())?;
    same(
        "holds rounded",
        Some(rounded.violated().is_empty()),
        expected["rounded_holds"].as_bool(),
    )?;
    let difference = &expected["difference"];
    let names = texts(&json!(["a", "b", "c"]));
    let off =
        |name: &String| proposes(&rounded, name, &text_of(&json!(figure(case, name, difference))));
    expect(names.iter().any(off), &format!("one figure off by {difference}"), &rounded)
}

/// What a figure of the case would be with the difference of the sum taken out of it.
fn figure(case: &Value, name: &str, difference: &Value) -> i64 {
    let (figure, off) = (case["data"][name].as_i64(), difference.as_i64());
    let off = off.unwrap_or_default();
    figure.unwrap_or_default() + if name == "c" { off } else { -off }
}
