//! Holds the documents to what is so: the README's example is the one that runs here, its
//! definition is the file beside it, the links lead somewhere, the map is the one that `tidy.rs`
//! holds, and the reference of the language leaves nothing out. (That the reference's examples are
//! so is held by `cases.rs`, that it names every key by `schema.rs`.)

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test may stop at a file it cannot read")]

use std::fs;
use std::path::Path;

mod example {
    // The README's example begins here.
    use crossfoot::{Catalogue, Form, Session, Wording};

    fn main() -> Result<(), Box<dyn std::error::Error>> {
        let form = Form::compile(&std::fs::read_to_string("docs/applications.json")?)?;
        let mut session = Session::new(&form);
        session.set_prior([("t.received.ever", "25")]);
        session.enter_all([("t.received.year", "4"), ("t.received.ever", "29")])?;
        session.enter_all([("t.online.year", "2"), ("t.by_letter.year", "3")])?;

        let catalogue = Catalogue::new("en");
        let wording = Wording { catalogue: &catalogue, form: &form, period: "2017" };
        let said = |found: &[_]| found.iter().map(|f| wording.finding(f)).collect::<Vec<_>>();
        assert_eq!(
            said(&session.findings()),
            ["2017 figure: received 4 is not online 2 + by letter 3 = 5; difference 1"],
        );

        let changes = session.enter("t.by_letter.year", "2")?;
        assert_eq!((changes.cleared.len(), session.findings().len()), (1, 0));
        // Before sending, what is still blank counts too: six figures and the overview.
        assert_eq!(said(&session.complete()).len(), 7);
        Ok(())
    }
    // The README's example ends here.

    #[test]
    fn the_readmes_example_runs() -> Result<(), Box<dyn std::error::Error>> {
        main()
    }
}

const README: &str = include_str!("../README.md");

/// The one block of a kind in the README.
fn block(kind: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("\n```{kind}\n")).expect("the block is there");
    let (text, _) = rest.split_once("```").expect("the block ends");
    text
}

#[test]
fn the_readme_shows_the_example_that_runs() {
    let here = include_str!("readme.rs");
    let (_, rest) = here.split_once("example begins here.\n").expect("it begins");
    let (example, _) = rest.split_once("    // The README's example ends").expect("it ends");
    let plain: Vec<&str> =
        example.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
    assert_eq!(block("rust").trim_end(), plain.join("\n"));
}

#[test]
fn the_readme_shows_the_definition_that_is_there() {
    assert_eq!(block("json"), include_str!("../docs/applications.json"));
}

#[test]
fn the_readmes_cells_are_there() {
    let form = crossfoot::Form::compile(block("json")).expect("the definition is right");
    let cells = block("js").split('"').filter(|text| text.starts_with("t."));
    let unknown: Vec<&str> = cells.filter(|cell| form.find(cell).is_none()).collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

/// The reference in both languages, with the last heads of its tables of problems and of formulas.
const REFERENCES: [(&str, &str, &str); 2] = [
    (include_str!("../docs/definitions.md"), "what helps", "example"),
    (include_str!("../docs/definitions.zh-CN.md"), "怎么办", "例子"),
];

/// The cells of the reference's tables whose head ends in `last`, row by row.
fn reference_rows<'t>(text: &'t str, last: &str) -> Vec<Vec<&'t str>> {
    let mut rows = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let drawn = line.starts_with('|');
        if inside && drawn && !line.starts_with("|---") {
            rows.push(cells);
        } else {
            inside = drawn && (inside || cells.last() == Some(&last));
        }
    }
    rows
}

#[test]
fn the_reference_tells_of_every_problem() {
    for (text, helps, _) in REFERENCES {
        let rows = reference_rows(text, helps);
        let told: Vec<&str> = rows.iter().filter_map(|row| row.first().copied()).collect();
        let codes = crossfoot::problem::Code::ALL.iter().map(|code| format!("`{}`", code.name()));
        assert_eq!(told, codes.collect::<Vec<_>>());
    }
}

