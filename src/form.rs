//! The compiled form: an immutable arena of cells and rules that refer to each other by `Copy`
//! ids, and the index from each cell to the rules that read it. A form never changes after
//! compilation, is cheap to clone, and can serve many sessions and threads at once.

use crate::address::{CellId, Operand, Period, RuleId, SourceId};
use crate::entry::{Adding, Reading, Value, read_value};
use crate::rules::{Kind, Rule, Severity, Weight};
use crate::text::{Check, Heading, Pattern, Scope};
use crate::words::Words;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A compiled form.
#[derive(Clone, Debug)]
pub struct Form(Arc<Parts>);

/// What the compiler hands over.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) id: String,
    pub(crate) version: String,
    /// The digest of the definition's text.
    pub(crate) digest: String,
    pub(crate) title: Words,
    /// The period's name, as catalogues know it: `year`, `quarter`, `month`.
    pub(crate) period: &'static str,
    pub(crate) tables: Vec<Table>,
    pub(crate) sections: Vec<Section>,
    pub(crate) cells: Vec<Cell>,
    pub(crate) by_address: FxHashMap<Arc<str>, CellId>,
    pub(crate) sources: Vec<Source>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) readers: Readers,
}

/// A table of figures.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// Its rows, headings included, in the definition's order.
    pub rows: Vec<Line>,
    /// Its columns, headings included, in the definition's order.
    pub columns: Vec<Line>,
}

/// A row or a column of a table.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Its label as the form prints it.
    pub label: Words,
    /// Its label inside a sentence.
    pub short: Words,
    /// The line it is nested in, by its index among those of its axis.
    pub parent: Option<usize>,
    /// Whether it is a heading, which has no cells.
    pub heading: bool,
    /// Whether its labels stand in a sentence as they are: no slot and no white space around them.
    pub(crate) bare: bool,
    /// Whether a line of the other axis has its id, too.
    pub(crate) twofold: bool,
}

/// A part of the report's text.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: Words,
    /// Other headings that are accepted for it.
    pub aliases: Vec<String>,
    /// Fewest characters, white space not counted.
    pub min_chars: u32,
    /// Whether it is what stands before the first heading.
    pub preamble: bool,
    /// Its own parts, each under a heading.
    pub parts: Vec<Part>,
    /// Its heading as it is looked for in a text.
    pub(crate) heading: Heading,
    /// Texts that are no answer, as they are compared.
    pub(crate) template: Vec<Vec<char>>,
    /// What is looked for in it whatever its sentences are.
    pub(crate) checks: Vec<(SourceId, Check)>,
    /// The sentences whose figures are compared with the tables.
    pub(crate) mentions: Vec<Mention>,
}

/// A part of a section's text under a heading of its own.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: Words,
    /// Fewest characters under its heading, white space not counted.
    pub min_chars: u32,
    /// Whether it must be there before sending.
    pub required: bool,
    /// The rule that says so.
    pub(crate) source: SourceId,
    /// Its heading as it is looked for in the text.
    pub(crate) heading: Heading,
    /// Texts that are no answer, as they are compared.
    pub(crate) template: Vec<Vec<char>>,
}

/// A sentence looked for in a section's text. Each of its figures has a cell of its own, which the
/// session fills from the text, so that rules read it like any other.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) wordings: Vec<Pattern>,
    pub(crate) scope: Arc<Scope>,
    pub(crate) holes: Vec<Hole>,
}

/// What a mention's cell is filled with from the sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Hole {
    pub(crate) cell: CellId,
    pub(crate) of: HoleOf,
}

/// What of a sentence a cell is filled with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum HoleOf {
    /// A figure, by its number in the patterns.
    Figure(usize),
    /// The decimal places that figure is written with.
    Decimals(usize),
    /// 1: the sentence is there.
    Sentence,
}

/// One place for one figure or text.
#[derive(Clone, Debug)]
pub struct Cell {
    /// `table.row.column`, or a section's id; a figure in a sentence has its section's.
    pub address: Arc<str>,
    /// Where in the form it stands.
    pub place: Place,
    /// How it reads what is typed.
    pub reading: Reading,
    /// What can be chosen in it, in the definition's order; empty unless it is a choice.
    pub options: Arc<[String]>,
    /// How much it takes to believe that it is wrong, next to other cells; 1 for most.
    pub weight: u32,
    /// Whether its figure is certain, so that it is never the wrong one.
    pub locked: bool,
    /// What becomes of it where the reports of many units are added up.
    pub adding: Adding,
    /// Whether it must be filled before sending.
    pub required: bool,
    /// What its figure counts, such as 条 or 万元.
    pub unit: Option<Arc<str>>,
    /// The rule about the cell itself: that it holds what it can hold, and is filled.
    pub source: SourceId,
}

