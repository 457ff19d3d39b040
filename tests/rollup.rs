//! Roll-ups natively: what the units add up to, which unit is off, and that any order and any
//! parting of the reports gives the same.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at the first surprise"
)]

use crossfoot::message::{Catalogue, Wording};
use crossfoot::rollup::{Intake, Outcome, Presence, Report, RollUp};
use crossfoot::roster::Roster;
use crossfoot::{Form, Session};
use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const FORM: &str = r#"{
    "crossfoot": 1, "id": "t", "version": "2",
    "tables": [{"id": "t",
        "columns": [{"id": "year", "label": "year"}, {"id": "all", "label": "cumulative"}],
        "rows": [
            {"id": "total", "label": "total", "parts": "sum", "rows": [
                {"id": "post", "label": "post"}, {"id": "web", "label": "web"}]},
            {"id": "people", "label": "people", "rollup": "none"},
            {"id": "share", "label": "share", "type": "percent", "scale": 2, "rollup": "recompute"}
        ]}],
    "rules": [{"id": "S", "in": "t", "check": "share = round(100 * web / total, 2)"}]
}"#;

const ROSTER: &str = r#"{"name": "district", "units": [
    {"name": "streets", "units": ["East", {"name": "West", "aliases": ["West Street"]}]},
    {"name": "departments", "units": ["Tax", "Works", "Health"]}
]}"#;

fn form() -> Form {
    Form::compile(FORM).expect("the form compiles")
}

fn roster() -> Roster {
    Roster::read(ROSTER).expect("the roster is one")
}

fn rolled(reports: &[(&str, [i64; 2])]) -> RollUp {
    let mut roll_up = RollUp::new(&form(), roster(), "2017", true);
    for (unit, [post, web]) in reports {
        let intake = take(&mut roll_up, &report(unit, *post, *web));
        assert_eq!(intake.outcome, Outcome::Added, "{unit}");
    }
    roll_up
}

fn report(unit: &str, post: i64, web: i64) -> String {
    let total = post + web;
    format!(
        r#"{{"unit": "{unit}", "form": {{"id": "t", "version": "2"}}, "period": "2017", "entries":
            {{"t.total.year": "{total}", "t.post.year": {post}, "t.web.year": "{web}",
              "t.people.year": 3, "t.share.year": "50"}}}}"#
    )
}

fn take(roll_up: &mut RollUp, text: &str) -> Intake {
    roll_up.take(&Report { text, unit: None, replace: false, check: None })
}

fn totals(roll_up: &RollUp, group: usize) -> Vec<(String, String)> {
    let form = form();
    let entries = roll_up.entries(group).into_iter();
    entries.map(|(cell, sum)| (form.cell(cell).expect("a cell").address.to_string(), sum)).collect()
}

fn told(roll_up: &RollUp, reported: &[(&str, &str)], group: usize) -> Vec<String> {
    let form = form();
    let figures: Vec<_> =
        reported.iter().map(|(cell, text)| (form.find(cell).expect("a cell"), *text)).collect();
    let catalogue = Catalogue::new("en");
    let wording = Wording { catalogue: &catalogue, form: &form, period: "2017" };
    let comparison = roll_up.compare(figures, group);
    let mut told = vec![wording.compared(&comparison)];
    told.extend(comparison.differences.iter().map(|found| wording.difference(found)));
    told.extend(comparison.explanations.iter().map(|found| wording.explanation(found)));
    told
}

const FIVE: &[(&str, [i64; 2])] = &[
    ("East", [10, 31]),
    ("West Street", [22, 7]),
    ("Tax", [470, 5]),
    ("Works", [13, 64]),
    ("Health", [1, 2]),
];

