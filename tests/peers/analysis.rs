//! Statistics Netherlands' static checks of a rule set: rules that contradict each other, that say
//! nothing new, that leave a variable one value or a range, and what is left of a rule beside the
//! others. A case is read by what it expects.

use crate::decimal;
use crate::formula::{Meaning, Writer, truths};
use crate::notation::{Expr, read};
use crate::outcome::{Outcome, Trouble, fail, same};
use crate::ruleset::{ANOTHER, Rules, conditions, values};
use crate::sheet::{Blank, Sheet, amount};
use crate::walk::names;
use crossfoot::address::{Operand, Period, RuleId};
use crossfoot::analysis::{Insight, RuleSet};
use crossfoot::solver::{Limit, Rational, Simplified};
use crossfoot::{Amount, Form};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Most rules of which every choice is looked at.
const MOST: usize = 10;

/// How a case may call the condition under which rules exclude each other.
const CONDITION: [&str; 3] = ["when", "condition", "if"];

/// Places in a study's list of rules.
type Places = BTreeSet<usize>;

/// Rules held against each other.
pub(crate) fn analysis(case: &Value) -> Outcome {
    let Some(expected) = case["expected"].as_object() else {
        return fail("the case expects nothing");
    };
    let mut rules = Rules::of(case)?;
    let asked = mentioned(&case["expected"]);
    rules.list_categories(|name| asked.contains(name));
    let study = Study::of(rules, values(case))?;
    let beside = |keys: &[&str]| keys.iter().any(|key| expected.contains_key(*key));
    let mut rest = Vec::new();
    for (key, value) in expected {
        let list = || study.places(value);
        match key.as_str() {
            "infeasible" => {
                same(key, Some(!study.conflicts(&study.all())?.is_empty()), value.as_bool())?
            }
            "feasible" => {
                same(key, Some(study.conflicts(&study.all())?.is_empty()), value.as_bool())?
            }
            "drop" => study.dropped(&BTreeSet::from([list()?]), case)?,
            "drop_one_of" => {
                study.dropped(
                    &list()?.into_iter().map(|place| Places::from([place])).collect(),
                    case,
                )?;
            }
            "redundant" => study.redundant(&list()?, expected.get("keep"))?,
            "equivalent" => study.equivalent(&list()?)?,
            "implied_by" | "contradicted_by" => study.because(key, value, case)?,
            "contradicting" | "conflict" | "rules" => {
                let condition = CONDITION.iter().find_map(|key| expected.get(*key)?.as_str());
                study.condition_excluded(condition, &list()?)?;
            }
            // Read with the key beside them.
            "keep" if beside(&["redundant"]) => {}
            "rule" if beside(&["implied_by", "contradicted_by"]) => {}
            key if CONDITION.contains(&key) && beside(&["contradicting", "conflict", "rules"]) => {}
            _ => rest.push((key.as_str(), value)),
        }
    }
    study.others(&rest, case["kind"].as_str().unwrap_or_default(), expected.is_empty())
}

/// What is left of a rule when some variables are given their values.
pub(crate) fn left_of(rules: &Rules, name: &str, text: &str, data: &Value) -> Outcome {
    let mut rules = rules.clone();
    rules.rules.retain(|(rule, _)| rule == name);
    let study = Study::of(rules, data)?;
    study.left(&[(study.place(name)?, Some(text.to_owned()))], &[])
}

/// The texts in what is expected: names of rules among them.
fn mentioned(expected: &Value) -> BTreeSet<String> {
    match expected {
        Value::String(text) => BTreeSet::from([text.clone()]),
        Value::Array(list) => list.iter().flat_map(mentioned).collect(),
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| {
                let mut found = mentioned(value);
                found.insert(key.clone());
                found
            })
            .collect(),
        _ => BTreeSet::new(),
    }
}

/// The rules of a case, and the values it gives as further rules.
struct Study {
    rules: Rules,
    /// How many of the rules are the case's own.
    own: usize,
}

/// A form of some rules, to be asked.
struct Asked {
    form: Form,
    /// The rules in the order they were given.
    ids: Vec<RuleId>,
    cells: BTreeMap<String, Meaning>,
}

impl Study {
    fn of(mut rules: Rules, data: &Value) -> Result<Study, Trouble> {
        let own = rules.rules.len();
        for (name, value) in data.as_object().into_iter().flatten() {
            let rule = rules.given(name, value)?;
            rules.rules.push((format!("{name} is given"), rule));
        }
        Ok(Study { rules, own })
    }

