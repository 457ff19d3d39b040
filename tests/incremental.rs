//! What must always hold: an incremental session equals a fresh one, a keystroke touches only the
//! rules that read the cell, and nothing anybody types breaks anything.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use crossfoot::address::{Operand, Period};
use crossfoot::finding::FindingId;
use crossfoot::{Catalogue, Form, Session, Wording};
use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const FUJIAN: &str = include_str!("../forms/fujian-indicators-2017.json");

/// A form with every kind of rule the language has: sums and 其中 in both directions, running and
/// carried figures, decimals, signs, tolerance, the three meanings of a blank, text.
const EVERYTHING: &str = include_str!("everything.json");

fn form(text: &str) -> Form {
    Form::compile(text).expect("the definition is right")
}

fn addresses(form: &Form) -> Vec<String> {
    form.fillable().map(|(_, cell)| cell.address.to_string()).collect()
}

/// What a clerk may type: mostly figures that nearly add up, sometimes anything.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..12_u8).prop_map(|figure| figure.to_string()),
        2 => (-9_999..9_999_i32).prop_map(|units| format!("{}.{}", units / 100, units.unsigned_abs() % 100)),
        1 => Just(String::new()),
        1 => Just("999999999999999999".to_owned()),
        1 => (0..12_u8).prop_map(|figure| format!("the total is {figure} in all")),
        1 => any::<String>(),
    ]
}

