//! Roll-ups as JavaScript sees them, every answer held against `src/web/types.d.ts`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod dts;
mod js;

use dts::Types;
use js::{call, form, get, object, refused, text};
use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use std::collections::BTreeSet;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test as test;

const TYPES: &str = include_str!("../src/web/types.d.ts");
const ROSTER: &str = r#"{"name": "区", "units": [
    {"name": "街道", "units": [{"name": "东街", "aliases": ["东街道"]}, "西街"]}, "本级", "未报"]}"#;

#[track_caller]
fn hold(value: JsValue, meaning: &str) -> JsValue {
    assert_eq!(Types::read(TYPES).hold(&value, meaning), Ok(()));
    value
}

fn roll_up(locale: &str) -> JsValue {
    let options = object(&[("roster", ROSTER), ("period", "2017"), ("locale", locale)]);
    call(&form(), "rollUp", &[options]).unwrap()
}

/// A report's JSON: the row that adds up, in person and online.
fn report(unit: &str, in_person: &str, online: &str) -> String {
    let (one, two): (i64, i64) = (in_person.parse().unwrap(), online.parse().unwrap());
    let total = one.checked_add(two).unwrap();
    format!(
        r#"{{"unit": "{unit}", "form": {{"id": "api", "version": "7"}}, "period": "2017",
            "entries": {{"t.received.year": "{total}", "t.in_person.year": "{in_person}",
                         "t.online.year": "{online}"}}}}"#
    )
}

fn add(roll_up: &JsValue, report: &str) -> JsValue {
    hold(call(roll_up, "add", &[report.into()]).unwrap(), "Intake")
}

fn three(roll_up: &JsValue) {
    for (unit, one, two) in [("东街道", "10", "31"), ("西街", "22", "7"), ("本级", "470", "5")]
    {
        assert_eq!(text(&add(roll_up, &report(unit, one, two)), "outcome"), "added");
    }
}

fn reported(total: &str, in_person: &str, online: &str) -> JsValue {
    object(&[
        ("t.received.year", total),
        ("t.in_person.year", in_person),
        ("t.online.year", online),
    ])
}

#[test]
fn reports_are_added_and_compared() {
    let roll_up = roll_up("en");
    three(&roll_up);
    let entries = hold(call(&roll_up, "entries", &[]).unwrap(), "Entries");
    assert_eq!(text(&entries, "t.received.year"), "545");
    let streets: JsValue = Array::of1(&"街道".into()).into();
    let entries = call(&roll_up, "entries", std::slice::from_ref(&streets)).unwrap();
    assert_eq!(text(&entries, "t.received.year"), "70");
    hold(call(&roll_up, "totals", &[streets]).unwrap(), "Total[]");
    let groups = call(&roll_up, "groups", &[]).unwrap();
    assert_eq!(JSON::stringify(&groups).unwrap(), r#"[[],["街道"]]"#);
    let units = hold(call(&roll_up, "units", &[]).unwrap(), "Unit[]");
    let states: Vec<String> = Array::from(&units).iter().map(|u| text(&u, "state")).collect();
    assert_eq!(states, ["in", "in", "in", "missing"]);

    let left_out = reported("516", "480", "36");
    let answer = hold(call(&roll_up, "compare", &[left_out]).unwrap(), "Comparison");
    let first = Array::from(&get(&answer, "explanations")).get(0);
    assert_eq!(
        text(&first, "message"),
        "西街 may have been left out of the reported figures; nothing differs any more then"
    );
    assert_eq!(get(&answer, "missing").dyn_into_array().get(0), "未报");
    let cell: JsValue = "t.in_person.year".into();
    let who = hold(call(&roll_up, "contributions", &[cell]).unwrap(), "Contribution[]");
    assert_eq!(text(&Array::from(&who).get(2), "value"), "470");
    let own = hold(call(&roll_up, "reportOf", &["东街".into()]).unwrap(), "Entries");
    assert_eq!(text(&own, "t.online.year"), "31");
    assert!(call(&roll_up, "reportOf", &["未报".into()]).unwrap().is_null());
}

#[test]
fn every_reason_and_every_explanation_that_is_promised_is_given() {
    let types = Types::read(TYPES);
    let up = roll_up("en");
    three(&up);
    let mut reasons = BTreeSet::new();
    let long = " ".repeat((8 << 20) + 1);
    for bad in [
        long.as_str(),
        "{",
        "[]",
        r#"{"t.received.year": "1"}"#,
        r#"{"unit": "x", "form": "other", "entries": {}}"#,
        r#"{"unit": "x", "form": {"id": "api", "version": "6"}, "entries": {}}"#,
        r#"{"unit": "x", "period": "2016", "entries": {}}"#,
        r#"{"unit": "x", "entries": {"nowhere": "1"}}"#,
        &report("西街", "1", "1"),
    ] {
        let intake = add(&up, bad);
        assert_eq!(text(&intake, "outcome"), "refused");
        assert!(!text(&intake, "message").is_empty());
        reasons.insert(text(&intake, "reason"));
    }
    let promised = types.literals(&types.key("Intake", "reason"));
    assert_eq!(reasons.into_iter().collect::<Vec<_>>(), promised);

    let mut kinds = BTreeSet::new();
    for (total, in_person, online) in [
        ("516", "480", "36"), // without 西街
        ("574", "524", "50"), // 西街 twice
        ("533", "514", "19"), // without 东街, 西街 twice
        ("545", "533", "12"), // 31 of 东街 in the other row
        ("482", "439", "43"), // 407 of 本级
        ("545", "520", "43"), // the reported figure itself: 502
        ("545", "43", "502"), // in each other's place
    ] {
        let answer = call(&up, "compare", &[reported(total, in_person, online)]).unwrap();
        for found in Array::from(&get(&answer, "explanations")).iter() {
            kinds.insert(text(&found, "kind"));
        }
    }
    let replace = Object::new();
    Reflect::set(&replace, &"replace".into(), &true.into()).unwrap();
    let new = report("西街", "22", "9").as_str().into();
    let intake = hold(call(&up, "add", &[new, replace.into()]).unwrap(), "Intake");
    assert_eq!(text(&intake, "outcome"), "replaced");
    let answer = call(&up, "compare", &[reported("545", "502", "43")]).unwrap();
    for found in Array::from(&get(&answer, "explanations")).iter() {
        kinds.insert(text(&found, "kind"));
    }
    call(&up, "leaveOut", &["西街".into(), true.into()]).unwrap();
    let answer = call(&up, "compare", &[reported("547", "502", "45")]).unwrap();
    for found in Array::from(&get(&answer, "explanations")).iter() {
        kinds.insert(text(&found, "kind"));
    }
    let promised = types.literals(&types.key("Explanation", "kind"));
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), promised);
}

