//! Whether a rule holds, worked out from nothing but the entries.

use super::formula::Formula;
use super::fraction::Fraction;
use super::layout::{Cell, Operand};
use super::rules::Rule;
use std::collections::BTreeMap;

/// What stands in a cell.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Entry {
    Blank,
    Figure(Fraction),
    /// An option, a day, a text.
    Word(String),
    Unreadable,
}

/// Reads what is typed: figures as plain digits only.
pub(crate) fn entry(cell: &Cell, typed: &str) -> Entry {
    let typed = typed.trim();
    if typed.is_empty() {
        return Entry::Blank;
    }
    let word = Entry::Word(typed.to_owned());
    match cell.kind.as_str() {
        "text" => word,
        "choice" if cell.options.iter().any(|option| option == typed) => word,
        "date" if typed.len() == 10 && typed.starts_with("20") => word,
        "choice" | "date" => Entry::Unreadable,
        kind => match Fraction::read(typed) {
            Some(figure) if figure < Fraction::ZERO && kind != "signed" => Entry::Unreadable,
            Some(figure) if figure.fits(cell.decimals) => Entry::Figure(figure),
            _ => Entry::Unreadable,
        },
    }
}

/// A report: what stands in each cell now, and what stood there last period.
pub(crate) struct Report<'r> {
    pub(crate) cells: &'r [Cell],
    pub(crate) now: &'r [Entry],
    pub(crate) before: &'r [Entry],
    /// Whether it is about to be sent, so that blanks stay blank.
    pub(crate) sending: bool,
}

/// A sum: what each cell counts for, in the order written, and what is added.
type Sum = (Vec<(Operand, Fraction)>, Fraction);

/// A figure as a weighted sum of cells, or both sides of a comparison moved to its left; none when
/// it is none.
fn sum(formula: &Formula<Operand>) -> Option<Sum> {
    let constant = |number| (Vec::new(), number);
    Some(match formula {
        Formula::Number(number) => constant(*number),
        Formula::Name(operand) => (vec![(*operand, Fraction::whole(1))], Fraction::ZERO),
        Formula::Minus(inner) => times(sum(inner)?, Fraction::whole(-1)),
        Formula::Compare(_, pair) => plus(sum(&pair.0)?, times(sum(&pair.1)?, Fraction::whole(-1))),
        Formula::Call(function, parts) if function == "sum" => {
            let parts = parts.iter().map(sum).collect::<Option<Vec<_>>>()?;
            parts.into_iter().fold(constant(Fraction::ZERO), plus)
        }
        Formula::Of(sign, pair) => {
            let (left, right) = (sum(&pair.0)?, sum(&pair.1)?);
            match sign {
                '+' => plus(left, right),
                '-' => plus(left, times(right, Fraction::whole(-1))),
                '*' if left.0.is_empty() => times(right, left.1),
                '*' if right.0.is_empty() => times(left, right.1),
                '/' if right.0.is_empty() => {
                    let by = Fraction::whole(1).over(right.1)?;
                    let quotient = times(left, by);
                    let factors = quotient.0.iter().all(|(_, factor)| factor.is_decimal());
                    let decimal = factors && quotient.1.is_decimal();
                    // What has no finite decimals is worked out as a quotient.
                    return decimal.then_some(quotient);
                }
                _ => return None,
            }
        }
        _ => return None,
    })
}

fn plus(mut left: Sum, right: Sum) -> Sum {
    left.0.extend(right.0);
    (left.0, left.1.plus(right.1))
}

fn times(sum: Sum, factor: Fraction) -> Sum {
    let weights = sum.0.into_iter().map(|(operand, own)| (operand, own.times(factor)));
    (weights.collect(), sum.1.times(factor))
}

/// What each cell counts for; one that cancels out is none of the rule's.
pub(crate) fn weights(
    formula: &Formula<Operand>,
) -> Option<(BTreeMap<Operand, Fraction>, Fraction)> {
    let (terms, constant) = sum(formula)?;
    let mut weights = BTreeMap::new();
    for (operand, factor) in terms {
        let weight = weights.entry(operand).or_insert(Fraction::ZERO);
        *weight = weight.plus(factor);
    }
    weights.retain(|_, weight| *weight != Fraction::ZERO);
    Some((weights, constant))
}

