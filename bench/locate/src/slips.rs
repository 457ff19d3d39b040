//! Slips as they happen: each stratum draws one from a table, or none when the draw does not fit.

use crate::tables::Table;
use fastrand::Rng;
use std::collections::BTreeMap;

/// What was typed wrongly, and what is right.
#[derive(Clone, Debug, Default)]
pub struct Slip {
    /// What differs from the table: what stands there.
    pub typed: BTreeMap<String, i64>,
    /// What is right, where it is not what the table has.
    pub right: BTreeMap<String, i64>,
    /// Cells of `typed` that were filled in after everything else, and one after the other.
    pub later: Vec<String>,
}

impl Slip {
    fn of(typed: impl IntoIterator<Item = (String, i64)>) -> Option<Slip> {
        Some(Slip { typed: typed.into_iter().collect(), ..Slip::default() })
    }
}

/// Shares of digit slips found in the field, in a hundred (Scholtus 2009).
const REPLACED: u32 = 74;
const OMITTED: u32 = 10;
const INTERCHANGED: u32 = 9;

/// One digit typed wrongly; none when the draw changes nothing.
fn mistyped(rng: &mut Rng, figure: i64) -> Option<i64> {
    let mut digits = figure.to_string().into_bytes();
    let place = rng.usize(..digits.len());
    let digit = b'0' + rng.u8(..10);
    match rng.u32(..100) {
        kind if kind < REPLACED => digits[place] = digit,
        kind if kind < REPLACED + OMITTED => {
            digits.remove(place);
        }
        kind if kind < REPLACED + OMITTED + INTERCHANGED => {
            if place + 1 == digits.len() {
                return None;
            }
            digits.swap(place, place + 1);
        }
        // Half of the digits added are the one before, typed twice.
        _ => digits.insert(place, if rng.bool() { digits[place] } else { digit }),
    }
    let typed = String::from_utf8(digits).ok()?.parse().ok()?;
    (typed != figure).then_some(typed)
}

/// A cell of a table: figures four times as often as noughts.
fn some_cell(rng: &mut Rng, cells: &[String], table: &Table) -> String {
    loop {
        let cell = rng.choice(cells).expect("there are cells");
        if table.figure(cell) != 0 || rng.u32(..4) == 0 {
            return cell.clone();
        }
    }
}

/// So many figures of any cells, each with one digit typed wrongly.
pub fn digits(rng: &mut Rng, table: &Table, count: usize) -> Option<Slip> {
    let cells: Vec<String> = table.figures.keys().cloned().collect();
    let mut typed = BTreeMap::new();
    while typed.len() < count {
        let cell = some_cell(rng, &cells, table);
        let figure = mistyped(rng, table.figure(&cell))?;
        typed.insert(cell, figure);
    }
    Slip::of(typed)
}

pub fn sign(rng: &mut Rng, table: &Table) -> Option<Slip> {
    let cells: Vec<String> = table.figures.keys().cloned().collect();
    let cell = rng.choice(&cells)?;
    let figure = table.figure(cell);
    (figure != 0).then(|| Slip::of([(cell.clone(), -figure)]))?
}

pub fn power_of_ten(rng: &mut Rng, table: &Table, power: u32) -> Option<Slip> {
    let cells: Vec<String> = table.figures.keys().cloned().collect();
    let cell = rng.choice(&cells)?;
    let (figure, times) = (table.figure(cell), 10_i64.pow(power));
    let smaller = rng.bool() && figure % times == 0;
    let typed = if smaller { figure / times } else { figure * times };
    (typed != figure).then(|| Slip::of([(cell.clone(), typed)]))?
}

/// Two inner figures in each other's place: neighbours, or any two of a row or a column.
pub fn interchanged(rng: &mut Rng, table: &Table) -> Option<Slip> {
    let (row, column) = (rng.usize(..table.rows.len()), rng.usize(..table.columns.len()));
    let step = |rng: &mut Rng, at: usize, all: usize| {
        if rng.bool() { rng.usize(..all) } else { (at + 1) % all }
    };
    let (other_row, other_column) = if rng.bool() {
        (row, step(rng, column, table.columns.len()))
    } else {
        (step(rng, row, table.rows.len()), column)
    };
    let one = table.cell(&table.rows[row], &table.columns[column]);
    let other = table.cell(&table.rows[other_row], &table.columns[other_column]);
    let (here, there) = (table.figure(&one), table.figure(&other));
    (here != there).then(|| Slip::of([(one, there), (other, here)]))?
}

