//! How far a variable can go: the simplex method's own answer where only bounds matter, and where
//! alternatives or whole numbers do, the best of all their parts (branch and bound).

use std::rc::Rc;

use super::delta::Delta;
use super::node::Node;
use super::reason::{Reason, Stop};
use super::search::{Clause, State, explore, halves, indivisible};
use super::tableau::{Literal, Reach, Side, Tableau};

/// The search for the last value of a column on one side.
pub(super) struct Climb {
    column: usize,
    side: Side,
    best: Option<Reach>,
}

/// How far the column can go; none when nothing can hold.
pub(super) fn climb(
    tableau: &mut Tableau,
    state: State,
    column: usize,
    side: Side,
) -> Result<Option<Reach>, Stop> {
    let mut climb = Climb { column, side, best: None };
    climb.look(tableau, state)?;
    Ok(climb.best)
}

impl Climb {
    /// Only running out of work is an error here; a part where nothing can hold adds nothing.
    fn look(&mut self, tableau: &mut Tableau, mut state: State) -> Result<(), Stop> {
        match state.settle(tableau) {
            Ok(()) => {}
            Err(Stop::Conflict(_)) => return Ok(()),
            Err(Stop::TooHard) => return Err(Stop::TooHard),
        }
        match tableau.push(self.column, self.side)? {
            Reach::Endless => match state.pending.pop() {
                Some(clause) => self.split(tableau, &state, &clause),
                // Where fractions have no end, whole numbers have none, if there are any.
                None => match explore(tableau, state) {
                    Ok(()) => {
                        self.best = Some(Reach::Endless);
                        Ok(())
                    }
                    Err(Stop::Conflict(_)) => Ok(()),
                    Err(Stop::TooHard) => Err(Stop::TooHard),
                },
            },
            Reach::To(value) if !self.improves(&value) => Ok(()),
            Reach::To(value) => {
                if let Some(clause) = state.take_broken(tableau) {
                    return self.split(tableau, &state, &clause);
                }
                let Some((column, down, up)) = halves(tableau) else {
                    self.best = Some(Reach::To(value));
                    return Ok(());
                };
                if indivisible(tableau).is_err() {
                    return Ok(());
                }
                let literal = |side, value| {
                    Rc::new(Node::Literal(Literal { column, side, value: Delta::exactly(value) }))
                };
                let options = vec![literal(Side::Upper, down), literal(Side::Lower, up)];
                self.split(tableau, &state, &Clause { options, why: Reason::default() })
            }
        }
    }

    fn improves(&self, value: &Delta) -> bool {
        match (&self.best, self.side) {
            (None, _) => true,
            (Some(Reach::Endless), _) => false,
            (Some(Reach::To(best)), Side::Upper) => value > best,
            (Some(Reach::To(best)), Side::Lower) => value < best,
        }
    }

    fn split(&mut self, tableau: &mut Tableau, state: &State, clause: &Clause) -> Result<(), Stop> {
        for option in &clause.options {
            if self.best == Some(Reach::Endless) {
                return Ok(());
            }
            let mark = tableau.mark();
            let mut below = state.deeper()?;
            let choice = Reason::choice(below.depth);
            let looked = match below.assume(tableau, option, &choice) {
                Ok(()) => self.look(tableau, below),
                Err(stop) => Err(stop),
            };
            tableau.undo(mark);
            match looked {
                Ok(()) | Err(Stop::Conflict(_)) => {}
                Err(Stop::TooHard) => return Err(Stop::TooHard),
            }
        }
        Ok(())
    }
}
