//! Totals: the invoice sums of EN 16931, the share-of-total edits of HMDA, and plain sums.

use crate::decimal;
use crate::formula::{Meaning, Writer, same_option, truths};
use crate::notation::{Expr, read, remark};
use crate::outcome::{Outcome, Trouble, fail, same};
use crate::sheet::{Blank, Sheet};
use crate::walk::{names, visit};
use crossfoot::Verdict;
use serde_json::{Map, Value};

/// `sum(lines) = total`, `net = lines - allowances + charges (a blank … counts as 0)`, and the like.
/// A case without a rule gives parts and their `total`.
pub(crate) fn cross_foot(case: &Value) -> Outcome {
    let expected = &case["expected"];
    let mut sheet = Sheet::default();
    let mut writer = Writer::new(&mut sheet);
    let (computed, stated, check, blank) = match case["rule"].as_str() {
        Some(rule) => {
            // An element that a published rule names may be left out of an invoice.
            let optional = case["published_rule"].is_string();
            stated_rule(&mut writer, rule, optional, &case["data"])?
        }
        None => parts(&mut writer, &case["data"])?,
    };
    sheet.rule("rule", &check, blank);
    let difference = [&case["difference"], &expected["difference"]];
    let difference = difference.into_iter().find_map(decimal::of);
    if let Some(difference) = &difference {
        sheet.rule("difference", &format!("{computed} - {stated} = {difference}"), blank);
    }
    let total = decimal::of(&case["computed"]);
    if let Some(total) = &total {
        sheet.rule("computed", &format!("{computed} = {total}"), blank);
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
    if total.is_some() {
        report.expect("computed", Verdict::Satisfied)?;
    }
    Ok(())
}

/// What is computed, what is stated, the whole rule, and what a blank means to it.
type Sides = (String, String, String, Blank);

fn stated_rule(
    writer: &mut Writer,
    rule: &str,
    optional: bool,
    data: &Value,
) -> Result<Sides, Trouble> {
    let (rule, remark) = remark(rule);
    let expr = read(&rule.replace(" x ", " * "))?;
    let nought = optional || remark.contains("blank");
    let blank = if nought { Blank::Zero } else { Blank::Undecided };
    let own_currency = remark.contains("document currency");
    let empty = Map::new();
    let data = data.as_object().unwrap_or(&empty);
    for (name, value) in data {
        let meaning = match value {
            Value::Array(_) => continue,
            Value::String(text) if decimal::plain(text).is_none() => continue,
            value => Meaning::Figure(writer.sheet.value(name, value)?),
        };
        writer.names.insert(name.clone(), meaning);
    }
    // A name the case gives nothing for is a blank.
    for name in names(&expr).into_iter().filter(|name| !data.contains_key(name)) {
        let cell = writer.sheet.figure(&name, "")?;
        writer.names.insert(name, Meaning::Figure(cell));
    }
    let Expr::Compare(sign, left, right) = &expr else {
        return fail(format!("`{rule}` compares nothing"));
    };
    // A list stands for its sum.
    for (name, value) in data {
        let Value::Array(entries) = value else { continue };
        let mut condition = None;
        for side in [left, right] {
            find_condition(side, name, &mut condition);
        }
        let sum = list(writer, name, entries, condition.as_ref(), own_currency, data)?;
        writer.names.insert(name.clone(), Meaning::Formula(sum));
    }
    let stated_left = matches!(**left, Expr::Name(_));
    let left = writer.figure(&unlisted(left))?;
    let right = writer.figure(&unlisted(right))?;
    let check = format!("{left} {sign} {right}");
    let (computed, stated) = if stated_left { (right, left) } else { (left, right) };
    Ok((computed, stated, check, blank))
}

/// What a list's entries must be: `charge = false` of `sum(entries where charge = false)`.
fn find_condition(expr: &Expr, list: &str, found: &mut Option<(String, String)>) {
    visit(expr, &mut |expr| {
        let Expr::Where(what, condition) = expr else { return };
        if **what != Expr::Name(list.to_owned()) {
            return;
        }
        if let Expr::Compare("=", key, value) = &**condition
            && let Expr::Name(key) = &**key
        {
            let value = match &**value {
                Expr::Truth(truth) => truth.to_string(),
                Expr::Text(text) | Expr::Name(text) | Expr::Number(text) => text.clone(),
                _ => return,
            };
            *found = Some((key.clone(), value));
        }
    });
}

/// The expression with lists under the names of their sums.
fn unlisted(expr: &Expr) -> Expr {
    let again = |expr: &Expr| Box::new(unlisted(expr));
    match expr {
        Expr::Call(name, arguments) if name == "sum" => match arguments.as_slice() {
            [only] => unlisted(only),
            _ => expr.clone(),
        },
        Expr::Where(what, _) => unlisted(what),
        Expr::Math(sign, left, right) => Expr::Math(*sign, again(left), again(right)),
        Expr::Negate(inner) => Expr::Negate(again(inner)),
        Expr::Call(name, arguments) => {
            Expr::Call(name.clone(), arguments.iter().map(unlisted).collect())
        }
        other => other.clone(),
    }
}

/// The sum of a list, of those entries that count.
fn list(
    writer: &mut Writer,
    name: &str,
    entries: &[Value],
    condition: Option<&(String, String)>,
    own_currency: bool,
    data: &Map<String, Value>,
) -> Result<String, Trouble> {
    let mut options = vec!["…".to_owned()];
    let currencies = entries.iter().map(|entry| &entry["currency"]);
    for value in currencies.chain(data.get("document_currency")) {
        let currency = value.as_str().unwrap_or_default().to_owned();
        if !currency.is_empty() && !options.contains(&currency) {
            options.push(currency);
        }
    }
    let document = match data.get("document_currency").and_then(Value::as_str) {
        Some(currency) if own_currency => {
            Some(writer.sheet.choice("document currency", &options, currency))
        }
        _ => None,
    };
    let mut terms = Vec::new();
    for entry in entries {
        let figure = match entry {
            Value::Object(entry) => entry.get("amount").or(entry.get("value")),
            other => Some(other),
        };
        let figure = writer.sheet.value(name, figure.unwrap_or(&Value::Null))?;
        let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        let counts = if let Some((key, value)) = condition {
            let mut options = truths();
            options.extend([value.clone(), text(key)].into_iter().filter(|o| !o.is_empty()));
            options.sort();
            options.dedup();
            let cell = writer.sheet.choice(key, &options, &text(key));
            Some(format!("{cell} = {}", crate::formula::quoted(value)?))
        } else if let Some(document) = &document {
            let cell = writer.sheet.choice("currency", &options, &text("currency"));
            Some(same_option(&cell, document, &options)?)
        } else {
            None
        };
        terms.push(match counts {
            Some(counts) => format!("if({counts}, {figure}, 0)"),
            None => figure,
        });
    }
    Ok(if terms.is_empty() { "0".to_owned() } else { format!("sum({})", terms.join(", ")) })
}

/// Parts and their `total`.
fn parts(writer: &mut Writer, data: &Value) -> Result<Sides, Trouble> {
    let mut parts = Vec::new();
    let mut total = None;
    for (name, value) in data.as_object().into_iter().flatten() {
        let cell = writer.sheet.value(name, value)?;
        if name == "total" {
            total = Some(cell);
        } else {
            parts.push(cell);
        }
    }
    let Some(total) = total.filter(|_| !parts.is_empty()) else {
        return fail("there is no rule, and no total with its parts");
    };
    let sum = format!("sum({})", parts.join(", "));
    let check = format!("{sum} = {total}");
    Ok((sum, total, check, Blank::Undecided))
}

/// A soft edit about a share of a total: `action2 <= 0.15 * total`, `if a > 25 then a <= 0.95 * b`.
pub(crate) fn share(case: &Value) -> Outcome {
    let expr = read(case["rule"].as_str().unwrap_or_default())?;
    let mut sheet = Sheet::default().soft();
    let mut writer = Writer::new(&mut sheet);
    for (name, value) in case["data"].as_object().into_iter().flatten() {
        let cell = writer.sheet.value(name, value)?;
        writer.names.insert(name.clone(), Meaning::Figure(cell));
    }
    let expr = unrun(&expr, &writer);
    for name in names(&expr) {
        if !writer.names.contains_key(&name) {
            let cell = writer.sheet.figure(&name, "")?;
            writer.names.insert(name, Meaning::Figure(cell));
        }
    }
    let check = writer.condition(&expr)?;
    sheet.rule("edit", &check, Blank::Undecided);
    let report = sheet.run()?;
    match case["expected"]["result"].as_str() {
        Some("pass") => report.expect("edit", Verdict::Satisfied)?,
        Some("fail") => report.expect("edit", Verdict::Violated)?,
        other => return fail(format!("unknown result {other:?}")),
    }
    report.only_asks("edit")?;
    same("findings", report.found.len(), usize::from(report.finding("edit").is_some()))
}

/// A run `action1+...+action6` as one figure where the case gives it as `action1_to_6`, as the sum of
/// its members where it gives those.
fn unrun(expr: &Expr, writer: &Writer) -> Expr {
    let again = |expr: &Expr| Box::new(unrun(expr, writer));
    match expr {
        Expr::Run(first, last) => {
            let number = |name: &str| -> (String, u32) {
                let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
                (stem.to_owned(), name.trim_start_matches(stem).parse().unwrap_or(0))
            };
            let ((stem, from), (_, to)) = (number(first), number(last));
            let whole = format!("{first}_to_{to}");
            if writer.names.contains_key(&whole) {
                return Expr::Name(whole);
            }
            let members = (from..=to).map(|n| Expr::Name(format!("{stem}{n}"))).collect();
            Expr::Call("sum".to_owned(), members)
        }
        Expr::Math(sign, left, right) => Expr::Math(*sign, again(left), again(right)),
        Expr::Compare(sign, left, right) => Expr::Compare(sign, again(left), again(right)),
        Expr::And(left, right) => Expr::And(again(left), again(right)),
        Expr::Or(left, right) => Expr::Or(again(left), again(right)),
        Expr::Not(inner) => Expr::Not(again(inner)),
        Expr::Negate(inner) => Expr::Negate(again(inner)),
        Expr::Implies(when, then) => Expr::Implies(again(when), again(then)),
        Expr::Call(name, arguments) => {
            Expr::Call(name.clone(), arguments.iter().map(|a| unrun(a, writer)).collect())
        }
        other => other.clone(),
    }
}
