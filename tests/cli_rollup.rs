//! `crossfoot rollup` and `crossfoot merge`, run as people and servers run them. The published
//! figures and where they come from are in `tests/rollup/`.

#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

#[expect(dead_code, reason = "this test needs a part of it only")]
mod command;

use command::{CLEAN, FORM, crossfoot, file, line, lines, run};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

const CITY_FORM: &str = "tests/rollup/suqian-2023/form.json";
const CITY: [&str; 6] = [
    "--period=2023",
    "--roster",
    "tests/rollup/suqian-2023/roster.json",
    "--parent",
    "tests/rollup/suqian-2023/city.json",
    CITY_FORM,
];
const OFFICES: [&str; 7] = [
    "rollup",
    FORM,
    "--period=2017",
    "--roster",
    "docs/offices/roster.json",
    "--parent",
    "docs/offices/district.json",
];

/// The reports of a folder, in the order of their names.
fn folder(folder: &str) -> Vec<String> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), folder].iter().collect();
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    let mut files: Vec<String> = files.map(|path| path.to_string_lossy().into_owned()).collect();
    files.sort();
    files
}

fn with<'a>(arguments: &[&'a str], more: &'a [String]) -> Vec<&'a str> {
    arguments.iter().copied().chain(more.iter().map(String::as_str)).collect()
}

/// A report of [`FORM`] as one line.
fn report(unit: &str, online: u64, by_letter: u64) -> String {
    let received = online + by_letter;
    let entries = json!({"t.received.year": received.to_string(), "t.online.year": online,
                         "t.by_letter.year": by_letter});
    json!({"unit": unit, "form": {"id": "applications", "version": "2017"}, "period": "2017",
           "entries": entries})
    .to_string()
        + "\n"
}

#[test]
fn a_citys_published_figures_add_up() {
    let units = folder("tests/rollup/suqian-2023/units");
    let arguments = with(&[&["rollup"][..], &CITY].concat(), &units);
    let (status, out, err) = run(&arguments, b"");
    let expected = "reports added up: 11
  applications received and carried in (2023): 3607
cells compared: 1; the reported figures are what the units add up to\n";
    assert_eq!((status, out.as_str(), err.as_str()), (0, expected, ""));

    // One of them is not handed in.
    let (status, out, _) = run(&arguments[..arguments.len() - 1], b"");
    let expected = "reports added up: 10
  applications received and carried in (2023): 3591
missing: 1 of 11
  洋河新区 (县区)
cells compared: 1; in 1 the reported figure is not what the units add up to
  applications received and carried in (2023): reported 3607, the units add up to 3591; 16 more was reported\n";
    assert_eq!((status, &out[..expected.len()]), (1, expected));

    let of_counties = with(&["rollup", CITY_FORM, CITY[0], CITY[1], CITY[2]], &units);
    let of_counties = [&of_counties[..], &["--group", "县区", "--locale", "zh-CN"]].concat();
    let (status, out, _) = run(&of_counties, b"");
    let expected = "汇总县区报表 9 份\n  收办政府信息公开申请（2023年）：2325\n";
    assert_eq!((status, out.as_str()), (0, expected));
}

#[test]
fn a_districts_published_figures_add_up_and_a_file_is_named_as_its_unit() {
    let units = folder("tests/rollup/fengze-2017/units");
    let form = "forms/fujian-indicators-2017.json";
    let roster = "tests/rollup/fengze-2017/roster.json";
    let parent = "forms/samples/fengze-2017.json";
    let arguments = ["rollup", form, "--roster", roster, "--parent", parent, "--format", "json"];
    let (status, out, err) = run(&with(&arguments, &units), b"");
    assert_eq!((status, err.as_str()), (0, ""));
    let answer = lines(&out).pop().expect("an answer");
    assert_eq!(answer["totals"][0]["cell"], "indicators.disclosed.year");
    assert_eq!(answer["totals"][0]["sum"], "1532");
    assert_eq!(answer["totals"][1]["sum"], Value::Null);
    assert_eq!(answer["comparison"]["compared"], 1);
    assert_eq!(answer["comparison"]["differences"], json!([]));
    let names = answer["units"].as_array().expect("units").iter().map(|unit| &unit["name"]);
    assert_eq!(names.collect::<Vec<_>>(), ["区政府", "8个街道办事处", "24个区政府工作部门"]);
}

