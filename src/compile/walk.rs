//! A formula to its meaning: names to cells, and a weighted sum wherever it is one.

use super::MAX_CELLS;
use super::resolve::{Broadcast, Resolver};
use super::weighted::{Mark, Meaning, Sides, Weighted};
use crate::address::Period;
use crate::amount::Amount;
use crate::formula::{Expr, ExprKind, Name, Reach};
use crate::problem::{Code, Problem};
use crate::rules::{Expression, Function, Operator};

impl Resolver<'_, '_> {
    /// What a formula says and which lines it runs over; all that is wrong with it otherwise.
    pub(super) fn formula(
        &self,
        formula: &Expr,
    ) -> Result<(Meaning, Option<Broadcast>), Vec<Problem>> {
        let mut walk = Walk { resolver: self, broadcast: None, problems: Vec::new(), marks: 0 };
        let meaning = match &formula.kind {
            ExprKind::Compare(relation, pair) => {
                let (left, right) = (walk.figure(&pair.0), walk.figure(&pair.1));
                match (left.sum, right.sum) {
                    (Some(left), Some(right)) => {
                        Meaning::Linear(Sides { relation: *relation, left, right })
                    }
                    _ => {
                        let pair = Box::new((left.expression, right.expression));
                        Meaning::Condition(Expression::Compare(*relation, pair))
                    }
                }
            }
            _ => Meaning::Condition(walk.truth(formula)),
        };
        if walk.problems.is_empty() { Ok((meaning, walk.broadcast)) } else { Err(walk.problems) }
    }

    /// What a figure is worked out from; all that is wrong with it otherwise.
    pub(super) fn quantity(&self, figure: &Expr) -> Result<Expression<Mark>, Vec<Problem>> {
        let mut walk = Walk { resolver: self, broadcast: None, problems: Vec::new(), marks: 0 };
        let expression = walk.figure(figure).expression;
        if walk.broadcast.is_some() {
            walk.problems.push(self.problem(Code::MixedAxes, figure.at, ""));
        }
        if walk.problems.is_empty() { Ok(expression) } else { Err(walk.problems) }
    }
}

/// The walk over one formula.
struct Walk<'w, 'a, 'd> {
    resolver: &'w Resolver<'a, 'd>,
    broadcast: Option<Broadcast>,
    problems: Vec<Problem>,
    /// The cells and lines named so far.
    marks: usize,
}

/// A figure as it is written, and as a weighted sum where it is one.
struct Figure {
    expression: Expression<Mark>,
    sum: Option<Weighted>,
}

impl Figure {
    fn constant(amount: Amount) -> Figure {
        let sum = Some(Weighted::constant(amount));
        Figure { expression: Expression::Figure(amount), sum }
    }

    fn other(expression: Expression<Mark>) -> Figure {
        Figure { expression, sum: None }
    }
}

