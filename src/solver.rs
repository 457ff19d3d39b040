//! What a set of rules means before anybody fills the form in: whether figures can satisfy all of
//! them, which exclude each other, which follow from others, which figures are settled beforehand.
//!
//! Nothing here knows forms: a question is put in [`Variable`]s and [`Formula`]s, and every rule
//! is named by its place in the list. All arithmetic is exact. All work is counted, in steps and
//! not by a clock, so the same question always gets the same answer; when the allowance is spent,
//! the answer is [`TooHard`] and never a guess.
//!
//! Rules that share no variable, not even by way of others, are looked at apart from each other.
//! Within such a block, `search` looks for alternatives that can hold together, `tableau` decides
//! which bounds can, and `core` cuts a conflict down to what it takes.
//!
//! ```
//! use crossfoot::rules::Relation;
//! use crossfoot::solver::{Formula, Rational, Solver, Variable};
//!
//! let x = |relation, figure: i64| {
//!     Formula::compare(vec![(0, Rational::ONE)], relation, Rational::from(figure))
//! };
//! let rules = vec![x(Relation::Above, 1), x(Relation::Below, 0), x(Relation::Above, 2)];
//! let mut solver = Solver::new(vec![Variable::default()], rules);
//! let conflicts = solver.conflicts();
//! assert_eq!(conflicts.sets, [[0, 1], [1, 2]]);
//! assert_eq!(conflicts.drop, [1]);
//! ```

mod blocks;
mod climb;
mod conflict;
mod core;
mod delta;
mod formula;
mod hitting;
mod implied;
mod node;
mod range;
mod rational;
mod reason;
mod search;
mod simplify;
mod tableau;
mod theory;

use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;

pub use conflict::Conflicts;
pub use formula::{Atom, Formula, Variable};
pub use implied::Spare;
pub use range::{Forced, ForcedValues, Limit, Range};
pub use rational::Rational;
pub use simplify::Simplified;

use self::core::Question;
use node::Node;
use reason::Reason;
use theory::{Given, Outcome, Theory};

/// The allowance is spent before there was an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooHard;

impl fmt::Display for TooHard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the rules are too hard to analyse")
    }
}

impl std::error::Error for TooHard {}

/// How much work may be done. A step is about one multiplication of fractions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allowance {
    /// For one question.
    pub question: u64,
    /// For all questions to one solver.
    pub total: u64,
}

impl Default for Allowance {
    fn default() -> Allowance {
        Allowance { question: 2_000_000, total: 100_000_000 }
    }
}

/// A set of rules that can be asked about.
///
/// Rules that exclude each other imply everything. So look at [`Solver::conflicts`] first, and
/// [set aside](Solver::set_aside) what it says to drop before asking anything else.
pub struct Solver {
    variables: Vec<Variable>,
    formulas: Vec<Formula>,
    blocks: Vec<Block>,
    /// The block of each variable.
    home_of_variable: Vec<usize>,
    /// The block of each rule.
    home_of_rule: Vec<usize>,
    aside: BTreeSet<usize>,
    allowance: Allowance,
}

/// Rules that share variables.
struct Block {
    theory: Theory,
    rules: Vec<(usize, Given)>,
}

impl Solver {
    /// A solver for these rules. A comparison that names a variable that is not in the list is
    /// taken as [`Formula::Opaque`].
    pub fn new(variables: Vec<Variable>, formulas: Vec<Formula>) -> Solver {
        let division = blocks::divide(variables.len(), &formulas);
        let mut blocks: Vec<Block> = division
            .members
            .iter()
            .map(|members| Block { theory: Theory::new(&variables, members), rules: Vec::new() })
            .collect();
        for (rule, (formula, home)) in formulas.iter().zip(&division.rules).enumerate() {
            if let Some(block) = blocks.get_mut(*home) {
                let node = block.theory.compile(formula, true);
                block.rules.push((rule, (node, Reason::rule(rule))));
            }
        }
        Solver {
            variables,
            formulas,
            blocks,
            home_of_variable: division.variables,
            home_of_rule: division.rules,
            aside: BTreeSet::new(),
            allowance: Allowance::default(),
        }
    }

    /// The same solver with another allowance.
    #[must_use]
    pub fn with_allowance(self, allowance: Allowance) -> Solver {
        Solver { allowance, ..self }
    }

    /// Leaves a rule out of all answers from now on.
    pub fn set_aside(&mut self, rule: usize) {
        self.aside.insert(rule);
    }

    /// Figures that satisfy all rules, by variable; none when there are none.
    ///
    /// # Errors
    ///
    /// When the allowance is spent before there is an answer.
    pub fn satisfiable(&mut self) -> Result<Option<Vec<Rational>>, TooHard> {
        let mut figures = vec![Rational::ZERO; self.variables.len()];
        let mut too_hard = false;
        for block in 0..self.blocks.len() {
            match self.question(block, &[], |question| question.ask(|_| true)) {
                Some(Outcome::Impossible(_)) => return Ok(None),
                Some(Outcome::Possible(found)) => self.place(block, &found, &mut figures),
                Some(Outcome::TooHard) | None => too_hard = true,
            }
        }
        if too_hard { Err(TooHard) } else { Ok(Some(figures)) }
    }

    fn place(&self, block: usize, found: &[Rational], figures: &mut [Rational]) {
        let Some(block) = self.blocks.get(block) else { return };
        for (variable, column) in block.theory.variables() {
            if let (Some(place), Some(figure)) = (figures.get_mut(variable), found.get(column)) {
                *place = figure.clone();
            }
        }
    }

    /// Asks a block something; `always` is given besides its rules.
    fn question<R>(
        &mut self,
        block: usize,
        always: &[Given],
        ask: impl FnOnce(&mut Question<'_>) -> R,
    ) -> Option<R> {
        let aside = &self.aside;
        let block = self.blocks.get_mut(block)?;
        let rules: Vec<(usize, Given)> =
            block.rules.iter().filter(|(rule, _)| !aside.contains(rule)).cloned().collect();
        let allowed = self.allowance.question.min(self.allowance.total);
        let mut steps = allowed;
        let theory = &mut block.theory;
        let answer = ask(&mut Question { theory, rules: &rules, always, steps: &mut steps });
        let spent = allowed.saturating_sub(steps);
        self.allowance.total = self.allowance.total.saturating_sub(spent);
        Some(answer)
    }

    /// A formula over a block's variables, or its opposite, to be given besides the rules.
    fn given(&mut self, block: usize, formula: &Formula, holds: bool) -> Given {
        let node = match self.blocks.get_mut(block) {
            Some(block) => block.theory.compile(formula, holds),
            None => Rc::new(Node::True),
        };
        (node, Reason::default())
    }

    fn home(&self, rule: usize) -> Option<(usize, Formula)> {
        Some((*self.home_of_rule.get(rule)?, self.formulas.get(rule)?.clone()))
    }
}
