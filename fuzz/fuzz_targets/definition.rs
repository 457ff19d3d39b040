//! Any text as a definition: what is refused is refused with problems that can be said, and what
//! compiles can be read back, filled in, found fault with and searched for suspects.

#![no_main]

use crossfoot::{Form, Session};
use crossfoot_fuzz::{bounded, catalogues, say, suspect, wordings};
use libfuzzer_sys::fuzz_target;

/// Figures that a definition's cells are filled with, one after the other.
const FIGURES: [&str; 7] = ["3", "1", "2", "", "0.5", "-4", "2017-12-31"];
/// Most cells that are filled.
const MOST_FILLED: usize = 200;

fuzz_target!(|text: &str| bounded(|| match Form::compile(text) {
    Err(problems) => {
        assert!(!problems.0.is_empty(), "refused without a reason");
        for problem in &problems.0 {
            for catalogue in catalogues() {
                assert!(!catalogue.problem(problem).is_empty());
            }
        }
    }
    Ok(form) => use_it(&form),
}));

fn use_it(form: &Form) {
    for wording in wordings(form) {
        for rule in wording.rulebook() {
            assert!(!rule.id.is_empty() && !rule.sentence.is_empty(), "{rule:?}");
        }
    }
    let mut session = Session::new(form);
    say(&session);
    let cells = form.fillable().map(|(cell, _)| cell).take(MOST_FILLED);
    for (cell, figure) in cells.zip(FIGURES.iter().cycle()) {
        session.enter_cell(cell, figure);
    }
    say(&session);
    suspect(&session, 64);
    let implied = session.implied();
    for wording in wordings(form) {
        assert!(implied.iter().all(|implied| !wording.implied(implied).is_empty()));
    }
}
