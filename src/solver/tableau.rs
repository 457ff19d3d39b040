//! Which bounds can hold together: the general simplex of B. Dutertre and L. de Moura, "A Fast
//! Linear-Arithmetic Solver for DPLL(T)" (CAV 2006), over exact fractions.
//!
//! Every sum of the rules is a column of its own, tied to the variables by a row that always
//! holds. Rules only ever put bounds on columns, so taking a rule away is taking its bounds away,
//! and the work done for one question is of use for the next. Columns are chosen by Bland's rule
//! (the first that will do), so the search always ends.

use std::collections::BTreeMap;

use super::delta::Delta;
use super::rational::Rational;
use super::reason::{Reason, Stop};

/// Which end of a column a bound is on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Side {
    Lower,
    Upper,
}

impl Side {
    pub(super) fn other(self) -> Side {
        match self {
            Side::Lower => Side::Upper,
            Side::Upper => Side::Lower,
        }
    }

    /// Whether a value on this side is beyond the bound.
    fn breaks(self, value: &Delta, bound: &Delta) -> bool {
        match self {
            Side::Lower => value < bound,
            Side::Upper => value > bound,
        }
    }
}

/// `column >= value` or `column <= value`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Literal {
    pub(super) column: usize,
    pub(super) side: Side,
    pub(super) value: Delta,
}

#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) value: Delta,
    pub(super) why: Reason,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    lower: Option<Bound>,
    upper: Option<Bound>,
    pub(super) value: Delta,
    pub(super) integer: bool,
}

impl Column {
    pub(super) fn bound(&self, side: Side) -> Option<&Bound> {
        match side {
            Side::Lower => self.lower.as_ref(),
            Side::Upper => self.upper.as_ref(),
        }
    }

    fn bound_mut(&mut self, side: Side) -> &mut Option<Bound> {
        match side {
            Side::Lower => &mut self.lower,
            Side::Upper => &mut self.upper,
        }
    }

    /// Whether its value may still go towards that side.
    fn has_room(&self, side: Side) -> bool {
        self.bound(side).is_none_or(|bound| side.breaks(&bound.value, &self.value))
    }
}

/// Weighted columns, by ascending column.
pub(super) type Terms = Vec<(usize, Rational)>;

/// How far a column can go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Reach {
    /// To this value and no farther.
    To(Delta),
    /// As far as one likes.
    Endless,
}

pub(super) struct Tableau {
    columns: Vec<Column>,
    /// For each column that follows from others: from which.
    rows: BTreeMap<usize, Terms>,
    /// Bounds as they were before, to go back to.
    trail: Vec<(usize, Side, Option<Bound>)>,
    /// How much work may still be done.
    pub(super) steps: u64,
}

impl Tableau {
    /// A tableau without columns.
    pub(super) fn new() -> Tableau {
        Tableau { columns: Vec::new(), rows: BTreeMap::new(), trail: Vec::new(), steps: u64::MAX }
    }

    /// A column that may be chosen freely.
    pub(super) fn add_variable(&mut self, integer: bool) -> usize {
        self.columns.push(Column { lower: None, upper: None, value: Delta::ZERO, integer });
        self.columns.len() - 1
    }

