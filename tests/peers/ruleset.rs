//! Statistics Netherlands' static checks of a rule set: rules that contradict each other, that say
//! nothing new, that fix a value; and rules looked at with some values given.

use crate::decimal;
use crate::formula::{Meaning, Writer};
use crate::notation::{Expr, read};
use crate::outcome::{Outcome, Trouble, fail, same};
use crate::sheet::{Blank, Sheet};
use crate::walk::names;
use crossfoot::Verdict;
use serde_json::Value;
use std::collections::BTreeMap;

/// The rules of a case by their names. What only lists a variable's categories is none.
struct Rules {
    rules: Vec<(String, Expr)>,
    /// The categories of each variable that is no number.
    categories: BTreeMap<String, Vec<String>>,
    /// Variables that are true or false: they stand alone in a condition.
    truths: Vec<String>,
}

impl Rules {
    fn of(case: &Value) -> Result<Rules, Trouble> {
        let mut rules = Vec::new();
        let mut found =
            Rules { rules: Vec::new(), categories: BTreeMap::new(), truths: Vec::new() };
        for (name, rule) in case["rules"].as_object().into_iter().flatten() {
            let text = rule["expr"].as_str().or(rule.as_str()).unwrap_or_default();
            let expr = read(text)?;
            found.kinds(&expr);
            rules.push((name.clone(), expr));
        }
        let lists_categories =
            |expr: &Expr| matches!(expr, Expr::In(of, _) if matches!(**of, Expr::Name(_)));
        found.rules = rules.into_iter().filter(|(_, expr)| !lists_categories(expr)).collect();
        Ok(found)
    }

    /// Which variables are no numbers.
    fn kinds(&mut self, expr: &Expr) {
        let mut add = |name: &String, options: &[String]| {
            let known = self.categories.entry(name.clone()).or_default();
            for option in options {
                if !known.contains(option) {
                    known.push(option.clone());
                }
            }
        };
        match expr {
            Expr::In(of, options) => {
                let truth = |option: &String| {
                    matches!(option.to_ascii_lowercase().as_str(), "true" | "false")
                };
                match &**of {
                    Expr::Name(name) if options.iter().all(truth) => self.truths.push(name.clone()),
                    Expr::Name(name) => add(name, options),
                    _ => {}
                }
            }
            Expr::Compare(_, left, right) => {
                for (one, other) in [(left, right), (right, left)] {
                    match (&**one, &**other) {
                        (Expr::Name(name), Expr::Text(text)) => {
                            add(name, std::slice::from_ref(text))
                        }
                        (Expr::Name(name), Expr::Truth(_)) => self.truths.push(name.clone()),
                        _ => {}
                    }
                }
            }
            Expr::Not(inner) => self.condition(inner),
            Expr::And(left, right) | Expr::Or(left, right) | Expr::Implies(left, right) => {
                self.condition(left);
                self.condition(right);
            }
            _ => {}
        }
    }

    fn condition(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(name) => self.truths.push(name.clone()),
            other => self.kinds(other),
        }
    }

    /// The rules as a form with the values that are given.
    fn sheet(&self, data: &Value) -> Result<Sheet, Trouble> {
        let mut sheet = Sheet::default();
        let mut writer = Writer::new(&mut sheet);
        let mut checks = Vec::new();
        for (name, expr) in &self.rules {
            for variable in names(expr) {
                if writer.names.contains_key(&variable) {
                    continue;
                }
                let value = &data[variable.as_str()];
                let text = match value {
                    Value::String(text) => text.clone(),
                    Value::Bool(truth) => truth.to_string(),
                    other => decimal::of(other).unwrap_or_default(),
                };
                let meaning = if let Some(options) = self.categories.get(&variable) {
                    let mut options = options.clone();
                    options.push("…".to_owned());
                    if !text.is_empty() && !options.contains(&text) {
                        options.push(text.clone());
                    }
                    Meaning::Choice(writer.sheet.choice(&variable, &options, &text), options)
                } else if self.truths.contains(&variable) {
                    let options = crate::formula::truths();
                    Meaning::Truth(writer.sheet.choice(&variable, &options, &text))
                } else {
                    Meaning::Figure(writer.sheet.value(&variable, value)?)
                };
                writer.names.insert(variable, meaning);
            }
            checks.push((name, writer.condition(expr)?));
        }
        for (name, check) in checks {
            sheet.rule(name, &check, Blank::Undecided);
        }
        Ok(sheet)
    }
}

/// Rules with some values given: a rule that is decided by them is said to be.
pub(crate) fn partial(case: &Value) -> Outcome {
    let rules = Rules::of(case)?;
    let report = rules.sheet(&case["data"])?.run()?;
    for (name, expected) in case["expected"].as_object().into_iter().flatten() {
        let expected = match expected.as_str() {
            Some("violated") => Verdict::Violated,
            Some("satisfied") => Verdict::Satisfied,
            // What is left of it, a rule over the values not given yet.
            Some(_) => Verdict::Undecided,
            None => return fail(format!("unknown result {expected}")),
        };
        same(name, report.verdict(name)?, expected)?;
    }
    Ok(())
}

/// Rules held against each other.
pub(crate) fn analysis(case: &Value) -> Outcome {
    let rules = Rules::of(case)?;
    rules.sheet(&Value::Null)?.run()?;
    fail("waits for the analysis of rule sets")
}
