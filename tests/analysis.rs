//! What the rules of a form mean together, told to its author: contradictions with their smallest
//! set, rules that follow from others, rules that never fail, figures that are settled.

#![cfg(all(feature = "analysis", not(target_arch = "wasm32")))]
#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use crossfoot::Form;
use crossfoot::analysis::{Level, notices};

/// A form of rows `a` to `e` in one column, and these rules.
fn told(rows: &str, rules: &[(&str, &str)]) -> Vec<String> {
    let rules: Vec<String> = rules
        .iter()
        .map(|(id, check)| {
            format!(r#"{{"id": "{id}", "check": "{}"}}"#, check.replace('"', "\\\""))
        })
        .collect();
    told_of(&format!(
        r#"{{"crossfoot": 1, "id": "f", "version": "1",
            "tables": [{{"id": "t", "columns": [{{"id": "n"}}], "rows": [{rows}]}}],
            "rules": [{}]}}"#,
        rules.join(", ")
    ))
}

fn told_of(definition: &str) -> Vec<String> {
    let form = Form::compile(definition).expect("the definition is right");
    let line = |notice: crossfoot::analysis::Notice| {
        let level = match notice.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        };
        assert!(!notice.pointer.is_empty() && !notice.hint.starts_with("advice."));
        format!("{level}: {}", notice.message)
    };
    notices(&form, "en").into_iter().map(line).collect()
}

const COUNTS: &str = r#"{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}, {"id": "e"}"#;

#[test]
fn rules_that_go_together_give_nothing() {
    let rules = [("R1", "a = b + c"), ("R2", "d <= a"), ("R3", "d > 3 => e > 0")];
    assert_eq!(told(COUNTS, &rules), [""; 0]);
}

#[test]
fn a_contradiction_names_the_smallest_set() {
    let rules = [("R1", "a = b + c"), ("R2", "b > a"), ("R3", "d <= a"), ("R4", "e >= 2 * d")];
    // b is a part of a and never negative, nor is c.
    assert_eq!(
        told(COUNTS, &rules),
        ["error: no figures satisfy these rules together: `R1@n`, `R2@n`"]
    );
    // Whole numbers: nothing lies between 1 and 2.
    let rules = [("R1", "a > 1"), ("R2", "a < 2")];
    assert_eq!(
        told(COUNTS, &rules),
        ["error: no figures satisfy these rules together: `R1@n`, `R2@n`"]
    );
    assert_eq!(told(COUNTS, &[("R1", "a + b < 0")]), ["error: no figures satisfy `R1@n`"]);
}

#[test]
fn a_rule_that_follows_is_told_with_what_it_follows_from() {
    let rules = [("R1", "a = b + c"), ("R2", "b <= a"), ("R3", "a >= 0")];
    assert_eq!(
        told(COUNTS, &rules),
        [
            "warning: `R2@n` follows from `R1@n`",
            "warning: `R3@n` can never fail, whatever is filled in"
        ]
    );
}

#[test]
fn a_soft_rule_does_not_make_a_hard_one_spare() {
    let both = |first: &str, second: &str| {
        told_of(&format!(
            r#"{{"crossfoot": 1, "id": "f", "version": "1",
                "tables": [{{"id": "t", "columns": [{{"id": "n"}}], "rows": [{{"id": "a"}}]}}],
                "rules": [{{"id": "R1", "check": "a <= 5", "severity": "{first}"}},
                          {{"id": "R2", "check": "a <= 7", "severity": "{second}"}}]}}"#
        ))
    };
    assert_eq!(both("hard", "soft"), ["warning: `R2@n` follows from `R1@n`"]);
    assert_eq!(both("soft", "hard"), [""; 0]);
}

#[test]
fn last_years_report_may_not_be_there() {
    // With last year's figures the second follows from the first; without them it does not.
    let rules = [("R1", "a = prior.a + b"), ("R2", "b <= a")];
    assert_eq!(told(COUNTS, &rules), [""; 0]);
    let rules = [("R1", "a = prior.a + b"), ("R2", "a >= prior.a")];
    assert_eq!(told(COUNTS, &rules), ["warning: `R2@n` follows from `R1@n`"]);
}

#[test]
fn settled_figures_and_idle_parts_are_told() {
    let rules = [("R1", "a + b = 0"), ("R2", "a = 0 => c > 3")];
    let told = told(COUNTS, &rules);
    assert!(told.contains(&"warning: `t.a.n` can only be 0, by `R1@n`".to_owned()), "{told:?}");
    assert!(
        told.iter().any(|line| line.contains("a part of `R2@n` is decided by `R1@n`")),
        "{told:?}"
    );
}

#[test]
fn choices_and_what_is_filled_take_part() {
    let rows = r#"{"id": "kind", "type": "choice", "choices": ["x", "y"]}, {"id": "a"}"#;
    let rules = [("R1", "kind = 'x' => a = 0"), ("R2", "a > 0")];
    let found = told(rows, &rules);
    assert!(
        found.contains(&"warning: `t.kind.n` can only be y, by `R1@n`, `R2@n`".to_owned()),
        "{found:?}"
    );
    let rules = [("R1", "abs(a - b) <= 2"), ("R2", "max(a, b) >= min(a, b) + 3")];
    assert_eq!(
        told(COUNTS, &rules),
        ["error: no figures satisfy these rules together: `R1@n`, `R2@n`"]
    );
}

#[test]
fn the_corner_of_a_table_is_known_and_not_told() {
    let table = r#"{"crossfoot": 1, "id": "f", "version": "1", "tables": [{"id": "t", "parts": "sum",
        "columns": [{"id": "all", "columns": [{"id": "x"}, {"id": "y"}]}],
        "rows": [{"id": "total", "rows": [{"id": "a"}, {"id": "b"}]}]}]}"#;
    assert_eq!(told_of(table), [""; 0]);
}

#[test]
fn the_shipped_forms_contradict_nothing() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/forms")).expect("there");
    let mut seen = 0;
    for entry in folder.flatten() {
        let path = entry.path();
        let definition = path.extension().is_some_and(|ending| ending == "json");
        if definition && !path.to_string_lossy().contains("schema") {
            let text = std::fs::read_to_string(&path).expect("it can be read");
            let form = Form::compile(&text).expect("a shipped form compiles");
            seen += 1;
            for notice in notices(&form, "zh-CN") {
                assert_eq!(notice.level, Level::Note, "{}: {}", path.display(), notice.message);
            }
        }
    }
    assert_eq!(seen, 5);
}
