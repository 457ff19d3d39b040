//! Which unit, or which two, would explain that reported figures are not what the units add up to.
//!
//! Every explanation is a change of the sum that makes differences vanish: a unit's figures taken
//! out of it (left out of what was reported), added once more (counted twice), or put back to an
//! earlier version of its report; all of them, those of one table, or a single figure; a figure in
//! another row or column; a slip of the hand in one of the unit's figures or in the reported one.
//! The one that makes most differences vanish comes first; of equals, all are given.

use super::Figures;
use super::compare::Difference;
use super::figures::Slots;
use crate::address::CellId;
use crate::form::{Form, Place};
use crate::locate::{Slip, slip};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Most explanations that are given.
const MOST: usize = 12;
/// Most explanations that are kept while others are looked for.
const KEPT: usize = 96;
/// Most differing cells that are looked at one by one: where more differ, no single figure is it.
const MOST_CELLS: usize = 64;

/// What may have happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// A unit's report is not in what was reported.
    LeftOut,
    /// It is in it twice.
    CountedTwice,
    /// It is in it, though it was left out of the sum on purpose.
    CountedAllTheSame,
    /// An earlier version of it is.
    OldVersion,
    /// One unit's report is not in it, and another's is in it twice.
    LeftOutAndCountedTwice,
    /// A unit's figure was counted in another row or column: from the first cell to the second.
    Misplaced {
        /// The figure, in units of its cell.
        units: i64,
    },
    /// One of a unit's figures was taken over with a slip, or was mended since.
    Slip {
        /// What the unit's report has.
        stands: i64,
        /// What explains the difference.
        taken: i64,
        /// The slip from the one to the other.
        slip: Slip,
    },
    /// The reported figure has a slip.
    Reported(Slip),
    /// Two reported figures stand in each other's place.
    Interchanged,
}

/// What would explain differences.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// What may have happened.
    pub what: What,
    /// The unit, or the two; none for a slip in the reported figures.
    pub units: Vec<Arc<str>>,
    /// The differing cells it explains; for what went astray the first is where it belongs.
    pub cells: Vec<CellId>,
    /// Whether nothing differs any more with it.
    pub all: bool,
}

/// A unit's figures, as explanations look for them.
pub(super) struct Kept<'u> {
    pub(super) name: &'u Arc<str>,
    pub(super) figures: &'u Figures,
    pub(super) former: &'u [Figures],
    /// Its report is there and not counted, so that it may well be in what was reported.
    pub(super) left_out: bool,
}

/// The explanations, the likeliest first, and how many more were found.
pub(super) fn explain(
    form: &Form,
    slots: &Slots,
    differences: &[Difference],
    by_slot: &[Option<i128>],
    kept: &[Kept<'_>],
) -> (Vec<Explanation>, usize) {
    let differing: Vec<usize> =
        differences.iter().filter_map(|found| slots.of_cell(found.cell)).collect();
    if differing.is_empty() {
        return (Vec::new(), 0);
    }
    let told = vec![Vec::new(); kept.len()];
    let (found, count, explained) = (Vec::new(), 0, false);
    let mut search =
        Search { form, slots, by_slot, kept, differing, told, found, count, explained };
    for unit in 0..kept.len() {
        search.whole(unit);
    }
    if !search.explained {
        search.pairs();
    }
    if !search.explained {
        search.astray();
        search.reported(differences);
        for unit in 0..kept.len() {
            search.single(unit);
        }
    }
    search.ranked()
}

struct Search<'a> {
    form: &'a Form,
    slots: &'a Slots,
    /// Reported minus sum, by slot; none where nothing was reported, which speaks neither for a change
    /// nor against it.
    by_slot: &'a [Option<i128>],
    kept: &'a [Kept<'a>],
    /// The slots that differ.
    differing: Vec<usize>,
    /// The slots that are explained by each unit.
    told: Vec<Vec<usize>>,
    /// What was found, the likeliest first; of many the likeliest only.
    found: Vec<Found>,
    /// How many were found.
    count: usize,
    /// Whether one of them explains everything.
    explained: bool,
}