    /// A column that is the sum of others.
    pub(super) fn add_sum(&mut self, terms: &Terms, integer: bool) -> usize {
        let mut row = Terms::new();
        let mut value = Delta::ZERO;
        for (column, factor) in terms {
            value = &value + &self.value(*column).times(factor);
            match self.rows.get(column) {
                Some(follows) => row = plus(&row, factor, follows),
                None => row = plus(&row, factor, &vec![(*column, Rational::ONE)]),
            }
        }
        self.columns.push(Column { lower: None, upper: None, value, integer });
        let column = self.columns.len() - 1;
        self.rows.insert(column, row);
        column
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(super) fn rows(&self) -> &BTreeMap<usize, Terms> {
        &self.rows
    }

    pub(super) fn bound(&self, column: usize, side: Side) -> Option<&Bound> {
        self.columns.get(column)?.bound(side)
    }

    pub(super) fn value(&self, column: usize) -> &Delta {
        self.columns.get(column).map_or(&Delta::ZERO, |column| &column.value)
    }

    /// The place to go back to.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Takes back all bounds put since the mark. Values and rows stay: they fit looser bounds too.
    pub(super) fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let Some((column, side, bound)) = self.trail.pop() else { return };
            if let Some(column) = self.columns.get_mut(column) {
                *column.bound_mut(side) = bound;
            }
        }
    }

    /// Puts a bound on a column.
    pub(super) fn assert(&mut self, literal: &Literal, why: &Reason) -> Result<(), Stop> {
        let Literal { column, side, value } = literal;
        let Some(state) = self.columns.get_mut(*column) else { return Ok(()) };
        if let Some(bound) = state.bound(*side)
            && !side.breaks(&bound.value, value)
        {
            return Ok(());
        }
        if let Some(opposite) = state.bound(side.other())
            && side.other().breaks(value, &opposite.value)
        {
            return Err(Stop::Conflict(why.and(&opposite.why)));
        }
        let bound = Bound { value: value.clone(), why: why.clone() };
        let before = state.bound_mut(*side).replace(bound);
        let move_it = side.breaks(&state.value, value) && !self.rows.contains_key(column);
        self.trail.push((*column, *side, before));
        if move_it { self.move_to(*column, value) } else { Ok(()) }
    }

    /// Finds values within all bounds, or bounds that exclude each other.
    pub(super) fn check(&mut self) -> Result<(), Stop> {
        while let Some((basic, side, bound)) = self.first_broken() {
            // To mend a lower bound the column must rise, to mend an upper one fall.
            let direction = side.other();
            match self.first_that_helps(basic, direction) {
                Some(entering) => self.exchange(basic, entering, &bound.value)?,
                None => return Err(Stop::Conflict(self.blame(basic, direction, bound.why))),
            }
        }
        Ok(())
    }

    /// Moves a column as far to one side as the bounds allow. The values must be within them.
    pub(super) fn push(&mut self, column: usize, side: Side) -> Result<Reach, Stop> {
        loop {
            if self.columns.get(column).is_none_or(|column| !column.has_room(side)) {
                return Ok(Reach::To(self.value(column).clone()));
            }
            let (entering, direction) = if self.rows.contains_key(&column) {
                let Some(entering) = self.first_that_helps(column, side) else {
                    return Ok(Reach::To(self.value(column).clone()));
                };
                let rises = self.factor(column, entering).is_some_and(Rational::is_positive);
                (entering, if rises { side } else { side.other() })
            } else {
                (column, side)
            };
            match self.narrowest(entering, direction) {
                None => return Ok(Reach::Endless),
                Some((leaving, bound)) if leaving == entering => self.move_to(entering, &bound)?,
                Some((leaving, bound)) => self.exchange(leaving, entering, &bound)?,
            }
        }
    }

    /// The column that first meets a bound when a free one moves, with that bound.
    fn narrowest(&self, entering: usize, direction: Side) -> Option<(usize, Delta)> {
        let own = self.columns.get(entering)?;
        let mut found = own.bound(direction).map(|bound| {
            let room = &bound.value - &own.value;
            (if direction == Side::Upper { room } else { &Delta::ZERO - &room }, entering)
        });
        for (basic, row) in &self.rows {
            let (Some(factor), Some(state)) = (factor_in(row, entering), self.columns.get(*basic))
            else {
                continue;
            };
            let side = if factor.is_positive() { direction } else { direction.other() };
            let (Some(bound), Some(inverse)) = (state.bound(side), factor.magnitude().inverse())
            else {
                continue;
            };
            let gap = &bound.value - &state.value;
            let gap = if side == Side::Upper { gap } else { &Delta::ZERO - &gap };
            let room = gap.times(&inverse);
            if found.as_ref().is_none_or(|(narrowest, _)| room < *narrowest) {
                found = Some((room, *basic));
            }
        }
        let (_, leaving) = found?;
        let side = match self.rows.get(&leaving).and_then(|row| factor_in(row, entering)) {
            Some(factor) if factor.is_negative() => direction.other(),
            _ => direction,
        };
        Some((leaving, self.bound(leaving, side)?.value.clone()))
    }

    fn first_broken(&self) -> Option<(usize, Side, Bound)> {
        self.rows.keys().find_map(|basic| {
            let state = self.columns.get(*basic)?;
            [Side::Lower, Side::Upper].into_iter().find_map(|side| {
                let bound = state.bound(side)?;
                side.breaks(&state.value, &bound.value).then(|| (*basic, side, bound.clone()))
            })
        })
    }

    /// The first free column that can still move the one that follows from it that way.
    fn first_that_helps(&self, basic: usize, direction: Side) -> Option<usize> {
        let row = self.rows.get(&basic)?;
        let helps = |(column, factor): &&(usize, Rational)| {
            let side = if factor.is_positive() { direction } else { direction.other() };
            self.columns.get(*column).is_some_and(|column| column.has_room(side))
        };
        row.iter().find(helps).map(|(column, _)| *column)
    }

    /// Why a column can go no farther that way: the bounds all columns of its row stand at
    /// (Farkas' lemma).
    fn blame(&self, basic: usize, direction: Side, why: Reason) -> Reason {
        let Some(row) = self.rows.get(&basic) else { return why };
        row.iter().fold(why, |why, (column, factor)| {
            let side = if factor.is_positive() { direction } else { direction.other() };
            self.bound(*column, side).map_or(why.clone(), |bound| why.and(&bound.why))
        })
    }

    fn factor(&self, basic: usize, column: usize) -> Option<&Rational> {
        factor_in(self.rows.get(&basic)?, column)
    }

    /// Gives a free column another value; what follows from it follows.
    fn move_to(&mut self, column: usize, value: &Delta) -> Result<(), Stop> {
        self.spend(self.rows.len())?;
        let Some(state) = self.columns.get_mut(column) else { return Ok(()) };
        let step = value - &state.value;
        state.value = value.clone();
        self.carry(column, &step);
        Ok(())
    }

    fn carry(&mut self, moved: usize, step: &Delta) {
        if step.is_zero() {
            return;
        }
        for (basic, row) in &self.rows {
            if let (Some(factor), Some(state)) =
                (factor_in(row, moved), self.columns.get_mut(*basic))
            {
                state.value = &state.value + &step.times(factor);
            }
        }
    }

    /// Brings a column that follows from others to a value by making it free, and a free one of
    /// its row follow instead.
    fn exchange(&mut self, leaving: usize, entering: usize, value: &Delta) -> Result<(), Stop> {
        self.spend(self.rows.len())?;
        let Some(row) = self.rows.remove(&leaving) else { return Ok(()) };
        let Some(inverse) = factor_in(&row, entering).and_then(Rational::inverse) else {
            self.rows.insert(leaving, row);
            return Ok(());
        };
        let step = value - self.value(leaving);
        if let Some(state) = self.columns.get_mut(leaving) {
            state.value = value.clone();
        }
        let step = step.times(&inverse);
        if let Some(state) = self.columns.get_mut(entering) {
            state.value = &state.value + &step;
        }
        self.carry(entering, &step);

        let back = -&inverse;
        let mut solved = Terms::with_capacity(row.len());
        for (column, factor) in &row {
            if *column != entering {
                solved.push((*column, &back * factor));
            }
        }
        let solved = plus(&solved, &inverse, &vec![(leaving, Rational::ONE)]);
        let mut touched = 0;
        for row in self.rows.values_mut() {
            if let Ok(place) = row.binary_search_by_key(&entering, |(column, _)| *column) {
                let (_, factor) = row.remove(place);
                *row = plus(row, &factor, &solved);
                touched += row.len();
            }
        }
        self.rows.insert(entering, solved);
        self.spend(touched)
    }

    /// Counts work; too hard when the allowance is spent.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Stop> {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX).saturating_add(1);
        match self.steps.checked_sub(steps) {
            Some(left) => {
                self.steps = left;
                Ok(())
            }
            None => Err(Stop::TooHard),
        }
    }
}

fn factor_in(row: &Terms, column: usize) -> Option<&Rational> {
    let place = row.binary_search_by_key(&column, |(column, _)| *column).ok()?;
    row.get(place).map(|(_, factor)| factor)
}

/// `left + factor × right`.
fn plus(left: &Terms, factor: &Rational, right: &Terms) -> Terms {
    let mut sum = Terms::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    loop {
        match (left.peek(), right.peek()) {
            (Some((a, x)), Some((b, y))) if a == b => {
                let total = x + &(factor * y);
                if !total.is_zero() {
                    sum.push((*a, total));
                }
                left.next();
                right.next();
            }
            (Some((a, x)), Some((b, _))) if a < b => {
                sum.push((*a, x.clone()));
                left.next();
            }
            (_, Some((b, y))) => {
                sum.push((*b, factor * y));
                right.next();
            }
            (Some((a, x)), None) => {
                sum.push((*a, x.clone()));
                left.next();
            }
            (None, None) => return sum,
        }
    }
}
