//! What running text says that cannot be so.

use crate::amount::Amount;
use crate::ratio::Ratio;

/// What a passage says that cannot be so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The parts of a list do not come to its total, or come to more than it.
    Sum {
        /// What is said of them all.
        total: Amount,
        /// What is said of each.
        parts: Vec<Amount>,
        /// What the parts come to.
        sum: Amount,
        /// Whether the list says that it is complete, so that both must be equal.
        complete: bool,
    },
    /// A list that does not say whether it is complete nearly reaches its total: a question.
    Nearly {
        /// What is said of them all.
        total: Amount,
        /// What is said of each.
        parts: Vec<Amount>,
        /// What the parts come to.
        sum: Amount,
    },
    /// One part of a list is more than the total.
    Part {
        /// What is said of all.
        total: Amount,
        /// What is said of the part.
        part: Amount,
    },
    /// A share in hundredths does not follow from its figures at the decimals it is printed with.
    Share {
        /// The share as it stands.
        printed: Amount,
        /// The share as it should stand, at the same number of decimals.
        right: Amount,
        /// That number.
        decimals: u8,
        /// What it is the share of, as it is written.
        part: String,
        /// The whole, as it is written.
        whole: String,
        /// Whether it was cut off where it should have been rounded.
        cut: bool,
    },
    /// A word counts what follows it, and another number follows: 四公开 before five.
    Count {
        /// The word, with its number.
        word: String,
        /// The number it says.
        said: u32,
        /// How many are listed.
        listed: u32,
    },
}

impl Fault {
    /// What is wrong with a share that is printed with so many decimals; none when it is right, or
    /// when nothing can be said of it.
    pub(crate) fn share(printed: Amount, decimals: u8, part: Ratio, whole: Ratio) -> Option<Fault> {
        let exact = part.checked_mul(Ratio::from(Amount::from(100)))?.checked_div(whole)?;
        let right = exact.rounded(i8::try_from(decimals).ok()?)?.amount()?;
        if right == printed {
            return None;
        }
        let missing = exact.checked_sub(Ratio::from(printed))?;
        let unit = Ratio::from(Amount::new(1, decimals)?);
        Some(Fault::Share {
            printed,
            right,
            decimals,
            part: part.to_string(),
            whole: whole.to_string(),
            cut: missing >= Ratio::ZERO && missing < unit,
        })
    }

    /// Whether it is a question at most: a list that need not be complete, a share that was only
    /// cut off.
    pub(crate) fn is_question(&self) -> bool {
        matches!(self, Fault::Nearly { .. } | Fault::Share { cut: true, .. })
    }

    /// The fault's name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Fault::Sum { .. } | Fault::Part { .. } => "list",
            Fault::Nearly { .. } => "list-nearly",
            Fault::Share { .. } => "share",
            Fault::Count { .. } => "count",
        }
    }
}