/// One case, or up to nine, counted in another inner column of the same row, or the other way round.
pub fn elsewhere(rng: &mut Rng, table: &Table, many: bool, in_row: bool) -> Option<Slip> {
    // The case that is counted wrongly is any of all cases.
    let cells = table.inner();
    let all: i64 = cells.iter().map(|cell| table.figure(cell)).sum();
    let mut case = rng.i64(0..all);
    let cell = cells.iter().find(|cell| {
        case -= table.figure(cell);
        case < 0
    })?;
    let here = table.figure(cell);
    let count = if many { (here >= 2).then(|| rng.i64(2..=here.min(9)))? } else { 1 };
    let (row, column) = cell.rsplit_once('.')?;
    let (_, row) = row.rsplit_once('.')?;
    let other = if in_row {
        table.cell(row, rng.choice(&table.columns)?)
    } else {
        table.cell(rng.choice(&table.rows)?, column)
    };
    let there = table.figure(&other);
    (other != *cell).then(|| Slip::of([(cell.clone(), here - count), (other, there + count)]))?
}

/// A run of three to eight inner figures of a column, typed so many rows too low or too high; what
/// they left holds 0, and what they were typed over is gone.
pub fn shifted(rng: &mut Rng, table: &Table, by: usize) -> Option<Slip> {
    let column = rng.choice(&table.columns)?;
    let length = rng.usize(3..=8);
    let start = rng.usize(..table.rows.len().checked_sub(length + by)?);
    let mut rows: Vec<&String> = table.rows[start..start + length + by].iter().collect();
    if rng.bool() {
        rows.reverse();
    }
    let mut typed = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let from = at.checked_sub(by).map(|from| table.figure(&table.cell(rows[from], column)));
        let cell = table.cell(row, column);
        let figure = from.unwrap_or(0);
        if figure != table.figure(&cell) {
            typed.insert(cell, figure);
        }
    }
    (typed.len() >= 2).then(|| Slip::of(typed))?
}

/// The running total typed where the year's own figure belongs.
pub fn cumulative(rng: &mut Rng, table: &Table) -> Option<Slip> {
    let row = rng.choice(&table.rows)?;
    let (year, running) = (table.cell(row, "year"), table.cell(row, "cumulative"));
    let figure = table.figure(&running);
    (figure != table.figure(&year)).then(|| Slip::of([(year, figure)]))?
}

/// How a part was changed.
fn edited(rng: &mut Rng, figure: i64) -> Option<i64> {
    let by = rng.i64(1..=9);
    let new = if rng.bool() { figure + by } else { figure - by };
    (new >= 0).then_some(new)
}

/// A part was changed, and so were the totals it is in, but for so many of them.
///
/// The part stands in a row total, a column total and the total of both; the balance of its column
/// (received and carried in against handled and carried out) is kept by the row of receipts.
pub fn total_forgotten(rng: &mut Rng, table: &Table, levels: usize) -> Option<Slip> {
    let (total_row, total_column) = (table.total_row?, table.total_column?);
    let results: Vec<&String> =
        table.rows.iter().filter(|row| !BALANCE.contains(&row.as_str())).collect();
    let (row, column) = (rng.choice(&results)?, rng.choice(&table.columns)?);
    let part = table.cell(row, column);
    let by = edited(rng, table.figure(&part))? - table.figure(&part);
    let chain = [
        table.cell(row, total_column),
        table.cell(total_row, column),
        table.cell(total_row, total_column),
    ];
    let receipts = [table.cell(BALANCE[0], column), table.cell(BALANCE[0], total_column)];
    let moved = |cell: &String| (cell.clone(), table.figure(cell) + by);
    let right: BTreeMap<String, i64> =
        [part].iter().chain(&chain).chain(&receipts).map(moved).collect();
    if right.values().any(|figure| *figure < 0) {
        return None;
    }
    let mut chain: Vec<&String> = chain.iter().chain(&receipts[1..]).collect();
    rng.shuffle(&mut chain);
    let forgotten = &chain[..levels];
    let stands = |(cell, figure): (&String, &i64)| {
        let stale = forgotten.contains(&cell);
        (cell.clone(), if stale { table.figure(cell) } else { *figure })
    };
    Some(Slip { typed: right.iter().map(stands).collect(), right, later: Vec::new() })
}

/// The rows of the balance; the first is what is received.
const BALANCE: [&str; 3] = ["received", "carried_in", "carried_out"];

/// A total that holds 0.
pub fn total_empty(rng: &mut Rng, table: &Table) -> Option<Slip> {
    let total_column = table.total_column?;
    let row = rng.choice(&table.rows)?;
    let cell = table.cell(row, total_column);
    (table.figure(&cell) != 0).then(|| Slip::of([(cell, 0)]))?
}

/// A part was changed last, and none of its totals after it: only the order tells.
pub fn every_total_forgotten(rng: &mut Rng, table: &Table) -> Option<Slip> {
    let total_column = table.total_column?;
    let (row, column) = (rng.choice(&table.rows)?, rng.choice(&table.columns)?);
    let (part, total) = (table.cell(row, column), table.cell(row, total_column));
    let figure = edited(rng, table.figure(&part))?;
    let right = table.figure(&total) + figure - table.figure(&part);
    Some(Slip {
        typed: BTreeMap::from([(part.clone(), figure), (total.clone(), table.figure(&total))]),
        right: BTreeMap::from([(part.clone(), figure), (total, right)]),
        later: vec![part],
    })
}
