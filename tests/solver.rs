//! Sets of rules and what follows from them. Cases named `statnl` are those of the test suite of
//! `validatetools` (data-cleaning/validatetools at eb02fb9, tests/testthat), the package
//! statisticians use for the same questions.

#![allow(clippy::indexing_slicing, reason = "a test may stop where a place is not there")]
#![cfg(all(feature = "analysis", not(target_arch = "wasm32")))]

use crossfoot::rules::Relation;
use crossfoot::rules::Relation::{Above, AtLeast, AtMost, Below, Equal, Unequal};
use crossfoot::solver::{
    Allowance, Atom, Conflicts, Formula, Limit, Range, Rational, Simplified, Solver, TooHard,
    Variable,
};
use proptest::prelude::*;

/// `Σ factor × variable  relation  constant`.
fn sum(terms: &[(usize, i64)], relation: Relation, constant: i64) -> Formula {
    let terms = terms.iter().map(|(variable, factor)| (*variable, Rational::from(*factor)));
    Formula::compare(terms.collect(), relation, Rational::from(constant))
}

fn one(variable: usize, relation: Relation, constant: i64) -> Formula {
    sum(&[(variable, 1)], relation, constant)
}

fn not(formula: Formula) -> Formula {
    Formula::Not(Box::new(formula))
}

/// Fractions without bounds.
fn fractions(count: usize, rules: &[Formula]) -> Solver {
    Solver::new(vec![Variable::default(); count], rules.to_vec())
}

fn counts(count: usize, rules: &[Formula]) -> Solver {
    Solver::new(vec![Variable::count(); count], rules.to_vec())
}

fn sets(sets: &[&[usize]], drop: &[usize]) -> Conflicts {
    Conflicts {
        sets: sets.iter().map(|set| set.to_vec()).collect(),
        drop: drop.to_vec(),
        ..Conflicts::default()
    }
}

fn included(value: i64) -> Option<Limit> {
    Some(Limit { value: Rational::from(value), included: true })
}

fn excluded(value: i64) -> Option<Limit> {
    Some(Limit { value: Rational::from(value), included: false })
}

#[test]
fn statnl_rules_that_exclude_each_other() {
    let mut gt_lt = fractions(1, &[one(0, Above, 0), one(0, Below, 0)]);
    assert_eq!(gt_lt.satisfiable(), Ok(None));
    let mut gap = fractions(1, &[one(0, Above, 1), one(0, Below, 0)]);
    assert_eq!(gap.conflicts(), sets(&[&[0, 1]], &[0]));
    let mut drop_one = fractions(1, &[one(0, Above, 1), one(0, Below, 0), one(0, Above, 2)]);
    assert_eq!(drop_one.conflicts(), sets(&[&[0, 1], &[1, 2]], &[1]));
    let mut equalities = fractions(1, &[one(0, Equal, 0), one(0, Equal, 1)]);
    assert_eq!(equalities.conflicts(), sets(&[&[0, 1]], &[0]));
    let choice = vec![Variable::choice(2); 3];
    let rules = [one(0, Equal, 0), one(0, Equal, 1), one(1, Equal, 0), one(2, Equal, 0)];
    let mut category = Solver::new(choice, rules.to_vec());
    assert_eq!(category.conflicts(), sets(&[&[0, 1]], &[0]));
}

#[test]
fn statnl_rules_implied_by_others() {
    let mut bound = fractions(1, &[one(0, Above, 1), one(0, Above, 2)]);
    assert_eq!(bound.implied(0), Ok(Some(vec![1])));
    assert_eq!(bound.implied(1), Ok(None));

    let mut scaled = fractions(1, &[one(0, Above, 1), sum(&[(0, -1)], Below, -1)]);
    assert_eq!(scaled.implied(0), Ok(Some(vec![1])));
    assert_eq!(scaled.implied(1), Ok(Some(vec![0])));
    assert_eq!(scaled.spare().rules, [(1, vec![0])]);

    let conditional = Formula::implies(one(0, Above, 0), one(1, Above, 0));
    let mut conditional = fractions(2, &[one(0, Above, 1), one(1, Above, 1), conditional]);
    assert_eq!(conditional.implied(2), Ok(Some(vec![1])));
    assert_eq!(conditional.implied(0), Ok(None));
}

