//! How far the cells of a set can move, narrowed by what each rule leaves them.

use super::domain::{ceiling, floor};
use super::set::MOST_CELLS;
use super::system::Row;
use crate::address::RuleId;

/// The least and the greatest change of each cell of a set.
pub(super) type Bounds = [(i128, i128); MOST_CELLS];

/// Most times the bounds are narrowed by every rule.
const ROUNDS: usize = 4;

/// Narrows bounds until nothing moves, or long enough; false when a cell is left nothing.
pub(super) fn narrow(rows: &[(RuleId, Row)], bounds: &mut Bounds) -> bool {
    for _ in 0..ROUNDS {
        let before = *bounds;
        for (_, row) in rows {
            for place in 0..MOST_CELLS {
                if !narrow_one(row, place, bounds) {
                    return false;
                }
            }
        }
        if before == *bounds {
            break;
        }
    }
    true
}

/// Narrows one cell's bounds by one rule, the others of which move as far as they can.
fn narrow_one(row: &Row, place: usize, bounds: &mut Bounds) -> bool {
    let Some(factor) = row.factors.get(place).copied().filter(|factor| *factor != 0) else {
        return true;
    };
    let (mut low, mut high) = (0_i128, 0_i128);
    let others = row.factors.iter().zip(*bounds).enumerate();
    for (_, (own, (least, most))) in others.filter(|(other, _)| *other != place) {
        let ends = (least.saturating_mul(*own), most.saturating_mul(*own));
        low = low.saturating_add(ends.0.min(ends.1));
        high = high.saturating_add(ends.0.max(ends.1));
    }
    let from = row.room.least.map(|least| least.saturating_sub(high));
    let to = row.room.most.map(|most| most.saturating_sub(low));
    let (from, to) = if factor > 0 { (from, to) } else { (to, from) };
    let Some((least, most)) = bounds.get_mut(place) else { return true };
    *least = from.map_or(*least, |from| ceiling(from, factor).max(*least));
    *most = to.map_or(*most, |to| floor(to, factor).min(*most));
    least <= most
}
