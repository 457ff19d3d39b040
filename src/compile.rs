//! Definition to form. Every problem is reported, not the first: whatever can still be looked at
//! after a problem is looked at.

mod anew;
mod bind;
mod cycle;
mod grid;
mod kinds;
mod mention;
mod names;
mod prose;
mod resolve;
mod structure;
mod walk;
mod weighted;

use crate::address::{CellId, Operand, RuleId, SourceId};
use crate::definition::{
    FormDef, GradeDef, PeriodLength, RequiredDef, RuleDef, ScopeDef, TableDef,
};
use crate::digest::Digest;
use crate::form::{Cell, Form, Parts, Place, Readers, Source, Table};
use crate::formula::{self, Expr};
use crate::problem::{Code, Problem, Problems};
use crate::rules::{Blank, Kind, Rule, Weight};
use bind::Binder;
use grid::{Axis, Grid};
use rustc_hash::FxHashSet;
use std::rc::Rc;
use std::sync::Arc;
use weighted::Meaning;

/// Most cells a form can have.
const MAX_CELLS: usize = 1 << 18;
/// Most operands all rules of a form can have together.
const MAX_OPERANDS: usize = 1 << 21;
/// Most lines that are looked through for the runs and nested lines of all formulas: a name of four
/// characters can stand for a quarter of a million.
const MAX_LOOKED: usize = 1 << 24;

/// Decodes and compiles a definition text.
///
/// # Errors
///
/// All that is wrong with the definition, in the order it was met.
pub(crate) fn compile(text: &str) -> Result<Form, Problems> {
    let (definition, problems) = FormDef::decode(text);
    let unread = |p: &Problem| matches!(p.code, Code::NotJson | Code::TooDeep | Code::TooLong);
    let undecodable = problems.iter().any(unread);
    if undecodable {
        return Err(Problems(problems));
    }
    compile_definition(&definition, problems, text)
}

fn compile_definition(
    definition: &FormDef,
    problems: Vec<Problem>,
    text: &str,
) -> Result<Form, Problems> {
    let mut compiler = Compiler {
        definition,
        problems,
        parts: Parts {
            id: definition.id.clone(),
            version: definition.version.clone(),
            digest: Digest::new().text(text).hex(),
            title: definition.title.clone(),
            period: match definition.period {
                PeriodLength::Year => "year",
                PeriodLength::Quarter => "quarter",
                PeriodLength::Month => "month",
            },
            ..Parts::default()
        },
        grids: Vec::new(),
        sections: Vec::new(),
        ids: FxHashSet::default(),
        reads: Vec::new(),
        full: false,
        looked: core::cell::Cell::new(0),
    };
    for (index, table) in definition.tables.iter().enumerate() {
        compiler.table(index, table);
    }
    for (index, section) in definition.sections.iter().enumerate() {
        compiler.section(index, section);
    }
    for index in 0..compiler.grids.len() {
        compiler.structure(index);
    }
    for (index, section) in definition.sections.iter().enumerate() {
        compiler.mentions(index, section);
    }
    for rule in &definition.rules {
        compiler.formula(rule);
    }
    for narrative in &definition.narrative {
        compiler.narrative(narrative);
    }
    compiler.anew();
    compiler.finish()
}

struct Compiler<'d> {
    definition: &'d FormDef,
    problems: Vec<Problem>,
    parts: Parts,
    grids: Vec<Rc<Grid<'d>>>,
    /// The parts of the text and their cells.
    sections: Vec<(String, CellId)>,
    /// The rule ids that are taken.
    ids: FxHashSet<Arc<str>>,
    reads: Vec<(Operand, RuleId, Weight)>,
    /// Said once: the form has more cells or operands than it can have.
    full: bool,
    /// The lines that were looked through for all runs and nested lines so far.
    looked: core::cell::Cell<usize>,
}

/// What the author wrote of a rule besides what it says.
struct Origin<'r> {
    pointer: &'r str,
    scope: &'r ScopeDef,
    grade: &'r GradeDef,
    source: SourceId,
}

