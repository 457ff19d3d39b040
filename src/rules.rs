//! The compiled rules and how they are decided. A verdict is a pure function of a rule and its
//! operands; who keeps the operands is not known here.

mod condition;
mod given;
mod linear;
mod turning;

use crate::address::{Operand, SourceId};
pub(crate) use condition::Moment;
pub use condition::{Condition, Expression, Function, Leaf, Operator};
pub use linear::{Linear, Side, Term};
pub(crate) use linear::{MAX_WEIGHT, Room, Tally, Weight};

/// Whether a rule holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Verdict {
    /// It holds.
    Satisfied,
    /// It does not hold, whatever the blanks may yet become.
    Violated,
    /// An operand is blank or unreadable, and the rule can still hold.
    #[default]
    Undecided,
}

/// What a finding does to sending.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Severity {
    /// 强制性: sending is held back.
    #[default]
    Hard,
    /// 核实性: a question to the person, which does not hold sending back.
    Soft,
    /// 提示性: a remark.
    Info,
}

impl Severity {
    /// The severity's name in definitions and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hard => "hard",
            Severity::Soft => "soft",
            Severity::Info => "info",
        }
    }
}

/// What a blank operand means to a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Blank {
    /// The rule waits for it.
    #[default]
    Undecided,
    /// It counts as nought.
    Zero,
    /// It counts as nought as soon as one operand is filled.
    UndecidedIfAll,
}

/// How the left side of a rule must stand to its right side.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Relation {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `>`
    Above,
}

impl Relation {
    /// The sign as formulas write it.
    pub fn sign(self) -> &'static str {
        match self {
            Relation::Equal => "=",
            Relation::Unequal => "!=",
            Relation::AtMost => "<=",
            Relation::AtLeast => ">=",
            Relation::Below => "<",
            Relation::Above => ">",
        }
    }
}

/// Where a rule comes from, for people and for catalogues.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Parts add up to their total.
    Sum,
    /// Each part is at most its total (其中).
    Within,
    /// A running total is the prior one plus this period's figure.
    Accumulation,
    /// An opening figure repeats the prior period's closing figure.
    CarryForward,
    /// A formula of the author's.
    Formula,
    /// A figure in a sentence agrees with the tables.
    Mention,
    /// A share in a sentence follows from its figures.
    Share,
    /// Lists, shares and counting words in the text agree with themselves.
    Narrative,
    /// A cell holds a figure it can hold, and is filled before sending.
    Entry,
    /// A part of the text is there before sending, and long enough.
    Section,
}

impl Kind {
    /// The kind's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sum => "sum",
            Kind::Within => "within",
            Kind::Accumulation => "accumulation",
            Kind::CarryForward => "carry-forward",
            Kind::Formula => "formula",
            Kind::Mention => "mention",
            Kind::Share => "share",
            Kind::Narrative => "narrative",
            Kind::Entry => "entry",
            Kind::Section => "section",
        }
    }
}

/// One rule instance.
///
/// Everything that changes with a keystroke is the session's; everything here stays as compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// What the author wrote.
    pub source: SourceId,
    /// What sets this instance apart from the source's others: a column for a formula over rows, a
    /// row for one over columns, a cell; empty when there is only one.
    pub place: Box<str>,
    /// What a blank means.
    pub blank: Blank,
    /// Whether other rules of the same table imply it: the corner of a table that adds up both
    /// ways.
    pub implied: bool,
    /// What must hold.
    pub check: Check,
}

/// What a rule says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Check {
    /// A relation between two weighted sums: kept up to date by a running residual.
    Linear(Linear),
    /// Anything else: worked out anew when a figure in it changes.
    Condition(Condition),
}

impl Rule {
    /// The operands in the order the author wrote them.
    pub fn operands(&self) -> Vec<Operand> {
        match &self.check {
            Check::Linear(linear) => linear.operands().collect(),
            Check::Condition(condition) => condition.operands.clone(),
        }
    }

    /// Calls with each of them, in the same order.
    pub(crate) fn each_operand(&self, with: &mut dyn FnMut(Operand)) {
        match &self.check {
            Check::Linear(linear) => {
                for side in [&linear.left, &linear.right] {
                    side.terms.iter().for_each(|term| with(term.operand));
                }
            }
            Check::Condition(condition) => condition.operands.iter().for_each(|read| with(*read)),
        }
    }

    /// What must hold, where it is a relation between two weighted sums.
    pub fn linear(&self) -> Option<&Linear> {
        match &self.check {
            Check::Linear(linear) => Some(linear),
            Check::Condition(_) => None,
        }
    }
}
