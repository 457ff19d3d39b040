//! Bank and XBRL reporting: year-to-date figures that may not fall, figures of a declared precision,
//! and digits beyond it.

use crate::decimal;
use crate::formula::{Meaning, Writer, cut};
use crate::notation::{Expr, read};
use crate::outcome::{Outcome, Trouble, fail, outside};
use crate::sheet::{Blank, Sheet, amount, fits};
use crate::walk::{fold, names};
use crossfoot::{Amount, Verdict};
use serde_json::Value;
use std::collections::BTreeMap;

/// `in June, September and December: current >= previous - 2`
pub(crate) fn monotone(case: &Value) -> Outcome {
    let rule = case["rule"].as_str().unwrap_or_default();
    let (when, rule) = rule.split_once(':').unwrap_or(("", rule));
    let expr = read(rule)?;
    let mut sheet = Sheet::default();
    let mut writer = Writer::new(&mut sheet);
    figures(&mut writer, &case["data"])?;
    let check = writer.condition(&expr)?;
    // A form is filled in for one period; where the case gives its month, the rule asks for it.
    let check = match writer.names.get("month") {
        Some(Meaning::Figure(month)) => {
            let named = MONTHS.iter().zip(1..).filter(|(name, _)| when.contains(**name));
            let each: Vec<String> = named.map(|(_, n)| format!("{month} = {n}")).collect();
            format!("({}) => {check}", each.join(" or "))
        }
        _ => check,
    };
    sheet.rule("rule", &check, Blank::Undecided);
    result(&sheet.run()?, &case["expected"])
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn result(report: &crate::sheet::Report, expected: &Value) -> Outcome {
    match expected["result"].as_str() {
        Some("pass") => report.expect("rule", Verdict::Satisfied),
        Some("fail") => report.expect("rule", Verdict::Violated),
        Some("unknown" | "not evaluated") => report.expect("rule", Verdict::Undecided),
        other => fail(format!("unknown result {other:?}")),
    }
}

fn figures(writer: &mut Writer, data: &Value) -> Outcome {
    for (name, value) in data.as_object().into_iter().flatten() {
        if value.is_number() || value.is_null() || value.is_string() {
            let cell = writer.sheet.value(name, value)?;
            writer.names.insert(name.clone(), Meaning::Figure(cell));
        }
    }
    Ok(())
}

/// A figure rounded to a unit stands for all within half a unit of it. So a rule over such figures
/// holds when its sides are no further apart than the half units of all its figures: a tolerance.
pub(crate) fn declared(case: &Value) -> Outcome {
    let data = &case["data"];
    if case["expected"]["interval"].is_array() {
        return interval(case);
    }
    let expr = read(case["rule"].as_str().unwrap_or_default())?;
    let Expr::Compare(_, left, right) = &expr else {
        return fail("the rule compares nothing");
    };
    let mut weights = BTreeMap::new();
    weigh(left, Amount::ONE, &mut weights)?;
    weigh(right, Amount::ONE, &mut weights)?;
    let mut tolerance = Amount::ZERO;
    for (name, weight) in weights {
        let half = half(precision(data, &name))?;
        let part = weight.magnitude().checked_mul(half);
        let Some(sum) = part.and_then(|part| tolerance.checked_add(part)) else {
            return outside("a tolerance of more digits than a figure has");
        };
        tolerance = sum;
    }
    let mut sheet = Sheet::default();
    let mut writer = Writer::new(&mut sheet);
    for name in names(&expr) {
        let cell = writer.sheet.value(&name, &data[name.as_str()])?;
        writer.names.insert(name, Meaning::Figure(cell));
    }
    let check = writer.condition(&expr)?;
    sheet.tolerant("rule", &check, Blank::Undecided, &tolerance.to_string());
    result(&sheet.run()?, &case["expected"])
}

/// The precision of a figure: one for all, or one for each.
fn precision<'v>(data: &'v Value, name: &str) -> &'v Value {
    let own = &data[format!("{name}_decimals").as_str()];
    match (&data["decimals"], own) {
        (Value::Object(each), _) => each.get(name).unwrap_or(&Value::Null),
        (all, Value::Null) => all,
        (_, own) => own,
    }
}

/// Half a unit of the last place that a figure is given to; nought when it is exact.
fn half(decimals: &Value) -> Result<Amount, Trouble> {
    match decimals {
        Value::Null => Ok(Amount::ZERO),
        Value::String(text) if text == "INF" => Ok(Amount::ZERO),
        _ => match places(decimals).and_then(decimal::half_unit) {
            Some(half) => amount(&half),
            None => fail(format!("{decimals} is no number of decimals")),
        },
    }
}

