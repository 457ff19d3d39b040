//! Small forms of every shape, as definitions.

use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt;

/// A definition, shown as it is written.
#[derive(Clone)]
pub(crate) struct Written(pub(crate) Value);

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.0)
    }
}

/// What a rule says, over names by number.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    Not(Box<Said>),
    Joined(&'static str, Box<(Said, Said)>),
    Compare(&'static str, Figure, Figure),
    Filling(&'static str, Vec<u8>),
    Option(bool),
}

#[derive(Clone, Debug)]
pub(crate) enum Figure {
    Name(u8, bool),
    Number(&'static str),
    Minus(Box<Figure>),
    Of(char, Box<(Figure, Figure)>),
    Call(&'static str, Vec<Figure>),
    Round(Box<Figure>, i8),
    Count(Vec<u8>),
    If(Box<(Said, Figure, Figure)>),
    /// A run or the lines nested in the first line, added up or compared.
    Many(&'static str, Option<(u8, u8)>),
}

const NUMBERS: [&str; 6] = ["0", "1", "2", "0.5", "10", "3"];
const SIGNS: [&str; 6] = ["=", "<=", ">=", "!=", "<", ">"];

fn sums() -> BoxedStrategy<Figure> {
    let name =
        (any::<u8>(), prop::bool::weighted(0.15)).prop_map(|(at, prior)| Figure::Name(at, prior));
    let number = prop::sample::select(&NUMBERS[..]).prop_map(Figure::Number);
    let many =
        prop::option::of((any::<u8>(), any::<u8>())).prop_map(|run| Figure::Many("sum", run));
    let leaf = prop_oneof![6 => name, 1 => number.clone(), 1 => many];
    leaf.prop_recursive(3, 6, 2, move |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            2 => pair.clone().prop_map(|pair| Figure::Of('+', Box::new(pair))),
            2 => pair.prop_map(|pair| Figure::Of('-', Box::new(pair))),
            1 => (number.clone(), inner.clone()).prop_map(|pair| Figure::Of('*', Box::new(pair))),
            1 => prop::sample::select(&["2", "3", "4"][..]).prop_flat_map(move |by| {
                inner.clone().prop_map(move |left| Figure::Of('/', Box::new((left, Figure::Number(by)))))
            }),
        ]
    })
    .boxed()
}

fn figures() -> BoxedStrategy<Figure> {
    sums()
        .prop_recursive(2, 8, 3, |inner| {
            let list = prop::collection::vec(inner.clone(), 1..4);
            let function = prop::sample::select(&["sum", "min", "max"][..]);
            let operator = prop::sample::select(&['+', '-', '*', '/'][..]);
            let condition = (prop::sample::select(&SIGNS[..]), inner.clone(), inner.clone());
            prop_oneof![
                (function.clone(), list).prop_map(|(name, list)| Figure::Call(name, list)),
                inner.clone().prop_map(|one| Figure::Call("abs", vec![one])),
                inner.clone().prop_map(|one| Figure::Minus(Box::new(one))),
                (inner.clone(), -2..3_i8)
                    .prop_map(|(one, places)| Figure::Round(Box::new(one), places)),
                (operator, inner.clone(), inner.clone()).prop_map(|(operator, left, right)| {
                    Figure::Of(operator, Box::new((left, right)))
                }),
                prop::collection::vec(any::<u8>(), 1..4).prop_map(Figure::Count),
                (condition, inner.clone(), inner).prop_map(|((sign, left, right), yes, no)| {
                    Figure::If(Box::new((Said::Compare(sign, left, right), yes, no)))
                }),
                (function, prop::option::of((any::<u8>(), any::<u8>())))
                    .prop_map(|(name, run)| Figure::Many(name, run)),
            ]
        })
        .boxed()
}

fn said() -> impl Strategy<Value = Said> {
    let sign = || prop::sample::select(&SIGNS[..]);
    let linear =
        (sign(), sums(), sums()).prop_map(|(sign, left, right)| Said::Compare(sign, left, right));
    let other = (sign(), figures(), figures())
        .prop_map(|(sign, left, right)| Said::Compare(sign, left, right));
    let functions = ["blank", "filled", "exactly_one", "at_most_one", "all_or_none"];
    let functions = prop::sample::select(functions.to_vec());
    let filling = (functions, prop::collection::vec(any::<u8>(), 1..4))
        .prop_map(|(function, cells)| Said::Filling(function, cells));
    let option = any::<bool>().prop_map(Said::Option);
    let condition = prop_oneof![3 => linear.clone(), 2 => other, 2 => filling, 1 => option];
    let condition = condition.prop_recursive(3, 6, 2, |inner| {
        let joined = prop::sample::select(&["and", "or", "=>"][..]);
        prop_oneof![
            1 => inner.clone().prop_map(|inner| Said::Not(Box::new(inner))),
            3 => (joined, inner.clone(), inner)
                .prop_map(|(word, left, right)| Said::Joined(word, Box::new((left, right)))),
        ]
    });
    prop_oneof![2 => linear, 3 => condition]
}

/// The names that a formula may use: those of lines, those of choices, and a line with others in it.
struct Names {
    lines: Vec<String>,
    /// Names that may also be asked whether they are filled.
    all: Vec<String>,
    choice: Option<String>,
    whole: String,
}

impl Names {
    fn line(&self, at: u8) -> &str {
        &self.lines[usize::from(at) % self.lines.len()]
    }

    fn said(&self, said: &Said) -> String {
        match said {
            Said::Not(inner) => format!("not ({})", self.said(inner)),
            Said::Joined(word, pair) => {
                format!("({}) {word} ({})", self.said(&pair.0), self.said(&pair.1))
            }
            Said::Compare(sign, left, right) => {
                format!("{} {sign} {}", self.figure(left), self.figure(right))
            }
            Said::Filling(function, cells) => format!("{function}({})", self.cells(cells)),
            Said::Option(equal) => match &self.choice {
                Some(choice) => format!("{choice} {} \"new\"", if *equal { "=" } else { "!=" }),
                None => format!("filled({})", self.whole),
            },
        }
    }

    fn cells(&self, cells: &[u8]) -> String {
        let names = cells.iter().map(|at| self.all[usize::from(*at) % self.all.len()].as_str());
        names.collect::<Vec<_>>().join(", ")
    }

    fn figure(&self, figure: &Figure) -> String {
        match figure {
            Figure::Name(at, prior) => {
                format!("{}{}", if *prior { "prior." } else { "" }, self.line(*at))
            }
            Figure::Number(number) => (*number).to_owned(),
            Figure::Minus(inner) => format!("-({})", self.figure(inner)),
            Figure::Of(sign, pair) => {
                format!("({} {sign} {})", self.figure(&pair.0), self.figure(&pair.1))
            }
            Figure::Call(function, list) => {
                let list = list.iter().map(|one| self.figure(one)).collect::<Vec<_>>();
                format!("{function}({})", list.join(", "))
            }
            Figure::Round(inner, places) => format!("round({}, {places})", self.figure(inner)),
            Figure::Count(cells) => format!("count({})", self.cells(cells)),
            Figure::If(parts) => {
                let (condition, yes, no) = &**parts;
                format!("if({}, {}, {})", self.said(condition), self.figure(yes), self.figure(no))
            }
            Figure::Many(function, None) => format!("{function}({}.*)", self.whole),
            Figure::Many(function, Some((one, other))) => {
                format!("{function}({}..{})", self.line(*one), self.line(*other))
            }
        }
    }
}

/// What a form is made from, besides its formulas.
#[derive(Clone, Debug)]
struct Shape {
    kind: &'static str,
    kinds: Vec<Option<&'static str>>,
    parts: Value,
    own: Value,
    heading: bool,
    carried: bool,
    accumulates: bool,
    required: bool,
}

fn shape() -> impl Strategy<Value = Shape> {
    let kind = || prop::sample::select(&["count", "amount", "signed"][..]);
    let grade = (0..4_u8, 0..3_u8, any::<bool>()).prop_map(|(scope, blank, near)| {
        let mut grade = json!({});
        match scope {
            0 => grade["only"] = json!(["now"]),
            1 => grade["except"] = json!(["ever"]),
            _ => {}
        }
        if let Some(blank) = [None, Some("zero"), Some("undecided-if-all")][usize::from(blank)] {
            grade["blank"] = json!(blank);
        }
        if near {
            grade["tolerance"] = json!("0.5");
        }
        grade
    });
    let parts = prop_oneof![
        Just(Value::Null),
        Just(json!("sum")),
        Just(json!("within")),
        Just(json!(["sum", "within"]))
    ];
    let own =
        (prop::sample::select(&["sum", "within"][..]), grade).prop_map(|(relation, grade)| {
            let mut own = grade;
            own["relation"] = json!(relation);
            own["id"] = json!("own");
            own
        });
    let own = prop_oneof![Just(Value::Null), Just(json!([])), own];
    let kinds = prop::collection::vec(prop::option::weighted(0.3, kind()), 8);
    let flags = prop::collection::vec(any::<bool>(), 4);
    (kind(), kinds, parts, own, flags).prop_map(|(kind, kinds, parts, own, flags)| Shape {
        kind,
        kinds,
        parts,
        own,
        heading: flags[0],
        carried: flags[1],
        accumulates: flags[2],
        required: flags[3],
    })
}

fn rule() -> impl Strategy<Value = (Said, u8, &'static str, &'static str)> {
    let blank = prop::sample::select(&["undecided", "zero", "undecided-if-all"][..]);
    (said(), 0..4_u8, blank, prop::sample::select(&["0", "0", "0.5", "2"][..]))
}

/// A form with a table of figures, a table of other things, and formulas over rows, over columns,
/// and over single cells of both.
pub(crate) fn definition() -> impl Strategy<Value = Written> {
    (shape(), prop::collection::vec(rule(), 1..5))
        .prop_map(|(shape, rules)| Written(shape.definition(&rules)))
}

impl Shape {
    fn definition(&self, rules: &[(Said, u8, &'static str, &'static str)]) -> Value {
        let row = |at: usize, id: &str| {
            let mut row = json!({"id": id});
            if let Some(kind) = self.kinds[at] {
                row["type"] = json!(kind);
            }
            row
        };
        let mut total = row(0, "total");
        total["rows"] = if self.heading {
            json!([row(1, "a"), {"id": "head", "heading": true, "rows": [row(2, "b"), row(3, "c")]}])
        } else {
            json!([row(1, "a"), row(2, "b"), row(3, "c")])
        };
        if !self.own.is_null() {
            total["parts"] = self.own.clone();
        }
        let mut opening = row(4, "opening");
        if self.carried {
            opening["prior"] = json!({"of": "closing", "except": ["ever"]});
        }
        let mut ever = json!({"id": "ever"});
        if self.accumulates {
            ever["accumulates"] = json!("now");
        }
        let now = json!({"id": "now", "columns": [{"id": "north"}, {"id": "south"}]});
        let mut table = json!({
            "id": "t", "type": self.kind, "required": self.required, "columns": [now, ever],
            "rows": [opening, total, row(5, "closing")],
        });
        if !self.parts.is_null() {
            table["parts"] = self.parts.clone();
        }
        let other = json!({
            "id": "u", "required": {"id": "must"}, "columns": [
                {"id": "x"}, {"id": "y", "type": "amount", "scale": 1},
                {"id": "all", "type": "signed", "columns": [{"id": "p"}, {"id": "q", "type": "percent"}]},
                {"id": "kind", "type": "choice", "choices": ["new", "old"]},
                {"id": "remark", "type": "text"}, {"id": "day", "type": "date"}],
            "rows": [{"id": "one"}, {"id": "two", "rows": [{"id": "three"}, {"id": "four"}]}],
        });
        let rules = rules.iter().enumerate().map(|(at, (said, over, blank, tolerance))| {
            let (table, names) = names(*over);
            json!({
                "id": format!("R{at}"), "in": table, "check": names.said(said), "blank": blank,
                "tolerance": tolerance,
            })
        });
        json!({
            "crossfoot": 1, "id": "f", "version": "1", "tables": [table, other],
            "sections": [{"id": "notes"}], "rules": rules.collect::<Vec<_>>(),
        })
    }
}

fn names(over: u8) -> (&'static str, Names) {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let (table, lines, more, choice, whole) = match over {
        0 => (
            "t",
            &["opening", "total", "a", "b", "c", "closing"][..],
            &["notes"][..],
            None,
            "total",
        ),
        1 => ("t", &["now", "north", "south", "ever"][..], &[][..], None, "now"),
        2 => (
            "u",
            &["x", "y", "all", "p", "q"][..],
            &["kind", "remark", "day"][..],
            Some("kind"),
            "all",
        ),
        _ => (
            "t",
            &["total.now", "a.north", "t.b.south", "u.one.x", "u.three.y", "closing.ever"][..],
            &["u.one.kind", "u.two.remark", "notes"][..],
            Some("u.one.kind"),
            "total",
        ),
    };
    let mut all = owned(lines);
    all.extend(owned(more));
    (
        table,
        Names {
            lines: owned(lines),
            all,
            choice: choice.map(str::to_owned),
            whole: whole.to_owned(),
        },
    )
}
