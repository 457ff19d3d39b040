//! What is written out reads back as itself: figures as cells show them, and rules as the author is
//! told them.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

#[path = "model/forms.rs"]
mod forms;

use crossfoot::entry::{Entry, Reading, read};
use crossfoot::{Amount, Catalogue, Form, Session, Verdict, Wording};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A figure with its whole part in groups of three digits: 1,532.50.
fn grouped(figure: &str) -> String {
    let (whole, rest) = figure.split_at(figure.find('.').unwrap_or(figure.len()));
    let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
    let groups: Vec<String> = digits
        .bytes()
        .rev()
        .collect::<Vec<u8>>()
        .chunks(3)
        .map(|group| group.iter().rev().map(|digit| char::from(*digit)).collect())
        .rev()
        .collect();
    format!("{sign}{}{rest}", groups.join(","))
}

fn full_width(figure: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c),
        other => other,
    };
    figure.chars().map(wide).collect()
}

/// The verdicts of each rule of the author's, by the cells that it reads there.
type Verdicts = BTreeMap<(String, Vec<String>), Vec<Verdict>>;

fn verdicts(form: &Form, entries: &[(prop::sample::Index, String)]) -> Verdicts {
    let mut session = Session::new(form);
    let cells: Vec<_> = form.fillable().map(|(cell, _)| cell).collect();
    session.enter_cells(entries.iter().map(|(cell, text)| (*cell.get(&cells), text.as_str())));
    let mut verdicts = Verdicts::new();
    for (id, rule) in form.rules() {
        let source = form.source(rule.source).expect("a source");
        let address = |cell| form.cell(cell).map_or("", |cell| &*cell.address);
        let reads = rule.operands().into_iter();
        let mut cells: Vec<String> =
            reads.map(|read| format!("{} {:?}", address(read.cell), read.period)).collect();
        cells.sort();
        cells.dedup();
        verdicts.entry((source.id.to_string(), cells)).or_default().push(session.verdict(id));
    }
    verdicts
}

/// The definition with the author's formulas as they are read back. One that is said in several
/// parts gives a rule for each.
fn said_again(definition: &Value, form: &Form) -> Value {
    let catalogue = Catalogue::new("en");
    let book = Wording { catalogue: &catalogue, form, period: "" }.rulebook();
    let mut again = definition.clone();
    let rules = definition["rules"].as_array().into_iter().flatten();
    let rules = rules.flat_map(|rule| {
        let told = book.iter().filter(|told| rule["id"] == told.id.as_str());
        told.map(|told| {
            let mut said = rule.clone();
            said["check"] = json!(told.formula);
            said
        })
    });
    // The same id for all parts of a rule is not taken, so each has its own.
    let numbered = rules.enumerate().map(|(at, mut rule)| {
        rule["id"] = json!(format!("{}-{at}", rule["id"].as_str().unwrap_or_default()));
        rule
    });
    again["rules"] = numbered.collect();
    again
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0..12_u8).prop_map(|figure| figure.to_string()),
        1 => (-99..99_i32).prop_map(|tenths| format!("{}.{}", tenths / 10, tenths.unsigned_abs() % 10)),
        1 => prop::sample::select(&["", "new", "old", "2017-12-31", "x"][..]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn a_figure_reads_as_itself(units in -999_999_999_999_999_999_i64..=999_999_999_999_999_999, scale in 0..=6_u8) {
        let amount = Amount::new(i128::from(units), scale).expect("a figure");
        let reading = Reading::Figure { scale, signed: true };
        let shown = amount.to_string();
        for text in [grouped(&shown), full_width(&shown), format!(" {shown} "), shown] {
            prop_assert_eq!(read(&text, reading, None), Entry::Amount(amount), "{}", text);
        }
    }

    #[test]
    fn a_rule_that_is_read_back_means_the_same(
        forms::Written(definition) in forms::definition(),
        entries in prop::collection::vec((any::<prop::sample::Index>(), typed()), 0..40),
    ) {
        // A few are refused, for what cancels out or divides by nought.
        let Ok(form) = Form::compile(&definition.to_string()) else { return Ok(()) };
        let again = said_again(&definition, &form);
        let again = Form::compile(&again.to_string());
        prop_assert!(again.is_ok(), "{}", again.expect_err("it is refused"));
        let again = verdicts(&again.expect("it is right"), &entries);
        for ((id, cells), own) in verdicts(&form, &entries) {
            let parts = again.iter().filter(|((other, reads), _)| {
                *reads == cells && (*other == id || other.strip_prefix(&id).is_some_and(|rest| rest.starts_with('-')))
            });
            let found: Vec<Verdict> = parts.flat_map(|(_, verdicts)| verdicts.clone()).collect();
            for verdict in own {
                prop_assert!(found.contains(&verdict), "{id} over {cells:?} is {verdict:?}, read back {found:?}");
            }
        }
    }
}