impl Report<'_> {
    /// Whether a rule holds; none while that is open.
    pub(crate) fn verdict(&self, rule: &Rule) -> Option<bool> {
        let sum = match &rule.says {
            Formula::Compare(..) => weights(&rule.says),
            _ => None,
        };
        let counts = |operand: &Operand| match &sum {
            Some((weights, _)) => weights.contains_key(operand),
            None => true,
        };
        let mut read = Vec::new();
        operands(&rule.says, &mut |operand| read.push(operand));
        let filled = read.iter().filter(|operand| counts(operand));
        let mut filled = filled.map(|operand| self.at(*operand));
        let zero = match rule.blank.as_str() {
            "undecided" => false,
            "zero" => true,
            _ => filled.any(|entry| matches!(entry, Entry::Figure(_) | Entry::Word(_))),
        };
        match (&rule.says, sum) {
            (Formula::Compare(sign, _), Some(sum)) => self.sums(sign, sum, rule.tolerance, zero),
            (says, _) => self.truth(says, rule.tolerance, zero),
        }
    }

    fn at(&self, operand: Operand) -> &Entry {
        if operand.prior { &self.before[operand.cell] } else { &self.now[operand.cell] }
    }

    /// Whether a sum stands to nought as it must, whatever the figures that are not known become:
    /// those that cannot be negative move it one way only.
    fn sums(
        &self,
        sign: &str,
        sum: (BTreeMap<Operand, Fraction>, Fraction),
        tolerance: Fraction,
        zero: bool,
    ) -> Option<bool> {
        let (mut known, mut open) = (sum.1, false);
        let (mut can_rise, mut can_fall) = (false, false);
        for (operand, factor) in sum.0 {
            match self.at(operand) {
                Entry::Figure(figure) => known = known.plus(figure.times(factor)),
                Entry::Blank if zero => {}
                _ => {
                    let signed = self.cells[operand.cell].kind == "signed" || operand.prior;
                    open = true;
                    can_rise |= signed || factor > Fraction::ZERO;
                    can_fall |= signed || factor < Fraction::ZERO;
                }
            }
        }
        let above = known > tolerance && !can_fall;
        let below = known < Fraction::ZERO.minus(tolerance) && !can_rise;
        let fails = match sign {
            "=" => above || below,
            "<=" => above,
            ">=" => below,
            "<" => known >= Fraction::ZERO && !can_fall,
            ">" => known <= Fraction::ZERO && !can_rise,
            _ => !open && known.size() <= tolerance,
        };
        if fails { Some(false) } else { (!open).then_some(true) }
    }

    /// Whether something is true; none when it is not known.
    fn truth(&self, says: &Formula<Operand>, tolerance: Fraction, zero: bool) -> Option<bool> {
        let truth = |inner: &Formula<Operand>| self.truth(inner, tolerance, zero);
        match says {
            Formula::Not(inner) => truth(inner).map(|known| !known),
            Formula::And(pair) => match (truth(&pair.0), truth(&pair.1)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Formula::Or(pair) => match (truth(&pair.0), truth(&pair.1)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            // What says when a rule applies is never widened.
            Formula::Then(pair) => {
                match (self.truth(&pair.0, Fraction::ZERO, zero), truth(&pair.1)) {
                    (Some(false), _) | (_, Some(true)) => Some(true),
                    (Some(true), Some(false)) => Some(false),
                    _ => None,
                }
            }
            Formula::Compare(sign, pair) => self.compare(sign, &pair.0, &pair.1, tolerance, zero),
            Formula::Call(function, cells) => self.filling(function, cells),
            other => unreachable!("{other:?} is neither true nor false"),
        }
    }

    fn compare(
        &self,
        sign: &str,
        left: &Formula<Operand>,
        right: &Formula<Operand>,
        tolerance: Fraction,
        zero: bool,
    ) -> Option<bool> {
        if let (Formula::Name(operand), Formula::Text(text)) = (left, right) {
            let Entry::Word(word) = self.at(*operand) else { return None };
            return Some(match sign {
                "=" => word == text,
                "!=" => word != text,
                "<=" => word <= text,
                ">=" => word >= text,
                "<" => word < text,
                _ => word > text,
            });
        }
        let difference = self.figure(left, zero)?.minus(self.figure(right, zero)?);
        Some(match sign {
            "=" => difference.size() <= tolerance,
            "!=" => difference.size() > tolerance,
            "<=" => difference <= tolerance,
            ">=" => Fraction::ZERO.minus(difference) <= tolerance,
            "<" => difference < Fraction::ZERO,
            _ => difference > Fraction::ZERO,
        })
    }

    fn figure(&self, formula: &Formula<Operand>, zero: bool) -> Option<Fraction> {
        match formula {
            Formula::Number(number) => Some(*number),
            Formula::Name(operand) => match self.at(*operand) {
                Entry::Figure(figure) => Some(*figure),
                Entry::Blank if zero => Some(Fraction::ZERO),
                _ => None,
            },
            Formula::Minus(inner) => Some(Fraction::ZERO.minus(self.figure(inner, zero)?)),
            Formula::Of(sign, pair) => {
                let (left, right) = (self.figure(&pair.0, zero)?, self.figure(&pair.1, zero)?);
                match sign {
                    '+' => Some(left.plus(right)),
                    '-' => Some(left.minus(right)),
                    '*' => Some(left.times(right)),
                    _ => left.over(right),
                }
            }
            Formula::Call(function, parts) if function == "if" => {
                let chosen = self.truth(&parts[0], Fraction::ZERO, zero)?;
                self.figure(&parts[if chosen { 1 } else { 2 }], zero)
            }
            Formula::Call(function, parts) if function == "count" => {
                let (filled, blank) = self.count(parts);
                let open = blank > 0 && !self.sending;
                (!open).then(|| Fraction::whole(filled.try_into().expect("a few")))
            }
            Formula::Call(function, parts) => {
                let figures: Option<Vec<Fraction>> =
                    parts.iter().map(|part| self.figure(part, zero)).collect();
                let figures = figures?;
                match function.as_str() {
                    "sum" => Some(figures.into_iter().fold(Fraction::ZERO, Fraction::plus)),
                    "min" => figures.into_iter().min(),
                    "max" => figures.into_iter().max(),
                    "abs" => Some(figures[0].size()),
                    "round" => {
                        let places = figures.get(1).copied().unwrap_or(Fraction::ZERO);
                        let places = (-18..=18).find(|p| Fraction::whole((*p).into()) == places)?;
                        Some(figures[0].rounded(places))
                    }
                    other => unreachable!("{other} gives no figure"),
                }
            }
            other => unreachable!("{other:?} is no figure"),
        }
    }

    /// How many cells are filled, and how many blank.
    fn count(&self, cells: &[Formula<Operand>]) -> (usize, usize) {
        let blank = cells.iter().filter(|cell| match cell {
            Formula::Name(operand) => *self.at(*operand) == Entry::Blank,
            _ => false,
        });
        let blank = blank.count();
        (cells.len() - blank, blank)
    }

    /// What functions say about which cells are filled: at sending as they stand, sooner only what
    /// no further entry can change.
    fn filling(&self, function: &str, cells: &[Formula<Operand>]) -> Option<bool> {
        let (filled, blank) = self.count(cells);
        let holds = |filled: usize| match function {
            "blank" => filled == 0,
            "filled" => filled == cells.len(),
            "exactly_one" => filled == 1,
            "at_most_one" => filled <= 1,
            "all_or_none" => filled == 0 || filled == cells.len(),
            other => unreachable!("{other} says nothing"),
        };
        let most = if self.sending { filled } else { filled + blank };
        let now = holds(filled);
        (filled..=most).all(|filled| holds(filled) == now).then_some(now)
    }
}

fn operands(formula: &Formula<Operand>, visit: &mut dyn FnMut(Operand)) {
    match formula {
        Formula::Number(_) | Formula::Text(_) => {}
        Formula::Name(operand) => visit(*operand),
        Formula::Minus(inner) | Formula::Not(inner) => operands(inner, visit),
        Formula::Call(_, arguments) => arguments.iter().for_each(|inner| operands(inner, visit)),
        Formula::Of(_, pair)
        | Formula::Compare(_, pair)
        | Formula::And(pair)
        | Formula::Or(pair)
        | Formula::Then(pair) => {
            operands(&pair.0, visit);
            operands(&pair.1, visit);
        }
    }
}