impl Cell {
    /// Reads what was typed into it.
    pub(crate) fn read(&self, text: &str) -> Value {
        read_value(text, self.reading, self.unit.as_deref(), &self.options)
    }
}

/// Where a cell stands, by indices into the form's tables and sections.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// In a table.
    Table {
        /// Index into [`Form::tables`].
        table: usize,
        /// Index into [`Table::rows`].
        row: usize,
        /// Index into [`Table::columns`].
        column: usize,
    },
    /// A part of the text, by its index into [`Form::sections`].
    Section(usize),
    /// A figure in a sentence of a part of the text.
    Mention {
        /// Index into [`Form::sections`].
        section: usize,
        /// Which of the section's mentions.
        mention: usize,
        /// Which of the mention's figures; its patterns' number for it.
        hole: usize,
    },
}

impl Place {
    /// The table it is in, by its index into [`Form::tables`]; none for what stands in the text.
    pub fn table(self) -> Option<usize> {
        match self {
            Place::Table { table, .. } => Some(table),
            Place::Section(_) | Place::Mention { .. } => None,
        }
    }
}

/// What the author wrote once and what may have given many rules.
#[derive(Clone, Debug)]
pub struct Source {
    /// The rule's public id.
    pub id: Arc<str>,
    /// Where it stands in the definition: a JSON pointer.
    pub pointer: Box<str>,
    /// Where it comes from.
    pub kind: Kind,
    /// What a finding does to sending.
    pub severity: Severity,
    /// The text the rule rests on.
    pub basis: Words,
    /// The author's own sentence in place of the catalogue's; empty for none.
    pub message: Words,
    /// The table that names without a table belong to, by its index; none where each name says its
    /// own.
    pub table: Option<usize>,
}

/// The `hole` of what a mention keeps of a sentence besides its figures.
pub(crate) const NO_FIGURE: usize = usize::MAX;

/// Which rules read a cell, and with what weight: compressed rows, one for each cell and period.
#[derive(Clone, Debug, Default)]
pub(crate) struct Readers {
    starts: Vec<u32>,
    readers: Vec<(RuleId, Weight)>,
}

impl Readers {
    /// Builds the index from `(operand, rule, weight)` triples in the rules' order.
    pub(crate) fn new(cells: usize, reads: &[(Operand, RuleId, Weight)]) -> Readers {
        // A counting sort: how many readers each row has, where it starts, then each in its place.
        let mut starts = vec![0_u32; cells.saturating_mul(2).saturating_add(1)];
        let mut add = |row: usize, count: u32| {
            let start = starts.get_mut(row);
            start.map_or(0, |start| core::mem::replace(start, start.saturating_add(count)))
        };
        for (operand, ..) in reads {
            add(row(*operand).saturating_add(1), 1);
        }
        let mut total = 0;
        for row in 0..=cells.saturating_mul(2) {
            total = add(row, total).saturating_add(total);
        }
        let mut next = starts.clone();
        let nothing = (RuleId(u32::MAX), Weight { factor: 0, either_way: false });
        let mut readers = vec![nothing; reads.len()];
        for (operand, rule, weight) in reads {
            let Some(place) = next.get_mut(row(*operand)) else { continue };
            if let Some(reader) = readers.get_mut(*place as usize) {
                *reader = (*rule, *weight);
            }
            *place = place.saturating_add(1);
        }
        Readers { starts, readers }
    }

    fn of(&self, operand: Operand) -> &[(RuleId, Weight)] {
        let start = |row: usize| self.starts.get(row).map_or(0, |start| *start as usize);
        let row = row(operand);
        self.readers.get(start(row)..start(row.saturating_add(1))).unwrap_or_default()
    }
}

/// Both periods of a cell lie side by side.
fn row(operand: Operand) -> usize {
    let cell = operand.cell.index().saturating_mul(2);
    match operand.period {
        Period::This => cell,
        Period::Prior => cell.saturating_add(1),
    }
}

impl Form {
    pub(crate) fn new(parts: Parts) -> Form {
        Form(Arc::new(parts))
    }

    /// The definition's id.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The definition's version.
    pub fn version(&self) -> &str {
        &self.0.version
    }

