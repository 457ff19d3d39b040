//! The same findings at every door. Natively every literate case is done step by step, and what is
//! found after each step is written to `target/identical.json`; `www/tests/identical.spec.js` does
//! the same steps in the browser and must find the very same. The command line must find it too.

#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![expect(clippy::expect_used, reason = "a test may stop at a file it cannot write")]

mod literate;

use crossfoot::report::read_report;
use crossfoot::{Catalogue, Form, Session, Wording, wire};
use literate::{CASES, DOCS, PERIOD, borrowed, definition, entries, report, split};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

const LOCALES: [&str; 2] = ["zh-CN", "en"];

type Entries = BTreeMap<String, String>;
/// By language.
type Told = BTreeMap<&'static str, Value>;

/// What is done with one definition of a case, and what is found.
#[derive(Serialize)]
struct Run {
    name: String,
    definition: String,
    period: String,
    problems: Option<Told>,
    rules: Option<Told>,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    line: usize,
    act: &'static str,
    entries: Entries,
    /// A whole report that is read before it is entered, and what was read.
    text: Option<String>,
    read: Option<Told>,
    findings: Told,
    complete: Told,
    suspects: Told,
    implied: Told,
}

#[test]
fn what_is_found_is_written_for_the_browser_and_the_command_line_finds_it_too() {
    let cases = CASES.iter().chain(DOCS).flat_map(|(file, text)| runs(file, text));
    let runs: Vec<Run> = cases.collect();
    assert!(runs.len() >= CASES.len(), "no case was found");
    for run in &runs {
        check_at_the_command_line(run);
    }
    let cases = CASES.iter().map(|(name, text)| ((*name).to_owned(), *text));
    let docs = DOCS.iter().map(|(name, text)| (format!("docs/{name}"), *text));
    let files: BTreeMap<String, &str> = cases.chain(docs).collect();
    let all = json!({ "files": files, "runs": runs });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    fs::create_dir_all(&folder).expect("the folder can be made");
    fs::write(folder.join("identical.json"), all.to_string()).expect("the file can be written");
}

/// The runs of a case file: one for each definition that is compiled.
fn runs(file: &str, text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for case in split(text) {
        // One period for a case: it only names things.
        let mut periods = case.blocks.iter().filter(|block| block.head == "period");
        let period = periods.next_back().map_or(PERIOD, |block| block.text.trim());
        let mut session = None;
        for block in &case.blocks {
            let act = match block.head.as_str() {
                "form" => {
                    let name = format!("{file}, line {}: {}", block.line, case.title);
                    let (run, opened) = compile(name, definition(&block.text), period);
                    runs.push(run);
                    session = opened;
                    continue;
                }
                "prior" => "setPrior",
                "enter" => "enterAll",
                "report" => "readReport",
                _ => continue,
            };
            let (Some(run), Some(session)) = (runs.last_mut(), session.as_mut()) else {
                unreachable!("{file}, line {}: there is no form", block.line);
            };
            if act == "readReport" {
                let text = report(&block.text);
                let (entries, read) = read(session, &text, period);
                session.enter_all(borrowed(&entries)).expect("the cells are there");
                let entries = entries.into_iter().collect();
                let step = step(block.line, "enterAll", entries, session, period);
                run.steps.push(Step { text: Some(text), read: Some(read), ..step });
                continue;
            }
            let entries = entries(&block.text);
            if act == "enterAll" {
                session.enter_all(borrowed(&entries)).expect("the cells are there");
            } else {
                session.set_prior(borrowed(&entries));
            }
            let entries = entries.into_iter().collect();
            run.steps.push(step(block.line, act, entries, session, period));
        }
    }
    runs
}

fn compile(name: String, definition: String, period: &str) -> (Run, Option<Session>) {
    let compiled = Form::compile(&definition);
    let mut run = Run {
        name,
        definition,
        period: period.to_owned(),
        problems: None,
        rules: None,
        steps: Vec::new(),
    };
    match compiled {
        Ok(form) => {
            let session = Session::new(&form);
            run.rules = Some(told(|catalogue| {
                value(&wire::rulebook(&Wording { catalogue, form: &form, period: "" }))
            }));
            run.steps.push(step(0, "enterAll", Entries::new(), &session, period));
            (run, Some(session))
        }
        Err(problems) => {
            run.problems = Some(told(|catalogue| value(&wire::problems(catalogue, &problems.0))));
            (run, None)
        }
    }
}

