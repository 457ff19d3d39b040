//! Typed places: `Copy` numbers into a form's arena, so that rules, sessions and findings refer to
//! cells and to each other without borrowing.

/// A cell of a form, numbered in the definition's order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellId(pub(crate) u32);

/// One rule instance of a form (a formula over rows gives one for each column), numbered in the
/// definition's order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId(pub(crate) u32);

/// What the author wrote once and what may give many rule instances: an id, a severity, a basis.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct SourceId(pub(crate) u32);

macro_rules! arena_index {
    ($($id:ident),+) => {$(
        impl $id {
            /// The place in the arena, counted from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            pub(crate) fn new(index: usize) -> $id {
                $id(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    )+};
}
arena_index!(CellId, RuleId, SourceId);

/// The period an operand is taken from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Period {
    /// The report being filled in.
    This,
    /// The report of the period before.
    Prior,
}

/// A cell as a rule uses it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Operand {
    /// Which cell.
    pub cell: CellId,
    /// Of which period.
    pub period: Period,
}
