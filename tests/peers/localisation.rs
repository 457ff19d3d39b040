//! Which cells are wrong (Fellegi and Holt): all lightest sets, where the case lists them.

use crate::outcome::{Outcome, fail};
use crate::repair::{Filled, expect, set};
use serde_json::Value;
use std::collections::BTreeSet;

pub(crate) fn localisation(case: &Value) -> Outcome {
    let filled = Filled::of(case)?;
    let (expected, lightest) = (&case["expected"], filled.lightest());
    if let Some(sets) = expected["minimal_sets_computed_here"].as_array() {
        let sets: BTreeSet<BTreeSet<String>> = sets.iter().map(set).collect();
        expect(lightest == sets, &format!("the lightest sets {sets:?}"), &filled)?;
    }
    if let Some(count) = expected["count"].as_u64() {
        let counts = lightest.iter().all(|set| u64::try_from(set.len()).ok() == Some(count));
        return expect(counts, &format!("sets of {count}"), &filled);
    }
    if expected["wrong_cells"].is_null() {
        return fail("the case expects nothing");
    }
    // Where several sets are equally light, a peer names one of them at random.
    let cells = set(&expected["wrong_cells"]);
    expect(lightest.contains(&cells), &format!("the cells {cells:?}"), &filled)
}

/// The table whose two columns are each two short: any result could be, and the totals could not.
pub(crate) fn puzzle(filled: &crossfoot::Session, expected: usize, cleared: &[String]) -> Outcome {
    let found = filled.suspects();
    let form = filled.form();
    let least = found.list.iter().map(|suspect| suspect.weight).min();
    let light: Vec<_> = found.list.iter().filter(|s| Some(s.weight) == least).collect();
    let address = |change: &crossfoot::locate::Change| {
        form.cell(change.cell).map_or(String::new(), |cell| cell.address.to_string())
    };
    let row = |address: &str| address.split('.').nth(1).map(str::to_owned);
    let pairs = light.iter().all(|suspect| {
        let rows: BTreeSet<_> = suspect.changes.iter().map(|c| row(&address(c))).collect();
        suspect.changes.len() == 2 && rows.len() == 1
    });
    let innocent = found
        .list
        .iter()
        .flat_map(|s| &s.changes)
        .all(|change| !cleared.contains(&address(change)));
    let unsure = found.list.iter().all(|suspect| !suspect.sure);
    if light.len() == expected && pairs && innocent && unsure {
        return Ok(());
    }
    fail(format!(
        "expected {expected} sets of two cells in one row, none sure; found {} sets, pairs {pairs}, \
         innocent {innocent}, unsure {unsure}",
        light.len()
    ))
}