fn step(line: usize, act: &'static str, entries: Entries, session: &Session, period: &str) -> Step {
    let found = |findings: Vec<crossfoot::Finding>| {
        told(|catalogue| {
            let wording = Wording { catalogue, form: session.form(), period };
            value(&wire::findings(&wording, &findings))
        })
    };
    let (findings, complete) = (found(session.findings()), found(session.complete()));
    let (suspects, implied) = suspects_and_implied(session, period);
    let (text, read) = (None, None);
    Step { line, act, entries, text, read, findings, complete, suspects, implied }
}

/// What is read of a whole report: what is entered of it, and what is told.
fn read(session: &Session, text: &str, period: &str) -> (Vec<(String, String)>, Told) {
    let form = session.form();
    let read = read_report(form, text, period).expect("it is not too long");
    let address = |cell| form.cell(cell).map_or(String::new(), |cell| cell.address.to_string());
    let entries = read.entries.iter().map(|(cell, text)| (address(*cell), text.clone()));
    let told = told(|catalogue| {
        let wording = Wording { catalogue, form, period };
        value(&wire::report(session, &wording, &read))
    });
    (entries.collect(), told)
}

fn suspects_and_implied(session: &Session, period: &str) -> (Told, Told) {
    let (suspects, implied) = (session.suspects(), session.implied());
    let form = session.form();
    (
        told(|catalogue| {
            let wording = Wording { catalogue, form, period };
            value(&wire::suspects(session, &wording, &suspects))
        }),
        told(|catalogue| value(&wire::implied(&Wording { catalogue, form, period }, &implied))),
    )
}

fn told(say: impl Fn(&Catalogue) -> Value) -> Told {
    LOCALES.into_iter().map(|locale| (locale, say(&Catalogue::new(locale)))).collect()
}

fn value<T: Serialize>(told: &T) -> Value {
    serde_json::to_value(told).expect("plain data")
}

/// The report as it stands after each step is a line of `crossfoot check --jsonl` and of
/// `crossfoot suspects --jsonl`.
fn check_at_the_command_line(run: &Run) {
    if run.problems.is_some() {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (form, lines) = (folder.join("identical-form.json"), folder.join("identical.jsonl"));
    let compiled = Form::compile(&run.definition).expect("it has no problems");
    let (mut report, mut prior) = (Entries::new(), Entries::new());
    let (mut reports, mut loaded) = (String::new(), Vec::new());
    for step in &run.steps {
        match step.act {
            "enterAll" => report.extend(step.entries.clone()),
            _ => prior = step.entries.clone(),
        }
        let line = json!({ "id": step.line, "entries": report, "prior": prior });
        reports.push_str(&(line.to_string() + "\n"));
        loaded.push(loaded_at_once(&compiled, &report, &prior, &run.period));
    }
    fs::write(&lines, reports).expect("the reports can be written");
    fs::write(&form, &run.definition).expect("the form can be written");
    for locale in LOCALES {
        let answers = |subcommand: &str| -> Vec<Value> {
            let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
                .args([subcommand, "--jsonl", "--locale", locale, "--period", &run.period])
                .arg(&form)
                .stdin(Stdio::from(File::open(&lines).expect("the reports are there")))
                .output()
                .expect("the command runs");
            let answers = String::from_utf8(output.stdout).expect("the answer is UTF-8");
            let answers: Vec<Value> = answers
                .lines()
                .map(|answer| serde_json::from_str(answer).expect("the answer is JSON"))
                .collect();
            assert_eq!(answers.len(), run.steps.len(), "{}", run.name);
            answers
        };
        for (answer, step) in answers("check").iter().zip(&run.steps) {
            let name = format!("{}, after line {}, in {locale}", run.name, step.line);
            assert_eq!(answer.get("findings"), step.complete.get(locale), "{name}");
        }
        for ((answer, step), (suspects, implied)) in
            answers("suspects").iter().zip(&run.steps).zip(&loaded)
        {
            let name = format!("{}, after line {}, in {locale}", run.name, step.line);
            let suspects = suspects.get(locale).expect("it is told in each language");
            for key in ["suspects", "cut_short"] {
                assert_eq!(answer.get(key), suspects.get(key), "{name}");
            }
            assert_eq!(answer.get("implied"), implied.get(locale), "{name}");
        }
    }
}

/// What is told of a report that comes all at once, so that no order of entries speaks for any cell.
fn loaded_at_once(form: &Form, report: &Entries, prior: &Entries, period: &str) -> (Told, Told) {
    let mut session = Session::new(form);
    let texts = |(cell, text)| (String::as_str(cell), String::as_str(text));
    session.enter_all(report.iter().map(texts)).expect("the cells are there");
    session.set_prior(prior.iter().map(texts));
    suspects_and_implied(&session, period)
}
