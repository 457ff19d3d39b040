//! What does not hold, as data: one rule instance with its operands, both sides and the
//! difference. No sentence is made here.

use crate::address::{CellId, Operand, Period, RuleId, SourceId};
use crate::amount::Amount;
use crate::entry::{Entry, Reason};
use crate::form::Form;
use crate::ratio::Ratio;
use crate::rules::{Blank, Condition, Linear, Relation, Severity, Side, Term};
pub use crate::text::Fault;
use core::ops::Range;
use rustc_hash::FxHashSet;

/// Which check a finding is about: the cell's own, or a rule's. A check has at most one finding,
/// so this is the finding's identity. The order is the order in which findings are given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FindingId {
    /// The check of what stands in a cell.
    Cell(CellId),
    /// A rule instance.
    Rule(RuleId),
    /// What a part of the text says of itself.
    Text {
        /// The part's cell.
        section: CellId,
        /// What the author wrote.
        source: SourceId,
        /// Which of the source's findings in that part, counted from 0.
        nth: u32,
    },
    /// The heading over a part, in a report that was read whole.
    Heading(CellId),
}

impl FindingId {
    /// The name people and programs know it by: the rule's id and, when the rule has several
    /// instances, the place: `A1@year`.
    pub fn name(self, form: &Form) -> String {
        let address = |cell| form.cell(cell).map_or("", |cell| &*cell.address);
        let found = match self {
            FindingId::Text { section, source, nth } => {
                let nth =
                    if nth == 0 { String::new() } else { format!(".{}", nth.saturating_add(1)) };
                let rule = form.source(source).map_or("", |source| &source.id);
                return format!("{rule}@{}{nth}", address(section));
            }
            FindingId::Heading(cell) => return format!("{}.heading", address(cell)),
            FindingId::Cell(cell) => form.cell(cell).map(|cell| (cell.source, &*cell.address)),
            FindingId::Rule(rule) => form.rule(rule).map(|rule| (rule.source, &*rule.place)),
        };
        let Some((source, place)) = found else {
            return String::new();
        };
        let rule = form.source(source).map_or("", |source| &source.id);
        if place.is_empty() { rule.to_owned() } else { format!("{rule}@{place}") }
    }
}

/// Most characters of a typed text that a finding quotes.
pub const QUOTED: usize = 40;

/// One check that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Which check.
    pub id: FindingId,
    /// What the author wrote.
    pub source: SourceId,
    /// What it does to sending.
    pub severity: Severity,
    /// What is wrong.
    pub detail: Detail,
    /// The passage it is about, for what is wrong with a text.
    pub quote: Option<Quote>,
}

/// A passage of a part of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quote {
    /// The part's cell.
    pub cell: CellId,
    /// Where it begins and ends in the part's text, in bytes.
    pub place: Range<usize>,
    /// The same in UTF-16 code units, as JavaScript counts.
    pub utf16: Range<usize>,
    /// Its text, at most [`PASSAGE`] characters of it.
    pub text: String,
}

/// Most characters of a passage that a finding quotes.
pub const PASSAGE: usize = 120;

impl Quote {
    /// The passage at a place of a text, in bytes; none when there is no such place.
    pub(crate) fn of(cell: CellId, text: &str, place: Range<usize>) -> Option<Quote> {
        let passage = text.get(place.clone())?;
        let units = |text: &str| text.encode_utf16().count();
        let start = units(text.get(..place.start)?);
        let utf16 = start..start.saturating_add(units(passage));
        Some(Quote { cell, place, utf16, text: shortened(passage, PASSAGE) })
    }
}

/// The beginning of a text, with a sign where it was cut.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Detail {
    /// Two sides do not stand to each other as they must.
    Comparison(Box<Comparison>),
    /// What must hold is no relation between two sums, and does not hold.
    Condition(Box<Unmet>),
    /// What stands in the cell is not a figure it can hold.
    Unreadable {
        /// The cell.
        cell: CellId,
        /// Why not.
        reason: Reason,
        /// The beginning of what was typed, at most [`QUOTED`] characters.
        text: String,
    },
    /// Nothing stands in a cell that must be filled before sending.
    Missing {
        /// The cell.
        cell: CellId,
    },
    /// A part of the text is too short.
    TooShort {
        /// The cell.
        cell: CellId,
        /// Its characters, white space not counted.
        chars: u32,
        /// Fewest characters.
        at_least: u32,
    },
    /// A part of the text, or one of its own parts, is left as the form's template has it.
    Template {
        /// The section's cell.
        cell: CellId,
        /// Index into [`crate::form::Section::parts`].
        part: Option<usize>,
    },
    /// A heading is numbered otherwise than in the form, or stands at another place.
    Heading {
        /// The section's cell.
        cell: CellId,
        /// Index into [`crate::form::Section::parts`]; none for the section's own heading.
        part: Option<usize>,
        /// What is wrong with it.
        fault: HeadingFault,
    },
    /// A section lacks one of its own parts.
    PartMissing {
        /// The section's cell.
        cell: CellId,
        /// Index into [`crate::form::Section::parts`].
        part: usize,
    },
    /// One of a section's own parts is too short.
    PartShort {
        /// The section's cell.
        cell: CellId,
        /// Index into [`crate::form::Section::parts`].
        part: usize,
        /// Its characters, white space not counted.
        chars: u32,
        /// Fewest characters.
        at_least: u32,
    },
    /// A share in a sentence does not follow from its figures.
    Share(Box<Unmet>, Box<Fault>),
    /// What the text says does not agree with itself.
    Text(Box<Fault>),
}

