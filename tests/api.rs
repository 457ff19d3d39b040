//! The package as JavaScript sees it: every call goes through the class that the glue exports, and
//! every answer is held against `src/web/types.d.ts`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod dts;
mod js;

use dts::Types;
use js::*;
use js_sys::{Array, Error, JsString, Object, Reflect};
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test as test;

const TYPES: &str = include_str!("../src/web/types.d.ts");

#[track_caller]
fn hold(value: &JsValue, meaning: &str) {
    assert_eq!(Types::read(TYPES).hold(value, meaning), Ok(()));
}

#[test]
fn a_form_says_what_it_is() {
    let form = form();
    assert_eq!((text(&form, "id"), text(&form, "version")), ("api".to_owned(), "7".to_owned()));
    let cells = call(&form, "cells", &[]).unwrap();
    hold(&cells, "string[]");
    assert_eq!(Array::from(&cells).get(0), "t.received.year");
    assert!(Array::from(&cells).includes(&"overview".into(), 0));
}

#[test]
fn a_definition_error_lists_all_problems() {
    let wrong = r#"{"crossfoot": 1, "id": "x", "version": "1", "tabels": [],
        "tables": [{"id": "t", "columns": [{"id": "year"}], "rows": [{"id": "received"}]}],
        "rules": [{"id": "R", "in": "t", "check": "received = "},
                  {"id": "Q", "in": "t", "check": "received = recieved"}]}"#;
    let error = compile_error(&wrong.into(), None);
    hold(&get(&error, "problems"), "Problem[]");
    assert_eq!(codes(&error), ["unknown-key", "bad-formula", "unknown-name"]);
    let problems = Array::from(&get(&error, "problems"));
    assert_eq!(text(&problems.get(0), "pointer"), "/tabels");
    assert_eq!(get(&problems.get(0), "at"), JsValue::NULL);
    assert_eq!(get(&problems.get(1), "at").as_f64(), Some(12.0));
    assert_eq!(text(&problems.get(2), "subject"), "recieved");
    assert!(text(&problems.get(2), "hint").contains("`received`"));
    // The error's own sentence says it all, a line for each problem.
    let message: String = error.dyn_into::<Error>().unwrap().message().into();
    let lines: Vec<String> = problems.iter().map(|problem| text(&problem, "message")).collect();
    assert_eq!(message, lines.join("\n"));
    // In the language asked for.
    let chinese = compile_error(&wrong.into(), Some("zh-CN"));
    let first = Array::from(&get(&chinese, "problems")).get(0);
    assert_ne!(text(&first, "message"), text(&problems.get(0), "message"));
}

#[test]
fn monstrous_definitions_are_refused_and_the_next_one_is_taken() {
    let long: JsValue = JsString::from("x").repeat(50 << 20).into();
    assert_eq!(codes(&compile_error(&long, None)), ["too-long"]);
    // Short enough in UTF-16, too long in bytes.
    let wide: JsValue = JsString::from("中").repeat(4 << 20).into();
    assert_eq!(codes(&compile_error(&wide, None)), ["too-long"]);
    for deep in ["[".repeat(10_000), r#"{"rows":["#.repeat(10_000)] {
        let error = compile_error(&deep.as_str().into(), None);
        hold(&get(&error, "problems"), "Problem[]");
        assert_eq!(codes(&error), ["too-deep"]);
    }
    let closed = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(codes(&compile_error(&closed.as_str().into(), None)), ["too-deep"]);
    assert_eq!(codes(&compile_error(&"not json".into(), None)), ["not-json"]);
    assert_eq!(codes(&compile_error(&"".into(), None)), ["not-json"]);
    assert_eq!(text(&form(), "id"), "api");
}

#[test]
fn how_far_a_report_has_come() {
    let session = session();
    let progress = || call(&session, "progress", &[]).unwrap();
    hold(&progress(), "Progress");
    let count = |key: &str| get(&progress(), key).as_f64();
    let (all, blank) = (count("cells"), Array::from(&get(&progress(), "remaining")).length());
    assert_eq!((count("filled"), all), (Some(0.0), Some(f64::from(blank))));
    enter(&session, "t.received.year", "5");
    enter(&session, "t.in_person.year", "6");
    assert_eq!((count("filled"), count("hard")), (Some(2.0), Some(1.0)));
}

