//! What figures the rules leave a variable.

use std::collections::BTreeMap;

use super::climb::climb;
use super::formula::Formula;
use super::rational::Rational;
use super::reason::Stop;
use super::tableau::{Reach, Side};
use super::theory::{Given, Outcome};
use super::{Solver, TooHard};
use crate::rules::Relation;

/// From where to where a variable can go. Not every figure between need be possible.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Range {
    /// The lower end; none when there is no end.
    pub lower: Option<Limit>,
    /// The upper end; none when there is no end.
    pub upper: Option<Limit>,
}

/// One end of a range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limit {
    /// The figure.
    pub value: Rational,
    /// Whether the figure itself is possible, and not only what is next to it.
    pub included: bool,
}

/// A variable the rules leave one figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forced {
    /// Which.
    pub variable: usize,
    /// The figure.
    pub value: Rational,
    /// The rules that settle it, of which none can be spared, ascending.
    pub by: Vec<usize>,
}

/// The variables the rules leave one figure.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ForcedValues {
    /// Those found, ascending by variable.
    pub values: Vec<Forced>,
    /// Variables of which it could not be found out, ascending.
    pub undecided: Vec<usize>,
}

impl Solver {
    /// From where to where a variable can go; none when the rules exclude each other.
    ///
    /// # Errors
    ///
    /// When the allowance is spent before there is an answer.
    pub fn range(&mut self, variable: usize) -> Result<Option<Range>, TooHard> {
        let Some(lower) = self.limit(variable, Side::Lower)? else { return Ok(None) };
        let Some(upper) = self.limit(variable, Side::Upper)? else { return Ok(None) };
        Ok(Some(Range { lower: lower.into_limit(), upper: upper.into_limit() }))
    }

    /// The figures a variable of whole numbers can take, ascending, when it ranges over no more
    /// than so many; otherwise none.
    ///
    /// # Errors
    ///
    /// When the allowance is spent before there is an answer.
    pub fn values(
        &mut self,
        variable: usize,
        most: usize,
    ) -> Result<Option<Vec<Rational>>, TooHard> {
        let whole = self.variables.get(variable).is_some_and(|variable| variable.integer);
        let range = if whole { self.range(variable)? } else { None };
        let Some(Range { lower: Some(lower), upper: Some(upper) }) = range else {
            return Ok(None);
        };
        let Some(&block) = self.home_of_variable.get(variable) else { return Ok(None) };
        let mut figures = Vec::new();
        let mut figure = lower.value;
        for _ in 0..most {
            let given = self.comparison(block, variable, Relation::Equal, &figure);
            match self.question(block, &[given], |question| question.ask(|_| true)) {
                Some(Outcome::Possible(_)) => figures.push(figure.clone()),
                Some(Outcome::Impossible(_)) => {}
                Some(Outcome::TooHard) | None => return Err(TooHard),
            }
            if figure >= upper.value {
                return Ok(Some(figures));
            }
            figure = &figure + &Rational::ONE;
        }
        Ok(None)
    }

    /// The variables the rules leave one figure.
    pub fn forced(&mut self) -> ForcedValues {
        let mut forced = ForcedValues::default();
        for block in 0..self.blocks.len() {
            self.forced_of_block(block, &mut forced);
        }
        forced.values.sort_by_key(|forced| forced.variable);
        forced.undecided.sort_unstable();
        forced
    }

    /// One solution gives each variable a figure it might be bound to; every other solution shows
    /// of many that they are not.
    fn forced_of_block(&mut self, block: usize, forced: &mut ForcedValues) {
        let Some(variables) = self.blocks.get(block).map(|block| block.theory.variables()) else {
            return;
        };
        let columns: Vec<(usize, usize)> = variables.collect();
        let mut bound: BTreeMap<usize, Rational> = match self
            .question(block, &[], |question| question.ask(|_| true))
        {
            Some(Outcome::Possible(figures)) => columns
                .iter()
                .filter_map(|(variable, column)| Some((*variable, figures.get(*column)?.clone())))
                .collect(),
            Some(Outcome::Impossible(_)) | None => return,
            Some(Outcome::TooHard) => {
                return forced.undecided.extend(columns.iter().map(|(variable, _)| *variable));
            }
        };
        for (variable, _) in &columns {
            let Some(value) = bound.get(variable).cloned() else { continue };
            let other = self.comparison(block, *variable, Relation::Unequal, &value);
            match self.question(block, &[other], |question| question.fewest(|_| true)) {
                Some(Outcome::Possible(figures)) => {
                    for (variable, column) in &columns {
                        if bound.get(variable) != figures.get(*column) {
                            bound.remove(variable);
                        }
                    }
                }
                Some(Outcome::Impossible(by)) => {
                    forced.values.push(Forced { variable: *variable, value, by });
                }
                Some(Outcome::TooHard) | None => forced.undecided.push(*variable),
            }
        }
    }

    fn comparison(
        &mut self,
        block: usize,
        variable: usize,
        relation: Relation,
        figure: &Rational,
    ) -> Given {
        let terms = vec![(variable, Rational::ONE)];
        self.given(block, &Formula::compare(terms, relation, figure.clone()), true)
    }

    fn limit(&mut self, variable: usize, side: Side) -> Result<Option<Reach>, TooHard> {
        let Some(&block) = self.home_of_variable.get(variable) else { return Ok(None) };
        let answer = self.question(block, &[], |question| {
            let given: Vec<Given> = question.rules.iter().map(|(_, given)| given.clone()).collect();
            let column = question.theory.column(variable);
            let mut found = None;
            let outcome = question.theory.visit(&given, question.steps, |tableau, state| {
                match column.map(|column| climb(tableau, state, column, side)) {
                    Some(Ok(reach)) => {
                        found = reach;
                        Outcome::Possible(Vec::new())
                    }
                    Some(Err(stop)) => Outcome::from(stop),
                    None => Outcome::from(Stop::TooHard),
                }
            });
            match outcome {
                Outcome::TooHard => Err(TooHard),
                _ => Ok(found),
            }
        });
        answer.unwrap_or(Ok(None))
    }
}

impl Reach {
    fn into_limit(self) -> Option<Limit> {
        match self {
            Reach::Endless => None,
            Reach::To(value) => {
                Some(Limit { included: value.epsilon.is_zero(), value: value.real })
            }
        }
    }
}
