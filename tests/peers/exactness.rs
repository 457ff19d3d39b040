//! Exact decimals: what binary fractions get wrong, blanks that become noughts, separators, and the
//! numeric constraints of JSON Schema.

use crate::decimal;
use crate::formula::{Meaning, Writer};
use crate::notation::{Expr, read};
use crate::outcome::{Outcome, Trouble, fail, outside, same};
use crate::sheet::{Blank, Report, Sheet, amount, fits};
use crate::walk::{fold, visit};
use crossfoot::entry::{self, Reading};
use crossfoot::finding::Detail;
use crossfoot::{Entry, Form, Verdict};
use serde_json::{Value, json};

/// An expression and what it exactly is.
pub(crate) fn arithmetic(case: &Value) -> Outcome {
    let input = case["input"].as_str().unwrap_or_default();
    let exact = case["expected"]["exact"].as_str().unwrap_or_default();
    if let Some((figure, of)) = input.split_once(" is a multiple of ") {
        let mut sheet = Sheet::default();
        let figure = sheet.figure("value", figure)?;
        sheet.rule("rule", &multiple(&figure, of)?, Blank::Undecided);
        return sheet.run()?.holds("rule", exact.starts_with("true"));
    }
    let expr = read(input)?;
    if exact.contains("non-result") {
        return without_result(&expr);
    }
    if exact.contains("missing") {
        let mut sheet = Sheet::default().required();
        let check = written(&mut sheet, &expr)?;
        sheet.rule("rule", &check, Blank::Undecided);
        let report = sheet.run()?;
        report.expect("rule", Verdict::Undecided)?;
        let missing = report.found.iter().filter(|f| matches!(f.detail, Detail::Missing { .. }));
        return same("the blank is told", missing.count(), 1);
    }
    let word = exact.split_whitespace().next().unwrap_or_default();
    let mut sheet = Sheet::default();
    if matches!(word, "true" | "false") {
        let check = written(&mut sheet, &expr)?;
        sheet.rule("rule", &check, Blank::Undecided);
        return sheet.run()?.holds("rule", word == "true");
    }
    let Some(figure) = decimal::plain(word) else {
        return refused(&expr, exact);
    };
    let check = written(&mut sheet, &expr)?;
    sheet.rule("rule", &format!("{check} = {}", amount(&figure)?), Blank::Undecided);
    sheet.run()?.expect("rule", Verdict::Satisfied)
}

/// The expression, its constants typed into cells; a text is typed as it stands.
fn written(sheet: &mut Sheet, expr: &Expr) -> Result<String, Trouble> {
    let mut texts = Vec::new();
    let expr = typed(expr, &mut texts);
    let mut writer = Writer::of_constants(sheet, &expr);
    for (name, text) in texts {
        let decimals = text.rsplit_once(['.', '．']).map_or(0, |(_, rest)| rest.chars().count());
        let scale = u8::try_from(decimals.min(9)).unwrap_or(9);
        let cell = writer.sheet.typed("typed", &text, scale);
        writer.names.insert(name, Meaning::Figure(cell));
    }
    match expr {
        Expr::Compare(..) | Expr::And(..) | Expr::Or(..) | Expr::Not(_) => writer.condition(&expr),
        _ => writer.figure(&expr),
    }
}

/// Texts become names.
fn typed(expr: &Expr, texts: &mut Vec<(String, String)>) -> Expr {
    match expr {
        Expr::Text(text) => {
            let name = format!("typed{}", texts.len());
            texts.push((name.clone(), text.clone()));
            Expr::Name(name)
        }
        Expr::Math(sign, left, right) => {
            let left = typed(left, texts);
            Expr::Math(*sign, Box::new(left), Box::new(typed(right, texts)))
        }
        Expr::Compare(sign, left, right) => {
            let left = typed(left, texts);
            Expr::Compare(sign, Box::new(left), Box::new(typed(right, texts)))
        }
        Expr::Negate(inner) => Expr::Negate(Box::new(typed(inner, texts))),
        Expr::Call(name, arguments) => {
            Expr::Call(name.clone(), arguments.iter().map(|a| typed(a, texts)).collect())
        }
        other => other.clone(),
    }
}