#[test]
fn reports_come_as_text_bytes_objects_and_lines() {
    let up = roll_up("zh-CN");
    let bytes: JsValue = Uint8Array::from(report("东街", "1", "2").as_bytes()).into();
    assert_eq!(text(&call(&up, "add", &[bytes]).unwrap(), "unit"), "东街");
    let parsed = JSON::parse(&report("西街", "3", "4")).unwrap();
    assert_eq!(text(&call(&up, "add", &[parsed]).unwrap(), "outcome"), "added");
    let lines = format!(
        "{}\n\n{{\n{}\n",
        report("本级", "5", "6").replace('\n', " "),
        report("东街", "1", "2").replace('\n', " ")
    );
    let lines: JsValue = Uint8Array::from(lines.as_bytes()).into();
    let answer = hold(call(&up, "addLines", &[lines]).unwrap(), "Lines");
    assert_eq!(get(&answer, "added").as_f64(), Some(1.0));
    let refused_lines = Array::from(&get(&answer, "refused"));
    let reasons: Vec<String> = refused_lines.iter().map(|line| text(&line, "reason")).collect();
    assert_eq!(reasons, ["not-json", "duplicate"]);
    for nothing in [JsValue::UNDEFINED, JsValue::NULL, 3.into(), js_sys::Function::default().into()]
    {
        // What is no report at all is the page's mistake or a report that is refused; never a trap.
        let answer = call(&up, "add", &[nothing]);
        assert!(answer.is_err() || text(&answer.unwrap(), "outcome") == "refused");
    }
    let entries = call(&up, "entries", &[]).unwrap();
    assert_eq!(text(&entries, "t.received.year"), "21");
}

#[test]
fn units_are_left_out_taken_out_and_merged() {
    let up = roll_up("en");
    three(&up);
    let total = |up: &JsValue| text(&call(up, "entries", &[]).unwrap(), "t.received.year");
    assert_eq!(call(&up, "leaveOut", &["西街".into(), true.into()]).unwrap(), true);
    assert_eq!(total(&up), "516");
    assert_eq!(call(&up, "leaveOut", &["西街".into(), false.into()]).unwrap(), true);
    assert_eq!(call(&up, "remove", &["西街".into()]).unwrap(), true);
    assert_eq!(call(&up, "remove", &["西街".into()]).unwrap(), false);
    assert_eq!(total(&up), "516");
    let other = roll_up("en");
    add(&other, &report("西街", "22", "7"));
    add(&other, &report("本级", "470", "5"));
    let partial = call(&other, "partial", &[]).unwrap();
    let twice = call(&up, "merge", &[partial]).unwrap();
    assert_eq!(JSON::stringify(&twice).unwrap(), r#"["本级"]"#);
    assert_eq!(total(&up), "1020");
    assert!(refused(call(&up, "merge", &["{}".into()])).contains("no partial result"));
}

#[test]
fn what_the_page_gets_wrong_is_an_ordinary_error() {
    let open = |options: JsValue| call(&form(), "rollUp", &[options]);
    assert!(refused(open(object(&[("rooster", "x")]))).contains("`rooster`"));
    let bad = open(object(&[("roster", r#"{"units": [{}]}"#)])).unwrap_err();
    hold(get(&bad, "problems"), "Problem[]");
    let up = roll_up("en");
    let group: JsValue = Array::of1(&"nobody".into()).into();
    assert!(refused(call(&up, "entries", &[group])).contains("nobody"));
    assert!(refused(call(&up, "contributions", &["t.recieved.year".into()])).contains("received"));
    assert!(refused(call(&up, "compare", &[object(&[("x", "1")])])).contains("`x`"));
    assert!(refused(call(&up, "remove", &[3.into()])).contains("unit"));
}

/// Arrays without ceremony.
trait AsArray {
    fn dyn_into_array(self) -> Array;
}

impl AsArray for JsValue {
    fn dyn_into_array(self) -> Array {
        Array::from(&self)
    }
}
