//! Rules that are no relation between weighted sums: conditions, quotients, roundings, rules about
//! what is filled. They are worked out anew when something they read changes.
//!
//! Truth has three values (Kleene, *Introduction to Metamathematics*, 1952, § 64): what a blank
//! may yet decide either way is unknown, and a rule is violated only when nothing that is still
//! open can make it hold.

use super::{Blank, Relation, Verdict};
use crate::address::Operand;
use crate::amount::Amount;
use crate::entry::Value;
use crate::ratio::Ratio;
use core::cmp::Ordering;
use std::sync::Arc;

/// A rule's expression and what it reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// What it reads, each once, in the author's order.
    pub operands: Vec<Operand>,
    /// What must be true.
    pub expression: Expression<Leaf>,
    /// The largest difference that still counts as equal; none is allowed in what stands before
    /// `=>`, which says when a rule applies and not what must hold.
    pub tolerance: Amount,
}

/// An expression over leaves `L`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expression<L> {
    /// A cell.
    Leaf(L),
    /// A figure as it stands.
    Figure(Amount),
    /// A text as it stands, and what it counts for next to the cell it is compared with: an
    /// option's number, a day's.
    Text(Arc<str>, i64),
    /// The other sign.
    Negate(Box<Expression<L>>),
    /// Operands joined by operators of one rank, from left to right.
    Chain(Vec<(Operator, Expression<L>)>),
    /// A function of its arguments.
    Call(Function, Vec<Expression<L>>),
    /// Two figures in a relation.
    Compare(Relation, Box<(Expression<L>, Expression<L>)>),
    /// The opposite.
    Not(Box<Expression<L>>),
    /// All of them.
    All(Vec<Expression<L>>),
    /// At least one of them.
    Any(Vec<Expression<L>>),
    /// When the first, then the second.
    Implies(Box<(Expression<L>, Expression<L>)>),
}

/// A cell as an expression reads it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Leaf {
    /// Which cell, of which period.
    pub operand: Operand,
    /// The decimal places of its figures; none where they are numbers of options or of days, for
    /// which a blank is never nought.
    pub scale: Option<u8>,
}

/// `+ - * /`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Operator {
    /// The sign as people write it.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "×",
            Operator::Divide => "÷",
        }
    }
}

