//! A long list put in order. The library's sort would be some 10 KB of the wasm for this one list.

/// Puts items in order, whatever order they come in, by a heap: in place, and in n log n steps.
pub(super) fn sort<T: Ord>(items: &mut [T]) {
    for at in (0..items.len() / 2).rev() {
        sink(items, at);
    }
    for end in (1..items.len()).rev() {
        items.swap(0, end);
        if let Some(rest) = items.get_mut(..end) {
            sink(rest, 0);
        }
    }
}

/// Lets an item sink below those that are larger.
fn sink<T: Ord>(items: &mut [T], mut at: usize) {
    loop {
        let left = at.saturating_mul(2).saturating_add(1);
        let mut largest = at;
        for child in [left, left.saturating_add(1)] {
            if items.get(child).is_some_and(|child| items.get(largest) < Some(child)) {
                largest = child;
            }
        }
        if largest == at {
            return;
        }
        items.swap(at, largest);
        at = largest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_list_comes_out_in_order() {
        for length in 0..50_usize {
            let mut items: Vec<usize> = (0..length).map(|at| (at * 29 + 7) % 31).collect();
            let mut sorted = items.clone();
            sorted.sort_unstable();
            sort(&mut items);
            assert_eq!(items, sorted);
        }
    }
}
