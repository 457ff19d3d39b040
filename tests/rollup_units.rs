//! What a roll-up tells of its units, and what it hands to another one.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use crossfoot::rollup::{BadPartial, Outcome, Presence, Refusal, Report, RollUp, Total, What};
use crossfoot::roster::Roster;
use crossfoot::{Entry, Form, Session};

const FORM: &str = r#"{"crossfoot": 1, "id": "f", "version": "2",
  "tables": [{"id": "t", "columns": [{"id": "n"}], "rows": [
    {"id": "a"}, {"id": "b"}, {"id": "cost", "type": "amount", "scale": 2}]}]}"#;

const ROSTER: &str = r#"{"name": "all", "units": [
  {"name": "north", "units": ["East", "West"]}, {"name": "south", "units": ["Tax", "Parks"]}]}"#;

fn empty() -> RollUp {
    let form = Form::compile(FORM).expect("the form compiles");
    RollUp::new(&form, Roster::read(ROSTER).expect("it is one"), "2017", true)
}

/// Takes a report in, written without spaces as programs write it, and says what became of it.
fn take(roll_up: &mut RollUp, unit: &str, entries: &str) -> Outcome {
    let entries = entries.replace(' ', "");
    let text = format!(r#"{{"entries": {{{entries}}}}}"#);
    roll_up.take(&Report { text: &text, unit: Some(unit), replace: false, check: None }).outcome
}

fn rolled(units: &[(&str, i64, i64)]) -> RollUp {
    let mut roll_up = empty();
    for (unit, a, b) in units {
        let entries = format!(r#""t.a.n": {a}, "t.b.n": "{b}", "t.cost.n": {a}"#);
        assert_eq!(take(&mut roll_up, unit, &entries), Outcome::Added, "{unit}");
    }
    roll_up
}

/// The cell `t.NAME.n`.
fn cell(roll_up: &RollUp, name: &str) -> crossfoot::address::CellId {
    roll_up.form().find(&format!("t.{name}.n")).expect("it is there")
}

fn group(roll_up: &RollUp, name: &str) -> usize {
    roll_up.roster().group_of(&[name]).expect("it is one")
}

fn total(roll_up: &RollUp, name: &str) -> Total {
    let cell = cell(roll_up, name);
    let totals = roll_up.totals(0).into_iter();
    totals.into_iter().find(|total| total.cell == cell).expect("it is added up")
}

#[test]
fn figures_are_added_once_and_only_those_of_the_form() {
    let mut roll_up = rolled(&[("East", 1, 2), ("Tax", 3, 4)]);
    assert_eq!(roll_up.reports(), 2);
    let figures = roll_up.figures("East").expect("they are kept").clone();
    assert!(!roll_up.add("East", figures.clone(), None), "it is in");
    let other = r#"{"crossfoot": 1, "id": "g", "version": "1",
      "tables": [{"id": "t", "columns": [{"id": "n"}], "rows": [{"id": "a"}]}]}"#;
    let other = Form::compile(other).expect("the form compiles");
    let foreign = RollUp::new(&other, Roster::new(""), "", true).figures_of([]);
    assert!(!roll_up.add("West", foreign, None), "of another form");
    assert_eq!((roll_up.reports(), total(&roll_up, "a").sum), (2, Some(4.into())));
    assert!(roll_up.add("West", figures, None));
    assert_eq!((roll_up.reports(), total(&roll_up, "a").sum), (3, Some(5.into())));
    // Of a cell that is given oftener the last counts, and only once.
    let a = cell(&roll_up, "a");
    let figures = roll_up.figures_of([(a, "1"), (a, "2"), (a, "3")]);
    assert!(roll_up.add("Parks", figures, None));
    assert_eq!((total(&roll_up, "a").sum, total(&roll_up, "b").blank), (Some(8.into()), 1));
}

#[test]
fn whole_numbers_and_decimals_are_read_alike_in_whatever_order() {
    let mut roll_up = empty();
    take(&mut roll_up, "East", r#""t.a.n": 7, "t.b.n": "8", "t.cost.n": 5"#);
    take(&mut roll_up, "West", r#""t.cost.n": "0.25", "t.b.n": 1, "t.a.n": 2"#);
    for (name, sum) in [("a", "9"), ("b", "9"), ("cost", "5.25")] {
        assert_eq!(total(&roll_up, name).sum.map(|sum| sum.to_string()).as_deref(), Some(sum));
    }
    let twice = take(&mut roll_up, "Tax", r#""t.b.n": 1, "t.a.n": 1, "t.b.n": 1"#);
    assert_eq!(twice, Outcome::Refused(Refusal::Repeated { cell: "t.b.n".to_owned() }));
    let unknown = take(&mut roll_up, "Tax", r#""": 1"#);
    assert!(matches!(unknown, Outcome::Refused(Refusal::UnknownCells { .. })), "{unknown:?}");
    let blank = take(&mut roll_up, "Tax", r#""t.a.n": "", "t.b.n": "", "t.cost.n": """#);
    assert_eq!((blank, total(&roll_up, "a").blank), (Outcome::Added, 1));
}

#[test]
fn what_each_unit_of_a_group_has_is_told() {
    let mut roll_up = rolled(&[("Parks", 3, 4), ("East", 1, 2), ("Elsewhere", 5, 6)]);
    take(&mut roll_up, "Tax", r#""t.a.n": "many", "t.b.n": 9"#);
    assert!(roll_up.leave_out("Parks", true));
    let told = |name: &str, group: usize| -> Vec<(String, Presence, Entry)> {
        let units = roll_up.contributions(cell(&roll_up, name), group).into_iter();
        units.map(|(state, entry)| (state.name.to_string(), state.presence, entry)).collect()
    };
    let unit = |name: &str, presence, entry| (name.to_owned(), presence, entry);
    let figure = |figure: i64| Entry::Amount(figure.into());
    let all = told("b", 0);
    assert_eq!(
        all,
        [
            unit("East", Presence::In, figure(2)),
            unit("Tax", Presence::In, figure(9)),
            unit("Parks", Presence::LeftOut, figure(4)),
            unit("Elsewhere", Presence::In, figure(6)),
        ]
    );
    let south = told("a", group(&roll_up, "south"));
    assert!(
        matches!(south.as_slice(), [(tax, _, Entry::Unreadable(_)), (parks, ..)]
        if tax == "Tax" && parks == "Parks"),
        "{south:?}"
    );
    assert_eq!(told("b", group(&roll_up, "north")), [unit("East", Presence::In, figure(2))]);

    let report = roll_up.report_of("Tax").expect("it is kept");
    assert_eq!(report, [(cell(&roll_up, "b"), "9".to_owned())], "what is a figure");
    assert_eq!(roll_up.report_of("West"), None);
}

#[test]
fn only_a_units_own_group_is_explained_by_it() {
    let roll_up = rolled(&[("East", 10, 31), ("West", 22, 7), ("Tax", 10, 31), ("Else", 10, 31)]);
    let explained = |group: usize, a: &str, b: &str| -> Vec<String> {
        let cell = |name| cell(&roll_up, name);
        let figures = [(cell("a"), a), (cell("b"), b), (cell("cost"), a)];
        let found = roll_up.compare(figures, group).explanations.into_iter();
        found.flat_map(|found| found.units).map(|unit| unit.to_string()).collect()
    };
    assert_eq!(explained(group(&roll_up, "north"), "22", "7"), ["East"]);
    assert_eq!(explained(0, "42", "69"), ["East", "Tax", "Else"]);
}

#[test]
fn two_units_are_found_beside_others_that_add_up_to_the_same() {
    // Else has the figures of East the other way round.
    let mut roll_up = empty();
    for (unit, a, b) in [("East", 31, 10), ("West", 22, 7), ("Else", 10, 31)] {
        take(&mut roll_up, unit, &format!(r#""t.a.n": {a}, "t.b.n": {b}, "t.cost.n": 0"#));
    }
    let figures = [("a", "31"), ("b", "10"), ("cost", "0")];
    let figures = figures.map(|(name, text)| (cell(&roll_up, name), text));
    let found = roll_up.compare(figures, 0).explanations;
    let found: Vec<_> = found.iter().map(|found| (found.what, found.units.join(" "))).collect();
    assert_eq!(found, [(What::LeftOut, "West Else".to_owned())]);
}

#[test]
fn of_many_explanations_that_are_alike_some_are_told_and_some_counted() {
    let unit = |at: usize| (format!("u{at}"), 5_i64, 40_i64);
    for (count, more) in [(12, 0), (14, 2), (96, 84), (98, 86), (120, 108)] {
        let units: Vec<_> = (0..count).map(unit).collect();
        let units: Vec<_> = units.iter().map(|(name, a, b)| (name.as_str(), *a, *b)).collect();
        let roll_up = rolled(&units);
        let sum = i64::try_from(count).expect("a few") * 5 - 5;
        let compared = roll_up.compare([(cell(&roll_up, "a"), sum.to_string().as_str())], 0);
        let found = compared.explanations;
        assert!(found.iter().filter(|found| found.what == What::LeftOut).count() > 10);
        assert_eq!((found.len(), compared.more), (12, more), "{count} units");
    }
}

#[test]
fn what_is_likelier_comes_first_however_late_it_is_met() {
    let names: Vec<String> = (0..120).map(|at| format!("u{at}")).collect();
    let mut units: Vec<_> = names.iter().map(|name| (name.as_str(), 15, 1)).collect();
    units.push(("late", 5, 1));
    let roll_up = rolled(&units);
    let compared = roll_up.compare([(cell(&roll_up, "a"), "1800")], 0);
    let mut of_units = compared.explanations.iter().filter(|found| !found.units.is_empty());
    let first = of_units.next().expect("there are some");
    assert_eq!((first.what, first.units.join(" ")), (What::LeftOut, "late".to_owned()));
    assert!(compared.more > 100, "a slip in any of the others");
}

#[test]
fn a_partial_result_is_written_out_in_full() {
    let roll_up = rolled(&[("Tax", 3, 4), ("the \"other\" one", 1, 2)]);
    let sums = |reports: u32, a: u32, b: u32, cost: u32| {
        format!(
            r#""reports":{reports},"cells":{{"t.a.n":["{a}",0,0],"t.b.n":["{b}",0,0],"t.cost.n":["{cost}",0,0]}}}}"#
        )
    };
    let expected = format!(
        r#"{{"crossfoot-partial":1,"form":"f","version":"2","period":"2017","roster":"all","units":[["Tax",1],["the \"other\" one",1]],"groups":[{{"path":[],{},{{"path":["north"],{},{{"path":["south"],{}]}}"#,
        sums(2, 4, 6, 4),
        sums(0, 0, 0, 0),
        sums(1, 3, 4, 3)
    );
    assert_eq!(roll_up.partial(), expected);
}

#[test]
fn names_and_standings_outlive_a_partial_result() {
    let name = "line\u{1}one \\ \"two\"";
    let mut roll_up = rolled(&[(name, 1, 2)]);
    let session = Session::new(roll_up.form());
    let text = r#"{"entries": {"t.a.n": 1}}"#;
    let checked = Report { text, unit: Some("Tax"), replace: false, check: Some(&session) };
    let standing = roll_up.take(&checked).standing;
    assert_eq!(standing.map(|standing| standing.hard), Some(2), "two cells are blank");
    let mut merged = empty();
    assert_eq!(merged.merge(&roll_up.partial()), Ok(vec![]));
    assert!(merged.has(name));
    assert_eq!(merged.state("Tax").standing, standing);
    assert_eq!(merged.partial(), roll_up.partial());
    // Twice the same, here or there.
    let twice = merged.merge(&roll_up.partial()).expect("it is a partial result");
    assert_eq!(twice.iter().map(|unit| &**unit).collect::<Vec<_>>(), ["Tax", name]);
    let told = empty().merge(&merged.partial()).expect("it is a partial result");
    assert_eq!(told, twice);
    // Whoever is counted no times is none of it.
    let mut none = empty();
    let partial = rolled(&[]).partial().replace(r#""units":[]"#, r#""units":[["Tax",0]]"#);
    assert_eq!(none.merge(&partial), Ok(vec![]));
    assert_eq!(none.partial(), rolled(&[]).partial());
}

#[test]
fn what_is_no_partial_result_of_the_same_is_refused() {
    let partial = rolled(&[("Tax", 3, 4)]).partial();
    let refused = |partial: &str| {
        let mut roll_up = empty();
        let told = roll_up.merge(partial).expect_err("it is refused");
        assert_eq!(roll_up.partial(), empty().partial(), "nothing is changed");
        told
    };
    let told = refused("{}");
    assert_eq!(
        (&told, told.to_string().as_str()),
        (&BadPartial::NotAPartial, "the text is no partial result")
    );
    let told = refused(&partial.replace("\"north\"", "\"west\""));
    assert_eq!(told, BadPartial::Other("west".to_owned()));
    let said = "the partial result is of another form, period or roster: `west`";
    assert_eq!(told.to_string(), said);
    let open = partial.strip_suffix("]}").expect("it ends so");
    let longer = format!(r#"{open},{{"path":[],"reports":0,"cells":{{}}}}]}}"#);
    assert_eq!(refused(&longer), BadPartial::Other(String::new()));
    assert_eq!(BadPartial::TooLarge.to_string(), "the sums are too large to be added up");
}
