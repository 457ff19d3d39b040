//! The hot paths, one a run, for a counter of instructions: `instructions-bench PATH` does what it
//! needs beforehand and once to warm up, and then the path inside [`measured`], which is all that is
//! counted. It prints how often the path was taken.

use crossfoot::rollup::{Outcome, Report, RollUp};
use crossfoot::roster::Roster;
use crossfoot::{Catalogue, Form, Session, Wording};
use std::collections::BTreeMap;
use std::hint::black_box;

const DEFINITION: &str = include_str!("../../../forms/national-2021.json");
const SAMPLE: &str = include_str!("../../../forms/samples/suqian-2024.json");
const PRIOR: &str = include_str!("../../../forms/samples/suqian-2023.json");

type Entries = BTreeMap<String, String>;

const PATHS: &[(&str, fn() -> usize)] = &[
    ("enter, unchanged", enter_unchanged),
    ("enter, raising", enter_raising),
    ("full check", full_check),
    ("compile", compile),
    ("suspects, one slip", || suspects(&SLIPS[..1])),
    ("suspects, two slips", || suspects(&SLIPS[..2])),
    ("suspects, three slips", || suspects(&SLIPS)),
    ("roll-up, add", roll_up_add),
];

/// Figures with one digit wrong, in rules that have no cell in common.
const SLIPS: [(&str, &str); 3] = [
    ("applications.granted.natural_persons", "1480"),
    ("applications.not_held.companies", "38"),
    ("cases.direct.upheld", "1"),
];

fn main() {
    let asked = std::env::args().nth(1).unwrap_or_default();
    match PATHS.iter().find(|(name, _)| *name == asked) {
        Some((_, path)) => println!("{}", path()),
        None => PATHS.iter().for_each(|(name, _)| println!("{name}")),
    }
}

/// What the counter counts. It must be a function with a name.
#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
}

fn entries(json: &str) -> Entries {
    serde_json::from_str(json).expect("a sample is an object of texts")
}

fn pairs(entries: &Entries) -> impl Iterator<Item = (&str, &str)> {
    entries.iter().map(|(cell, text)| (cell.as_str(), text.as_str()))
}

fn form() -> Form {
    Form::compile(DEFINITION).expect("the form compiles")
}

/// The sample report, filled in, with last year's.
fn filled(form: &Form) -> Session {
    let mut session = Session::new(form);
    session.set_prior(pairs(&entries(PRIOR)));
    session.enter_all(pairs(&entries(SAMPLE))).expect("the sample is of this form");
    assert!(session.findings().is_empty(), "the sample keeps every rule");
    session
}

/// Figures typed while every total is still blank, there and back.
fn enter_unchanged() -> usize {
    let form = form();
    let mut session = filled(&form);
    let blank = |cell: &str| {
        cell.ends_with(".total") || cell.contains(".handled.") || cell.contains(".carried_in.")
    };
    let sample = entries(SAMPLE);
    let totals: Vec<&str> = sample.keys().map(String::as_str).filter(|cell| blank(cell)).collect();
    session.enter_all(totals.iter().map(|cell| (*cell, ""))).expect("cells of this form");
    let inner = sample.iter().filter(|(cell, _)| cell.starts_with("applications.") && !blank(cell));
    let edits: Vec<_> = inner
        .flat_map(|(cell, text)| [(cell, format!("{text}7")), (cell, text.clone())])
        .map(|(cell, text)| (form.find(cell).expect("a cell of this form"), text))
        .collect();
    let mut run = || {
        for (cell, text) in &edits {
            assert!(black_box(session.enter_cell(*cell, text)).is_empty(), "no verdict changes");
        }
    };
    run();
    measured(&mut run);
    edits.len()
}

/// Slips, each raising its findings anew, with the sentences.
fn enter_raising() -> usize {
    let form = form();
    let mut session = filled(&form);
    let catalogue = Catalogue::new("zh-CN");
    let edits: Vec<_> = ["1", "2"]
        .iter()
        .flat_map(|more| SLIPS.map(|(cell, text)| (cell, format!("{text}{more}"))))
        .map(|(cell, text)| (form.find(cell).expect("a cell of this form"), text))
        .collect();
    let mut run = || {
        for (cell, text) in &edits {
            let changes = session.enter_cell(*cell, text);
            assert!(!changes.raised.is_empty(), "a finding is raised");
            let wording = Wording { catalogue: &catalogue, form: &form, period: "2024" };
            for id in changes.raised {
                let finding = session.finding(id).expect("it stands");
                black_box(wording.finding(&finding));
            }
        }
    };
    run();
    measured(&mut run);
    edits.len()
}

/// All texts of a report into an empty session, and what is found.
fn full_check() -> usize {
    let form = form();
    let empty = {
        let mut session = Session::new(&form);
        session.set_prior(pairs(&entries(PRIOR)));
        session
    };
    let sample = entries(SAMPLE);
    let mut run = || {
        let mut session = empty.clone();
        session.enter_all(pairs(&sample)).expect("the sample is of this form");
        assert!(black_box(session.findings()).is_empty(), "the sample keeps every rule");
    };
    run();
    measured(&mut run);
    1
}

fn compile() -> usize {
    let mut run = || drop(black_box(form()));
    run();
    measured(&mut run);
    1
}

fn suspects(slips: &[(&str, &str)]) -> usize {
    let form = form();
    let mut session = filled(&form);
    session.enter_all(slips.iter().copied()).expect("cells of this form");
    let mut run = || {
        let found = black_box(session.suspects());
        assert!(!found.list.is_empty() && !found.cut_short, "the slips are found");
    };
    run();
    measured(&mut run);
    1
}

/// The file of a report, read and added.
fn roll_up_add() -> usize {
    const UNITS: usize = 16;
    let form = form();
    // In the form's order, as reports are written.
    let of = format!(r#"{{"id": "{}", "version": "{}"}}"#, form.id(), form.version());
    let text =
        format!(r#"{{"crossfoot": "0.1.0", "form": {of}, "period": "2024", "entries": {SAMPLE}}}"#);
    let units: Vec<String> = (0..=UNITS).map(|unit| format!("unit {unit}")).collect();
    let mut sums = RollUp::new(&form, Roster::new(""), "2024", true);
    let mut add = |units: &[String]| {
        for unit in units {
            let unit = Some(unit.as_str());
            let intake = sums.take(&Report { text: &text, unit, replace: false, check: None });
            assert!(matches!(intake.outcome, Outcome::Added), "a report is refused");
        }
    };
    add(&units[UNITS..]);
    measured(&mut || add(&units[..UNITS]));
    UNITS
}
