//! One block of rules that share variables, ready to be asked many things.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::delta::Delta;
use super::formula::{Atom, Formula, Variable};
use super::node::Node;
use super::rational::Rational;
use super::reason::{Reason, Stop};
use super::search::{State, explore};
use super::tableau::{Literal, Side, Tableau, Terms};
use crate::rules::Relation;

pub(super) struct Theory {
    pub(super) tableau: Tableau,
    /// The column of each variable of the block, by the variable's number.
    columns: BTreeMap<usize, usize>,
    /// The column of each sum.
    sums: BTreeMap<Terms, usize>,
    /// A variable's own range is empty.
    empty_range: bool,
}

/// What a search found.
pub(super) enum Outcome {
    /// Figures that satisfy everything, by column.
    Possible(Vec<Rational>),
    /// Rules that exclude each other, ascending.
    Impossible(Vec<usize>),
    /// The work that may be done is done.
    TooHard,
}

/// Something to be taken as given, and whose fault it is when it cannot be.
pub(super) type Given = (Rc<Node>, Reason);

impl Theory {
    /// A block over these variables.
    pub(super) fn new(variables: &[Variable], members: &[usize]) -> Theory {
        let mut theory = Theory {
            tableau: Tableau::new(),
            columns: BTreeMap::new(),
            sums: BTreeMap::new(),
            empty_range: false,
        };
        for member in members {
            let Some(variable) = variables.get(*member) else { continue };
            let column = theory.tableau.add_variable(variable.integer);
            theory.columns.insert(*member, column);
            let (lower, upper) = variable.range();
            for (side, bound) in [(Side::Lower, lower), (Side::Upper, upper)] {
                let Some(bound) = bound else { continue };
                let literal = Literal { column, side, value: Delta::exactly(bound) };
                theory.empty_range |= theory.tableau.assert(&literal, &Reason::default()).is_err();
            }
        }
        theory
    }

    /// The column of a variable.
    pub(super) fn column(&self, variable: usize) -> Option<usize> {
        self.columns.get(&variable).copied()
    }

    /// Whether a variable has no figure to take.
    pub(super) fn has_empty_range(&self) -> bool {
        self.empty_range
    }

    /// The variables with their columns, ascending.
    pub(super) fn variables(&self) -> impl Iterator<Item = (usize, usize)> {
        self.columns.iter().map(|(variable, column)| (*variable, *column))
    }

    /// Whether everything given can hold together.
    pub(super) fn ask(&mut self, given: &[Given], steps: &mut u64) -> Outcome {
        self.visit(given, steps, |tableau, state| match explore(tableau, state) {
            Ok(()) => Outcome::Possible(plain(tableau, given)),
            Err(stop) => Outcome::from(stop),
        })
    }

    /// Takes everything as given for as long as the visit lasts.
    pub(super) fn visit(
        &mut self,
        given: &[Given],
        steps: &mut u64,
        visit: impl FnOnce(&mut Tableau, State) -> Outcome,
    ) -> Outcome {
        if self.empty_range {
            return Outcome::Impossible(Vec::new());
        }
        self.tableau.steps = *steps;
        let mark = self.tableau.mark();
        let mut state = State::default();
        // What every question costs, however easy: taking as given, and reading off.
        let paid = self.tableau.spend(given.len() + self.tableau.columns().len());
        let assumed = paid.and_then(|()| {
            given.iter().try_for_each(|(node, why)| state.assume(&mut self.tableau, node, why))
        });
        let outcome = match assumed {
            Ok(()) => visit(&mut self.tableau, state),
            Err(stop) => Outcome::from(stop),
        };
        self.tableau.undo(mark);
        *steps = self.tableau.steps;
        outcome
    }

    /// A formula, or its opposite, as bounds on columns.
    pub(super) fn compile(&mut self, formula: &Formula, holds: bool) -> Rc<Node> {
        Rc::new(match formula {
            Formula::Atom(atom) => self.compare(atom, holds),
            Formula::All(parts) => self.join(parts, holds, holds),
            Formula::Any(parts) => self.join(parts, holds, !holds),
            Formula::Not(inner) => return self.compile(inner, !holds),
            Formula::Opaque => Node::True,
            Formula::True => truth(holds),
            Formula::False => truth(!holds),
        })
    }

    fn join(&mut self, parts: &[Formula], holds: bool, every: bool) -> Node {
        let parts = parts.iter().map(|part| self.compile(part, holds)).collect();
        if every { Node::All(parts) } else { Node::Any(parts) }
    }

