//! Lists put in order. The library's sort would be some 10 KB of the wasm for each kind of list, and
//! its trees as much for each kind of key.

mod map;
mod set;

pub(crate) use map::Map;
pub(crate) use set::Set;

/// Puts a few items in order, those that are equal as they stand.
pub(crate) fn sort<T>(items: &mut [T], before: &dyn Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        let mut at = end;
        while let Some(previous) = at.checked_sub(1) {
            let out_of_order = match items.get(previous..=at) {
                Some([one, other]) => before(other, one),
                _ => false,
            };
            if !out_of_order {
                break;
            }
            items.swap(previous, at);
            at = previous;
        }
    }
}

/// Puts a few ids in order, each once.
pub(crate) fn in_order<T: Ord + PartialEq>(items: &mut Vec<T>) {
    sort(items, &|one, other| one < other);
    items.dedup();
}

/// Puts items in order, whatever order they come in, by a heap: in place, and in n log n steps.
pub(crate) fn sort_many<T: Ord>(items: &mut [T]) {
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

/// Puts an item into a list in order, unless it is there.
pub(crate) fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    if list.last() < Some(&item) {
        list.push(item);
    } else if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}

/// Takes an item out of a list in order.
pub(crate) fn remove<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Ok(place) = list.binary_search(&item) {
        list.remove(place);
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
            sort_many(&mut items);
            assert_eq!(items, sorted);
        }
    }

    #[test]
    fn equal_items_stay_as_they_stand() {
        let mut items = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort(&mut items, &|one, other| one.0 < other.0);
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn ids_are_told_in_order_and_once() {
        let mut ids = vec![3, 1, 2, 3, 1];
        in_order(&mut ids);
        assert_eq!(ids, [1, 2, 3]);
    }
}