#[test]
fn statnl_boundaries_and_fixed_values() {
    let mut open = fractions(1, &[one(0, AtLeast, 1)]);
    assert_eq!(open.range(0), Ok(Some(Range { lower: included(1), upper: None })));

    let variables = vec![Variable::choice(2), Variable::default()];
    let no_job = Formula::implies(one(0, Equal, 1), one(1, Equal, 0));
    let mut job = Solver::new(variables, vec![no_job, one(1, Above, 0)]);
    assert_eq!(job.values(0, 10), Ok(Some(vec![Rational::ZERO])));
    assert_eq!(job.range(1), Ok(Some(Range { lower: excluded(0), upper: None })));

    let rules = [
        sum(&[(0, 1), (1, 1), (2, 1)], Equal, 0),
        sum(&[(0, 1), (1, 1)], AtLeast, 0),
        one(2, AtLeast, 0),
    ];
    let forced = fractions(3, &rules).forced();
    let values: Vec<_> = forced.values.iter().map(|f| (f.variable, f.value.to_string())).collect();
    assert_eq!(values, [(2, "0".to_owned())]);
    assert_eq!(forced.values[0].by, [0, 1, 2]);
}

#[test]
fn statnl_conditional_rules_made_simpler() {
    let shorter = |keep: &[usize], by: &[usize]| {
        Ok(Simplified::Shorter { keep: keep.to_vec(), by: by.to_vec() })
    };
    let rule = Formula::implies(one(0, Above, 1), one(1, Above, 3));
    let mut never = fractions(2, &[rule.clone(), one(1, Below, 2)]);
    assert_eq!(never.simplify(0), shorter(&[0], &[1]));
    assert_eq!(rule.only(&[0]), one(0, AtMost, 1));

    let rule = Formula::implies(one(0, Equal, 0), one(1, Equal, 0));
    let mut known = fractions(2, &[rule.clone(), one(0, Equal, 0)]);
    assert_eq!(known.simplify(0), shorter(&[1], &[1]));
    assert_eq!(rule.only(&[1]), one(1, Equal, 0));

    let rule = Formula::implies(one(0, Above, 0), one(0, Below, 1));
    let mut itself = fractions(1, std::slice::from_ref(&rule));
    assert_eq!(itself.simplify(0), shorter(&[1], &[]));
    assert_eq!(rule.only(&[1]), one(0, Below, 1));

    // Income 0, tvstar 1, age 2.
    let condition = Formula::All(vec![one(0, Above, 0), not(one(1, Equal, 1))]);
    let rule = Formula::implies(condition, one(2, AtLeast, 16));
    let variables = vec![Variable::default(), Variable::choice(2), Variable::default()];
    let mut star = Solver::new(variables, vec![rule.clone(), one(2, Below, 12)]);
    assert_eq!(star.simplify(0), shorter(&[0, 1], &[1]));
    let left = Formula::Any(vec![one(0, AtMost, 0), one(1, Equal, 1)]);
    assert_eq!(rule.only(&[0, 1]), left);

    // A clause that another rule makes the only way (test-simplify_conditional.R).
    let r1 = Formula::implies(one(0, Above, 0), one(1, Above, 0));
    let r2 = Formula::implies(one(0, Below, 1), one(1, Above, 1));
    assert_eq!(fractions(2, &[r1, r2]).simplify(0), shorter(&[1], &[1]));
}

#[test]
fn statnl_rules_given_some_figures() {
    let mut bad = fractions(1, &[one(0, Above, 1), one(0, Equal, 0)]);
    assert_eq!(bad.simplify(0), Ok(Simplified::Shorter { keep: vec![], by: vec![1] }));
    let gender = Formula::implies(one(0, Equal, 0), one(1, Above, 6));
    let variables = vec![Variable::choice(2), Variable::default()];
    let mut satisfied = Solver::new(variables, vec![gender, one(1, Equal, 7)]);
    assert_eq!(satisfied.simplify(0), Ok(Simplified::Satisfied { by: vec![1] }));
}