#[test]
fn the_options_of_open_are_strict() {
    let open = |options: JsValue| call(&form(), "open", &[options]);
    let misspelt = refused(open(object(&[("local", "en")])));
    assert!(misspelt.contains("`local`") && misspelt.contains("locale, period, prior"));
    assert!(refused(open("en".into())).contains("options"));
    let number = Object::new();
    Reflect::set(&number, &"period".into(), &2017.into()).unwrap();
    assert!(refused(open(number.into())).contains("`period` must be text"));
    // Nothing given: Chinese, and no error.
    for nothing in [JsValue::UNDEFINED, JsValue::NULL, object(&[])] {
        assert_eq!(text(&open(nothing).unwrap(), "locale"), "zh-CN");
    }
}

#[test]
fn the_prior_figures_may_have_other_cells_but_no_numbers() {
    let with_prior = |prior: &JsValue| {
        let options = object(&[("locale", "en")]);
        Reflect::set(&options, &"prior".into(), prior).unwrap();
        call(&form(), "open", &[options])
    };
    let prior = object(&[("t.gone.cumulative", "9"), ("t.received.cumulative", "10")]);
    let session = with_prior(&prior).unwrap();
    enter(&session, "t.received.year", "4");
    enter(&session, "t.received.cumulative", "15");
    assert_eq!(ids(&session, "findings"), ["A@received"]);
    let finding = &findings(&session, "findings")[..].first().cloned().unwrap();
    let right = Array::from(&get(&get(finding, "right"), "operands"));
    let periods: Vec<String> = right.iter().map(|operand| text(&operand, "period")).collect();
    assert!(periods.contains(&"prior".to_owned()) && periods.contains(&"this".to_owned()));

    Reflect::set(&prior, &"t.received.cumulative".into(), &10.into()).unwrap();
    let number = refused(with_prior(&prior));
    assert!(number.contains("`t.received.cumulative`"), "{number}");
    // The same through the session; nothing is taken from what is refused.
    let number = refused(call(&session, "setPrior", &[prior]));
    assert!(number.contains("`t.received.cumulative`"), "{number}");
    assert_eq!(ids(&session, "findings"), ["A@received"]);

    let again = [("t.gone.cumulative", "9"), ("t.received.cumulative", "11"), ("nowhere", "1")];
    let answer = call(&session, "setPrior", &[object(&again)]).unwrap();
    hold(&answer, "PriorChanges");
    let unknown: Vec<_> = Array::from(&get(&answer, "unknown")).iter().collect();
    assert_eq!(unknown, ["t.gone.cumulative", "nowhere"]);
    assert_eq!(Array::from(&get(&answer, "cleared")).join(" "), "A@received");
    let nothing = call(&session, "setPrior", &[object(&again)]).unwrap();
    hold(&nothing, "PriorChanges");
}

#[test]
fn an_answer_has_the_keys_of_changes_and_an_empty_one_costs_nothing() {
    let session = session();
    let empty = enter(&session, "t.in_person.year", "2");
    hold(&empty, "Changes");
    assert!(Object::is_frozen::<Object>(empty.unchecked_ref()));
    for key in ["cells", "raised", "cleared"] {
        assert!(Object::is_frozen::<Object>(get(&empty, key).unchecked_ref()), "{key}");
        assert_eq!(Array::from(&get(&empty, key)).length(), 0);
    }
    // The very same object, also when a figure changes and no verdict does.
    assert!(Object::is(&empty, &enter(&session, "t.in_person.year", "3")));
    assert!(Object::is(&empty, &enter(&session, "t.in_person.year", "3")));
    assert!(Object::is(&empty, &call(&session, "enterAll", &[object(&[])]).unwrap()));

    enter(&session, "t.online.year", "1");
    let raised = enter(&session, "t.received.year", "5");
    hold(&raised, "Changes");
    assert!(!Object::is(&empty, &raised));
    assert_eq!(Array::from(&get(&raised, "raised")).length(), 1);
    assert_eq!(
        Array::from(&get(&raised, "cells")).join(" "),
        "t.received.year t.in_person.year t.online.year"
    );
    let cleared = enter(&session, "t.received.year", "4");
    hold(&cleared, "Changes");
    assert_eq!(Array::from(&get(&cleared, "cleared")).join(" "), "S@year");
    assert!(Object::is(&empty, &enter(&session, "t.received.year", " 4 ")));
}

