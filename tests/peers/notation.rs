//! The peers' ways of writing rules, read into one tree. Wide enough for all of them:
//! `if(isNull(A), 5, 6)`, `if x > 0 and not y then z >= 16`, `A in {a1,a2}`, `2^(1 + 1)`,
//! `sum(entries where charge = false)`, `if(unit below C or D, B, 30)`, `25%`.

use crate::outcome::{Trouble, fail};

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Expr {
    Number(String),
    Text(String),
    Truth(bool),
    Null,
    Name(String),
    Negate(Box<Expr>),
    /// `+ - * / % ^`
    Math(char, Box<Expr>, Box<Expr>),
    /// `= != <= >= < >`
    Compare(&'static str, Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Implies(Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<String>),
    Call(String, Vec<Expr>),
    /// What a list's entries must be to count.
    Where(Box<Expr>, Box<Expr>),
    /// `action1+...+action6`
    Run(String, String),
    /// `unit below C or D`: the relation and the units.
    Unit(String, Vec<String>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    Number(String),
    Text(String),
    Word(String),
    Sign(&'static str),
}

/// Longer signs first.
const SIGNS: [&str; 30] = [
    "...", "<=", ">=", "!=", "<>", "==", "&&", "||", "=>", "&", "|", "+", "-", "*", "/", "%", "^",
    "(", ")", "{", "}", ",", "<", ">", "=", "!", "≤", "≥", "×", "÷",
];
/// How deep brackets may lie inside each other.
const DEEPEST: usize = 60;

/// Reads a rule or an expression.
pub(crate) fn read(text: &str) -> Result<Expr, Trouble> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, text };
    let expr = parser.rule()?;
    if parser.next < parser.tokens.len() {
        return parser.error();
    }
    Ok(expr)
}

/// A rule and the remark in brackets behind it: `payable = gross (blank counts as 0)`.
pub(crate) fn remark(text: &str) -> (&str, &str) {
    let cut = text.trim().strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match cut {
        Some((rule, remark)) if remark.contains(' ') && !remark.contains(['+', '*', '=']) => {
            (rule, remark)
        }
        _ => (text.trim(), ""),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, Trouble> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() || (first == '.' && after_point(rest)) {
            let length = number(rest);
            tokens.push(Token::Number(rest.chars().take(length).collect()));
            length
        } else if first == '\'' || first == '"' {
            let inside: String = rest.chars().skip(1).take_while(|c| *c != first).collect();
            let length = inside.len() + 2;
            if length > rest.len() {
                return fail(format!("`{text}` has a text without an end"));
            }
            tokens.push(Token::Text(inside));
            length
        } else if first.is_alphabetic() || first == '_' {
            let part = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '.');
            let word: String = rest.chars().take_while(part).collect();
            let word = word.trim_end_matches('.').to_owned();
            let length = word.len();
            tokens.push(Token::Word(word));
            length
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            tokens.push(Token::Sign(sign));
            sign.len()
        } else {
            return fail(format!("`{text}` cannot be read at `{rest}`"));
        };
        rest = rest.split_at_checked(length).map_or("", |(_, rest)| rest).trim_start();
    }
    Ok(tokens)
}

fn after_point(text: &str) -> bool {
    text.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// How many characters of a text are its number: digits, a point, a power of ten.
fn number(text: &str) -> usize {
    let digits = |from: usize| text.bytes().skip(from).take_while(u8::is_ascii_digit).count();
    let at = |place: usize| text.as_bytes().get(place).copied();
    let mut length = digits(0);
    if at(length) == Some(b'.') && at(length + 1).is_some_and(|b| b.is_ascii_digit()) {
        length += 1 + digits(length + 1);
    }
    if matches!(at(length), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(at(length + 1), Some(b'+' | b'-')));
        let power = digits(length + 1 + sign);
        if power > 0 {
            length += 1 + sign + power;
        }
    }
    length
}

struct Parser<'t> {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    text: &'t str,
}

