//! Adds up a file of reports, compares the sums with reported figures, and replaces single reports,
//! in one process: `rollup-bench FORM REPORTS REPORTED AGAIN`, where AGAIN has other reports of units
//! that are in. Prints what differs and how long each part took, in nanoseconds, as JSON.

use crossfoot::Form;
use crossfoot::rollup::{Outcome, Report, RollUp};
use crossfoot::roster::Roster;
use serde_json::{Value, json};
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let [form, reports, reported, again] = std::array::from_fn(|_| {
        let path = arguments.next().expect("four files");
        std::fs::read_to_string(&path).expect("a file that can be read")
    });
    let form = Form::compile(&form).expect("the form compiles");
    let reported: serde_json::Map<String, Value> =
        serde_json::from_str(&reported).expect("an object of texts");
    let reported: Vec<_> = reported
        .iter()
        .filter_map(|(cell, text)| Some((form.find(cell)?, text.as_str()?)))
        .collect();

    let start = Instant::now();
    let mut sums = RollUp::new(&form, Roster::new(""), "2024", true);
    for text in reports.lines() {
        let taken = sums.take(&Report { text, unit: None, replace: false, check: None });
        assert!(matches!(taken.outcome, Outcome::Added), "a report is refused");
    }
    let compared = sums.compare(reported.iter().copied(), 0);
    let added = start.elapsed();

    let mut replaced: Vec<u128> = Vec::new();
    for text in again.lines() {
        let start = Instant::now();
        let taken = sums.take(&Report { text, unit: None, replace: true, check: None });
        replaced.push(start.elapsed().as_nanos());
        assert!(matches!(taken.outcome, Outcome::Replaced), "a report is refused");
    }

    let differ = |comparison: &crossfoot::rollup::Comparison| -> Vec<(String, String)> {
        let cells = comparison.differences.iter();
        cells
            .map(|one| {
                let address = form.cell(one.cell).map_or("", |cell| &*cell.address);
                (address.to_owned(), one.difference.to_string())
            })
            .collect()
    };
    let then = sums.compare(reported.iter().copied(), 0);
    println!(
        "{}",
        json!({
            "differ": differ(&compared), "then": differ(&then),
            "added": added.as_nanos() as u64, "replaced": replaced,
        })
    );
}
