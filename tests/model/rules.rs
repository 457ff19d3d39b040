//! The rules of a definition, one by one, wherever each of them holds.

use super::formula::{self, Formula, Name};
use super::fraction::Fraction;
use super::layout::{COLUMNS, Layout, Operand, ROWS, several, text, texts};
use super::verdict::weights;
use serde_json::Value;

/// One rule at one place.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// The name of its finding.
    pub(crate) name: String,
    pub(crate) says: Formula<Operand>,
    pub(crate) tolerance: Fraction,
    pub(crate) blank: String,
}

/// All rules, in the definition's order.
pub(crate) fn rules(layout: &Layout, definition: &Value) -> Vec<Rule> {
    let mut rules = Vec::new();
    for table in 0..layout.tables.len() {
        for axis in [ROWS, COLUMNS] {
            for line in 0..layout.tables[table].axes[axis].len() {
                let place = Place { layout, table, axis };
                place.parts(line, &mut rules);
                place.over_time(line, &mut rules);
            }
        }
    }
    for rule in several(&definition["rules"]) {
        written(layout, &rule, &mut rules);
    }
    rules
}

/// Where lines are: an axis of a table.
struct Place<'l> {
    layout: &'l Layout,
    table: usize,
    axis: usize,
}

/// What a rule says where lines meet a line across, given the cell of each line.
type Says<'s> = &'s dyn Fn(&dyn Fn(usize) -> Operand, usize) -> Formula<Operand>;

impl Place<'_> {
    fn id(&self, line: usize) -> &str {
        &self.layout.tables[self.table].axes[self.axis][line].id
    }

    /// Lines that add up to a line, or are at most it.
    fn parts(&self, line: usize, rules: &mut Vec<Rule>) {
        let table = &self.layout.tables[self.table];
        let own = &table.axes[self.axis][line];
        let parts = table.parts(self.axis, line);
        let of_table = own.json["parts"].is_null() && !own.heading && !parts.is_empty();
        for relation in several(if of_table { &table.json["parts"] } else { &own.json["parts"] }) {
            let word = relation.as_str().map_or_else(|| text(&relation, "relation"), str::to_owned);
            let id = format!("{}.{}.{word}", table.id, own.id);
            if word == "sum" {
                let says = |cell: &dyn Fn(usize) -> Operand, _| {
                    let sum = parts.iter().map(|part| Formula::Name(cell(*part))).collect();
                    compare("=", Formula::Name(cell(line)), Formula::Call("sum".to_owned(), sum))
                };
                // One relation for all lines has one id.
                let named = of_table && !relation["id"].is_null();
                let called = if named { self.id(line) } else { "" };
                self.everywhere(&relation, &id, called, false, &says, rules);
                continue;
            }
            for part in &parts {
                let says = |cell: &dyn Fn(usize) -> Operand, _| {
                    compare("<=", Formula::Name(cell(*part)), Formula::Name(cell(line)))
                };
                self.everywhere(&relation, &id, self.id(*part), false, &says, rules);
            }
        }
    }

    /// Running totals and figures that are carried forward.
    fn over_time(&self, line: usize, rules: &mut Vec<Rule>) {
        let table = &self.layout.tables[self.table];
        for (key, word) in [("accumulates", "accumulation"), ("prior", "carry-forward")] {
            for relation in several(&table.axes[self.axis][line].json[key]) {
                let of = relation.as_str().map_or_else(|| text(&relation, "of"), str::to_owned);
                let of = table.line(self.axis, &of).expect("it names a line");
                let says = |cell: &dyn Fn(usize) -> Operand, _| {
                    let before = |line| Formula::Name(Operand { prior: true, ..cell(line) });
                    let right = match key {
                        "prior" => before(of),
                        _ => Formula::Of('+', Box::new((before(line), Formula::Name(cell(of))))),
                    };
                    compare("=", Formula::Name(cell(line)), right)
                };
                let id = format!("{}.{}.{word}", table.id, self.id(line));
                self.everywhere(&relation, &id, "", false, &says, rules);
            }
        }
    }

    /// A rule on every line across that it holds on.
    fn everywhere(
        &self,
        json: &Value,
        id: &str,
        called: &str,
        written: bool,
        says: Says<'_>,
        rules: &mut Vec<Rule>,
    ) {
        let table = &self.layout.tables[self.table];
        let (only, except) = (texts(&json["only"]), texts(&json["except"]));
        for (across, line) in table.axes[1 - self.axis].iter().enumerate() {
            let in_scope = only.is_empty() || only.contains(&line.id);
            if line.heading || !in_scope || except.contains(&line.id) {
                continue;
            }
            let cell = |line| Operand {
                cell: table.cell(self.axis, line, across).expect("no heading"),
                prior: false,
            };
            let says = says(&cell, across);
            // Sums pass over lines that have no figures at all, unless they are asked for.
            let figure = |operand: &Operand| {
                let kind = self.layout.cells[operand.cell].kind.as_str();
                !matches!(kind, "text" | "choice") && (kind != "date" || written)
            };
            let reads = weights(&says).map(|(weights, _)| weights);
            if only.is_empty() && reads.is_some_and(|reads| !reads.keys().any(figure)) {
                continue;
            }
            let place = match (called, self.axis) {
                ("", _) => line.id.clone(),
                (called, ROWS) => format!("{called}.{}", line.id),
                (called, _) => format!("{}.{called}", line.id),
            };
            let id = json["id"].as_str().unwrap_or(id);
            rules.push(graded(json, format!("{id}@{place}"), says));
        }
    }
}

/// A rule written as a formula.
fn written(layout: &Layout, rule: &Value, rules: &mut Vec<Rule>) {
    let formula = formula::read(&text(rule, "check"));
    let home = layout.home(rule);
    let mut names = Vec::new();
    all_names(&formula, &mut names);
    let id = text(rule, "id");
    match names.iter().find_map(|name| layout.lines(home, name)) {
        Some((table, axis, _)) => {
            let says = |_: &dyn Fn(usize) -> Operand, across| layout.bound(home, &formula, across);
            Place { layout, table, axis }.everywhere(rule, &id, "", true, &says, rules);
        }
        None => rules.push(graded(rule, id, layout.bound(home, &formula, 0))),
    }
}

fn all_names<'f>(formula: &'f Formula, names: &mut Vec<&'f Name>) {
    match formula {
        Formula::Number(_) | Formula::Text(_) => {}
        Formula::Name(name) => names.push(name),
        Formula::Minus(inner) | Formula::Not(inner) => all_names(inner, names),
        Formula::Call(_, arguments) => arguments.iter().for_each(|inner| all_names(inner, names)),
        Formula::Of(_, pair)
        | Formula::Compare(_, pair)
        | Formula::And(pair)
        | Formula::Or(pair)
        | Formula::Then(pair) => {
            all_names(&pair.0, names);
            all_names(&pair.1, names);
        }
    }
}

fn compare(sign: &str, left: Formula<Operand>, right: Formula<Operand>) -> Formula<Operand> {
    Formula::Compare(sign.to_owned(), Box::new((left, right)))
}

fn graded(json: &Value, name: String, says: Formula<Operand>) -> Rule {
    let tolerance = match &json["tolerance"] {
        Value::Null => Fraction::ZERO,
        Value::String(text) => Fraction::read(text).expect("a decimal"),
        number => Fraction::whole(number.as_i64().expect("a whole number").into()),
    };
    let blank = json["blank"].as_str().unwrap_or("undecided").to_owned();
    Rule { name, says, tolerance, blank }
}