#[test]
fn a_rule_may_be_impossible_or_unable_to_fail_by_itself() {
    let mut counts = counts(2, &[one(0, Below, 0), sum(&[(0, 1), (1, 1)], AtLeast, 0)]);
    assert_eq!(counts.conflicts(), sets(&[&[0]], &[0]));
    counts.set_aside(0);
    assert_eq!(counts.implied(1), Ok(Some(vec![])));
}

#[test]
fn whole_numbers_leave_gaps_that_fractions_do_not() {
    let rules = [sum(&[(0, 2), (1, 4)], Equal, 3)];
    assert_eq!(counts(2, &rules).satisfiable(), Ok(None));
    assert!(matches!(fractions(2, &rules).satisfiable(), Ok(Some(_))));

    // x + y = 2a and x - y = 2b + 1: every range is endless, so only divisibility can tell.
    let parity =
        [sum(&[(0, 1), (1, 1), (2, -2)], Equal, 0), sum(&[(0, 1), (1, -1), (3, -2)], Equal, 1)];
    assert_eq!(counts(4, &parity).conflicts(), sets(&[&[0, 1]], &[0]));

    let between = [sum(&[(0, 3)], Above, 3), sum(&[(0, 3)], Below, 6)];
    assert_eq!(counts(1, &between).conflicts(), sets(&[&[0, 1]], &[0]));
}

#[test]
fn the_smallest_of_several_conflicts_is_named_first() {
    // x = y = z = 1 against x = 0, the long way round and the short one.
    let rules = [
        sum(&[(0, 1), (1, -1)], Equal, 0),
        sum(&[(1, 1), (2, -1)], Equal, 0),
        one(2, Equal, 1),
        one(0, AtLeast, 1),
        one(0, Equal, 0),
    ];
    let conflicts = fractions(3, &rules).conflicts();
    assert_eq!(conflicts.sets, [vec![3, 4], vec![0, 1, 2, 4]]);
    assert_eq!(conflicts.drop, [4]);
}

#[test]
fn a_tolerance_widens_what_is_equal() {
    let atom = |relation, tolerance: i64| {
        let terms = vec![(0, Rational::ONE)];
        let tolerance = Rational::from(tolerance);
        Formula::Atom(Atom { terms, relation, constant: Rational::from(10), tolerance })
    };
    let range = |rule: Formula| fractions(1, &[rule]).range(0);
    assert_eq!(range(atom(Equal, 2)), Ok(Some(Range { lower: included(8), upper: included(12) })));
    assert_eq!(range(atom(AtMost, 2)), Ok(Some(Range { lower: None, upper: included(12) })));
    assert_eq!(
        range(not(atom(Unequal, 2))),
        Ok(Some(Range { lower: included(8), upper: included(12) }))
    );
    assert_eq!(range(not(atom(AtLeast, 2))), Ok(Some(Range { lower: None, upper: excluded(8) })));
}

#[test]
fn the_far_end_of_a_range_may_be_in_another_alternative() {
    let low = Formula::All(vec![one(0, AtLeast, 1), one(0, AtMost, 5)]);
    let high = Formula::All(vec![one(0, Above, 10), one(0, Below, 20)]);
    let mut solver = fractions(1, &[Formula::Any(vec![low, high])]);
    let range = Range { lower: included(1), upper: excluded(20) };
    assert_eq!(solver.range(0), Ok(Some(range)));
}

#[test]
fn what_cannot_be_analysed_neither_conflicts_nor_implies() {
    let opaque = not(Formula::All(vec![Formula::Opaque, one(0, Above, 5)]));
    let mut solver = fractions(1, &[opaque, one(0, Above, 6), Formula::Opaque]);
    assert_eq!(solver.conflicts(), Conflicts::default());
    assert_eq!(solver.implied(0), Ok(None));
    assert_eq!(solver.implied(2), Ok(None));
    assert_eq!(solver.simplify(0), Ok(Simplified::Shorter { keep: vec![0], by: vec![1] }));
}

