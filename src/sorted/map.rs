//! A small map.

/// A map in the order of its keys. What is put in is little, or comes mostly in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Map<K, V>(Vec<(K, V)>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Map<K, V> {
        Map(Vec::new())
    }
}

impl<K: Ord + Copy, V> Map<K, V> {
    pub(crate) fn new() -> Map<K, V> {
        Map::default()
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.cmp(key))
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    pub(crate) fn contains(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Puts a value in and gives the one that stood there.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
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

    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    /// Lets a key's value be changed, from a new one where there was none.
    pub(crate) fn update<R>(
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

    pub(crate) fn pop_first(&mut self) -> Option<(K, V)> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    pub(crate) fn first_mut(&mut self) -> Option<(K, &mut V)> {
        self.0.first_mut().map(|(key, value)| (*key, value))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&K, &V) -> bool) {
        self.0.retain(|(key, value)| keep(key, value));
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pairs in the order of their keys.
    pub(crate) fn into_pairs(self) -> Vec<(K, V)> {
        self.0
    }
}

/// What only the page asks for.
#[cfg(any(test, target_arch = "wasm32"))]
impl<K: Ord + Copy, V> Map<K, V> {
    /// The first value whose key is not below one.
    pub(crate) fn from(&self, key: &K) -> Option<&V> {
        let (Ok(place) | Err(place)) = self.place(key);
        self.0.get(place).map(|(_, value)| value)
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
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
        assert_eq!((map.from(&0), map.from(&2), map.from(&4)), (Some(&1), Some(&9), None));
        assert_eq!(map.remove(&1), Some(1));
        assert_eq!(map.get(&1), None);
        assert_eq!(map.pop_first(), Some((2, 9)));
        assert_eq!(map.len(), 1);
        map.clear();
        assert!(map.is_empty());
    }

    #[test]
    fn a_map_keeps_what_it_is_told_to_keep() {
        let mut map = Map::new();
        for key in [3, 1, 2] {
            map.insert(key, ());
        }
        map.retain(|key, ()| *key != 2);
        assert_eq!(map.keys().collect::<Vec<_>>(), [&1, &3]);
        assert!(!map.is_empty());
    }
}
