//! What goes with what inside a condition: figures in one unit, days with days.

use super::bind::{Binder, problem};
use super::weighted::Mark;
use crate::entry::{Reading, same_kind};
use crate::form::Cell;
use crate::problem::{Code, Problem};
use crate::rules::{Expression, Function, Operator};

/// What a figure measures.
#[derive(Clone, Copy, Default)]
pub(super) struct Measure<'c> {
    /// How many days of the calendar it is the sum of: one for a day, none for a number of days.
    days: i32,
    /// A day in it, to point at.
    day: Option<(&'c Cell, Option<usize>)>,
    /// A cell in it whose figures have a unit.
    counted: Option<(&'c Cell, Option<usize>)>,
}

impl<'c> Binder<'c> {
    /// What an expression measures; a problem where it mixes what does not go together.
    pub(super) fn kinds(&self, expression: &Expression<Mark>) -> Result<Measure<'c>, Problem> {
        match expression {
            Expression::Leaf(mark) => {
                let (_, cell) = self.cell(mark)?;
                let here = Some((cell, mark.at));
                let day = cell.reading == Reading::Date;
                Ok(Measure {
                    days: i32::from(day),
                    day: here.filter(|_| day),
                    counted: here.filter(|_| cell.unit.is_some()),
                })
            }
            Expression::Negate(inner) => {
                let inner = self.kinds(inner)?;
                Ok(Measure { days: inner.days.saturating_neg(), ..inner })
            }
            Expression::Chain(links) => self.chain(links),
            Expression::Call(function, arguments) => self.call(*function, arguments),
            Expression::Compare(_, pair) => {
                let literal = |side: &Expression<Mark>| matches!(side, Expression::Text(..));
                if !literal(&pair.0) && !literal(&pair.1) {
                    alike(self.kinds(&pair.0)?, self.kinds(&pair.1)?)?;
                }
                Ok(Measure::default())
            }
            Expression::Not(inner) => self.kinds(inner),
            Expression::All(members) | Expression::Any(members) => {
                members.iter().try_for_each(|member| self.kinds(member).map(drop))?;
                Ok(Measure::default())
            }
            Expression::Implies(pair) => {
                self.kinds(&pair.0)?;
                self.kinds(&pair.1)
            }
            Expression::Figure(_) | Expression::Text(..) => Ok(Measure::default()),
        }
    }

    fn chain(&self, links: &[(Operator, Expression<Mark>)]) -> Result<Measure<'c>, Problem> {
        let mut sum: Option<Measure<'c>> = None;
        for (operator, link) in links {
            let link = self.kinds(link)?;
            sum = Some(match (operator, sum) {
                (Operator::Multiply | Operator::Divide, _) => {
                    no_day(link)?;
                    Measure::default()
                }
                (_, None) => link,
                (Operator::Subtract, Some(sum)) => {
                    added(sum, Measure { days: link.days.saturating_neg(), ..link })?
                }
                (_, Some(sum)) => added(sum, link)?,
            });
        }
        Ok(sum.unwrap_or_default())
    }

    fn call(
        &self,
        function: Function,
        arguments: &[Expression<Mark>],
    ) -> Result<Measure<'c>, Problem> {
        if function.is_about_cells() {
            return Ok(Measure::default());
        }
        let mut figures = arguments.iter();
        if function == Function::If {
            self.kinds(figures.next().unwrap_or(&Expression::Text("".into(), 0)))?;
        }
        let first = match figures.next() {
            Some(first) => self.kinds(first)?,
            None => return Ok(Measure::default()),
        };
        match function {
            Function::Abs | Function::Round => no_day(first),
            Function::Sum => figures.try_fold(first, |sum, next| added(sum, self.kinds(next)?)),
            _ => figures.try_fold(first, |one, next| alike(one, self.kinds(next)?)),
        }
    }
}

/// A figure that is no day.
fn no_day(measure: Measure<'_>) -> Result<Measure<'_>, Problem> {
    match measure.day {
        Some((cell, at)) if measure.days != 0 => Err(problem(Code::NotAFigure, &cell.address, at)),
        _ => Ok(measure),
    }
}

fn added<'c>(one: Measure<'c>, other: Measure<'c>) -> Result<Measure<'c>, Problem> {
    let counted = same_unit(one, other)?;
    let days = one.days.saturating_add(other.days);
    Ok(Measure { days, day: one.day.or(other.day), counted })
}

/// Two figures that can be compared.
fn alike<'c>(one: Measure<'c>, other: Measure<'c>) -> Result<Measure<'c>, Problem> {
    let counted = same_unit(one, other)?;
    let day = other.day.or(one.day);
    match day {
        Some((cell, at)) if one.days != other.days => {
            Err(problem(Code::NotAFigure, &cell.address, at))
        }
        _ => Ok(Measure { days: one.days, day, counted }),
    }
}

type Counted<'c> = Option<(&'c Cell, Option<usize>)>;

fn same_unit<'c>(one: Measure<'c>, other: Measure<'c>) -> Result<Counted<'c>, Problem> {
    let unit = |counted: Counted<'c>| counted.and_then(|(cell, _)| cell.unit.as_deref());
    if let (Some(left), Some(right)) = (unit(one.counted), unit(other.counted))
        && !same_kind(left, right)
    {
        let cells = [one.counted, other.counted].into_iter().flatten();
        let cells = cells.map(|(cell, _)| cell.address.to_string());
        let at = other.counted.and_then(|(_, at)| at);
        let units = format!("{left}, {right}");
        return Err(problem(Code::UnitMismatch, &units, at).expecting(cells));
    }
    Ok(one.counted.or(other.counted))
}