#[test]
fn groups_and_the_whole_are_added_up_and_shares_worked_out_anew() {
    let roll_up = rolled(FIVE);
    let pairs = |list: &[(&str, &str)]| {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
    };
    let all = [
        ("t.total.year", "625"),
        ("t.post.year", "516"),
        ("t.web.year", "109"),
        ("t.share.year", "17.44"),
    ];
    assert_eq!(totals(&roll_up, 0), pairs(&all));
    let streets = roll_up.roster().group_of(&["streets"]).expect("a group");
    let own = [
        ("t.total.year", "70"),
        ("t.post.year", "32"),
        ("t.web.year", "38"),
        ("t.share.year", "54.29"),
    ];
    assert_eq!(totals(&roll_up, streets), pairs(&own));
    assert_eq!(roll_up.missing(0), Vec::<std::sync::Arc<str>>::new());
    let names: Vec<String> = roll_up.units().iter().map(|unit| unit.name.to_string()).collect();
    assert_eq!(names, ["East", "West", "Tax", "Works", "Health"]);
}

#[test]
fn the_unit_that_explains_a_difference_is_named() {
    let roll_up = rolled(FIVE);
    // All but Works.
    let left_out = [("t.total.year", "548"), ("t.post.year", "503"), ("t.web.year", "45")];
    assert_eq!(
        told(&roll_up, &left_out, 0),
        [
            "cells compared: 3; in 3 the reported figure is not what the units add up to; \
             not reported: share (year)",
            "total (year): reported 548, the units add up to 625; 77 less was reported",
            "post (year): reported 503, the units add up to 516; 13 less was reported",
            "web (year): reported 45, the units add up to 109; 64 less was reported",
            "Works may have been left out of the reported figures; nothing differs any more then",
        ]
    );
    let twice = [("t.total.year", "628"), ("t.post.year", "517"), ("t.web.year", "111")];
    assert_eq!(
        told(&roll_up, &twice, 0).last().map(String::as_str),
        Some(
            "Health may have been counted twice in the reported figures; nothing differs any more \
             then"
        )
    );
    // East left out and Health counted twice.
    let both = [("t.total.year", "587"), ("t.post.year", "507"), ("t.web.year", "80")];
    assert_eq!(
        told(&roll_up, &both, 0).last().map(String::as_str),
        Some(
            "East may have been left out of the reported figures, and Health counted twice; \
             nothing differs any more then"
        )
    );
    // 470 of Tax taken over as 407.
    let slip = [("t.total.year", "562"), ("t.post.year", "453"), ("t.web.year", "109")];
    assert_eq!(
        told(&roll_up, &slip, 0)[3],
        "post (year): the report of Tax has 470, and the reported figures may hold 407 \
         (two digits interchanged); nothing differs any more then"
    );
    // 64 of Works under post.
    let moved = [("t.total.year", "625"), ("t.post.year", "580"), ("t.web.year", "45")];
    assert_eq!(
        told(&roll_up, &moved, 0)[3],
        "64 of Works may have been counted under \"post (year)\" in place of \"web (year)\"; \
         nothing differs any more then"
    );
    let same = [("t.total.year", "625"), ("t.post.year", "516"), ("t.web.year", "109")];
    assert_eq!(told(&roll_up, &same, 0).len(), 1);
}

#[test]
fn an_earlier_version_of_a_report_is_recognised() {
    let mut roll_up = rolled(FIVE);
    let text = report("Works", 13, 46);
    let report = Report { text: &text, unit: None, replace: true, check: None };
    assert_eq!(roll_up.take(&report).outcome, Outcome::Replaced);
    // The parent still has the 64.
    let old = [("t.total.year", "625"), ("t.post.year", "516"), ("t.web.year", "109")];
    assert_eq!(
        told(&roll_up, &old, 0).last().map(String::as_str),
        Some(
            "the reported figures may hold an earlier report of Works; nothing differs any more \
             then"
        )
    );
}

