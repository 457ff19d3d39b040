//! `crossfoot suspects`, run as people and servers run it.

#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![expect(clippy::expect_used, reason = "a test may stop at what it cannot run")]

mod command;

use command::{CLEAN, FORM, changed, crossfoot, ended, file, line, lines, run};
use serde_json::{Value, json};

const FUJIAN: &str = "forms/fujian-indicators-2017.json";
const FENGZE_2016: &str = "forms/samples/fengze-2016.json";

/// The district's report of 2017 with a digit too many.
fn fengze() -> String {
    let clean = include_str!("../forms/samples/fengze-2017.json");
    let (right, wrong) = (r#""indicators.online.year": "2""#, r#""indicators.online.year": "12""#);
    assert!(clean.contains(right));
    clean.replace(right, wrong)
}

#[test]
fn a_repair_is_told_with_its_cells() {
    let arguments = ["suspects", FUJIAN, "--period", "2017", "-"];
    let (status, out, err) = run(&arguments, fengze().as_bytes());
    let expected = "standard input
  online (2017 figure): 12 stands here; its rules hold with 2, 10 less (one digit too many); several rules point to this cell [indicators.online.year]\n";
    assert_eq!((status, out.as_str(), err.as_str()), (1, expected, ""));

    let mut chinese = crossfoot(&arguments);
    chinese.env("LANG", "zh_CN.UTF-8");
    let (status, out, _) = ended(chinese, fengze().as_bytes());
    let expected = "标准输入
  网上申请数（2017年度）：现填 12，若为 2 则各项关系都成立（多了一位数字）；多条关系都指向这一格 [indicators.online.year]\n";
    assert_eq!((status, out.as_str()), (1, expected));
}

#[test]
fn the_answer_as_json_is_the_librarys() {
    let arguments = ["suspects", FUJIAN, "--format", "json", "--period", "2017"];
    let prior = ["--prior", FENGZE_2016, "-"];
    let (status, out, err) = run(&[&arguments[..], &prior].concat(), fengze().as_bytes());
    let here = "12 stands here; its rules hold with 2, 10 less (one digit too many); several rules point to this cell";
    let answer = json!({
        "report": "-",
        "suspects": [{
            "cells": [{
                "cell": "indicators.online.year", "name": "online (2017 figure)", "in_text": false,
                "now": "12", "should_be": "2",
            }],
            "action": "digit-added", "evidence": ["rules-meet"], "sure": true, "block": 0,
            "mends": ["A1@year", "A5@online", "A4@online"],
            "message": format!("online (2017 figure): {here}"), "here": here,
        }],
        "cut_short": false,
        "implied": [],
    });
    assert_eq!((status, lines(&out), err.as_str()), (1, vec![answer], ""));
}

#[test]
fn several_possible_repairs_are_one_of_these() {
    let wrong = changed(r#""t.online.ever": "20""#, r#""t.online.ever": "200""#);
    let (status, out, _) = run(&["suspects", FORM, "-"], wrong.as_bytes());
    let (head, told) = out.split_once("  one of these, the likeliest first:\n").expect("a block");
    assert_eq!((status, head), (1, "standard input\n"));
    assert_eq!(told.lines().filter(|line| line.starts_with("    ")).count(), 2, "{out}");
    assert!(told.contains("online (cumulative): 200 stands here, which may be wrong"), "{out}");
    let (_, out, _) = run(&["suspects", FORM, "-", "--locale", "zh-CN"], wrong.as_bytes());
    assert!(out.contains("\n  可能是以下之一，较可能的在前：\n    "), "{out}");
    assert!(out.contains("历年累计）：现填 200，可能应为 20，这样各项关系都成立"), "{out}");
}

#[test]
fn a_report_without_suspects_is_clean_and_its_blanks_are_offered() {
    let clean = file("unsuspected.json", CLEAN);
    let expected = format!("{clean}\n  nothing is suspected\n");
    assert_eq!(run(&["suspects", FORM, &clean], b""), (0, expected, String::new()));
    let blank = changed(r#""t.online.ever": "20", "#, "");
    let (status, out, _) = run(&["suspects", FORM, "-"], blank.as_bytes());
    let expected = "standard input
  nothing is suspected
  implied for blanks:
    online (cumulative): the rules leave only 20 [t.online.ever]\n";
    assert_eq!((status, out.as_str()), (0, expected));
    let (_, out, _) = run(&["suspects", FORM, "-", "--format", "json"], blank.as_bytes());
    let implied =
        json!([{"cell": "t.online.ever", "value": "20", "message": "the rules leave only 20"}]);
    assert_eq!(lines(&out).remove(0).get("implied"), Some(&implied));
}

#[test]
fn what_cannot_be_read_is_a_suspect() {
    let wrong = changed(r#""t.online.ever": "20""#, r#""t.online.ever": "\u001b[31mmany""#);
    let (status, out, _) = run(&["suspects", FORM, "-"], wrong.as_bytes());
    assert!(out.contains("\n  online (cumulative): what stands here cannot be read"), "{out}");
    assert_eq!((status, out.contains('\u{1b}')), (1, false));
    let (_, out, _) = run(&["suspects", FORM, "-", "--format", "json"], wrong.as_bytes());
    let now = lines(&out).remove(0);
    assert_eq!(now.pointer("/suspects/0/cells/0/now"), Some(&json!("\u{1b}[31mmany")));
}

#[test]
fn several_reports_are_each_named_and_counted_together() {
    let clean = file("good.json", CLEAN);
    let wrong = file("bad.json", &changed(r#""t.online.year": "2""#, r#""t.online.year": "22""#));
    let (status, out, _) = run(&["suspects", FORM, &clean, &wrong], b"");
    assert!(out.starts_with(&format!("{clean}\n  nothing is suspected\n{wrong}\n")), "{out}");
    assert!(out.ends_with("\n2 reports: with suspects: 1\n"), "{out}");
    assert_eq!(status, 1);
    let (status, out, _) =
        run(&["suspects", FORM, &wrong, "no-such.json", "--locale", "zh-CN"], b"");
    assert!(out.contains("\nno-such.json\n  错误: "), "{out}");
    assert!(out.ends_with("\n共 2 份报表，1 份无法核对：有可疑数字的 1 份\n"), "{out}");
    assert_eq!(status, 2);
}

#[test]
fn lines_are_answered_in_order_and_a_bad_one_stops_nothing() {
    let wrong = changed(r#""t.online.year": "2""#, r#""t.online.year": "22""#);
    let mut input = line(CLEAN).into_bytes();
    input.extend(b"nonsense\n\n{\"id\": 7, \"entries\": {\"overview\": []}}\n");
    let entries: Value = serde_json::from_str(&wrong).expect("JSON");
    let prior = json!({"t.online.ever": "17", "t.gone.ever": "3"});
    input.extend(format!("{}\r\n", json!({"id": "350503", "entries": entries})).bytes());
    let envelope = json!({"id": 1.5, "entries": entries, "prior": prior});
    input.extend(envelope.to_string().bytes());
    let (status, out, err) = run(&["suspects", FORM, "--jsonl"], &input);
    assert_eq!((status, err.as_str()), (2, ""));
    let answers = lines(&out);
    let numbers: Vec<_> =
        answers.iter().filter_map(|answer| answer.get("line")?.as_u64()).collect();
    assert_eq!(numbers, [1, 2, 4, 5, 6]);
    let clean = json!({"line": 1, "suspects": [], "cut_short": false, "implied": []});
    assert_eq!(answers.first(), Some(&clean));
    let told = |at: usize, path| answers.get(at).and_then(|answer| answer.pointer(path));
    let error = |at| told(at, "/error").and_then(Value::as_str).unwrap_or_default();
    assert_eq!(error(1), "not valid JSON, at line 2 and column 2");
    assert_eq!(told(2, "/id"), Some(&json!(7)));
    assert_eq!(error(2), "`overview` must be text, such as \"12\"; found a list");
    assert_eq!(told(3, "/id"), Some(&json!("350503")));
    assert_eq!(told(3, "/suspects/0/cells/0/cell"), Some(&json!("t.online.year")));
    assert_eq!(told(3, "/suspects/0/cells/0/should_be"), Some(&json!("2")));
    assert_eq!(told(4, "/id"), Some(&json!(1.5)));
    assert_eq!(told(4, "/prior"), Some(&json!({"unknown": ["t.gone.ever"], "unreadable": []})));
    // The same reports are no error alone.
    let (status, _, _) = run(&["suspects", FORM, "--jsonl"], line(CLEAN).as_bytes());
    assert_eq!(status, 0);
    let (status, _, _) = run(&["suspects", FORM, "--jsonl"], line(&wrong).as_bytes());
    assert_eq!(status, 1);
}

#[test]
fn what_cannot_be_used_is_told_as_check_tells_it() {
    let unknown = br#"{"t.recieved.year": "4"}"#;
    let (checked, suspected) =
        (run(&["check", FORM, "-"], unknown), run(&["suspects", FORM, "-"], unknown));
    assert_eq!((suspected.0, &suspected), (2, &checked));
    let (status, out, err) = run(&["suspects", "-", "-"], b"{}");
    let twice = "crossfoot: error: standard input can be read once only\n";
    assert_eq!((status, out.as_str(), err.as_str()), (2, "", twice));
    let (status, out, err) = run(&["suspects", "tests/cases.rs", "-"], b"{}");
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("is no usable definition"), "{err}");
}

/// A published report with other figures in some cells.
fn suqian(changed: &[(&str, &str)]) -> String {
    let clean = include_str!("../forms/samples/suqian-2024.json");
    let mut report: serde_json::Map<String, Value> = serde_json::from_str(clean).expect("JSON");
    for (cell, text) in changed {
        assert!(report.insert((*cell).to_owned(), json!(text)).is_some(), "{cell}");
    }
    Value::Object(report).to_string()
}

#[test]
fn what_is_sure_stands_apart_from_what_is_less_likely() {
    let interchanged = suqian(&[
        ("applications.granted.natural_persons", "462"),
        ("applications.partly_granted.natural_persons", "1408"),
    ]);
    let arguments = ["suspects", "forms/national-2021.json", "-"];
    let (status, out, _) = run(&arguments, interchanged.as_bytes());
    let mut lines = out.lines().skip(1);
    let sure = lines.next().unwrap_or_default();
    assert!(sure.starts_with("  natural persons: granted 462 should be 1408"), "{out}");
    assert!(sure.ends_with("natural_persons, applications.partly_granted.natural_persons]"));
    assert_eq!(lines.next(), Some("  less likely:"), "{out}");
    assert!(lines.all(|line| line.starts_with("    ")), "{out}");
    assert_eq!(status, 1);
}

#[test]
fn people_are_told_the_likeliest_and_how_many_more_there_are() {
    let miscounted = suqian(&[
        ("applications.not_held.natural_persons", "858"),
        ("applications.not_held.companies", "34"),
    ]);
    let arguments = ["suspects", "forms/national-2021.json", "-"];
    let (_, out, _) = run(&arguments, miscounted.as_bytes());
    let told = out.lines().filter(|line| line.starts_with("    ") && line.contains('[')).count();
    let more = out.lines().last().unwrap_or_default();
    let more = more.strip_prefix("    and ").and_then(|more| more.strip_suffix(" more"));
    let more: usize = more.and_then(|more| more.parse().ok()).unwrap_or_default();
    let json = [&arguments[..], &["--format", "json"]].concat();
    let (_, out, _) = run(&json, miscounted.as_bytes());
    let all = lines(&out).remove(0).get("suspects").and_then(Value::as_array).map(Vec::len);
    assert_eq!((told, Some(told + more)), (8, all));
}