impl<'d> Compiler<'d> {
    fn table(&mut self, index: usize, table: &'d TableDef) {
        self.name(&table.pointer, &table.id, index, |form| &form.tables, |table| &table.id);
        let mut grid = Grid::new(table, &mut self.problems);
        let cells = grid.rows.len().saturating_mul(grid.columns.len());
        if self.parts.cells.len().saturating_add(cells) > MAX_CELLS {
            self.too_many(&table.pointer, cells, MAX_CELLS);
            grid.rows.clear();
        } else {
            self.parts.cells.reserve(cells);
            grid.cells.reserve(cells);
        }
        let source = self.required(&table.pointer, &table.required, &table.id, Kind::Entry);
        for (row, row_node) in grid.rows.iter().enumerate() {
            for (column, column_node) in grid.columns.iter().enumerate() {
                if row_node.def.heading || column_node.def.heading {
                    grid.cells.push(None);
                    continue;
                }
                let address = format!("{}.{}.{}", table.id, row_node.def.id, column_node.def.id);
                let figures = grid::figures(row_node, column_node, table);
                for problem in figures.problems {
                    self.once(problem);
                }
                let cell = Cell {
                    address: address.into(),
                    place: Place::Table { table: index, row, column },
                    reading: figures.reading,
                    options: figures.options,
                    weight: figures.weight,
                    locked: figures.locked,
                    adding: figures.adding,
                    required: table.required.required,
                    unit: figures.unit,
                    source,
                };
                grid.cells.push(Some(add_cell(&mut self.parts, cell)));
            }
        }
        self.parts.tables.push(Table {
            id: table.id.clone(),
            title: table.title.clone(),
            rows: grid.lines(Axis::Row),
            columns: grid.lines(Axis::Column),
        });
        self.grids.push(Rc::new(grid));
    }

    fn required(
        &mut self,
        pointer: &str,
        required: &RequiredDef,
        id: &str,
        kind: Kind,
    ) -> SourceId {
        let pointer = format!("{pointer}/required");
        self.source(&pointer, &required.grade, || format!("{id}.entry"), kind)
    }

    /// Registers what the author wrote; its id must be new.
    fn source(
        &mut self,
        pointer: &str,
        grade: &GradeDef,
        default: impl Fn() -> String,
        kind: Kind,
    ) -> SourceId {
        let id: Arc<str> = grade.id.clone().unwrap_or_else(default).into();
        let taken = !id.is_empty() && !self.ids.insert(Arc::clone(&id));
        // That two tables or sections have the same id is told where they are named.
        let follows = grade.id.is_none() && matches!(kind, Kind::Entry | Kind::Section);
        if taken && !follows {
            self.problems.push(Problem::new(Code::DuplicateId, &format!("{pointer}/id"), &id));
        }
        let source = SourceId::new(self.parts.sources.len());
        self.parts.sources.push(Source {
            id,
            pointer: pointer.into(),
            kind,
            severity: grade.severity,
            basis: grade.basis.clone(),
            message: grade.message.clone(),
            table: self.only_table(),
        });
        source
    }

    /// The table that names without a table belong to where no rule says another.
    fn only_table(&self) -> Option<usize> {
        (self.grids.len() == 1).then_some(0)
    }

