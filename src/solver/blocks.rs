//! Which rules have to do with each other.

use super::formula::Formula;

/// Variables and rules by block.
pub(super) struct Division {
    /// The variables of each block, ascending.
    pub(super) members: Vec<Vec<usize>>,
    /// The block of each variable.
    pub(super) variables: Vec<usize>,
    /// The block of each rule.
    pub(super) rules: Vec<usize>,
}

/// Puts rules that share variables, even by way of other rules, into one block. A variable no rule
/// mentions and a rule without variables are blocks of their own.
pub(super) fn divide(variables: usize, formulas: &[Formula]) -> Division {
    let mut parents: Vec<usize> = (0..variables).collect();
    let mut first_of_rule = Vec::with_capacity(formulas.len());
    for formula in formulas {
        let mut mentioned = Vec::new();
        formula.variables(&mut mentioned);
        mentioned.retain(|variable| *variable < variables);
        if let Some((first, rest)) = mentioned.split_first() {
            for other in rest {
                let (one, other) = (root(&mut parents, *first), root(&mut parents, *other));
                // The lowest number leads, so that blocks come in the order of the variables.
                if let Some(parent) = parents.get_mut(one.max(other)) {
                    *parent = one.min(other);
                }
            }
        }
        first_of_rule.push(mentioned.first().copied());
    }

    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut homes: Vec<usize> = Vec::with_capacity(variables);
    for variable in 0..variables {
        let leader = root(&mut parents, variable);
        let home = if leader == variable {
            members.push(Vec::new());
            members.len() - 1
        } else {
            homes.get(leader).copied().unwrap_or_default()
        };
        homes.push(home);
        if let Some(members) = members.get_mut(home) {
            members.push(variable);
        }
    }
    let rules = first_of_rule
        .into_iter()
        .map(|first| match first.and_then(|first| homes.get(first)) {
            Some(home) => *home,
            None => {
                members.push(Vec::new());
                members.len() - 1
            }
        })
        .collect();
    Division { members, variables: homes, rules }
}

fn root(parents: &mut [usize], mut variable: usize) -> usize {
    while let Some(parent) = parents.get(variable).copied()
        && parent != variable
    {
        let above = parents.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(variable) {
            *slot = above;
        }
        variable = above;
    }
    variable
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Relation;
    use crate::solver::Rational;

    fn over(variables: &[usize]) -> Formula {
        let terms = variables.iter().map(|variable| (*variable, Rational::ONE)).collect();
        Formula::compare(terms, Relation::Equal, Rational::ZERO)
    }

    #[test]
    fn blocks_join_by_way_of_others() {
        let rules = [over(&[0, 3]), over(&[1]), Formula::True, over(&[4, 3]), over(&[5, 1])];
        let division = divide(6, &rules);
        assert_eq!(division.members, [vec![0, 3, 4], vec![1, 5], vec![2], vec![]]);
        assert_eq!(division.rules, [0, 1, 3, 0, 1]);
    }
}
