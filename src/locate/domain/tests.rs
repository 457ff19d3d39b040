//! What blanks can hold, against trying everything.

use super::*;

#[test]
fn quotients_are_rounded_down_and_up_whatever_the_signs() {
    for (figure, by, down, up) in [
        (7, 2, 3, 4),
        (-7, 2, -4, -3),
        (7, -2, -4, -3),
        (-7, -2, 3, 4),
        (6, 2, 3, 3),
        (-6, 2, -3, -3),
        (6, -2, -3, -3),
        (-6, -2, 3, 3),
        (0, 2, 0, 0),
        (0, -2, 0, 0),
        (1, 2, 0, 1),
        (-1, 2, -1, 0),
    ] {
        assert_eq!((floor(figure, by), ceiling(figure, by)), (down, up), "{figure} by {by}");
    }
}

/// Small numbers, the same at each run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 33).unwrap_or(0) % end
    }
}

const CELLS: u32 = 4;
const HIGHEST: i64 = 4;

/// Rules of any kind over a few cells.
fn drawn(draw: &mut Draw) -> Domains {
    let mut domains = Domains { allowance: ALLOWANCE, ..Domains::default() };
    for cell in 0..CELLS {
        domains.ranges.insert(CellId(cell), (0, HIGHEST.into()));
    }
    for rule in 0..2 + draw.below(3) {
        let cells = (0..CELLS).map(|cell| (CellId(cell), i128::from(draw.below(5) - 2)));
        let factors: Vec<_> = cells.filter(|(_, factor)| *factor != 0).collect();
        let (least, slack) = (draw.below(12) - 4, draw.below(3));
        let (least, most) = match draw.below(6) {
            0 => (None, Some(least.into())),
            1 => (Some(least.into()), None),
            2 => (Some(least.into()), Some((least + slack).into())),
            _ => (Some(least.into()), Some(least.into())),
        };
        if !factors.is_empty() {
            let id = RuleId(u32::try_from(rule).unwrap_or(0));
            domains.rows.insert(id, Row { factors, least, most });
        }
    }
    domains
}

/// Whether every rule holds with some figures.
fn holds(domains: &Domains, figures: &[i128]) -> bool {
    domains.rows.iter().all(|(_, row)| {
        let part = |(cell, factor): &(CellId, i128)| {
            figures.get(cell.index()).copied().unwrap_or(0) * factor
        };
        let sum: i128 = row.factors.iter().map(part).sum();
        row.least.is_none_or(|least| least <= sum) && row.most.is_none_or(|most| sum <= most)
    })
}

/// All figures with which every rule holds.
fn ways(domains: &Domains) -> Vec<Vec<i128>> {
    let mut all = vec![Vec::new()];
    for _ in 0..CELLS {
        let longer = |start: &Vec<i128>| {
            let start = start.clone();
            (0..=HIGHEST.into()).map(move |figure| [start.clone(), vec![figure]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all.retain(|figures| holds(domains, figures));
    all
}

#[test]
fn nothing_is_said_of_blanks_that_trying_everything_does_not_say() {
    let mut draw = Draw(20);
    let (mut settled, mut refused, mut open) = (0, 0, 0);
    for _ in 0..1500 {
        let domains = drawn(&mut draw);
        let ways = ways(&domains);
        let mut narrowed = domains.clone();
        let mut told = Ok(true);
        while told == Ok(true) {
            told = match narrowed.narrow() {
                Narrowed::Empty(rule) => Err(rule),
                _ => eliminate(&mut narrowed),
            };
        }
        if told.is_ok() {
            for (cell, (least, most)) in narrowed.ranges.iter() {
                let within = |way: &Vec<i128>| {
                    way.get(cell.index()).is_some_and(|own| (*least..=*most).contains(own))
                };
                assert!(ways.iter().all(within), "{domains:?}");
            }
        } else {
            assert!(ways.is_empty(), "{domains:?}");
        }
        for thorough in [false, true] {
            let mut found = domains.clone();
            match found.settle(thorough) {
                Some(true) => {
                    let ends = found.ranges.iter().map(|(_, (least, _))| *least);
                    assert!(holds(&domains, &ends.collect::<Vec<_>>()), "{domains:?}");
                    settled += usize::from(thorough);
                }
                Some(false) => {
                    assert!(ways.is_empty(), "{domains:?}");
                    refused += usize::from(thorough);
                }
                None => open += usize::from(thorough),
            }
        }
    }
    assert_eq!((settled, refused, open), (429, 943, 128));
}