#[test]
fn what_would_take_for_ever_is_said_to_be_too_hard() {
    // p and q are multiples of 4, and their sum misses every multiple of 4; all ranges are endless.
    let rules = [
        sum(&[(0, 1), (1, -4), (2, 4)], Equal, 0),
        sum(&[(3, 1), (4, -4)], Equal, 0),
        sum(&[(0, 1), (3, 1), (5, -4)], AtLeast, 1),
        sum(&[(0, 1), (3, 1), (5, -4)], AtMost, 3),
        one(6, Below, 0),
    ];
    let little = Allowance { question: 100_000, total: 1_000_000 };
    let counts = |rules: &[Formula]| counts(7, rules).with_allowance(little);
    let mut solver = counts(&rules[..4]);
    assert_eq!(solver.satisfiable(), Err(TooHard));
    assert_eq!(solver.conflicts().undecided, [0, 1, 2, 3]);
    assert_eq!(solver.range(0), Err(TooHard));
    // What has nothing to do with it is still found.
    assert_eq!(counts(&rules).conflicts().sets, [[4]]);
    assert_eq!(counts(&rules).satisfiable(), Ok(None));
}

#[test]
fn nothing_is_said_without_an_allowance() {
    let rules = [sum(&[(0, 1), (1, 1)], Equal, 5), sum(&[(0, 1), (1, 2)], Equal, 7)];
    let none = Allowance { question: 0, total: 0 };
    let mut solver = counts(2, &rules).with_allowance(none);
    assert_eq!(solver.satisfiable(), Err(TooHard));
    assert_eq!(solver.implied(0), Err(TooHard));
    assert_eq!(solver.range(1), Err(TooHard));
    assert_eq!(solver.forced().undecided, [0, 1]);
}

#[test]
fn an_empty_range_is_told_apart_from_rules() {
    let empty = Variable { integer: true, lower: Rational::new(1, 4), upper: Rational::new(3, 4) };
    let mut solver = Solver::new(vec![Variable::default(), empty], vec![one(1, AtLeast, 0)]);
    assert_eq!(solver.conflicts().empty_ranges, [1]);
    assert_eq!(solver.satisfiable(), Ok(None));
}

/// Rules of a table whose rows and columns add up to a shared grand total: in every row the first
/// cell is the sum of the others, in every column likewise.
fn cross_footed(rows: usize, columns: usize) -> Vec<Formula> {
    let cell = |row: usize, column: usize| row * columns + column;
    let mut rules = Vec::new();
    for row in 0..rows {
        let mut terms = vec![(cell(row, 0), 1)];
        terms.extend((1..columns).map(|column| (cell(row, column), -1)));
        rules.push(sum(&terms, Equal, 0));
    }
    for column in 0..columns {
        let mut terms = vec![(cell(0, column), 1)];
        terms.extend((1..rows).map(|row| (cell(row, column), -1)));
        rules.push(sum(&terms, Equal, 0));
    }
    rules
}

#[test]
fn a_cross_footed_table_has_one_rule_to_spare() {
    let rules = cross_footed(4, 3);
    let mut solver = counts(12, &rules);
    assert_eq!(solver.conflicts(), Conflicts::default());
    let all: Vec<usize> = (0..7).collect();
    assert_eq!(solver.spare().rules, [(6, all[..6].to_vec())]);
    for rule in &all {
        let others: Vec<usize> = all.iter().copied().filter(|other| other != rule).collect();
        assert_eq!(solver.implied(*rule), Ok(Some(others)));
    }
}

/// The size of the yearly table on applications for government information: 25 rows, 7 columns,
/// 60 rules.
#[test]
fn a_whole_form_is_analysed() {
    let mut rules = cross_footed(25, 7);
    for row in 1..=20 {
        rules.push(sum(&[(row * 7 + 1, 1), (row * 7 + 2, -1)], AtLeast, 0));
    }
    for row in 21..=24 {
        rules.push(Formula::implies(one(row * 7 + 1, Above, 0), one(row * 7 + 3, Above, 0)));
    }
    // In row 1 the second part stays below the total anyway.
    rules.push(sum(&[(7, 1), (9, -1)], AtLeast, 0));
    let last = rules.len() - 1;
    let mut solver = counts(25 * 7, &rules);
    assert_eq!(solver.conflicts(), Conflicts::default());
    assert_eq!(solver.implied(last), Ok(Some(vec![1])));
    let spare = solver.spare();
    assert!(spare.undecided.is_empty());
    let spared: Vec<usize> = spare.rules.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(spared, [31, last]);
    let forced = solver.forced();
    assert_eq!((forced.values, forced.undecided), (vec![], vec![]));
}

