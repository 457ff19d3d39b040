//! Whether formulas can hold together: bounds first, then one alternative after the other.
//!
//! An alternative is looked into only when the figures at hand break the formula, so most
//! disjunctions and every `!=` that does not matter are never split. A conflict that does not
//! rest on the alternative chosen ends all the others with it. Columns of whole numbers are
//! settled last, by cutting their range in two at a fraction (branch and bound).

use std::rc::Rc;

use super::delta::Delta;
use super::node::Node;
use super::rational::Rational;
use super::reason::{Reason, Stop};
use super::tableau::{Literal, Side, Tableau, Terms};

/// Most choices one upon another; it keeps the stack small.
const DEEPEST: usize = 400;

/// Alternatives of which one must hold, and why.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) options: Vec<Rc<Node>>,
    pub(super) why: Reason,
}

/// What is left to look into: alternatives not yet decided, and how many choices have been made.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) pending: Vec<Clause>,
    pub(super) depth: usize,
}

impl State {
    /// The state below this one; too hard when that is too deep.
    pub(super) fn deeper(&self) -> Result<State, Stop> {
        let state = State { pending: self.pending.clone(), depth: self.depth.saturating_add(1) };
        if state.depth > DEEPEST { Err(Stop::TooHard) } else { Ok(state) }
    }

    /// Takes a formula as given.
    pub(super) fn assume(
        &mut self,
        tableau: &mut Tableau,
        node: &Node,
        why: &Reason,
    ) -> Result<(), Stop> {
        match node {
            Node::Literal(literal) => tableau.assert(literal, why),
            Node::All(parts) => parts.iter().try_for_each(|part| self.assume(tableau, part, why)),
            Node::Any(parts) => {
                self.pending.push(Clause { options: parts.clone(), why: why.clone() });
                Ok(())
            }
            Node::True => Ok(()),
            Node::False => Err(Stop::Conflict(why.clone())),
        }
    }

    /// Strikes out alternatives the bounds exclude, and takes as given the last one left, until
    /// nothing changes; then looks for figures within all bounds.
    pub(super) fn settle(&mut self, tableau: &mut Tableau) -> Result<(), Stop> {
        loop {
            tableau.spend(self.pending.len())?;
            let mut last_ones = Vec::new();
            for mut clause in core::mem::take(&mut self.pending) {
                if clause.options.iter().any(|option| follows(option, tableau)) {
                    continue;
                }
                let mut why = clause.why;
                clause.options.retain(|option| match excluded(option, tableau) {
                    Some(because) => {
                        why = why.and(&because);
                        false
                    }
                    None => true,
                });
                clause.why = why;
                match clause.options.as_slice() {
                    [] => return Err(Stop::Conflict(clause.why)),
                    [_] => last_ones.push(clause),
                    _ => self.pending.push(clause),
                }
            }
            if last_ones.is_empty() {
                return tableau.check();
            }
            for clause in last_ones {
                for option in &clause.options {
                    self.assume(tableau, option, &clause.why)?;
                }
            }
        }
    }

    /// Takes out the first alternatives of which none holds for the figures at hand.
    pub(super) fn take_broken(&mut self, tableau: &Tableau) -> Option<Clause> {
        let broken = |clause: &Clause| !clause.options.iter().any(|option| option.holds(tableau));
        let place = self.pending.iter().position(broken)?;
        Some(self.pending.remove(place))
    }
}

/// Looks for figures that satisfy everything; when it answers well, the tableau holds them.
pub(super) fn explore(tableau: &mut Tableau, mut state: State) -> Result<(), Stop> {
    state.settle(tableau)?;
    if let Some(clause) = state.take_broken(tableau) {
        return split(tableau, &state, &clause);
    }
    let Some((column, down, up)) = halves(tableau) else { return Ok(()) };
    indivisible(tableau)?;
    let literal = |side, value| {
        Rc::new(Node::Literal(Literal { column, side, value: Delta::exactly(value) }))
    };
    let options = vec![literal(Side::Upper, down), literal(Side::Lower, up)];
    split(tableau, &state, &Clause { options, why: Reason::default() })
}

