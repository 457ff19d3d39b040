//! Statistics Netherlands' rule sets: a case's rules as a form, and rules looked at with some values
//! given. What is asked of them otherwise is in `analysis`.

use crate::analysis;
use crate::decimal;
use crate::formula::{Meaning, Writer, truths};
use crate::notation::{Expr, read};
use crate::outcome::{Outcome, Trouble, fail, same};
use crate::sheet::{Blank, Sheet};
use crate::walk::{names, visit};
use crossfoot::Verdict;
use serde_json::Value;
use std::collections::BTreeMap;

/// The category that stands for all that no rule names.
pub(crate) const ANOTHER: &str = "…";

/// The rules of a case by their names, and what their variables are.
#[derive(Clone)]
pub(crate) struct Rules {
    pub(crate) rules: Vec<(String, Expr)>,
    /// The categories of each variable that is no number.
    categories: BTreeMap<String, Vec<String>>,
    /// Of these the ones that a rule lists, in full.
    listed: Vec<String>,
    /// Variables that are true or false: they stand alone in a condition.
    truths: Vec<String>,
}

impl Rules {
    pub(crate) fn of(case: &Value) -> Result<Rules, Trouble> {
        let mut rules = Vec::new();
        let mut found = Rules {
            rules: Vec::new(),
            categories: BTreeMap::new(),
            listed: Vec::new(),
            truths: Vec::new(),
        };
        for (name, rule) in case["rules"].as_object().into_iter().flatten() {
            let text = rule["expr"].as_str().or(rule.as_str()).unwrap_or_default();
            let expr = read(text)?;
            found.learn(&expr);
            rules.push((name.clone(), expr));
        }
        found.rules = rules.into_iter().map(|(name, expr)| (name, found.plain(&expr))).collect();
        Ok(found)
    }

    /// Takes the rules that only list a variable's categories for what they are, unless they are
    /// `asked` about: then such a rule is one among others, and its variable might be anything.
    pub(crate) fn list_categories(&mut self, asked: impl Fn(&str) -> bool) {
        let lists = |(name, expr): &(String, Expr)| {
            let variable = self.listed_by(expr)?;
            let elsewhere = self.rules.iter().filter(|(other, _)| other != name);
            let used = elsewhere.flat_map(|(_, expr)| names(expr)).any(|n| n == variable);
            (used && !asked(name)).then_some(variable)
        };
        let (listed, rules): (Vec<_>, Vec<_>) =
            self.rules.clone().into_iter().partition(|rule| lists(rule).is_some());
        self.listed = listed.iter().filter_map(lists).collect();
        self.rules = rules;
        for (_, expr) in &mut self.rules {
            if let Expr::In(of, _) = expr
                && matches!(&**of, Expr::Name(name) if self.truths.contains(name))
            {
                *expr = Expr::Or(of.clone(), Box::new(Expr::Not(of.clone())));
            }
        }
    }

    /// The variable whose categories a rule lists, all that there are.
    fn listed_by(&self, expr: &Expr) -> Option<String> {
        let Expr::In(of, options) = expr else { return None };
        let Expr::Name(name) = &**of else { return None };
        let all = match self.categories.get(name) {
            Some(known) => known.iter().all(|option| options.contains(option)),
            None => options.len() == 2,
        };
        all.then(|| name.clone())
    }

