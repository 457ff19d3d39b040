//! The annual report on government information disclosure: its table of applications, its sentences
//! and its required parts.

use crate::decimal;
use crate::localisation;
use crate::outcome::{Outcome, Trouble, fail, outside, same};
use crate::sheet::{Blank, Report, Sheet, amount};
use crossfoot::Verdict;
use crossfoot::finding::Detail;
use serde_json::{Value, json};

/// Rows and columns with rules in words: `sum of the 6 applicant columns = total`, per row.
pub(crate) fn table(case: &Value) -> Outcome {
    let list = |key: &str| -> Vec<String> {
        let list = case[key].as_array().into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (rows, columns) = (list("rows"), list("columns"));
    let given: Vec<(&String, &str)> = case["rules"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, rule)| Some((name, rule.as_str()?)))
        .collect();
    let mut rules = Vec::new();
    for (name, rule) in &given {
        let (id, over) = match name.split_once(" per ") {
            Some((id, "column")) => (id, &rows),
            Some((id, "row")) => (id, &columns),
            _ => return fail(format!("`{name}` does not say where it holds")),
        };
        // The lines that rules name are no parts of a sum in words.
        let named: Vec<&str> = given.iter().flat_map(|(_, rule)| rule.split_whitespace()).collect();
        let check = in_words(rule, over, &named)?;
        rules.push(json!({"id": id, "in": "t", "check": check}));
    }
    let lines = |ids: &[String]| -> Vec<Value> {
        ids.iter().map(|id| json!({"id": line(id), "label": id})).collect()
    };
    let definition = json!({
        "crossfoot": 1, "id": "case", "version": "1",
        "tables": [{"id": "t", "columns": lines(&columns), "rows": lines(&rows)}],
        "rules": rules,
    });
    let mut entries = Vec::new();
    for column in &columns {
        for row in &rows {
            let figure = decimal::of(&case["cells"][column][row]).unwrap_or_default();
            entries.push((format!("t.{}.{}", line(row), line(column)), figure));
        }
    }
    let report = Report::of(&definition)?.enter(entries)?;
    let form = report.session.form();
    let count = |key: &str| case["facts"][key].as_u64();
    if let Some(cells) = count("cells") {
        same("cells", form.cells().count() as u64, cells)?;
    }
    if let Some(rules) = count("rules") {
        same("rules", form.rules().count() as u64, rules)?;
    }
    let violated = case["expected"]["violated"].as_array().map_or(&[][..], Vec::as_slice);
    for expected in violated {
        let rule = expected["rule"].as_str().unwrap_or_default();
        let name = rule.trim_end_matches(']').split_once('[');
        let name = name.map_or(rule.to_owned(), |(id, place)| format!("{id}@{}", line(place)));
        let Some(Detail::Comparison(found)) = report.finding(&name).map(|f| &f.detail) else {
            return fail(format!("{rule} is not found"));
        };
        let sides = [
            ("left", found.left.total),
            ("right", found.right.total),
            ("difference", found.difference),
        ];
        for (key, total) in sides {
            if let Some(expected) = decimal::of(&expected[key]) {
                same(&format!("{rule}, {key}"), total, amount(&expected)?)?;
            }
        }
    }
    same("findings", report.found.len(), violated.len())?;
    let satisfied =
        form.rules().filter(|(id, _)| report.session.verdict(*id) == Verdict::Satisfied);
    if let Some(expected) = case["expected"]["satisfied"].as_u64() {
        same("rules that hold", satisfied.count() as u64, expected)?;
    }
    let answers = &case["localisation_computed_here"]["equally_good_answers"];
    match answers.as_u64().and_then(|answers| usize::try_from(answers).ok()) {
        Some(answers) => {
            // What stands in other rules that hold is none of it: the totals of both columns.
            let cleared: Vec<String> = ["natural", "total"]
                .map(|column| format!("t.{}.{}", line("total_processed"), line(column)))
                .to_vec();
            localisation::puzzle(&report.session, answers, &cleared)
        }
        None => Ok(()),
    }
}

/// A row's or column's name as an id that no function of formulas has.
fn line(name: &str) -> String {
    format!("x_{name}")
}

/// A rule with its lines as ids; `sum of the N … ` stands for the N lines that no rule names.
fn in_words(rule: &str, lines: &[String], named: &[&str]) -> Result<String, Trouble> {
    let side = |side: &str| -> Result<String, Trouble> {
        if let Some(words) = side.trim().strip_prefix("sum of ") {
            let parts = lines.iter().filter(|id| !named.contains(&id.as_str()));
            let parts: Vec<String> = parts.map(|id| line(id)).collect();
            let count = words.split_whitespace().find_map(|word| word.parse::<usize>().ok());
            same("lines of the sum", count.unwrap_or(parts.len()), parts.len())?;
            return Ok(format!("sum({})", parts.join(", ")));
        }
        let word = |word: &str| match lines.iter().any(|id| id == word) {
            true => line(word),
            false => word.to_owned(),
        };
        Ok(side.split_whitespace().map(word).collect::<Vec<String>>().join(" "))
    };
    match rule.split_once('=') {
        Some((left, right)) => Ok(format!("{} = {}", side(left)?, side(right)?)),
        None => fail(format!("`{rule}` compares nothing")),
    }
}

