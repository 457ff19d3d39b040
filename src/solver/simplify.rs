//! What is left of a rule with alternatives, given the other rules.
//!
//! `if a then b` says `not a, or b`. When the others never allow one alternative, the other must
//! hold; when the rule cannot hold but by one of them, that one is the rule. These are the
//! non-relaxing and non-constraining clauses of E. de Jonge's `validatetools`.

use std::collections::BTreeSet;

use super::formula::Formula;
use super::theory::Given;
use super::{Solver, TooHard};

/// What a rule comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Simplified {
    /// What it says.
    Unchanged,
    /// Nothing: these rules imply it already, or, without any, it can never fail.
    Satisfied {
        /// The rules that imply it, of which none can be spared, ascending.
        by: Vec<usize>,
    },
    /// Fewer alternatives than it has; with none left it can never hold.
    Shorter {
        /// Those that are left, by their place in [`Formula::alternatives`], ascending.
        keep: Vec<usize>,
        /// The rules because of which the others can be left out, ascending; the rule itself is
        /// not named.
        by: Vec<usize>,
    },
}

impl Solver {
    /// What is left of a rule, given all others.
    ///
    /// # Errors
    ///
    /// When the allowance is spent before there is an answer.
    pub fn simplify(&mut self, rule: usize) -> Result<Simplified, TooHard> {
        let Some((block, formula)) = self.home(rule) else { return Ok(Simplified::Unchanged) };
        if let Some(by) = self.implied(rule)? {
            return Ok(Simplified::Satisfied { by });
        }
        let alternatives = formula.alternatives();
        let given: Vec<(Given, Given)> = alternatives
            .iter()
            .map(|part| (self.given(block, part, true), self.given(block, part, false)))
            .collect();
        // The rule cannot hold but by this alternative.
        for (place, (_, denied)) in given.iter().enumerate() {
            if alternatives.len() > 1
                && let Some(by) =
                    self.why_impossible(block, core::slice::from_ref(denied), |_| true)?
            {
                let by = by.into_iter().filter(|other| *other != rule).collect();
                return Ok(Simplified::Shorter { keep: vec![place], by });
            }
        }
        // An alternative allows nothing that those beside it do not.
        let mut keep: Vec<usize> = (0..alternatives.len()).collect();
        let mut by = BTreeSet::new();
        for (place, (granted, _)) in given.iter().enumerate() {
            let others = given
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place && keep.contains(other));
            let mut alone: Vec<Given> = others.map(|(_, (_, denied))| denied.clone()).collect();
            alone.push(granted.clone());
            if let Some(because) = self.why_impossible(block, &alone, |other| other != rule)? {
                keep.retain(|other| *other != place);
                by.extend(because);
            }
        }
        if keep.len() == alternatives.len() {
            return Ok(Simplified::Unchanged);
        }
        Ok(Simplified::Shorter { keep, by: by.into_iter().collect() })
    }
}

impl Formula {
    /// The alternatives at these places, of which one must hold.
    pub fn only(&self, keep: &[usize]) -> Formula {
        let parts = self.alternatives();
        Formula::any(keep.iter().filter_map(|place| parts.get(*place).cloned()).collect())
    }
}
