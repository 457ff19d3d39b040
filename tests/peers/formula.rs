//! From the peers' expressions to crossfoot's formulas. Names become cells; where a rule has no
//! names, its constants do.

use crate::decimal;
use crate::notation::Expr;
use crate::outcome::{Trouble, fail, outside};
use crate::sheet::{Sheet, amount, fits};
use crate::walk::{fold, visit};
use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    /// The cell of a figure.
    Figure(String),
    /// A cell that says `true` or `false`.
    Truth(String),
    /// A cell with options.
    Choice(String, Vec<String>),
    /// A formula of its own: a list's sum.
    Formula(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Number,
    Truth,
    Text,
    Null,
}

pub(crate) struct Writer<'s> {
    pub(crate) sheet: &'s mut Sheet,
    pub(crate) names: BTreeMap<String, Meaning>,
    /// Whether constants become cells.
    pub(crate) constants: bool,
    /// All texts of the expression: the options of its text cells.
    texts: Vec<String>,
    /// The unit that reports, as a cell, and which units stand in a relation to others.
    pub(crate) unit: Option<(String, Relations)>,
}

/// By the relation and the unit or group named, the units that stand in it.
pub(crate) type Relations = BTreeMap<(String, String), Vec<String>>;

pub(crate) fn truths() -> Vec<String> {
    vec!["true".to_owned(), "false".to_owned()]
}

/// Largest exponent that is written out as a product.
const HIGHEST: i64 = 40;