/// Two figures that must be equal.
pub(crate) fn balance(case: &Value) -> Outcome {
    let mut sheet = Sheet::default();
    let left = sheet.value("left", &case["left"])?;
    let right = sheet.value("right", &case["right"])?;
    sheet.rule("rule", &format!("{left} = {right}"), Blank::Undecided);
    let expected = &case["expected"];
    let difference = decimal::of(&expected["difference"]);
    if let Some(difference) = &difference {
        sheet.rule("difference", &format!("{left} - {right} = {difference}"), Blank::Undecided);
    }
    let report = sheet.run()?;
    match expected["result"].as_str() {
        Some("pass") => report.expect("rule", Verdict::Satisfied)?,
        Some("fail") => report.expect("rule", Verdict::Violated)?,
        other => return fail(format!("unknown result {other:?}")),
    }
    if let Some(difference) = &difference {
        report.expect("difference", Verdict::Satisfied)?;
        report.difference("rule", difference)?;
    }
    Ok(())
}

/// A report without its table: nothing is found wrong in it, and it is not complete.
pub(crate) fn missing(case: &Value) -> Outcome {
    let mut sheet = Sheet::default().required();
    let cells: Result<Vec<String>, Trouble> = (1..=4)
        .map(|n| sheet.value(&n.to_string(), &case["data"][n.to_string().as_str()]))
        .collect();
    let cells = cells?;
    sheet.rule(
        "rule",
        &format!("{} + {} = {} + {}", cells[0], cells[1], cells[2], cells[3]),
        Blank::Undecided,
    );
    let report = sheet.run()?;
    same("result", case["expected"]["result"].as_str(), Some("not assessable"))?;
    report.expect("rule", Verdict::Undecided)?;
    let missing = report.found.iter().filter(|f| matches!(f.detail, Detail::Missing { .. }));
    same("blank cells told", missing.count(), 4)
}

/// A required part of the text: a placeholder is too short to be one.
pub(crate) fn section(case: &Value) -> Outcome {
    if case["data"].is_object() {
        return outside(
            "what a text may say depends on a figure: a formula reads of a text only whether it is \
             there",
        );
    }
    let text = case["text"].as_str().unwrap_or_default();
    let numbered = text.chars().nth(1) == Some('、');
    let alone = if numbered { (text, "") } else { ("", text) };
    let (title, body) = text.split_once(['：', ':', '\n']).unwrap_or(alone);
    let definition = json!({
        "crossfoot": 1, "id": "case", "version": "1", "tables": [],
        "sections": [{"id": "part", "title": if title.is_empty() { "part" } else { title }, "min_chars": 10}],
    });
    let report = Report::of(&definition)?.enter(vec![("part".to_owned(), body.to_owned())])?;
    match case["expected"]["result"].as_str() {
        Some("pass") => same("findings", report.found.len(), 0),
        Some("fail") => same("findings", report.found.len(), 1),
        other => fail(format!("unknown result {other:?}")),
    }
}

/// How a report's sentences name a figure; the year's own words come first.
const RECEIVED: &[&str] = &[
    "全年…申请{n}",
    "全年…申请…共{n}",
    "全年…申请…计{n}",
    "本年度…申请{n}",
    "本年度…申请…共{n}",
    "本年度…申请…计{n}",
    "年度…申请{n}",
    "新收…申请{n}",
    "新收…申请…共{n}",
    "新收…申请…计{n}",
    "收到…申请{n}",
    "收到…申请…共{n}",
    "收到…申请…计{n}",
    "受理…申请{n}",
    "受理…申请…共{n}",
    "受理…申请…计{n}",
    "新收{n}",
    "收到{n}",
    "受理{n}",
    "申请{n}",
];
const CARRIED_IN: &[&str] =
    &["上年结转{n}", "上年度结转{n}", "上年结转…申请{n}", "上年度结转…申请{n}"];
const CARRIED_FORWARD: &[&str] = &[
    "结转下年度继续办理{n}",
    "结转下年度{n}",
    "结转下年{n}",
    "结转至下年度{n}",
    "结转下年…申请{n}",
];
const PROCESSED: &[&str] = &["全年…办结{n}", "办结…申请{n}", "办结{n}", "办理…申请{n}", "答复{n}"];

