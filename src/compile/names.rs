//! Whether an id can be used, and is not taken.

use super::{Compiler, grid};
use crate::definition::FormDef;

impl<'d> Compiler<'d> {
    /// Checks that an id can be used in a formula and is not taken by an earlier one of its kind.
    pub(super) fn name<T>(
        &mut self,
        pointer: &str,
        id: &str,
        index: usize,
        list: impl Fn(&'d FormDef) -> &'d Vec<T>,
        id_of: impl Fn(&T) -> &String,
    ) where
        T: 'd,
    {
        let taken = list(self.definition).iter().take(index).any(|other| id_of(other) == id);
        grid::check_id(pointer, id, taken, &mut self.problems);
    }
}
