//! The command line, run as people and servers run it.

#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![expect(clippy::expect_used, reason = "a test may stop at what it cannot run")]

mod command;

use command::{CLEAN, FORM, changed, crossfoot, ended, file, line, lines, run};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command};
use std::thread;

const FUJIAN: &str = "forms/fujian-indicators-2017.json";

#[test]
fn the_documents_show_what_is_answered() {
    for document in [
        include_str!("../README.md"),
        include_str!("../docs/rollup.md"),
        include_str!("../docs/rollup.zh-CN.md"),
    ] {
        let blocks = document.split("\n```console\n").skip(1);
        let blocks = blocks.map(|rest| rest.split_once("```").expect("the examples end").0);
        assert!(blocks.map(shown_is_answered).count() > 0, "there is an example");
    }
}

fn shown_is_answered(examples: &str) {
    let folder = Path::new(env!("CARGO_BIN_EXE_crossfoot")).parent().expect("a folder");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = [folder.to_owned()].into_iter().chain(std::env::split_paths(&paths));
    let paths = std::env::join_paths(paths).expect("a search path");
    let mut answered = String::new();
    for command in examples.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).env("PATH", &paths).env("LC_ALL", "C");
        let output = shell.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it runs");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        answered.push_str(&format!("$ {command}\n{text}"));
    }
    assert_eq!(examples, answered);
}

#[test]
fn a_report_that_is_right_is_clean() {
    let clean = file("clean.json", CLEAN);
    let expected = format!("{clean}\n  0 hard, 0 soft, 0 info\n");
    assert_eq!(run(&["check", FORM, &clean], b""), (0, expected, String::new()));
    let (status, out, err) = run(&["check", FORM, &clean, "--format", "json"], b"");
    let answer = json!({"report": clean, "findings": [], "hard": 0, "soft": 0, "info": 0});
    assert_eq!((status, lines(&out), err), (0, vec![answer], String::new()));
}