#[test]
fn ten_thousand_small_rules_are_no_matter() {
    let mut rules = Vec::new();
    for row in 0..10_000 {
        rules.push(sum(&[(3 * row, 1), (3 * row + 1, -1), (3 * row + 2, -1)], Equal, 0));
    }
    rules.push(one(0, Below, 0));
    let mut solver = counts(30_000, &rules);
    assert_eq!(solver.conflicts(), sets(&[&[10_000]], &[10_000]));
    solver.set_aside(10_000);
    assert_eq!(solver.spare().rules, []);
}

/// A formula over three variables with small figures.
fn formulas() -> impl Strategy<Value = Formula> {
    let relation = prop::sample::select(vec![Equal, Unequal, AtMost, AtLeast, Below, Above]);
    let atom =
        (prop::collection::vec((0_usize..3, -3_i64..=3), 0..=3), relation, -6_i64..=6, 0_i64..=1)
            .prop_map(|(terms, relation, constant, tolerance)| {
                match sum(&terms, relation, constant) {
                    Formula::Atom(atom) => {
                        Formula::Atom(Atom { tolerance: Rational::from(tolerance), ..atom })
                    }
                    other => other,
                }
            });
    atom.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Formula::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Formula::Any),
            inner.prop_map(not),
        ]
    })
}

/// Whether a formula holds, reckoned without the solver.
fn holds(formula: &Formula, figures: &[i64]) -> bool {
    match formula {
        Formula::Atom(atom) => {
            let whole = |number: &Rational| -> i64 {
                number.to_string().parse().unwrap_or_else(|_| unreachable!("a whole number"))
            };
            let terms =
                atom.terms.iter().map(|(variable, factor)| whole(factor) * figures[*variable]);
            let residual = terms.sum::<i64>() - whole(&atom.constant);
            let tolerance = whole(&atom.tolerance);
            match atom.relation {
                Equal => residual.abs() <= tolerance,
                Unequal => residual.abs() > tolerance,
                AtMost => residual <= tolerance,
                AtLeast => residual >= -tolerance,
                Below => residual < 0,
                Above => residual > 0,
            }
        }
        Formula::All(parts) => parts.iter().all(|part| holds(part, figures)),
        Formula::Any(parts) => parts.iter().any(|part| holds(part, figures)),
        Formula::Not(inner) => !holds(inner, figures),
        Formula::True => true,
        Formula::False => false,
        Formula::Opaque => unreachable!("none is made"),
    }
}

const BOX: [(i64, i64); 3] = [(-2, 3), (0, 4), (-3, 1)];

fn in_the_box() -> Vec<Variable> {
    let end = |figure: i64| Some(Rational::from(figure));
    BOX.iter()
        .map(|(lower, upper)| Variable { integer: true, lower: end(*lower), upper: end(*upper) })
        .collect()
}

/// All figures that satisfy the chosen rules.
fn solutions(rules: &[Formula], chosen: impl Fn(usize) -> bool) -> Vec<[i64; 3]> {
    let [a, b, c] = BOX.map(|(lower, upper)| lower..=upper);
    let mut found = Vec::new();
    for (x, y, z) in itertools(a, b, c) {
        let figures = [x, y, z];
        if rules.iter().enumerate().all(|(rule, f)| !chosen(rule) || holds(f, &figures)) {
            found.push(figures);
        }
    }
    found
}