    /// All rules.
    fn all(&self) -> Places {
        (0..self.rules.rules.len()).collect()
    }

    fn others_than(&self, place: usize) -> Places {
        self.all().into_iter().filter(|other| *other != place).collect()
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.rules.rules.iter().take(self.own).position(|(rule, _)| rule == name)
    }

    fn place(&self, name: &str) -> Result<usize, Trouble> {
        match self.find(name) {
            Some(place) => Ok(place),
            None => fail(format!("there is no rule `{name}`")),
        }
    }

    /// The rules named.
    fn places(&self, names: &Value) -> Result<Places, Trouble> {
        let Some(names) = names.as_array() else { return fail(format!("{names} names no rules")) };
        names.iter().map(|name| self.place(name.as_str().unwrap_or_default())).collect()
    }

    fn named(&self, places: &Places) -> Vec<&str> {
        let name = |place: &usize| self.rules.rules.get(*place).map(|(name, _)| name.as_str());
        places.iter().filter_map(name).collect()
    }

    fn expr(&self, place: usize) -> Expr {
        self.rules.rules.get(place).map_or(Expr::Null, |(_, expr)| expr.clone())
    }

    fn exprs(&self, places: &Places) -> Vec<Expr> {
        places.iter().map(|place| self.expr(*place)).collect()
    }

    fn ask(&self, exprs: &[Expr]) -> Result<Asked, Trouble> {
        let mut sheet = Sheet::default();
        let mut writer = Writer::new(&mut sheet);
        let known = self.rules.rules.iter().map(|(_, expr)| expr);
        self.rules.cells(&mut writer, known.chain(exprs), &Value::Null)?;
        let checks: Result<Vec<String>, Trouble> =
            exprs.iter().map(|expr| writer.condition(expr)).collect();
        let cells = std::mem::take(&mut writer.names);
        for (place, check) in checks?.iter().enumerate() {
            sheet.rule(&format!("rule{place}"), check, Blank::Undecided);
        }
        let form = sheet.form()?;
        let ids: Vec<RuleId> = form.rules().map(|(id, _)| id).collect();
        same("rules of the form", ids.len(), exprs.len())?;
        Ok(Asked { form, ids, cells })
    }

    /// The smallest sets of these rules that exclude each other.
    fn conflicts(&self, of: &Places) -> Result<BTreeSet<Places>, Trouble> {
        let order: Vec<usize> = of.iter().copied().collect();
        let asked = self.ask(&self.exprs(of))?;
        let (sets, _) = asked.rules().conflicts();
        Ok(sets.iter().map(|set| asked.places(set, &order)).collect())
    }

    /// Whether rules imply another. Those that exclude each other would imply everything.
    fn implies(&self, by: &[Expr], what: &Expr) -> Result<bool, Trouble> {
        let mut exprs = by.to_vec();
        exprs.push(what.clone());
        let asked = self.ask(&exprs)?;
        let last = asked.id(by.len())?;
        match asked.rules().implied(last) {
            Ok(by) => Ok(by.is_some()),
            Err(too_hard) => fail(too_hard.to_string()),
        }
    }

    fn must_hold_together(&self) -> Outcome {
        let conflicts = self.conflicts(&self.all())?;
        match conflicts.first() {
            None => Ok(()),
            Some(set) => fail(format!("the rules exclude each other: {:?}", self.named(set))),
        }
    }

    /// The rules that crossfoot would drop are one of the expected choices, and all of these are the
    /// lightest without which the others can hold; a rule weighs 1 unless the case says otherwise.
    fn dropped(&self, expected: &BTreeSet<Places>, case: &Value) -> Outcome {
        let lightest = self.lightest(case)?;
        for choice in expected {
            if !lightest.contains(choice) {
                return fail(format!(
                    "{:?} is not the least to drop, but one of {:?}",
                    self.named(choice),
                    lightest.iter().map(|choice| self.named(choice)).collect::<Vec<_>>()
                ));
            }
        }
        if expected.is_empty() {
            return fail("the case names no rule to drop");
        }
        let order: Vec<usize> = self.all().into_iter().collect();
        let asked = self.ask(&self.exprs(&self.all()))?;
        let (sets, own) = asked.rules().conflicts();
        same("there is a conflict", sets.is_empty(), expected.contains(&Places::new()))?;
        let own = asked.places(&own, &order);
        // Nobody told crossfoot what the rules weigh.
        let weighed = !weights(case).is_null();
        if weighed || expected.contains(&own) || (expected.len() == 1 && lightest.contains(&own)) {
            return Ok(());
        }
        fail(format!("the rules to drop: found {:?}", self.named(&own)))
    }

