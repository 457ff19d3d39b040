//! `crossfoot suspects`, run as people and servers run it.

#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![expect(clippy::expect_used, reason = "a test may stop at what it cannot run")]

mod command;

use command::{CLEAN, FORM, FUJIAN, changed, crossfoot, ended, file, line, lines, run, streams};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::thread;

const FENGZE: &str = include_str!("../forms/samples/fengze-2017.json");
const LAST_YEAR: &str = "forms/samples/fengze-2016.json";

/// The figures of 2017 with one of them changed.
fn fengze(cell: &str, from: &str, to: &str) -> String {
    let (from, to) = (format!("\"{cell}\": \"{from}\""), format!("\"{cell}\": \"{to}\""));
    assert!(FENGZE.contains(&from), "{from}");
    FENGZE.replace(&from, &to)
}

#[test]
fn a_report_that_is_right_has_no_suspects() {
    let clean = file("suspects-clean.json", CLEAN);
    let expected = format!("{clean}\n  0 to correct, 0 suspected, 0 implied\n");
    assert_eq!(run(&["suspects", FORM, &clean], b""), (0, expected, String::new()));
    let (status, out, err) = run(&["suspects", FORM, &clean, "--format", "json"], b"");
    let answer = json!({"report": clean, "suspects": [], "cut_short": false, "implied": []});
    assert_eq!((status, lines(&out), err), (0, vec![answer], String::new()));
}

#[test]
fn a_sure_one_is_said_plainly_in_both_languages() {
    let wrong = fengze("indicators.other_reply.cumulative", "16", "160");
    let arguments = ["suspects", FUJIAN, "--period", "2017", "-"];
    let (status, out, err) = run(&arguments, wrong.as_bytes());
    let expected = "standard input
  other replies (cumulative): 160 is filled in; with 16 all its rules hold (one 0 too many)
  1 to correct, 1 suspected, 0 implied\n";
    assert_eq!((status, out.as_str(), err.as_str()), (1, expected, ""));

    let mut chinese = crossfoot(&arguments);
    chinese.env("LANG", "zh_CN.UTF-8");
    let (status, out, _) = ended(chinese, wrong.as_bytes());
    let expected = "标准输入
  其他类型答复数（历年累计） 现填 160，若为 16 则各项关系都成立（多了一个 0）
  待改 1 处，可疑改法 1 种，可推定的空格 0 个\n";
    assert_eq!((status, out.as_str()), (1, expected));
}

#[test]
fn where_none_is_sure_it_is_one_of_these() {
    let wrong = fengze("indicators.disclosed.year", "1532", "1523");
    let arguments = ["suspects", FUJIAN, "--period", "2017", "--locale", "zh-CN", "-"];
    let (status, out, _) = run(&arguments, wrong.as_bytes());
    let first = "标准输入
  以下之一：
    主动公开文件数（2017年度） 现填 1523，可能有误，若为 1532 则各项关系都成立（两位数字颠倒）
    政府网站公开数（2017年度） 现填 1532，可能有误，若为 1523 则各项关系都成立（两位数字颠倒）\n";
    assert!(out.starts_with(first), "{out}");
    assert_eq!(status, 1);
}

#[test]
fn of_many_the_likeliest_are_told() {
    let sample = include_str!("../forms/samples/suqian-2024.json");
    let mut report: BTreeMap<&str, &str> = serde_json::from_str(sample).expect("JSON");
    report.insert("applications.third_parties.natural_persons", "17");
    report.insert("applications.third_parties.companies", "0");
    let report = json!(report).to_string();
    let form = "forms/national-2021.json";
    let (_, out, _) = run(&["suspects", form, "-"], report.as_bytes());
    let told = out.lines().filter(|line| line.contains("2 cells may be wrong")).count();
    assert_eq!(told, 6, "{out}");
    assert!(out.contains("\n  one of these:\n"), "{out}");
    assert!(
        out.lines().any(|line| line.starts_with("    and ") && line.ends_with(" more")),
        "{out}"
    );
    let (_, out, _) = run(&["suspects", form, "-", "--format", "json"], report.as_bytes());
    let answer = lines(&out).remove(0);
    let all = answer.get("suspects").and_then(Value::as_array).map(Vec::len);
    assert!(all.is_some_and(|all| all > 6), "{out}");
}

#[test]
fn last_years_report_settles_what_this_years_leaves_open() {
    let wrong = fengze("indicators.disclosed.year", "1532", "1523");
    let arguments = ["suspects", FUJIAN, "--prior", LAST_YEAR, "--period", "2017", "-"];
    let (status, out, err) = run(&arguments, wrong.as_bytes());
    let expected = "standard input
  items published on own initiative (2017 figure): 1523 is filled in; with 1532 all its rules hold \
        (two digits interchanged); 2 rules meet in this cell
  1 to correct, 1 suspected, 0 implied\n";
    assert_eq!((status, out.as_str(), err.as_str()), (1, expected, ""));
}