fn itertools(
    a: std::ops::RangeInclusive<i64>,
    b: std::ops::RangeInclusive<i64>,
    c: std::ops::RangeInclusive<i64>,
) -> impl Iterator<Item = (i64, i64, i64)> {
    a.flat_map(move |x| {
        let c = c.clone();
        b.clone().flat_map(move |y| c.clone().map(move |z| (x, y, z)))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_trying_everything(rules in prop::collection::vec(formulas(), 1..5)) {
        let mut solver = Solver::new(in_the_box(), rules.clone());
        let possible = solutions(&rules, |_| true);

        match solver.satisfiable() {
            Ok(None) => prop_assert!(possible.is_empty()),
            Ok(Some(figures)) => {
                let figures: Vec<i64> =
                    figures.iter().filter_map(|figure| figure.to_string().parse().ok()).collect();
                prop_assert!(possible.iter().any(|found| found[..] == figures[..]), "{:?}", figures);
            }
            Err(hard) => prop_assert!(false, "{hard}"),
        }

        // A conflict is one, no rule of it can be spared, and the first is as small as can be.
        let conflicts = solver.conflicts();
        prop_assert_eq!(&conflicts.undecided, &Vec::<usize>::new());
        prop_assert_ne!(conflicts.sets.is_empty(), possible.is_empty());
        let subsets = || (0_usize..1 << rules.len()).map(|bits| {
            (0..rules.len()).filter(|rule| bits >> rule & 1 == 1).collect::<Vec<usize>>()
        });
        let impossible = |set: &[usize]| solutions(&rules, |rule| set.contains(&rule)).is_empty();
        for set in &conflicts.sets {
            prop_assert!(impossible(set));
            for rule in set {
                let rest: Vec<usize> = set.iter().copied().filter(|other| other != rule).collect();
                prop_assert!(!impossible(&rest));
            }
        }
        prop_assert!(!solutions(&rules, |rule| !conflicts.drop.contains(&rule)).is_empty());
        let least = subsets().filter(|drop| {
            !solutions(&rules, |rule| !drop.contains(&rule)).is_empty()
        }).map(|drop| drop.len()).min();
        prop_assert_eq!(Some(conflicts.drop.len()), least);

        for rule in &conflicts.drop {
            solver.set_aside(*rule);
        }
        let kept = |rule: usize| !conflicts.drop.contains(&rule);
        for rule in (0..rules.len()).filter(|rule| kept(*rule)) {
            let others = solutions(&rules, |other| kept(other) && other != rule);
            let follows = others.iter().all(|figures| holds(&rules[rule], figures));
            let implied = solver.implied(rule);
            prop_assert_eq!(implied.clone().map(|by| by.is_some()), Ok(follows));
            if let Ok(Some(by)) = implied {
                let by = solutions(&rules, |other| by.contains(&other));
                prop_assert!(by.iter().all(|figures| holds(&rules[rule], figures)));
            }
            if let Ok(Simplified::Shorter { keep, .. }) = solver.simplify(rule) {
                let shorter = rules[rule].only(&keep);
                prop_assert!(others.iter().all(|f| holds(&shorter, f) == holds(&rules[rule], f)));
            }
        }

        let possible = solutions(&rules, kept);
        let forced = solver.forced();
        for variable in 0..3 {
            let mut figures: Vec<i64> = possible.iter().map(|found| found[variable]).collect();
            figures.sort_unstable();
            figures.dedup();
            let range = Range { lower: included(figures[0]), upper: included(figures[figures.len() - 1]) };
            prop_assert_eq!(solver.range(variable), Ok(Some(range)));
            let figures: Vec<Rational> = figures.into_iter().map(Rational::from).collect();
            let bound = forced.values.iter().any(|forced| forced.variable == variable);
            prop_assert_eq!(bound, figures.len() == 1);
            prop_assert_eq!(solver.values(variable, 10), Ok(Some(figures)));
        }
    }

    #[test]
    fn fractions_that_answer_satisfy_and_whole_numbers_are_fractions(
        rules in prop::collection::vec(formulas(), 1..5)
    ) {
        let mut wider = in_the_box();
        wider.iter_mut().for_each(|variable| variable.integer = false);
        let mut solver = Solver::new(wider, rules.clone());
        match solver.satisfiable() {
            Ok(None) => prop_assert!(solutions(&rules, |_| true).is_empty()),
            Ok(Some(figures)) => {
                let fixed = figures.iter().enumerate().map(|(variable, figure)| {
                    Formula::compare(vec![(variable, Rational::ONE)], Equal, figure.clone())
                });
                let all = rules.iter().cloned().chain(fixed).collect();
                let mut again = Solver::new(vec![Variable::default(); 3], all);
                prop_assert!(matches!(again.satisfiable(), Ok(Some(_))));
            }
            Err(hard) => prop_assert!(false, "{hard}"),
        }
    }
}
