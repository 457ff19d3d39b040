//! The smallest set that has something in common with each of several sets.

use std::collections::BTreeSet;

/// Most branches looked at.
const PATIENCE: usize = 20_000;

/// A smallest set that meets all of them, of at most so many members; none when there is none or
/// when finding it is too much work.
pub(super) fn smallest(sets: &[Vec<usize>], most: usize) -> Option<Vec<usize>> {
    let mut patience = PATIENCE;
    (0..=most).find_map(|size| {
        let mut chosen = BTreeSet::new();
        extend(sets, size, &mut chosen, &mut patience).then(|| chosen.into_iter().collect())
    })
}

fn extend(
    sets: &[Vec<usize>],
    left: usize,
    chosen: &mut BTreeSet<usize>,
    patience: &mut usize,
) -> bool {
    // The missed set with the fewest members gives the fewest branches.
    let missed = sets
        .iter()
        .filter(|set| !set.iter().any(|member| chosen.contains(member)))
        .min_by_key(|set| set.len());
    let Some(missed) = missed else { return true };
    let Some(left) = left.checked_sub(1) else { return false };
    for member in missed {
        let Some(rest) = patience.checked_sub(1) else { return false };
        *patience = rest;
        chosen.insert(*member);
        if extend(sets, left, chosen, patience) {
            return true;
        }
        chosen.remove(member);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_member_can_meet_several_sets() {
        assert_eq!(smallest(&[], 3), Some(vec![]));
        assert_eq!(smallest(&[vec![1, 2], vec![2, 3], vec![2]], 3), Some(vec![2]));
        assert_eq!(smallest(&[vec![1], vec![2, 3], vec![4]], 3), Some(vec![1, 2, 4]));
        assert_eq!(smallest(&[vec![1], vec![2], vec![3]], 2), None);
    }
}