#[test]
fn the_answer_as_json_has_units_totals_and_what_explains_a_difference() {
    let reports = folder("docs/offices/reports");
    let arguments = with(&[&OFFICES[..], &["--format", "json", "--check"]].concat(), &reports);
    let (status, out, err) = run(&arguments, b"");
    assert_eq!((status, err.as_str(), out.lines().count()), (1, "", 1));
    let answer = lines(&out).remove(0);
    let keys: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["comparison", "group", "refused", "reports", "totals", "units"]);
    assert_eq!((&answer["reports"], &answer["refused"]), (&json!(3), &json!(0)));
    let clean = json!({"hard": 0, "soft": 0, "info": 0});
    let unit = json!({"name": "East Street", "groups": ["streets"], "state": "in", "times": 1,
                      "unknown": false, "findings": clean});
    assert_eq!(answer["units"][0], unit);
    assert_eq!(answer["comparison"]["missing"], json!(["Works"]));
    let explanation = &answer["comparison"]["explanations"][0];
    assert_eq!(
        (&explanation["kind"], &explanation["units"]),
        (&json!("slip"), &json!(["West Street"]))
    );
    assert_eq!(explanation["all"], true);

    let (_, out, _) = run(&with(&[&OFFICES[..], &["--locale", "zh-CN"]].concat(), &reports), b"");
    let last = "“网上申请数（2017年度）”：West Street的报表为 51，上报数可能按 15 计入（两位数字颠倒），这样就全部相符\n";
    assert!(out.ends_with(last), "{out}");
    assert!(out.contains("\n尚缺 4 个单位中的 1 个\n  Works（departments）\n"), "{out}");
}

