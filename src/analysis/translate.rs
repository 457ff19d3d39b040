//! Compiled rules to the solver's formulas.

use crate::address::{Operand, Period};
use crate::amount::Amount;
use crate::entry::Reading;
use crate::form::Form;
use crate::rules::{Check, Expression, Function, Leaf, Operator, Relation, Rule, Term};
use crate::solver::{Atom, Formula, Rational, Variable};
use rustc_hash::FxHashMap;

/// Most cases a figure is split into before it is left unanalysed.
const MOST_CASES: usize = 64;

/// Gives each cell its variable.
pub(super) struct Translator<'f> {
    form: &'f Form,
    variables: Vec<Variable>,
    /// The cell of each variable; none for one that says whether a cell is filled.
    operands: Vec<Option<Operand>>,
    figures: FxHashMap<Operand, usize>,
    fillings: FxHashMap<Operand, usize>,
}

/// A weighted sum of variables and a constant.
#[derive(Clone)]
struct Sum {
    terms: Vec<(usize, Rational)>,
    constant: Rational,
}

impl Sum {
    fn constant(constant: Rational) -> Sum {
        Sum { terms: Vec::new(), constant }
    }

    fn times(&self, factor: &Rational) -> Sum {
        let terms = self.terms.iter().map(|(variable, weight)| (*variable, weight * factor));
        Sum { terms: terms.collect(), constant: &self.constant * factor }
    }

    fn plus(&self, other: &Sum) -> Sum {
        let mut sum = self.clone();
        sum.add(other);
        sum
    }

    /// Adds in place; a variable may come to stand several times.
    fn add(&mut self, other: &Sum) {
        self.terms.extend_from_slice(&other.terms);
        self.constant = &self.constant + &other.constant;
    }

    fn minus(&self, other: &Sum) -> Sum {
        self.plus(&other.times(&-&Rational::ONE))
    }

    /// `self relation 0`.
    fn stands(self, relation: Relation, tolerance: Amount) -> Formula {
        // Each variable once.
        let mut terms: Vec<(usize, Rational)> = Vec::with_capacity(self.terms.len());
        let mut places = FxHashMap::default();
        for (variable, weight) in self.terms {
            let place = *places.entry(variable).or_insert(terms.len());
            match terms.get_mut(place) {
                Some((_, sum)) => *sum = &*sum + &weight,
                None => terms.push((variable, weight)),
            }
        }
        terms.retain(|(_, weight)| !weight.is_zero());
        Formula::Atom(Atom {
            terms,
            relation,
            constant: -&self.constant,
            tolerance: Rational::from(tolerance),
        })
    }
}

/// The sums a figure can be, each with the condition under which it is; they leave nothing out and
/// exclude each other.
type Cases = Vec<(Formula, Sum)>;