    fn compare(&mut self, atom: &Atom, holds: bool) -> Node {
        let mut factors: BTreeMap<usize, Rational> = BTreeMap::new();
        for (variable, factor) in &atom.terms {
            let Some(column) = self.column(*variable) else { return Node::True };
            let sum = factors.get(&column).map_or(factor.clone(), |before| before + factor);
            factors.insert(column, sum);
        }
        factors.retain(|_, factor| !factor.is_zero());
        let mut measure =
            factors.values().fold(Rational::ZERO, |measure, factor| measure.common_measure(factor));
        if factors.values().next().is_some_and(Rational::is_negative) {
            measure = -&measure;
        }
        let Some(scale) = measure.inverse() else { return constant(atom, holds) };
        let terms: Terms =
            factors.into_iter().map(|(column, factor)| (column, &factor * &scale)).collect();
        let whole = terms.iter().all(|(column, _)| {
            self.tableau.columns().get(*column).is_some_and(|column| column.integer)
        });
        let column = self.sum(terms, whole);

        let bound = |side: Side, constant: Rational, strict: bool| {
            let side = if scale.is_negative() { side.other() } else { side };
            let value = end(side, &constant * &scale, strict, whole);
            Rc::new(Node::Literal(Literal { column, side, value }))
        };
        let (least, most) = (&atom.constant - &atom.tolerance, &atom.constant + &atom.tolerance);
        let even = || atom.constant.clone();
        match (atom.relation, holds) {
            (Relation::Equal, true) | (Relation::Unequal, false) => {
                Node::All(vec![bound(Side::Lower, least, false), bound(Side::Upper, most, false)])
            }
            (Relation::Equal, false) | (Relation::Unequal, true) => {
                Node::Any(vec![bound(Side::Upper, least, true), bound(Side::Lower, most, true)])
            }
            (Relation::AtMost, true) => Node::All(vec![bound(Side::Upper, most, false)]),
            (Relation::AtMost, false) => Node::All(vec![bound(Side::Lower, most, true)]),
            (Relation::AtLeast, true) => Node::All(vec![bound(Side::Lower, least, false)]),
            (Relation::AtLeast, false) => Node::All(vec![bound(Side::Upper, least, true)]),
            (Relation::Below, true) => Node::All(vec![bound(Side::Upper, even(), true)]),
            (Relation::Below, false) => Node::All(vec![bound(Side::Lower, even(), false)]),
            (Relation::Above, true) => Node::All(vec![bound(Side::Lower, even(), true)]),
            (Relation::Above, false) => Node::All(vec![bound(Side::Upper, even(), false)]),
        }
    }

    fn sum(&mut self, terms: Terms, whole: bool) -> usize {
        if let [(column, factor)] = terms.as_slice()
            && *factor == Rational::ONE
        {
            return *column;
        }
        if let Some(column) = self.sums.get(&terms) {
            return *column;
        }
        let column = self.tableau.add_sum(&terms, whole);
        self.sums.insert(terms, column);
        column
    }
}

impl From<Stop> for Outcome {
    fn from(stop: Stop) -> Outcome {
        match stop {
            Stop::Conflict(why) => Outcome::Impossible(why.rules()),
            Stop::TooHard => Outcome::TooHard,
        }
    }
}

fn truth(holds: bool) -> Node {
    if holds { Node::True } else { Node::False }
}

/// A comparison without variables.
fn constant(atom: &Atom, holds: bool) -> Node {
    let (least, most) = (&atom.constant - &atom.tolerance, &atom.constant + &atom.tolerance);
    let equal = !least.is_positive() && !most.is_negative();
    let truly = match atom.relation {
        Relation::Equal => equal,
        Relation::Unequal => !equal,
        Relation::AtMost => !most.is_negative(),
        Relation::AtLeast => !least.is_positive(),
        Relation::Below => atom.constant.is_positive(),
        Relation::Above => atom.constant.is_negative(),
    };
    truth(truly == holds)
}

/// The end of a range; among whole numbers it is the last one inside.
fn end(side: Side, value: Rational, strict: bool, whole: bool) -> Delta {
    let value = match (strict, side) {
        (false, _) => Delta::exactly(value),
        (true, Side::Lower) => Delta::just_above(value),
        (true, Side::Upper) => Delta::just_below(value),
    };
    match side {
        Side::Lower if whole => Delta::exactly(value.ceil()),
        Side::Upper if whole => Delta::exactly(value.floor()),
        _ => value,
    }
}

/// The tableau's values with a figure for ε that is small enough.
fn plain(tableau: &Tableau, given: &[Given]) -> Vec<Rational> {
    let half = Rational::new(1, 2).unwrap_or(Rational::ZERO);
    let mut epsilon = Rational::ONE;
    loop {
        let figures: Vec<Rational> =
            tableau.columns().iter().map(|column| column.value.at(&epsilon)).collect();
        let in_range = tableau.columns().iter().zip(&figures).all(|(column, figure)| {
            let figure = Delta::exactly(figure.clone());
            column.bound(Side::Lower).is_none_or(|bound| bound.value <= figure)
                && column.bound(Side::Upper).is_none_or(|bound| bound.value >= figure)
        });
        if in_range && given.iter().all(|(node, _)| node.holds_at(&figures)) {
            return figures;
        }
        epsilon = &epsilon * &half;
    }
}
