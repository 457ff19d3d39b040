//! Lists put in order. The library's sort would be some 10 KB of the wasm for each kind of list, and
//! its trees as much for each kind of key.

/// Puts items in order, whatever order they come in, by a heap: in place, and in n log n steps.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
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

/// A set in its own order. What is put in comes mostly in order, or is little.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Set<T>(Vec<T>);

impl<T> Default for Set<T> {
    fn default() -> Set<T> {
        Set(Vec::new())
    }
}

impl<T: Ord + Copy> Set<T> {
    /// Whether the item is new.
    pub(crate) fn insert(&mut self, item: T) -> bool {
        let before = self.0.len();
        insert(&mut self.0, item);
        self.0.len() > before
    }

    pub(crate) fn remove(&mut self, item: &T) {
        remove(&mut self.0, *item);
    }

    pub(crate) fn contains(&self, item: &T) -> bool {
        self.0.binary_search(item).is_ok()
    }

    pub(crate) fn extend(&mut self, items: impl IntoIterator<Item = T>) {
        for item in items {
            insert(&mut self.0, item);
        }
    }

    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.0.retain(keep);
    }

    /// All of it, in order; nothing is left.
    pub(crate) fn take(&mut self) -> Vec<T> {
        core::mem::take(&mut self.0)
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.0
    }
}

/// A map in the order of its keys, as small as the sets.
pub(crate) struct Map<K, V>(Vec<(K, V)>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Map<K, V> {
        Map(Vec::new())
    }
}

impl<K: Ord + Copy, V> Map<K, V> {
    fn place(&self, key: K) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.cmp(&key))
    }

    pub(crate) fn get(&self, key: K) -> Option<&V> {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    /// The first value whose key is not below one.
    pub(crate) fn from(&self, key: K) -> Option<&V> {
        let (Ok(place) | Err(place)) = self.place(key);
        self.0.get(place).map(|(_, value)| value)
    }

    /// Puts a value in, in place of the one that stood there.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        match self.place(key) {
            Err(place) => self.0.insert(place, (key, value)),
            Ok(place) => {
                if let Some(slot) = self.0.get_mut(place) {
                    slot.1 = value;
                }
            }
        }
    }

    pub(crate) fn remove(&mut self, key: K) -> Option<V> {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = K> {
        self.0.iter().map(|(key, _)| *key)
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
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

    #[test]
    fn a_set_has_each_item_once_and_in_order() {
        let mut set = Set::default();
        assert!([3, 1, 2].into_iter().all(|item| set.insert(item)));
        assert!(!set.insert(2));
        set.extend([5, 4, 1]);
        set.remove(&3);
        set.remove(&9);
        set.retain(|item| *item != 4);
        assert_eq!(set.items(), [1, 2, 5]);
        assert!(set.contains(&5) && !set.contains(&3));
        assert_eq!((set.take(), set.items()), (vec![1, 2, 5], &[][..]));
    }

    #[test]
    fn a_map_keeps_its_keys_in_order() {
        let mut map = Map::default();
        for (key, value) in [(3, 'c'), (1, 'x'), (2, 'b'), (1, 'a')] {
            map.insert(key, value);
        }
        assert_eq!(map.keys().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!((map.get(1), map.get(4)), (Some(&'a'), None));
        assert_eq!((map.remove(2), map.remove(2)), (Some('b'), None));
        assert_eq!((map.from(2), map.from(4)), (Some(&'c'), None));
        map.clear();
        assert_eq!(map.from(0), None);
    }
}
