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
//! | `suspects` | says which figures may be wrong, `cell now -> what mends it (action, sure; evidence)` a line, the likeliest of a block first and an empty line between blocks; the cells of one repair are joined by ` + `, `?` is a figure that cannot be told, a last line `cut short` says that the search was; `and N more` as in `complete` |
//! | `suspects LOCALE` | the same as sentences |
//! | `implied` | says what the rules leave for blanks, `cell = value` a line |
//! | `read N` | says what a text is read as, `text = figure` or `text = reason` a line, in a signed cell of N decimals |
//! | `read UNIT` | the same in a count of that unit |
//! | `rules` | reads the rules back, in English or `rules zh-CN`: `id (soft) [places]: sentence`, and under it the formula |
//! | `problems` | says what is wrong with the definition |

mod literate;

use crossfoot::address::CellId;
use crossfoot::entry::Reading;
use crossfoot::locate::Change;
use crossfoot::{Catalogue, Entry, Form, Implied, Session, Severity, Suspect, Wording};
use literate::{CASES, Case, DOCS, PERIOD, borrowed, definition, entries, split};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

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
        assert!(
            listed.contains(&name.as_str()),
            "tests/cases/{name} is not listed in tests/literate"
        );
    }
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
                match Form::compile(&definition(&block.text)) {
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
                "suspects" => {
                    checked = true;
                    let locale = block.head.strip_prefix("suspects ");
                    let found = suspects(session, locale, &period);
                    expect(&block.text, &cut(&found, &block.text)).or_else(fail)?;
                }
                "implied" => {
                    checked = true;
                    let found = implied(session);
                    expect(&block.text, &cut(&found, &block.text)).or_else(fail)?;
                }
                other => return fail(format!("unknown block `{other}`")),
            }
        }
        if checked { Ok(()) } else { Err(format!("{} checks nothing", self.title)) }
    }
}

/// The last line of suspects that are not all that there may be.
const CUT_SHORT: &str = "cut short";

/// Which figures may be wrong, a repair a line: as sentences where a language is given.
fn suspects(session: &Session, locale: Option<&str>, period: &str) -> String {
    let (form, suspects) = (session.form(), session.suspects());
    let line = |suspect: &Suspect| match locale {
        Some(locale) => {
            let catalogue = Catalogue::new(locale);
            Wording { catalogue: &catalogue, form, period }.suspect(suspect)
        }
        None => suspect_in_short(form, suspect),
    };
    let blocks = suspects.list.chunk_by(|one, other| one.block == other.block);
    let blocks = blocks.map(|block| block.iter().map(line).collect::<Vec<_>>().join("\n"));
    let mut told: Vec<String> = blocks.collect();
    if suspects.cut_short {
        told.push(CUT_SHORT.to_owned());
    }
    if told.is_empty() { "none".to_owned() } else { told.join("\n\n") }
}

fn suspect_in_short(form: &Form, suspect: &Suspect) -> String {
    let change = |change: &Change| {
        let (now, right) = (written(form, change.cell, change.now), change.should_be);
        let right = right.map_or("?".to_owned(), |right| written(form, change.cell, right));
        format!("{} {now} -> {right}", address(form, change.cell))
    };
    let cells: Vec<String> = suspect.changes.iter().map(change).collect();
    let sure = if suspect.sure { ", sure" } else { "" };
    let evidence: Vec<&str> = suspect.evidence.iter().map(|evidence| evidence.name()).collect();
    let reasons = if evidence.is_empty() { String::new() } else { "; ".to_owned() };
    let (cells, action) = (cells.join(" + "), suspect.action.name());
    format!("{cells} ({action}{sure}{reasons}{})", evidence.join(", "))
}

/// What the rules leave for blanks, a cell a line.
fn implied(session: &Session) -> String {
    let form = session.form();
    let line = |implied: Implied| {
        format!("{} = {}", address(form, implied.cell), written(form, implied.cell, implied.value))
    };
    let lines: Vec<String> = session.implied().into_iter().map(line).collect();
    if lines.is_empty() { "none".to_owned() } else { lines.join("\n") }
}

fn address(form: &Form, cell: CellId) -> &str {
    form.cell(cell).map_or("", |cell| &cell.address)
}

fn written(form: &Form, cell: CellId, entry: Entry) -> String {
    let options = form.cell(cell).map(|cell| &cell.options);
    match entry {
        Entry::Amount(amount) => amount.to_string(),
        Entry::Date(date) => date.to_string(),
        Entry::Choice(option) => {
            options.and_then(|options| options.get(option)).cloned().unwrap_or_default()
        }
        Entry::Blank => "blank".to_owned(),
        Entry::Text { .. } => "text".to_owned(),
        Entry::Unreadable(reason) => reason.code().to_owned(),
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
    // That a search was cut short is said after it.
    if let Some((found, expected)) =
        found.strip_suffix(CUT_SHORT).zip(expected.trim().strip_suffix(CUT_SHORT))
        && !found.is_empty()
    {
        return format!("{}\n\n{CUT_SHORT}", cut(found.trim_end(), expected));
    }
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