    /// The lightest choices of rules without which the others can hold together.
    fn lightest(&self, case: &Value) -> Result<BTreeSet<Places>, Trouble> {
        let rules = self.rules.rules.len();
        if rules > MOST {
            return fail(format!("more than {MOST} rules to choose from"));
        }
        let mut lightest: Option<(Amount, BTreeSet<Places>)> = None;
        for choice in 0..1_u32 << rules {
            let choice: Places = (0..rules).filter(|place| choice >> place & 1 == 1).collect();
            let Some(weight) = self.weight(&choice, weights(case))? else { continue };
            if lightest.as_ref().is_some_and(|(least, _)| weight > *least) {
                continue;
            }
            let left = self.all().difference(&choice).copied().collect();
            if !self.conflicts(&left)?.is_empty() {
                continue;
            }
            match &mut lightest {
                Some((least, choices)) if *least == weight => {
                    choices.insert(choice);
                }
                _ => lightest = Some((weight, BTreeSet::from([choice]))),
            }
        }
        Ok(lightest.map(|(_, choices)| choices).unwrap_or_default())
    }

    /// What a choice of rules weighs; none when one of them must stay.
    fn weight(&self, choice: &Places, weights: &Value) -> Result<Option<Amount>, Trouble> {
        let mut sum = Amount::ZERO;
        for place in choice {
            let given = self.named(&Places::from([*place])).first().map(|name| &weights[*name]);
            let weight = match given {
                _ if *place >= self.own => return Ok(None),
                None | Some(Value::Null) => Amount::ONE,
                Some(Value::String(text)) if endless(text).is_some() => return Ok(None),
                Some(weight) => amount(&decimal::of(weight).unwrap_or_default())?,
            };
            sum = sum.checked_add(weight).unwrap_or(sum);
        }
        Ok(Some(sum))
    }

    /// Either these can all be left out and none of those that stay, or these are the ones that
    /// follow from the others, each by itself.
    fn redundant(&self, redundant: &Places, keep: Option<&Value>) -> Outcome {
        self.must_hold_together()?;
        let stay: Places = self.all().difference(redundant).copied().collect();
        if let Some(keep) = keep {
            let unknown: Vec<usize> = self.places(keep)?.difference(&stay).copied().collect();
            same("both redundant and kept", unknown, Vec::new())?;
        }
        let mut together = Places::new();
        let mut alone = Places::new();
        for place in self.all() {
            let beside: Places = stay.iter().copied().filter(|other| *other != place).collect();
            if self.implies(&self.exprs(&beside), &self.expr(place))? {
                together.insert(place);
            }
            if self.implies(&self.exprs(&self.others_than(place)), &self.expr(place))? {
                alone.insert(place);
            }
        }
        if keep.is_none() && alone == *redundant {
            return Ok(());
        }
        same("redundant rules", self.named(&together), self.named(redundant))
    }

    /// Each of these rules alone says what the others say.
    fn equivalent(&self, rules: &Places) -> Outcome {
        if rules.len() < 2 {
            return fail("there is nothing to be equivalent to");
        }
        self.must_hold_together()?;
        for one in rules {
            for other in rules.iter().filter(|other| *other != one) {
                if !self.implies(&[self.expr(*one)], &self.expr(*other))? {
                    return fail(format!("{:?} do not say the same", self.named(rules)));
                }
            }
        }
        Ok(())
    }

    /// The rules that a rule follows from, or that it contradicts, in whatever way.
    fn because(&self, key: &str, expected: &Value, case: &Value) -> Outcome {
        let rule = [&case["expected"]["rule"], &case["rule"], &case["expected"]["redundant"][0]];
        let rule = rule.into_iter().find_map(Value::as_str);
        let asked: Vec<(&str, &Value)> = match (expected.as_object(), rule) {
            (Some(asked), _) => asked.iter().map(|(rule, by)| (rule.as_str(), by)).collect(),
            (None, Some(rule)) => vec![(rule, expected)],
            (None, None) => return fail(format!("{key}: the case does not say of which rule")),
        };
        for (rule, by) in asked {
            let place = self.place(rule)?;
            let mut found = Places::new();
            let mut seen = BTreeSet::new();
            self.ways(key == "implied_by", place, &self.others_than(place), &mut seen, &mut found)?;
            same(key, self.named(&found), self.named(&self.places(by)?))?;
        }
        Ok(())
    }