#[test]
fn the_references_formulas_stand_in_its_definitions() {
    for (text, _, example) in REFERENCES {
        let rows = reference_rows(text, example);
        let formulas: Vec<&str> = rows.iter().filter_map(|row| row.last().copied()).collect();
        let tried = |formula: &str| format!("\"check\": \"{}\"", formula.trim_matches('`'));
        let untried: Vec<&&str> =
            formulas.iter().filter(|formula| !text.contains(&tried(formula))).collect();
        assert!(untried.is_empty(), "{untried:?}");
        assert_eq!(formulas.len(), 9 + crossfoot::rules::Function::ALL.len());
        for (row, function) in rows.iter().skip(9).zip(crossfoot::rules::Function::ALL) {
            let name = format!("`{}(", function.name());
            assert!(row.first().is_some_and(|cell| cell.starts_with(&name)), "{row:?}: {name}");
        }
    }
}

/// The page on suspects in both languages.
const SUSPECTS: [&str; 2] =
    [include_str!("../docs/suspects.md"), include_str!("../docs/suspects.zh-CN.md")];

/// What a page on suspects says of a word in its last column.
fn told_of<'t>(text: &'t str, word: &str) -> &'t str {
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let mut rows = rows.map(|row| row.trim_matches('|').rsplit_once('|').expect("cells"));
    let row = rows.find(|(row, _)| row.contains(&format!("`{word}`")));
    row.expect("the word has a row").1.trim()
}

#[test]
fn the_page_on_suspects_tells_what_each_slip_costs() {
    const EXPLAIN: &str = include_str!("../src/locate/explain.rs");
    for (name, word) in [
        ("DIGIT", "digit-replaced"),
        ("DIGIT", "digits-interchanged"),
        ("POWER_OF_TEN", "power-of-ten"),
        ("SIGN", "sign"),
        ("ANOTHER", "slips"),
        ("INTERCHANGED", "interchanged"),
        ("MOVED", "moved"),
        ("SHIFTED", "shifted"),
        ("COUNTED_ELSEWHERE", "counted-elsewhere"),
        ("TOTAL_FORGOTTEN", "total-forgotten"),
        ("CUMULATIVE", "cumulative-for-period"),
        ("UNEXPLAINED", "unexplained"),
        ("LAST", "last-edited"),
        ("ORDER", "parts-edited-later"),
    ] {
        let (_, rest) = EXPLAIN.split_once(&format!("const {name}: Bits = ")).expect(name);
        let bits =
            rest.split_once("BIT;").expect("a number of bits").0.trim_end_matches([' ', '*']);
        let bits = if bits.is_empty() { "1" } else { bits };
        for text in SUSPECTS {
            assert_eq!(told_of(text, word).split(' ').next(), Some(bits), "{word}");
        }
    }
}

#[test]
fn every_link_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    let documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    for name in documents.into_iter().chain([
        "docs/definitions.md",
        "docs/definitions.zh-CN.md",
        "docs/suspects.md",
        "docs/suspects.zh-CN.md",
        "docs/rollup.md",
        "docs/rollup.zh-CN.md",
        "bench/spark/README.md",
    ]) {
        let text = fs::read_to_string(root.join(name)).expect("the document is there");
        let folder = root.join(name).parent().expect("it is in a folder").to_owned();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or(link);
            if !link.contains("://") && !folder.join(file).exists() {
                missing.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_import_table_is_the_one_that_is_held() {
    let tidy: String =
        include_str!("tidy.rs").split_whitespace().collect::<Vec<_>>().join("").replace(",]", "]");
    let (_, rest) = tidy.split_once("ROOMS:&[(&str,&[&str])]=&[").expect("the table begins");
    let (rooms, _) = rest.split_once("];").expect("the table ends");
    let architecture =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md"))
            .expect("ARCHITECTURE.md is there");
    let mut wrong = Vec::new();
    for (room, uses) in rooms.split("(\"").skip(1).filter_map(|row| row.split_once("\",&[")) {
        let uses: Vec<&str> = uses.split('"').skip(1).step_by(2).collect();
        let uses = if uses.is_empty() { "nothing".to_owned() } else { uses.join(", ") };
        let row = format!("| `{room}` | {uses} |");
        if !architecture.contains(&row) {
            wrong.push(row);
        }
    }
    assert!(wrong.is_empty(), "ARCHITECTURE.md lacks\n{}", wrong.join("\n"));
}