impl<'f> Translator<'f> {
    pub(super) fn new(form: &'f Form) -> Translator<'f> {
        Translator {
            form,
            variables: Vec::new(),
            operands: Vec::new(),
            figures: FxHashMap::default(),
            fillings: FxHashMap::default(),
        }
    }

    pub(super) fn variables(self) -> (Vec<Variable>, Vec<Option<Operand>>) {
        (self.variables, self.operands)
    }

    pub(super) fn rule(&mut self, rule: &Rule) -> Formula {
        match &rule.check {
            Check::Linear(linear) => {
                let (left, right) = (self.side(&linear.left), self.side(&linear.right));
                let tolerance = Amount::new(linear.tolerance, linear.scale).unwrap_or_default();
                left.minus(&right).stands(linear.relation, tolerance)
            }
            Check::Condition(condition) => self.truth(&condition.expression, condition.tolerance),
        }
    }

    fn side(&mut self, side: &crate::rules::Side) -> Sum {
        let term = |term: &Term| (self.figure(term.operand), Rational::from(term.coefficient));
        let terms = side.terms.iter().map(term).collect();
        Sum { terms, constant: Rational::from(side.constant) }
    }

    /// The variable of what stands in a cell.
    fn figure(&mut self, operand: Operand) -> usize {
        if let Some(variable) = self.figures.get(&operand) {
            return *variable;
        }
        let cell = self.form.cell(operand.cell);
        let variable = match cell.map(|cell| (cell.reading, cell.options.len())) {
            Some((Reading::Figure { scale, signed }, _)) => {
                let lower = (!signed).then_some(Rational::ZERO);
                Variable { integer: scale == 0, lower, upper: None }
            }
            Some((Reading::Choice, options)) => {
                Variable::choice(i64::try_from(options).unwrap_or(i64::MAX))
            }
            _ => Variable { integer: true, lower: None, upper: None },
        };
        let place = self.add(variable, Some(operand));
        self.figures.insert(operand, place);
        place
    }

    fn add(&mut self, variable: Variable, operand: Option<Operand>) -> usize {
        self.variables.push(variable);
        self.operands.push(operand);
        self.variables.len().saturating_sub(1)
    }

    /// Whether a cell is filled, as nought or one; a cell that must be filled is.
    fn filling(&mut self, leaf: &Leaf) -> Sum {
        let required = self.form.cell(leaf.operand.cell).is_some_and(|cell| cell.required);
        if required && leaf.operand.period == Period::This {
            return Sum::constant(Rational::ONE);
        }
        let place = match self.fillings.get(&leaf.operand) {
            Some(place) => *place,
            None => {
                let place = self.add(Variable::choice(2), None);
                self.fillings.insert(leaf.operand, place);
                place
            }
        };
        Sum { terms: vec![(place, Rational::ONE)], constant: Rational::ZERO }
    }

    fn fillings(&mut self, cells: &[Expression<Leaf>]) -> Sum {
        let mut sum = Sum::constant(Rational::ZERO);
        for cell in cells {
            if let Expression::Leaf(leaf) = cell {
                sum.add(&self.filling(leaf));
            }
        }
        sum
    }

    fn truth(&mut self, expression: &Expression<Leaf>, tolerance: Amount) -> Formula {
        match expression {
            Expression::Compare(relation, pair) => {
                let cases = self.pairs(&pair.0, &pair.1, |left, right| left.minus(right));
                let Some(cases) = cases else { return Formula::Opaque };
                let case = |(condition, sum): (Formula, Sum)| {
                    Formula::all(vec![condition, sum.stands(*relation, tolerance)])
                };
                Formula::any(cases.into_iter().map(case).collect())
            }
            Expression::Not(inner) => Formula::Not(Box::new(self.truth(inner, tolerance))),
            Expression::All(members) => {
                Formula::All(members.iter().map(|member| self.truth(member, tolerance)).collect())
            }
            Expression::Any(members) => {
                Formula::Any(members.iter().map(|member| self.truth(member, tolerance)).collect())
            }
            Expression::Implies(pair) => {
                Formula::implies(self.truth(&pair.0, Amount::ZERO), self.truth(&pair.1, tolerance))
            }
            Expression::Call(function, cells) => self.selection(*function, cells),
            _ => Formula::Opaque,
        }
    }

    fn selection(&mut self, function: Function, cells: &[Expression<Leaf>]) -> Formula {
        let sum = self.fillings(cells);
        let number = Rational::from(i64::try_from(cells.len()).unwrap_or(i64::MAX));
        let is = |relation, figure: &Rational| {
            sum.minus(&Sum::constant(figure.clone())).stands(relation, Amount::ZERO)
        };
        match function {
            Function::Blank => is(Relation::Equal, &Rational::ZERO),
            Function::Filled => is(Relation::Equal, &number),
            Function::ExactlyOne => is(Relation::Equal, &Rational::ONE),
            Function::AtMostOne => is(Relation::AtMost, &Rational::ONE),
            Function::AllOrNone => Formula::Any(vec![
                is(Relation::Equal, &Rational::ZERO),
                is(Relation::Equal, &number),
            ]),
            _ => Formula::Opaque,
        }
    }

    /// The cases of two figures joined; none when there are too many, or when one is not analysed.
    fn pairs(
        &mut self,
        left: &Expression<Leaf>,
        right: &Expression<Leaf>,
        join: impl Fn(&Sum, &Sum) -> Sum,
    ) -> Option<Cases> {
        let (left, right) = (self.cases(left)?, self.cases(right)?);
        cross(&left, &right, |one, other| Some(join(one, other)))
    }

    fn cases(&mut self, expression: &Expression<Leaf>) -> Option<Cases> {
        let always = |sum| Some(vec![(Formula::True, sum)]);
        match expression {
            Expression::Leaf(leaf) => {
                let variable = self.figure(leaf.operand);
                always(Sum { terms: vec![(variable, Rational::ONE)], constant: Rational::ZERO })
            }
            Expression::Figure(amount) => always(Sum::constant(Rational::from(*amount))),
            Expression::Text(_, number) => always(Sum::constant(Rational::from(*number))),
            Expression::Negate(inner) => {
                let minus = -&Rational::ONE;
                let cases = self.cases(inner)?.into_iter();
                Some(cases.map(|(condition, sum)| (condition, sum.times(&minus))).collect())
            }
            Expression::Chain(links) => {
                let mut links = links.iter();
                let first = self.cases(&links.next()?.1)?;
                links.try_fold(first, |left, (operator, link)| {
                    let right = self.cases(link)?;
                    cross(&left, &right, |one, other| joined(*operator, one, other))
                })
            }
            Expression::Call(function, arguments) => self.call(*function, arguments),
            _ => None,
        }
    }

    fn call(&mut self, function: Function, arguments: &[Expression<Leaf>]) -> Option<Cases> {
        let (first, rest) = arguments.split_first()?;
        match function {
            Function::Count => Some(vec![(Formula::True, self.fillings(arguments))]),
            Function::Sum => {
                let first = self.cases(first)?;
                rest.iter().try_fold(first, |sum, next| {
                    cross(&sum, &self.cases(next)?, |one, other| Some(one.plus(other)))
                })
            }
            Function::Abs => {
                let mut cases = Cases::new();
                for (condition, sum) in self.cases(first)? {
                    let opposite = sum.times(&-&Rational::ONE);
                    for (relation, figure) in
                        [(Relation::AtLeast, &sum), (Relation::Below, &opposite)]
                    {
                        let side = sum.clone().stands(relation, Amount::ZERO);
                        cases.push((Formula::all(vec![condition.clone(), side]), figure.clone()));
                    }
                }
                (cases.len() <= MOST_CASES).then_some(cases)
            }
            Function::Min | Function::Max => {
                let first = self.cases(first)?;
                rest.iter().try_fold(first, |best, next| {
                    let next = self.cases(next)?;
                    better(&best, &next, function == Function::Min)
                })
            }
            Function::If => {
                let condition = self.truth(first, Amount::ZERO);
                let (held, other) = (self.cases(rest.first()?)?, self.cases(rest.get(1)?)?);
                let under = |condition: &Formula, cases: Cases| {
                    let condition = condition.clone();
                    cases
                        .into_iter()
                        .map(move |(own, sum)| (Formula::all(vec![condition.clone(), own]), sum))
                };
                let opposite = Formula::Not(Box::new(condition.clone()));
                let cases: Cases = under(&condition, held).chain(under(&opposite, other)).collect();
                // What is not known may not be two things at once.
                (condition != Formula::Opaque && cases.len() <= MOST_CASES).then_some(cases)
            }
            _ => None,
        }
    }
}

fn joined(operator: Operator, left: &Sum, right: &Sum) -> Option<Sum> {
    match operator {
        Operator::Add => Some(left.plus(right)),
        Operator::Subtract => Some(left.minus(right)),
        Operator::Multiply if right.terms.is_empty() => Some(left.times(&right.constant)),
        Operator::Multiply if left.terms.is_empty() => Some(right.times(&left.constant)),
        Operator::Divide if right.terms.is_empty() => Some(left.times(&right.constant.inverse()?)),
        _ => None,
    }
}

fn cross(left: &Cases, right: &Cases, join: impl Fn(&Sum, &Sum) -> Option<Sum>) -> Option<Cases> {
    if left.len().saturating_mul(right.len()) > MOST_CASES {
        return None;
    }
    let mut cases = Cases::new();
    for (one, sum) in left {
        for (other, part) in right {
            cases.push((Formula::all(vec![one.clone(), other.clone()]), join(sum, part)?));
        }
    }
    Some(cases)
}

/// The lesser, or the greater, of two figures.
fn better(left: &Cases, right: &Cases, lesser: bool) -> Option<Cases> {
    if left.len().saturating_mul(right.len()).saturating_mul(2) > MOST_CASES {
        return None;
    }
    let mut cases = Cases::new();
    let first = if lesser { Relation::AtMost } else { Relation::AtLeast };
    let second = if lesser { Relation::Above } else { Relation::Below };
    for (one, sum) in left {
        for (other, part) in right {
            for (relation, best) in [(first, sum), (second, part)] {
                let order = sum.minus(part).stands(relation, Amount::ZERO);
                cases.push((Formula::all(vec![one.clone(), other.clone(), order]), best.clone()));
            }
        }
    }
    Some(cases)
}