    /// Gathers the members of every way to imply a rule or to contradict it: each known way is broken
    /// at each of its members in turn.
    fn ways(
        &self,
        imply: bool,
        rule: usize,
        among: &Places,
        seen: &mut BTreeSet<Places>,
        found: &mut Places,
    ) -> Outcome {
        if !seen.insert(among.clone()) {
            return Ok(());
        }
        let order: Vec<usize> = among.iter().copied().chain([rule]).collect();
        let way = if imply {
            let mut exprs = self.exprs(among);
            exprs.push(self.expr(rule));
            let asked = self.ask(&exprs)?;
            match asked.rules().implied(asked.id(among.len())?) {
                Ok(by) => by.map(|by| asked.places(&by, &order)),
                Err(too_hard) => return fail(too_hard.to_string()),
            }
        } else {
            let conflicts = self.conflicts(&order.into_iter().collect())?;
            conflicts.into_iter().find(|set| set.contains(&rule))
        };
        for member in way.into_iter().flatten().filter(|member| *member != rule) {
            found.insert(member);
            let without = among.iter().copied().filter(|other| *other != member).collect();
            self.ways(imply, rule, &without, seen, found)?;
        }
        Ok(())
    }

    /// What a case says of rules and variables by their names, and of conditions.
    fn others(&self, rest: &[(&str, &Value)], kind: &str, nothing: bool) -> Outcome {
        if rest.is_empty() && !nothing {
            return Ok(());
        }
        self.must_hold_together()?;
        let variables: BTreeSet<String> =
            self.rules.rules.iter().flat_map(|(_, expr)| names(expr)).collect();
        let (mut left, mut given, mut implied) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut rules = Rules::clone(&self.rules);
        for (key, value) in rest {
            match (self.find(key), value) {
                (Some(place), Value::Bool(follows)) => {
                    implied.insert(place, *follows);
                }
                (Some(place), Value::String(_) | Value::Null) => {
                    left.push((place, value.as_str().map(str::to_owned)));
                }
                (None, Value::Array(ends)) if variables.contains(*key) => self.range(key, ends)?,
                (None, Value::String(_) | Value::Number(_) | Value::Bool(_))
                    if variables.contains(*key) =>
                {
                    given.push(((*key).to_owned(), rules.given(key, value)?));
                }
                (None, Value::Array(_)) => {
                    self.condition_excluded(Some(*key), &self.places(value)?)?
                }
                (None, Value::Object(ends)) if variables.contains(*key) => {
                    let end = |keys: [&str; 3]| {
                        keys.iter().find_map(|key| ends.get(*key)).unwrap_or(&Value::Null).clone()
                    };
                    let lower = end(["lower", "min", "lowerbound"]);
                    let upper = end(["upper", "max", "upperbound"]);
                    self.range(key, &[lower, upper])?;
                }
                (None, Value::Object(conditions)) if !conditions.is_empty() => {
                    for (condition, rules) in conditions {
                        self.condition_excluded(Some(condition), &self.places(rules)?)?;
                    }
                }
                _ => return fail(format!("`{key}`: {value} cannot be looked for")),
            }
        }
        for (place, follows) in &implied {
            let others = self.exprs(&self.others_than(*place));
            same("follows from the others", self.implies(&others, &self.expr(*place))?, *follows)?;
        }
        match kind {
            "fixed-values" => self.forced(rest, true)?,
            _ if !given.is_empty() => self.forced(rest, false)?,
            "boundaries" if nothing => {
                let numbers: Vec<&String> =
                    variables.iter().filter(|v| self.rules.is_number(v)).collect();
                same("numbers", numbers, Vec::new())?;
            }
            _ if nothing => return fail("the case expects nothing"),
            _ => {}
        }
        if left.is_empty() { Ok(()) } else { self.left(&left, &given) }
    }