/// A division by nought: one in the rule is refused with its reason, one in the figures leaves the
/// rule undecided whatever it is compared with.
fn without_result(expr: &Expr) -> Outcome {
    let mut divisor = None;
    visit(expr, &mut |expr| {
        if let Expr::Math('/', _, right) = expr {
            divisor = fold(right);
        }
    });
    if divisor.is_none_or(|divisor| !divisor.is_zero()) {
        return fail("divides by something else than nought");
    }
    let mut sheet = Sheet::default();
    let check = written(&mut sheet, expr)?;
    for (id, sign) in [("equal", "="), ("unequal", "!="), ("above", ">"), ("not_above", "<=")] {
        sheet.rule(id, &format!("{check} {sign} 0"), Blank::Undecided);
    }
    let report = sheet.run()?;
    for id in ["equal", "unequal", "above", "not_above"] {
        report.expect(id, Verdict::Undecided)?;
    }
    let definition = json!({
        "crossfoot": 1, "id": "case", "version": "1",
        "tables": [{"id": "t", "columns": [{"id": "v"}], "rows": [{"id": "a"}, {"id": "b"}]}],
        "rules": [{"id": "rule", "check": "a / 0 = b"}],
    });
    match Form::compile(&definition.to_string()) {
        Ok(_) => fail("a rule that divides by 0 compiles"),
        Err(problems) => {
            let codes: Vec<&str> = problems.0.iter().map(|problem| problem.code.name()).collect();
            same("the problem told", codes, vec!["division-by-zero"])
        }
    }
}

/// What is typed is no figure, and is refused with a reason.
fn refused(expr: &Expr, exact: &str) -> Outcome {
    if !["refus", "reject", "error", "invalid", "unreadable", "not a "]
        .iter()
        .any(|word| exact.contains(word))
    {
        return fail(format!("unknown expectation `{exact}`"));
    }
    let mut texts = Vec::new();
    typed(expr, &mut texts);
    let reading = Reading::Figure { scale: 9, signed: true };
    let refused = |text: &str| matches!(entry::read(text, reading, None), Entry::Unreadable(_));
    let any = texts.iter().any(|(_, text)| refused(text));
    same("a text is refused", any, true)
}

/// A figure is a multiple of another when their quotient is a whole number.
fn multiple(figure: &str, of: &str) -> Result<String, Trouble> {
    let of = amount(of)?;
    Ok(format!("round({figure} / {of}, 0) = {figure} / {of}"))
}

/// `multipleOf`, `maximum`, `type` and the like.
pub(crate) fn constraint(case: &Value) -> Outcome {
    let text = decimal_text(&case["value"]);
    let Some(figure) = decimal::plain(&text) else {
        return outside(format!(
            "lets `{text}` pass, which is no figure; a cell for figures refuses it"
        ));
    };
    fits(&figure)?;
    let mut whole = true;
    let mut sheet = Sheet::default();
    let cell = sheet.figure("value", &figure)?;
    let mut rules = Vec::new();
    for (key, value) in case["constraint"].as_object().into_iter().flatten() {
        let limit = decimal_text(value);
        let check = match key.as_str() {
            "multipleOf" | "divisibleBy" => multiple(&cell, &limit)?,
            "maximum" => format!("{cell} <= {}", amount(&limit)?),
            "minimum" => format!("{cell} >= {}", amount(&limit)?),
            "exclusiveMaximum" => format!("{cell} < {}", amount(&limit)?),
            "exclusiveMinimum" => format!("{cell} > {}", amount(&limit)?),
            // A cell without decimal places.
            "type" if limit == "integer" => {
                let read = entry::read(&figure, Reading::Figure { scale: 0, signed: true }, None);
                whole = matches!(read, Entry::Amount(_));
                continue;
            }
            "type" if limit == "number" => continue,
            other => return fail(format!("unknown constraint `{other}`")),
        };
        sheet.rule(key, &check, Blank::Undecided);
        rules.push(key.clone());
    }
    let report: Report = sheet.run()?;
    let mut valid = whole;
    for rule in rules {
        match report.verdict(&rule)? {
            Verdict::Satisfied => {}
            Verdict::Violated => valid = false,
            Verdict::Undecided => return fail(format!("{rule} is undecided")),
        }
    }
    same("valid", Some(valid), case["expected"]["valid"].as_bool())
}

fn decimal_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
