//! SDMX VTL: checks of pairs with their imbalance, conditional checks, totals under six ways to take
//! a missing value, and flows that make stocks.

use crate::decimal;
use crate::formula::{Meaning, Writer, quoted};
use crate::notation::{Expr, read, remark};
use crate::outcome::{Outcome, Trouble, fail, same};
use crate::sheet::{Blank, Report, Sheet, amount};
use crate::walk::names;
use crossfoot::{Amount, Verdict};
use serde_json::{Value, json};

/// Two figures in a relation, and left less right.
pub(crate) fn pair(case: &Value) -> Outcome {
    let rule = read(case["rule"].as_str().unwrap_or("left = right"))?;
    let mut sheet = Sheet::default();
    let mut writer = Writer::new(&mut sheet);
    for name in ["left", "right"] {
        let cell = writer.sheet.value(name, &case[name])?;
        writer.names.insert(name.to_owned(), Meaning::Figure(cell));
    }
    let check = writer.condition(&rule)?;
    let expected = &case["expected"];
    let imbalance = decimal::of(&expected["imbalance"]);
    if let Some(imbalance) = &imbalance {
        let sides = read("left - right")?;
        let sides = writer.figure(&sides)?;
        sheet.rule("imbalance", &format!("{sides} = {imbalance}"), Blank::Undecided);
    }
    sheet.rule("rule", &check, Blank::Undecided);
    let report = sheet.run()?;
    passes(&report, &expected["pass"])?;
    if let Some(imbalance) = &imbalance {
        report.expect("imbalance", Verdict::Satisfied)?;
        report.difference("rule", imbalance)?;
    }
    Ok(())
}

fn passes(report: &Report, pass: &Value) -> Outcome {
    match pass {
        Value::Bool(pass) => report.holds("rule", *pass),
        Value::Null => report.expect("rule", Verdict::Undecided),
        other => fail(format!("unknown result {other}")),
    }
}

/// `when CREDIT then value >= 0 (code Bad credit)`: the code is what the rule says when it fails.
pub(crate) fn conditional(case: &Value) -> Outcome {
    let (rule, code) = remark(case["rule"].as_str().unwrap_or_default());
    let code = code.strip_prefix("code ").unwrap_or(code);
    let expr = read(rule)?;
    let data = case["data"].as_object();
    // A word that is no name of the data is one of the options of the cell that is no figure.
    let own = |name: &String| data.is_some_and(|data| data.contains_key(name));
    let mut options: Vec<String> = names(&expr).into_iter().filter(|name| !own(name)).collect();
    let text = |value: &Value| {
        value.as_str().filter(|text| decimal::plain(text).is_none()).map(str::to_owned)
    };
    options.extend(data.into_iter().flatten().filter_map(|(_, value)| text(value)));
    options.push("…".to_owned());
    options.sort();
    options.dedup();
    let mut sheet = Sheet::default();
    let mut writer = Writer::new(&mut sheet);
    let mut side = None;
    for (name, value) in data.into_iter().flatten() {
        let meaning = match text(value) {
            Some(text) => {
                side = Some(name.clone());
                Meaning::Choice(writer.sheet.choice(name, &options, &text), options.clone())
            }
            None => Meaning::Figure(writer.sheet.value(name, value)?),
        };
        writer.names.insert(name.clone(), meaning);
    }
    let (Expr::Implies(when, then), Some(side)) = (&expr, side) else {
        return fail(format!("`{rule}` has no condition"));
    };
    let when = match &**when {
        Expr::Name(option) => format!("{} = {}", writer.cell(&side)?, quoted(option)?),
        other => writer.condition(other)?,
    };
    let then = writer.condition(then)?;
    sheet.said("rule", &format!("{when} => {then}"), code);
    let report = sheet.run()?;
    let expected = &case["expected"];
    passes(&report, &expected["pass"])?;
    let finding = report.finding("rule");
    let source = finding.and_then(|finding| report.session.form().source(finding.source));
    let said = source.map(|source| source.message.get("en").to_owned());
    same("what is said", said, expected["errorcode"].as_str().map(str::to_owned))
}