/// A session in which a check of every kind does not hold.
fn all_wrong() -> JsValue {
    let session = session();
    let prior = object(&[("t.received.cumulative", "10"), ("stock.closing.n", "7.50")]);
    call(&session, "setPrior", &[prior]).unwrap();
    let entries = [
        ("t.received.year", "5"),
        ("t.in_person.year", "2"),
        ("t.online.year", "2"),
        ("t.received.cumulative", "16"),
        ("t.disclosed.year", "1"),
        ("t.website.year", "3"),
        ("t.in_person.cumulative", "zwei"),
        ("stock.opening.n", "7.05"),
        ("m.a.v", "1.25"),
        ("m.b.v", "-3.75"),
        ("overview", "共受理 6 件"),
        (
            "more",
            "（二）情况\n其中占5件为9.9%。收到4件，其中甲3件、乙2件。收到100件，其中甲50件、乙30件、\
             丙15件。做到“四公开”，即：公开甲，公开乙，公开丙。",
        ),
        ("last", "无"),
        ("o.own.v", "是"),
        ("o.share.v", "51%"),
    ];
    call(&session, "enterAll", &[object(&entries)]).unwrap();
    session
}

#[test]
fn findings_are_what_the_types_say() {
    let session = all_wrong();
    let complete = call(&session, "complete", &[]).unwrap();
    hold(&complete, "Finding[]");
    hold(&call(&session, "findings", &[]).unwrap(), "Finding[]");
    let types = Types::read(TYPES);
    let found = |key: &str| -> Vec<String> {
        let values =
            Array::from(&complete).into_iter().filter_map(|finding| get(&finding, key).as_string());
        values.collect::<BTreeSet<_>>().into_iter().collect()
    };
    let promised = |key: &str| types.literals(&types.key("Finding", key));
    // Everything promised happens, so this test sees a promise that is broken.
    for key in ["kind", "fault", "severity"] {
        assert_eq!(found(key), promised(key), "{key}");
    }
    let relations: Vec<String> = ["!=", "<", "<=", "=", ">", ">="].map(str::to_owned).to_vec();
    assert_eq!((found("relation"), promised("relation")), (relations.clone(), relations));
    // Each fault has its own fields, and only those.
    for finding in Array::from(&complete).iter() {
        let compares = text(&finding, "fault") == "comparison";
        for key in ["relation", "left", "right"] {
            assert_eq!(!get(&finding, key).is_null(), compares, "{finding:?}");
        }
        let condition = text(&finding, "fault") == "condition";
        let worked_out = condition || text(&finding, "kind") == "share";
        assert_eq!(!get(&finding, "operands").is_null(), worked_out, "{finding:?}");
        let known = !get(&finding, "difference").is_null();
        assert!(if condition { text(&finding, "rule") != "H" || known } else { known == compares });
        let unreadable = text(&finding, "fault") == "unreadable";
        assert_eq!(get(&finding, "reason").is_string(), unreadable, "{finding:?}");
    }
}

#[test]
fn every_reason_that_is_promised_is_given() {
    let session = session();
    let mut reasons = BTreeSet::new();
    let long = "长".repeat(200_001);
    for (cell, typed) in [
        ("overview", long.as_str()),
        ("t.received.year", "four"),
        ("t.received.year", "1,2345"),
        ("t.received.year", "+4"),
        ("t.received.year", "-4"),
        ("t.received.year", "4.5"),
        ("t.received.year", "1234567890123456789"),
        ("stock.opening.n", "0.001"),
        ("t.received.year", "约4"),
        ("t.received.year", "4元整"),
        ("t.received.year", "4（其中网上2）"),
        ("o.day.v", "2017-02-29"),
        ("o.own.v", "也许"),
    ] {
        let changes = enter(&session, cell, typed);
        hold(&changes, "Changes");
        reasons.insert(text(&Array::from(&get(&changes, "raised")).get(0), "reason"));
    }
    let types = Types::read(TYPES);
    let promised = types.literals(&types.key("Finding", "reason"));
    assert_eq!(reasons.into_iter().collect::<Vec<_>>(), promised);
}