/// Reports that cannot be counted, or not as they are, by what is said of each.
fn bad() -> Vec<(&'static str, String, &'static str)> {
    let east = report("East Street", 3, 1);
    let half = east.split_at(east.len() / 2).0;
    let tax = |more: &str| format!("{{\"unit\": \"Tax\"{more}}}");
    vec![
        ("cut", half.to_owned(), "not valid JSON, at line 1 and column 79; it may be cut off"),
        ("list", "[1]".to_owned(), "a report is a JSON object from cell address to text"),
        ("key", tax(r#","entries": {}, "figure": {}"#), "unknown key `figure` beside `entries`"),
        (
            "form",
            tax(r#","form": "other","entries": {}"#),
            "a report of another form (other), not of applications",
        ),
        (
            "edition",
            tax(r#","form": {"id": "applications", "version": "2016"},"entries": {}"#),
            "a report of edition 2016, not of 2017",
        ),
        (
            "period",
            tax(r#","period": "2016","entries": {}"#),
            "a report about 2016, not about 2017",
        ),
        (
            "cell",
            tax(r#","entries": {"t.recieved.year": "1"}"#),
            "it has cells that the form does not have: t.recieved.year",
        ),
        (
            "again",
            tax(r#","entries": {"t.received.year": "1", "t.received.year": "1"}"#),
            "the cell t.received.year is there twice",
        ),
        (
            "power",
            tax(r#","entries": {"t.received.year": 1e3}"#),
            "write the number of `t.received.year` in plain",
        ),
        ("same", east.clone(), "this unit's report is in already, with the same figures"),
        (
            "other",
            report("East Street", 3, 2),
            "this unit's report is in already, with other figures: received (2017 figure), by letter (2017 figure)",
        ),
    ]
}

const LONG: &str =
    r#"{"unit": "West Street", "entries": {"t.online.year": "123456789012345678901"}}"#;

#[test]
fn each_bad_file_is_named_on_a_line_of_its_own_and_the_rest_goes_on() {
    let mut files = vec![file("rolled-east.json", &report("East Street", 3, 1))];
    files.extend(bad().iter().map(|(name, text, _)| file(&format!("rolled-{name}.json"), text)));
    files.push(file("rolled-long.json", LONG));
    let binary: PathBuf = [env!("CARGO_TARGET_TMPDIR"), "rolled-binary.json"].iter().collect();
    fs::write(&binary, b"{\"t.received.year\": \"\xff\"}").expect("a file");
    files.push(binary.to_string_lossy().into_owned());
    files.push("no-such.json".to_owned());
    files.push(file("Parks.json", r#"{"t.received.year": "7", "t.online.year": "7"}"#));
    let (status, out, err) = run(&with(&OFFICES, &files), b"");
    assert_eq!((status, err.as_str()), (2, ""));
    let mut said = out.lines();
    for (name, _, why) in bad() {
        let told = said.next().expect("a line for each");
        let place = format!("rolled-{name}.json");
        assert!(
            told.starts_with("error: ") && told.contains(&place) && told.contains(why),
            "{told}"
        );
    }
    let rest: Vec<&str> = said.collect();
    assert!(
        rest[0].starts_with("warning: ") && rest[0].contains("rolled-long.json (West Street): ")
    );
    assert!(rest[0].ends_with("figures that cannot be read are not counted: online (2017 figure)"));
    assert!(rest[1].ends_with("rolled-binary.json: the text is not UTF-8"), "{}", rest[1]);
    assert!(rest[2].starts_with("error: no-such.json: "), "{}", rest[2]);
    let expected = [
        "reports added up: 3",
        "  received (2017 figure): 11 (1 reports have no figure here)",
        "  online (2017 figure): 10 (1 reports have no figure here)",
        "  by letter (2017 figure): 1 (2 reports have no figure here)",
        "cells without a figure in any report: 7",
        "missing: 2 of 4",
        "  Tax (departments)",
        "  Works (departments)",
        "not in the roster: 1",
        "  Parks",
    ];
    assert_eq!(rest[3..3 + expected.len()], expected);
    assert_eq!(rest.last(), Some(&"not counted: 13"));
}

#[test]
fn lines_are_taken_one_by_one_and_a_bad_one_stops_nothing() {
    let mut input = report("East Street", 3, 1).into_bytes();
    for (_, text, _) in bad() {
        input.extend(line(&text).bytes());
    }
    input.extend(b"{\"t.received.year\": \"1\"}\n\n\xff\n");
    input.extend(vec![b' '; 9 << 20]);
    input.extend(b"\n");
    input.extend(line(LONG).bytes());
    input.extend(report("Tax", 1, 1).trim_end().bytes());
    let json = ["--jsonl", "--format", "json"];
    let (status, out, err) = run(&[&OFFICES[..], &json].concat(), &input);
    assert_eq!((status, err.as_str()), (2, ""));
    let mut told = lines(&out);
    let answer = told.pop().expect("the answer comes last");
    for (at, (_, _, why)) in bad().iter().enumerate() {
        let number = at + 2;
        assert_eq!((&told[at]["line"], &told[at]["outcome"]), (&json!(number), &json!("refused")));
        let why = why.replace("line 1", &format!("line {number}"));
        // Whether the figures are the same nobody can tell where none are kept.
        let why = why.split(", with").next().expect("a part");
        let said = told[at]["message"].as_str().expect("a sentence");
        assert!(said.starts_with(why), "{said}");
    }
    let rest = &told[bad().len()..];
    assert_eq!(rest[0]["reason"], "no-unit");
    assert_eq!(rest[1], json!({"line": 15, "error": "the text is not UTF-8"}));
    assert_eq!(rest[2], json!({"line": 16, "error": "longer than 8388608 bytes"}));
    assert_eq!((&rest[3]["outcome"], &rest[3]["reason"]), (&json!("added"), &Value::Null));
    assert_eq!(rest[3]["unreadable"], json!(["t.online.year"]));
    assert_eq!(rest.len(), 4);
    assert_eq!((&answer["reports"], &answer["refused"]), (&json!(3), &json!(14)));
    assert_eq!(answer["totals"][0]["sum"], "6");
    let unread = json!({"cell": "t.online.year", "sum": "4", "filled": 2, "blank": 0,
                        "unreadable": 1, "recomputed": false});
    assert_eq!(answer["totals"][2], unread);
}

#[test]
fn a_figure_that_cannot_be_read_is_a_finding() {
    let (status, out, _) = run(&["rollup", FORM, "--jsonl"], line(LONG).as_bytes());
    assert!(out.starts_with("warning: line 1 (West Street): figures that cannot be read"), "{out}");
    assert_eq!(status, 1);
}

#[test]
fn differences_are_explained_where_figures_are_kept() {
    let offices: String = folder("docs/offices/reports")
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("a report");
            let flat = format!("{{\"unit\": \"east\", \"entries\": {text}}}");
            line(if text.contains("\"unit\"") { &text } else { &flat })
        })
        .collect();
    let explained = |more: &[&str]| {
        let (status, out, err) = run(&[&OFFICES[..], more].concat(), offices.as_bytes());
        assert_eq!((status, err.as_str()), (1, ""));
        out.contains("(two digits interchanged)")
    };
    assert!(!explained(&["--jsonl"]));
    assert!(explained(&["--jsonl", "--explain"]));
}

#[test]
fn units_are_left_out_when_asked_for() {
    let input = report("East Street", 3, 1) + &report("Tax", 10, 0);
    let arguments = ["rollup", FORM, "--jsonl", "--leave-out", "Tax"];
    let (status, out, err) = run(&arguments, input.as_bytes());
    let expected = "reports added up: 1
  received (figure): 4
  online (figure): 3
  by letter (figure): 1
cells without a figure in any report: 7
left out: 1
  Tax\n";
    assert_eq!((status, out.as_str(), err.as_str()), (0, expected, ""));
    let (status, _, err) = run(&[&arguments[..4], &["Works"]].concat(), input.as_bytes());
    assert_eq!(err, "crossfoot: error: there is no report of Works that could be left out\n");
    assert_eq!(status, 2);
}

#[test]
fn reports_are_checked_when_asked_for() {
    let wrong = CLEAN.replace(r#""t.received.year": "4""#, r#""t.received.year": "5""#);
    let soft = CLEAN.replace(r#""t.replied.year": "4""#, r#""t.replied.year": "5""#);
    let wrong = file("East Street.json", &wrong);
    let soft = file("West Street.json", &soft);
    let clean = file("Tax.json", CLEAN);
    let files = [wrong, soft, clean];
    let (status, out, _) = run(&with(&["rollup", FORM, "--check"], &files), b"");
    let told = "with findings of their own: 2
  East Street: 2 hard, 0 soft, 0 info
  West Street: 0 hard, 1 soft, 0 info\n";
    assert!(out.ends_with(told), "{out}");
    assert_eq!(status, 1);
    assert_eq!(run(&with(&["rollup", FORM, "--check"], &files[1..]), b"").0, 0);
    assert_eq!(run(&with(&["rollup", FORM], &files), b"").0, 0);
    // What was found travels with the partial results.
    let partial = run(&with(&["rollup", FORM, "--check", "--partial"], &files), b"");
    assert_eq!((partial.0, partial.2.as_str()), (0, ""));
    let (status, merged, _) = run(&["merge", FORM, "-"], partial.1.as_bytes());
    assert_eq!((status, merged), (1, out));
}

#[test]
fn merging_parts_equals_one_run() {
    let reports: Vec<String> = folder("tests/rollup/suqian-2023/units")
        .iter()
        .map(|path| line(&fs::read_to_string(path).expect("a report")))
        .collect();
    let whole = reports.concat();
    let alone =
        |more: &[&str]| run(&[&["rollup", "--jsonl"], &CITY[..], more].concat(), whole.as_bytes());
    // A part has nothing to be compared with.
    let part = |command: &'static str| {
        let mut arguments = vec![command];
        arguments.extend(CITY.iter().filter(|word| !word.contains("city") && **word != "--parent"));
        arguments.push("--partial");
        arguments
    };
    let in_one = run(&[&part("rollup")[..], &["--jsonl"]].concat(), whole.as_bytes());
    assert_eq!((in_one.0, in_one.2.as_str()), (0, ""));
    for size in [1, 2, 3, 7, 11] {
        // The last part first, and an empty one among them.
        let mut parts: Vec<String> = reports.chunks(size).map(|part| part.concat()).collect();
        parts.push(String::new());
        parts.reverse();
        let partials = parts.iter().map(|input| {
            let (status, out, err) =
                run(&[&part("rollup")[..], &["--jsonl"]].concat(), input.as_bytes());
            assert_eq!((status, err.as_str(), out.lines().count()), (0, "", 1));
            out
        });
        let partials: Vec<String> = partials.collect();
        // From standard input, one a line.
        for more in [&[][..], &["--format", "json"], &["--locale", "zh-CN", "--group", "县区"]] {
            let merged = [&["merge"], &CITY[..], more, &["-"]].concat();
            assert_eq!(run(&merged, partials.concat().as_bytes()), alone(more), "{size} {more:?}");
        }
        // From files, in two steps.
        let (first, second) = partials.split_at(partials.len() / 2);
        let first = file("first-parts.jsonl", &first.concat());
        let second = file("second-parts.jsonl", &second.concat());
        let first = run(&[&part("merge")[..], &[first.as_str()]].concat(), b"").1;
        let first = file("first-part.json", &first);
        let both = run(&[&part("merge")[..], &[first.as_str(), &second]].concat(), b"");
        assert_eq!(both, in_one, "{size}");
    }
}

#[test]
fn what_cannot_be_merged_is_told_and_a_unit_that_is_in_twice() {
    let partial = |unit: &str, period: &str| {
        let input = report(unit, 3, 1).replace(r#""period":"2017","#, "");
        let arguments = ["rollup", FORM, "--jsonl", "--partial", "--period", period];
        run(&arguments, input.as_bytes()).1
    };
    let parts = partial("Tax", "2017")
        + "\nnonsense\n"
        + &partial("Works", "2016")
        + &partial("East Street", "2017")
        + &partial("Tax", "2017");
    let parts = file("parts.jsonl", &parts);
    let empty = file("nothing.jsonl", "\n");
    let (status, out, err) = run(&["merge", FORM, "--period", "2017", &parts, &empty], b"");
    let expected = format!(
        "error: {parts}, line 3: not a partial result
error: {parts}, line 4: a partial result of another form, edition, period or roster (2016)
error: {empty}: not a partial result
reports added up: 3
  received (2017 figure): 12
  online (2017 figure): 9
  by letter (2017 figure): 3
cells without a figure in any report: 7
counted more than once: 1
  Tax: 2 times
not counted: 3\n"
    );
    assert_eq!((status, out, err), (2, expected, String::new()));
    // Twice alone makes the sums unusable, as one run would have refused it.
    let twice = partial("Tax", "").repeat(2);
    let (status, out, _) = run(&["merge", FORM, "-", "--locale=zh-CN"], twice.as_bytes());
    assert!(out.ends_with("重复计入的单位：1\n  Tax：计入 2 次\n"), "{out}");
    assert_eq!(status, 2);
    let nobody = run(&["merge", FORM, "no-such.json", "--format", "json"], b"");
    let refused = lines(&nobody.1).remove(0);
    assert_eq!((nobody.0, &refused["report"]), (2, &json!("no-such.json")));
}

#[test]
fn a_partial_result_stands_alone_on_standard_output() {
    let input = report("Tax", 3, 1) + "nonsense\n";
    let (status, out, err) = run(&["rollup", FORM, "--jsonl", "--partial"], input.as_bytes());
    assert_eq!((status, lines(&out).len()), (2, 1));
    assert_eq!(err, "crossfoot: error: line 2: not valid JSON, at line 2 and column 2\n");
}

#[test]
fn figures_that_were_reported_are_read_as_a_report_is() {
    let parent = |text: &str| file("reported.json", text);
    let input = report("Tax", 3, 1);
    let mut told = Vec::new();
    for text in [
        r#"{"unit": "the district", "period": "2017", "entries": {"t.received.year": 4}}"#,
        r#"{"period": "2016", "entries": {"t.received.year": 4}}"#,
        r#"{"t.recieved.year": 4}"#,
        "{",
    ] {
        let parent = parent(text);
        let arguments = ["rollup", FORM, "--period=2017", "--jsonl", "--parent", &parent];
        let (status, out, err) = run(&arguments, input.as_bytes());
        assert_eq!(out.is_empty(), status == 2, "{out}");
        told.push((status, err.replace(&parent, "reported.json")));
    }
    let refused =
        |why: &str| (2, format!("crossfoot: error: reported.json cannot be read: {why}\n"));
    assert_eq!(told[0], (0, String::new()));
    assert_eq!(told[1], refused("a report about 2016, not about 2017"));
    let near = "`t.received.year`, `t.received.ever`, `t.replied.year`";
    let why = format!("the form has no cell `t.recieved.year`; did you mean {near}");
    assert_eq!(told[2], refused(&why));
    assert_eq!(told[3], refused("not valid JSON, at line 1 and column 1; it may be cut off"));
}

#[test]
fn a_roster_with_problems_adds_nothing_up() {
    let roster = file("roster.json", "{\"units\": [\"Tax\",\n  \"Tax\"], \"nam\": \"x\"}");
    let (status, out, err) = run(&["rollup", FORM, "--roster", &roster, "--jsonl"], b"");
    assert!(err.contains("error[duplicate-id]") && err.contains(&format!("{roster}:2:")), "{err}");
    assert!(err.contains("error[unknown-key]") && err.contains("did you mean `name`"), "{err}");
    let last = format!("crossfoot: error: {roster} is no usable roster, so nothing was added up\n");
    assert!(err.ends_with(&last), "{err}");
    assert_eq!((status, out.as_str()), (2, ""));
}

#[test]
fn wrong_arguments_are_unusable_input() {
    let roster = OFFICES[4];
    for arguments in [
        &["rollup", FORM][..],
        &["rollup", FORM, "a.json", "--jsonl"],
        &["rollup", FORM, "--jsonl", "--group", "streets"],
        &["rollup", FORM, "--jsonl", "--roster", roster, "--group", "parks"],
        &["rollup", FORM, "--jsonl", "--roster", "no-such.json"],
        &["rollup", FORM, "--jsonl", "--roster", "-"],
        &["rollup", FORM, "--jsonl", "--partial", "--parent", OFFICES[6]],
        &["rollup", FORM, "--jsonl", "--partial", "--explain"],
        &["rollup", FORM, "--jsonl", "--partial", "--format", "json"],
        &["rollup", FORM, "--explain", CLEAN],
        &["rollup", FORM, "-", "-"],
        &["merge", FORM],
        &["merge", FORM, "-", "--parent", "-"],
    ] {
        let (status, out, err) = run(arguments, b"");
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty(), "{arguments:?}");
    }
}

/// Most memory that a roll-up of so many lines has had, in KiB.
#[cfg(target_os = "linux")]
fn memory(reports: usize, more: &[&str]) -> i64 {
    use std::io::{BufRead, BufReader, Write};
    let mut command = crossfoot(&["rollup", "forms/national-2021.json", "--jsonl"]);
    let mut child = command.args(more).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("an input");
    for number in 0..reports {
        let report = format!(
            "{{\"unit\": \"office {number}\", \"entries\": {{\"applications.received.total\": 1}}}}\n"
        );
        stdin.write_all(report.as_bytes()).expect("it reads");
    }
    // When this is answered, all before it has been counted.
    stdin.write_all(b"[]\n").and_then(|()| stdin.flush()).expect("it reads");
    let mut answers = BufReader::new(child.stdout.take().expect("an output")).lines();
    let told = answers.next().expect("an answer").expect("UTF-8");
    assert!(told.starts_with(&format!("error: line {}: ", reports + 1)), "{told}");
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).expect("it runs");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its peak");
    drop(stdin);
    let said = answers.next().expect("an answer").expect("UTF-8");
    assert_eq!(said, format!("reports added up: {reports}"));
    drop(answers);
    child.wait().expect("it ends");
    peak.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[cfg(target_os = "linux")]
#[test]
fn lines_need_the_memory_of_one_line_and_of_the_units_names() {
    let grown = |more: &[&str]| memory(20_000, more) - memory(2_000, more);
    // A name, its unit and its place in the index are some 300 bytes.
    let lean = grown(&[]);
    assert!(lean < 18_000 * 300 / 1024 + 2048, "{lean} KiB more for 18,000 more reports");
    // The same with each report's figures in 2 KiB and more: it can be told apart.
    let kept = grown(&["--explain"]);
    assert!(kept > 18_000 * 2, "{kept} KiB more for 18,000 more reports");
}
