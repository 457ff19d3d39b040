//! The rules of a form held against each other before anybody fills it in: those that no figures
//! can satisfy together, those that follow from others, those that can never fail, and the cells
//! they leave one figure only.
//!
//! A report is taken as filled in: blanks make rules wait, and what waits contradicts nothing.
//! Figures with decimals are taken as any fraction, counts as whole numbers. Sentences in the text
//! are left out, because a sentence that is not there says nothing.

mod notice;
mod translate;

use crate::address::{Operand, Period, RuleId, SourceId};
use crate::form::Form;
use crate::rules::{Blank, Kind, Severity};
use crate::solver::{Formula, Rational, Simplified, Solver, TooHard};
pub use notice::{Level, Notice, notices};
use std::collections::BTreeMap;
use translate::Translator;

/// Something about a form's rules that its author should know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Insight {
    /// No figures satisfy these rules together, and none of them can be spared for that.
    Contradiction {
        /// The rules; one alone can never hold.
        rules: Vec<RuleId>,
        /// Whether all of them are hard, so that no report could ever be sent.
        hard: bool,
    },
    /// A rule follows from others and can be left out.
    Implied {
        /// The rule.
        rule: RuleId,
        /// Those it follows from, of which none can be spared.
        by: Vec<RuleId>,
        /// Whether every instance of it does: then the rule as written can be left out.
        whole: bool,
    },
    /// A rule that no figures the cells can hold ever violate.
    NeverFails {
        /// The rule.
        rule: RuleId,
        /// Whether no instance of it does.
        whole: bool,
    },
    /// A part of a rule with alternatives can never matter: a condition that is always true, or one
    /// that the other rules exclude.
    Idle {
        /// The rule.
        rule: RuleId,
        /// The rules that decide that part.
        by: Vec<RuleId>,
    },
    /// The rules leave a cell one figure only.
    Forced {
        /// The cell and its period.
        operand: Operand,
        /// The figure.
        value: Rational,
        /// The rules that settle it.
        by: Vec<RuleId>,
    },
    /// Rules too many or too intricate to be held against each other.
    TooHard {
        /// The rules.
        rules: Vec<RuleId>,
    },
}

/// All there is to say about a form's rules, in the definition's order within each kind: first
/// contradictions, then what could be left out, then forced figures.
///
/// A rule about last period's report is never said to imply one that is not: last period's report
/// may not be there, and then it decides nothing. Nor is a light rule said to imply a graver one.
/// The corner of a table that adds up both ways is known to follow from the rest and not told.
pub fn analyse(form: &Form) -> Vec<Insight> {
    let mut told = Vec::new();
    let mut dropped = Vec::new();
    let grades = [Severity::Hard, Severity::Soft, Severity::Info];
    for with_prior in [false, true] {
        for grade in grades {
            let mut rules =
                RuleSet::of(form, |severity, prior| severity <= grade && (with_prior || !prior));
            for found in rules.contradictions(&mut dropped) {
                let known = |other: &Insight| {
                    matches!((other, &found), (
                    Insight::Contradiction { rules: one, .. },
                    Insight::Contradiction { rules: other, .. },
                ) if one == other)
                };
                if !told.iter().any(known) {
                    told.push(found);
                }
            }
        }
    }
    let mut spare = Vec::new();
    for (id, rule) in form.rules() {
        let severity = form.source(rule.source).map_or(Severity::Hard, |source| source.severity);
        let prior = rule.operands().iter().any(|operand| operand.period == Period::Prior);
        spare.push((id, severity, prior));
    }
    // What takes part in a contradiction is told once.
    let torn: Vec<RuleId> = told
        .iter()
        .flat_map(|insight| match insight {
            Insight::Contradiction { rules, .. } => rules.as_slice(),
            _ => &[],
        })
        .copied()
        .collect();
    for with_prior in [false, true] {
        for grade in grades {
            let asked: Vec<RuleId> = spare
                .iter()
                .filter(|(_, severity, prior)| *severity == grade && *prior == with_prior)
                .map(|(id, ..)| *id)
                .filter(|id| !torn.contains(id))
                .collect();
            if asked.is_empty() {
                continue;
            }
            let mut rules =
                RuleSet::of(form, |severity, prior| severity <= grade && (with_prior || !prior));
            rules.leave_out(&dropped);
            rules.spare(&asked, &mut told);
        }
    }
    mark_whole(form, &mut told);
    let mut all = RuleSet::of(form, |severity, _| severity == Severity::Hard);
    all.leave_out(&dropped);
    told.extend(all.forced());
    told
}

