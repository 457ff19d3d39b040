//! A rule's meaning to a rule over cells: weights for sums, leaves for conditions.

use super::weighted::{Mark, Meaning, Sides, Target, Weighted};
use crate::address::{CellId, Operand, Period};
use crate::amount::Amount;
use crate::date::Date;
use crate::definition::GradeDef;
use crate::entry::{Reading, same_kind};
use crate::form::Cell;
use crate::problem::{Code, Problem};
use crate::rules::{
    Check, Condition, Expression, Leaf, Linear, MAX_WEIGHT, Relation, Side, Term, Weight,
};
use crate::words::nearest;
use rustc_hash::{FxHashMap, FxHashSet};

/// What each operand of a rule moves.
pub(super) type Weights = Vec<(Operand, Weight)>;

/// The cells a meaning is bound to, where `line` gives the cell of each line that is named.
pub(super) struct Binder<'c> {
    pub(super) cells: &'c [Cell],
    /// One piece of code for every way a line is met, so that it is there once.
    pub(super) line: &'c dyn Fn(usize) -> Option<CellId>,
}

pub(super) fn problem(code: Code, subject: &str, at: Option<usize>) -> Problem {
    let problem = Problem::new(code, "", subject);
    at.map_or(problem.clone(), |at| problem.at(at))
}

impl<'c> Binder<'c> {
    /// The check and what each operand moves; a problem without its pointer otherwise.
    pub(super) fn bind(
        &self,
        meaning: &Meaning,
        grade: &GradeDef,
    ) -> Result<(Check, Weights), Problem> {
        match meaning {
            Meaning::Linear(sides) => {
                self.days_of_sides(sides)?;
                self.same_units(sides)?;
                let (linear, weights) = self.linear(sides, grade)?;
                Ok((Check::Linear(linear), weights))
            }
            Meaning::Condition(expression) => {
                self.kinds(expression)?;
                let expression = self.expression(expression)?;
                let (mut operands, mut seen) = (Vec::new(), FxHashSet::default());
                expression.leaves(&mut |leaf: &Leaf| {
                    if seen.insert(leaf.operand) {
                        operands.push(leaf.operand);
                    }
                });
                if operands.is_empty() {
                    return Err(problem(Code::DecidesNothing, "", None));
                }
                // It is worked out anew, so nothing is moved.
                let still = Weight { factor: 0, either_way: false };
                let weights = operands.iter().map(|operand| (*operand, still)).collect();
                let tolerance = grade.tolerance;
                Ok((Check::Condition(Condition { operands, expression, tolerance }), weights))
            }
        }
    }

    /// Whether a sum has anything to add where it is bound; what structure gives passes over days
    /// too, which can be compared and not added up.
    pub(super) fn has_figures(&self, meaning: &Meaning, days: bool) -> bool {
        let Meaning::Linear(sides) = meaning else { return true };
        let mut marks = sides.left.terms.iter().chain(&sides.right.terms).peekable();
        let figure = |mark: &Mark| match self.cell(mark).map(|(_, cell)| cell.reading) {
            Ok(Reading::Text | Reading::Choice) => false,
            Ok(Reading::Date) => days,
            Ok(Reading::Figure { .. }) | Err(_) => true,
        };
        marks.peek().is_none() || marks.any(|(mark, _)| figure(mark))
    }

    pub(super) fn cell(&self, mark: &Mark) -> Result<(CellId, &'c Cell), Problem> {
        let id = match mark.target {
            Target::Cell(cell) => Some(cell),
            Target::Line(at) => (self.line)(at),
        };
        let found = id.and_then(|id| Some((id, self.cells.get(id.index())?)));
        found.ok_or_else(|| problem(Code::Heading, "", mark.at))
    }

    /// A cell whose entries are figures or days.
    fn figure(&self, mark: &Mark) -> Result<Leaf, Problem> {
        let (id, cell) = self.cell(mark)?;
        if matches!(cell.reading, Reading::Text | Reading::Choice) {
            return Err(problem(Code::NotAFigure, &cell.address, mark.at));
        }
        let operand = Operand { cell: id, period: mark.period };
        Ok(Leaf { operand, scale: cell.reading.figure_scale() })
    }

    fn side(&self, sum: &Weighted) -> Result<Side, Problem> {
        let mut terms = Vec::with_capacity(sum.terms.len());
        for (mark, coefficient) in &sum.terms {
            let operand = self.figure(mark)?.operand;
            if !coefficient.is_zero() {
                terms.push(Term { operand, coefficient: *coefficient });
            }
        }
        Ok(Side { terms, constant: sum.constant })
    }

    /// Whether a sum is about days.
    pub(super) fn reads_days(&self, meaning: &Meaning) -> bool {
        let Meaning::Linear(sides) = meaning else { return false };
        let day =
            |mark: &Mark| self.cell(mark).is_ok_and(|(_, cell)| cell.reading == Reading::Date);
        sides.left.terms.iter().chain(&sides.right.terms).any(|(mark, _)| day(mark))
    }

