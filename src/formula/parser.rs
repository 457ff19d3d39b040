//! A formula's pieces to its syntax tree, by descent from `=>` down to single names.

use super::token::{Token, tokens};
use super::{Expr, ExprKind, FormulaError, Name, Reach, function, is_reserved};
use crate::rules::{Function, Operator};

/// Deepest nesting that is read: in wasm a level takes three kilobytes of the stack.
const DEEPEST: usize = 32;

/// Reads a formula: a condition that must hold.
pub(crate) fn read(text: &str) -> Result<Expr, FormulaError> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    let formula = parser.condition()?;
    if !matches!(parser.peek(), Token::End) {
        let further: &[_] = match formula.kind {
            ExprKind::Compare(..) => &["+", "-", "*", "/", "and", "or", "=>"],
            _ if formula.kind.is_condition() => &["and", "or", "=>"],
            _ => RELATIONS,
        };
        return Err(parser.error(further));
    }
    if formula.kind.is_condition() { Ok(formula) } else { Err(parser.error(RELATIONS)) }
}

const RELATIONS: &[&str] = &["=", "!=", "<=", ">=", "<", ">"];

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

    fn accept_word(&mut self, word: &str) -> bool {
        let met = matches!(self.peek(), Token::Word(found) if found == word);
        if met {
            self.advance();
        }
        met
    }

    fn error(&self, expected: &[&'static str]) -> FormulaError {
        let found = match self.peek() {
            Token::Number(amount) => amount.to_string(),
            Token::Text(text) => format!("\"{text}\""),
            Token::Word(word) => word.clone(),
            Token::Relation(relation) => relation.sign().to_owned(),
            Token::Sign(sign) => sign.to_string(),
            Token::Run => "..".to_owned(),
            Token::Then => "=>".to_owned(),
            Token::End => "end".to_owned(),
        };
        FormulaError { at: self.at(), found, expected: expected.to_vec() }
    }

    /// Reads one level further down; formulas that are nested too deep are refused.
    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Parser) -> Result<T, FormulaError>,
    ) -> Result<T, FormulaError> {
        if self.depth >= DEEPEST {
            return Err(self.error(&["no more than 31 brackets inside each other"]));
        }
        self.depth = self.depth.saturating_add(1);
        let read = read(self)?;
        self.depth = self.depth.saturating_sub(1);
        Ok(read)
    }

    fn condition(&mut self) -> Result<Expr, FormulaError> {
        let first = self.any()?;
        if !matches!(self.peek(), Token::Then) {
            return Ok(first);
        }
        if !first.kind.is_condition() {
            // `=>` is also how some people write `>=`.
            return Err(self.error(RELATIONS));
        }
        self.advance();
        let at = first.at;
        let second = self.deeper(Parser::condition)?;
        let second = truth(second)?;
        Ok(Expr { at, kind: ExprKind::Implies(Box::new((first, second))) })
    }

    fn any(&mut self) -> Result<Expr, FormulaError> {
        self.joined("or", Parser::all, ExprKind::Any)
    }

    fn all(&mut self) -> Result<Expr, FormulaError> {
        self.joined("and", Parser::negation, ExprKind::All)
    }

    fn joined(
        &mut self,
        word: &str,
        member: fn(&mut Parser) -> Result<Expr, FormulaError>,
        join: fn(Vec<Expr>) -> ExprKind,
    ) -> Result<Expr, FormulaError> {
        let first = member(self)?;
        let at = first.at;
        let joined = |parser: &Parser| matches!(parser.peek(), Token::Word(found) if found == word);
        if !joined(self) {
            return Ok(first);
        }
        let mut members = vec![truth(first)?];
        while joined(self) {
            self.advance();
            members.push(truth(member(self)?)?);
        }
        Ok(Expr { at, kind: join(members) })
    }

    fn negation(&mut self) -> Result<Expr, FormulaError> {
        let at = self.at();
        if !self.accept_word("not") {
            return self.comparison();
        }
        let inner = truth(self.deeper(Parser::negation)?)?;
        Ok(Expr { at, kind: ExprKind::Not(Box::new(inner)) })
    }

    fn comparison(&mut self) -> Result<Expr, FormulaError> {
        let left = self.sum()?;
        let Token::Relation(relation) = *self.peek() else { return Ok(left) };
        let at = left.at;
        let left = comparable(left)?;
        self.advance();
        let right = comparable(self.sum()?)?;
        Ok(Expr { at, kind: ExprKind::Compare(relation, Box::new((left, right))) })
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
        let operator = |parser: &Parser| match parser.peek() {
            Token::Sign(sign) => operators.iter().find(|(name, _)| name == sign).map(|(_, o)| *o),
            _ => None,
        };
        if operator(self).is_none() {
            return Ok(first);
        }
        let mut links = vec![(*neutral, figure(first)?)];
        while let Some(operator) = operator(self) {
            self.advance();
            links.push((operator, figure(operand(self)?)?));
        }
        Ok(Expr { at, kind: ExprKind::Chain(links) })
    }

    fn factor(&mut self) -> Result<Expr, FormulaError> {
        let at = self.at();
        let kind = self.deeper(Parser::factor_kind)?;
        Ok(Expr { at, kind })
    }

    fn factor_kind(&mut self) -> Result<ExprKind, FormulaError> {
        match self.peek() {
            Token::Number(amount) => {
                let kind = ExprKind::Number(*amount);
                self.advance();
                Ok(kind)
            }
            Token::Text(text) => {
                let kind = ExprKind::Text(text.clone());
                self.advance();
                Ok(kind)
            }
            Token::Sign('-') => {
                self.advance();
                Ok(ExprKind::Negate(Box::new(figure(self.factor()?)?)))
            }
            Token::Sign('(') => {
                self.advance();
                let inner = self.condition()?;
                if !self.accept(&Token::Sign(')')) {
                    return Err(self.error(&[")"]));
                }
                Ok(inner.kind)
            }
            Token::Word(word) => match function(word) {
                Some(function) => self.call(function),
                None => self.name().map(ExprKind::Name),
            },
            _ => Err(self.error(&["name", "1", "(", "sum(…)"])),
        }
    }

    fn call(&mut self, function: Function) -> Result<ExprKind, FormulaError> {
        self.advance();
        let arguments = self.arguments()?;
        let fewest = if function == Function::If { 3 } else { 1 };
        let most = match function {
            Function::Abs => 1,
            Function::Round => 2,
            Function::If => 3,
            _ => usize::MAX,
        };
        if !(fewest..=most).contains(&arguments.len()) {
            let expected = match most {
                1 => "one argument",
                2 => "one or two arguments",
                _ => "three arguments",
            };
            let at = arguments.first().map_or(0, |argument| argument.at);
            let found = arguments.len().to_string();
            return Err(FormulaError { at, found, expected: vec![expected] });
        }
        let mut checked = Vec::with_capacity(arguments.len());
        for (index, argument) in arguments.into_iter().enumerate() {
            checked.push(match (function, index) {
                (Function::If, 0) => truth(argument)?,
                (Function::Round, 1) => places(argument)?,
                _ if function.is_about_cells() => cell(argument)?,
                _ => figure(argument)?,
            });
        }
        Ok(ExprKind::Call(function, checked))
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, FormulaError> {
        if !self.accept(&Token::Sign('(')) {
            return Err(self.error(&["("]));
        }
        let mut arguments = vec![self.condition()?];
        while self.accept(&Token::Sign(',')) {
            arguments.push(self.condition()?);
        }
        if !self.accept(&Token::Sign(')')) {
            return Err(self.error(&[",", ")"]));
        }
        Ok(arguments)
    }

    fn name(&mut self) -> Result<Name, FormulaError> {
        let prior = self.accept_word("prior");
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
            Token::Word(word) if !is_reserved(word) => {
                let word = word.clone();
                self.advance();
                Ok(word)
            }
            _ => Err(self.error(&["name"])),
        }
    }
}

