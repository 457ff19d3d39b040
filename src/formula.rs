//! A rule's formula: text to syntax tree. Names are not resolved here; every error knows the
//! character it is at.

use crate::amount::Amount;
use crate::glyph::digit;
use crate::rules::Relation;
use core::iter::Peekable;
use core::str::Chars;

/// A formula: two expressions and the relation between them.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Formula {
    pub(crate) left: Expr,
    pub(crate) relation: Relation,
    pub(crate) right: Expr,
}

/// An expression and the character it begins at, counted from 0.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Expr {
    pub(crate) at: usize,
    pub(crate) kind: ExprKind,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum ExprKind {
    Number(Amount),
    Name(Name),
    Negate(Box<Expr>),
    /// Operands joined by operators of one rank; flat, so that a long sum is no deep tree. The
    /// first operand's operator is the rank's neutral one.
    Chain(Vec<(Operator, Expr)>),
    /// `sum(…)`, whose arguments may stand for many cells each.
    Sum(Vec<Expr>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
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

/// Words with a meaning of their own in formulas; no id can be one of them.
pub(crate) const RESERVED: &[&str] =
    &["prior", "sum", "abs", "min", "max", "round", "count", "blank", "filled", "and", "or", "not"];

const DEEPEST: usize = 64;

/// Reads a formula.
pub(crate) fn read(text: &str) -> Result<Formula, FormulaError> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    let left = parser.sum()?;
    let relation = match parser.peek() {
        Token::Relation(relation) => *relation,
        _ => return Err(parser.error(&["=", "!=", "<=", ">=", "<", ">"])),
    };
    parser.advance();
    let right = parser.sum()?;
    match parser.peek() {
        Token::End => Ok(Formula { left, relation, right }),
        _ => Err(parser.error(&["+", "-", "*", "/"])),
    }
}

/// Whether a text can be an id: letters of any script, digits and `_`, not beginning with a digit,
/// and no reserved word.
pub(crate) fn is_id(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(begins_word) && chars.all(continues_word) && !RESERVED.contains(&text)
}

fn begins_word(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn continues_word(c: char) -> bool {
    c.is_alphanumeric() && digit(c).is_none_or(|_| c.is_ascii()) || c == '_'
}

/// Authors type formulas with a Chinese keyboard too: full-width digits and signs mean the same.
fn plain(c: char) -> char {
    match c {
        '×' | '＊' => '*',
        '÷' | '／' => '/',
        '＋' => '+',
        '－' | '\u{2212}' => '-',
        '＝' => '=',
        '＜' => '<',
        '＞' => '>',
        '！' => '!',
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '．' => '.',
        c => digit(c).map_or(c, |value| char::from(b'0'.saturating_add(value))),
    }
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Number(Amount),
    Word(String),
    Relation(Relation),
    Sign(char),
    Run,
    End,
}

/// The characters of a formula with their places.
struct Scanner<'a> {
    chars: Peekable<Chars<'a>>,
    at: usize,
}

impl Scanner<'_> {
    fn next_if(&mut self, test: impl Fn(char) -> bool) -> Option<char> {
        let c = self.chars.next_if(|c| test(plain(*c)))?;
        self.at = self.at.saturating_add(1);
        Some(plain(c))
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.next_if(&test) {
            taken.push(c);
        }
        taken
    }
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, FormulaError> {
    let mut scanner = Scanner { chars: text.chars().peekable(), at: 0 };
    let mut tokens = Vec::new();
    loop {
        scanner.take_while(char::is_whitespace);
        let at = scanner.at;
        let error = |found: String| FormulaError { at, found, expected: Vec::new() };
        let Some(c) = scanner.next_if(|_| true) else {
            tokens.push((at, Token::End));
            return Ok(tokens);
        };
        let token = match c {
            '0'..='9' => {
                let mut digits = c.to_string();
                digits += &scanner.take_while(|c| c.is_ascii_digit());
                // `1..2` is no number with a point: a point belongs to a digit that follows it.
                let mut ahead = scanner.chars.clone().map(plain);
                let point = ahead.next() == Some('.');
                if point && ahead.next().is_some_and(|c| c.is_ascii_digit()) {
                    scanner.next_if(|c| c == '.');
                    digits.push('.');
                    digits += &scanner.take_while(|c| c.is_ascii_digit());
                }
                Token::Number(Amount::parse(&digits).ok_or_else(|| error(digits))?)
            }
            c if begins_word(c) => {
                let mut word = c.to_string();
                word += &scanner.take_while(continues_word);
                Token::Word(word)
            }
            '=' => {
                scanner.next_if(|c| c == '=');
                Token::Relation(Relation::Equal)
            }
            '≠' => Token::Relation(Relation::Unequal),
            '≤' => Token::Relation(Relation::AtMost),
            '≥' => Token::Relation(Relation::AtLeast),
            '!' | '<' | '>' => {
                let equal = scanner.next_if(|c| c == '=').is_some();
                match (c, equal) {
                    ('!', true) => Token::Relation(Relation::Unequal),
                    ('<', true) => Token::Relation(Relation::AtMost),
                    ('<', false) => Token::Relation(Relation::Below),
                    ('>', true) => Token::Relation(Relation::AtLeast),
                    ('>', false) => Token::Relation(Relation::Above),
                    _ => return Err(error(c.to_string())),
                }
            }
            '.' if scanner.next_if(|c| c == '.').is_some() => Token::Run,
            '+' | '-' | '*' | '/' | '(' | ')' | ',' | '.' => Token::Sign(c),
            c => return Err(error(c.to_string())),
        };
        tokens.push((at, token));
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(0, |(at, _)| *at)
    }

    fn advance(&mut self) {
        self.next = self.next.saturating_add(1);
    }

    fn accept(&mut self, token: &Token) -> bool {
        let met = self.peek() == token;
        if met {
            self.advance();
        }
        met
    }

    fn error(&self, expected: &[&'static str]) -> FormulaError {
        let found = match self.peek() {
            Token::Number(amount) => amount.to_string(),
            Token::Word(word) => word.clone(),
            Token::Relation(relation) => relation.sign().to_owned(),
            Token::Sign(sign) => sign.to_string(),
            Token::Run => "..".to_owned(),
            Token::End => "end".to_owned(),
        };
        FormulaError { at: self.at(), found, expected: expected.to_vec() }
    }

    fn sum(&mut self) -> Result<Expr, FormulaError> {
        let operators = [('+', Operator::Add), ('-', Operator::Subtract)];
        self.chain(&operators, Parser::product)
    }

    fn product(&mut self) -> Result<Expr, FormulaError> {
        let operators = [('*', Operator::Multiply), ('/', Operator::Divide)];
        self.chain(&operators, Parser::factor)
    }

    /// Operators of one rank, from left to right; the first of them is the neutral one.
    fn chain(
        &mut self,
        operators: &[(char, Operator); 2],
        operand: fn(&mut Parser) -> Result<Expr, FormulaError>,
    ) -> Result<Expr, FormulaError> {
        let [(_, neutral), _] = operators;
        let first = operand(self)?;
        let at = first.at;
        let mut links = vec![(*neutral, first)];
        while let Token::Sign(sign) = *self.peek() {
            let Some((_, operator)) = operators.iter().find(|(name, _)| *name == sign) else {
                break;
            };
            self.advance();
            links.push((*operator, operand(self)?));
        }
        let kind = match <[_; 1]>::try_from(links) {
            Ok([(_, only)]) => only.kind,
            Err(links) => ExprKind::Chain(links),
        };
        Ok(Expr { at, kind })
    }

    fn factor(&mut self) -> Result<Expr, FormulaError> {
        if self.depth >= DEEPEST {
            return Err(self.error(&["no more than 64 brackets inside each other"]));
        }
        self.depth = self.depth.saturating_add(1);
        let at = self.at();
        let kind = self.factor_kind()?;
        self.depth = self.depth.saturating_sub(1);
        Ok(Expr { at, kind })
    }

    fn factor_kind(&mut self) -> Result<ExprKind, FormulaError> {
        match self.peek().clone() {
            Token::Number(amount) => {
                self.advance();
                Ok(ExprKind::Number(amount))
            }
            Token::Sign('-') => {
                self.advance();
                Ok(ExprKind::Negate(Box::new(self.factor()?)))
            }
            Token::Sign('(') => {
                self.advance();
                let inner = self.sum()?;
                if !self.accept(&Token::Sign(')')) {
                    return Err(self.error(&[")"]));
                }
                Ok(inner.kind)
            }
            Token::Word(word) if word == "sum" => {
                self.advance();
                self.arguments().map(ExprKind::Sum)
            }
            Token::Word(_) => self.name().map(ExprKind::Name),
            _ => Err(self.error(&["name", "1", "(", "sum(…)"])),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, FormulaError> {
        if !self.accept(&Token::Sign('(')) {
            return Err(self.error(&["("]));
        }
        let mut arguments = vec![self.sum()?];
        while self.accept(&Token::Sign(',')) {
            arguments.push(self.sum()?);
        }
        if !self.accept(&Token::Sign(')')) {
            return Err(self.error(&[",", ")"]));
        }
        Ok(arguments)
    }

    fn name(&mut self) -> Result<Name, FormulaError> {
        let prior = self.accept(&Token::Word("prior".to_owned()));
        if prior && !self.accept(&Token::Sign('.')) {
            return Err(self.error(&["."]));
        }
        let mut words = vec![self.word()?];
        let reach = loop {
            if self.accept(&Token::Run) {
                break Reach::UpTo(self.word()?);
            }
            if !self.accept(&Token::Sign('.')) {
                break Reach::One;
            }
            if self.accept(&Token::Sign('*')) {
                break Reach::Parts;
            }
            words.push(self.word()?);
        };
        Ok(Name { prior, words, reach })
    }

    fn word(&mut self) -> Result<String, FormulaError> {
        match self.peek() {
            Token::Word(word) if !RESERVED.contains(&word.as_str()) => {
                let word = word.clone();
                self.advance();
                Ok(word)
            }
            _ => Err(self.error(&["name"])),
        }
    }
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
        assert_eq!(read("a ＋ b×２ ≤ c").map(|f| f.relation), Ok(Relation::AtMost));
        assert_eq!(read("a＋b×２≤c"), read("a+b*2≤c"));
        assert_eq!(read("受理＝（当面 + 网上）"), read("受理=(当面 + 网上)"));
    }

    #[test]
    fn names_reach_over_lines_and_periods() {
        let formula = read("sum(a.*, b..d) = prior.e.year");
        let names = match formula.map(|f| (f.left.kind, f.right.kind)) {
            Ok((ExprKind::Sum(arguments), ExprKind::Name(right))) => {
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
    }

    #[test]
    fn deep_formulas_are_refused_and_long_ones_are_flat() {
        let deep = format!("a = {}1{}", "(".repeat(10_000), ")".repeat(10_000));
        assert!(read(&deep).is_err());
        let long = format!("a = {}1", "1+".repeat(100_000));
        assert!(read(&long).is_ok());
        let minus = format!("a = {}1", "-".repeat(10_000));
        assert!(read(&minus).is_err());
    }
}
