//! What a session hands to `locate`: the report as it stands, and when each cell was filled in.

use super::Session;
use crate::address::{CellId, Operand, Period};
use crate::amount::Amount;
use crate::entry::Entry;
use crate::locate::{Implied, Record, Search, Suspects, implied};
use crate::rules::Check;

impl Session {
    /// Which figures may be wrong, and what they should be: the repairs with which every rule
    /// holds, the likeliest first. Empty when no rule is violated and every entry can be read.
    ///
    /// The same figures give the same repairs; which comes first may hang on the order in which
    /// cells were filled in. A call is one moment: what is entered at once has no order.
    pub fn suspects(&self) -> Suspects {
        let mut search = self.search();
        while !search.advance(u32::MAX) {}
        search.finish()
    }

    /// The search for [`Session::suspects`], to be advanced in slices. It looks at the report as
    /// it is now and is not moved by later entries.
    pub fn search(&self) -> Search {
        Search::new(self.record())
    }

    /// What the hard rules force blank and unreadable cells to hold, in the definition's order:
    /// to be offered, never written by itself.
    pub fn implied(&self) -> Vec<Implied> {
        implied(self.record())
    }

    /// What a rule of the form gives for a cell from the other figures: what it must be equal to,
    /// where that is known and the cell can hold it.
    pub(crate) fn worked_out(&self, cell: CellId) -> Option<Amount> {
        let operand = Operand { cell, period: Period::This };
        let scale = self.form().cell(cell)?.reading.scale();
        let given = self.form().readers(operand).iter().find_map(|(id, _)| {
            let rule = self.form().rule(*id)?;
            let Check::Condition(condition) = &rule.check else { return None };
            let amount =
                condition.solved(operand, rule.blank, |read| self.value(read))?.amount()?;
            amount.units_at(scale).map(|_| amount)
        });
        given.or_else(|| {
            let implied = self.implied().into_iter().find(|implied| implied.cell == cell)?;
            if let Entry::Amount(amount) = implied.value { Some(amount) } else { None }
        })
    }

    fn record(&self) -> Record {
        let (tallies, verdicts) = (&self.tallies, &self.verdicts);
        Record::new(&self.form, &self.this, &self.prior, &self.moments, tallies, verdicts)
    }
}