/// What would explain some slots, and how far-fetched it is among what explains as many.
struct Found {
    what: What,
    units: Vec<usize>,
    slots: Vec<usize>,
    cost: u32,
}

impl<'a> Search<'a> {
    fn unit(&self, index: usize) -> Option<&'a Kept<'a>> {
        self.kept.get(index)
    }

    fn difference(&self, slot: usize) -> Option<i128> {
        self.by_slot.get(slot).copied().flatten()
    }

    /// Takes an explanation in: what explains most comes first, then what is least far-fetched.
    fn tell(&mut self, what: What, units: &[usize], slots: &[usize], cost: u32) {
        for unit in units {
            if let Some(told) = self.told.get_mut(*unit) {
                told.extend(slots);
            }
        }
        self.count = self.count.saturating_add(1);
        self.explained |= slots.len() == self.differing.len();
        let before = |other: &Found| (other.slots.len(), cost) < (slots.len(), other.cost);
        let place = self.found.iter().rposition(|other| !before(other));
        let place = place.map_or(0, |place| place.saturating_add(1));
        if place < KEPT {
            self.found.truncate(KEPT.saturating_sub(1));
            let (units, slots) = (units.to_vec(), slots.to_vec());
            self.found.insert(place, Found { what, units, slots, cost });
        }
    }

    /// A unit's whole report, or all it has in one table.
    fn whole(&mut self, index: usize) {
        let Some(unit) = self.unit(index) else { return };
        let figures = unit.figures.units();
        let changes = |sign: i128| {
            move |slot: usize| {
                sign.wrapping_mul(i128::from(figures.get(slot).copied().unwrap_or_default()))
            }
        };
        if unit.left_out {
            self.change(index, What::CountedAllTheSame, 0, &changes(1));
            return;
        }
        self.change(index, What::LeftOut, 0, &changes(-1));
        self.change(index, What::CountedTwice, 1, &changes(1));
        for former in unit.former {
            let former = former.units();
            let change = |slot: usize| {
                let at = |units: &[i64]| i128::from(units.get(slot).copied().unwrap_or_default());
                at(former).wrapping_sub(at(figures))
            };
            self.change(index, What::OldVersion, 0, &change);
        }
    }

    /// Looks at a change of the sum: whether it makes every cell it touches agree, in the whole form
    /// or in one table.
    fn change(&mut self, unit: usize, what: What, cost: u32, change: &dyn Fn(usize) -> i128) {
        // Nearly all changes mend nothing.
        if !self.differing.iter().any(|slot| self.difference(*slot) == Some(change(*slot))) {
            return;
        }
        let mut mended: Vec<usize> = Vec::new();
        // Tables in which the change makes other differences than it mends.
        let mut spoilt: Vec<usize> = Vec::new();
        // Tables in which it changes what was not reported.
        let mut unseen: Vec<usize> = Vec::new();
        for slot in 0..self.slots.len() {
            let moved = change(slot);
            if moved == 0 {
                continue;
            }
            let Some(difference) = self.difference(slot) else {
                unseen.extend(self.table(slot));
                continue;
            };
            if moved == difference {
                mended.push(slot);
            } else if let Some(table) = self.table(slot) {
                spoilt.push(table);
            }
        }
        let is_in = |slot: usize, tables: &[usize]| {
            self.table(slot).is_some_and(|table| tables.contains(&table))
        };
        mended.retain(|slot| !is_in(*slot, &spoilt));
        // One figure that fits says little of others beside it that were not reported.
        if mended.len() == 1 {
            mended.retain(|slot| !is_in(*slot, &unseen));
        }
        if !mended.is_empty() {
            self.tell(what, &[unit], &mended, cost);
        }
    }