    /// From where to where a number can go; which categories a variable can have.
    fn range(&self, name: &str, expected: &[Value]) -> Outcome {
        let asked = self.ask(&self.exprs(&self.all()))?;
        let operand = asked.operand(name)?;
        let options = match asked.cells.get(name) {
            Some(Meaning::Choice(_, options)) => options.clone(),
            Some(Meaning::Truth(_)) => truths(),
            _ => {
                let [lower, upper] = expected else { return fail(format!("{name}: no two ends")) };
                let found = match asked.rules().range(operand) {
                    Ok(Some(range)) => range,
                    Ok(None) => return fail(format!("{name} has no range")),
                    Err(too_hard) => return fail(too_hard.to_string()),
                };
                let value = |limit: &Option<Limit>| limit.as_ref().map(|limit| limit.value.clone());
                same(name, value(&found.lower), end(lower, false)?)?;
                return same(name, value(&found.upper), end(upper, true)?);
            }
        };
        let found = match asked.rules().options(operand) {
            Ok(found) => found,
            Err(too_hard) => return fail(too_hard.to_string()),
        };
        // The categories that no rule names are no category of the case.
        let found: BTreeSet<String> = found
            .iter()
            .filter_map(|place| option(&options, place))
            .filter(|option| option != ANOTHER)
            .collect();
        same(name, found, expected.iter().map(text).collect())
    }

    /// The variables the rules leave one value, and these values.
    fn forced(&self, expected: &[(&str, &Value)], exactly: bool) -> Outcome {
        let asked = self.ask(&self.exprs(&self.all()))?;
        let mut found = BTreeMap::new();
        for insight in asked.rules().forced() {
            let Insight::Forced { operand, value, .. } = insight else { continue };
            for (name, meaning) in &asked.cells {
                if asked.operand(name)? == operand {
                    let value = match meaning {
                        Meaning::Choice(_, options) => option(options, &value),
                        Meaning::Truth(_) => option(&truths(), &value),
                        _ => value.to_amount().map(|amount| amount.to_string()),
                    };
                    found.insert(name.clone(), value.unwrap_or_default());
                }
            }
        }
        let mut fixed = BTreeMap::new();
        for (name, value) in expected.iter().filter(|(name, _)| asked.cells.contains_key(*name)) {
            let number = self.rules.is_number(name);
            let value = if number { amount(&text(value))?.to_string() } else { text(value) };
            fixed.insert((*name).to_owned(), value);
        }
        if !exactly {
            found.retain(|name, _| fixed.contains_key(name));
        }
        same("fixed values", found, fixed)
    }

    /// When a condition holds, exactly these rules exclude each other; where the case does not say
    /// which condition, it is one of the rules' own.
    fn condition_excluded(&self, condition: Option<&str>, expected: &Places) -> Outcome {
        let rules = self.exprs(&self.all());
        let known = match condition {
            Some(text) => vec![self.rules.plain(&read(text)?)],
            None => rules.iter().flat_map(conditions).collect(),
        };
        let order: Vec<usize> = (0..=rules.len()).collect();
        for condition in known {
            let mut exprs = rules.clone();
            exprs.push(condition);
            let asked = self.ask(&exprs)?;
            let (sets, _) = asked.rules().conflicts();
            let mut sets = sets.iter().map(|set| asked.places(set, &order));
            if sets.any(|set| set.iter().filter(|place| **place < rules.len()).eq(expected)) {
                return Ok(());
            }
        }
        let condition = condition.unwrap_or("no condition");
        fail(format!("{condition}: {:?} do not exclude each other then", self.named(expected)))
    }

    /// What is left of rules beside the others, or nothing: what each of them is cut down to has as
    /// many alternatives as its expected text, and the rules with the expected texts in their places,
    /// and with variables `given` their values, say what the rules say.
    fn left(&self, expected: &[(usize, Option<String>)], given: &[(String, Expr)]) -> Outcome {
        let mut rules = self.rules.clone();
        let before = self.exprs(&self.all());
        let mut after: Vec<Option<Expr>> = before.iter().cloned().map(Some).collect();
        let mut texts = Vec::new();
        for (place, text) in expected {
            let expr = match text.as_deref() {
                None | Some("satisfied" | "removed" | "dropped" | "redundant") => None,
                Some("unchanged") => Some(self.expr(*place)),
                Some(text) => {
                    let expr = read(text)?;
                    rules.learn(&expr);
                    Some(rules.plain(&expr))
                }
            };
            texts.push((*place, expr.clone()));
            if let Some(place) = after.get_mut(*place) {
                *place = expr;
            }
        }
        let study = Study { rules, own: self.own };
        study.must_hold_together()?;
        let given: Vec<Expr> = given.iter().map(|(_, expr)| expr.clone()).collect();
        for (place, expr) in texts {
            study.cut_down(place, expr, &given)?;
        }
        let mut after: Vec<Expr> = after.into_iter().flatten().collect();
        after.extend(given);
        for (by, what) in [(&before, &after), (&after, &before)] {
            for expr in what.iter().filter(|expr| !by.contains(expr)) {
                if !study.implies(by, expr)? {
                    return fail(format!("{expr:?} does not follow"));
                }
            }
        }
        Ok(())
    }

