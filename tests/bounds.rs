//! What is small to write and large to work out is refused or done with at once. Each of these took
//! from half a minute to hours before it had a bound.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use crossfoot::problem::Code;
use crossfoot::{Form, Session};
use serde_json::{Value, json};

/// So many lines with nothing nested in them.
fn lines(name: &str, count: usize) -> Value {
    (0..count).map(|at| json!({"id": format!("{name}{at}")})).collect()
}

fn definition(table: Value, rules: Value) -> String {
    let definition =
        json!({"crossfoot": 1, "id": "f", "version": "1", "tables": [table], "rules": rules});
    definition.to_string()
}

fn codes(text: &str) -> Vec<Code> {
    let problems = Form::compile(text).expect_err("it is refused");
    problems.0.iter().map(|problem| problem.code).collect()
}

#[test]
fn a_formula_that_names_a_thousand_lines_a_thousand_times_is_refused() {
    let table = json!({
        "id": "t", "columns": [{"id": "n"}], "rows": [{"id": "r", "rows": lines("x", 1_000)}],
    });
    let many = vec!["r.*"; 2_000].join(", ");
    let sum = json!({"id": "sum", "check": format!("r = sum({many})")});
    let filled = json!({"id": "filled", "check": format!("all_or_none({many})")});
    assert_eq!(codes(&definition(table, json!([sum, filled]))), [Code::TooMany; 2]);
}

#[test]
fn a_formula_of_megabytes_is_refused_before_it_is_read() {
    let long = |terms: usize| {
        let check = format!("r = {}1", "1 + ".repeat(terms));
        let table = json!({"id": "t", "columns": [{"id": "n"}], "rows": [{"id": "r"}]});
        definition(table, json!([{"id": "R", "check": check}]))
    };
    assert_eq!(codes(&long(1_000_000)), [Code::TooLong]);
    assert!(Form::compile(&long(30_000)).is_ok());
}

#[test]
fn many_formulas_over_many_lines_are_refused_together() {
    let table = json!({
        "id": "t", "columns": [{"id": "n"}], "rows": [{"id": "r", "rows": lines("x", 5_000)}],
    });
    let rule =
        |at: usize| json!({"id": format!("R{at}"), "check": "sum(x0.*, x1..x2, x3..x2) = r"});
    let rules: Value = (0..1_500).map(rule).collect();
    let codes = codes(&definition(table, rules));
    assert!(codes.contains(&Code::TooMany));
}

#[test]
fn an_address_of_a_megabyte_is_near_to_nothing() {
    let table = json!({"id": "t", "columns": lines("c", 20), "rows": lines("r", 200)});
    let form = Form::compile(&definition(table, json!([]))).expect("it is right");
    let long = "t.r1.c1".repeat(150_000);
    let unknown = Session::new(&form).enter(&long, "1").expect_err("there is no such cell");
    assert_eq!(unknown.nearest, [""; 0]);
    let near = Session::new(&form).enter("t.r1.c", "1").expect_err("there is no such cell");
    assert_eq!(near.nearest, ["t.r1.c0", "t.r1.c1", "t.r1.c2"]);
}

#[test]
fn a_large_table_of_blanks_is_looked_at_for_a_while_and_no_longer() {
    let table = json!({
        "id": "t", "parts": "sum", "columns": [{"id": "c", "columns": lines("c", 100)}],
        "rows": [{"id": "r", "rows": lines("r", 100)}],
    });
    let form = Form::compile(&definition(table, json!([]))).expect("it is right");
    let mut session = Session::new(&form);
    let cells = form.fillable().map(|(cell, _)| cell).take(200);
    for (cell, figure) in cells.zip(["3", "1", "2", "", "4"].iter().cycle()) {
        session.enter_cell(cell, figure);
    }
    assert!(!session.findings().is_empty());
    session.implied();
    let mut search = session.search();
    search.advance(64);
    assert!(search.finish().cut_short);
}

#[test]
fn a_rule_over_ten_thousand_cells_says_each_of_them_once() {
    let table = json!({
        "id": "t", "columns": [{"id": "n"}], "required": false,
        "rows": [{"id": "r", "parts": "sum", "rows": lines("x", 10_000)}],
    });
    let form = Form::compile(&definition(table, json!([]))).expect("it is right");
    let mut session = Session::new(&form);
    session.enter_all([("t.r.n", "1"), ("t.x7.n", "2")]).expect("the cells are there");
    let cells: Vec<usize> = session.findings().iter().map(|f| f.cells(&form).len()).collect();
    assert_eq!(cells, [10_001]);
}

#[test]
fn rules_that_contradict_each_other_do_not_keep_what_others_imply() {
    let lines = ["a", "b", "x", "y", "total"].map(|id| json!({"id": id}));
    let table = json!({"id": "t", "columns": [{"id": "n"}], "rows": lines});
    // Each moves the other's range by one at every turn, and would some 10¹⁸ times.
    let rules = json!([
        {"id": "R1", "check": "a < b"},
        {"id": "R2", "check": "b < a"},
        {"id": "R3", "check": "total = x + y"},
    ]);
    let form = Form::compile(&definition(table, rules)).expect("it is right");
    let mut session = Session::new(&form);
    session.enter_all([("t.total.n", "7"), ("t.x.n", "3")]).expect("the cells are there");
    let implied: Vec<_> = session.implied().iter().map(|implied| Some(implied.cell)).collect();
    assert_eq!(implied, [form.find("t.y.n")]);
}
