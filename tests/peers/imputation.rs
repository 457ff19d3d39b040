//! What blanks must become.

use crate::outcome::{Outcome, fail};
use crate::repair::{Filled, expect, text_of, texts};
use crossfoot::Finding;
use serde_json::Value;
use std::collections::BTreeMap;

pub(crate) fn imputation(case: &Value) -> Outcome {
    let filled = Filled::of(case)?;
    let Some(fills) = case["expected"]["fills"].as_object() else {
        return fail("the case expects nothing");
    };
    let expected: BTreeMap<String, String> =
        fills.iter().map(|(name, value)| (name.clone(), text_of(value))).collect();
    let mut found = filled.implied();
    for (name, value) in &found {
        forced(&filled, name, value)?;
    }
    // A cell that may change is a suspect; what mends it is its value.
    for name in texts(&case["options"]["may_change"]) {
        let suspects = filled.suspects();
        let first = suspects.list.first().map(|first| filled.figures(first));
        let figure = first.and_then(|mut figures| figures.remove(&name).flatten());
        found.extend(figure.map(|figure| (name, figure)));
    }
    if texts(&case["options"]["methods"]) == ["zeros"] {
        // A peer that looks for noughts only leaves what an equation settles; here it is offered.
        found.retain(|name, _| expected.contains_key(name));
    }
    expect(found == expected, &format!("{expected:?}, not {found:?}"), &filled)
}

/// Any other value is refused by the rules.
fn forced(filled: &Filled, name: &str, value: &str) -> Outcome {
    let before: Vec<_> = filled.session.findings().into_iter().map(|finding| finding.id).collect();
    let violated = |text: &str| {
        let mut session = filled.session.clone();
        let entered = session.enter(&format!("t.{name}.v"), text).is_ok();
        let new = |finding: &Finding| !before.contains(&finding.id);
        !entered || session.findings().iter().any(new)
    };
    let Ok(figure) = value.parse::<i64>() else { return Ok(()) };
    let others = [figure + 1, figure - 1].map(|other| other.to_string());
    // Where blanks hang together it takes all of them to see it.
    let alone = filled.implied().len() == 1;
    if violated(value) || (alone && !others.iter().all(|other| violated(other))) {
        return fail(format!("{name} = {value} is not forced"));
    }
    Ok(())
}
