//! A rule's formula: text to syntax tree. Names are not resolved here; every error knows the
//! character it is at.

mod parser;
mod token;

use crate::amount::Amount;
use crate::rules::{Function, Operator, Relation};
pub(crate) use parser::read;
use token::{begins_word, continues_word};

/// Longest formula read, in bytes: as a tree it takes some two hundred times as many.
pub(crate) const MAX_BYTES: usize = 1 << 17;

/// An expression and the character it begins at, counted from 0.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Expr {
    pub(crate) at: usize,
    pub(crate) kind: ExprKind,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum ExprKind {
    Number(Amount),
    /// A text in quotation marks.
    Text(String),
    Name(Name),
    Negate(Box<Expr>),
    /// Operands joined by operators of one rank; flat, so that a long sum is no deep tree. The
    /// first operand's operator is the rank's neutral one.
    Chain(Vec<(Operator, Expr)>),
    Call(Function, Vec<Expr>),
    Compare(Relation, Box<(Expr, Expr)>),
    Not(Box<Expr>),
    /// Joined by `and`.
    All(Vec<Expr>),
    /// Joined by `or`.
    Any(Vec<Expr>),
    Implies(Box<(Expr, Expr)>),
}

impl ExprKind {
    /// Whether it is true or false, and not a figure.
    fn is_condition(&self) -> bool {
        match self {
            ExprKind::Call(function, _) => function.is_condition(),
            ExprKind::Compare(..)
            | ExprKind::Not(_)
            | ExprKind::All(_)
            | ExprKind::Any(_)
            | ExprKind::Implies(_) => true,
            _ => false,
        }
    }
}

/// A name as written: `received`, `received.year`, `prior.received`, `received.*`, `a..b`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Name {
    pub(crate) prior: bool,
    pub(crate) words: Vec<String>,
    pub(crate) reach: Reach,
}

/// How many lines a name stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Reach {
    One,
    /// `row.*`: the lines nested in it.
    Parts,
    /// `a..b`: the lines from one to another.
    UpTo(String),
}

/// What a formula has where something else is needed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct FormulaError {
    pub(crate) at: usize,
    pub(crate) found: String,
    pub(crate) expected: Vec<&'static str>,
}

/// Words with a meaning of their own in formulas, besides the functions; no id can be one of them.
pub(crate) const KEYWORDS: &[&str] = &["prior", "and", "or", "not"];

fn is_reserved(word: &str) -> bool {
    KEYWORDS.contains(&word) || function(word).is_some()
}

fn function(word: &str) -> Option<Function> {
    Function::ALL.iter().copied().find(|function| function.name() == word)
}

/// Whether a text can be an id: letters of any script, digits and `_`, not beginning with a digit,
/// and no reserved word.
pub(crate) fn is_id(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(begins_word) && chars.all(continues_word) && !is_reserved(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> (usize, String) {
        match read(text) {
            Err(error) => (error.at, error.found),
            Ok(formula) => unreachable!("{text} was read as {formula:?}"),
        }
    }

    #[test]
    fn full_width_signs_mean_the_same() {
        assert_eq!(read("a＋b×２≤c"), read("a+b*2≤c"));
        assert_eq!(read("受理＝（当面 + 网上）"), read("受理=(当面 + 网上)"));
        assert_eq!(shape("类别 ＝ “是” ⇒ a ＞ ０"), shape("类别 = \"是\" => a > 0"));
    }

    #[test]
    fn names_reach_over_lines_and_periods() {
        let formula = read("sum(a.*, b..d) = prior.e.year");
        let sides = match formula.map(|formula| formula.kind) {
            Ok(ExprKind::Compare(Relation::Equal, pair)) => *pair,
            other => unreachable!("{other:?}"),
        };
        let names = match (sides.0.kind, sides.1.kind) {
            (ExprKind::Call(Function::Sum, arguments), ExprKind::Name(right)) => {
                assert!(right.prior);
                assert_eq!(right.words, ["e", "year"]);
                arguments
            }
            other => unreachable!("{other:?}"),
        };
        let reaches: Vec<_> = names
            .into_iter()
            .map(|expr| match expr.kind {
                ExprKind::Name(name) => name.reach,
                other => unreachable!("{other:?}"),
            })
            .collect();
        assert_eq!(reaches, [Reach::Parts, Reach::UpTo("d".into())]);
    }

    #[test]
    fn an_error_points_at_its_character() {
        assert_eq!(error("a + = b"), (4, "=".into()));
        assert_eq!(error("a + b"), (5, "end".into()));
        assert_eq!(error("a = b @ c"), (6, "@".into()));
        assert_eq!(error("a = (b + c"), (10, "end".into()));
        assert_eq!(error("合计 = 其中 + ？"), (10, "？".into()));
        assert_eq!(error("prior = 1"), (6, "=".into()));
        assert_eq!(error("a = and"), (4, "and".into()));
        assert_eq!(error("a = b = c"), (6, "=".into()));
        assert_eq!(error("a => b"), (2, "=>".into()));
        assert_eq!(error("a = 1 and b"), (10, "b".into()));
        assert_eq!(error("1 + (a = 2) = 3"), (4, "condition".into()));
        assert_eq!(error("round(a, b) = 1"), (9, "b".into()));
        assert_eq!(error("abs(a, b) = 1"), (4, "2".into()));
        assert_eq!(error("count(a + b) = 1"), (6, "figure".into()));
        assert_eq!(error("a = \"b"), (4, "b".into()));
    }

    #[test]
    fn words_bind_from_not_to_then() {
        let same = |short, long| assert_eq!(shape(short), shape(long), "{short}");
        same("not a = 1 and b = 2", "(not (a = 1)) and (b = 2)");
        same("a = 1 or b = 2 and c = 3", "(a = 1) or ((b = 2) and (c = 3))");
        same("a = 1 or b = 2 => c = 3", "((a = 1) or (b = 2)) => (c = 3)");
        same("a = 1 => b = 2 => c = 3", "(a = 1) => ((b = 2) => (c = 3))");
    }

    /// A formula without the places of its pieces.
    fn shape(text: &str) -> String {
        let printed = format!("{:?}", read(text));
        let pieces = printed.split("at: ");
        pieces.map(|piece| piece.trim_start_matches(|c: char| c.is_ascii_digit())).collect()
    }

    #[test]
    fn deep_formulas_are_refused_and_long_ones_are_flat() {
        let deep = format!("a = {}1{}", "(".repeat(10_000), ")".repeat(10_000));
        let refused = read(&deep).map_err(|error| error.expected);
        assert_eq!(refused, Err(vec!["no more than 31 brackets inside each other"]));
        let within = |brackets: usize| {
            read(&format!("a = {}1{}", "(".repeat(brackets), ")".repeat(brackets)))
        };
        assert!(within(31).is_ok() && within(32).is_err());
        let long = format!("a = {}1", "1+".repeat(100_000));
        assert!(read(&long).is_ok());
        for nested in ["not ", "1 = 1 => "] {
            assert!(read(&format!("{}1 = 1", nested.repeat(10_000))).is_err());
        }
        let minus = format!("a = {}1", "-".repeat(10_000));
        assert!(read(&minus).is_err());
    }
}
