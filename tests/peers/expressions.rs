//! DHIS2's expression parser: expressions of constants and what they come to.
//!
//! A form has no constants to work out, it has cells; so the constants are what stands in the
//! cells, and a rule says what the expression must come to.

use crate::decimal;
use crate::formula::{Kind, Writer};
use crate::notation::{Expr, read};
use crate::outcome::{Outcome, fail, outside};
use crate::sheet::{Blank, Sheet};
use crate::walk::{fold, visit};
use crossfoot::Verdict;
use serde_json::Value;

const BY_NOUGHT: &str =
    "divides by nought, which gives Infinity or NaN at the peer; here such a rule stays undecided";

pub(crate) fn expression(case: &Value) -> Outcome {
    let text = case["expression"].as_str().unwrap_or_default();
    let expected = case["expected"].as_str().unwrap_or_default();
    let expr = read(text)?;
    let mut by_nought = false;
    let mut of_null = false;
    let mut own_sign = false;
    visit(&expr, &mut |expr| match expr {
        Expr::Math('/' | '%', _, right) => by_nought |= fold(right).is_some_and(|r| r.is_zero()),
        Expr::Null => of_null = true,
        Expr::Negate(inner) => own_sign |= even_power(inner),
        _ => {}
    });
    if own_sign {
        return outside("a sign before an even power binds as the peer's grammar has it");
    }

    let mut sheet = Sheet::default();
    let mut writer = Writer::of_constants(&mut sheet, &expr);
    let kind = match (writer.kind(&expr)?, expected) {
        (Kind::Null, "true" | "false") => Kind::Truth,
        (kind, _) => kind,
    };
    let check = match kind {
        Kind::Truth => writer.condition(&expr),
        Kind::Number | Kind::Null => writer.figure(&expr),
        Kind::Text => return outside("an expression that is a text"),
    };
    let check = match check {
        Ok(check) => check,
        // What divides by nought is not worth another reason.
        Err(_) if by_nought => return outside(BY_NOUGHT),
        Err(trouble) => return Err(trouble),
    };
    let number = decimal::plain(expected);
    let check = match (kind, &number) {
        (Kind::Truth, _) => check,
        (_, Some(number)) => format!("{check} = {}", crate::sheet::amount(number)?),
        // Whatever it came to, it would be this or not this.
        (_, None) => format!("{check} = 0"),
    };
    let tolerance = decimal::of(&case["tolerance"]).unwrap_or_else(|| "0".to_owned());
    let tolerance = if kind == Kind::Truth { "0" } else { &tolerance };
    sheet.tolerant("value", &check, Blank::Undecided, tolerance);
    let report = sheet.run()?;
    let found = report.verdict("value")?;

    match (expected, found) {
        ("true", Verdict::Satisfied) if kind == Kind::Truth => Ok(()),
        ("false", Verdict::Violated) if kind == Kind::Truth => Ok(()),
        (_, Verdict::Satisfied) if kind == Kind::Number && number.is_some() => Ok(()),
        (_, Verdict::Undecided) if by_nought => outside(BY_NOUGHT),
        ("null", Verdict::Undecided) => Ok(()),
        (_, Verdict::Undecided) if of_null => {
            outside("a null that is compared or counted; here a rule about a blank stays undecided")
        }
        _ => fail(format!("`{check}` is {found:?}, and {text} is {expected}")),
    }
}

/// Whether an expression is a power whose value hides the sign of what is raised.
fn even_power(expr: &Expr) -> bool {
    let Expr::Math('^', _, exponent) = expr else { return false };
    let exponent = fold(exponent).and_then(|exponent| exponent.units_at(0));
    exponent.is_some_and(|exponent| exponent % 2 == 0)
}
