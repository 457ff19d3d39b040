//! The engine against a plain model of what definitions mean: on small forms of every shape and on
//! the shipped ones, after every entry, each verdict and each finding is the model's.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]
#![expect(clippy::string_slice, reason = "a test may stop at the first surprise")]

#[path = "model/forms.rs"]
mod forms;
#[path = "model/mod.rs"]
mod plain;

use crossfoot::address::CellId;
use crossfoot::finding::{Detail, Finding, FindingId};
use crossfoot::rules::Kind;
use crossfoot::{Form, Session, Verdict};
use plain::Model;
use proptest::prelude::*;
use serde_json::Value;
use std::cell::Cell;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SHIPPED: [&str; 5] = [
    include_str!("../forms/fujian-indicators-2009.json"),
    include_str!("../forms/fujian-indicators-2017.json"),
    include_str!("../forms/national-2014.json"),
    include_str!("../forms/national-2019.json"),
    include_str!("../forms/national-2021.json"),
];

/// What is typed: figures that nearly agree, and whatever else each type of cell may meet.
fn typed() -> impl Strategy<Value = String> {
    const OTHERS: [&str; 12] = [
        "",
        " ",
        "new",
        "old",
        "2017-12-31",
        "2018-01-01",
        "x",
        "-2",
        "-0.5",
        "0.05",
        "1.25",
        "100",
    ];
    prop_oneof![
        5 => (0..6_u8).prop_map(|figure| figure.to_string()),
        2 => (0..20_u8).prop_map(|halves| format!("{}.{}", halves / 2, halves % 2 * 5)),
        3 => prop::sample::select(&OTHERS[..]).prop_map(str::to_owned),
    ]
}

type Typed = Vec<(prop::sample::Index, String)>;

fn entries(most: usize) -> impl Strategy<Value = Typed> {
    prop::collection::vec((any::<prop::sample::Index>(), typed()), 1..most)
}

/// An engine and a model of the same form, filled in side by side.
struct Pair {
    model: Model,
    session: Session,
    /// The engine's cells, in the model's order.
    cells: Vec<CellId>,
}

impl Pair {
    fn new(definition: &Value, form: &Form) -> Pair {
        let model = Model::read(definition);
        let cells = model.layout.cells.iter().map(|cell| form.find(&cell.address));
        let cells = cells.map(|cell| cell.expect("the engine has each of the model's cells"));
        Pair { cells: cells.collect(), session: Session::new(form), model }
    }

    fn enter(&mut self, cell: usize, text: &str) {
        self.model.enter(cell, text);
        self.session.enter_cell(self.cells[cell], text);
    }

    fn set_prior(&mut self, entries: Vec<(usize, String)>) {
        self.model.set_prior(&entries);
        let address = |cell: &usize| self.model.layout.cells[*cell].address.as_str();
        let given: Vec<(&str, &str)> =
            entries.iter().map(|(cell, text)| (address(cell), text.as_str())).collect();
        self.session.set_prior(given);
    }

    /// Every rule of the model's kinds has its verdict, and everything found is found by it.
    fn agree(&self) {
        let form = self.session.form();
        let ours = |id: FindingId| match id {
            FindingId::Rule(rule) => form
                .rule(rule)
                .and_then(|rule| form.source(rule.source))
                .is_some_and(|source| !matches!(source.kind, Kind::Mention | Kind::Share)),
            FindingId::Cell(_) => true,
            FindingId::Text { .. } | FindingId::Heading(_) => false,
        };
        let rules = form.rules().map(|(id, _)| id).filter(|id| ours(FindingId::Rule(*id)));
        let verdicts: Vec<(String, Verdict)> =
            rules.map(|id| (FindingId::Rule(id).name(form), self.session.verdict(id))).collect();
        let plain: Vec<(String, Verdict)> =
            (self.model.rules.iter().zip(self.model.verdicts(false)))
                .map(|(rule, verdict)| {
                    let verdict = match verdict {
                        Some(true) => Verdict::Satisfied,
                        Some(false) => Verdict::Violated,
                        None => Verdict::Undecided,
                    };
                    (rule.name.clone(), verdict)
                })
                .collect();
        for (one, other) in verdicts.iter().zip(&plain) {
            assert_eq!(one, other, "the engine, then the model");
        }
        assert_eq!(verdicts.len(), plain.len());

        let names = |findings: &[Finding]| -> Vec<String> {
            let found = findings.iter().filter(|finding| ours(finding.id));
            let found = found.filter(|finding| !matches!(finding.detail, Detail::TooShort { .. }));
            found.map(|finding| finding.id.name(form)).collect()
        };
        assert_eq!(names(&self.session.findings()), self.model.findings(false));
        assert_eq!(names(&self.session.complete()), self.model.findings(true));
    }
}

fn fill(pair: &mut Pair, entries: Typed, prior: Typed) {
    let cells = pair.cells.len();
    pair.agree();
    let half = entries.len() / 2;
    for (step, (cell, text)) in entries.into_iter().enumerate() {
        if step == half {
            let prior = prior.iter().map(|(cell, text)| (cell.index(cells), text.clone()));
            // A cell given twice counts as given last.
            pair.set_prior(prior.collect());
            pair.agree();
        }
        pair.enter(cell.index(cells), &text);
        pair.agree();
    }
}

#[test]
fn small_forms_mean_what_the_model_says() {
    let (tried, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    let cases = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1024) };
    let mut runner = proptest::test_runner::TestRunner::new(cases);
    let form = (forms::definition(), entries(24), entries(12));
    let held = runner.run(&form, |(forms::Written(definition), entries, prior)| {
        tried.set(tried.get() + 1);
        // A few are refused, for what cancels out or divides by nought.
        let Ok(form) = Form::compile(&definition.to_string()) else {
            refused.set(refused.get() + 1);
            return Ok(());
        };
        fill(&mut Pair::new(&definition, &form), entries, prior);
        Ok(())
    });
    assert!(held.is_ok(), "{}", held.expect_err("it is not held"));
    assert!(refused.get() < tried.get() / 3, "{} of {} were refused", refused.get(), tried.get());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn shipped_forms_mean_what_the_model_says(
        which in 0..SHIPPED.len(),
        entries in entries(60),
        prior in entries(30),
    ) {
        let definition: Value = serde_json::from_str(SHIPPED[which]).expect("a shipped form");
        let form = Form::compile(SHIPPED[which]).expect("a shipped form");
        fill(&mut Pair::new(&definition, &form), entries, prior);
    }
}