    /// Notes which variables are no numbers.
    pub(crate) fn learn(&mut self, expr: &Expr) {
        let mut add = |name: &String, options: &[String]| {
            let known = self.categories.entry(name.clone()).or_default();
            for option in options {
                if !known.contains(option) {
                    known.push(option.clone());
                }
            }
        };
        match expr {
            Expr::In(of, options) => match &**of {
                Expr::Name(name) if options.iter().all(|option| truth(option).is_some()) => {
                    self.truths.push(name.clone());
                }
                Expr::Name(name) => add(name, options),
                _ => {}
            },
            Expr::Compare(_, left, right) => {
                for (one, other) in [(left, right), (right, left)] {
                    match (&**one, &**other) {
                        (Expr::Name(name), Expr::Text(text)) => {
                            add(name, std::slice::from_ref(text));
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
            other => self.learn(other),
        }
    }

    /// The same rule without `= true` and `= false`, which need no cell of their own.
    pub(crate) fn plain(&self, expr: &Expr) -> Expr {
        let again = |expr: &Expr| Box::new(self.plain(expr));
        let is = |expr: &Expr, holds: bool| {
            if holds { self.plain(expr) } else { Expr::Not(again(expr)) }
        };
        match expr {
            Expr::Compare(sign, left, right) => match (&**left, &**right) {
                (other, Expr::Truth(truth)) | (Expr::Truth(truth), other) if *sign == "=" => {
                    is(other, *truth)
                }
                (other, Expr::Truth(truth)) | (Expr::Truth(truth), other) if *sign == "!=" => {
                    is(other, !*truth)
                }
                _ => expr.clone(),
            },
            Expr::In(of, options) if matches!(&**of, Expr::Name(name) if self.truths.contains(name)) => {
                match options.iter().map(|option| truth(option)).collect::<Vec<_>>().as_slice() {
                    [Some(only)] => is(of, *only),
                    _ => expr.clone(),
                }
            }
            Expr::Not(inner) => Expr::Not(again(inner)),
            Expr::And(left, right) => Expr::And(again(left), again(right)),
            Expr::Or(left, right) => Expr::Or(again(left), again(right)),
            Expr::Implies(when, then) => Expr::Implies(again(when), again(then)),
            other => other.clone(),
        }
    }

    /// A variable and the value it is given, as a rule.
    pub(crate) fn given(&mut self, name: &str, value: &Value) -> Result<Expr, Trouble> {
        let text = value_text(value);
        let value = match (self.categories.contains_key(name), truth(&text)) {
            (true, _) => Expr::Text(text),
            (false, Some(truth)) => Expr::Truth(truth),
            (false, None) if decimal::plain(&text).is_some() => Expr::Number(text),
            (false, None) => Expr::Text(text),
        };
        let expr = Expr::Compare("=", Box::new(Expr::Name(name.to_owned())), Box::new(value));
        self.learn(&expr);
        Ok(self.plain(&expr))
    }

    pub(crate) fn is_number(&self, name: &str) -> bool {
        !self.categories.contains_key(name) && !self.truths.iter().any(|truth| truth == name)
    }

    /// A cell for each variable of these expressions, with the values that are given.
    pub(crate) fn cells<'e>(
        &self,
        writer: &mut Writer,
        exprs: impl Iterator<Item = &'e Expr>,
        data: &Value,
    ) -> Outcome {
        for variable in exprs.flat_map(names) {
            if writer.names.contains_key(&variable) {
                continue;
            }
            let value = &data[variable.as_str()];
            let text = value_text(value);
            let meaning = if let Some(options) = self.categories.get(&variable) {
                let mut options = options.clone();
                if !self.listed.contains(&variable) {
                    options.push(ANOTHER.to_owned());
                }
                if !text.is_empty() && !options.contains(&text) {
                    options.push(text.clone());
                }
                Meaning::Choice(writer.sheet.choice(&variable, &options, &text), options)
            } else if self.truths.contains(&variable) {
                Meaning::Truth(writer.sheet.choice(&variable, &truths(), &text))
            } else if value.is_null() {
                // It may become any figure, not whole ones only.
                Meaning::Figure(writer.sheet.typed(&variable, "", 9))
            } else {
                Meaning::Figure(writer.sheet.value(&variable, value)?)
            };
            writer.names.insert(variable, meaning);
        }
        Ok(())
    }

    /// The rules as a form with the values that are given.
    fn sheet(&self, data: &Value) -> Result<Sheet, Trouble> {
        let mut sheet = Sheet::default();
        let mut writer = Writer::new(&mut sheet);
        self.cells(&mut writer, self.rules.iter().map(|(_, expr)| expr), data)?;
        let mut checks = Vec::new();
        for (name, expr) in &self.rules {
            checks.push((name, writer.condition(expr)?));
        }
        for (name, check) in checks {
            sheet.rule(name, &check, Blank::Undecided);
        }
        Ok(sheet)
    }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(truth) => truth.to_string(),
        other => decimal::of(other).unwrap_or_default(),
    }
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Rules with some values given: a rule that is decided by them is said to be, and of one that is not
/// the case may say what is left.
pub(crate) fn partial(case: &Value) -> Outcome {
    let mut rules = Rules::of(case)?;
    let expected = &case["expected"];
    let data = values(case);
    rules.list_categories(|name| !expected[name].is_null());
    let report = rules.sheet(data)?.run()?;
    let Some(expected) = expected.as_object().filter(|expected| !expected.is_empty()) else {
        return fail("the case expects nothing");
    };
    for (name, expected) in expected {
        let left = match expected {
            Value::String(text) => text.as_str(),
            Value::Bool(true) | Value::Null => "satisfied",
            Value::Bool(false) => "violated",
            _ => return fail(format!("unknown result {expected}")),
        };
        let found = report.verdict(name)?;
        match left {
            "violated" => same(name, found, Verdict::Violated)?,
            "satisfied" | "removed" | "dropped" => same(name, found, Verdict::Satisfied)?,
            "undecided" | "unchanged" => same(name, found, Verdict::Undecided)?,
            text => {
                same(name, found, Verdict::Undecided)?;
                analysis::left_of(&rules, name, text, data)?;
            }
        }
    }
    Ok(())
}

/// The values that a case gives.
pub(crate) fn values(case: &Value) -> &Value {
    let given = ["data", "values"].into_iter().map(|key| &case[key]);
    given.into_iter().find(|value| value.is_object()).unwrap_or(&Value::Null)
}

/// The conditions of rules that have one.
pub(crate) fn conditions(expr: &Expr) -> Vec<Expr> {
    let mut found = Vec::new();
    visit(expr, &mut |expr| {
        if let Expr::Implies(when, _) = expr {
            found.push((**when).clone());
        }
    });
    found
}
