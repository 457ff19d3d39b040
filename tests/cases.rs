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
//! | `suspects` | says which figures may be wrong, a repair a line: `cell 132 -> 123 (digits-interchanged, rules-meet, sure)`, several cells joined by ` + `; `or` before it when it mends what the one before mends; a last line `cut short` when not everything was tried, `and more` where the rest is no promise |
//! | `suspects en`, `suspects zh-CN` | the same as sentences |
//! | `implied` | says what the rules force blanks to hold, `cell = value` a line; `implied en` as sentences, `cell: sentence` |
//! | `report` | reads a whole report, from its text or from a file of `tests/texts/`, and enters what was read |
//! | `placed` | says how much of it has a place: `30 of 30` figures, then the parts of the text, a line each |
//! | `unplaced` | says what has none, a sentence a line; `none` for nothing |
//! | `headings` | says what is wrong with its headings, as `findings` does |
//! | `complete` | says what stands against sending; a last line `and N more` stands for that many |
//! | `sentences` | says what `findings` does, by the sentences alone, as a clerk reads them |
//! | `read N` | says what a text is read as, `text = figure` or `text = reason` a line, in a signed cell of N decimals |
//! | `read UNIT` | the same in a count of that unit |
//! | `rules` | reads the rules back, in English or `rules zh-CN`: `id (soft) [places]: sentence`, and under it the formula |
//! | `problems` | says what is wrong with the definition |
//! | `roll-up` | begins a roll-up with a roster's JSON |
//! | `units`, `again` | takes reports in, a unit a line: `NAME: cell = text, cell = text`, or a report's JSON; `again` in place of what is in |
//! | `taken` | says what became of each of them |
//! | `left` | leaves units out, a name a line |
//! | `roster` | says who is in |
//! | `totals GROUP` | says what a group adds up to, `cell = sum` a line; without a name everybody |
//! | `reported` | gives what was reported of all, as `enter` does |
//! | `compared`, `compared zh-CN` | says what differs from that and what would explain it |

mod literate;
#[path = "literate/rolled.rs"]
mod rolled;

use crossfoot::address::CellId;
use crossfoot::entry::Reading;
use crossfoot::locate::Change;
use crossfoot::report::{Report, read_report};
use crossfoot::{Catalogue, Entry, Form, Implied, Session, Severity, Suspect, Wording};
use literate::{CASES, Case, DOCS, PERIOD, borrowed, definition, entries, report, split};
use rolled::Rolled;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn every_case_says_what_it_says() {
    let cases = cases();
    let failed = |(file, case): &(String, Case)| Some(format!("{file}: {}", case.run().err()?));
    let failures: Vec<String> = cases.iter().filter_map(failed).collect();
    assert!(
        failures.is_empty(),
        "{} of {} cases failed:\n\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n\n")
    );
    assert!(cases.len() >= CASES.len(), "no case was found");
}

/// Blocks of documents that are tried elsewhere, or show something that is run by hand.
const SHOWN: [&str; 7] = ["console", "css", "html", "js", "json", "rust", "sh"];