/// Notes where every instance of a rule as written says nothing new.
fn mark_whole(form: &Form, told: &mut [Insight]) {
    let source = |rule: &RuleId| form.rule(*rule).map(|rule| rule.source);
    let idle = |insight: &Insight| match insight {
        Insight::Implied { rule, .. } | Insight::NeverFails { rule, .. } => Some(*rule),
        _ => None,
    };
    let mut left = BTreeMap::<SourceId, usize>::new();
    for (id, rule) in form.rules() {
        let spoken = !rule.implied && !told.iter().any(|insight| idle(insight) == Some(id));
        let count = left.entry(rule.source).or_default();
        *count = count.saturating_add(usize::from(spoken));
    }
    for insight in told {
        if let Insight::Implied { rule, whole, .. } | Insight::NeverFails { rule, whole } = insight
        {
            *whole = source(rule).and_then(|source| left.get(&source)) == Some(&0);
        }
    }
}

/// Some rules of a form, to be asked about.
pub struct RuleSet<'f> {
    form: &'f Form,
    rules: Vec<RuleId>,
    operands: Vec<Option<Operand>>,
    formulas: Vec<Formula>,
    solver: Solver,
}

impl<'f> RuleSet<'f> {
    /// The rules that are `chosen` by their severity and by whether they read last period's report.
    pub fn of(form: &'f Form, chosen: impl Fn(Severity, bool) -> bool) -> RuleSet<'f> {
        let mut translator = Translator::new(form);
        let (mut rules, mut formulas) = (Vec::new(), Vec::new());
        for (id, rule) in form.rules() {
            let Some(source) = form.source(rule.source) else { continue };
            let prior = rule.operands().iter().any(|operand| operand.period == Period::Prior);
            if source.kind == Kind::Mention || !chosen(source.severity, prior) {
                continue;
            }
            rules.push(id);
            formulas.push(translator.rule(rule));
        }
        let (variables, operands) = translator.variables();
        let solver = Solver::new(variables, formulas.clone());
        RuleSet { form, rules, operands, formulas, solver }
    }

    fn place(&self, rule: RuleId) -> Option<usize> {
        self.rules.iter().position(|other| *other == rule)
    }

    fn ids(&self, places: &[usize]) -> Vec<RuleId> {
        places.iter().filter_map(|place| self.rules.get(*place).copied()).collect()
    }

    fn leave_out(&mut self, rules: &[RuleId]) {
        for rule in rules {
            if let Some(place) = self.place(*rule) {
                self.solver.set_aside(place);
            }
        }
    }

    fn contradictions(&mut self, dropped: &mut Vec<RuleId>) -> Vec<Insight> {
        let found = self.solver.conflicts();
        let severity = |id: &RuleId| {
            let rule = self.form.rule(*id)?;
            Some(self.form.source(rule.source)?.severity)
        };
        let conflict = |set: &Vec<usize>| {
            let rules = self.ids(set);
            let hard = rules.iter().all(|rule| severity(rule) == Some(Severity::Hard));
            Insight::Contradiction { rules, hard }
        };
        let mut told: Vec<Insight> = found.sets.iter().map(conflict).collect();
        for rule in self.ids(&found.drop) {
            if !dropped.contains(&rule) {
                dropped.push(rule);
            }
        }
        if !found.undecided.is_empty() {
            told.push(Insight::TooHard { rules: self.ids(&found.undecided) });
        }
        told
    }

    /// The smallest sets of rules that no figures satisfy together, and a smallest choice of rules
    /// without which the rest can be satisfied.
    pub fn conflicts(&mut self) -> (Vec<Vec<RuleId>>, Vec<RuleId>) {
        let found = self.solver.conflicts();
        (found.sets.iter().map(|set| self.ids(set)).collect(), self.ids(&found.drop))
    }

    /// The other rules that imply a rule; none when they do not, and empty when it can never fail.
    ///
    /// # Errors
    ///
    /// When the rules are too hard to analyse.
    pub fn implied(&mut self, rule: RuleId) -> Result<Option<Vec<RuleId>>, TooHard> {
        let Some(place) = self.place(rule) else { return Ok(None) };
        Ok(self.solver.implied(place)?.map(|by| self.ids(&by)))
    }

    /// Tells of the asked rules those that can be left out together.
    fn spare(&mut self, asked: &[RuleId], told: &mut Vec<Insight>) {
        // A corner goes first, so that the rules it follows from are not taken for spare.
        let corners: Vec<usize> = (0..self.rules.len())
            .filter(|place| {
                let rule = self.rules.get(*place).and_then(|id| self.form.rule(*id));
                rule.is_some_and(|rule| rule.implied)
            })
            .collect();
        for corner in corners {
            self.solver.set_aside(corner);
        }
        let spare = self.solver.spare();
        for (place, by) in &spare.rules {
            let Some(id) = self.rules.get(*place).copied().filter(|id| asked.contains(id)) else {
                continue;
            };
            // A rule that takes blanks for noughts speaks where others still wait.
            let waits = self.form.rule(id).is_some_and(|rule| rule.blank == Blank::Undecided);
            if by.is_empty() {
                told.push(Insight::NeverFails { rule: id, whole: false });
            } else if waits {
                told.push(Insight::Implied { rule: id, by: self.ids(by), whole: false });
            }
        }
        let out: Vec<usize> = spare.rules.iter().map(|(place, _)| *place).collect();
        for (place, id) in self.rules.clone().into_iter().enumerate() {
            if out.contains(&place) || !asked.contains(&id) {
                continue;
            }
            let alternatives = self.formulas.get(place).map_or(0, |f| f.alternatives().len());
            if alternatives > 1
                && let Ok(Simplified::Shorter { by, .. }) = self.solver.simplify(place)
                && !by.is_empty()
            {
                told.push(Insight::Idle { rule: id, by: self.ids(&by) });
            }
        }
        let hard = spare
            .undecided
            .iter()
            .filter(|place| self.rules.get(**place).is_some_and(|id| asked.contains(id)));
        let hard: Vec<usize> = hard.copied().collect();
        if !hard.is_empty() {
            told.push(Insight::TooHard { rules: self.ids(&hard) });
        }
    }

    /// What is left of a rule with alternatives, given the others.
    ///
    /// # Errors
    ///
    /// When the rules are too hard to analyse.
    pub fn simplified(&mut self, rule: RuleId) -> Result<Simplified, TooHard> {
        self.place(rule).map_or(Ok(Simplified::Unchanged), |place| self.solver.simplify(place))
    }

    /// What a rule says, over the solver's variables.
    pub fn formula(&self, rule: RuleId) -> Option<&Formula> {
        self.formulas.get(self.place(rule)?)
    }

    fn variable(&self, operand: Operand) -> Option<usize> {
        self.operands.iter().position(|other| *other == Some(operand))
    }

    /// From where to where the rules let a cell go.
    ///
    /// # Errors
    ///
    /// When the rules are too hard to analyse.
    pub fn range(&mut self, operand: Operand) -> Result<Option<crate::solver::Range>, TooHard> {
        self.variable(operand).map_or(Ok(None), |variable| self.solver.range(variable))
    }

    /// The options of a choice that the rules allow, by their places.
    ///
    /// # Errors
    ///
    /// When the rules are too hard to analyse.
    pub fn options(&mut self, operand: Operand) -> Result<Vec<Rational>, TooHard> {
        let most = self.form.cell(operand.cell).map_or(0, |cell| cell.options.len());
        let Some(variable) = self.variable(operand) else { return Ok(Vec::new()) };
        Ok(self.solver.values(variable, most)?.unwrap_or_default())
    }

    /// The cells that the rules leave one figure.
    pub fn forced(&mut self) -> Vec<Insight> {
        let forced = self.solver.forced().values.into_iter();
        let told = forced.filter_map(|forced| {
            let operand = self.operands.get(forced.variable).copied().flatten()?;
            // A figure the cell's own kind leaves no choice of is no rule's doing.
            let by = self.ids(&forced.by);
            (!by.is_empty()).then_some(Insight::Forced { operand, value: forced.value, by })
        });
        told.collect()
    }
}
