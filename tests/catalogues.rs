//! The catalogues are data: each language has every sentence, with the same slots.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test may stop at a file it cannot read")]

use crossfoot::problem::{Code, Problem};
use crossfoot::{Catalogue, Form};
use std::collections::{BTreeMap, BTreeSet};

type Texts = BTreeMap<String, String>;

fn catalogues() -> [Texts; 2] {
    let read = |text| serde_json::from_str(text).expect("a flat object of texts");
    [read(include_str!("../src/message/zh-CN.json")), read(include_str!("../src/message/en.json"))]
}

fn slots(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(slot, _)| slot).collect()
}

#[test]
fn languages_have_the_same_sentences_and_slots() {
    let [chinese, english] = catalogues();
    let keys = |texts: &Texts| texts.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&chinese), keys(&english));
    for (key, text) in &chinese {
        let other = english.get(key).map_or("", String::as_str);
        // `{cell}` in a hint is an example for the author, not a slot; how far a figure is off is
        // said in English only.
        if !["hint.bad-mention", "suspect.more", "suspect.less"].contains(&key.as_str()) {
            assert_eq!(slots(text), slots(other), "{key}");
        }
    }
}

#[test]
fn every_kind_of_problem_has_a_sentence_and_a_hint() {
    for texts in catalogues() {
        for code in Code::ALL {
            for group in ["problem", "hint"] {
                let key = format!("{group}.{}", code.name());
                assert!(texts.contains_key(&key), "{key}");
            }
        }
        let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        let told = texts.keys().filter_map(|key| key.strip_prefix("hint."));
        told.for_each(|name| assert!(known.contains(name), "hint.{name} is for no problem"));
    }
}

#[test]
fn a_missing_key_is_said_as_the_key() {
    assert_eq!(Catalogue::new("en").say("no.such.key", &[]), "no.such.key");
}

#[test]
fn a_definition_too_long_or_too_deep_is_told_to_be_that() {
    let code = |text: &str| -> Vec<Code> {
        let problems = Form::compile(text).err().map(|problems| problems.0);
        problems.into_iter().flatten().map(|problem: Problem| problem.code).collect()
    };
    assert_eq!(code(&" ".repeat(50 << 20)), [Code::TooLong]);
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(code(&deep), [Code::TooDeep]);
    let nested = format!("{{\"a\":{}1{}", "{\"a\":".repeat(9_999), "}".repeat(10_000));
    assert_eq!(code(&nested), [Code::TooDeep]);
}
