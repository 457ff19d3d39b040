//! Rules that say nothing the others do not say already.

use super::theory::{Given, Outcome};
use super::{Solver, TooHard};

/// Rules that can be left out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spare {
    /// A rule, and those that imply it, of which none can be spared; ascending by rule. Without
    /// any, it can never fail.
    pub rules: Vec<(usize, Vec<usize>)>,
    /// Rules of which it could not be found out, ascending.
    pub undecided: Vec<usize>,
}

impl Solver {
    /// The fewest others that imply a rule; none when they do not. An empty answer says that the
    /// rule can never fail. When there are more than ten of them, or the allowance is spent in
    /// cutting them down, fewer might do.
    ///
    /// # Errors
    ///
    /// When the allowance is spent before there is an answer.
    pub fn implied(&mut self, rule: usize) -> Result<Option<Vec<usize>>, TooHard> {
        let Some((block, formula)) = self.home(rule) else { return Ok(None) };
        let opposite = self.given(block, &formula, false);
        self.why_impossible(block, &[opposite], |other| other != rule)
    }

    /// Rules that can be left out all together, because those that stay imply them. Of two rules
    /// that say the same, the later one is left out.
    pub fn spare(&mut self) -> Spare {
        let mut spare = Spare::default();
        let mut out = Vec::new();
        for rule in (0..self.formulas.len()).rev() {
            if self.aside.contains(&rule) {
                continue;
            }
            match self.implied(rule) {
                Ok(None) => {}
                Err(TooHard) => spare.undecided.push(rule),
                Ok(Some(by)) => {
                    spare.rules.push((rule, by));
                    out.push(rule);
                    self.aside.insert(rule);
                }
            }
        }
        for rule in out {
            self.aside.remove(&rule);
        }
        spare.rules.reverse();
        spare.undecided.reverse();
        spare
    }

    /// The fewest of the chosen rules that cannot hold together with what is given besides.
    pub(super) fn why_impossible(
        &mut self,
        block: usize,
        given: &[Given],
        chosen: impl Fn(usize) -> bool,
    ) -> Result<Option<Vec<usize>>, TooHard> {
        match self.question(block, given, |question| question.fewest(chosen)) {
            Some(Outcome::Impossible(by)) => Ok(Some(by)),
            Some(Outcome::Possible(_)) => Ok(None),
            Some(Outcome::TooHard) | None => Err(TooHard),
        }
    }
}
