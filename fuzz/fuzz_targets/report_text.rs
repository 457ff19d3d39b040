//! Any text as a whole report of a shipped form; its first character chooses the form, and whether
//! the period is known.

#![no_main]

use crossfoot::report::read_report;
use crossfoot_fuzz::{bounded, chosen, take_over};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some((form, period, text)) = chosen(text) else { return };
    bounded(|| {
        if let Ok(report) = read_report(form, text, period) {
            take_over(form, &report);
        }
    });
});
