//! Which figures are wrong, and what they should be.
//!
//! The lightest sets of cells whose change lets every rule hold are found as Fellegi and Holt put
//! the question (*A Systematic Approach to Automatic Edit and Imputation*, JASA 71, 1976). Which of
//! them is the likeliest is told by how such slips come about: digits typed wrongly (Scholtus,
//! *Automatic correction of simple typing errors*, 2009; *Algorithms for correcting obvious
//! inconsistencies*, 2008), figures interchanged or put in the neighbouring place, cases counted
//! under another heading, a total not brought up to date (de Waal, Pannekoek, Scholtus, *Handbook
//! of Statistical Data Editing and Imputation*, 2011).
//!
//! All arithmetic is exact, all work is counted in steps and not by a clock: the same report with
//! the same order of entries always gets the same answer.

mod action;
mod bits;
mod bounds;
mod context;
mod critical;
mod domain;
mod explain;
mod implied;
mod link;
mod peel;
mod rank;
mod record;
mod search;
mod set;
mod sets;
mod slip;
mod system;

use crate::address::{CellId, RuleId};
use crate::entry::Entry;
pub(crate) use implied::implied;
pub(crate) use record::{Entered, Record};
pub use search::Search;

/// The slip of the hand that turns one figure into another, both in units at a scale; none when it
/// takes more than one.
pub(crate) fn slip(right: i64, stands: i64, scale: u8) -> Option<Slip> {
    slip::slip(right, stands, scale).map(|told| told.slip)
}

/// What may be wrong in a report, and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Suspects {
    /// Repairs, the likeliest of each block first.
    pub list: Vec<Suspect>,
    /// Whether the search ended before everything was looked at: there may be other repairs.
    pub cut_short: bool,
}

/// A repair: figures with which every rule of its block holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suspect {
    /// Which block of violated rules it mends, counted from 0: rules that no repair joins can be
    /// mended one block after the other.
    pub block: usize,
    /// The rules it makes hold.
    pub mends: Vec<RuleId>,
    /// The cells it changes, in the definition's order.
    pub changes: Vec<Change>,
    /// How it may have come about.
    pub action: Action,
    /// What speaks for it besides.
    pub evidence: Vec<Evidence>,
    /// The weights of its cells added up.
    pub weight: u32,
    /// How unlikely it is, in sixteenths of a bit; only differences within a block mean anything.
    pub cost: i32,
    /// Whether everything else is clearly less likely.
    pub sure: bool,
}

/// One cell of a repair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// The cell.
    pub cell: CellId,
    /// What stands in it.
    pub now: Entry,
    /// What would mend it; none when more than one figure would.
    pub should_be: Option<Entry>,
    /// The slip of the hand that turns the one into the other.
    pub slip: Option<Slip>,
}

/// A slip that turns the right figure into the one that stands there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slip {
    /// One digit is another.
    Replaced,
    /// One digit is missing.
    Omitted,
    /// There is one digit too many.
    Added,
    /// A digit was typed twice.
    Doubled,
    /// Two neighbouring digits stand the wrong way round.
    Transposed,
    /// The figure is this power of ten times what it should be: 1 for ten times, -1 for a tenth.
    PowerOfTen(i8),
    /// A sign was lost, or is one too many.
    Sign,
}

/// How the figures of a repair may have come about together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Action {
    /// One cell, by a slip of the hand.
    Slip(Slip),
    /// Several cells, each by a slip of the hand of its own.
    Slips,
    /// Two figures stand in each other's place.
    Interchanged,
    /// A figure stands in the neighbouring row or column, and nothing where it belongs.
    Moved,
    /// A run of figures stands this many lines further down or right; up or left when negative.
    Shifted(i8),
    /// Cases were counted in one cell and belong in another.
    CountedElsewhere,
    /// Totals were not brought up to date with their parts, or never filled in.
    TotalForgotten,
    /// The running total was typed where the period's own figure belongs.
    CumulativeForPeriod,
    /// What was typed could not be read.
    Unreadable,
    /// Nothing known explains it.
    Unexplained,
}

/// What speaks for a repair, besides how it may have come about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Evidence {
    /// Two or more violated rules meet in each of its cells.
    RulesMeet,
    /// One of its cells was the last that was filled in.
    LastEdited,
    /// Parts were changed after their total.
    PartsEditedLater,
    /// It agrees better with the prior period's figure.
    LikePrior,
    /// Its neighbours are nought, as it would be.
    LikeNeighbours,
}

/// What the rules force a blank cell to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Implied {
    /// The cell.
    pub cell: CellId,
    /// The only value with which the hard rules can still hold.
    pub value: Entry,
}

impl Slip {
    /// The slip's name in catalogues and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Slip::Replaced => "digit-replaced",
            Slip::Omitted => "digit-omitted",
            Slip::Added => "digit-added",
            Slip::Doubled => "digit-doubled",
            Slip::Transposed => "digits-interchanged",
            Slip::PowerOfTen(_) => "power-of-ten",
            Slip::Sign => "sign",
        }
    }
}

impl Action {
    /// The action's name in catalogues and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Action::Slip(slip) => slip.name(),
            Action::Slips => "slips",
            Action::Interchanged => "interchanged",
            Action::Moved => "moved",
            Action::Shifted(_) => "shifted",
            Action::CountedElsewhere => "counted-elsewhere",
            Action::TotalForgotten => "total-forgotten",
            Action::CumulativeForPeriod => "cumulative-for-period",
            Action::Unreadable => "unreadable",
            Action::Unexplained => "unexplained",
        }
    }
}

impl Evidence {
    /// The evidence's name in catalogues and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Evidence::RulesMeet => "rules-meet",
            Evidence::LastEdited => "last-edited",
            Evidence::PartsEditedLater => "parts-edited-later",
            Evidence::LikePrior => "like-prior",
            Evidence::LikeNeighbours => "like-neighbours",
        }
    }
}