    fn table(&self, slot: usize) -> Option<usize> {
        self.form.cell(self.slots.cell(slot)?)?.place.table()
    }

    /// Two units whose whole reports explain everything together. Found by fingerprints: weighted
    /// sums that wrap, so that the fingerprint of a sum is the sum of fingerprints.
    fn pairs(&mut self) {
        let counted: Vec<(usize, &Kept<'_>)> =
            self.kept.iter().enumerate().filter(|(_, unit)| !unit.left_out).collect();
        let print = |units: &mut dyn Iterator<Item = i128>| {
            let weighted = self.by_slot.iter().zip(units).zip(Weights(0));
            let compared = weighted.filter(|((difference, _), _)| difference.is_some());
            compared.fold(0_i128, |sum, ((_, units), weight)| {
                sum.wrapping_add(units.wrapping_mul(i128::from(weight)))
            })
        };
        let own = |unit: &Kept<'_>| {
            print(&mut unit.figures.units().iter().map(|units| i128::from(*units)))
        };
        let sought = print(&mut self.by_slot.iter().map(|units| units.unwrap_or_default()));
        let prints: Vec<i128> = counted.iter().map(|(_, unit)| own(unit)).collect();
        let mut by_print: FxHashMap<i128, usize> = FxHashMap::default();
        for (index, print) in prints.iter().enumerate() {
            if *print != 0 {
                by_print.entry(*print).or_insert(index);
            }
        }
        for (index, print) in prints.iter().enumerate().filter(|(_, print)| **print != 0) {
            for (one, two, what, cost) in [
                (-1_i128, -1_i128, What::LeftOut, 2),
                (-1, 1, What::LeftOutAndCountedTwice, 2),
                (1, 1, What::CountedTwice, 3),
            ] {
                let rest = sought.wrapping_sub(one.wrapping_mul(*print)).wrapping_mul(two);
                let Some(other) = by_print.get(&rest).copied() else { continue };
                if other == index || (one == two && other < index) {
                    continue;
                }
                let (Some((place, first)), Some((beside, second))) =
                    (counted.get(index), counted.get(other))
                else {
                    continue;
                };
                let holds = (0..self.slots.len()).all(|slot| {
                    let Some(difference) = self.difference(slot) else { return true };
                    let at = |unit: &Kept<'_>| {
                        i128::from(unit.figures.units().get(slot).copied().unwrap_or_default())
                    };
                    let moved =
                        one.wrapping_mul(at(first)).wrapping_add(two.wrapping_mul(at(second)));
                    moved == difference
                });
                if holds {
                    let differing = self.differing.clone();
                    self.tell(what, &[*place, *beside], &differing, cost);
                }
            }
        }
    }

    /// Figures that went astray: from one cell to another of the same row or column, and reported
    /// figures in each other's place.
    fn astray(&mut self) {
        let near: Vec<usize> = self.differing.iter().copied().take(MOST_CELLS).collect();
        for from in &near {
            for to in &near {
                if to == from || !self.beside(*from, *to) {
                    continue;
                }
                let Some(moved) = self.difference(*to) else { continue };
                if moved == 0 || self.difference(*from) != Some(moved.wrapping_neg()) {
                    continue;
                }
                for (index, unit) in self.kept.iter().enumerate().filter(|(_, unit)| !unit.left_out)
                {
                    let units = unit.figures.units().get(*from).copied().unwrap_or_default();
                    if i128::from(units) == moved {
                        self.tell(What::Misplaced { units }, &[index], &[*from, *to], 2);
                    }
                }
            }
        }
    }

    /// Slips in the reported figures themselves.
    fn reported(&mut self, differences: &[Difference]) {
        for found in differences.iter().take(MOST_CELLS) {
            let Some(slot) = self.slots.of_cell(found.cell) else { continue };
            let scale = self.form.cell(found.cell).map_or(0, |cell| cell.reading.scale());
            let units = |amount: crate::amount::Amount| {
                amount.units_at(scale).and_then(|units| i64::try_from(units).ok())
            };
            let (Some(sum), Some(reported)) = (units(found.sum), units(found.reported)) else {
                continue;
            };
            if let Some(slip) = slip(sum, reported, scale) {
                self.tell(What::Reported(slip), &[], &[slot], 2);
            }
            for other in differences.iter().filter(|other| other.cell > found.cell) {
                if other.sum == found.reported && other.reported == found.sum {
                    let Some(second) = self.slots.of_cell(other.cell) else { continue };
                    self.tell(What::Interchanged, &[], &[slot, second], 1);
                }
            }
        }
    }

    /// A single figure of a unit: left out, counted twice, or taken over with a slip. Totals in its
    /// row and column that are off by the same go with it.
    fn single(&mut self, index: usize) {
        let Some(unit) = self.unit(index).filter(|unit| !unit.left_out) else { return };
        let near: Vec<usize> = self.differing.iter().copied().take(MOST_CELLS).collect();
        for slot in near {
            let (Some(difference), Some(stands)) =
                (self.difference(slot), unit.figures.units().get(slot).copied())
            else {
                continue;
            };
            let taken = i128::from(stands).checked_add(difference);
            let Some(taken) = taken.and_then(|taken| i64::try_from(taken).ok()) else { continue };
            // A larger explanation may hold it already.
            let told = self.told.get(index).is_some_and(|told| told.contains(&slot));
            if stands == 0 || told {
                continue;
            }
            let (what, cost) = if taken == 0 {
                (What::LeftOut, 3)
            } else if taken == stands.wrapping_mul(2) {
                (What::CountedTwice, 4)
            } else {
                let cell = self.slots.cell(slot).and_then(|id| self.form.cell(id));
                let scale = cell.map_or(0, |cell| cell.reading.scale());
                // A figure below nought never stood in the report of a count.
                let Some(slip) = slip(stands, taken, scale).filter(|_| taken >= 0 || stands < 0)
                else {
                    continue;
                };
                // A single digit that is another says next to nothing.
                let short = stands.unsigned_abs() < 10 && taken.unsigned_abs() < 10;
                (What::Slip { stands, taken, slip }, if short { 9 } else { 5 })
            };
            let mut mended = vec![slot];
            let along = self.differing.iter().copied().filter(|other| {
                *other != slot
                    && self.difference(*other) == Some(difference)
                    && self.beside(slot, *other)
            });
            mended.extend(along);
            self.tell(what, &[index], &mended, cost);
        }
    }

    /// Whether two slots stand in one row or one column of a table.
    fn beside(&self, one: usize, other: usize) -> bool {
        let place = |slot: usize| Some(self.form.cell(self.slots.cell(slot)?)?.place);
        match (place(one), place(other)) {
            (
                Some(Place::Table { table, row, column }),
                Some(Place::Table { table: second, row: across, column: down }),
            ) => table == second && (row == across || column == down),
            _ => false,
        }
    }

    /// The likeliest, no more than can be read, and how many more there are.
    fn ranked(self) -> (Vec<Explanation>, usize) {
        let name = |unit: &usize| self.kept.get(*unit).map(|unit| Arc::clone(unit.name));
        let told = self.found.iter().take(MOST).map(|found| Explanation {
            what: found.what,
            units: found.units.iter().filter_map(name).collect(),
            cells: found.slots.iter().filter_map(|slot| self.slots.cell(*slot)).collect(),
            all: found.slots.len() == self.differing.len(),
        });
        (told.collect(), self.count.saturating_sub(MOST))
    }
}

/// Fixed odd weights, one after the other (the generator is Steele, Lea and Flood's SplitMix,
/// OOPSLA 2014): chance plays no part.
struct Weights(u64);

impl Iterator for Weights {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Some((mixed ^ (mixed >> 31)) | 1)
    }
}
