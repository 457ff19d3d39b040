//! Holds the guides to what is so: both languages of a page tell the same, what the author's guide builds is the
//! definition it says, the server's example runs, and every document is in the index, with links that
//! lead somewhere. (The cases in the guides are run by `cases.rs`, the commands by `cli.rs`, the page
//! and its scripts by `www/tests/guides.spec.js`.)

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test may stop at a file it cannot read")]

use crossfoot::{Catalogue, Form, Session, Wording};
use std::fs;
use std::path::{Path, PathBuf};

const GUIDES: [&str; 4] = ["clerk", "developer", "author", "district"];

/// Pages whose examples are the same to the letter in both languages: what `cases.rs` runs of the
/// English one holds for both.
const REFERENCES: [&str; 3] = ["definitions", "suspects", "api"];

mod server {
    // The developer's example begins here.
    use crossfoot::{Catalogue, Form, Session, Wording, signoff};

    /// What speaks against accepting a report; nothing does when it is empty.
    fn receive(definition: &str, prior: &[(&str, &str)], text: &str) -> Vec<String> {
        let Ok(form) = Form::compile(definition) else { return vec!["no definition".into()] };
        let mut empty = Session::new(&form);
        empty.set_prior(prior.iter().copied());
        let catalogue = Catalogue::new("zh-CN");
        let wording = Wording { catalogue: &catalogue, form: &form, period: "2017" };
        signoff::verify(&empty, text).iter().map(|fault| wording.sign_fault(fault)).collect()
    }
    // The developer's example ends here.

    #[test]
    fn the_developers_example_runs() {
        let definition = include_str!("../docs/applications.json");
        let form = Form::compile(definition).expect("the definition is right");
        let prior = [("t.received.ever", "25")];
        let mut session = Session::new(&form);
        session.set_prior(prior);
        let report: serde_json::Value =
            serde_json::from_str(include_str!("../docs/offices/reports/east.json")).expect("JSON");
        let entries = report.as_object().expect("a flat report").iter();
        let entries = entries.filter_map(|(cell, text)| Some((cell.as_str(), text.as_str()?)));
        session.enter_all(entries).expect("its cells are there");
        let catalogue = Catalogue::new("en");
        let wording = Wording { catalogue: &catalogue, form: &form, period: "2017" };
        let reasons = signoff::Reasons::default();
        let result = crossfoot::wire::signed_off(&session, &wording, &reasons, "East Street");
        let text = serde_json::to_string(&result).expect("JSON");
        assert_eq!(receive(definition, &prior, &text), Vec::<String>::new());
        let changed = text.replace("East Street", "West Street");
        assert_eq!(
            receive(definition, &prior, &changed),
            ["签署之后内容有改动，与签署时的摘要不符"]
        );
        assert_eq!(receive(definition, &[("t.received.ever", "24")], &text).len(), 2);
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).expect("the document is there")
}

/// The fenced blocks of a document: what stands behind the fence, and the text.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (open.take(), line.strip_prefix("```")) {
            (None, Some(head)) => open = Some((head.to_owned(), String::new())),
            (Some(block), Some(_)) => blocks.push(block),
            (Some((head, text)), None) => open = Some((head, text + line + "\n")),
            (None, None) => {}
        }
    }
    blocks
}

/// A block without what differs from language to language: its own locale, comments, and the names
/// of units.
fn bare((head, text): (String, String)) -> (String, String) {
    let head = head.replace(" zh-CN", "").replace(" en", "");
    let said = ["sentences", "findings", "complete", "suspects", "compared", "rules", "console"];
    if said.contains(&head.as_str()) || ["roll-up", "units"].contains(&head.as_str()) {
        return (head, String::new());
    }
    let code = |line: &str| {
        let line = line.split(" // ").next().unwrap_or(line).trim_end();
        (!line.trim_start().starts_with("//") && !line.starts_with("/**")).then(|| line.to_owned())
    };
    (head, text.lines().filter_map(code).collect::<Vec<_>>().join("\n"))
}

#[test]
fn both_languages_tell_the_same() {
    for guide in GUIDES {
        let [english, chinese] = [format!("{guide}.md"), format!("{guide}.zh-CN.md")]
            .map(|name| read(Path::new("docs/guide").join(name)));
        let headings = |text: &str| text.lines().filter(|line| line.starts_with("## ")).count();
        assert_eq!(headings(&english), headings(&chinese), "headings of {guide}");
        let [one, other] =
            [&english, &chinese].map(|text| blocks(text).into_iter().map(bare).collect::<Vec<_>>());
        assert_eq!(one, other, "{guide}");
        assert!(english.contains(&format!("({guide}.zh-CN.md)")), "{guide}: no way to Chinese");
        assert!(chinese.contains(&format!("({guide}.md)")), "{guide}: no way to English");
    }
}

#[test]
fn the_references_have_the_same_examples_in_both_languages() {
    for name in REFERENCES {
        let [english, chinese] =
            [format!("docs/{name}.md"), format!("docs/{name}.zh-CN.md")].map(read);
        assert_eq!(blocks(&english), blocks(&chinese), "{name}");
        for mark in ["#", "|", "- "] {
            let lines = |text: &str| text.lines().filter(|line| line.starts_with(mark)).count();
            assert_eq!(lines(&english), lines(&chinese), "lines of {name} with {mark}");
        }
        assert!(english.contains(&format!("({name}.zh-CN.md)")), "{name}: no way to Chinese");
        assert!(chinese.contains(&format!("({name}.md)")), "{name}: no way to English");
    }
}

