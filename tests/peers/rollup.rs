//! Totals from their parts: each part is a unit's report of one figure.

use crate::notation::{Expr, read};
use crate::outcome::{Outcome, Trouble, fail, same};
use crate::walk::names;
use crossfoot::Form;
use crossfoot::rollup::{Outcome as Taken, Report, RollUp};
use crossfoot::roster::Roster;
use serde_json::Value;
use std::collections::BTreeMap;

const FORM: &str = r#"{"crossfoot": 1, "id": "f", "version": "1", "tables": [{"id": "t",
    "columns": [{"id": "n"}], "rows": [{"id": "v", "type": "signed"}]}]}"#;

/// Each total from the parts that are given or were worked out, in the mode `non_zero`: a total
/// with a missing part is missing, a part that is not there counts as nought, and a total of nought
/// is not given.
pub(crate) fn roll_up(case: &Value) -> Outcome {
    if case["mode"] != "non_zero" {
        return fail(format!("unknown mode {}", case["mode"]));
    }
    let form = Form::compile(FORM).map_err(|found| Trouble::Failed(found.to_string()))?;
    let mut figures: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (name, value) in case["data"].as_object().into_iter().flatten() {
        figures.insert(name.clone(), (!value.is_null()).then(|| value.to_string()));
    }
    let mut totals = BTreeMap::new();
    for rule in case["rules"].as_array().into_iter().flatten() {
        let Expr::Compare(_, total, parts) = read(rule["expr"].as_str().unwrap_or_default())?
        else {
            return fail("a rule is no equation");
        };
        let mut roll_up = RollUp::new(&form, Roster::new(""), "", true);
        for part in names(&parts) {
            let Some(figure) = figures.get(&part) else { continue };
            let figure = figure.clone().unwrap_or_default();
            let text = format!(r#"{{"t.v.n": "{figure}"}}"#);
            let taken = roll_up.take(&Report {
                text: &text,
                unit: Some(&part),
                replace: false,
                check: None,
            });
            same("the part", taken.outcome, Taken::Added)?;
        }
        let found = roll_up.totals(0).first().copied();
        let Some(found) = found.filter(|_| roll_up.reports() > 0) else { continue };
        let sum = if found.blank > 0 { None } else { found.sum.map(|sum| sum.to_string()) };
        if sum.as_deref() == Some("0") {
            continue;
        }
        for name in names(&total) {
            figures.insert(name.clone(), sum.clone());
            totals.insert(name, sum.clone());
        }
    }
    let expected = case["expected"]["totals"].as_object().into_iter().flatten();
    let expected: BTreeMap<String, Option<String>> = expected
        .map(|(name, value)| (name.clone(), (!value.is_null()).then(|| value.to_string())))
        .collect();
    same("the totals", totals, expected)
}