#[test]
fn a_condition_gives_what_it_reads() {
    let session = session();
    let read = [("o.own.v", "是"), ("o.share.v", "７５"), ("o.day.v", "2017年3月1日")];
    let changes = call(&session, "enterAll", &[object(&read)]).unwrap();
    let finding = Array::from(&get(&changes, "raised")).get(0);
    let operands = Array::from(&get(&finding, "operands"));
    let values: Vec<String> = operands.iter().map(|operand| text(&operand, "value")).collect();
    assert_eq!(values, ["是", "75", "2017-03-01"]);
    assert_eq!(
        text(&finding, "message"),
        "v: “if own = ‘是’, then share ≤ 50.5 and day ≥ ‘2017-01-01’” does not hold: \
         own 是, share 75, day 2017-03-01"
    );
}

#[test]
fn what_was_understood_is_told_where_it_reads_otherwise() {
    let session = session();
    for (cell, typed, understood) in [
        ("t.received.year", "1532", None),
        ("t.received.year", "1,532", Some("1532")),
        ("t.received.year", "壹仟伍佰叁拾贰", Some("1532")),
        ("t.received.year", "29条", Some("29")),
        ("t.received.year", "four", None),
        ("t.received.year", "", None),
        ("o.day.v", "2017年3月1日", Some("2017-03-01")),
        ("overview", "两件", None),
    ] {
        enter(&session, cell, typed);
        let told = call(&session, "understood", &[cell.into()]).unwrap();
        assert_eq!(told.as_string().as_deref(), understood, "{typed}");
    }
}

#[test]
fn a_form_reads_its_rules_back() {
    let form = form();
    let rules = call(&form, "describe", &["en".into()]).unwrap();
    hold(&rules, "RuleInWords[]");
    let rules = Array::from(&rules).to_vec();
    let rule = |id: &str| rules.iter().find(|rule| text(rule, "id") == id).cloned().unwrap();
    assert_eq!(text(&rule("S"), "sentence"), "received = in person + online");
    assert_eq!(text(&rule("S"), "formula"), "received = in_person + online");
    assert_eq!(text(&rule("S"), "basis"), "the handbook");
    let cumulative = rule("A");
    assert_eq!(text(&cumulative, "formula"), "cumulative = prior.cumulative + year");
    assert!(Array::from(&get(&cumulative, "places")).includes(&"received".into(), 0));
    assert!(get(&rule("overview.entry"), "formula").is_null());
    // Chinese where no language is asked for.
    let chinese = Array::from(&call(&form, "describe", &[]).unwrap()).to_vec();
    assert!(chinese.iter().any(|rule| text(rule, "sentence") == "受理 = 当面 + 网上"));
}

#[test]
fn the_check_of_types_sees_a_drift() {
    let types = Types::read(TYPES);
    let operand = [("cell", "a"), ("period", "this"), ("coefficient", "1"), ("value", "2")];
    assert_eq!(types.hold(&object(&operand), "Operand"), Ok(()));
    let drifted = |change: &dyn Fn(&JsValue)| {
        let object = object(&operand);
        change(&object);
        types.hold(&object, "Operand").is_err()
    };
    let set = |object: &JsValue, key: &str, value: JsValue| {
        Reflect::set(object, &key.into(), &value).unwrap();
    };
    assert!(drifted(&|object| set(object, "more", "x".into())));
    assert!(drifted(&|object| set(object, "period", "last".into())));
    assert!(drifted(&|object| set(object, "value", 2.into())));
    assert!(drifted(&|object| set(object, "value", JsValue::UNDEFINED)));
    assert!(drifted(&|object| {
        Reflect::delete_property::<Object>(object.unchecked_ref(), &"cell".into()).unwrap();
    }));
    assert!(types.hold(&Array::of1(&object(&[])), "Operand[]").is_err());
    assert!(types.hold(&object(&[]), "NoSuchType").is_err());
    // Keys come through `extends`, literals through a name.
    assert!(types.hold(&object(&[("unknown", "")]), "PriorChanges").is_err());
    assert_eq!(types.literals("Severity"), ["hard", "info", "soft"]);
}