impl<'s> Writer<'s> {
    pub(crate) fn new(sheet: &'s mut Sheet) -> Writer<'s> {
        Writer { sheet, names: BTreeMap::new(), constants: false, texts: Vec::new(), unit: None }
    }

    /// An expression without names: its constants are what stands in the cells.
    pub(crate) fn of_constants(sheet: &'s mut Sheet, expr: &Expr) -> Writer<'s> {
        let mut texts = vec!["…".to_owned()];
        visit(expr, &mut |expr| {
            if let Expr::Text(text) = expr
                && !texts.contains(text)
            {
                texts.push(text.clone());
            }
        });
        Writer { constants: true, texts, ..Writer::new(sheet) }
    }

    /// What kind of value an expression has.
    pub(crate) fn kind(&self, expr: &Expr) -> Result<Kind, Trouble> {
        Ok(match expr {
            Expr::Number(_)
            | Expr::Negate(_)
            | Expr::Math(..)
            | Expr::Run(..)
            | Expr::Where(..) => Kind::Number,
            Expr::Text(_) => Kind::Text,
            Expr::Null => Kind::Null,
            Expr::Name(name) => match self.meaning(name)? {
                Meaning::Figure(_) | Meaning::Formula(_) => Kind::Number,
                Meaning::Truth(_) => Kind::Truth,
                Meaning::Choice(..) => Kind::Text,
            },
            Expr::Truth(_)
            | Expr::Compare(..)
            | Expr::Not(_)
            | Expr::And(..)
            | Expr::Or(..)
            | Expr::Implies(..)
            | Expr::In(..)
            | Expr::Unit(..) => Kind::Truth,
            Expr::Call(name, arguments) => match name.to_ascii_lowercase().as_str() {
                "isnull" | "isnotnull" => Kind::Truth,
                "if" => self.joint(arguments.iter().skip(1))?,
                "firstnonnull" => self.joint(arguments.iter())?,
                _ => Kind::Number,
            },
        })
    }

    fn joint<'e>(&self, branches: impl Iterator<Item = &'e Expr>) -> Result<Kind, Trouble> {
        let mut joint = Kind::Null;
        for branch in branches {
            joint = match (joint, self.kind(branch)?) {
                (Kind::Null, kind) | (kind, Kind::Null) => kind,
                (one, other) if one == other => one,
                _ => return outside("the branches are values of different kinds"),
            };
        }
        Ok(joint)
    }

    pub(crate) fn meaning(&self, name: &str) -> Result<&Meaning, Trouble> {
        match self.names.get(name) {
            Some(meaning) => Ok(meaning),
            None => fail(format!("`{name}` stands for nothing")),
        }
    }

    /// The expression as a figure.
    pub(crate) fn figure(&mut self, expr: &Expr) -> Result<String, Trouble> {
        match expr {
            Expr::Number(text) => self.number(text),
            Expr::Null => self.sheet.figure("null", ""),
            Expr::Name(name) => match self.meaning(name)? {
                Meaning::Figure(formula) | Meaning::Formula(formula) => Ok(formula.clone()),
                Meaning::Truth(_) => outside(TRUTH_AS_NUMBER),
                Meaning::Choice(..) => outside(TEXT_AS_NUMBER),
            },
            Expr::Negate(inner) => Ok(format!("(-{})", self.figure(inner)?)),
            Expr::Math('^', base, exponent) => self.power(base, exponent),
            Expr::Math('%', left, right) => self.remainder(left, right),
            Expr::Math(sign, left, right) => {
                Ok(format!("({} {sign} {})", self.figure(left)?, self.figure(right)?))
            }
            Expr::Call(name, arguments) => self.call(name, arguments),
            Expr::Run(..) | Expr::Where(..) => fail("a list where a figure must stand"),
            Expr::Text(_) => outside(TEXT_AS_NUMBER),
            _ => outside(TRUTH_AS_NUMBER),
        }
    }

    fn number(&mut self, text: &str) -> Result<String, Trouble> {
        if self.constants {
            return self.sheet.figure("constant", text);
        }
        // A figure in a formula may be longer than one in a cell.
        let amount = amount(text)?;
        Ok(amount.to_string())
    }

    fn call(&mut self, name: &str, arguments: &[Expr]) -> Result<String, Trouble> {
        let lower = name.to_ascii_lowercase();
        if arguments.is_empty() {
            return outside(format!("`{name}()` asks for the value of nothing"));
        }
        match (lower.as_str(), arguments) {
            ("round" | "round_half_away", [figure, places]) => {
                let Some(places) = fold(places).filter(|places| places.scale() == 0) else {
                    return outside("rounds to a computed number of places");
                };
                Ok(format!("round({}, {places})", self.figure(figure)?))
            }
            ("round_half_away", [figure]) => Ok(format!("round({})", self.figure(figure)?)),
            ("sum" | "min" | "max" | "abs" | "round", _) => {
                Ok(format!("{lower}({})", self.figures(arguments)?))
            }
            ("greatest", _) => Ok(format!("max({})", self.figures(arguments)?)),
            ("least", _) => Ok(format!("min({})", self.figures(arguments)?)),
            ("if", [condition, yes, no]) => Ok(format!(
                "if({}, {}, {})",
                self.condition(condition)?,
                self.figure(yes)?,
                self.figure(no)?
            )),
            ("firstnonnull", [first, rest @ ..]) => {
                let (first, filled) = (self.figure(first)?, self.filled(first)?);
                if rest.is_empty() {
                    return Ok(first);
                }
                Ok(format!("if({filled}, {first}, {})", self.call(name, rest)?))
            }
            ("removezeros", [inner]) => {
                let (inner, blank) = (self.figure(inner)?, self.sheet.figure("null", "")?);
                Ok(format!("if({inner} = 0, {blank}, {inner})"))
            }
            // As a figure: 1 when there is something, 0 when there is not.
            ("filled", [Expr::Name(cell)]) => Ok(format!("count({})", self.cell(cell)?)),
            ("log" | "log10" | "ln", _) => outside("needs a logarithm"),
            _ => outside(format!("needs the function `{name}`, which formulas do not have")),
        }
    }

    fn figures(&mut self, arguments: &[Expr]) -> Result<String, Trouble> {
        let figures: Result<Vec<String>, Trouble> =
            arguments.iter().map(|argument| self.figure(argument)).collect();
        Ok(figures?.join(", "))
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) -> Result<String, Trouble> {
        let folded = fold(exponent).and_then(|amount| amount.units_at(0));
        let Some(exponent) = folded.and_then(|exponent| i64::try_from(exponent).ok()) else {
            return outside("a power whose exponent is no whole number");
        };
        if exponent.abs() > HIGHEST {
            return outside(format!("a power of more than {HIGHEST} factors"));
        }
        let base = self.figure(base)?;
        let factors = usize::try_from(exponent.unsigned_abs()).unwrap_or(0);
        let product = vec![base; factors].join(" * ");
        Ok(match exponent {
            // A rule reads a cell, and this is what the power comes to.
            0 => self.sheet.figure("constant", "1")?,
            1.. => format!("({product})"),
            _ => format!("(1 / ({product}))"),
        })
    }

    /// What is left of a division cut off at the whole number: `a - b × cut(a / b)`.
    fn remainder(&mut self, left: &Expr, right: &Expr) -> Result<String, Trouble> {
        let (left, right) = (self.figure(left)?, self.figure(right)?);
        let whole = cut(&format!("{left} / {right}"), "0.5", 0);
        Ok(format!("({left} - {right} * {whole})"))
    }

    /// The expression as a condition.
    pub(crate) fn condition(&mut self, expr: &Expr) -> Result<String, Trouble> {
        match expr {
            Expr::Truth(truth) => {
                let cell = self.sheet.choice("constant", &truths(), &truth.to_string());
                Ok(format!("{cell} = \"true\""))
            }
            Expr::Null => Ok(format!("{} = \"true\"", self.sheet.choice("null", &truths(), ""))),
            Expr::Name(name) => match self.meaning(name)? {
                Meaning::Truth(cell) => Ok(format!("{cell} = \"true\"")),
                Meaning::Figure(_) | Meaning::Formula(_) => outside(NUMBER_AS_TRUTH),
                Meaning::Choice(..) => outside(TEXT_AS_TRUTH),
            },
            Expr::Compare(sign, left, right) => self.compare(sign, left, right),
            Expr::Not(inner) => Ok(format!("(not ({}))", self.condition(inner)?)),
            Expr::And(left, right) => {
                Ok(format!("(({}) and ({}))", self.condition(left)?, self.condition(right)?))
            }
            Expr::Or(left, right) => {
                Ok(format!("(({}) or ({}))", self.condition(left)?, self.condition(right)?))
            }
            Expr::Implies(when, then) => {
                Ok(format!("({}) => ({})", self.condition(when)?, self.condition(then)?))
            }
            Expr::In(left, options) => {
                let any: Result<Vec<String>, Trouble> = options
                    .iter()
                    .map(|option| {
                        let option = Expr::Text(option.clone());
                        Ok(format!("({})", self.compare("=", left, &option)?))
                    })
                    .collect();
                Ok(format!("({})", any?.join(" or ")))
            }
            Expr::Unit(how, names) => self.unit(how, names),
            Expr::Call(name, arguments) => {
                match (name.to_ascii_lowercase().as_str(), arguments.as_slice()) {
                    ("isnull", [inner]) => Ok(format!("(not {})", self.filled(inner)?)),
                    ("isnotnull" | "filled", [inner]) => self.filled(inner),
                    ("if", [condition, yes, no]) => {
                        let condition = self.condition(condition)?;
                        let (yes, no) = (self.condition(yes)?, self.condition(no)?);
                        Ok(either(&condition, &yes, &no))
                    }
                    ("firstnonnull", [only]) => self.condition(only),
                    ("firstnonnull", [Expr::Null, rest @ ..]) => {
                        self.condition(&Expr::Call(name.clone(), rest.to_vec()))
                    }
                    ("firstnonnull", [Expr::Truth(_), ..]) => match arguments.first() {
                        Some(first) => self.condition(first),
                        None => fail("no argument"),
                    },
                    _ => outside(NUMBER_AS_TRUTH),
                }
            }
            Expr::Text(_) => outside(TEXT_AS_TRUTH),
            _ => outside(NUMBER_AS_TRUTH),
        }
    }

    fn compare(&mut self, sign: &str, left: &Expr, right: &Expr) -> Result<String, Trouble> {
        use Kind::{Null, Number, Text, Truth};
        let equality = matches!(sign, "=" | "!=");
        let not = if sign == "!=" { "not " } else { "" };
        match (self.kind(left)?, self.kind(right)?) {
            (Number | Null, Number | Null) => {
                Ok(format!("{} {sign} {}", self.figure(left)?, self.figure(right)?))
            }
            (Truth | Null, Truth | Null) if equality => {
                let (left, right) = (self.condition(left)?, self.condition(right)?);
                Ok(format!("({not}{})", either(&left, &right, &format!("not ({right})"))))
            }
            (Truth | Null, Truth | Null) => outside("orders the truth values"),
            (Text | Null, Text | Null) if equality => {
                let (cell, options) = self.text_cell(left)?;
                match right {
                    Expr::Text(text) => Ok(format!("({not}({cell} = {}))", quoted(text)?)),
                    other => {
                        let (other, _) = self.text_cell(other)?;
                        Ok(format!("({not}{})", same_option(&cell, &other, &options)?))
                    }
                }
            }
            (Text | Null, Text | Null) => outside("orders texts"),
            (Truth, Number) | (Number, Truth) => outside(TRUTH_AS_NUMBER),
            (Text, Number) | (Number, Text) => outside(TEXT_AS_NUMBER),
            (Text, Truth) | (Truth, Text) => outside(TEXT_AS_TRUTH),
        }
    }

    fn text_cell(&mut self, expr: &Expr) -> Result<(String, Vec<String>), Trouble> {
        match expr {
            Expr::Text(text) => {
                let options = self.texts.clone();
                Ok((self.sheet.choice("constant", &options, text), options))
            }
            Expr::Null => {
                let options = self.texts.clone();
                Ok((self.sheet.choice("null", &options, ""), options))
            }
            Expr::Name(name) => match self.meaning(name)? {
                Meaning::Choice(cell, options) => Ok((cell.clone(), options.clone())),
                _ => fail(format!("`{name}` has no options")),
            },
            _ => outside("computes a text"),
        }
    }

    /// Whether there is something in a cell. A value that is computed is not in a cell.
    fn filled(&mut self, expr: &Expr) -> Result<String, Trouble> {
        let cell = match expr {
            Expr::Name(name) => self.cell(name)?,
            Expr::Number(text) => {
                let plain = decimal::plain(text).unwrap_or_default();
                fits(&plain)?;
                self.sheet.figure("constant", text)?
            }
            Expr::Null => self.sheet.figure("null", "")?,
            Expr::Truth(truth) => self.sheet.choice("constant", &truths(), &truth.to_string()),
            Expr::Text(text) if text.is_empty() => {
                return outside("an empty text is a value at the peer; here it is a blank");
            }
            Expr::Text(_) => self.text_cell(expr)?.0,
            _ => return outside("asks whether a computed value is there, not a cell's"),
        };
        Ok(format!("filled({cell})"))
    }

    pub(crate) fn cell(&self, name: &str) -> Result<String, Trouble> {
        match self.meaning(name)? {
            Meaning::Figure(cell) | Meaning::Truth(cell) | Meaning::Choice(cell, _) => {
                Ok(cell.clone())
            }
            Meaning::Formula(_) => outside(format!("`{name}` is not one cell")),
        }
    }

    fn unit(&mut self, how: &str, names: &[String]) -> Result<String, Trouble> {
        let Some((cell, relations)) = &self.unit else {
            return fail("the case does not say which unit reports");
        };
        let mut any = Vec::new();
        for name in names {
            let Some(units) = relations.get(&(how.to_owned(), name.clone())) else {
                return fail(format!("the case does not say which units are {how} {name}"));
            };
            for unit in units {
                any.push(format!("{cell} = {}", quoted(unit)?));
            }
        }
        if any.is_empty() {
            // No unit is: what is both so and not so.
            return Ok(format!("(blank({cell}) and filled({cell}))"));
        }
        Ok(format!("({})", any.join(" or ")))
    }
}

pub(crate) const TRUTH_AS_NUMBER: &str =
    "takes a truth value for a number; here a condition is not a figure";
pub(crate) const NUMBER_AS_TRUTH: &str =
    "takes a number for a truth value; here a figure is not a condition";
pub(crate) const TEXT_AS_NUMBER: &str = "takes a text for a number; here a text is not a figure";
pub(crate) const TEXT_AS_TRUTH: &str =
    "takes a text for a truth value; here a text is not a condition";

/// Cut off towards nought at so many places. Formulas round half away from nought, so half a unit
/// of the last place is taken off first; `half` is that half.
pub(crate) fn cut(formula: &str, half: &str, places: i32) -> String {
    let magnitude = format!("max(0, round(abs({formula}) - {half}, {places}))");
    format!("(if(({formula}) < 0, -1, 1) * {magnitude})")
}

fn either(condition: &str, yes: &str, no: &str) -> String {
    format!("((({condition}) and ({yes})) or ((not ({condition})) and ({no})))")
}

/// Whether two cells hold the same option.
pub(crate) fn same_option(one: &str, other: &str, options: &[String]) -> Result<String, Trouble> {
    let each: Result<Vec<String>, Trouble> = options
        .iter()
        .map(|option| {
            let option = quoted(option)?;
            Ok(format!("({one} = {option} and {other} = {option})"))
        })
        .collect();
    Ok(format!("({})", each?.join(" or ")))
}

pub(crate) fn quoted(text: &str) -> Result<String, Trouble> {
    if text.contains(['"', '\\']) {
        return outside("a text with quotation marks in it");
    }
    Ok(format!("\"{text}\""))
}