#[test]
fn what_cannot_be_used_is_told_and_changes_nothing() {
    let mut roll_up = rolled(&FIVE[..2]);
    let before = totals(&roll_up, 0);
    let catalogue = Catalogue::new("en");
    let form = form();
    let wording = Wording { catalogue: &catalogue, form: &form, period: "2017" };
    let mut refused = |text: &str| match take(&mut roll_up, text).outcome {
        Outcome::Refused(why) => format!("{}: {}", why.code(), wording.refusal(&why)),
        other => format!("{other:?}"),
    };
    let east = report("East", 10, 31);
    for (text, said) in [
        ("", "not-json: not valid JSON, at line 1 and column 0; it may be cut off"),
        (&east[..east.len() / 2], "not-json: not valid JSON, at line 2 and column 23; it may"),
        (r#"{"unit": "Tax",xentries": {}}"#, "not-json: not valid JSON, at line 1 and column 16"),
        ("[1]", "not-a-report: a report is a JSON object"),
        (r#"{"t.post.year": "1"}"#, "no-unit: nothing says whose report it is"),
        (r#"{"unit": "Tax", "entries": {"t.post.year": [1]}}"#, "not-a-report: `t.post.year` must"),
        (r#"{"unit": "Tax", "entries": {"t.post.year": 1e3}}"#, "not-a-report: write the number"),
        (
            r#"{"unit": "Tax", "form": {"id": "u"}, "entries": {}}"#,
            "other-form: a report of another form (u), not of t",
        ),
        (
            r#"{"unit": "Tax", "form": {"id": "t", "version": "1"}, "entries": {}}"#,
            "other-version: a report of edition 1, not of 2",
        ),
        (
            r#"{"unit": "Tax", "period": "2016", "entries": {}}"#,
            "other-period: a report about 2016, not about 2017",
        ),
        (
            r#"{"unit": "Tax", "entries": {"t.pots.year": 1, "x": 2, "y": 3, "z": 4, "w": 5}}"#,
            "unknown-cells: it has cells that the form does not have: t.pots.year, x, y and 2 more",
        ),
        (
            r#"{"unit": "Tax", "entries": {"t.post.year": 1, "t.post.year": 1}}"#,
            "not-a-report: the cell t.post.year is there twice",
        ),
        (&east, "duplicate: this unit's report is in already, with the same figures"),
        (
            &report("West", 22, 8),
            "duplicate: this unit's report is in already, with other figures: total (year), \
             web (year)",
        ),
    ] {
        let told = refused(text);
        assert!(told.starts_with(said), "{text}: {told}");
    }
    // Whose it is, is told all the same.
    for text in [&east[..east.len() / 2], r#"{"entries": {"t.post.year": []}, "unit": "East"}"#] {
        assert_eq!(take(&mut roll_up, text).unit.as_deref(), Some("East"), "{text}");
    }
    assert_eq!(totals(&roll_up, 0), before);
    // A figure too long to be exact is not counted, and told.
    let long = r#"{"unit": "Tax", "entries": {"t.post.year": "99999999999999999999"}}"#;
    let intake = take(&mut roll_up, long);
    assert_eq!((intake.outcome, intake.unreadable.len()), (Outcome::Added, 1));
    assert_eq!(totals(&roll_up, 0), before);
    // Somebody the roster does not have is counted, and told.
    let intake = take(&mut roll_up, &report("Parks", 1, 1));
    assert_eq!((intake.outcome, intake.unknown), (Outcome::Added, true));
    let states = roll_up.units();
    assert!(states.last().is_some_and(|unit| unit.unknown && &*unit.name == "Parks"));
    let missing = states.iter().filter(|unit| unit.presence == Presence::Missing).count();
    assert_eq!(missing, 2);
}

#[test]
fn a_report_is_checked_by_the_forms_own_rules() {
    let mut roll_up = RollUp::new(&form(), roster(), "", true);
    let empty = Session::new(&form());
    let text =
        r#"{"unit": "Tax", "entries": {"t.total.year": 5, "t.post.year": 2, "t.web.year": 2}}"#;
    let report = Report { text, unit: None, replace: false, check: Some(&empty) };
    let standing = roll_up.take(&report).standing.expect("it was checked");
    // Its total, and what is blank and must be filled before sending.
    assert_eq!((standing.hard, standing.soft), (8, 0));
}

#[test]
fn a_roster_is_read_strictly() {
    let problems = Roster::read(r#"{"units": ["A", {"nam": "B"}, "A", 3, " "]}"#).err();
    let problems = problems.expect("it is no roster").0;
    let told: Vec<(&str, &str)> =
        problems.iter().map(|found| (found.code.name(), found.pointer.as_str())).collect();
    assert_eq!(
        told,
        [
            ("missing-key", "/units/1"),
            ("unknown-key", "/units/1/nam"),
            ("wrong-value", "/units/1/name"),
            ("duplicate-id", "/units/2"),
            ("wrong-type", "/units/3"),
            ("wrong-value", "/units/4"),
        ]
    );
}

fn reports() -> impl Strategy<Value = Vec<(usize, i64, i64)>> {
    prop::collection::vec((0_usize..40, 0_i64..1_000_000, 0_i64..1_000_000), 0..40)
}

proptest! {
    #[test]
    fn any_order_and_any_parting_gives_the_same(reports in reports(), cut in 0_usize..40, turn in 0_usize..40) {
        // One report a unit.
        let mut seen = std::collections::BTreeSet::new();
        let reports: Vec<_> = reports.into_iter().filter(|(unit, ..)| seen.insert(*unit)).collect();
        let roll = |reports: &[(usize, i64, i64)]| {
            let mut roll_up = RollUp::new(&form(), roster(), "2017", false);
            for (unit, post, web) in reports {
                let names = ["East", "West", "Tax", "Works", "Health"];
                let name = names.get(*unit).map_or_else(|| format!("u{unit}"), |n| (*n).to_owned());
                take(&mut roll_up, &report(&name, *post, *web));
            }
            roll_up
        };
        let all = roll(&reports);
        let mut turned = reports.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        prop_assert_eq!(roll(&turned).partial(), all.partial());
        let (one, rest) = reports.split_at(cut.min(reports.len()));
        let (two, three) = rest.split_at(turn.min(rest.len()));
        let (one, two, three) = (roll(one), roll(two), roll(three));
        let merged = |first: &RollUp, others: &[&RollUp]| {
            let mut merged = first.clone();
            for other in others {
                merged.merge(&other.partial()).expect("a partial result");
            }
            merged
        };
        let left = merged(&merged(&one, &[&two]), &[&three]);
        let right = merged(&one, &[&merged(&two, &[&three])]);
        let swapped = merged(&three, &[&one, &two]);
        prop_assert_eq!(left.partial(), all.partial());
        prop_assert_eq!(right.partial(), all.partial());
        prop_assert_eq!(swapped.partial(), all.partial());
    }

    #[test]
    fn taking_out_undoes_adding(reports in reports(), which in 0_usize..40) {
        let mut roll_up = rolled(&[]);
        let mut names = Vec::new();
        for (unit, post, web) in &reports {
            let name = format!("u{unit}");
            if take(&mut roll_up, &report(&name, *post, *web)).outcome == Outcome::Added {
                names.push((name, *post, *web));
            }
        }
        let before = roll_up.partial();
        if let Some((name, post, web)) = names.get(which) {
            prop_assert!(roll_up.leave_out(name, true) && roll_up.leave_out(name, false));
            prop_assert_eq!(&roll_up.partial(), &before);
            let text = report(name, 1, 1);
            roll_up.take(&Report { text: &text, unit: None, replace: true, check: None });
            prop_assert!(roll_up.remove(name) && !roll_up.has(name));
            take(&mut roll_up, &report(name, *post, *web));
            prop_assert_eq!(&roll_up.partial(), &before);
        }
    }

    #[test]
    fn no_text_breaks_the_reading(text in ".*", cut in 0_usize..400) {
        let mut roll_up = rolled(FIVE);
        let before = roll_up.partial();
        let whole = report("Parks", 3, 4);
        let cut = whole.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(whole.len());
        for text in [text.as_str(), &whole[..cut], &format!("{}{text}", &whole[..cut])] {
            let intake = take(&mut roll_up, text);
            if intake.outcome == Outcome::Added {
                roll_up.remove(&intake.unit.expect("it was added"));
            }
            prop_assert_eq!(&roll_up.partial(), &before);
        }
    }
}