    /// A rule written as a formula.
    fn formula(&mut self, rule: &'d RuleDef) {
        let home = match rule.table.as_deref() {
            None => self.only_table(),
            Some(id) => self.grids.iter().position(|grid| grid.def.id == id),
        };
        let source = self.source(&rule.pointer, &rule.grade, String::new, Kind::Formula);
        if let Some(registered) = self.parts.sources.last_mut() {
            registered.table = home;
        }
        let Some(check) = &rule.check else { return };
        if let Some(table) = rule.table.as_deref().filter(|_| home.is_none()) {
            let names = self.definition.tables.iter().map(|table| table.id.as_str());
            let pointer = format!("{}/in", rule.pointer);
            let problem = Problem::new(Code::UnknownTable, &pointer, table)
                .expecting(crate::words::nearest(table, names));
            return self.problems.push(problem);
        }
        let pointer = format!("{}/check", rule.pointer);
        let Some((meaning, broadcast)) = self.resolve(&pointer, check, home, &[]) else { return };
        let origin =
            Origin { pointer: &rule.pointer, scope: &rule.scope, grade: &rule.grade, source };
        let grid =
            broadcast.and_then(|(table, axis)| Some((Rc::clone(self.grids.get(table)?), axis)));
        match grid {
            Some((grid, axis)) => {
                self.broadcast(&grid, axis, &origin, "", &meaning);
            }
            None if rule.scope.is_empty() => {
                self.single(&pointer, &rule.grade, source, String::new(), &meaning);
            }
            None => self.problems.push(Problem::new(Code::IdleScope, &rule.pointer, "")),
        }
    }

    /// What a formula means; none, with all its problems told, when it means nothing.
    fn resolve(
        &mut self,
        pointer: &str,
        check: &str,
        table: Option<usize>,
        locals: &[(String, CellId)],
    ) -> Option<(Meaning, Option<resolve::Broadcast>)> {
        self.resolved(pointer, check, table, locals, |resolver, formula| resolver.formula(formula))
    }

    /// What `meaning` makes of a formula; none, with all its problems told, when it makes nothing.
    fn resolved<T>(
        &mut self,
        pointer: &str,
        check: &str,
        table: Option<usize>,
        locals: &[(String, CellId)],
        meaning: impl Fn(&resolve::Resolver<'_, '_>, &Expr) -> Result<T, Vec<Problem>>,
    ) -> Option<T> {
        if check.len() > formula::MAX_BYTES {
            let problem = Problem::new(Code::TooLong, pointer, &check.len().to_string());
            self.problems.push(problem.expecting([formula::MAX_BYTES.to_string()]));
            return None;
        }
        let formula = match formula::read(check) {
            Ok(formula) => formula,
            Err(error) => {
                let problem = Problem::new(Code::BadFormula, pointer, &error.found)
                    .expecting(error.expected)
                    .at(error.at);
                self.problems.push(problem);
                return None;
            }
        };
        let (grids, sections) = (&self.grids, &self.sections);
        let (home, looked) = (table.or_else(|| self.only_table()), &self.looked);
        let resolver = resolve::Resolver { pointer, home, grids, sections, locals, looked };
        match meaning(&resolver, &formula) {
            Ok(resolved) => Some(resolved),
            Err(problems) => {
                self.problems.extend(problems);
                None
            }
        }
    }

    /// The one instance of a rule that names cells only.
    fn single(
        &mut self,
        pointer: &str,
        grade: &GradeDef,
        source: SourceId,
        place: String,
        meaning: &Meaning,
    ) {
        self.instance(pointer, grade, source, place, meaning, &|_| None);
    }

