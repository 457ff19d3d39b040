//! What a call changed, and what it could not use.

use crate::address::CellId;
use crate::finding::FindingId;
use crate::sorted::{insert, remove};
use core::fmt;

/// What one call changed; each list in the definition's order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Cells whose mark may have changed: those of every finding raised or cleared.
    pub cells: Vec<CellId>,
    /// Findings that are new, or whose figures changed.
    pub raised: Vec<FindingId>,
    /// Findings that are gone.
    pub cleared: Vec<FindingId>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.raised.is_empty() && self.cleared.is_empty()
    }

    pub(super) fn mark(&mut self, cell: CellId) {
        insert(&mut self.cells, cell);
    }

    pub(super) fn raise(&mut self, id: FindingId) {
        remove(&mut self.cleared, id);
        insert(&mut self.raised, id);
    }

    pub(super) fn clear(&mut self, id: FindingId) {
        remove(&mut self.raised, id);
        insert(&mut self.cleared, id);
    }
}

/// What became of the prior period's figures.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PriorTaken {
    /// What they changed.
    pub changes: Changes,
    /// Addresses the form does not have: last year's form may have had other cells.
    pub unknown: Vec<UnknownCell>,
    /// Cells whose text is no figure they can hold; no rule that reads them is decided.
    pub unreadable: Vec<CellId>,
}

/// An address that no cell of the form has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownCell {
    /// The address.
    pub address: String,
    /// The cells nearest to it, at most three.
    pub nearest: Vec<String>,
}

impl fmt::Display for UnknownCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.address.chars().take(80).collect();
        write!(f, "the form has no cell `{shown}`")?;
        match self.nearest.first() {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for UnknownCell {}
