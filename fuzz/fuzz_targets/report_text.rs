//! Any text as a whole report of a shipped form, which its first character chooses.

#![no_main]

use crossfoot::report::read_report;
use crossfoot_fuzz::{bounded, chosen, take_over};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some((form, text)) = chosen(text) else { return };
    bounded(|| {
        for period in ["", "2017"] {
            if let Ok(report) = read_report(form, text, period) {
                take_over(form, &report);
            }
        }
    });
});
