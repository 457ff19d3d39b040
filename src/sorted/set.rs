//! A small set.

use super::insert;

/// A set in its own order. What is put in is little, or comes mostly in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Set<T>(Vec<T>);

impl<T> Default for Set<T> {
    fn default() -> Set<T> {
        Set(Vec::new())
    }
}

impl<T: Ord + Copy> Set<T> {
    pub(crate) fn of(items: impl IntoIterator<Item = T>) -> Set<T> {
        let mut set = Set::default();
        set.extend(items);
        set
    }

    /// Whether the item is new.
    pub(crate) fn insert(&mut self, item: T) -> bool {
        let before = self.0.len();
        insert(&mut self.0, item);
        self.0.len() > before
    }

    pub(crate) fn contains(&self, item: &T) -> bool {
        self.0.binary_search(item).is_ok()
    }

    pub(crate) fn extend(&mut self, items: impl IntoIterator<Item = T>) {
        for item in items {
            insert(&mut self.0, item);
        }
    }

    pub(crate) fn pop_first(&mut self) -> Option<T> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// All of it, in order; nothing is left.
    pub(crate) fn take(&mut self) -> Vec<T> {
        core::mem::take(&mut self.0)
    }
}

/// What only the page asks for.
#[cfg(any(test, target_arch = "wasm32"))]
impl<T: Ord + Copy> Set<T> {
    pub(crate) fn remove(&mut self, item: &T) {
        super::remove(&mut self.0, *item);
    }

    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.0.retain(keep);
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_each_item_once_and_in_order() {
        let mut set = Set::of([3, 1]);
        assert!(set.insert(2) && !set.insert(2));
        set.extend([5, 4, 1]);
        set.remove(&3);
        set.remove(&9);
        set.retain(|item| *item != 4);
        assert_eq!(set.items(), [1, 2, 5]);
        assert!(set.contains(&5) && !set.contains(&3));
        assert_eq!((set.pop_first(), set.take()), (Some(1), vec![2, 5]));
        assert_eq!((set.pop_first(), set.items()), (None, &[][..]));
    }
}