impl Walk<'_, '_, '_> {
    fn truth(&mut self, expr: &Expr) -> Expression<Mark> {
        let mut all = |members: &[Expr]| members.iter().map(|member| self.truth(member)).collect();
        match &expr.kind {
            ExprKind::All(members) => Expression::All(all(members)),
            ExprKind::Any(members) => Expression::Any(all(members)),
            ExprKind::Not(inner) => Expression::Not(Box::new(self.truth(inner))),
            ExprKind::Implies(pair) => {
                Expression::Implies(Box::new((self.truth(&pair.0), self.truth(&pair.1))))
            }
            ExprKind::Compare(relation, pair) => {
                let pair = (self.figure(&pair.0).expression, self.figure(&pair.1).expression);
                Expression::Compare(*relation, Box::new(pair))
            }
            _ => self.figure(expr).expression,
        }
    }

    fn figure(&mut self, expr: &Expr) -> Figure {
        match &expr.kind {
            ExprKind::Number(amount) => Figure::constant(*amount),
            ExprKind::Text(text) => Figure::other(Expression::Text(text.as_str().into(), 0)),
            ExprKind::Name(name) if name.reach != Reach::One => {
                let problem =
                    self.resolver.problem(Code::BadFormula, expr.at, &name.words.join("."));
                self.problems.push(problem.expecting(["sum(…)"]));
                Figure::constant(Amount::ZERO)
            }
            ExprKind::Name(name) => {
                let mark = self.name(name, expr.at, false).into_iter().next();
                let leaf = |mark: Mark| Figure {
                    expression: Expression::Leaf(mark),
                    sum: Some(Weighted::of([mark])),
                };
                mark.map_or(Figure::constant(Amount::ZERO), leaf)
            }
            ExprKind::Negate(inner) => {
                let inner = self.figure(inner);
                Figure {
                    expression: Expression::Negate(Box::new(inner.expression)),
                    sum: inner.sum.and_then(|sum| sum.times(Amount::from(-1))),
                }
            }
            ExprKind::Call(Function::Sum, arguments) => self.sum(arguments),
            ExprKind::Call(function, arguments) => {
                let arguments = self.arguments(*function, arguments);
                Figure::other(Expression::Call(*function, arguments))
            }
            ExprKind::Chain(links) => self.chain(links),
            _ => Figure::other(self.truth(expr)),
        }
    }

    fn sum(&mut self, arguments: &[Expr]) -> Figure {
        let mut sum = Some(Weighted::default());
        let mut members = Vec::new();
        for argument in arguments {
            let figures = match &argument.kind {
                ExprKind::Name(name) => {
                    let marks = self.name(name, argument.at, false).into_iter();
                    let leaf = |mark| Figure {
                        expression: Expression::Leaf(mark),
                        sum: Some(Weighted::of([mark])),
                    };
                    marks.map(leaf).collect()
                }
                _ => vec![self.figure(argument)],
            };
            for figure in figures {
                let joined = sum.zip(figure.sum).map(|(sum, part)| sum.plus(part));
                sum = joined.and_then(|joined| self.keep(joined, argument.at));
                members.push(figure.expression);
            }
        }
        Figure { expression: Expression::Call(Function::Sum, members), sum }
    }

    fn chain(&mut self, links: &[(Operator, Expr)]) -> Figure {
        let mut members = Vec::with_capacity(links.len());
        let mut value: Option<Weighted> = None;
        for (index, (operator, link)) in links.iter().enumerate() {
            let right = self.figure(link);
            let divisor = right.sum.as_ref().and_then(Weighted::as_constant);
            if *operator == Operator::Divide
                && index > 0
                && divisor.is_some_and(|divisor| divisor.is_zero())
            {
                self.problems.push(self.resolver.problem(Code::DivisionByZero, link.at, ""));
            }
            value = match (index, value, right.sum) {
                (0, _, sum) => sum,
                (_, Some(left), Some(right)) => match left.join(*operator, right) {
                    Some(joined) => self.keep(joined, link.at),
                    None => None,
                },
                _ => None,
            };
            members.push((*operator, right.expression));
        }
        Figure { expression: Expression::Chain(members), sum: value }
    }

    fn arguments(&mut self, function: Function, arguments: &[Expr]) -> Vec<Expression<Mark>> {
        let mut read = Vec::new();
        for argument in arguments {
            match &argument.kind {
                ExprKind::Name(name) if function.takes_many() => {
                    let marks = self.name(name, argument.at, function.is_about_cells());
                    read.extend(marks.into_iter().map(Expression::Leaf));
                }
                _ => read.push(self.truth(argument)),
            }
        }
        read
    }

    fn keep(&mut self, joined: Result<Weighted, Code>, at: usize) -> Option<Weighted> {
        joined.map_err(|code| self.problems.push(self.resolver.problem(code, at, ""))).ok()
    }

    /// The cells or lines a name stands for; with `any`, a part of the text too.
    fn name(&mut self, name: &Name, at: usize, any: bool) -> Vec<Mark> {
        let period = if name.prior { Period::Prior } else { Period::This };
        if let [word] = name.words.as_slice()
            && any
            && let Some(cell) = self.resolver.section(word)
        {
            return vec![Mark {
                target: super::weighted::Target::Cell(cell),
                period,
                at: Some(at),
            }];
        }
        let resolved = self.resolver.name(name, at);
        let marks = resolved.as_ref().map_or(0, |(targets, _)| targets.len());
        self.marks = self.marks.saturating_add(marks);
        if self.marks > MAX_CELLS || self.resolver.is_spent() {
            return self.too_many();
        }
        let (targets, broadcast) = match resolved {
            Ok(resolved) => resolved,
            Err(problem) => {
                self.problems.push(problem);
                return Vec::new();
            }
        };
        match (self.broadcast, broadcast) {
            (Some(one), Some(other)) if one != other => {
                let problem = self.resolver.problem(Code::MixedAxes, at, &name.words.join("."));
                self.problems.push(problem);
            }
            (None, Some(_)) => self.broadcast = broadcast,
            _ => {}
        }
        targets.into_iter().map(|target| Mark { target, period, at: Some(at) }).collect()
    }

    /// Says once that a formula reads more than any form has.
    fn too_many(&mut self) -> Vec<Mark> {
        let problem = self.resolver.problem(Code::TooMany, 0, &self.marks.to_string());
        if !self.problems.iter().any(|known| known.code == Code::TooMany) {
            self.problems.push(problem.expecting([MAX_CELLS.to_string()]));
        }
        Vec::new()
    }
}