    /// Days are compared with days and taken from days, and nothing else is done with them.
    fn days_of_sides(&self, sides: &Sides) -> Result<(), Problem> {
        let mut net = Amount::ZERO;
        let mut last = None;
        for (side, sign) in [(&sides.left, Amount::ONE), (&sides.right, Amount::ONE.negated())] {
            for (mark, coefficient) in &side.terms {
                let (_, cell) = self.cell(mark)?;
                if cell.reading != Reading::Date {
                    continue;
                }
                let weight = coefficient.checked_mul(sign).unwrap_or_default();
                if weight.magnitude() != Amount::ONE {
                    return Err(problem(Code::NotAFigure, &cell.address, mark.at));
                }
                net = net.checked_add(weight).unwrap_or_default();
                last = Some((mark, cell));
            }
        }
        match last {
            Some((mark, cell)) if !net.is_zero() => {
                Err(problem(Code::NotAFigure, &cell.address, mark.at))
            }
            _ => Ok(()),
        }
    }

    /// Figures that are added or compared count the same kind of thing; what is multiplied may
    /// turn one unit into another.
    fn same_units(&self, sides: &Sides) -> Result<(), Problem> {
        let mut first: Option<(&str, &Cell)> = None;
        for (mark, coefficient) in sides.left.terms.iter().chain(&sides.right.terms) {
            let (_, cell) = self.cell(mark)?;
            let Some(unit) = cell.unit.as_deref() else { continue };
            if coefficient.magnitude() != Amount::ONE {
                continue;
            }
            match first {
                None => first = Some((unit, cell)),
                Some((other, one)) if !same_kind(unit, other) => {
                    let units = format!("{other}, {unit}");
                    let problem = problem(Code::UnitMismatch, &units, mark.at);
                    return Err(problem.expecting([&*one.address, &*cell.address]));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Both sides as whole numbers at the finest scale among cells, coefficients, constants and
    /// the tolerance. A rule whose weights could take the residual beyond what is exact is refused
    /// here, so that checking needs no check.
    fn linear(&self, sides: &Sides, grade: &GradeDef) -> Result<(Linear, Weights), Problem> {
        let (left, right) = (self.side(&sides.left)?, self.side(&sides.right)?);
        let too_wide = || problem(Code::TooWide, "", None);
        let reading = |id: CellId| self.cells.get(id.index()).map(|cell| cell.reading);
        let decimals = |id: CellId| reading(id).map_or(0, Reading::scale);
        let scales = left
            .terms
            .iter()
            .chain(&right.terms)
            .map(|term| term.coefficient.scale().saturating_add(decimals(term.operand.cell)));
        let constants = [left.constant.scale(), right.constant.scale(), grade.tolerance.scale()];
        let scale = scales.chain(constants).max().unwrap_or(0);
        let most = MAX_WEIGHT.unsigned_abs().pow(2);
        let wide = |amount: Amount| {
            let units = amount.units_at(scale).filter(|units| units.unsigned_abs() <= most);
            units.ok_or_else(too_wide)
        };

        // An operand met twice has one weight.
        let mut weights: Vec<(Operand, i128)> = Vec::new();
        let mut places: FxHashMap<Operand, usize> = FxHashMap::default();
        for (side, sign) in [(&left, 1_i128), (&right, -1_i128)] {
            for Term { operand, coefficient } in &side.terms {
                let lift = scale.saturating_sub(decimals(operand.cell));
                let units = coefficient.units_at(lift).and_then(|units| units.checked_mul(sign));
                let factor = units.ok_or_else(too_wide)?;
                let place = *places.entry(*operand).or_insert(weights.len());
                match weights.get_mut(place) {
                    Some((_, sum)) => *sum = sum.checked_add(factor).ok_or_else(too_wide)?,
                    None => weights.push((*operand, factor)),
                }
            }
        }
        weights.retain(|(_, factor)| *factor != 0);
        if weights.is_empty() {
            return Err(problem(Code::DecidesNothing, "", None));
        }
        let total =
            weights.iter().try_fold(0_u128, |sum, (_, f)| sum.checked_add(f.unsigned_abs()));
        if total.is_none_or(|total| total > MAX_WEIGHT.unsigned_abs()) {
            return Err(too_wide());
        }
        let weigh = |(operand, factor): (Operand, i128)| {
            let bounded =
                matches!(reading(operand.cell), Some(Reading::Figure { signed: false, .. }));
            // A rule about last year waits for last year's report, rather than fail by what that
            // report could at best hold.
            let either_way = !bounded || operand.period == Period::Prior;
            let factor = i64::try_from(factor).map_err(|_| too_wide())?;
            Ok((operand, Weight { factor, either_way }))
        };
        let weights = weights.into_iter().map(weigh).collect::<Result<_, Problem>>()?;

        let linear = Linear {
            relation: sides.relation,
            scale,
            constant: wide(left.constant)?.saturating_sub(wide(right.constant)?),
            tolerance: wide(grade.tolerance)?,
            left,
            right,
        };
        Ok((linear, weights))
    }

    fn expression(&self, expression: &Expression<Mark>) -> Result<Expression<Leaf>, Problem> {
        let each = |members: &[Expression<Mark>]| {
            members.iter().map(|member| self.expression(member)).collect::<Result<Vec<_>, _>>()
        };
        let one = |inner: &Expression<Mark>| self.expression(inner).map(Box::new);
        Ok(match expression {
            Expression::Leaf(mark) => Expression::Leaf(self.figure(mark)?),
            Expression::Figure(amount) => Expression::Figure(*amount),
            Expression::Text(text, _) => {
                return Err(problem(Code::NotAFigure, text, None));
            }
            Expression::Negate(inner) => Expression::Negate(one(inner)?),
            Expression::Not(inner) => Expression::Not(one(inner)?),
            Expression::Chain(links) => {
                let link = |(operator, link): &(_, _)| Ok((*operator, self.expression(link)?));
                Expression::Chain(links.iter().map(link).collect::<Result<_, Problem>>()?)
            }
            Expression::Call(function, members) if function.is_about_cells() => {
                Expression::Call(*function, self.about(members)?)
            }
            Expression::Call(function, members) => Expression::Call(*function, each(members)?),
            Expression::All(members) => Expression::All(each(members)?),
            Expression::Any(members) => Expression::Any(each(members)?),
            Expression::Implies(pair) => Expression::Implies(Box::new((
                self.expression(&pair.0)?,
                self.expression(&pair.1)?,
            ))),
            Expression::Compare(relation, pair) => {
                Expression::Compare(*relation, Box::new(self.compared(*relation, pair)?))
            }
        })
    }

    /// The cells of a function that is about cells and not about what stands in them.
    fn about(&self, members: &[Expression<Mark>]) -> Result<Vec<Expression<Leaf>>, Problem> {
        let leaf = |member: &Expression<Mark>| match member {
            Expression::Leaf(mark) => {
                let (cell, _) = self.cell(mark)?;
                let operand = Operand { cell, period: mark.period };
                Ok(Expression::Leaf(Leaf { operand, scale: None }))
            }
            other => self.expression(other),
        };
        members.iter().map(leaf).collect()
    }

    /// Two sides of a comparison: figures, days, or an option of a cell's.
    fn compared(
        &self,
        relation: Relation,
        pair: &(Expression<Mark>, Expression<Mark>),
    ) -> Result<(Expression<Leaf>, Expression<Leaf>), Problem> {
        match pair {
            (Expression::Leaf(mark), Expression::Text(text, _)) => {
                let (leaf, text) = self.literal(relation, mark, text)?;
                Ok((Expression::Leaf(leaf), text))
            }
            (Expression::Text(text, _), Expression::Leaf(mark)) => {
                let (leaf, text) = self.literal(relation, mark, text)?;
                Ok((text, Expression::Leaf(leaf)))
            }
            (left, right) => Ok((self.expression(left)?, self.expression(right)?)),
        }
    }

    /// A cell and the text it is compared with, as that cell reads it.
    fn literal(
        &self,
        relation: Relation,
        mark: &Mark,
        text: &str,
    ) -> Result<(Leaf, Expression<Leaf>), Problem> {
        let (id, cell) = self.cell(mark)?;
        let equality = matches!(relation, Relation::Equal | Relation::Unequal);
        let number = match cell.reading {
            Reading::Date => Date::read(text).map(Date::days),
            Reading::Choice if equality => {
                let place = cell.options.iter().position(|option| option == text);
                place.and_then(|place| i64::try_from(place).ok())
            }
            Reading::Choice => {
                return Err(problem(Code::NotAFigure, &cell.address, mark.at));
            }
            Reading::Text | Reading::Figure { .. } => {
                let problem = problem(Code::NotAnOption, text, mark.at);
                return Err(problem.expecting(["choice", "date"]));
            }
        };
        let Some(number) = number else {
            let near = nearest(text, cell.options.iter().map(String::as_str));
            let all = cell.options.iter().map(String::as_str);
            let expected = if near.is_empty() { all.collect() } else { near };
            let expected =
                if cell.reading == Reading::Date { vec!["2017-12-31"] } else { expected };
            return Err(problem(Code::NotAnOption, text, mark.at).expecting(expected));
        };
        let leaf = Leaf { operand: Operand { cell: id, period: mark.period }, scale: None };
        Ok((leaf, Expression::Text(text.into(), number)))
    }
}
