//! Suspects and implied values as sentences.

use super::Wording;
use crate::locate::{Implied, Suspect};

impl Wording<'_> {
    /// A repair as one sentence: what stands there, what would mend it, how it may have come about.
    pub fn suspect(&self, suspect: &Suspect) -> String {
        suspect.action.name().to_owned()
    }

    /// An implied value as one sentence.
    pub fn implied(&self, implied: &Implied) -> String {
        self.cell_name(implied.cell)
    }
}
