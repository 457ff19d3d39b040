//! Why something cannot be: the rules, and the choices made while searching, that it came from.

use std::collections::BTreeSet;
use std::rc::Rc;

/// First number of a choice; rules are numbered below.
const CHOICES: usize = usize::MAX / 2;

/// Numbers of rules and of choices, ascending. What a variable's own range gives has none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Reason(Option<Rc<[usize]>>);

/// Why a search went no farther.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Stop {
    /// These exclude each other.
    Conflict(Reason),
    /// The work that may be done is done.
    TooHard,
}

impl Reason {
    /// A rule.
    pub(super) fn rule(rule: usize) -> Reason {
        Reason::of([rule])
    }

    /// The choice made at a depth of the search.
    pub(super) fn choice(depth: usize) -> Reason {
        Reason::of([CHOICES.saturating_add(depth)])
    }

    fn of(numbers: impl IntoIterator<Item = usize>) -> Reason {
        let numbers: Rc<[usize]> = numbers.into_iter().collect();
        Reason((!numbers.is_empty()).then_some(numbers))
    }

    fn numbers(&self) -> &[usize] {
        self.0.as_deref().unwrap_or_default()
    }

    /// Both together.
    #[must_use]
    pub(super) fn and(&self, other: &Reason) -> Reason {
        let (ours, theirs) = (self.numbers(), other.numbers());
        if theirs.iter().all(|number| ours.binary_search(number).is_ok()) {
            return self.clone();
        }
        if ours.iter().all(|number| theirs.binary_search(number).is_ok()) {
            return other.clone();
        }
        let both: BTreeSet<usize> = ours.iter().chain(theirs).copied().collect();
        Reason::of(both)
    }

    /// The reason without that of the choice; none when the choice is no part of it.
    pub(super) fn without_choice(&self, depth: usize) -> Option<Reason> {
        let choice = CHOICES.saturating_add(depth);
        let numbers = self.numbers();
        numbers
            .contains(&choice)
            .then(|| Reason::of(numbers.iter().copied().filter(|number| *number != choice)))
    }

    /// The rules in it, ascending.
    pub(super) fn rules(&self) -> Vec<usize> {
        self.numbers().iter().copied().filter(|number| *number < CHOICES).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_join_without_repeating() {
        let both = Reason::rule(3).and(&Reason::rule(1)).and(&Reason::rule(3));
        assert_eq!(both.rules(), [1, 3]);
        let chosen = both.and(&Reason::choice(2));
        assert_eq!(chosen.rules(), [1, 3]);
        assert_eq!(chosen.without_choice(2), Some(both));
        assert_eq!(chosen.without_choice(1), None);
    }
}