/// The sentences that the examples of a page make, in Chinese.
fn said_in_chinese(text: &str) -> Vec<String> {
    let catalogue = Catalogue::new("zh-CN");
    let mut session: Option<Session> = None;
    let mut said = Vec::new();
    for (head, text) in blocks(text) {
        let entries = || text.lines().filter_map(|line| line.split_once(" = "));
        match (head.as_str(), &mut session) {
            ("json form", _) => match Form::compile(&text) {
                Ok(form) => session = Some(Session::new(&form)),
                Err(found) => said.extend(found.0.iter().map(|one| catalogue.problem(one))),
            },
            ("prior", Some(session)) => {
                session.set_prior(entries());
            }
            ("enter", Some(session)) => {
                session.enter_all(entries()).expect("the cells are there");
                let form = session.form();
                let wording = Wording { catalogue: &catalogue, form, period: "2017" };
                said.extend(session.complete().iter().map(|found| wording.finding(found)));
            }
            _ => {}
        }
    }
    said
}

#[test]
fn the_chinese_reference_quotes_what_is_said() {
    let text = read("docs/definitions.zh-CN.md");
    let said = said_in_chinese(&text);
    let quoted: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    let other: Vec<&&str> =
        quoted.iter().filter(|line| !said.iter().any(|one| one == **line)).collect();
    assert!(other.is_empty(), "{other:?}");
    assert!(quoted.len() > 10, "{} sentences are quoted", quoted.len());
}

#[test]
fn the_developers_guide_shows_the_example_that_runs() {
    let here = include_str!("guides.rs");
    let (_, rest) = here.split_once("example begins here.\n").expect("it begins");
    let (example, _) = rest.split_once("    // The developer's example ends").expect("it ends");
    let plain = example.lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
    let plain = bare((String::new(), plain.collect::<Vec<_>>().join("\n"))).1;
    let guide = read("docs/guide/developer.md");
    let mut shown = blocks(&guide).into_iter().filter(|(head, _)| head == "rust").map(bare);
    assert_eq!(shown.next().expect("the example is there").1.trim(), plain.trim());
    assert!(
        guide.contains(
            "/// What speaks against accepting a report; nothing does when it is empty.\n"
        )
    );
}

#[test]
fn the_authors_guide_ends_with_the_definition_it_names() {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    for guide in ["docs/guide/author.md", "docs/guide/author.zh-CN.md"] {
        let blocks = blocks(&read(guide));
        let forms: Vec<&String> =
            blocks.iter().filter(|(head, _)| head == "json form").map(|(_, text)| text).collect();
        let definition = include_str!("../docs/applications.json");
        assert!(forms.iter().any(|form| *form == definition), "{guide}: {forms:?}");
        // What is shown of a step is a part of what is run for it.
        let shown = blocks.iter().enumerate().filter(|(_, (head, _))| head == "json");
        let mut steps = 0;
        for (at, (_, part)) in shown {
            let next = blocks.iter().skip(at).find(|(head, _)| head == "json form");
            let (_, form) = next.expect("a form follows");
            assert!(dense(form).contains(&dense(part)), "{guide}: {part}");
            steps += 1;
        }
        assert!(steps >= 6, "{guide}: {steps} steps");
    }
}

#[test]
fn the_districts_roster_is_one() {
    for guide in ["docs/guide/district.md", "docs/guide/district.zh-CN.md"] {
        let blocks = blocks(&read(guide));
        let (_, roster) = blocks.iter().find(|(head, _)| head == "json").expect("it is shown");
        let roster = crossfoot::roster::Roster::read(roster).expect("it is right");
        assert_eq!(roster.groups().len(), 3, "{guide}: all, and two groups");
    }
}

/// Every Markdown file below a folder.
fn documents(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(folder)).expect("a folder").flatten() {
        let path = Path::new(folder).join(entry.file_name());
        if entry.path().is_dir() {
            found.extend(documents(&path.to_string_lossy()));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn the_index_names_every_document() {
    let index = read("docs/README.md");
    let missing: Vec<PathBuf> = documents("docs")
        .into_iter()
        .filter_map(|path| path.strip_prefix("docs").map(Path::to_owned).ok())
        .filter(|path| path != Path::new("README.md"))
        .filter(|path| !index.contains(&format!("]({})", path.display())))
        .collect();
    assert_eq!(missing, Vec::<PathBuf>::new());
    assert!(read("README.md").contains("](docs/README.md)"), "the README leads to the index");
}

/// The anchors of a document's headings, as GitHub makes them.
fn anchors(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut anchors = Vec::new();
    for line in text.lines() {
        inside ^= line.starts_with("```");
        let heading = line.trim_start_matches('#').strip_prefix(' ');
        if let Some(heading) = heading.filter(|_| !inside && line.starts_with('#')) {
            let kept = heading.trim().to_lowercase();
            let kept = kept.chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
            anchors.push(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
        }
    }
    anchors
}

#[test]
fn every_link_of_a_document_leads_to_a_file_and_a_heading() {
    let mut wrong = Vec::new();
    for path in documents("docs").into_iter().chain(["README.md".into()]) {
        let text = read(&path);
        let folder = path.parent().expect("it is in a folder");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            if link.contains("://") {
                continue;
            }
            let target = if file.is_empty() { path.clone() } else { folder.join(file) };
            let there = root().join(&target).exists();
            if !there || !anchor.is_empty() && !anchors(&read(&target)).iter().any(|a| a == anchor)
            {
                wrong.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
