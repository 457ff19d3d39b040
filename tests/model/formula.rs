//! Formulas, read after the table of operators in docs/definitions.md.

use super::fraction::Fraction;

/// What a formula says, over names `N`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Formula<N = Name> {
    Number(Fraction),
    Text(String),
    Name(N),
    Minus(Box<Formula<N>>),
    /// An operator of `+ - * /` with its sides.
    Of(char, Box<(Formula<N>, Formula<N>)>),
    Call(String, Vec<Formula<N>>),
    Compare(String, Box<(Formula<N>, Formula<N>)>),
    Not(Box<Formula<N>>),
    And(Box<(Formula<N>, Formula<N>)>),
    Or(Box<(Formula<N>, Formula<N>)>),
    Then(Box<(Formula<N>, Formula<N>)>),
}

/// A name: its words, and how far it reaches.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Name {
    pub(crate) prior: bool,
    pub(crate) words: Vec<String>,
    /// `.*`
    pub(crate) nested: bool,
    /// `..last`
    pub(crate) last: Option<String>,
}

/// Reads a formula that is known to be right.
pub(crate) fn read(text: &str) -> Formula {
    let mut reader = Reader { tokens: tokens(text), next: 0 };
    let formula = reader.then();
    assert!(reader.next == reader.tokens.len(), "`{text}` goes on");
    formula
}

fn tokens(text: &str) -> Vec<String> {
    const SIGNS: [&str; 12] = ["=>", "!=", "<=", ">=", "..", "=", "<", ">", "+", "-", "*", "/"];
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            sign.len()
        } else if first == '"' {
            rest[1..].find('"').expect("a text ends") + 2
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
            end.unwrap_or(rest.len())
        } else if first.is_alphabetic() || first == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            end.unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

struct Reader {
    tokens: Vec<String>,
    next: usize,
}

/// What stands on one rank, and what binds more.
type Rank = fn(&mut Reader) -> Formula;

impl Reader {
    fn peek(&self) -> &str {
        self.tokens.get(self.next).map_or("", String::as_str)
    }

    fn take(&mut self) -> String {
        self.next += 1;
        self.tokens[self.next - 1].clone()
    }

    fn accept(&mut self, token: &str) -> bool {
        let met = self.peek() == token;
        self.next += usize::from(met);
        met
    }

    fn then(&mut self) -> Formula {
        let first = self.or();
        if self.accept("=>") { Formula::Then(Box::new((first, self.then()))) } else { first }
    }

    fn or(&mut self) -> Formula {
        let mut left = self.and();
        while self.accept("or") {
            left = Formula::Or(Box::new((left, self.and())));
        }
        left
    }

    fn and(&mut self) -> Formula {
        let mut left = self.not();
        while self.accept("and") {
            left = Formula::And(Box::new((left, self.not())));
        }
        left
    }

    fn not(&mut self) -> Formula {
        if self.accept("not") { Formula::Not(Box::new(self.not())) } else { self.comparison() }
    }

    fn comparison(&mut self) -> Formula {
        let left = self.sum();
        if ["=", "!=", "<=", ">=", "<", ">"].contains(&self.peek()) {
            let sign = self.take();
            return Formula::Compare(sign, Box::new((left, self.sum())));
        }
        left
    }

    fn sum(&mut self) -> Formula {
        self.chain(["+", "-"], Reader::product)
    }

    fn product(&mut self) -> Formula {
        self.chain(["*", "/"], Reader::factor)
    }

    fn chain(&mut self, signs: [&str; 2], next: Rank) -> Formula {
        let mut left = next(self);
        while signs.contains(&self.peek()) {
            let sign = self.take().chars().next().expect("a sign");
            left = Formula::Of(sign, Box::new((left, next(self))));
        }
        left
    }

    fn factor(&mut self) -> Formula {
        let token = self.take();
        match token.as_str() {
            "-" => Formula::Minus(Box::new(self.factor())),
            "(" => {
                let inner = self.then();
                assert!(self.accept(")"), "brackets are closed");
                inner
            }
            text if text.starts_with('"') => Formula::Text(text.trim_matches('"').to_owned()),
            _ if token.starts_with(|c: char| c.is_ascii_digit()) => {
                Formula::Number(Fraction::read(&token).expect("a number"))
            }
            _ if self.accept("(") => {
                let mut arguments = vec![self.then()];
                while self.accept(",") {
                    arguments.push(self.then());
                }
                assert!(self.accept(")"), "brackets are closed");
                Formula::Call(token, arguments)
            }
            _ => Formula::Name(self.name(token)),
        }
    }

    fn name(&mut self, first: String) -> Name {
        let prior = first == "prior";
        let mut name = Name { prior, words: Vec::new(), nested: false, last: None };
        if !prior {
            name.words.push(first);
        }
        loop {
            if self.accept("..") {
                name.last = Some(self.take());
            } else if self.accept(".") {
                if self.accept("*") {
                    name.nested = true;
                } else {
                    name.words.push(self.take());
                    continue;
                }
            }
            return name;
        }
    }
}