/// Sentences and the figures of the table they must agree with.
pub(crate) fn narrative(case: &Value) -> Outcome {
    let (text, expected) = (case["text"].as_str().unwrap_or_default(), &case["expected"]);
    if expected["sum_ok"].is_boolean() {
        return channels(text, expected);
    }
    if let Some(matches) = expected["matches"].as_array() {
        for item in matches {
            let name = item["item"].as_str().unwrap_or_default();
            let wordings = match name.split('[').next().unwrap_or_default() {
                "new_received" => RECEIVED,
                "carried_in" => CARRIED_IN,
                "carried_forward" => CARRIED_FORWARD,
                "total_processed" => PROCESSED,
                other => return fail(format!("no wordings for `{other}`")),
            };
            let table = decimal::of(&item["table"]).unwrap_or_default();
            said(text, wordings, decimal::of(&item["text"]))?;
            let agrees = !mentioned(text, wordings, &table)?;
            same(name, agrees, item["result"].as_str() == Some("pass"))?;
        }
        return if matches.is_empty() { fail("no sentence to look for") } else { Ok(()) };
    }
    let wordings: Vec<&str> = if text.contains("结转") && !text.contains("申请") {
        CARRIED_IN.to_vec()
    } else {
        RECEIVED.to_vec()
    };
    said(text, &wordings, decimal::of(&expected["value"]))
}

/// The sentence says this figure: with it in the table nothing is found, with another one the
/// sentence is. Without a figure, the sentence is never found.
fn said(text: &str, wordings: &[&str], figure: Option<String>) -> Outcome {
    let Some(figure) = figure else {
        return same("a figure is read", mentioned(text, wordings, "987654321")?, false);
    };
    let other = amount(&figure)?.checked_add(crossfoot::Amount::ONE).unwrap_or_default();
    same("the sentence against its figure", mentioned(text, wordings, &figure)?, false)?;
    same(
        "the sentence against another figure",
        mentioned(text, wordings, &other.to_string())?,
        true,
    )
}

/// Whether the sentence is found not to agree with the table.
fn mentioned(text: &str, wordings: &[&str], table: &str) -> Result<bool, Trouble> {
    let texts: Vec<String> = wordings.iter().map(|w| w.replace("{n}", "{t.x.total}")).collect();
    let definition = json!({
        "crossfoot": 1, "id": "case", "version": "1",
        "tables": [{"id": "t", "columns": [{"id": "total"}], "rows": [{"id": "x"}]}],
        "sections": [{"id": "part", "title": "part", "mentions": [{"id": "rule", "text": texts}]}],
    });
    let entries = [("part", text), ("t.x.total", table)];
    let entries = entries.map(|(cell, text)| (cell.to_owned(), text.to_owned())).to_vec();
    let report = Report::of(&definition)?.enter(entries)?;
    Ok(report.finding("rule").is_some())
}

/// A total with its parts and their shares in one sentence: `1499件：网络1303件（86.92%）、…`. The
/// pattern is the sentence with holes for its figures, from the first words behind the year.
fn channels(text: &str, expected: &Value) -> Outcome {
    let start = text.find('年').map_or(0, |at| at + '年'.len_utf8());
    let sentence = text.split_at_checked(start).map_or(text, |(_, sentence)| sentence);
    let mut pattern = String::new();
    let (mut counts, mut shares) = (Vec::new(), Vec::new());
    let mut rest = sentence;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let end = tail
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
            .unwrap_or(tail.len());
        rest = tail.split_at_checked(end).map_or("", |(_, rest)| rest);
        let hole = if rest.starts_with(['%', '％']) {
            shares.push(format!("p{}", shares.len()));
            shares.last().cloned()
        } else {
            counts.push(format!("n{}", counts.len()));
            counts.last().cloned()
        };
        pattern += &format!("{before}{{{}}}", hole.unwrap_or_default());
    }
    // A pattern ends where its last figure's unit does.
    pattern.extend(rest.chars().next());
    let Some((total, parts)) = counts.split_first() else { return fail("no figures") };
    let percent = |index: usize| format!("round({} / {total} * 100, 2) = p{index}", parts[index]);
    let mut checks = vec![(
        "sum".to_owned(),
        format!("{} = {total}", parts.join(" + ")),
        expected["sum_ok"] == true,
    )];
    for (index, right) in expected["percent_ok"].as_array().into_iter().flatten().enumerate() {
        if index < parts.len() && index < shares.len() {
            checks.push((format!("share{index}"), percent(index), *right == true));
        }
    }
    if let Some(sum) = decimal::of(&expected["percent_sum"]) {
        checks.push(("shares".to_owned(), format!("{} = {sum}", shares.join(" + ")), true));
    }
    if let Some(sum) = decimal::of(&expected["sum"]) {
        checks.push(("total".to_owned(), format!("{} = {sum}", parts.join(" + ")), true));
    }
    // Each with its opposite: a sentence that is not there says nothing either way.
    let mentions: Vec<Value> = checks
        .iter()
        .flat_map(|(id, check, _)| {
            let opposite = check.replacen(" = ", " != ", 1);
            [(id.clone(), check.clone()), (format!("{id}_opposite"), opposite)]
        })
        .map(|(id, check)| json!({"id": id, "text": pattern, "check": check}))
        .collect();
    let definition = json!({
        "crossfoot": 1, "id": "case", "version": "1", "tables": [],
        "sections": [{"id": "part", "title": "part", "mentions": mentions}],
    });
    let report = Report::of(&definition)?.enter(vec![("part".to_owned(), text.to_owned())])?;
    checks.iter().try_for_each(|(id, _, right)| report.holds(id, *right))
}
