//! Any text as the formula of a rule in a small form with cells of every type. What compiles is
//! read back as a formula that compiles and gives the same verdicts.

#![no_main]

use crossfoot::{Form, Session, Verdict};
use crossfoot_fuzz::{bounded, catalogues, say, suspect, wordings};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How each of the form's cells is filled, time after time.
const FILLED: [&[&str]; 5] = [
    &[],
    &["4", "2", "2", "0", "new", "2017-12-31", "30"],
    &["4", "2", "3", "-1.5", "carried on", "2018-01-01", "12.5", "noted"],
    &["0", "", "0", "", "", "", "0"],
    &["999999999999999999", "1", "x", "-0.01", "old", "2017-02-29", "99.9"],
];

fuzz_target!(|text: &str| bounded(|| {
    for blank in ["undecided", "zero", "undecided-if-all"] {
        let definition = definition(text, blank);
        match Form::compile(&definition.to_string()) {
            Err(problems) => {
                for problem in &problems.0 {
                    assert!(catalogues().iter().all(|words| !words.problem(problem).is_empty()));
                }
            }
            Ok(form) => use_it(&form, text, blank),
        }
    }
}));

fn use_it(form: &Form, text: &str, blank: &str) {
    let book: Vec<_> = wordings(form).map(|wording| wording.rulebook()).collect();
    let read_back = book.concat().into_iter().filter(|rule| rule.id == "R");
    let again: Vec<Form> = read_back
        .map(|rule| {
            let again = Form::compile(&definition(&rule.formula, blank).to_string());
            again.unwrap_or_else(|problems| {
                panic!("`{text}` was read back as `{}`: {problems}", rule.formula)
            })
        })
        .collect();
    assert!(!again.is_empty(), "`{text}` was not read back");
    for figures in FILLED {
        let session = filled(form, figures);
        let (verdicts, mut found) = (verdicts(&session), BTreeMap::new());
        for again in &again {
            for (place, verdict) in self::verdicts(&filled(again, figures)) {
                found.entry(place).or_insert_with(Vec::new).push(verdict);
            }
        }
        for (place, verdict) in verdicts {
            let same = found.get(&place).is_some_and(|found| found.contains(&verdict));
            assert!(same, "`{text}` at {place:?} is {verdict:?}, read back {found:?}");
        }
        say(&session);
        suspect(&session, 16);
    }
}

fn filled(form: &Form, figures: &[&str]) -> Session {
    let mut session = Session::new(form);
    session.set_prior([("t.total.ever", "3"), ("t.part.year", "1"), ("u.whole.year", "7")]);
    let figures = figures.iter().cycle().take(if figures.is_empty() { 0 } else { 64 });
    session.enter_cells(form.fillable().map(|(cell, _)| cell).zip(figures.copied()));
    session
}

/// The verdicts of the rule, by the cells it reads there.
fn verdicts(session: &Session) -> Vec<(Vec<String>, Verdict)> {
    let form = session.form();
    let rules = form
        .rules()
        .filter(|(_, rule)| form.source(rule.source).is_some_and(|source| &*source.id == "R"));
    let verdicts = rules.map(|(id, rule)| {
        let mut cells: Vec<String> = rule
            .operands()
            .iter()
            .map(|operand| {
                let address = form.cell(operand.cell).map_or("", |cell| &*cell.address);
                format!("{address} {:?}", operand.period)
            })
            .collect();
        cells.sort();
        cells.dedup();
        (cells, session.verdict(id))
    });
    verdicts.collect()
}

fn definition(formula: &str, blank: &str) -> Value {
    let mut rule = json!({"id": "R", "in": "t", "check": formula, "tolerance": "0.5"});
    if blank != "undecided" {
        rule["blank"] = json!(blank);
    }
    json!({
        "crossfoot": 1, "id": "f", "version": "1",
        "tables": [
            {"id": "t", "required": false, "columns": [{"id": "year"}, {"id": "ever"}], "rows": [
                {"id": "total", "rows": [
                    {"id": "part"}, {"id": "other"}, {"id": "balance", "type": "signed", "scale": 2}]},
                {"id": "kind", "type": "choice", "choices": ["new", "carried on"]},
                {"id": "day", "type": "date"},
                {"id": "share", "type": "percent", "scale": 1},
                {"id": "remark", "type": "text"}]},
            {"id": "u", "type": "amount", "required": false, "columns": [{"id": "year"}],
                "rows": [{"id": "whole", "unit": "万元"}]}],
        "sections": [{"id": "overview", "required": false}],
        "rules": [rule],
    })
}