macro_rules! functions {
    ($($(#[$doc:meta])+ $name:ident = $word:literal,)+) => {
        /// The functions of formulas.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Function { $($(#[$doc])+ $name,)+ }

        impl Function {
            /// Every function.
            pub const ALL: &'static [Function] = &[$(Function::$name,)+];

            /// Its name in formulas.
            pub const fn name(self) -> &'static str {
                match self { $(Function::$name => $word,)+ }
            }
        }
    };
}
functions! {
    /// The figures added up.
    Sum = "sum",
    /// A figure without its sign.
    Abs = "abs",
    /// The least figure.
    Min = "min",
    /// The greatest figure.
    Max = "max",
    /// Rounded half away from nought, to the places given or to a whole number.
    Round = "round",
    /// How many cells are filled.
    Count = "count",
    /// The second when the first is true, the third otherwise.
    If = "if",
    /// Whether a cell is blank.
    Blank = "blank",
    /// Whether a cell is filled.
    Filled = "filled",
    /// Whether one cell is filled and no other.
    ExactlyOne = "exactly_one",
    /// Whether no more than one cell is filled.
    AtMostOne = "at_most_one",
    /// Whether every cell is filled or none.
    AllOrNone = "all_or_none",
}

impl Function {
    /// Whether it says something true or false, and not a figure.
    pub fn is_condition(self) -> bool {
        matches!(self, Function::Blank | Function::Filled) || self.is_selection()
    }

    /// Whether it is about which of its cells are filled.
    pub fn is_selection(self) -> bool {
        matches!(self, Function::ExactlyOne | Function::AtMostOne | Function::AllOrNone)
    }

    /// Whether its arguments are cells and not what stands in them.
    pub fn is_about_cells(self) -> bool {
        self == Function::Count || self.is_condition()
    }

    /// Whether an argument may stand for many cells.
    pub fn takes_many(self) -> bool {
        use Function::{Blank, Count, Filled, Max, Min, Sum};
        self.is_selection() || matches!(self, Sum | Min | Max | Count | Blank | Filled)
    }
}

impl Expression<Leaf> {
    /// Whether it is a text, or a cell that holds an option or a day.
    fn is_word(&self) -> bool {
        matches!(self, Expression::Text(..) | Expression::Leaf(Leaf { scale: None, .. }))
    }
}

impl<L> Expression<L> {
    /// Visits every leaf, in the author's order.
    pub fn leaves(&self, visit: &mut impl FnMut(&L)) {
        match self {
            Expression::Leaf(leaf) => visit(leaf),
            Expression::Figure(_) | Expression::Text(..) => {}
            Expression::Negate(inner) | Expression::Not(inner) => inner.leaves(visit),
            Expression::Chain(links) => links.iter().for_each(|(_, link)| link.leaves(visit)),
            Expression::Call(_, members) | Expression::All(members) | Expression::Any(members) => {
                members.iter().for_each(|member| member.leaves(visit));
            }
            Expression::Compare(_, pair) | Expression::Implies(pair) => {
                pair.0.leaves(visit);
                pair.1.leaves(visit);
            }
        }
    }
}

/// When a condition is decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Moment {
    /// While the report is filled in: a blank may yet be filled.
    Filling,
    /// Before sending: a blank stays one.
    Sending,
}

impl Condition {
    /// Whether the rule holds over the values that `value` gives.
    pub(crate) fn verdict(
        &self,
        blank: Blank,
        moment: Moment,
        value: impl Fn(Operand) -> Value,
    ) -> Verdict {
        let reading = Readings::new(self, blank, moment, &value);
        match reading.truth(&self.expression, self.tolerance) {
            Some(true) => Verdict::Satisfied,
            Some(false) => Verdict::Violated,
            None => Verdict::Undecided,
        }
    }

    /// The sides of what must hold, where that is a relation between two figures and both are
    /// known.
    pub(crate) fn sides(
        &self,
        blank: Blank,
        value: impl Fn(Operand) -> Value,
    ) -> Option<(Relation, Ratio, Ratio)> {
        let mut held = &self.expression;
        while let Expression::Implies(pair) = held {
            held = &pair.1;
        }
        let Expression::Compare(relation, pair) = held else { return None };
        if [&pair.0, &pair.1].iter().any(|side| matches!(side, Expression::Text(..))) {
            return None;
        }
        let reading = Readings::new(self, blank, Moment::Sending, &value);
        Some((*relation, reading.figure(&pair.0)?, reading.figure(&pair.1)?))
    }
}

/// A share that a rule works out anew.
pub(crate) struct ShareSides {
    /// The share as it is printed.
    pub(crate) printed: Ratio,
    /// The decimals it is printed with.
    pub(crate) decimals: u8,
    /// What it is the share of.
    pub(crate) part: Ratio,
    /// The whole.
    pub(crate) whole: Ratio,
}

/// An expression over cells.
type Over = Expression<Leaf>;

impl Condition {
    /// The share, its part and its whole, in a rule that says what [`Condition::share`] says.
    pub(crate) fn share_of(&self) -> Option<(&Over, &Over, &Over)> {
        let Expression::Compare(Relation::Equal, pair) = &self.expression else { return None };
        let Expression::Call(Function::Round, rounded) = &pair.1 else { return None };
        // Decimals that are a cell's are those of the share as it is printed.
        let [Expression::Chain(links), Expression::Leaf(_)] = rounded.as_slice() else {
            return None;
        };
        match links.as_slice() {
            [_, (Operator::Multiply, part), (Operator::Divide, whole)] => {
                Some((&pair.0, part, whole))
            }
            _ => None,
        }
    }

