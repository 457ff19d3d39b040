//! The two sides of a linear rule, from sums over names to weights over cells.

use super::resolve::Target;
use crate::address::{CellId, Operand, Period, SourceId};
use crate::amount::Amount;
use crate::definition::GradeDef;
use crate::entry::Reading;
use crate::problem::Code;
use crate::rules::{MAX_WEIGHT, Relation, Rule, Side, Term, Weight};
use rustc_hash::FxHashMap;

/// A sum of weighted targets and a constant, in the order written.
#[derive(Clone, Debug, Default)]
pub(super) struct Linear {
    /// Target, whether of the prior period, and coefficient.
    terms: Vec<(Target, bool, Amount)>,
    constant: Amount,
}

impl Linear {
    pub(super) fn constant(constant: Amount) -> Linear {
        Linear { terms: Vec::new(), constant }
    }

    pub(super) fn of(targets: impl IntoIterator<Item = (Target, bool)>) -> Linear {
        let terms = targets.into_iter().map(|(target, prior)| (target, prior, Amount::ONE));
        Linear { terms: terms.collect(), constant: Amount::ZERO }
    }

    pub(super) fn as_constant(&self) -> Option<Amount> {
        self.terms.is_empty().then_some(self.constant)
    }

    pub(super) fn plus(mut self, other: Linear) -> Result<Linear, Code> {
        self.constant = self.constant.checked_add(other.constant).ok_or(Code::TooWide)?;
        self.terms.extend(other.terms);
        Ok(self)
    }

    pub(super) fn times(self, factor: Amount) -> Option<Linear> {
        self.each(|amount| amount.checked_mul(factor))
    }

    pub(super) fn over(self, divisor: Amount) -> Option<Linear> {
        self.each(|amount| amount.checked_div(divisor))
    }

    fn each(self, change: impl Fn(Amount) -> Option<Amount>) -> Option<Linear> {
        let terms = self.terms.into_iter();
        let terms = terms.map(|(target, prior, factor)| Some((target, prior, change(factor)?)));
        Some(Linear { terms: terms.collect::<Option<_>>()?, constant: change(self.constant)? })
    }

    fn side(&self, line: &impl Fn(usize) -> Option<CellId>) -> Result<Side, Code> {
        let mut terms = Vec::new();
        for (target, prior, coefficient) in &self.terms {
            let period = if *prior { Period::Prior } else { Period::This };
            let cell = match target {
                Target::Cell(cell) => Some(*cell),
                Target::Line(at) => line(*at),
            };
            let operand = Operand { cell: cell.ok_or(Code::Heading)?, period };
            if !coefficient.is_zero() {
                terms.push(Term { operand, coefficient: *coefficient });
            }
        }
        Ok(Side { terms, constant: self.constant })
    }
}

/// A rule before it knows its cells.
#[derive(Clone, Debug)]
pub(super) struct Sides {
    pub(super) relation: Relation,
    pub(super) left: Linear,
    pub(super) right: Linear,
}

impl Sides {
    /// Sides that are plain sums, as structure gives them.
    pub(super) fn plain(
        relation: Relation,
        left: Vec<(Target, bool)>,
        right: Vec<(Target, bool)>,
    ) -> Sides {
        Sides { relation, left: Linear::of(left), right: Linear::of(right) }
    }

    /// The rule, where `line` gives the cell of each line that is named, and the weight each operand has in its residual.
    ///
    /// Both sides become whole numbers at the finest scale among cells, coefficients, constants
    /// and the tolerance. A rule whose weights could take the residual beyond what is exact is
    /// refused here, so that checking needs no check.
    pub(super) fn rule(
        &self,
        source: SourceId,
        place: String,
        grade: &GradeDef,
        line: impl Fn(usize) -> Option<CellId>,
        reading: impl Fn(CellId) -> Option<Reading>,
    ) -> Result<(Rule, Vec<(Operand, Weight)>), Code> {
        let left = self.left.side(&line)?;
        let right = self.right.side(&line)?;
        let decimals = |id: CellId| reading(id).map_or(0, Reading::scale);
        let scales = left
            .terms
            .iter()
            .chain(&right.terms)
            .map(|term| term.coefficient.scale().saturating_add(decimals(term.operand.cell)));
        let constants = [left.constant.scale(), right.constant.scale(), grade.tolerance.scale()];
        let scale = scales.chain(constants).max().unwrap_or(0);
        let wide = |amount: Amount| {
            let units = amount.units_at(scale).ok_or(Code::TooWide)?;
            if units.unsigned_abs() > MAX_WEIGHT.unsigned_abs().pow(2) {
                return Err(Code::TooWide);
            }
            Ok(units)
        };

        // An operand met twice has one weight.
        let mut weights: Vec<(Operand, i128)> = Vec::new();
        let mut places: FxHashMap<Operand, usize> = FxHashMap::default();
        for (side, sign) in [(&left, 1_i128), (&right, -1_i128)] {
            for Term { operand, coefficient } in &side.terms {
                let lift = scale.saturating_sub(decimals(operand.cell));
                let units = coefficient.units_at(lift).and_then(|units| units.checked_mul(sign));
                let factor = units.ok_or(Code::TooWide)?;
                let place = *places.entry(*operand).or_insert(weights.len());
                match weights.get_mut(place) {
                    Some((_, sum)) => *sum = sum.checked_add(factor).ok_or(Code::TooWide)?,
                    None => weights.push((*operand, factor)),
                }
            }
        }
        weights.retain(|(_, factor)| *factor != 0);
        if weights.is_empty() {
            return Err(Code::DecidesNothing);
        }
        let total =
            weights.iter().try_fold(0_u128, |sum, (_, f)| sum.checked_add(f.unsigned_abs()));
        if total.is_none_or(|total| total > MAX_WEIGHT.unsigned_abs()) {
            return Err(Code::TooWide);
        }
        let weigh = |(operand, factor): (Operand, i128)| {
            let signed =
                matches!(reading(operand.cell), Some(Reading::Figure { signed: true, .. }));
            // A rule about last year waits for last year's report, rather than fail by what that
            // report could at best hold.
            let either_way = signed || operand.period == Period::Prior;
            let factor = i64::try_from(factor).map_err(|_| Code::TooWide)?;
            Ok((operand, Weight { factor, either_way }))
        };
        let weights = weights.into_iter().map(weigh).collect::<Result<_, Code>>()?;

        let rule = Rule {
            source,
            place: place.into(),
            relation: self.relation,
            blank: grade.blank,
            scale,
            constant: wide(left.constant)?.saturating_sub(wide(right.constant)?),
            tolerance: wide(grade.tolerance)?,
            left,
            right,
        };
        Ok((rule, weights))
    }
}