#[test]
fn amounts_are_text_and_exact_at_eighteen_digits() {
    let session = session();
    let whole = "123456789012345678";
    enter(&session, "t.in_person.year", "123456789012345677");
    enter(&session, "t.online.year", "0");
    let changes = enter(&session, "t.received.year", "１２３,456,789,012,345,678");
    let finding = Array::from(&get(&changes, "raised")).get(0);
    let left = get(&finding, "left");
    let operand = Array::from(&get(&left, "operands")).get(0);
    assert_eq!(
        (text(&operand, "value"), text(&left, "total")),
        (whole.to_owned(), whole.to_owned())
    );
    assert_eq!(text(&get(&finding, "right"), "total"), "123456789012345677");
    assert_eq!(text(&finding, "difference"), "1");
    assert_eq!(
        text(&finding, "message"),
        "2017 figure: received 123456789012345678 is not \
         in person 123456789012345677 + online 0 = 123456789012345677; difference 1"
    );
    // Decimals keep the places of their cell.
    call(&session, "setPrior", &[object(&[("stock.closing.n", "1234567890123456.78")])]).unwrap();
    let changes = enter(&session, "stock.opening.n", "1234567890123456.7");
    let finding = Array::from(&get(&changes, "raised")).get(0);
    assert_eq!(text(&finding, "difference"), "-0.08");
}

#[test]
fn many_entries_are_taken_all_or_none() {
    let session = session();
    let some = [("t.received.year", "5"), ("t.in_person.year", "2"), ("t.onlin.year", "2")];
    let unknown = refused(call(&session, "enterAll", &[object(&some)]));
    assert!(unknown.contains("`t.onlin.year`") && unknown.contains("`t.online.year`"), "{unknown}");
    let number = object(&[("t.received.year", "5")]);
    Reflect::set(&number, &"t.online.year".into(), &2.into()).unwrap();
    assert!(refused(call(&session, "enterAll", &[number])).contains("`t.online.year`"));
    assert!(refused(call(&session, "enterAll", &["t.received.year".into()])).contains("object"));
    let kept = call(&session, "text", &["t.received.year".into()]).unwrap();
    assert_eq!(kept, "");
    let all = [("t.received.year", "5"), ("t.in_person.year", "2"), ("t.online.year", "2")];
    let changes = call(&session, "enterAll", &[object(&all)]).unwrap();
    assert_eq!(Array::from(&get(&changes, "raised")).length(), 1);
}

#[test]
fn an_unknown_cell_is_an_error_with_a_hint_and_breaks_nothing() {
    let session = session();
    for method in ["enter", "text"] {
        let wrong = refused(call(&session, method, &["t.recieved.year".into(), "5".into()]));
        assert!(wrong.contains("did you mean `t.received.year`?"), "{wrong}");
    }
    for strange in ["", "__proto__", "constructor", "t", "t..year", "t.received.year."] {
        refused(call(&session, "enter", &[strange.into(), "5".into()]));
    }
    let long = "x".repeat(100_000);
    assert!(refused(call(&session, "enter", &[long.as_str().into(), "5".into()])).len() < 300);
    enter(&session, "t.received.year", "5");
    assert_eq!(call(&session, "text", &["t.received.year".into()]).unwrap(), "5");
}

#[test]
fn an_endless_entry_is_kept_to_the_letter_and_quoted_in_short() {
    let session = session();
    for typed in ["9".repeat(100_000), "x".repeat(100_000), " ".repeat(100_000) + "y"] {
        // What is quoted has changed, so the finding is told anew.
        let changes = enter(&session, "t.received.year", &typed);
        let told = Array::from(&get(&changes, "raised"));
        assert_eq!(told.length(), 1, "{}", &typed.trim().get(..1).unwrap());
        assert!(text(&told.get(0), "message").len() < 400);
        assert_eq!(call(&session, "text", &["t.received.year".into()]).unwrap(), typed.as_str());
        enter(&session, "overview", &typed);
        assert_eq!(call(&session, "text", &["overview".into()]).unwrap(), typed.as_str());
    }
    assert_eq!(ids(&session, "findings").len(), 1);
    enter(&session, "t.received.year", "5");
    assert_eq!(ids(&session, "findings").len(), 0);
}