    /// The figures of a rule that says `share = round(100 * part / whole, decimals)`, where all of
    /// them are known.
    pub(crate) fn share(
        &self,
        blank: Blank,
        value: impl Fn(Operand) -> Value,
    ) -> Option<ShareSides> {
        let (printed, part, whole) = self.share_of()?;
        let Expression::Compare(_, pair) = &self.expression else { return None };
        let Expression::Call(_, rounded) = &pair.1 else { return None };
        let reading = Readings::new(self, blank, Moment::Sending, &value);
        let decimals = reading.figure(rounded.last()?)?.amount()?.units_at(0)?;
        Some(ShareSides {
            printed: reading.figure(printed)?,
            decimals: u8::try_from(decimals).ok()?,
            part: reading.figure(part)?,
            whole: reading.figure(whole)?,
        })
    }
}

/// What a condition's leaves say at one moment.
pub(super) struct Readings<'a, V> {
    value: &'a V,
    blank_is_zero: bool,
    moment: Moment,
}

impl<'a, V: Fn(Operand) -> Value> Readings<'a, V> {
    pub(super) fn new(condition: &Condition, blank: Blank, moment: Moment, value: &'a V) -> Self {
        let filled =
            |operand: &Operand| matches!(value(*operand), Value::Units(_) | Value::Text(_));
        let blank_is_zero = match blank {
            Blank::Undecided => false,
            Blank::Zero => true,
            Blank::UndecidedIfAll => condition.operands.iter().any(filled),
        };
        Readings { value, blank_is_zero, moment }
    }

    /// A figure, if it is known and fits.
    pub(super) fn figure(&self, expression: &Expression<Leaf>) -> Option<Ratio> {
        match expression {
            Expression::Figure(amount) => Some(Ratio::from(*amount)),
            Expression::Text(_, number) => Some(Ratio::from(Amount::from(*number))),
            Expression::Leaf(leaf) => match ((self.value)(leaf.operand), leaf.scale) {
                (Value::Units(units), scale) => Ratio::of_units(units, scale.unwrap_or(0)),
                (Value::Blank, Some(_)) if self.blank_is_zero => Some(Ratio::ZERO),
                _ => None,
            },
            Expression::Negate(inner) => self.figure(inner)?.negated(),
            Expression::Chain(links) => {
                let mut links = links.iter();
                let first = self.figure(&links.next()?.1)?;
                links.try_fold(first, |left, (operator, link)| {
                    let right = self.figure(link)?;
                    match operator {
                        Operator::Add => left.checked_add(right),
                        Operator::Subtract => left.checked_sub(right),
                        Operator::Multiply => left.checked_mul(right),
                        Operator::Divide => left.checked_div(right),
                    }
                })
            }
            Expression::Call(function, arguments) => self.call(*function, arguments),
            _ => None,
        }
    }

    fn call(&self, function: Function, arguments: &[Expression<Leaf>]) -> Option<Ratio> {
        let mut figures = arguments.iter().map(|argument| self.figure(argument));
        match function {
            Function::Sum => figures.try_fold(Ratio::ZERO, |sum, next| sum.checked_add(next?)),
            Function::Min | Function::Max => {
                let first = figures.next()??;
                figures.try_fold(first, |best, next| {
                    let next = next?;
                    let better = next < best;
                    Some(if better == (function == Function::Min) { next } else { best })
                })
            }
            Function::Abs => figures.next()??.magnitude(),
            Function::Round => {
                let figure = figures.next()??;
                let places = match figures.next() {
                    Some(places) => i8::try_from(places?.amount()?.units_at(0)?).ok()?,
                    None => 0,
                };
                figure.rounded(places)
            }
            Function::Count => {
                let (filled, open) = self.filled(arguments);
                (open == 0).then_some(Ratio::from(Amount::from(filled)))
            }
            Function::If => {
                let (condition, rest) = arguments.split_first()?;
                let chosen = usize::from(!self.truth(condition, Amount::ZERO)?);
                self.figure(rest.get(chosen)?)
            }
            _ => None,
        }
    }

