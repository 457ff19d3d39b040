//! Rules that no figures can satisfy together.

use super::core::Question;
use super::theory::Outcome;
use super::{Solver, hitting};

/// Most conflicts named in one block.
const MOST: usize = 20;

/// Rules that exclude each other.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Conflicts {
    /// Sets of rules that no figures satisfy together, and of which none can be spared (unless it
    /// is among `undecided`): the smallest of a block first. A set of one is a rule that can never
    /// hold.
    pub sets: Vec<Vec<usize>>,
    /// A smallest choice of rules without which the others can hold together, ascending.
    pub drop: Vec<usize>,
    /// Variables that have no figure to take, whatever the rules say.
    pub empty_ranges: Vec<usize>,
    /// Rules of which it could not be found out, ascending. Those in `sets` may be among them: then
    /// there may be more conflicts, and `drop` may not be enough.
    pub undecided: Vec<usize>,
}

impl Solver {
    /// All there is to say about contradictions.
    pub fn conflicts(&mut self) -> Conflicts {
        let mut all = Conflicts::default();
        for block in 0..self.blocks.len() {
            if self.blocks.get(block).is_some_and(|block| block.theory.has_empty_range()) {
                all.empty_ranges.extend(self.empty_ranges(block));
                continue;
            }
            let found = self.question(block, &[], conflicts_of_block);
            let (sets, drop, decided) = found.unwrap_or_default();
            all.sets.extend(sets);
            all.drop.extend(drop);
            if let (false, Some(block)) = (decided, self.blocks.get(block)) {
                all.undecided.extend(block.rules.iter().map(|(rule, _)| *rule));
            }
        }
        all.empty_ranges.sort_unstable();
        all.drop.sort_unstable();
        all.undecided.sort_unstable();
        all
    }

    fn empty_ranges(&self, block: usize) -> Vec<usize> {
        let Some(block) = self.blocks.get(block) else { return Vec::new() };
        let is_empty = |variable: &usize| {
            self.variables.get(*variable).is_some_and(|variable| match &variable.range() {
                (Some(lower), Some(upper)) => lower > upper,
                _ => false,
            })
        };
        block.theory.variables().map(|(variable, _)| variable).filter(is_empty).collect()
    }
}

/// Names conflicts, each without the rules chosen to drop so far, until the rest can hold: what is
/// dropped is always the least that meets every conflict known.
fn conflicts_of_block(question: &mut Question<'_>) -> (Vec<Vec<usize>>, Vec<usize>, bool) {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut drop: Vec<usize> = Vec::new();
    while sets.len() < MOST {
        match question.fewest(|rule| !drop.contains(&rule)) {
            Outcome::Possible(_) => return (sets, drop, true),
            Outcome::TooHard => return (sets, drop, false),
            Outcome::Impossible(conflict) => sets.push(conflict),
        }
        let Some(least) = hitting::smallest(&sets, sets.len()) else { break };
        drop = least;
    }
    // Too many to name them all: whatever else is in the way is dropped as well.
    loop {
        match question.ask(|rule| !drop.contains(&rule)) {
            Outcome::Possible(_) => return (sets, drop, false),
            Outcome::TooHard => return (sets, drop, false),
            Outcome::Impossible(conflict) => match conflict.last() {
                Some(last) => drop.push(*last),
                None => return (sets, drop, false),
            },
        }
    }
}
