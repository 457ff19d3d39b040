//! Any grid of texts as a sheet of a shipped form, which the first character chooses: a line for
//! each row, with tabs between its cells.

#![no_main]

use crossfoot::report::read_grid;
use crossfoot_fuzz::{bounded, chosen, take_over};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some((form, period, text)) = chosen(text) else { return };
    // A vertical tab stands for a line break inside a cell.
    let text = text.replace('\u{B}', "\r");
    let rows: Vec<Vec<String>> = text
        .split('\n')
        .map(|row| row.split('\t').map(|cell| cell.replace('\r', "\n")).collect())
        .collect();
    bounded(|| {
        if let Ok(report) = read_grid(form, &rows, period) {
            take_over(form, &report);
        }
    });
});
