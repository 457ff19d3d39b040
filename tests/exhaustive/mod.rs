//! Small forms, and what is wrong in them found out by trying everything: every set of up to three
//! cells, every figure within a few units of nought, every way to fill the blanks.

use crossfoot::address::{CellId, Operand, Period, RuleId};
use crossfoot::entry::Entry;
use crossfoot::rules::{Blank, Relation, Severity};
use crossfoot::{Form, Session, Verdict};
use std::collections::BTreeSet;

/// Every cell of a small form has a rule that keeps it from going beyond.
pub(crate) const HIGHEST: i64 = 12;

/// Most cells of a set.
const MOST: usize = 3;

/// A set of cells, by their places among the form's cells.
pub(crate) type Set = BTreeSet<usize>;

/// A report with whole figures, as plain numbers.
pub(crate) struct Report {
    pub(crate) cells: Vec<CellId>,
    pub(crate) rules: Vec<Rule>,
    stands: Vec<Option<i64>>,
    open: Vec<bool>,
    lowest: Vec<i64>,
    weights: Vec<u32>,
}

/// `sum of factor × cell + constant`, related to nought within a tolerance.
pub(crate) struct Rule {
    pub(crate) id: RuleId,
    pub(crate) soft: bool,
    pub(crate) violated: bool,
    terms: Vec<(usize, i64)>,
    constant: i64,
    relation: Relation,
    tolerance: i64,
    zero: bool,
}

/// The question of which figures some cells can hold.
struct Question<'a> {
    report: &'a Report,
    /// The cells asked about, then blanks that may become anything.
    variables: Vec<usize>,
    asked: usize,
    /// Rules by the place of the variable with which all of theirs are settled.
    settled: Vec<Vec<&'a Rule>>,
}

impl Report {
    /// A session's form and figures. Rules over several cells let `tolerance` pass.
    pub(crate) fn of(session: &Session, tolerance: i64) -> Report {
        let form: &Form = session.form();
        let cells: Vec<CellId> = form.fillable().map(|(id, _)| id).collect();
        let place = |cell: CellId| cells.iter().position(|own| *own == cell).expect("a cell");
        let whole = |amount: crossfoot::Amount| {
            i64::try_from(amount.units_at(0).expect("a whole figure")).expect("a small figure")
        };
        let rules = form.rules().map(|(id, rule)| {
            let linear = rule.linear().expect("a relation between sums");
            let left = linear.left.terms.iter().map(|term| (term, 1));
            let right = linear.right.terms.iter().map(|term| (term, -1));
            let term = left
                .chain(right)
                .map(|(term, sign)| (place(term.operand.cell), sign * whole(term.coefficient)));
            let terms: Vec<(usize, i64)> = term.collect();
            let source = form.source(rule.source).expect("a source");
            Rule {
                id,
                soft: source.severity == Severity::Soft,
                violated: session.verdict(id) == Verdict::Violated,
                constant: whole(linear.left.constant) - whole(linear.right.constant),
                relation: linear.relation,
                tolerance: if terms.len() > 1 { tolerance } else { 0 },
                zero: rule.blank == Blank::Zero,
                terms,
            }
        });
        let rules: Vec<Rule> = rules.collect();
        let zero = rules.iter().any(|rule| rule.zero);
        let stands: Vec<Option<i64>> = cells
            .iter()
            .map(|cell| match session.entry(Operand { cell: *cell, period: Period::This }) {
                Entry::Amount(amount) => Some(whole(amount)),
                _ => None,
            })
            .collect();
        let described = |cell: &CellId| form.cell(*cell).expect("a cell");
        let signed = |cell: &CellId| {
            matches!(
                described(cell).reading,
                crossfoot::entry::Reading::Figure { signed: true, .. }
            )
        };
        Report {
            open: cells
                .iter()
                .zip(&stands)
                .map(|(cell, stands)| !described(cell).locked && (zero || stands.is_some()))
                .collect(),
            lowest: cells.iter().map(|cell| if signed(cell) { -HIGHEST } else { 0 }).collect(),
            weights: cells.iter().map(|cell| described(cell).weight).collect(),
            cells,
            rules,
            stands,
        }
    }

    /// The sets that weigh least of those that make the rules to mend hold. Those `tolerated` may
    /// be violated behind, and no other one.
    pub(crate) fn lightest(
        &self,
        mend: &[RuleId],
        tolerated: &[RuleId],
    ) -> Vec<(Set, Vec<Vec<i64>>)> {
        let mut sets: Vec<(u32, Set)> = Vec::new();
        self.subsets(&mut Set::new(), 0, &mut sets);
        let touches = |set: &Set, id: &RuleId| {
            let rule = self.rules.iter().find(|rule| rule.id == *id);
            rule.is_some_and(|rule| rule.terms.iter().any(|(cell, _)| set.contains(cell)))
        };
        sets.retain(|(_, set)| mend.iter().all(|id| touches(set, id)));
        sets.sort();
        let mut found: Vec<(Set, Vec<Vec<i64>>)> = Vec::new();
        let mut least = None;
        for (weight, set) in sets {
            if least.is_some_and(|least| weight > least) {
                break;
            }
            let ways = self.ways(&set, tolerated);
            if !ways.is_empty() {
                least = Some(weight);
                found.push((set, ways));
            }
        }
        found
    }

