//! Runs the literate cases in `tests/cases/`: natively, in Node and in the browser, by this one
//! harness.
//!
//! A case file is Markdown. Its `#` part may hold a `form` block for all its cases; each `##` is a
//! case of its own with a fresh report, whose blocks are done from top to bottom:
//!
//! | block | does |
//! |---|---|
//! | `form`, `json form` | compiles a definition: JSON, or the name of one in `forms/` |
//! | `prior` | gives last period's figures, `cell = text` a line |
//! | `period` | says what `{period}` in a label stands for; 2017 unless told |
//! | `enter` | enters texts, `cell = text` a line; `sample NAME` enters a file of `forms/samples/` or of `tests/reports/` |
//! | `findings` | says what is found now, `id: sentence` a line in English, `id (soft): …` when it does not hold back sending; `none` for nothing |
//! | `findings zh-CN` | the same in another language |
//! | `complete` | says what stands against sending; a last line `and N more` stands for that many |
//! | `read N` | says what a text is read as, `text = figure` or `text = reason` a line, in a signed cell of N decimals |
//! | `read UNIT` | the same in a count of that unit |
//! | `rules` | reads the rules back, in English or `rules zh-CN`: `id (soft) [places]: sentence`, and under it the formula |
//! | `problems` | says what is wrong with the definition |

use crossfoot::entry::Reading;
use crossfoot::{Catalogue, Entry, Form, Session, Severity, Wording};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!($folder, "/", $name)))),*]
    };
}

const CASES: &[(&str, &str)] = files!("cases":
    "mentions.md", "sums.md", "seed.md", "within.md", "accumulation.md", "carry-forward.md",
    "blanks.md", "nested.md", "numerals.md", "severity.md", "decimals.md", "formulas.md", "entries.md",
    "completeness.md", "messages.md", "problems.md", "conditions.md", "types.md", "rectangles.md",
    "fujian-2009.md", "national-2014.md", "national-2019.md", "national-2021.md", "reports.md",
    "reports-in-part.md",
);
const FORMS: &[(&str, &str)] = files!("../forms":
    "fujian-indicators-2009.json", "fujian-indicators-2017.json", "national-2014.json",
    "national-2019.json", "national-2021.json",
);
const SAMPLES: &[(&str, &str)] = files!("../forms/samples":
    "example-2008.json", "example-2009.json", "example-2014.json", "example-2019.json",
    "example-2020.json", "fengze-2016.json", "fengze-2017.json", "suqian-2023.json",
    "suqian-2024.json",
);
const REPORTS: &[(&str, &str)] = files!("reports":
    "donghu-2023.json", "guanzhou-2023.json", "shanghai-office-2019.json",
    "shanghai-office-2019-noughts.json", "suixian-2019.json", "taiping-2022.json",
    "zhabu-2021.json",
);
/// Documents that are cases too: what they show is so.
const DOCS: &[(&str, &str)] = files!("../docs": "definitions.md");

/// The period that `{period}` in labels stands for in cases that do not say.
const PERIOD: &str = "2017";

#[test]
fn every_case_says_what_it_says() {
    let mut count = 0;
    let failures: Vec<String> = CASES
        .iter()
        .chain(DOCS)
        .flat_map(|(file, text)| {
            let cases = split(text);
            count += cases.len();
            cases
                .into_iter()
                .filter_map(move |case| case.run().err().map(|e| format!("{file}: {e}")))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {count} cases failed:\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
    assert!(count >= CASES.len(), "no case was found");
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn every_case_file_is_listed() {
    let listed: Vec<&str> = CASES.iter().map(|(name, _)| *name).collect();
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"));
    for entry in folder.into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(listed.contains(&name.as_str()), "tests/cases/{name} is not listed in cases.rs");
    }
}

struct Block {
    line: usize,
    head: String,
    text: String,
}

struct Case {
    title: String,
    blocks: Vec<Block>,
}

/// The cases of a file: the blocks before the first `##` belong to each of them.
fn split(text: &str) -> Vec<Case> {
    let mut shared = Vec::new();
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(head)) => {
                open = Some(Block {
                    line: index + 1,
                    head: head.trim().trim_start_matches("json ").to_owned(),
                    text: String::new(),
                });
            }
            (Some(_), Some(_)) => {
                let blocks = cases.last_mut().map_or(&mut shared, |case| &mut case.blocks);
                blocks.extend(open.take());
            }
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    let blocks = shared
                        .iter()
                        .map(|b: &Block| Block {
                            line: b.line,
                            head: b.head.clone(),
                            text: b.text.clone(),
                        })
                        .collect();
                    cases.push(Case { title: title.to_owned(), blocks });
                }
            }
        }
    }
    assert!(open.is_none(), "a block is not closed");
    cases
}