    /// How many cells are filled, and how many may yet be.
    fn filled(&self, cells: &[Expression<Leaf>]) -> (i64, i64) {
        let mut counts = (0_i64, 0_i64);
        for cell in cells {
            let Expression::Leaf(leaf) = cell else { continue };
            let blank = (self.value)(leaf.operand) == Value::Blank;
            match (blank, self.moment) {
                (false, _) => counts.0 = counts.0.saturating_add(1),
                (true, Moment::Filling) => counts.1 = counts.1.saturating_add(1),
                (true, Moment::Sending) => {}
            }
        }
        counts
    }

    /// Whether a condition is true, if that is decided.
    fn truth(&self, expression: &Expression<Leaf>, tolerance: Amount) -> Option<bool> {
        match expression {
            Expression::Compare(relation, pair) => {
                let (left, right) = (self.figure(&pair.0)?, self.figure(&pair.1)?);
                // A tolerance is about figures: an option is that one or another.
                let word = [&pair.0, &pair.1].into_iter().any(|side| side.is_word());
                let tolerance = if word { Amount::ZERO } else { tolerance };
                let within = |difference: Ratio| difference <= Ratio::from(tolerance);
                Some(match relation {
                    Relation::Equal => within(left.checked_sub(right)?.magnitude()?),
                    Relation::Unequal => !within(left.checked_sub(right)?.magnitude()?),
                    Relation::AtMost => within(left.checked_sub(right)?),
                    Relation::AtLeast => within(right.checked_sub(left)?),
                    Relation::Below => left.cmp(&right) == Ordering::Less,
                    Relation::Above => left.cmp(&right) == Ordering::Greater,
                })
            }
            Expression::Not(inner) => self.truth(inner, tolerance).map(|truth| !truth),
            Expression::All(members) => self.any(members, tolerance, false).map(|found| !found),
            Expression::Any(members) => self.any(members, tolerance, true),
            Expression::Implies(pair) => {
                match (self.truth(&pair.0, Amount::ZERO), self.truth(&pair.1, tolerance)) {
                    (Some(false), _) | (_, Some(true)) => Some(true),
                    (Some(true), Some(false)) => Some(false),
                    _ => None,
                }
            }
            Expression::Call(function, cells) => self.selection(*function, cells),
            _ => None,
        }
    }

    /// Whether any member is `sought`.
    fn any(&self, members: &[Expression<Leaf>], tolerance: Amount, sought: bool) -> Option<bool> {
        let mut known = true;
        for member in members {
            match self.truth(member, tolerance) {
                Some(truth) if truth == sought => return Some(true),
                Some(_) => {}
                None => known = false,
            }
        }
        known.then_some(false)
    }

    /// What a function says about which cells are filled, if no further entry can change it.
    fn selection(&self, function: Function, cells: &[Expression<Leaf>]) -> Option<bool> {
        let (filled, open) = self.filled(cells);
        let all = i64::try_from(cells.len()).unwrap_or(i64::MAX);
        let holds = |filled: i64| match function {
            Function::Blank => Some(filled == 0),
            Function::Filled => Some(filled == all),
            Function::ExactlyOne => Some(filled == 1),
            Function::AtMostOne => Some(filled <= 1),
            Function::AllOrNone => Some(filled == 0 || filled == all),
            _ => None,
        };
        let now = holds(filled)?;
        // None of them changes anywhere but with the next cell or with the last.
        let further = [open.min(1), open].map(|more| filled.saturating_add(more));
        further.iter().all(|filled| holds(*filled) == Some(now)).then_some(now)
    }
}