/// Every case with its file. In a document a part without a block to be run is prose.
fn cases() -> Vec<(String, Case)> {
    let cases = CASES
        .iter()
        .flat_map(|(file, text)| split(text).into_iter().map(|case| ((*file).to_owned(), case)));
    let documents = DOCS.iter().flat_map(|(file, text)| {
        let mut parts = split(text);
        for part in &mut parts {
            part.blocks.retain(|block| !SHOWN.contains(&block.head.as_str()));
        }
        let parts = parts.into_iter().filter(|case| !case.blocks.is_empty());
        parts.map(move |case| (format!("docs/{file}"), case))
    });
    cases.chain(documents).collect()
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
        let mut read = Report::default();
        let mut rolled: Option<Rolled> = None;
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
            if act == "roll-up" {
                match Rolled::new(session.form(), &block.text, &period) {
                    Ok(begun) => rolled = Some(begun),
                    Err(why) => return fail(why),
                }
                continue;
            }
            let group = if block.head == act && act == "totals" { "" } else { argument };
            if let Some(found) = rolled.as_mut().and_then(|r| r.block(act, group, &block.text)) {
                if ["taken", "roster", "totals", "compared"].contains(&act) {
                    checked = true;
                    expect(&block.text, &found).or_else(fail)?;
                }
                continue;
            }
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
                "report" => {
                    let text = report(&block.text);
                    match read_report(session.form(), &text, &period) {
                        Ok(found) => read = found,
                        Err(error) => return fail(error.to_string()),
                    }
                    let texts = read.entries.iter().map(|(cell, text)| (*cell, text.as_str()));
                    session.enter_cells(texts);
                }
                "placed" => {
                    checked = true;
                    expect(&block.text, &placed(session.form(), &read)).or_else(fail)?;
                }
                "unplaced" => {
                    checked = true;
                    let catalogue = Catalogue::new(argument);
                    let form = session.form();
                    let wording = Wording { catalogue: &catalogue, form, period: &period };
                    let lines: Vec<String> = read
                        .unplaced
                        .iter()
                        .map(|unplaced| wording.unplaced(unplaced).replace('\n', " "))
                        .collect();
                    let found = if lines.is_empty() { "none".into() } else { lines.join("\n") };
                    expect(&block.text, &cut(&found, &block.text)).or_else(fail)?;
                }
                "rules" => {
                    checked = true;
                    expect(&block.text, &rulebook(session.form(), argument)).or_else(fail)?;
                }
                "suspects" | "implied" => {
                    checked = true;
                    let sentences = (block.head != act).then_some(argument);
                    let found = match act {
                        "suspects" => suspects(session, sentences, &period),
                        _ => implied(session, sentences, &period),
                    };
                    expect(&block.text, &cut(&found, &block.text)).or_else(fail)?;
                }
                "findings" | "sentences" | "complete" | "headings" => {
                    checked = true;
                    let findings = match act {
                        "complete" => session.complete(),
                        "headings" => read.headings.clone(),
                        _ => session.findings(),
                    };
                    let catalogue = Catalogue::new(argument);
                    let form = session.form();
                    let wording = Wording { catalogue: &catalogue, form, period: &period };
                    let line = |f: &crossfoot::Finding| {
                        let grade = match f.severity {
                            Severity::Hard => String::new(),
                            other => format!(" ({})", other.name()),
                        };
                        let said = wording.finding(f);
                        match act {
                            "sentences" => said,
                            _ => format!("{}{grade}: {said}", f.id.name(form)),
                        }
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

/// How many figures of a report have a place, and which parts of the text it has.
fn placed(form: &Form, read: &Report) -> String {
    let blank = read.blank(form).len();
    let parts = read.entries.iter().filter_map(|(cell, _)| {
        let cell = form.cell(*cell)?;
        form.lines(cell).is_none().then(|| cell.address.to_string())
    });
    let cells = form.fillable().filter(|(_, cell)| form.lines(cell).is_some()).count();
    let figures = format!("{} of {cells}", cells - blank);
    [figures].into_iter().chain(parts).collect::<Vec<_>>().join("\n")
}

/// Which figures may be wrong: as sentences in a language, or by address.
fn suspects(session: &Session, locale: Option<&str>, period: &str) -> String {
    let found = session.suspects();
    let form = session.form();
    let mut block = None;
    let mut lines: Vec<String> = Vec::new();
    for suspect in &found.list {
        let or = if block == Some(suspect.block) { "or " } else { "" };
        block = Some(suspect.block);
        let said = match locale {
            Some(locale) => {
                let catalogue = Catalogue::new(locale);
                Wording { catalogue: &catalogue, form, period }.suspect(suspect)
            }
            None => repair(session, suspect),
        };
        lines.push(format!("{or}{said}"));
    }
    if lines.is_empty() {
        lines.push("none".into());
    }
    if found.cut_short {
        lines.push("cut short".into());
    }
    lines.join("\n")
}

/// A repair by addresses: what stands there, what would mend it, how and why.
fn repair(session: &Session, suspect: &Suspect) -> String {
    let change = |change: &Change| {
        let cell = change.cell;
        let now = match change.now {
            Entry::Unreadable(_) => format!("“{}”", session.text(cell)),
            now => written(session.form(), cell, now),
        };
        let right = change.should_be.map(|right| written(session.form(), cell, right));
        format!("{} {now} -> {}", address(session.form(), cell), right.as_deref().unwrap_or("?"))
    };
    let changes: Vec<String> = suspect.changes.iter().map(change).collect();
    let evidence = suspect.evidence.iter().map(|evidence| evidence.name());
    let told = [suspect.action.name()].into_iter().chain(evidence);
    let told: Vec<&str> = told.chain(suspect.sure.then_some("sure")).collect();
    format!("{} ({})", changes.join(" + "), told.join(", "))
}

/// What the rules force blanks to hold: as sentences in a language, or by address.
fn implied(session: &Session, locale: Option<&str>, period: &str) -> String {
    let form = session.form();
    let line = |implied: &Implied| {
        let cell = address(form, implied.cell);
        match locale {
            Some(locale) => {
                let catalogue = Catalogue::new(locale);
                let wording = Wording { catalogue: &catalogue, form, period };
                format!("{cell}: {}", wording.implied(implied))
            }
            None => format!("{cell} = {}", written(form, implied.cell, implied.value)),
        }
    };
    let lines: Vec<String> = session.implied().iter().map(line).collect();
    if lines.is_empty() { "none".into() } else { lines.join("\n") }
}

/// A cell's address; a figure in a sentence is told by the words about it.
fn address(form: &Form, cell: CellId) -> String {
    let found = form.cell(cell);
    let address = found.map_or("", |cell| &*cell.address);
    let words = found.and_then(|cell| form.mention_label(cell));
    words.map_or(address.to_owned(), |words| format!("{address} “{words}”"))
}

/// A figure, day or option as it is written.
fn written(form: &Form, cell: CellId, entry: Entry) -> String {
    match entry {
        Entry::Amount(amount) => amount.to_string(),
        Entry::Date(date) => date.to_string(),
        Entry::Choice(option) => {
            let options = form.cell(cell).map(|cell| &cell.options);
            options.and_then(|options| options.get(option)).cloned().unwrap_or_default()
        }
        _ => "(blank)".to_owned(),
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

/// What was found, no longer than what is expected when that ends in `and N more` or `and more`.
fn cut(found: &str, expected: &str) -> String {
    let expected: Vec<&str> = expected.trim().lines().collect();
    let last = expected.last().copied().unwrap_or_default();
    let more = last.starts_with("and ") && last.ends_with(" more");
    let kept = if more { expected.len().saturating_sub(1) } else { usize::MAX };
    let left = found.lines().count().saturating_sub(kept);
    let mut lines: Vec<String> = found.lines().take(kept).map(str::to_owned).collect();
    if more && last == "and more" && left > 0 {
        lines.push(last.to_owned());
    } else if more {
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