impl Case {
    fn run(&self) -> Result<(), String> {
        let mut session: Option<Session> = None;
        let mut problems = String::new();
        let mut period = PERIOD.to_owned();
        let mut checked = false;
        for block in &self.blocks {
            let fail = |what: String| Err(format!("line {}, {}: {what}", block.line, self.title));
            let (act, argument) = block.head.split_once(' ').unwrap_or((&block.head, "en"));
            if act == "form" {
                match Form::compile(&named(FORMS, &block.text, ".json")) {
                    Ok(form) => session = Some(Session::new(&form)),
                    Err(found) => problems = found.to_string(),
                }
                continue;
            }
            if act == "period" {
                block.text.trim().clone_into(&mut period);
                continue;
            }
            if act == "read" {
                checked = true;
                let cell = argument;
                let expected = entries(&block.text);
                let found: Vec<String> = expected
                    .iter()
                    .map(|(text, _)| format!("{text} = {}", read_as(text, cell)))
                    .collect();
                expect(&block.text, &found.join("\n")).or_else(fail)?;
                continue;
            }
            if act == "problems" {
                checked = true;
                expect(&block.text, &problems).or_else(fail)?;
                problems.clear();
                continue;
            }
            if !problems.is_empty() {
                return fail(format!("the definition has problems:\n{problems}"));
            }
            let Some(session) = session.as_mut() else {
                return fail("there is no form".into());
            };
            match act {
                "prior" => {
                    let entries = entries(&block.text);
                    if let Some(unknown) = session.set_prior(borrowed(&entries)).unknown.first() {
                        return fail(unknown.to_string());
                    }
                }
                "enter" => {
                    let entries = entries(&block.text);
                    session
                        .enter_all(borrowed(&entries))
                        .or_else(|e| fail(e.to_string()).map(|()| unreachable!()))?;
                }
                "rules" => {
                    checked = true;
                    expect(&block.text, &rulebook(session.form(), argument)).or_else(fail)?;
                }
                "findings" | "complete" => {
                    checked = true;
                    let complete = act == "complete";
                    let findings = if complete { session.complete() } else { session.findings() };
                    let catalogue = Catalogue::new(argument);
                    let form = session.form();
                    let wording = Wording { catalogue: &catalogue, form, period: &period };
                    let line = |f: &crossfoot::Finding| {
                        let grade = match f.severity {
                            Severity::Hard => String::new(),
                            other => format!(" ({})", other.name()),
                        };
                        format!("{}{grade}: {}", f.id.name(form), wording.finding(f))
                    };
                    let lines: Vec<String> = findings.iter().map(line).collect();
                    let found = if lines.is_empty() { "none".into() } else { lines.join("\n") };
                    expect(&block.text, &cut(&found, &block.text)).or_else(fail)?;
                }
                other => return fail(format!("unknown block `{other}`")),
            }
        }
        if checked { Ok(()) } else { Err(format!("{} checks nothing", self.title)) }
    }
}

/// The rules of a form read back, those about cells alone left out.
fn rulebook(form: &Form, locale: &str) -> String {
    let catalogue = Catalogue::new(locale);
    let wording = Wording { catalogue: &catalogue, form, period: PERIOD };
    let rules = wording.rulebook().into_iter().filter(|rule| !rule.formula.is_empty());
    let lines = rules.map(|rule| {
        let grade = match rule.severity {
            Severity::Hard => String::new(),
            other => format!(" ({})", other.name()),
        };
        let places = match rule.places.as_slice() {
            [] => String::new(),
            places => format!(" [{}]", places.join("; ")),
        };
        let implied = if rule.implied { " (implied)" } else { "" };
        format!("{}{grade}{places}{implied}: {}\n    {}", rule.id, rule.sentence, rule.formula)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What a text is read as in a signed cell of so many decimals, or in a count of a unit.
fn read_as(text: &str, cell: &str) -> String {
    let (reading, unit) = match cell.parse() {
        Ok(scale) => (Reading::Figure { scale, signed: true }, None),
        Err(_) => (Reading::Figure { scale: 0, signed: false }, Some(cell)),
    };
    match crossfoot::entry::read(text, reading, unit) {
        Entry::Amount(amount) => amount.to_string(),
        Entry::Unreadable(reason) => reason.code().to_owned(),
        other => format!("{other:?}"),
    }
}

/// What was found, no longer than what is expected when that ends in `and N more`.
fn cut(found: &str, expected: &str) -> String {
    let expected: Vec<&str> = expected.trim().lines().collect();
    let more =
        expected.last().is_some_and(|line| line.starts_with("and ") && line.ends_with(" more"));
    let kept = if more { expected.len().saturating_sub(1) } else { usize::MAX };
    let left = found.lines().count().saturating_sub(kept);
    let mut lines: Vec<String> = found.lines().take(kept).map(str::to_owned).collect();
    if more {
        lines.push(format!("and {left} more"));
    }
    lines.join("\n")
}

fn expect(expected: &str, found: &str) -> Result<(), String> {
    if expected.trim() == found.trim() {
        return Ok(());
    }
    Err(format!("\nexpected:\n{}\nfound:\n{}", expected.trim(), found.trim()))
}

/// The text itself, or the file it names.
fn named(files: &[(&str, &str)], text: &str, ending: &str) -> String {
    let file = format!("{}{ending}", text.trim());
    files
        .iter()
        .find(|(name, _)| *name == file)
        .map_or(text.to_owned(), |(_, text)| (*text).to_owned())
}

fn entries(text: &str) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(sample) = line.strip_prefix("sample ") {
            let json = named(&[SAMPLES, REPORTS].concat(), sample, ".json");
            let all: std::collections::BTreeMap<String, String> =
                serde_json::from_str(&json).unwrap_or_else(|e| unreachable!("{sample}: {e}"));
            entries.extend(all);
        } else if let Some((cell, text)) = line.split_once('=') {
            let text = text.strip_prefix(' ').unwrap_or(text);
            entries.push((cell.trim().to_owned(), text.to_owned()));
        } else {
            unreachable!("`{line}` is neither `cell = text` nor `sample NAME`");
        }
    }
    entries
}

fn borrowed(entries: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    entries.iter().map(|(cell, text)| (cell.as_str(), text.as_str()))
}