/// What was read, where something else is needed.
fn unfit(expr: &Expr, expected: &'static str) -> FormulaError {
    let found = match &expr.kind {
        ExprKind::Number(amount) => amount.to_string(),
        ExprKind::Text(text) => format!("\"{text}\""),
        ExprKind::Name(name) => name.words.join("."),
        ExprKind::Call(function, _) => format!("{}(…)", function.name()),
        kind if kind.is_condition() => "condition".to_owned(),
        _ => "figure".to_owned(),
    };
    FormulaError { at: expr.at, found, expected: vec![expected] }
}

fn truth(expr: Expr) -> Result<Expr, FormulaError> {
    if expr.kind.is_condition() { Ok(expr) } else { Err(unfit(&expr, "condition")) }
}

/// A figure, or a text next to which a cell can stand.
fn comparable(expr: Expr) -> Result<Expr, FormulaError> {
    if expr.kind.is_condition() { Err(unfit(&expr, "figure")) } else { Ok(expr) }
}

fn figure(expr: Expr) -> Result<Expr, FormulaError> {
    match expr.kind {
        ExprKind::Text(_) => Err(unfit(&expr, "figure")),
        _ => comparable(expr),
    }
}

fn cell(expr: Expr) -> Result<Expr, FormulaError> {
    if matches!(expr.kind, ExprKind::Name(_)) { Ok(expr) } else { Err(unfit(&expr, "name")) }
}

/// Most decimals a figure is rounded to, and most noughts before the point.
const MOST_PLACES: i64 = 18;

fn places(expr: Expr) -> Result<Expr, FormulaError> {
    let number = |expr: &Expr| match &expr.kind {
        ExprKind::Number(amount) => amount.units_at(0),
        _ => None,
    };
    let places = match &expr.kind {
        ExprKind::Negate(inner) => number(inner),
        _ => number(&expr),
    };
    match places {
        Some(places) if places <= i128::from(MOST_PLACES) => Ok(expr),
        _ => Err(unfit(&expr, "whole number")),
    }
}