/// Looks into one alternative after the other.
fn split(tableau: &mut Tableau, state: &State, clause: &Clause) -> Result<(), Stop> {
    let mut all = clause.why.clone();
    let mut gave_up = false;
    for option in &clause.options {
        let mark = tableau.mark();
        let mut below = state.deeper()?;
        let choice = Reason::choice(below.depth);
        let found = below.assume(tableau, option, &choice).and_then(|()| explore(tableau, below));
        match found {
            Ok(()) => return Ok(()),
            Err(stop) => {
                tableau.undo(mark);
                match stop {
                    Stop::Conflict(why) => {
                        match why.without_choice(state.depth.saturating_add(1)) {
                            Some(why) => all = all.and(&why),
                            None => return Err(Stop::Conflict(why)),
                        }
                    }
                    // Another alternative may still be easy.
                    Stop::TooHard => gave_up = true,
                }
            }
        }
    }
    Err(if gave_up { Stop::TooHard } else { Stop::Conflict(all) })
}

/// The first column of whole numbers that stands at a fraction, and the whole numbers beside it.
pub(super) fn halves(tableau: &Tableau) -> Option<(usize, Rational, Rational)> {
    let (place, column) = tableau
        .columns()
        .iter()
        .enumerate()
        .find(|(_, column)| column.integer && !column.value.is_integer())?;
    Some((place, column.value.floor(), column.value.ceil()))
}

/// Finds a row that no whole numbers satisfy, because all that can still move in it moves in steps
/// that miss the rest: `2x + 4y = 3`. Cutting ranges in two would go on for ever there.
pub(super) fn indivisible(tableau: &Tableau) -> Result<(), Stop> {
    for (basic, row) in tableau.rows() {
        let minus = Rational::from(-1);
        let mut step = Rational::ZERO;
        let mut fixed = Rational::ZERO;
        let mut why = Reason::default();
        let whole = row_with(*basic, &minus, row).try_for_each(|(column, factor)| {
            let state = tableau.columns().get(column)?;
            let lower = state.bound(Side::Lower);
            let upper = state.bound(Side::Upper);
            match (lower, upper) {
                (Some(lower), Some(upper)) if lower.value == upper.value => {
                    fixed = &fixed + &(factor * &lower.value.real);
                    why = why.and(&lower.why).and(&upper.why);
                }
                _ => step = step.common_measure(factor),
            }
            state.integer.then_some(())
        });
        if whole.is_some()
            && let Some(inverse) = step.inverse()
            && !(&fixed * &inverse).is_integer()
        {
            return Err(Stop::Conflict(why));
        }
    }
    Ok(())
}

fn row_with<'a>(
    basic: usize,
    minus: &'a Rational,
    row: &'a Terms,
) -> impl Iterator<Item = (usize, &'a Rational)> {
    core::iter::once((basic, minus)).chain(row.iter().map(|(column, factor)| (*column, factor)))
}

/// Whether the bounds already grant it.
fn follows(node: &Node, tableau: &Tableau) -> bool {
    match node {
        Node::Literal(Literal { column, side, value }) => {
            tableau.bound(*column, *side).is_some_and(|bound| match side {
                Side::Lower => bound.value >= *value,
                Side::Upper => bound.value <= *value,
            })
        }
        Node::All(parts) => parts.iter().all(|part| follows(part, tableau)),
        Node::Any(parts) => parts.iter().any(|part| follows(part, tableau)),
        Node::True => true,
        Node::False => false,
    }
}

/// Why the bounds already exclude it, when they do.
fn excluded(node: &Node, tableau: &Tableau) -> Option<Reason> {
    match node {
        Node::Literal(Literal { column, side, value }) => {
            let bound = tableau.bound(*column, side.other())?;
            let beyond = match side {
                Side::Lower => bound.value < *value,
                Side::Upper => bound.value > *value,
            };
            beyond.then(|| bound.why.clone())
        }
        Node::All(parts) => parts.iter().find_map(|part| excluded(part, tableau)),
        Node::Any(parts) => parts.iter().try_fold(Reason::default(), |why, part| {
            excluded(part, tableau).map(|because| why.and(&because))
        }),
        Node::True => None,
        Node::False => Some(Reason::default()),
    }
}