impl Parser<'_> {
    fn error<T>(&self) -> Result<T, Trouble> {
        let at = self.tokens.get(self.next);
        fail(format!("`{}` cannot be read at {at:?}", self.text))
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn accept(&mut self, sign: &'static str) -> bool {
        let found = self.peek() == Some(&Token::Sign(sign));
        self.next += usize::from(found);
        found
    }

    fn needed(&mut self, sign: &'static str) -> Result<(), Trouble> {
        if self.accept(sign) { Ok(()) } else { self.error() }
    }

    fn accept_any(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        signs.iter().copied().find(|sign| self.accept(sign))
    }

    fn accept_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(w)) if w.eq_ignore_ascii_case(word));
        self.next += usize::from(found);
        found
    }

    fn word(&mut self) -> Result<String, Trouble> {
        match self.peek().cloned() {
            Some(Token::Word(word)) => {
                self.next += 1;
                Ok(word)
            }
            _ => self.error(),
        }
    }

    fn rule(&mut self) -> Result<Expr, Trouble> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return fail(format!("`{}` is nested too deep", self.text));
        }
        let start = self.next;
        let expr = if self.accept_word("if") || self.accept_word("when") {
            match self.statement() {
                Ok(expr) => expr,
                // `if(a, b, c)` is a figure.
                Err(_) => {
                    self.next = start;
                    self.or()?
                }
            }
        } else {
            self.or()?
        };
        self.depth -= 1;
        if self.accept("=>") {
            return Ok(Expr::Implies(Box::new(expr), Box::new(self.rule()?)));
        }
        Ok(expr)
    }

    fn statement(&mut self) -> Result<Expr, Trouble> {
        let condition = self.or()?;
        if !self.accept_word("then") {
            return self.error();
        }
        Ok(Expr::Implies(Box::new(condition), Box::new(self.rule()?)))
    }

    /// `a xor b` is `(a and not b) or (not a and b)`.
    fn or(&mut self) -> Result<Expr, Trouble> {
        let mut left = self.and()?;
        loop {
            if self.accept_any(&["||", "|"]).is_some() || self.accept_word("or") {
                left = Expr::Or(Box::new(left), Box::new(self.and()?));
            } else if self.accept_word("xor") {
                let right = self.and()?;
                let only = |one: &Expr, other: &Expr| {
                    let not = Expr::Not(Box::new(other.clone()));
                    Box::new(Expr::And(Box::new(one.clone()), Box::new(not)))
                };
                left = Expr::Or(only(&left, &right), only(&right, &left));
            } else {
                return Ok(left);
            }
        }
    }

    fn and(&mut self) -> Result<Expr, Trouble> {
        let mut left = self.not()?;
        while self.accept_any(&["&&", "&"]).is_some() || self.accept_word("and") {
            left = Expr::And(Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Expr, Trouble> {
        if self.accept_word("not") {
            return Ok(Expr::Not(Box::new(self.not()?)));
        }
        self.comparison()
    }

    fn member(&mut self) -> Result<Expr, Trouble> {
        let left = self.sum()?;
        if self.accept_word("in") {
            self.needed("{")?;
            let mut options = Vec::new();
            loop {
                match self.peek().cloned() {
                    Some(Token::Word(text) | Token::Text(text) | Token::Number(text)) => {
                        self.next += 1;
                        options.push(text);
                    }
                    _ => return self.error(),
                }
                if !self.accept(",") {
                    break;
                }
            }
            self.needed("}")?;
            return Ok(Expr::In(Box::new(left), options));
        }
        Ok(left)
    }

    /// `= !=` bind less than `< <= > >=`: `1 < 2 == true`.
    fn comparison(&mut self) -> Result<Expr, Trouble> {
        let mut left = self.order()?;
        while let Some(sign) = self.accept_any(&["!=", "<>", "==", "="]) {
            let sign = if matches!(sign, "==" | "=") { "=" } else { "!=" };
            left = Expr::Compare(sign, Box::new(left), Box::new(self.order()?));
        }
        Ok(left)
    }

    fn order(&mut self) -> Result<Expr, Trouble> {
        let left = self.member()?;
        let Some(sign) = self.accept_any(&["<=", ">=", "<", ">", "≤", "≥"]) else {
            return Ok(left);
        };
        let sign = match sign {
            "≤" => "<=",
            "≥" => ">=",
            other => other,
        };
        Ok(Expr::Compare(sign, Box::new(left), Box::new(self.member()?)))
    }

    fn sum(&mut self) -> Result<Expr, Trouble> {
        let mut left = self.product()?;
        while let Some(sign) = self.accept_any(&["+", "-"]) {
            if let (Expr::Name(first), true) = (&left, self.accept("...")) {
                let first = first.clone();
                self.needed("+")?;
                left = Expr::Run(first, self.word()?);
                continue;
            }
            let sign = if sign == "+" { '+' } else { '-' };
            left = Expr::Math(sign, Box::new(left), Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expr, Trouble> {
        let mut left = self.signed()?;
        while let Some(sign) = self.accept_any(&["*", "/", "%", "×", "÷"]) {
            if sign == "%" && !self.operand_follows() {
                let hundred = Box::new(Expr::Number("100".to_owned()));
                left = Expr::Math('/', Box::new(left), hundred);
                continue;
            }
            let sign = match sign {
                "*" | "×" => '*',
                "/" | "÷" => '/',
                _ => '%',
            };
            left = Expr::Math(sign, Box::new(left), Box::new(self.signed()?));
        }
        Ok(left)
    }

    fn operand_follows(&self) -> bool {
        let sign = |sign| self.peek() == Some(&Token::Sign(sign));
        matches!(self.peek(), Some(Token::Number(_) | Token::Text(_) | Token::Word(_)))
            || sign("(")
            || sign("-")
    }

    fn signed(&mut self) -> Result<Expr, Trouble> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return fail(format!("`{}` is nested too deep", self.text));
        }
        let expr = if self.accept("-") {
            Expr::Negate(Box::new(self.signed()?))
        } else if self.accept("+") {
            self.signed()?
        } else if self.accept("!") {
            Expr::Not(Box::new(self.signed()?))
        } else {
            let base = self.atom()?;
            if self.accept("^") {
                Expr::Math('^', Box::new(base), Box::new(self.signed()?))
            } else {
                base
            }
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn atom(&mut self) -> Result<Expr, Trouble> {
        if self.accept("(") {
            let inner = self.rule()?;
            self.needed(")")?;
            return Ok(inner);
        }
        let Some(token) = self.peek().cloned() else { return self.error() };
        self.next += 1;
        match token {
            Token::Number(text) => Ok(Expr::Number(text)),
            Token::Text(text) => Ok(Expr::Text(text)),
            Token::Word(word) if word.eq_ignore_ascii_case("true") => Ok(Expr::Truth(true)),
            Token::Word(word) if word.eq_ignore_ascii_case("false") => Ok(Expr::Truth(false)),
            Token::Word(word) if word.eq_ignore_ascii_case("null") => Ok(Expr::Null),
            Token::Word(word) if word == "unit" && matches!(self.peek(), Some(Token::Word(_))) => {
                let mut names = Vec::new();
                let mut words = Vec::new();
                while let Some(Token::Word(word)) = self.peek().cloned() {
                    self.next += 1;
                    words.push(word);
                }
                // The units are joined by `or`; what stands before the first says how.
                let last = words.pop();
                names.extend(last);
                while words.last().is_some_and(|word| word == "or") {
                    words.pop();
                    names.extend(words.pop());
                }
                Ok(Expr::Unit(words.join(" "), names))
            }
            Token::Word(word) if self.accept("(") => {
                let mut arguments = Vec::new();
                while !self.accept(")") {
                    if !arguments.is_empty() {
                        self.needed(",")?;
                    }
                    let argument = self.rule()?;
                    arguments.push(if self.accept_word("where") {
                        Expr::Where(Box::new(argument), Box::new(self.or()?))
                    } else {
                        argument
                    });
                }
                Ok(Expr::Call(word, arguments))
            }
            Token::Word(word) => Ok(Expr::Name(word)),
            Token::Sign(_) => {
                self.next -= 1;
                self.error()
            }
        }
    }
}