    /// The SHA-256 digest of the definition's text, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.0.digest
    }

    /// The form's name.
    pub fn title(&self) -> &Words {
        &self.0.title
    }

    /// The length of its period: `year`, `quarter` or `month`.
    pub fn period(&self) -> &'static str {
        self.0.period
    }

    /// The tables of figures.
    pub fn tables(&self) -> &[Table] {
        &self.0.tables
    }

    /// The parts of text.
    pub fn sections(&self) -> &[Section] {
        &self.0.sections
    }

    /// All cells, in the definition's order.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = (CellId, &Cell)> {
        self.0.cells.iter().enumerate().map(|(index, cell)| (CellId::new(index), cell))
    }

    /// All rule instances, in the definition's order.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = (RuleId, &Rule)> {
        self.0.rules.iter().enumerate().map(|(index, rule)| (RuleId::new(index), rule))
    }

    /// The cell at an address, if there is one.
    pub fn find(&self, address: &str) -> Option<CellId> {
        self.0.by_address.get(address).copied()
    }

    /// The cells nearest to an address that is none, for a helpful answer.
    pub fn nearest(&self, address: &str) -> Vec<&str> {
        crate::words::nearest(address, self.0.cells.iter().map(|cell| &*cell.address))
    }

    /// A cell; none for an id of another form.
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        self.0.cells.get(id.index())
    }

    /// A rule instance; none for an id of another form.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.0.rules.get(id.index())
    }

    /// What the author wrote; none for an id of another form.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.0.sources.get(id.index())
    }

    /// The cells a person can fill, in the definition's order.
    pub fn fillable(&self) -> impl Iterator<Item = (CellId, &Cell)> {
        self.cells().filter(|(_, cell)| !matches!(cell.place, Place::Mention { .. }))
    }

    /// The cell a person sees: itself, and for a figure in a sentence the part of the text.
    pub fn seen(&self, id: CellId) -> CellId {
        match self.cell(id) {
            Some(Cell { place: Place::Mention { .. }, address, .. }) => {
                self.find(address).unwrap_or(id)
            }
            _ => id,
        }
    }

    /// The sentences looked for in a cell's text; none in a table's cell.
    pub(crate) fn mentions(&self, cell: &Cell) -> &[Mention] {
        match cell.place {
            Place::Section(section) => {
                self.0.sections.get(section).map_or(&[], |section| &section.mentions)
            }
            _ => &[],
        }
    }

    /// Whether a cell holds no figure of a sentence but something about it: that it is there, how
    /// its figures are written.
    pub(crate) fn is_sentence(&self, cell: &Cell) -> bool {
        matches!(cell.place, Place::Mention { hole: NO_FIGURE, .. })
    }

    /// The words that name a figure in a sentence.
    pub fn mention_label(&self, cell: &Cell) -> Option<String> {
        let Place::Mention { section, mention, hole } = cell.place else { return None };
        let mention = self.0.sections.get(section)?.mentions.get(mention)?;
        let wording = mention.wordings.first()?;
        Some(if hole == NO_FIGURE { wording.beginning() } else { wording.label(hole) })
    }

    /// The rules that read an operand, and with what weight.
    pub(crate) fn readers(&self, operand: Operand) -> &[(RuleId, Weight)] {
        self.0.readers.of(operand)
    }

    /// The lines a table cell stands on, row and column; none for a section.
    pub fn lines(&self, cell: &Cell) -> Option<(&Line, &Line)> {
        let Place::Table { table, row, column } = cell.place else {
            return None;
        };
        let table = self.0.tables.get(table)?;
        Some((table.rows.get(row)?, table.columns.get(column)?))
    }
}

impl Table {
    /// Its name in a language, or its id when it has none.
    pub fn said(&self, locale: &str) -> &str {
        first_given(&[&self.title], &self.id, locale)
    }
}

impl Line {
    /// Its label inside a sentence, in a language: the short one, else the printed one, else its id.
    pub fn said(&self, locale: &str) -> &str {
        first_given(&[&self.short, &self.label], &self.id, locale)
    }
}

impl Section {
    /// Its heading in a language, or its id when it has none.
    pub fn said(&self, locale: &str) -> &str {
        first_given(&[&self.title], &self.id, locale)
    }
}

impl Part {
    /// Its heading in a language, or its id when it has none.
    pub fn said(&self, locale: &str) -> &str {
        first_given(&[&self.title], &self.id, locale)
    }
}

fn first_given<'a>(given: &[&'a Words], id: &'a str, locale: &str) -> &'a str {
    let given = given.iter().find(|words| !words.is_empty());
    given.map_or(id, |words| words.get(locale))
}