    /// A rule is cut down by the others, and by what is `given`, to as many alternatives as the
    /// expected one has.
    fn cut_down(&self, place: usize, expected: Option<Expr>, given: &[Expr]) -> Outcome {
        let mut exprs = self.exprs(&self.all());
        exprs.extend_from_slice(given);
        let asked = self.ask(&exprs)?;
        let mut rules = asked.rules();
        let id = asked.id(place)?;
        let found = match rules.simplified(id) {
            Ok(found) => found,
            Err(too_hard) => return fail(too_hard.to_string()),
        };
        let before = rules.formula(id).map_or(0, |formula| formula.alternatives().len());
        let alternatives = |expr: &Expr| -> Result<usize, Trouble> {
            let asked = self.ask(std::slice::from_ref(expr))?;
            let rules = asked.rules();
            Ok(rules.formula(asked.id(0)?).map_or(0, |formula| formula.alternatives().len()))
        };
        let mut others = self.exprs(&self.others_than(place));
        others.extend_from_slice(given);
        match (found, expected) {
            (Simplified::Satisfied { .. }, None) => Ok(()),
            // The peer leaves a part that always holds; of the rule as a whole nothing is left.
            (Simplified::Satisfied { .. }, Some(expected)) => {
                let shorter = before == 1 || alternatives(&expected)? < before;
                same("something is left out", true, shorter)?;
                same("the rule follows from the others", self.implies(&others, &expected)?, true)
            }
            (found, None) => fail(format!("the rule does not follow from the others: {found:?}")),
            (Simplified::Shorter { keep, .. }, Some(expected)) => {
                same("alternatives left", keep.len(), alternatives(&expected)?)
            }
            (Simplified::Unchanged, Some(expected)) => {
                same("alternatives left", before, alternatives(&expected)?)
            }
        }
    }
}

impl Asked {
    fn rules(&self) -> RuleSet<'_> {
        RuleSet::of(&self.form, |_, _| true)
    }

    fn id(&self, place: usize) -> Result<RuleId, Trouble> {
        match self.ids.get(place) {
            Some(id) => Ok(*id),
            None => fail("there is no such rule"),
        }
    }

    fn places(&self, set: &[RuleId], order: &[usize]) -> Places {
        let place =
            |id: &RuleId| order.get(self.ids.iter().position(|other| other == id)?).copied();
        set.iter().filter_map(place).collect()
    }

    fn operand(&self, name: &str) -> Result<Operand, Trouble> {
        let cell = match self.cells.get(name) {
            Some(Meaning::Figure(cell) | Meaning::Truth(cell) | Meaning::Choice(cell, _)) => {
                self.form.find(&format!("t.{cell}"))
            }
            _ => None,
        };
        match cell {
            Some(cell) => Ok(Operand { cell, period: Period::This }),
            None => fail(format!("there is no variable `{name}`")),
        }
    }
}

fn weights(case: &Value) -> &Value {
    let weights = ["weights", "weight"].into_iter().map(|key| &case[key]);
    weights.into_iter().find(|weights| weights.is_object()).unwrap_or(&Value::Null)
}

fn option(options: &[String], place: &Rational) -> Option<String> {
    let place = place.to_amount()?.units_at(0)?;
    options.get(usize::try_from(place).ok()?).cloned()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a text says that there is no end, and on which side there is none.
fn endless(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().trim_start_matches('+') {
        "inf" | "infinity" => Some(true),
        "-inf" | "-infinity" => Some(false),
        _ => None,
    }
}

/// An end of a range as a case writes it; none where there is no end.
fn end(value: &Value, upper: bool) -> Result<Option<Rational>, Trouble> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) if endless(text) == Some(upper) => Ok(None),
        value => match decimal::of(value) {
            Some(figure) => Ok(Some(Rational::from(amount(&figure)?))),
            None => fail(format!("{value} is no end")),
        },
    }
}