    fn subsets(&self, set: &mut Set, from: usize, found: &mut Vec<(u32, Set)>) {
        if !set.is_empty() {
            found.push((set.iter().map(|cell| self.weights[*cell]).sum(), set.clone()));
        }
        if set.len() == MOST {
            return;
        }
        for cell in (from..self.cells.len()).filter(|cell| self.open[*cell]) {
            set.insert(cell);
            self.subsets(set, cell + 1, found);
            set.remove(&cell);
        }
    }

    /// Figures of a set with which every rule can hold that it reads, two ways at most.
    fn ways(&self, set: &Set, tolerated: &[RuleId]) -> Vec<Vec<i64>> {
        let asked: Vec<usize> = set.iter().copied().collect();
        let read =
            |rule: &&Rule, among: &[usize]| rule.terms.iter().any(|(cell, _)| among.contains(cell));
        let counted = self.rules.iter().filter(|rule| !tolerated.contains(&rule.id));
        self.question(asked, counted.collect(), read).ways(2)
    }

    /// The values that a blank can hold with every hard rule that hangs together with it by blanks;
    /// none when one of these rules is violated.
    pub(crate) fn forced(&self, blank: usize) -> Option<i64> {
        let read =
            |rule: &&Rule, among: &[usize]| rule.terms.iter().any(|(cell, _)| among.contains(cell));
        let hard: Vec<&Rule> = self.rules.iter().filter(|rule| !rule.soft).collect();
        let question = self.question(vec![blank], hard, read);
        if question.settled.iter().flatten().any(|rule| rule.violated) {
            return None;
        }
        match question.ways(2).as_slice() {
            [only] => only.first().copied(),
            _ => None,
        }
    }

    pub(crate) fn is_blank(&self, cell: usize) -> bool {
        self.stands[cell].is_none()
    }

    /// Asks about cells under the rules that read them, and under those that hang together with
    /// these by blanks.
    fn question<'a>(
        &'a self,
        mut variables: Vec<usize>,
        rules: Vec<&'a Rule>,
        read: impl Fn(&&Rule, &[usize]) -> bool,
    ) -> Question<'a> {
        let asked = variables.len();
        let zero = self.rules.iter().any(|rule| rule.zero);
        let mut met: Vec<&Rule>;
        loop {
            met = rules.iter().copied().filter(|rule| read(rule, &variables)).collect();
            let blanks = met.iter().flat_map(|rule| &rule.terms).map(|(cell, _)| *cell);
            let more: BTreeSet<usize> = blanks
                .filter(|cell| !zero && self.is_blank(*cell) && !variables.contains(cell))
                .collect();
            if more.is_empty() {
                break;
            }
            variables.extend(more);
        }
        let mut settled: Vec<Vec<&Rule>> = variables.iter().map(|_| Vec::new()).collect();
        for rule in met {
            let places = rule
                .terms
                .iter()
                .filter_map(|(cell, _)| variables.iter().position(|variable| variable == cell));
            settled[places.max().expect("it reads a variable")].push(rule);
        }
        Question { report: self, variables, asked, settled }
    }
}

impl Question<'_> {
    /// Figures of the cells asked about that can be completed, at most so many.
    fn ways(&self, most: usize) -> Vec<Vec<i64>> {
        let mut found = Vec::new();
        let mut figures = self.report.stands.clone();
        self.choose(0, &mut figures, most, &mut found);
        found
    }

    fn choose(
        &self,
        at: usize,
        figures: &mut Vec<Option<i64>>,
        most: usize,
        found: &mut Vec<Vec<i64>>,
    ) -> bool {
        if at == self.variables.len() {
            let way = self.variables[..self.asked].iter().map(|cell| figures[*cell].unwrap_or(0));
            found.push(way.collect());
            return true;
        }
        let cell = self.variables[at];
        let stood = figures[cell];
        let mut any = false;
        for figure in self.report.lowest[cell]..=HIGHEST {
            figures[cell] = Some(figure);
            if self.settled[at].iter().all(|rule| rule.holds(figures)) {
                any |= self.choose(at + 1, figures, most, found);
            }
            // One way to complete the cells asked about is enough.
            if found.len() >= most || (any && at >= self.asked) {
                break;
            }
        }
        figures[cell] = stood;
        any
    }
}

impl Rule {
    /// Whether it holds, blanks taken for nought.
    fn holds(&self, figures: &[Option<i64>]) -> bool {
        let parts = self.terms.iter().map(|(cell, factor)| factor * figures[*cell].unwrap_or(0));
        let rest: i64 = self.constant + parts.sum::<i64>();
        match self.relation {
            Relation::Equal => rest.abs() <= self.tolerance,
            Relation::AtMost => rest <= self.tolerance,
            Relation::AtLeast => rest >= -self.tolerance,
            Relation::Below => rest < 0,
            Relation::Above => rest > 0,
            Relation::Unequal => rest.abs() > self.tolerance,
        }
    }
}
