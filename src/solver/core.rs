//! Fewest rules that exclude each other.
//!
//! A search that fails names rules that cannot hold together, but maybe more than it takes. They
//! are first cut down until none can be spared (a deletion filter). Few enough are then cut down
//! to the fewest there are: each set of rules that can hold together shows rules of which one
//! must be in every conflict; a smallest set that meets all of these is the least a conflict can
//! be (implicit hitting sets; A. Ignatiev et al., "Smallest MUS Extraction with Minimal Hitting
//! Set Dualization", CP 2015).

use super::hitting;
use super::theory::{Given, Outcome, Theory};

/// A conflict of more rules than this is cut down until none can be spared, and no farther.
const FEW: usize = 10;

/// Most rounds in looking for fewer.
const ROUNDS: usize = 60;

/// What can be taken as given: rules by number, and what is given in any case.
pub(super) struct Question<'a> {
    pub(super) theory: &'a mut Theory,
    pub(super) rules: &'a [(usize, Given)],
    pub(super) always: &'a [Given],
    pub(super) steps: &'a mut u64,
}

impl Question<'_> {
    /// Whether some of the rules can hold together.
    pub(super) fn ask(&mut self, chosen: impl Fn(usize) -> bool) -> Outcome {
        let rules = self.rules.iter().filter(|(rule, _)| chosen(*rule)).map(|(_, given)| given);
        let given: Vec<Given> = self.always.iter().chain(rules).cloned().collect();
        self.theory.ask(&given, self.steps)
    }

    /// Whether the chosen rules can hold together; when not, the fewest of them that cannot.
    pub(super) fn fewest(&mut self, chosen: impl Fn(usize) -> bool) -> Outcome {
        match self.ask(&chosen) {
            Outcome::Impossible(conflict) => {
                let conflict = self.shrink(conflict);
                Outcome::Impossible(self.smaller(&chosen, conflict))
            }
            other => other,
        }
    }

    /// Cuts a conflict down until none of its rules can be spared. When work runs out, a rule
    /// that might be spared stays.
    fn shrink(&mut self, mut conflict: Vec<usize>) -> Vec<usize> {
        for rule in conflict.clone().into_iter().rev() {
            if !conflict.contains(&rule) {
                continue;
            }
            let found = self.ask(|other| other != rule && conflict.contains(&other));
            if let Outcome::Impossible(smaller) = found {
                conflict = smaller;
            }
        }
        conflict
    }

    fn smaller(&mut self, chosen: &impl Fn(usize) -> bool, conflict: Vec<usize>) -> Vec<usize> {
        if conflict.len() < 2 || conflict.len() > FEW {
            return conflict;
        }
        let mut needed: Vec<Vec<usize>> = Vec::new();
        for _ in 0..ROUNDS {
            // A set as large as the conflict at hand would be no gain.
            let most = conflict.len().saturating_sub(1);
            let Some(least) = hitting::smallest(&needed, most) else { break };
            match self.ask(|rule| least.contains(&rule)) {
                Outcome::Impossible(smaller) => return smaller,
                Outcome::TooHard => break,
                Outcome::Possible(figures) => {
                    let Some(one_of) = self.grow(chosen, least, &figures) else { break };
                    needed.push(one_of);
                }
            }
        }
        conflict
    }

    /// Adds rules to those that can hold together for as long as they can; the rules left out are
    /// those of which every conflict has one. None when work runs out.
    fn grow(
        &mut self,
        chosen: &impl Fn(usize) -> bool,
        mut together: Vec<usize>,
        figures: &[super::Rational],
    ) -> Option<Vec<usize>> {
        let mut left_out: Vec<usize> = Vec::new();
        for (rule, (node, _)) in self.rules.iter().filter(|(rule, _)| chosen(*rule)) {
            if node.holds_at(figures) {
                together.push(*rule);
            } else {
                left_out.push(*rule);
            }
        }
        let mut never = Vec::new();
        for rule in left_out {
            match self.ask(|other| other == rule || together.contains(&other)) {
                Outcome::Possible(_) => together.push(rule),
                Outcome::Impossible(_) => never.push(rule),
                Outcome::TooHard => return None,
            }
        }
        Some(never)
    }
}
