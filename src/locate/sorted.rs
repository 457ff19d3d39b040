//! Small maps and sets in the order of their keys, and a short sort: a handful of cells and rules
//! does not need the trees and sorts of the standard library, which would be a fifth of the wasm.

/// A map in the order of its keys.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Map<K, V>(Vec<(K, V)>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Map<K, V> {
        Map(Vec::new())
    }
}

impl<K: Ord + Copy, V> Map<K, V> {
    pub(super) fn new() -> Map<K, V> {
        Map::default()
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.cmp(key))
    }

    pub(super) fn get(&self, key: &K) -> Option<&V> {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    pub(super) fn contains(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Puts a value in and gives the one that stood there.
    pub(super) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => {
                let slot = self.0.get_mut(place)?;
                Some(core::mem::replace(&mut slot.1, value))
            }
            Err(place) => {
                self.0.insert(place, (key, value));
                None
            }
        }
    }

    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    /// Lets a key's value be changed, from a new one where there was none.
    pub(super) fn update<R>(
        &mut self,
        key: K,
        new: V,
        change: impl FnOnce(&mut V) -> R,
    ) -> Option<R> {
        let place = match self.place(&key) {
            Ok(place) => place,
            Err(place) => {
                self.0.insert(place, (key, new));
                place
            }
        };
        self.0.get_mut(place).map(|(_, value)| change(value))
    }

    pub(super) fn pop_first(&mut self) -> Option<(K, V)> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    pub(super) fn first_mut(&mut self) -> Option<(K, &mut V)> {
        self.0.first_mut().map(|(key, value)| (*key, value))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    pub(super) fn retain(&mut self, keep: impl Fn(&K, &V) -> bool) {
        self.0.retain(|(key, value)| keep(key, value));
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pairs in the order of their keys.
    pub(super) fn into_pairs(self) -> Vec<(K, V)> {
        self.0
    }
}

/// A set in its own order.
pub(super) type Set<K> = Map<K, ()>;

impl<K: Ord + Copy> Set<K> {
    pub(super) fn of(keys: impl IntoIterator<Item = K>) -> Set<K> {
        let mut set = Set::new();
        for key in keys {
            set.insert(key, ());
        }
        set
    }
}

/// Puts a few items in order, those that are equal as they stand.
pub(super) fn sort<T>(items: &mut [T], before: &dyn Fn(&T, &T) -> bool) {
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
pub(super) fn in_order<T: Ord + PartialEq>(items: &mut Vec<T>) {
    sort(items, &|one, other| one < other);
    items.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_keeps_its_keys_in_order() {
        let mut map = Map::new();
        for key in [3, 1, 2, 3] {
            map.update(key, 0, |count| *count += 1);
        }
        assert_eq!(map.iter().collect::<Vec<_>>(), [(&1, &1), (&2, &1), (&3, &2)]);
        assert_eq!(map.insert(2, 9), Some(1));
        assert_eq!(map.remove(&1), Some(1));
        assert_eq!(map.get(&1), None);
        assert_eq!(map.pop_first(), Some((2, 9)));
        assert_eq!(map.len(), 1);
    }

    #[test]
    fn equal_items_stay_as_they_stand() {
        let mut items = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort(&mut items, &|one, other| one.0 < other.0);
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn a_map_keeps_what_it_is_told_to_keep() {
        let mut map = Set::of([3, 1, 2]);
        assert!(!map.is_empty());
        map.retain(|key, ()| *key != 2);
        assert_eq!(map.keys().collect::<Vec<_>>(), [&1, &3]);
        map.retain(|_, ()| false);
        assert!(map.is_empty());
    }

    #[test]
    fn ids_are_told_in_order_and_once() {
        let mut ids = vec![3, 1, 2, 3, 1];
        in_order(&mut ids);
        assert_eq!(ids, [1, 2, 3]);
    }
}
