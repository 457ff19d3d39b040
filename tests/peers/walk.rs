//! Looking through an expression.

use crate::decimal;
use crate::notation::Expr;
use crossfoot::Amount;

/// The value of an expression of constants alone, where it is exact.
pub(crate) fn fold(expr: &Expr) -> Option<Amount> {
    match expr {
        Expr::Number(text) => Amount::parse(&decimal::plain(text)?),
        Expr::Negate(inner) => Some(fold(inner)?.negated()),
        Expr::Math(sign, left, right) => {
            let (left, right) = (fold(left)?, fold(right)?);
            match sign {
                '+' => left.checked_add(right),
                '-' => left.checked_sub(right),
                '*' => left.checked_mul(right),
                '/' => left.checked_div(right),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Visits every part of an expression, the whole first.
pub(crate) fn visit(expr: &Expr, see: &mut impl FnMut(&Expr)) {
    see(expr);
    match expr {
        Expr::Negate(inner) | Expr::Not(inner) | Expr::In(inner, _) => visit(inner, see),
        Expr::Math(_, left, right)
        | Expr::Compare(_, left, right)
        | Expr::And(left, right)
        | Expr::Or(left, right)
        | Expr::Implies(left, right)
        | Expr::Where(left, right) => {
            visit(left, see);
            visit(right, see);
        }
        Expr::Call(_, arguments) => arguments.iter().for_each(|argument| visit(argument, see)),
        _ => {}
    }
}

/// The names an expression reads, each once, in order.
pub(crate) fn names(expr: &Expr) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    visit(expr, &mut |expr| {
        if let Expr::Name(name) = expr
            && !names.contains(name)
        {
            names.push(name.clone());
        }
    });
    names
}
