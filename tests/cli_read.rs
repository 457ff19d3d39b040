//! `crossfoot read`, run as people and servers run it.

#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop")]

#[expect(dead_code, reason = "this test needs a part of it only")]
mod command;

use command::{crossfoot, ended, lines, run};
use serde_json::{Value, json};

const FUJIAN: &str = "forms/fujian-indicators-2017.json";
const FENGZE: &str = "tests/texts/fengze-2017.txt";
const FENGZE_2016: &str = "forms/samples/fengze-2016.json";

#[test]
fn a_report_is_read_and_what_it_has_wrong_is_told() {
    let (status, out, err) = run(&["read", FUJIAN, "--period", "2017", FENGZE], b"");
    let said: Vec<&str> = out.lines().collect();
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(said.first(), Some(&"30 of 30 figures and 7 of 7 parts of the text were read"));
    assert_eq!(said.last(), Some(&"0 hard, 2 soft, 1 info"));
    assert_eq!(said.len(), 5);

    let mut chinese = crossfoot(&["read", FUJIAN, "--period", "2018", "--prior", FENGZE_2016, "-"]);
    chinese.env("LANG", "zh_CN.UTF-8");
    let (status, out, _) = ended(chinese, include_str!("texts/fengze-2017.txt").as_bytes());
    assert_eq!(status, 0);
    assert!(out.contains("表中所列为 2017 年度，而不是 2018 年度"), "{out}");
}

#[test]
fn the_answer_as_json_has_figures_parts_and_what_is_left() {
    let report = "一、概述\n全区工作平稳有序。\n指标名称\t2017年度\t历年累计\n行政复议数\t0\t1\n行政诉讼数\t2\n";
    let arguments = ["read", FUJIAN, "--format", "json", "--period", "2017", "-"];
    let (status, out, err) = run(&arguments, report.as_bytes());
    assert_eq!((status, err.as_str()), (1, ""), "cells are blank");
    let answer = lines(&out).pop().expect("one line");
    let expected = json!({"indicators.reviews.year": "0", "indicators.reviews.cumulative": "1"});
    assert_eq!(answer["entries"], expected);
    // A row that has no place stays in the text as well: nothing is lost.
    assert_eq!(answer["sections"], json!({"overview": "全区工作平稳有序。\n行政诉讼数 2"}));
    assert_eq!(answer["blank"].as_array().map(Vec::len), Some(28));
    assert_eq!(answer["unplaced"][0]["reason"], "other-count");
    assert_eq!(answer["unplaced"][0]["line"], 5);
    let faults = answer["findings"].as_array().expect("there are findings");
    let missing = faults.iter().filter(|finding| finding["fault"] == "missing");
    assert_eq!(missing.count(), 28 + 5, "each blank, and each part that is needed");
    let keys: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["blank", "entries", "findings", "period", "sections", "unplaced"]);
    assert_eq!(answer["period"], Value::Null);
}

#[test]
fn a_finding_quotes_its_passage_by_what_javascript_counts() {
    let arguments = ["read", FUJIAN, "--format", "json", FENGZE];
    let (_, out, _) = run(&arguments, b"");
    let answer = lines(&out).pop().expect("one line");
    let findings = answer["findings"].as_array().expect("there are findings");
    let quoted = findings.iter().find(|finding| finding["fault"] == "count").expect("N21");
    let quote = &quoted["quote"];
    assert_eq!(quote["cell"], "overview");
    let text: Vec<u16> =
        answer["sections"]["overview"].as_str().expect("a text").encode_utf16().collect();
    let at =
        |key: &str| quote[key].as_u64().and_then(|at| usize::try_from(at).ok()).expect("a place");
    let passage = text.get(at("start")..at("end")).expect("it is in the text");
    assert_eq!(quote["text"].as_str(), String::from_utf16(passage).ok().as_deref());
}

#[test]
fn what_cannot_be_used_is_said_and_the_status_is_two() {
    let long = "全年收到申请4件。\n".repeat(450_000);
    for (arguments, input, said) in [
        (vec!["read", FUJIAN, "-"], long.as_bytes(), "the text is too long: 11700000 bytes"),
        (vec!["read", FUJIAN, "-"], &b"\xff\xfe"[..], "UTF-8"),
        (vec!["read", FUJIAN, "nowhere.txt"], b"", "nowhere.txt"),
        (vec!["read", "-", "-"], b"", "standard input"),
        (vec!["read", FUJIAN, "--prior", FENGZE, "-"], b"", FENGZE),
    ] {
        let (status, out, err) = run(&arguments, input);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
}
