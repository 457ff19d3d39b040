//! What blanks can hold, against trying everything.

use super::*;
use crate::{Form, Session};

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

/// Equations of two cells each.
fn pairs(sums: &[(u32, u32, i128)], allowance: usize) -> Domains {
    let mut domains = Domains { allowance, ..Domains::default() };
    for (rule, (one, other, sum)) in (0..).zip(sums) {
        let factors = vec![(CellId(*one), 1), (CellId(*other), 1)];
        domains.rows.insert(RuleId(rule), Row { factors, least: Some(*sum), most: Some(*sum) });
        for cell in [one, other] {
            domains.ranges.insert(CellId(*cell), (0, 9));
        }
    }
    domains
}

#[test]
fn work_that_is_not_allowed_is_not_done() {
    let mut domains = Domains { allowance: 3, ..Domains::default() };
    assert_eq!(domains.spend(2), Some(()));
    assert_eq!(domains.spend(2), None);
    assert_eq!(domains.allowance, 0);
    assert_eq!(domains.narrow(), Narrowed::Unknown);
    // Three equations that settle three cells together, looked at one after the other.
    let sums = [(0, 1, 5), (1, 2, 7), (0, 2, 6)];
    let settles = |allowance| eliminate(&mut pairs(&sums, allowance));
    assert_eq!((settles(55), settles(56)), (Ok(false), Ok(true)));
}

#[test]
fn rules_that_contradict_each_other_are_given_up_after_some_turns() {
    let narrowed = |most| {
        let mut domains = Domains { allowance: ALLOWANCE, ..Domains::default() };
        for (rule, (less, more)) in [(0, (0, 1)), (1, (1, 0))] {
            let mut factors = vec![(CellId(less), 1), (CellId(more), -1)];
            factors.sort();
            domains.rows.insert(RuleId(rule), Row { factors, least: None, most: Some(-1) });
            domains.ranges.insert(CellId(less), (0, most));
        }
        domains.narrow()
    };
    // Each turn of a rule takes one figure from either cell, and there are 272 for each rule.
    assert_eq!(narrowed(2 * 271), Narrowed::Empty(RuleId(1)));
    assert_eq!(narrowed(2 * 271 + 1), Narrowed::Endless(RuleId(0)));
}

/// A form of so many figures, each the same as the one before it; the first is known.
fn chain(cells: usize) -> Option<usize> {
    let rows: Vec<String> = (0..cells).map(|at| format!(r#"{{"id": "x{at}"}}"#)).collect();
    let same = |at: usize| format!(r#"{{"id": "R{at}", "check": "x{at} = x{}"}}"#, at + 1);
    let rules: Vec<String> = (0..cells - 1).map(same).collect();
    let definition = format!(
        r#"{{"crossfoot": 1, "id": "f", "version": "1", "rules": [{}],
            "tables": [{{"id": "t", "columns": [{{"id": "n"}}], "rows": [{}]}}]}}"#,
        rules.join(","),
        rows.join(",")
    );
    let mut session = Session::new(&Form::compile(&definition).ok()?);
    session.enter("t.x0.n", "7").ok()?;
    Some(session.implied().len())
}

#[test]
fn a_chain_of_blanks_is_followed_as_far_as_the_allowance_goes() {
    assert_eq!(chain(1000), Some(999));
    assert_eq!(chain(1950), Some(1806));
}
