//! What typing costs in memory: nothing, once a session is warm, as long as no finding changes.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use crossfoot::address::CellId;
use crossfoot::form::Place;
use crossfoot::{Form, Session};

/// How often this thread asks for memory.
fn asked(run: impl FnOnce()) -> u64 {
    allocation_counter::measure(run).count_total
}

fn form(name: &str) -> Form {
    let path = format!("{}/forms/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Form::compile(&std::fs::read_to_string(path).expect("the form")).expect("a shipped form")
}

/// A form filled in as its sample has it: every rule is decided, and holds.
fn filled(form: &Form, sample: &str) -> Session {
    let path = format!("{}/forms/samples/{sample}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the sample");
    let entries: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&text).expect("a sample");
    let mut session = Session::new(form);
    let entries = entries.iter().map(|(cell, text)| (cell.as_str(), text.as_str()));
    session.enter_all(entries).expect("the cells are there");
    session
}

#[test]
fn counting_counts() {
    assert_eq!(asked(|| drop(vec![1_u8; 100])), 1);
    assert_eq!(asked(|| assert!(std::hint::black_box(3) < 4)), 0);
}

#[test]
fn a_figure_typed_again_asks_for_nothing() {
    for (name, sample) in
        [("fujian-indicators-2017", "fengze-2017"), ("national-2021", "suqian-2023")]
    {
        let form = form(name);
        let mut session = filled(&form, sample);
        let cells: Vec<(CellId, String)> =
            form.fillable().map(|(cell, _)| (cell, session.text(cell).to_owned())).collect();
        for (cell, text) in &cells {
            assert_eq!(asked(|| drop(session.enter_cell(*cell, text))), 0, "{name} {text:?}");
        }
    }
}

#[test]
fn a_figure_that_changes_no_verdict_asks_for_nothing() {
    // Blanks let most rules wait. Chinese numerals are left out: they are read by way of a list. So
    // are the parts of the text, which are read anew when they change.
    let form = form("fujian-indicators-2017");
    let mut session = Session::new(&form);
    let cells = form.cells().filter(|(_, cell)| matches!(cell.place, Place::Table { .. }));
    let cells: Vec<CellId> = cells.map(|(cell, _)| cell).collect();
    // Warm: each cell has held a text as long as those to come, and the list of rules to decide
    // has been as long as it gets.
    for cell in &cells {
        session.enter_cell(*cell, "12345678");
        session.enter_cell(*cell, "");
    }
    let mut typed = 0;
    for cell in &cells {
        for text in ["7", "７", "1,234", " 12 ", "120条", "12.5", "", "约5", ""] {
            let before = session.findings();
            let mut changed = false;
            let asked = asked(|| changed = !session.enter_cell(*cell, text).is_empty());
            assert_eq!(changed, before != session.findings());
            if !changed {
                typed += 1;
                assert_eq!(asked, 0, "{text:?} in {cell:?}");
            }
        }
    }
    assert!(typed > cells.len() * 4, "only {typed} entries changed nothing");
}
