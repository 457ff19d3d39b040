//! What the solver is asked about: variables, and formulas over them.

use super::rational::Rational;
use crate::rules::Relation;

/// A figure that may be chosen.
///
/// A choice among *n* options is a whole number from 0 to *n* - 1; a condition that cannot be
/// analysed but stands in several rules is a whole number from 0 to 1.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Variable {
    /// Whether it takes whole numbers only.
    pub integer: bool,
    /// The least figure it can take.
    pub lower: Option<Rational>,
    /// The greatest figure it can take.
    pub upper: Option<Rational>,
}

impl Variable {
    /// A whole number that is never negative.
    pub fn count() -> Variable {
        Variable { integer: true, lower: Some(Rational::ZERO), upper: None }
    }

    /// One of so many options.
    pub fn choice(options: i64) -> Variable {
        let last = Rational::from(options.saturating_sub(1));
        Variable { integer: true, lower: Some(Rational::ZERO), upper: Some(last) }
    }

    /// Its ends; among whole numbers the last ones inside.
    pub(super) fn range(&self) -> (Option<Rational>, Option<Rational>) {
        let (lower, upper) = (self.lower.as_ref(), self.upper.as_ref());
        if self.integer {
            (lower.map(Rational::ceil), upper.map(Rational::floor))
        } else {
            (lower.cloned(), upper.cloned())
        }
    }
}

/// `terms relation constant`, within a tolerance.
///
/// The tolerance means what it means to a [`crate::rules::Linear`]: sides no farther apart than that
/// are equal; `<` and `>` have none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Atom {
    /// Variables, by their place in the list of variables, and what each is multiplied by.
    pub terms: Vec<(usize, Rational)>,
    /// How the sum of the terms must stand to the constant.
    pub relation: Relation,
    /// The right side.
    pub constant: Rational,
    /// The largest difference that still counts as equal.
    pub tolerance: Rational,
}

/// A condition on variables.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Formula {
    /// A comparison.
    Atom(Atom),
    /// Every one of them holds.
    All(Vec<Formula>),
    /// At least one of them holds.
    Any(Vec<Formula>),
    /// It does not hold.
    Not(Box<Formula>),
    /// Nothing is known of it: it may hold and it may not, wherever it stands.
    Opaque,
    /// Always holds.
    True,
    /// Never holds.
    False,
}

impl Formula {
    /// `terms relation constant` without tolerance.
    pub fn compare(
        terms: Vec<(usize, Rational)>,
        relation: Relation,
        constant: Rational,
    ) -> Formula {
        Formula::Atom(Atom { terms, relation, constant, tolerance: Rational::ZERO })
    }

    /// Every one of these holds; one alone is itself, none always holds.
    pub fn all(mut parts: Vec<Formula>) -> Formula {
        parts.retain(|part| *part != Formula::True);
        match parts.len() {
            0 => Formula::True,
            1 => parts.swap_remove(0),
            _ => Formula::All(parts),
        }
    }

    /// At least one of these holds; one alone is itself, none never holds.
    pub fn any(mut parts: Vec<Formula>) -> Formula {
        match parts.len() {
            0 => Formula::False,
            1 => parts.swap_remove(0),
            _ => Formula::Any(parts),
        }
    }

    /// `if condition then consequence`.
    pub fn implies(condition: Formula, consequence: Formula) -> Formula {
        Formula::Any(vec![Formula::Not(Box::new(condition)), consequence])
    }

    /// The alternatives of which one must hold, in the order written: `if a then b` gives `not a`
    /// and `b`. A formula that is no disjunction is its only alternative.
    pub fn alternatives(&self) -> Vec<Formula> {
        let mut found = Vec::new();
        self.collect_alternatives(true, &mut found);
        found
    }

    fn collect_alternatives(&self, holds: bool, found: &mut Vec<Formula>) {
        match self {
            Formula::Any(parts) if holds => {
                parts.iter().for_each(|part| part.collect_alternatives(true, found));
            }
            Formula::All(parts) if !holds => {
                parts.iter().for_each(|part| part.collect_alternatives(false, found));
            }
            Formula::Not(inner) => inner.collect_alternatives(!holds, found),
            Formula::Atom(atom) if !holds => found.push(atom.negated()),
            Formula::Opaque => found.push(Formula::Opaque),
            other if holds => found.push(other.clone()),
            other => found.push(Formula::Not(Box::new(other.clone()))),
        }
    }

    /// The variables it mentions.
    pub(super) fn variables(&self, found: &mut Vec<usize>) {
        match self {
            Formula::Atom(atom) => found.extend(atom.terms.iter().map(|(variable, _)| variable)),
            Formula::All(parts) | Formula::Any(parts) => {
                parts.iter().for_each(|part| part.variables(found));
            }
            Formula::Not(inner) => inner.variables(found),
            Formula::Opaque | Formula::True | Formula::False => {}
        }
    }
}

impl Atom {
    /// The comparison that holds where this one does not.
    fn negated(&self) -> Formula {
        let (relation, beyond) = match self.relation {
            Relation::Equal => (Relation::Unequal, Rational::ZERO),
            Relation::Unequal => (Relation::Equal, Rational::ZERO),
            Relation::AtMost => (Relation::Above, self.tolerance.clone()),
            Relation::AtLeast => (Relation::Below, -&self.tolerance),
            Relation::Below => (Relation::AtLeast, Rational::ZERO),
            Relation::Above => (Relation::AtMost, Rational::ZERO),
        };
        let tolerance = match self.relation {
            Relation::Equal | Relation::Unequal => self.tolerance.clone(),
            _ => Rational::ZERO,
        };
        let constant = &self.constant + &beyond;
        Formula::Atom(Atom { terms: self.terms.clone(), relation, constant, tolerance })
    }
}