fn assert_same(one: &Session, other: &Session) {
    let form = one.form();
    for (id, _) in form.rules() {
        assert_eq!(one.verdict(id), other.verdict(id), "rule {id:?}");
    }
    for (cell, _) in form.cells() {
        for period in [Period::This, Period::Prior] {
            let operand = Operand { cell, period };
            assert_eq!(one.entry(operand), other.entry(operand));
        }
        assert_eq!(one.mark(cell), other.mark(cell));
        assert_eq!(one.text(cell), other.text(cell));
    }
    assert_eq!(one.findings(), other.findings());
    assert_eq!(one.complete(), other.complete());
    // How far it has come says the same in fewer words.
    let progress = one.progress();
    let found: Vec<_> = one.findings().iter().map(|found| (found.id, found.severity)).collect();
    assert_eq!(progress.found, found);
    let missing = one.complete().into_iter().filter_map(|found| match found.id {
        FindingId::Cell(cell) if one.finding(found.id).is_none() => Some(cell),
        _ => None,
    });
    assert_eq!(progress.remaining, missing.collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn incremental_equals_full_in_any_order(
        everything in any::<bool>(),
        entries in prop::collection::vec((any::<prop::sample::Index>(), typed()), 1..60),
        priors in prop::collection::vec((any::<prop::sample::Index>(), typed()), 0..8),
        shuffled in any::<u64>(),
    ) {
        let form = form(if everything { EVERYTHING } else { FUJIAN });
        let cells = addresses(&form);
        let mut session = Session::new(&form);
        let priors: Vec<(&str, &str)> =
            priors.iter().map(|(cell, text)| (cell.get(&cells).as_str(), text.as_str())).collect();
        let mut last = std::collections::BTreeMap::new();
        for (step, (cell, text)) in entries.iter().enumerate() {
            if step == entries.len() / 2 {
                session.set_prior(priors.iter().copied());
            }
            let cell = cell.get(&cells).as_str();
            let before = session.findings();
            let changes = session.enter(cell, text).expect("the cell is there");
            let after = session.findings();
            // The changes are exactly the difference between before and after.
            let ids = |findings: &[crossfoot::Finding]| -> Vec<_> { findings.iter().map(|f| f.id).collect() };
            for finding in &after {
                let new = !before.contains(finding);
                prop_assert!(!new || changes.raised.contains(&finding.id), "{finding:?} was not told");
            }
            for id in &changes.raised {
                prop_assert!(ids(&after).contains(id));
            }
            for id in ids(&before) {
                let gone = !ids(&after).contains(&id);
                prop_assert_eq!(gone, changes.cleared.contains(&id));
            }
            last.insert(cell, text.as_str());
        }
        let mut once: Vec<(&str, &str)> = last.into_iter().collect();
        let turn = usize::try_from(shuffled).unwrap_or(0) % once.len().max(1);
        once.rotate_left(turn);
        let mut fresh = Session::new(&form);
        fresh.enter_all(once).expect("the cells are there");
        fresh.set_prior(priors.iter().copied());
        assert_same(&session, &fresh);
    }

    #[test]
    fn putting_a_figure_back_puts_everything_back(
        cell in any::<prop::sample::Index>(),
        figures in prop::collection::vec(typed(), 12),
        slip in typed(),
    ) {
        let form = form(EVERYTHING);
        let cells = addresses(&form);
        let mut session = Session::new(&form);
        let all = cells.iter().map(String::as_str).zip(figures.iter().cycle().map(String::as_str));
        session.enter_all(all).expect("the cells are there");
        let before = session.clone();
        let cell = cell.get(&cells);
        let stood = session.text(session.find(cell).expect("it is there")).to_owned();
        session.enter(cell, &slip).expect("the cell is there");
        session.enter(cell, &stood).expect("the cell is there");
        assert_same(&before, &session);
    }

    #[test]
    fn every_finding_reads_as_a_sentence(
        entries in prop::collection::vec((any::<prop::sample::Index>(), typed()), 1..40),
    ) {
        let form = form(EVERYTHING);
        let cells = addresses(&form);
        let mut session = Session::new(&form);
        for (cell, text) in &entries {
            session.enter(cell.get(&cells).as_str(), text).expect("the cell is there");
        }
        for locale in ["zh-CN", "en", "fr"] {
            let catalogue = Catalogue::new(locale);
            let wording = Wording { catalogue: &catalogue, form: &form, period: "" };
            for finding in session.complete() {
                let sentence = wording.finding(&finding);
                prop_assert!(!sentence.is_empty() && !sentence.contains("{left}"), "{sentence}");
                prop_assert!(!finding.cells(&form).is_empty());
            }
        }
    }

    #[test]
    fn no_definition_text_breaks_the_compiler(text in any::<String>(), at in any::<prop::sample::Index>()) {
        let _ = Form::compile(&text);
        // A right definition with one piece replaced: mostly still JSON, often still readable.
        let chars: Vec<char> = EVERYTHING.chars().collect();
        let at = at.index(chars.len());
        let (before, after) = chars.split_at(at);
        let cut: String = before.iter().copied().chain(text.chars().take(3)).chain(after.iter().skip(1).copied()).collect();
        if let Err(problems) = Form::compile(&cut) {
            prop_assert!(!problems.0.is_empty() && !problems.to_string().is_empty());
        }
    }
}

#[test]
fn a_keystroke_touches_only_the_rules_that_read_the_cell() {
    let form = form(FUJIAN);
    let mut session = Session::new(&form);
    for (cell, described) in form.fillable() {
        let readers = form
            .rules()
            .filter(|(_, rule)| {
                rule.operands().iter().any(|o| o.cell == cell && o.period == Period::This)
            })
            .count();
        let before = session.checks();
        session.enter_cell(cell, "7");
        assert_eq!(session.checks() - before, readers as u64, "{}", described.address);
        session.enter_cell(cell, " 7 ");
        assert_eq!(session.checks() - before, readers as u64, "the same figure costs nothing");
        assert!(readers < form.rules().len() / 4, "{} is read by {readers}", described.address);
    }
}

#[test]
fn a_hundred_thousand_characters_and_unknown_cells_leave_the_session_whole() {
    let form = form(FUJIAN);
    let mut session = Session::new(&form);
    let before = session.clone();
    let error = session.enter("indicators.recieved.year", "4").expect_err("there is no such cell");
    assert_eq!(error.nearest.first().map(String::as_str), Some("indicators.received.year"));
    assert!(session.enter_all([("indicators.received.year", "4"), ("nowhere", "5")]).is_err());
    assert_same(&before, &session);

    let long = "9".repeat(100_000);
    let changes = session.enter("indicators.received.year", &long).expect("the cell is there");
    assert_eq!(changes.raised.len(), 1);
    let cell = session.find("indicators.received.year").expect("it is there");
    assert_eq!(session.text(cell), long, "what was typed is kept");
    session.enter("indicators.received.year", "").expect("the cell is there");
    assert_same(&before, &session);
}

#[cfg(not(target_arch = "wasm32"))] // which has no threads
#[test]
fn a_form_serves_many_threads() {
    let form = form(FUJIAN);
    let threads: Vec<_> = (0..4)
        .map(|figure| {
            let form = form.clone();
            std::thread::spawn(move || {
                let mut session = Session::new(&form);
                session.enter("indicators.website.year", "9").expect("the cell is there");
                session
                    .enter("indicators.disclosed.year", &figure.to_string())
                    .expect("the cell is there");
                let (id, _) = form.rules().next().expect("there are rules");
                session.verdict(id)
            })
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().ok(), Some(crossfoot::Verdict::Violated));
    }
}