/// How a mode takes a missing value, and what must be there for the rule to be looked at.
fn mode(name: &str) -> Result<(Blank, bool), Trouble> {
    Ok(match name {
        // A rule with a blank stays undecided; with nothing but blanks too.
        "non_null" | "partial_null" | "always_null" => (Blank::Undecided, false),
        "partial_zero" => (Blank::UndecidedIfAll, false),
        "always_zero" => (Blank::Zero, false),
        "non_zero" => (Blank::Zero, true),
        other => return fail(format!("unknown mode `{other}`")),
    })
}

/// The rule, asked only when a figure is not nought where the mode says so.
fn in_mode(check: &str, cells: &[String], not_nought: bool) -> String {
    if !not_nought {
        return check.to_owned();
    }
    let each: Vec<String> = cells.iter().map(|cell| format!("{cell} != 0")).collect();
    format!("({}) => {check}", each.join(" or "))
}

/// A total and its parts under a mode.
pub(crate) fn hierarchy(case: &Value) -> Outcome {
    let rule = case["rule"]["expr"].as_str().or(case["rule"].as_str()).unwrap_or_default();
    let expr = read(rule)?;
    let Expr::Compare(_, left, right) = &expr else {
        return fail(format!("`{rule}` compares nothing"));
    };
    let (blank, not_nought) = mode(case["mode"].as_str().unwrap_or("always_null"))?;
    let mut sheet = Sheet::default();
    let mut writer = Writer::new(&mut sheet);
    let mut cells = Vec::new();
    for name in names(&expr) {
        let cell = writer.sheet.value(&name, &case["data"][name.as_str()])?;
        cells.push(cell.clone());
        writer.names.insert(name, Meaning::Figure(cell));
    }
    let check = writer.condition(&expr)?;
    let sides = format!("{} - {}", writer.figure(left)?, writer.figure(right)?);
    sheet.rule("rule", &in_mode(&check, &cells, not_nought), blank);
    let expected = &case["expected"];
    let imbalance = decimal::of(&expected["imbalance"]);
    if let Some(imbalance) = &imbalance {
        sheet.rule("imbalance", &format!("{sides} = {imbalance}"), blank);
    }
    let each: Vec<String> = cells.iter().map(|cell| format!("{cell} = 0")).collect();
    if not_nought {
        sheet.rule("nothing", &each.join(" and "), blank);
    }
    let report = sheet.run()?;
    match expected["result"].as_str() {
        Some("pass") => report.expect("rule", Verdict::Satisfied)?,
        Some("fail") => report.expect("rule", Verdict::Violated)?,
        // Nothing but noughts: the rule does not apply, and so it holds.
        Some("not evaluated") if not_nought => {
            report.expect("nothing", Verdict::Satisfied)?;
            report.expect("rule", Verdict::Satisfied)?;
        }
        Some("unknown" | "not evaluated") => report.expect("rule", Verdict::Undecided)?,
        other => return fail(format!("unknown result {other:?}")),
    }
    if let Some(imbalance) = &imbalance {
        report.expect("imbalance", Verdict::Satisfied)?;
        report.difference("rule", imbalance)?;
    }
    Ok(())
}

