//! A formula as the search goes through it: no negation, and every comparison a bound on a column.

use std::rc::Rc;

use super::delta::Delta;
use super::rational::Rational;
use super::tableau::{Literal, Side, Tableau};

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Node {
    Literal(Literal),
    All(Vec<Rc<Node>>),
    Any(Vec<Rc<Node>>),
    /// Holds; so does what nothing is known of, since it may.
    True,
    False,
}

impl Node {
    /// Whether it holds for the tableau's present values.
    pub(super) fn holds(&self, tableau: &Tableau) -> bool {
        self.holds_for(&|column| tableau.value(column).clone())
    }

    /// Whether it holds for figures given by column.
    pub(super) fn holds_at(&self, figures: &[Rational]) -> bool {
        self.holds_for(&|column| {
            Delta::exactly(figures.get(column).cloned().unwrap_or(Rational::ZERO))
        })
    }

    fn holds_for(&self, value: &impl Fn(usize) -> Delta) -> bool {
        match self {
            Node::Literal(literal) => {
                let value = value(literal.column);
                match literal.side {
                    Side::Lower => value >= literal.value,
                    Side::Upper => value <= literal.value,
                }
            }
            Node::All(parts) => parts.iter().all(|part| part.holds_for(value)),
            Node::Any(parts) => parts.iter().any(|part| part.holds_for(value)),
            Node::True => true,
            Node::False => false,
        }
    }
}