fn places(decimals: &Value) -> Option<i32> {
    decimal::of(decimals)?.parse().ok()
}

/// Adds up how often each name is counted in a sum.
fn weigh(expr: &Expr, factor: Amount, weights: &mut BTreeMap<String, Amount>) -> Outcome {
    match expr {
        Expr::Name(name) => {
            let weight = weights.entry(name.clone()).or_default();
            *weight = weight.checked_add(factor).unwrap_or_default();
            Ok(())
        }
        Expr::Number(_) => Ok(()),
        Expr::Negate(inner) => weigh(inner, factor, weights),
        Expr::Math('+' | '-', left, right) => {
            weigh(left, factor, weights)?;
            weigh(right, factor, weights)
        }
        Expr::Math('*', left, right) => match (fold(left), fold(right)) {
            (Some(by), _) => weigh(right, by.checked_mul(factor).unwrap_or_default(), weights),
            (_, Some(by)) => weigh(left, by.checked_mul(factor).unwrap_or_default(), weights),
            _ => outside("multiplies figures of a declared precision"),
        },
        Expr::Call(name, arguments) if name == "sum" => {
            arguments.iter().try_for_each(|argument| weigh(argument, factor, weights))
        }
        _ => outside("a rule over figures of a declared precision that is no sum"),
    }
}

/// The true value lies within half a unit: both ends are still equal to the figure, and the next
/// figure beyond either is not.
fn interval(case: &Value) -> Outcome {
    let data = &case["data"];
    let half = half(&data["decimals"])?;
    let ends: Vec<String> = case["expected"]["interval"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(decimal::of)
        .collect();
    let [low, high] = ends.as_slice() else { return fail("an interval has two ends") };
    let step = format!("0.{}1", "0".repeat(usize::from(half.scale())));
    let (low, high, step) = (amount(low)?, amount(high)?, amount(&step)?);
    let probes = [
        ("low", Some(low), true),
        ("high", Some(high), true),
        ("below", low.checked_sub(step), false),
        ("above", high.checked_add(step), false),
    ];
    let mut sheet = Sheet::default();
    let figure = sheet.value("value", &data["value"])?;
    for (id, probe, _) in probes {
        let Some(probe) = probe else { return outside("an interval beyond 18 digits") };
        fits(&probe.to_string())?;
        let probe = sheet.figure(id, &probe.to_string())?;
        sheet.tolerant(id, &format!("{probe} = {figure}"), Blank::Undecided, &half.to_string());
    }
    let report = sheet.run()?;
    probes.into_iter().try_for_each(|(id, _, inside)| report.holds(id, inside))
}

/// Digits beyond the declared precision: a figure rounded to its places must be the figure.
pub(crate) fn insignificant(case: &Value) -> Outcome {
    let (data, expected) = (&case["data"], &case["expected"]);
    let mut sheet = Sheet::default();
    let figure = sheet.value("value", &data["value"])?;
    // A cell has nine decimal places: more of them cannot be there to be cut off.
    let places = match (&data["decimals"], places(&data["decimals"])) {
        (Value::String(text), _) if text == "INF" => 9,
        (_, Some(places)) => places.min(9),
        (other, None) => return fail(format!("{other} is no number of decimals")),
    };
    let Some(half) = decimal::half_unit(places) else {
        return fail(format!("{places} places"));
    };
    sheet.rule("exact", &format!("round({figure}, {places}) = {figure}"), Blank::Undecided);
    if !expected.is_null() {
        let kept = cut(&figure, &half, places);
        let said = |key: &str| match decimal::of(&expected[key]) {
            Some(figure) => Ok(amount(&figure)?.to_string()),
            None => fail(format!("{key} is not given")),
        };
        let (truncated, excess) = (said("truncated")?, said("excess")?);
        sheet.rule("truncated", &format!("{kept} = {truncated}"), Blank::Undecided);
        sheet.rule("excess", &format!("abs({figure} - {kept}) = {excess}"), Blank::Undecided);
    }
    let report = sheet.run()?;
    report.holds("exact", expected.is_null())?;
    if !expected.is_null() {
        report.expect("truncated", Verdict::Satisfied)?;
        report.expect("excess", Verdict::Satisfied)?;
    }
    Ok(())
}