#[test]
fn the_language_changes_the_words_and_nothing_else() {
    let session = all_wrong();
    let told = |key: &str| -> Vec<String> {
        findings(&session, "complete").iter().map(|finding| text(finding, key)).collect()
    };
    let (names, english) = (told("id"), told("message"));
    call(&session, "setLocale", &["zh-CN".into()]).unwrap();
    assert_eq!(text(&session, "locale"), "zh-CN");
    let chinese = told("message");
    assert!(english.iter().zip(&chinese).all(|(english, chinese)| english != chinese));
    assert_eq!(told("id"), names);
    let sum =
        |line: &&String| ["2017年度", "受理 5", "相差 1"].iter().all(|part| line.contains(part));
    assert_eq!(chinese.iter().filter(sum).count(), 1, "{chinese:?}");
    call(&session, "setLocale", &["en-GB".into()]).unwrap();
    assert_eq!(told("message"), english);
}

#[test]
fn sessions_of_one_form_are_apart_and_outlive_it() {
    let form = form();
    let open = || call(&form, "open", &[object(&[("locale", "en")])]).unwrap();
    let (one, other) = (open(), open());
    call(&form, "free", &[]).unwrap();
    enter(&one, "t.received.year", "x");
    assert_eq!((ids(&one, "findings").len(), ids(&other, "findings").len()), (1, 0));
}

#[test]
fn a_whole_report_is_read_and_nothing_of_it_entered() {
    let session = session();
    let read = |text: &str| call(&session, "readReport", &[text.into()]).unwrap();
    let report = "Overview\n共受理5件，均已答复，没有其他情况。\n\tcumulative\t2017 figure\nreceived\t9\t4\nnobody\t1\t2";
    let answer = read(report);
    hold(&answer, "ReadReport");
    let entries = get(&answer, "entries");
    assert_eq!(
        text(&get(&answer, "sections"), "overview"),
        "共受理5件，均已答复，没有其他情况。\nnobody 1 2"
    );
    let unplaced = Array::from(&get(&answer, "unplaced")).get(0);
    assert!(text(&unplaced, "message").contains("nobody"));
    // A plain object, as `enterAll` takes it, and the session is as it was.
    assert!(!entries.is_instance_of::<js_sys::Map>());
    assert_eq!(call(&session, "text", &["overview".into()]).unwrap(), "");
    let found = Array::from(&get(&answer, "findings"));
    let quoted = found.iter().find(|finding| !get(finding, "quote").is_null());
    if let Some(finding) = quoted {
        hold(&get(&finding, "quote"), "Quote");
    }
    call(&session, "enterAll", &[entries]).unwrap();
    call(&session, "enterAll", &[get(&answer, "sections")]).unwrap();
}

#[test]
fn a_grid_is_read_and_what_is_none_is_refused() {
    let session = session();
    let row = |cells: &[JsValue]| JsValue::from(cells.iter().collect::<Array>());
    let grid = |rows: &[JsValue]| JsValue::from(rows.iter().collect::<Array>());
    let rows = grid(&[
        row(&["".into(), "2017 figure".into(), "cumulative".into()]),
        row(&["received".into(), "4".into(), JsValue::NULL]),
    ]);
    let answer = call(&session, "readGrid", &[rows]).unwrap();
    hold(&answer, "ReadReport");
    let number = grid(&[row(&[4.into()])]);
    assert!(refused(call(&session, "readGrid", &[number])).contains("must be text"));
    for wrong in [JsValue::NULL, "x".into(), grid(&["x".into()])] {
        assert!(refused(call(&session, "readGrid", &[wrong])).contains("list of rows"));
    }
    let long: JsValue = JsString::from("x").repeat(11 << 20).into();
    assert!(
        refused(call(&session, "readReport", core::slice::from_ref(&long))).contains("too long")
    );
    assert!(refused(call(&session, "readGrid", &[grid(&[row(&[long])])])).contains("too much"));
    assert!(refused(call(&session, "readReport", &[4.into()])).contains("must be text"));
    hold(&call(&session, "readReport", &["".into()]).unwrap(), "ReadReport");
}