/// The table of modes, tried on a whole and a part: both there, one of them, none, and noughts.
pub(crate) fn modes(case: &Value) -> Outcome {
    let figures = ["", "0", "1"];
    for (name, says) in case["expected"].as_object().into_iter().flatten() {
        let (blank, not_nought) = mode(name)?;
        for whole in figures {
            for part in figures {
                let mut sheet = Sheet::default();
                let cells = [sheet.figure("whole", whole)?, sheet.figure("part", part)?];
                let check = format!("{} = {}", cells[0], cells[1]);
                sheet.rule("rule", &in_mode(&check, &cells, not_nought), blank);
                let found = sheet.run()?.verdict("rule")?;
                let given = [whole, part].iter().filter(|figure| !figure.is_empty()).count();
                let looked_at = match says["evaluate_when"].as_str() {
                    Some("all operands present") => given == 2,
                    Some("at least one operand present") => given > 0,
                    Some("at least one operand non-zero") => [whole, part].contains(&"1"),
                    Some("always") => true,
                    other => return fail(format!("unknown condition {other:?}")),
                };
                let zero = match says["missing"].as_str() {
                    Some("zero") => true,
                    Some("null") => false,
                    other => return fail(format!("unknown value {other:?} for a missing figure")),
                };
                let or_nought =
                    |figure: &str| if figure.is_empty() { "0" } else { figure }.to_owned();
                let holds = or_nought(whole) == or_nought(part);
                let right = match found {
                    _ if !looked_at => found != Verdict::Violated,
                    Verdict::Undecided => given < 2 && !zero,
                    Verdict::Satisfied => (given == 2 || zero) && holds,
                    Verdict::Violated => (given == 2 || zero) && !holds,
                };
                if !right {
                    return fail(format!("{name}: `{whole}` = `{part}` is {found:?}"));
                }
            }
        }
    }
    Ok(())
}

/// A stock is the stock before and this period's flow: a column that accumulates another. Each
/// period is a report, with the report before as last period's.
pub(crate) fn cumulative(case: &Value) -> Outcome {
    let (flows, stocks) = match case["operation"].as_str() {
        Some("flow_to_stock") => (&case["series"], &case["expected"]),
        Some("stock_to_flow") => (&case["expected"], &case["series"]),
        other => return fail(format!("unknown operation {other:?}")),
    };
    let (Some(flows), Some(stocks)) = (flows.as_object(), stocks.as_object()) else {
        return fail("a series is no object");
    };
    let figure = |value: Option<&Value>| value.and_then(decimal::of);
    let scale = flows.values().chain(stocks.values()).filter_map(decimal::of);
    let scale = scale.map(|figure| decimal::decimals(&figure)).max().unwrap_or(0);
    let definition = json!({
        "crossfoot": 1, "id": "case", "version": "1",
        "tables": [{
            "id": "t", "type": "signed", "scale": scale, "required": false,
            "columns": [{"id": "flow"}, {"id": "stock", "accumulates": {"of": "flow", "id": "rule"}}],
            "rows": [{"id": "x"}],
        }],
    });
    let mut last = Some("0".to_owned());
    let mut before = last.clone();
    for period in stocks.keys() {
        let (flow, stock) = (figure(flows.get(period)), figure(stocks.get(period)));
        // Over a gap the office reports the last stock it knows; where the peer has no flow after a
        // gap, nothing is reported as the stock before.
        let prior = if flow.is_some() { &last } else { &before };
        let found =
            stock_verdict(&definition, prior.as_deref(), flow.as_deref(), stock.as_deref())?;
        let known = flow.is_some() && stock.is_some() && prior.is_some();
        let expected = if known { Verdict::Satisfied } else { Verdict::Undecided };
        same(period, found, expected)?;
        if let (true, Some(stock)) = (known, &stock) {
            let other = amount(stock)?.checked_add(Amount::ONE).unwrap_or_default().to_string();
            let found =
                stock_verdict(&definition, prior.as_deref(), flow.as_deref(), Some(&other))?;
            same(&format!("{period} with another stock"), found, Verdict::Violated)?;
        }
        before = stock.clone();
        last = stock.or(last);
    }
    Ok(())
}

fn stock_verdict(
    definition: &Value,
    prior: Option<&str>,
    flow: Option<&str>,
    stock: Option<&str>,
) -> Result<Verdict, Trouble> {
    let mut report = Report::of(definition)?;
    report.session.set_prior([("t.x.stock", prior.unwrap_or(""))]);
    let entry = |cell: &str, text: Option<&str>| (cell.to_owned(), text.unwrap_or("").to_owned());
    report.enter(vec![entry("t.x.flow", flow), entry("t.x.stock", stock)])?.verdict("rule@x")
}