#[test]
fn findings_are_sentences_with_their_id_and_basis() {
    let wrong = changed(r#""t.by_letter.year": "2""#, r#""t.by_letter.year": 3"#);
    let wrong = wrong.replace(r#""t.replied.year": "4""#, r#""t.replied.year": "5""#);
    let arguments = ["check", FORM, "--period", "2017", "-"];
    let (status, out, err) = run(&arguments, wrong.as_bytes());
    let expected = "standard input
  2017 figure: received 4 is not online 2 + by letter 3 = 5; difference 1 [hard t.received.sum@year]
  2017 figure: replied 5 is more than received 4, by 1 [soft R1@year] basis: 答复以受理为前提
  1 hard, 1 soft, 0 info\n";
    assert_eq!((status, out.as_str(), err.as_str()), (1, expected, ""));

    let mut chinese = crossfoot(&arguments);
    chinese.env("LANG", "zh_CN.UTF-8");
    let (status, out, _) = ended(chinese, wrong.as_bytes());
    let expected = "标准输入
  2017年度：受理申请数 4 不等于 网上申请数 2 + 信函申请数 3 = 5，相差 1 [强制性 t.received.sum@year]
  2017年度：答复数 5 大于 受理申请数 4，多出 1 [核实性 R1@year] 依据：答复以受理为前提
  强制性 1，核实性 1，提示性 0\n";
    assert_eq!((status, out.as_str()), (1, expected));
}

#[test]
fn soft_findings_alone_do_not_fail() {
    let soft = changed(r#""t.replied.year": "4""#, r#""t.replied.year": "5""#);
    let (status, out, _) = run(&["check", FORM, "-"], soft.as_bytes());
    assert!(out.ends_with("  0 hard, 1 soft, 0 info\n"), "{out}");
    assert_eq!(status, 0);
}

#[test]
fn several_reports_are_each_named_and_counted_together() {
    let clean = file("first.json", CLEAN);
    let wrong =
        file("second.json", &changed(r#""t.received.year": "4""#, r#""t.received.year": 5"#));
    let (status, out, _) = run(&["check", FORM, &clean, &wrong], b"");
    assert!(out.starts_with(&format!("{clean}\n  0 hard, 0 soft, 0 info\n{wrong}\n")), "{out}");
    assert!(out.ends_with("\n2 reports: 2 hard, 0 soft, 0 info\n"), "{out}");
    assert_eq!(status, 1);

    let (status, out, _) = run(&["check", FORM, &clean, "no-such.json"], b"");
    assert!(out.contains("\nno-such.json\n  error: "), "{out}");
    assert!(out.ends_with("\n2 reports, 1 unusable: 0 hard, 0 soft, 0 info\n"), "{out}");
    assert_eq!(status, 2);
}

#[test]
fn what_a_report_cannot_be_is_told() {
    for (report, part) in [
        (
            r#"{"t.recieved.year": "4"}"#,
            "the form has no cell `t.recieved.year`; did you mean `t.received.year`",
        ),
        (
            r#"{"t.received.year": "4", "t.received.year": "5"}"#,
            "the key `t.received.year` is there twice",
        ),
        (r#"{"t.received.year": 1e3}"#, "in plain digits or as text, not as 1e3"),
        (r#"{"t.received.year": true}"#, "`t.received.year` must be text"),
        ("[]", "a report is a JSON object"),
        ("{", "not valid JSON, at line 1 and column 1"),
    ] {
        let (status, out, _) = run(&["check", FORM, "-"], report.as_bytes());
        assert!(out.contains(part), "{report}: {out}");
        assert_eq!(status, 2, "{report}");
        let (status, out, _) = run(&["check", FORM, "-", "--format", "json"], report.as_bytes());
        let answer = lines(&out).remove(0);
        assert_eq!(answer.get("report"), Some(&json!("-")));
        let error = answer.get("error").and_then(Value::as_str).unwrap_or_default();
        assert!(error.contains(part), "{report}: {out}");
        assert_eq!(status, 2, "{report}");
    }
}

#[test]
fn what_a_report_quotes_cannot_steer_the_terminal() {
    let report = changed(r#""t.received.year": "4""#, r#""t.received.year": "\u001b[31m4""#);
    let (_, out, _) = run(&["check", FORM, "-"], report.as_bytes());
    assert!(out.contains(r"\u{1b}[31m4"), "{out}");
    assert!(!out.contains('\u{1b}'), "{out}");
}

#[test]
fn last_years_report_is_compared_and_what_it_has_too_much_is_a_note() {
    let prior = r#"{"t.received.ever": "25", "t.online.ever": "17", "t.gone.ever": "3",
                    "t.replied.ever": "many"}"#;
    let prior = file("prior.json", prior);
    let arguments = ["check", FORM, "--period", "2017", "--prior", &prior, "-"];
    let (status, out, err) = run(&arguments, CLEAN.as_bytes());
    let expected = "standard input
  online: cumulative 20 is not last year's cumulative 17 + 2017 figure 2 = 19; difference 1 [hard t.ever.accumulation@online]
  1 hard, 0 soft, 0 info\n";
    assert_eq!((status, out.as_str()), (1, expected));
    let notes = format!(
        "crossfoot: note: {prior}: the form has no cell `t.gone.ever`; left out
crossfoot: note: {prior}: `t.replied.ever` is no figure; rules that read it are not decided\n"
    );
    assert_eq!(err, notes);

    let json = [&arguments[..], &["--format", "json"]].concat();
    let (status, out, err) = run(&json, CLEAN.as_bytes());
    let unused = json!({"unknown": ["t.gone.ever"], "unreadable": ["t.replied.ever"]});
    assert_eq!((status, err.as_str()), (1, ""));
    assert_eq!(lines(&out).remove(0).get("prior"), Some(&unused));
}

#[test]
fn lines_are_answered_in_order_and_a_bad_one_stops_nothing() {
    let mut input = line(CLEAN).into_bytes();
    input.extend(b"nonsense\n\n[]\n{\"t.x.year\": \"1\"}\n\xff\n");
    let envelope = json!({"id": "350503", "entries": serde_json::from_str::<Value>(CLEAN).expect("JSON"),
                          "prior": {"t.online.ever": "17", "t.gone.ever": "3"}});
    input.extend(format!("{envelope}\r\n").bytes());
    input.extend(b"{\"id\": 7, \"entries\": {\"overview\": []}}\n");
    input.extend(line(CLEAN).trim_end().bytes());
    let (status, out, err) = run(&["check", FORM, "--jsonl"], &input);
    assert_eq!((status, err.as_str()), (2, ""));
    let answers = lines(&out);
    let numbers: Vec<_> =
        answers.iter().filter_map(|answer| answer.get("line")?.as_u64()).collect();
    assert_eq!(numbers, [1, 2, 4, 5, 6, 7, 8, 9]);
    let clean = |line| json!({"line": line, "findings": [], "hard": 0, "soft": 0, "info": 0});
    assert_eq!(answers.first(), Some(&clean(1)));
    assert_eq!(answers.last(), Some(&clean(9)));
    let told = |at: usize, key| answers.get(at).and_then(|answer| answer.get(key));
    let error = |at| told(at, "error").and_then(Value::as_str).unwrap_or_default();
    assert_eq!(error(1), "not valid JSON, at line 2 and column 2");
    assert_eq!(error(2), "a report is a JSON object from cell address to text");
    assert_eq!(error(3), "the form has no cell `t.x.year`");
    assert_eq!(error(4), "the text is not UTF-8");
    assert_eq!(told(5, "id"), Some(&json!("350503")));
    assert_eq!(told(5, "hard"), Some(&json!(1)));
    assert_eq!(told(5, "prior"), Some(&json!({"unknown": ["t.gone.ever"], "unreadable": []})));
    assert_eq!(told(6, "id"), Some(&json!(7)));
    assert_eq!(error(6), "`overview` must be text, such as \"12\"; found a list");
}

#[test]
fn lines_can_be_answered_in_words() {
    let input = line(CLEAN) + "nonsense\n";
    let arguments = ["check", FORM, "--jsonl", "--format", "human", "--locale", "zh-CN"];
    let (status, out, _) = run(&arguments, input.as_bytes());
    let expected = "第 1 行
  强制性 0，核实性 0，提示性 0
第 2 行
  错误: 不是有效的 JSON，位于第 2 行第 2 列
共 2 份报表，1 份无法核对：强制性 0，核实性 0，提示性 0\n";
    assert_eq!((status, out.as_str()), (2, expected));
}

#[test]
fn a_line_far_too_long_is_refused_and_the_next_is_checked() {
    let mut input = "x".repeat(9 << 20).into_bytes();
    input.push(b'\n');
    input.extend(line(CLEAN).bytes());
    let (status, out, _) = run(&["check", FORM, "--jsonl"], &input);
    let answers = lines(&out);
    assert_eq!(answers.first(), Some(&json!({"line": 1, "error": "longer than 8388608 bytes"})));
    assert_eq!(answers.get(1).and_then(|answer| answer.get("line")), Some(&json!(2)));
    assert_eq!((status, answers.len()), (2, 2));
}

#[test]
fn an_answer_does_not_wait_for_the_next_report() {
    let mut child = crossfoot(&["check", FORM, "--jsonl"]).spawn().expect("it starts");
    let (mut stdin, stdout) = streams(&mut child);
    let mut answers = BufReader::new(stdout).lines();
    for number in 1..=3 {
        stdin.write_all(line(CLEAN).as_bytes()).expect("it reads");
        stdin.flush().expect("it reads");
        let answer = answers.next().expect("an answer").expect("UTF-8");
        assert!(answer.starts_with(&format!("{{\"line\":{number},")), "{answer}");
    }
    drop(stdin);
    assert!(answers.next().is_none());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_hundred_thousand_lines_stream_through() {
    const LINES: usize = 100_000;
    let form = r#"{"crossfoot": 1, "id": "f", "version": "1", "tables": [{"id": "t",
        "columns": [{"id": "n"}], "rows": [{"id": "a", "parts": "sum", "rows": [{"id": "b"}]}]}]}"#;
    let form = file("small.json", form);
    let mut child = crossfoot(&["check", &form, "--jsonl"]).spawn().expect("it starts");
    let (mut stdin, stdout) = streams(&mut child);
    let writer = thread::spawn(move || {
        for number in 0..LINES {
            let report = format!("{{\"t.a.n\": \"{number}\", \"t.b.n\": \"{}\"}}\n", number % 1000);
            stdin.write_all(report.as_bytes()).expect("it reads");
        }
    });
    let mut count = 0;
    for (index, answer) in BufReader::new(stdout).lines().enumerate() {
        let answer = answer.expect("UTF-8");
        assert!(answer.starts_with(&format!("{{\"line\":{},", index + 1)), "{answer}");
        let hard = usize::from(index >= 1000);
        assert!(answer.ends_with(&format!("\"hard\":{hard},\"soft\":0,\"info\":0}}")), "{answer}");
        count += 1;
    }
    writer.join().expect("all was read");
    assert_eq!((count, child.wait().expect("it ends").code()), (LINES, Some(1)));
}

#[test]
fn nobody_listening_is_no_panic_and_no_noise() {
    let commands: [&[&str]; 3] =
        [&["check", FORM, "--jsonl"], &["describe", FUJIAN], &["lint", "tests/cases.rs"]];
    for arguments in commands {
        let mut child = crossfoot(arguments).spawn().expect("it starts");
        let (mut stdin, stdout) = streams(&mut child);
        drop(stdout);
        let input = line(CLEAN).repeat(1000);
        // It stops reading, sooner or later.
        stdin.write_all(input.as_bytes()).ok();
        drop(stdin);
        let mut noise = String::new();
        let mut stderr = child.stderr.take().expect("it has one");
        stderr.read_to_string(&mut noise).expect("UTF-8");
        assert_eq!(noise, "", "{arguments:?}");
        assert_eq!(child.wait().expect("it ends").code(), Some(2), "{arguments:?}");
    }
}

fn streams(child: &mut Child) -> (std::process::ChildStdin, std::process::ChildStdout) {
    (child.stdin.take().expect("an input"), child.stdout.take().expect("an output"))
}

#[test]
fn a_definition_that_is_right_has_no_problems() {
    for form in [FORM, "forms/national-2014.json"] {
        assert_eq!(run(&["lint", form], b""), (0, format!("{form}: no problems\n"), String::new()));
        assert_eq!(run(&["lint", form, "--format", "json"], b"").1, "[]\n");
    }
    let marked = format!("\u{feff}{}", fs::read_to_string(FORM).expect("the form"));
    assert_eq!(run(&["lint", "-"], marked.as_bytes()).0, 0);
}

const BAD: &str = r#"{
  "crossfoot": 1, "id": "f", "version": "1",
  "tables": [{"id": "t", "colums": [], "columns": [{"id": "year"}],
    "rows": [{"id": "received"}, {"id": "受理", "label": {"zh-CN": "受理"}}, {"label": "x"}]}],
  "rules": [
    {"id": "R1", "check": "received \u003d 受理 + recieved", "severity": "hart"},
    {"id": "R2", "check": "received = "},
    {"id": "R3", "check": "received = \ud83d\ude00", "id": "R4"}
  ]
}
"#;

const SHOWN: &str = r#"error[missing-key]: the key `id` is missing
 --> standard input:4:74
  |
4 |     "rows": [{"id": "received"}, {"id": "受理", "label": {"zh-CN": "受理"}}, {"label": "x"}]}],
  |                                                                              ^
  |
  = help: add it

error[unknown-key]: unknown key `colums`
 --> standard input:3:26
  |
3 |   "tables": [{"id": "t", "colums": [], "columns": [{"id": "year"}],
  |                          ^^^^^^^^
  |
  = help: did you mean `columns`

error[wrong-value]: `hart` is not a value this key takes
 --> standard input:6:72
  |
6 |     {"id": "R1", "check": "received \u003d 受理 + recieved", "severity": "hart"},
  |                                                                          ^^^^^^
  |
  = help: it can be `hard`, `soft`, `info`

error[duplicate-key]: the key `id` is there twice
 --> standard input:8:54
  |
8 |     {"id": "R3", "check": "received = \ud83d\ude00", "id": "R4"}
  |                                                      ^^^^
  |
  = help: keep one of them

error[unknown-name]: there is no row, column or cell `recieved`
 --> standard input:6:49
  |
6 |     {"id": "R1", "check": "received \u003d 受理 + recieved", "severity": "hart"},
  |                                                   ^^^^^^^^
  |
  = help: did you mean `received`

error[bad-formula]: the formula cannot be read at `end`
 --> standard input:7:39
  |
7 |     {"id": "R2", "check": "received = "},
  |                                       ^
  |
  = help: expected here: `name`, `1`, `(`, `sum(…)`

error[bad-formula]: the formula cannot be read at `😀`
 --> standard input:8:39
  |
8 |     {"id": "R3", "check": "received = \ud83d\ude00", "id": "R4"}
  |                                       ^^^^^^^^^^^^

standard input: errors: 7, warnings: 0, notes: 0
"#;

#[test]
fn problems_are_shown_under_the_very_characters() {
    let (status, out, err) = run(&["lint", "-"], BAD.as_bytes());
    assert_eq!((status, out.as_str(), err.as_str()), (1, SHOWN, ""));
    let (status, out, _) = run(&["lint", "-", "--locale", "zh-CN"], BAD.as_bytes());
    assert!(out.starts_with("错误[missing-key]: 缺少键“id”\n --> 标准输入:4:74\n"), "{out}");
    assert!(out.contains("\n  = 提示: 请补上\n"), "{out}");
    assert_eq!(status, 1);
}

#[test]
fn problems_are_data_with_line_and_column() {
    let (status, out, _) = run(&["lint", "-", "--format", "json"], BAD.as_bytes());
    let problems = lines(&out).remove(0);
    let first = json!({
        "severity": "error", "line": 4, "column": 74, "code": "missing-key",
        "pointer": "/tables/0/rows/2", "subject": "id", "expected": [], "at": null,
        "message": "the key `id` is missing (at /tables/0/rows/2); add it", "hint": "add it",
    });
    assert_eq!(problems.get(0), Some(&first));
    let place = |at: usize| problems.get(at).map(|p| (p["at"].clone(), p["column"].clone()));
    assert_eq!(place(4), Some((json!(17), json!(49))));
    assert_eq!((status, problems.as_array().map(Vec::len)), (1, Some(7)));
}

#[test]
fn rules_that_do_not_go_together_are_told_at_their_formulas() {
    let form = |rules: &str| {
        let rows = r#"[{"id": "a", "label": "总数"}, {"id": "b"}, {"id": "c"}]"#;
        format!(
            r#"{{"crossfoot": 1, "id": "f", "version": "1",
 "tables": [{{"id": "t", "columns": [{{"id": "n"}}], "rows": {rows}}}],
 "rules": [
  {{"id": "R1", "check": "a > b + 1"}},
{rules}
 ]}}"#
        )
    };
    let idle = r#"  {"id": "R3", "check": "c >= 0"}"#;
    let warning = "\
warning[never-fails]: `R3@n` can never fail, whatever is filled in
 --> standard input:5:25
  |
5 |   {\"id\": \"R3\", \"check\": \"c >= 0\"}
  |                         ^^^^^^^^
  |
  = help: check both sides, or leave it out

standard input: errors: 0, warnings: 1, notes: 0\n";
    let (status, out, _) = run(&["lint", "-"], form(idle).as_bytes());
    assert_eq!((status, out.as_str()), (0, warning));

    let against = form(r#"  {"id": "R2", "check": "a < b"}"#);
    let (status, out, _) = run(&["lint", "-", "--format", "json"], against.as_bytes());
    let expected = json!([{
        "severity": "error", "line": 5, "column": 25, "code": "contradiction",
        "pointer": "/rules/1", "subject": "", "expected": [], "at": null,
        "message": "no figures satisfy these rules together: `R1@n`, `R2@n`",
        "hint": "change or leave out one of them",
    }]);
    assert_eq!((status, lines(&out)), (1, vec![expected]));
    let (_, out, _) = run(&["lint", "-", "--locale", "zh-CN"], against.as_bytes());
    assert!(out.starts_with("错误[contradiction]: 没有数据能同时满足这些规则"), "{out}");
}

#[test]
fn what_is_not_json_is_shown_where_it_ends() {
    let (status, out, _) = run(&["lint", "-"], "{\"crossfoot\": 1,\n \"受理\": \"f\",}".as_bytes());
    let expected = "error[not-json]: not valid JSON, at line and column 2:12
 --> standard input:2:12
  |
2 |  \"受理\": \"f\",}
  |              ^

standard input: errors: 1, warnings: 0, notes: 0\n";
    assert_eq!((status, out.as_str()), (1, expected));
    for text in ["", "{", "[1,", "\"受", "{}x", "{\"a\":\n\n"] {
        let (status, out, err) = run(&["lint", "-"], text.as_bytes());
        assert!(out.starts_with("error["), "{text}: {out}");
        assert_eq!((status, err.as_str()), (1, ""), "{text}");
    }
    let deep = "[".repeat(100_000);
    let (status, out, _) = run(&["lint", "-"], deep.as_bytes());
    assert!(out.starts_with("error[too-deep]"), "{out}");
    assert_eq!(status, 1);
    assert_eq!(run(&["lint", "-"], b"\xff").0, 2);
    let (status, out, err) = run(&["lint", "no-such.json"], b"");
    assert!(err.starts_with("crossfoot: error: no-such.json cannot be read: "), "{err}");
    assert_eq!((status, out.as_str()), (2, ""));
}

#[test]
fn a_definition_with_problems_checks_nothing() {
    let form = file("bad.json", BAD);
    for arguments in [["check", &form, "-"].as_slice(), &["describe", &form]] {
        let (status, out, err) = run(arguments, CLEAN.as_bytes());
        assert!(err.contains("error[unknown-name]"), "{err}");
        assert!(err.ends_with("is no usable definition, so nothing was checked\n"), "{err}");
        assert_eq!((status, out.as_str()), (2, ""));
    }
}

#[test]
fn rules_are_read_back() {
    let (status, out, err) = run(&["describe", FORM], b"");
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.starts_with("Applications for disclosure applications 2017: 7 rules\n"), "{out}");
    let last = "
R1 [soft]
    replied ≤ received
    replied <= received
    on: figure; cumulative
    basis: 答复以受理为前提\n";
    assert!(out.ends_with(last), "{out}");
    let (_, out, _) = run(&["describe", FORM, "--locale", "zh-CN", "--period", "2017"], b"");
    assert!(out.contains("\n    适用于：2017年度；历年累计\n"), "{out}");
    let (_, out, _) = run(&["describe", FORM, "--format", "json"], b"");
    let rules = lines(&out).remove(0);
    let formula = rules.get(6).and_then(|rule| rule.get("formula"));
    assert_eq!(formula, Some(&json!("replied <= received")));
}

#[test]
fn the_language_is_the_environments_unless_it_is_given() {
    for (name, value, given, chinese) in [
        ("LANG", "C.UTF-8", None, false),
        ("LANG", "zh_CN.UTF-8", None, true),
        ("LC_ALL", "zh", None, true),
        ("LC_ALL", "zhx", None, false),
        ("LANG", "zh_CN.UTF-8", Some("en"), false),
        ("LANG", "en_GB", Some("zh-CN"), true),
    ] {
        let mut command = crossfoot(&["lint", FORM]);
        command.env(name, value);
        command.args(given.map(|locale| format!("--locale={locale}")));
        let (_, out, _) = ended(command, b"");
        assert_eq!(out.contains("没有问题"), chinese, "{name}={value} {given:?}: {out}");
    }
    let mut command = crossfoot(&["lint", FORM]);
    command.env("LC_ALL", "en_US.UTF-8").env("LANG", "zh_CN.UTF-8");
    assert!(ended(command, b"").1.contains("no problems"));
}

#[test]
fn colours_are_for_terminals() {
    assert!(!run(&["lint", "-"], BAD.as_bytes()).1.contains('\u{1b}'));
    let mut forced = crossfoot(&["lint", "-"]);
    forced.env("CLICOLOR_FORCE", "1");
    assert!(ended(forced, BAD.as_bytes()).1.contains("\u{1b}["));
    let mut refused = crossfoot(&["lint", "-"]);
    refused.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    assert!(!ended(refused, BAD.as_bytes()).1.contains('\u{1b}'));
}

#[test]
fn wrong_arguments_are_unusable_input() {
    for arguments in [
        &[][..],
        &["check", FORM],
        &["check", FORM, "a.json", "--jsonl"],
        &["check", FORM, "--locale", "fr", "-"],
        &["check", FORM, "-", "-"],
        &["check", "-", "--jsonl"],
        &["check", FORM, "--prior", "-", "-"],
        &["check", FORM, "--prior", "no-such.json", "-"],
        &["lint"],
        &["frobnicate"],
    ] {
        let (status, out, err) = run(arguments, b"");
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty(), "{arguments:?}");
    }
    assert_eq!(run(&["--version"], b"").1, concat!("crossfoot ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!(run(&["--help"], b"").0, 0);
}

#[test]
fn the_schema_is_the_one_that_is_published() {
    let (status, out, err) = run(&["schema"], b"");
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out, include_str!("../forms/crossfoot.schema.json"));
}