#[test]
fn what_blanks_must_hold_is_offered_and_is_no_suspect() {
    let blank = changed(r#""t.by_letter.year": "2""#, r#""t.by_letter.year": """#);
    let arguments = ["suspects", FORM, "--period", "2017", "-"];
    let (status, out, _) = run(&arguments, blank.as_bytes());
    let expected = "standard input
  by letter (2017 figure): the other figures and the rules make it 2
  0 to correct, 0 suspected, 1 implied\n";
    assert_eq!((status, out.as_str()), (0, expected));
    let json = [&arguments[..], &["--format", "json"]].concat();
    let (status, out, _) = run(&json, blank.as_bytes());
    let implied = json!([{
        "cell": "t.by_letter.year", "value": "2",
        "message": "by letter (2017 figure): the other figures and the rules make it 2",
    }]);
    assert_eq!((status, lines(&out).remove(0).get("implied")), (0, Some(&implied)));
}

#[test]
fn what_cannot_be_read_is_a_suspect_as_it_was_typed() {
    let wrong = changed(r#""t.by_letter.year": "2""#, r#""t.by_letter.year": "two""#);
    let (status, out, _) = run(&["suspects", FORM, "-", "--format", "json"], wrong.as_bytes());
    let answer = lines(&out).remove(0);
    let cells = json!([{"cell": "t.by_letter.year", "now": "two", "should_be": null}]);
    let suspect = answer.get("suspects").and_then(|suspects| suspects.get(0));
    assert_eq!(suspect.and_then(|suspect| suspect.get("cells")), Some(&cells));
    assert_eq!(suspect.and_then(|suspect| suspect.get("action")), Some(&json!("unreadable")));
    assert_eq!(status, 1);
}

#[test]
fn lines_are_answered_in_order_with_their_ids_and_a_bad_one_stops_nothing() {
    let wrong: Value =
        serde_json::from_str(&changed(r#""t.received.year": "4""#, r#""t.received.year": "5""#))
            .expect("JSON");
    let envelope = json!({"id": "350503", "entries": wrong, "prior": {"t.gone.ever": "3"}});
    let mut input = line(CLEAN).into_bytes();
    input.extend(b"nonsense\n\n{\"id\": 7, \"entries\": {\"t.x.year\": \"1\"}}\n\xff\n");
    input.extend(format!("{envelope}\r\n").bytes());
    input.extend(line(CLEAN).trim_end().bytes());
    let (status, out, err) = run(&["suspects", FORM, "--jsonl", "--period", "2017"], &input);
    assert_eq!((status, err.as_str()), (2, ""));
    let clean = |line| json!({"line": line, "suspects": [], "cut_short": false, "implied": []});
    let message = "received (2017 figure): 5 is filled in; with 4 all its rules hold \
                   (one digit typed wrongly); 2 rules meet in this cell";
    let found = json!({
        "line": 6, "id": "350503",
        "suspects": [{
            "cells": [{"cell": "t.received.year", "now": "5", "should_be": "4"}],
            "action": "digit-replaced", "evidence": ["rules-meet"], "sure": true, "block": 0,
            "mends": ["t.received.sum@year", "M1"], "message": message,
        }],
        "cut_short": false, "implied": [],
        "prior": {"unknown": ["t.gone.ever"], "unreadable": []},
    });
    let expected = [
        clean(1),
        json!({"line": 2, "error": "not valid JSON, at line 2 and column 2"}),
        json!({"line": 4, "id": 7, "error": "the form has no cell `t.x.year`"}),
        json!({"line": 5, "error": "the text is not UTF-8"}),
        found,
        clean(7),
    ];
    assert_eq!(lines(&out), expected);
}

#[test]
fn several_reports_are_each_named_and_counted_together() {
    let clean = file("suspects-first.json", CLEAN);
    let wrong = changed(r#""t.received.year": "4""#, r#""t.received.year": "5""#);
    let wrong = file("suspects-second.json", &wrong);
    let (status, out, _) = run(&["suspects", FORM, &clean, &wrong], b"");
    assert!(out.starts_with(&format!("{clean}\n  0 to correct")), "{out}");
    let closing = "\n2 reports: 1 to correct, 1 suspected, 0 implied\n";
    assert!(out.ends_with(closing), "{out}");
    assert_eq!(status, 1);
    let (status, out, _) = run(&["suspects", FORM, &clean, "no-such.json"], b"");
    assert!(out.contains("\nno-such.json\n  error: "), "{out}");
    assert_eq!(status, 2);
}

#[test]
fn lines_stream_through_and_none_waits_for_the_next() {
    const LINES: usize = 2_000;
    let mut child = crossfoot(&["suspects", FORM, "--jsonl"]).spawn().expect("it starts");
    let (mut stdin, stdout) = streams(&mut child);
    let mut answers = BufReader::new(stdout).lines();
    let first = line(CLEAN);
    stdin.write_all(first.as_bytes()).expect("it reads");
    stdin.flush().expect("it reads");
    assert!(answers.next().is_some_and(|answer| answer.is_ok()), "an answer before the next line");
    let wrong = line(&changed(r#""t.by_letter.ever": "9""#, r#""t.by_letter.ever": "90""#));
    let writer = thread::spawn(move || {
        for _ in 0..LINES {
            stdin.write_all(wrong.as_bytes()).expect("it reads");
        }
    });
    let mut count = 1;
    for answer in answers {
        count += 1;
        let answer = answer.expect("UTF-8");
        assert!(answer.starts_with(&format!("{{\"line\":{count},\"suspects\":[{{")), "{answer}");
    }
    writer.join().expect("all was read");
    assert_eq!((count, child.wait().expect("it ends").code()), (LINES + 1, Some(1)));
}