/// What is wrong with a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeadingFault {
    /// It has another number than in the form.
    Number {
        /// The number it has.
        found: String,
        /// The number in the form.
        right: String,
    },
    /// It stands behind a part that comes after it in the form.
    Order {
        /// That part's cell.
        after: CellId,
    },
}

/// Both sides of a rule that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// How the left side should stand to the right side.
    pub relation: Relation,
    /// The left side.
    pub left: Sum,
    /// The right side.
    pub right: Sum,
    /// `left - right`. While operands are unknown it is the least by which the rule fails.
    pub difference: Amount,
    /// Whether an operand is unknown, so that the rule fails early: a blank that counts as nought
    /// is not.
    pub partial: bool,
}

/// A condition that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unmet {
    /// What it reads, each cell once, in the author's order.
    pub operands: Vec<(Operand, Entry)>,
    /// The two figures that should stand in a relation and do not, where the condition comes down
    /// to that and both are known.
    pub sides: Option<Sides>,
}

/// Two figures, worked out, that do not stand to each other as they must.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sides {
    /// How the left one should stand to the right one.
    pub relation: Relation,
    /// What the left side comes to.
    pub left: Ratio,
    /// What the right side comes to.
    pub right: Ratio,
    /// `left - right`; none when it does not fit, or when they only should differ.
    pub difference: Option<Ratio>,
}

impl Unmet {
    pub(crate) fn of(
        condition: &Condition,
        sides: Option<(Relation, Ratio, Ratio)>,
        entry: impl Fn(Operand) -> Entry,
    ) -> Unmet {
        let sides = sides.map(|(relation, left, right)| Sides {
            relation,
            left,
            right,
            difference: left.checked_sub(right).filter(|_| relation != Relation::Unequal),
        });
        let operands = condition.operands.iter().map(|operand| (*operand, entry(*operand)));
        Unmet { operands: operands.collect(), sides }
    }
}

/// One side, added up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sum {
    /// Its operands in the author's order.
    pub terms: Vec<Counted>,
    /// What is added to them.
    pub constant: Amount,
    /// The total of all that has a figure.
    pub total: Amount,
}

/// An operand with what stands in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    /// The cell and its period.
    pub operand: Operand,
    /// What its figure is multiplied by.
    pub coefficient: Amount,
    /// What stands there.
    pub entry: Entry,
}

impl Comparison {
    /// Compares the sides of a rule over the entries that `entry` gives.
    pub(crate) fn of(rule: &Linear, blank: Blank, entry: impl Fn(Operand) -> Entry) -> Comparison {
        let left = Sum::of(&rule.left, &entry);
        let right = Sum::of(&rule.right, &entry);
        // The compiler has proved that sums fit, so the fallback never stands for a figure.
        let difference = left.total.checked_sub(right.total).unwrap_or_default();
        let unknown = |term: &Counted| match term.entry {
            Entry::Amount(_) | Entry::Date(_) | Entry::Choice(_) => false,
            Entry::Blank | Entry::Text { .. } => blank == Blank::Undecided,
            Entry::Unreadable(_) => true,
        };
        let partial = left.terms.iter().chain(&right.terms).any(unknown);
        Comparison { relation: rule.relation, left, right, difference, partial }
    }
}

impl Sum {
    fn of(side: &Side, entry: impl Fn(Operand) -> Entry) -> Sum {
        let mut terms = Vec::with_capacity(side.terms.len());
        let mut total = side.constant;
        for Term { operand, coefficient } in &side.terms {
            let (operand, coefficient, entry) = (*operand, *coefficient, entry(*operand));
            terms.push(Counted { operand, coefficient, entry });
            let figure = match entry {
                Entry::Amount(amount) => amount,
                Entry::Date(date) => Amount::from(date.days()),
                _ => continue,
            };
            let weighted = match coefficient {
                Amount::ONE => Some(figure),
                coefficient => figure.checked_mul(coefficient),
            };
            total = weighted.and_then(|weighted| total.checked_add(weighted)).unwrap_or(total);
        }
        Sum { terms, constant: side.constant, total }
    }
}

impl Finding {
    /// The cells of this report that the finding is about, in order of appearance: those a person
    /// can fill.
    pub fn cells(&self, form: &Form) -> Vec<CellId> {
        let operands: Vec<Operand> = match &self.detail {
            Detail::Comparison(comparison) => {
                let terms = comparison.left.terms.iter().chain(&comparison.right.terms);
                terms.map(|term| term.operand).collect()
            }
            Detail::Condition(unmet) | Detail::Share(unmet, _) => {
                unmet.operands.iter().map(|(operand, _)| *operand).collect()
            }
            Detail::Unreadable { cell, .. }
            | Detail::Missing { cell }
            | Detail::TooShort { cell, .. }
            | Detail::Template { cell, .. }
            | Detail::Heading { cell, .. }
            | Detail::PartMissing { cell, .. }
            | Detail::PartShort { cell, .. } => return vec![*cell],
            Detail::Text(_) => match self.id {
                FindingId::Text { section, .. } => return vec![section],
                _ => return Vec::new(),
            },
        };
        // A rule may read thousands of cells.
        let (mut cells, mut seen) = (Vec::new(), FxHashSet::default());
        for Operand { cell, period } in operands {
            let cell = form.seen(cell);
            if period == Period::This && seen.insert(Operand { cell, period }) {
                cells.push(cell);
            }
        }
        cells
    }
}