    /// One instance of a rule, which names lines of `axis`, for each line of the other axis that
    /// has cells and is in scope; `name` tells apart the instances of one line.
    fn broadcast(
        &mut self,
        grid: &Grid<'d>,
        axis: Axis,
        origin: &Origin<'_>,
        name: &str,
        meaning: &Meaning,
    ) -> Vec<(usize, RuleId)> {
        let Origin { pointer, scope, grade, source } = origin;
        let across = grid.nodes(axis.other());
        let mut known = true;
        for (key, ids) in [("only", &scope.only), ("except", &scope.except)] {
            for (index, id) in ids.iter().enumerate() {
                if grid.find(axis.other(), id).is_none() {
                    known = false;
                    let names = across.iter().map(|node| node.def.id.as_str());
                    let at = format!("{pointer}/{key}/{index}");
                    let problem = Problem::new(Code::UnknownName, &at, id);
                    self.once(problem.expecting(crate::words::nearest(id, names)));
                }
            }
        }
        let written = self.parts.sources.get(source.index());
        let days = written.is_some_and(|source| source.kind == Kind::Formula);
        let (mut made, mut passed) = (Vec::new(), Vec::new());
        let mut reached = false;
        for (line, node) in across.iter().enumerate() {
            let id = &node.def.id;
            let in_scope = scope.only.is_empty() || scope.only.contains(id);
            if node.def.heading || !in_scope || scope.except.contains(id) {
                continue;
            }
            reached = true;
            let place = match (name, axis) {
                ("", _) => id.clone(),
                (name, Axis::Row) => format!("{name}.{id}"),
                (name, Axis::Column) => format!("{id}.{name}"),
            };
            let cell = |at| grid.cell(axis, at, line);
            // Sums pass over lines of choices, days and texts, unless these are asked for.
            let binder = Binder { cells: &self.parts.cells, line: &cell };
            if scope.only.is_empty() && !binder.has_figures(meaning, days) {
                passed.push((line, place));
                continue;
            }
            let rule = self.instance(pointer, grade, *source, place, meaning, &cell);
            made.extend(rule.map(|rule| (line, rule)));
        }
        // Where there are no figures at all, that is what is wrong.
        if let (true, Some((line, place))) = (made.is_empty(), passed.pop()) {
            let cell = |at| grid.cell(axis, at, line);
            self.instance(pointer, grade, *source, place, meaning, &cell);
        }
        if !reached && known && !scope.is_empty() {
            self.once(Problem::new(Code::EmptyScope, pointer, ""));
        }
        made
    }

    /// Tells a problem unless it has been told.
    fn once(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// One rule instance, in which `cell` gives the cell of each line that the rule names; what
    /// cannot be bound is a problem, told once a source.
    fn instance(
        &mut self,
        pointer: &str,
        grade: &GradeDef,
        source: SourceId,
        place: String,
        meaning: &Meaning,
        cell: &dyn Fn(usize) -> Option<CellId>,
    ) -> Option<RuleId> {
        let binder = Binder { cells: &self.parts.cells, line: cell };
        let days_only = binder.reads_days(meaning);
        let (check, weights) = match binder.bind(meaning, grade) {
            Ok(bound) => bound,
            Err(mut problem) => {
                // What has a character of its own is about the formula.
                let inside = problem.at.is_some() && !pointer.ends_with("/check");
                problem.pointer = format!("{pointer}{}", if inside { "/check" } else { "" });
                self.once(problem);
                return None;
            }
        };
        if self.reads.len().saturating_add(weights.len()) > MAX_OPERANDS {
            self.too_many(pointer, self.reads.len(), MAX_OPERANDS);
            return None;
        }
        let id = RuleId::new(self.parts.rules.len());
        self.reads.extend(weights.into_iter().map(|(operand, weight)| (operand, id, weight)));
        self.parts.rules.push(Rule {
            source,
            place: place.into(),
            // A blank day is no day, and not the first of them.
            blank: if days_only { Blank::Undecided } else { grade.blank },
            implied: false,
            check,
        });
        Some(id)
    }

    fn too_many(&mut self, pointer: &str, found: usize, most: usize) {
        if !self.full {
            self.full = true;
            let problem = Problem::new(Code::TooMany, pointer, &found.to_string());
            self.problems.push(problem.expecting([most.to_string()]));
        }
    }

    fn finish(mut self) -> Result<Form, Problems> {
        if !self.problems.is_empty() {
            return Err(Problems(self.problems));
        }
        self.parts.readers = Readers::new(self.parts.cells.len(), &self.reads);
        Ok(Form::new(self.parts))
    }
}

fn add_cell(parts: &mut Parts, cell: Cell) -> CellId {
    let id = CellId::new(parts.cells.len());
    // A figure in a sentence is found through its section only.
    if !matches!(cell.place, Place::Mention { .. }) {
        parts.by_address.insert(cell.address.clone(), id);
    }
    parts.cells.push(cell);
    id
}
