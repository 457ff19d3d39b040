//! In which order the columns of a table stand in a report.

use super::insert;
use super::labels::{YEAR, compared, of_line, without_brackets, year};
use super::tables::Token;
use crate::form::{Line, Table};

/// Most characters of a label above a table's figures.
const LONGEST: usize = 40;

/// The columns of a table, and the rows where those are printed side by side.
pub(super) struct Columns {
    /// Columns with cells, in the definition's order.
    all: Vec<usize>,
    /// The column each is nested in, if any, and whether it is a heading.
    above: Vec<(Option<usize>, bool)>,
    labels: Vec<(Vec<char>, Axis)>,
    rows: Vec<usize>,
    /// The order found last.
    known: Option<Vec<usize>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    Column(usize),
    Row(usize),
}

/// A label of the table among those above its figures.
#[derive(Clone, Copy)]
struct Hit {
    /// Its place among the characters of all of them.
    at: usize,
    /// Index into the report's lines.
    line: usize,
    names: Axis,
}

impl Columns {
    pub(super) fn new(table: &Table) -> Columns {
        let mut labels = Vec::new();
        let mut add = |lines: &[Line], axis: fn(usize) -> Axis| {
            for (index, line) in lines.iter().enumerate() {
                labels.extend(of_line(line).into_iter().map(|label| (label, axis(index))));
            }
        };
        add(&table.columns, Axis::Column);
        add(&table.rows, Axis::Row);
        let filled = |lines: &[Line]| {
            let filled = lines.iter().enumerate().filter(|(_, line)| !line.heading);
            filled.map(|(index, _)| index).collect::<Vec<usize>>()
        };
        Columns {
            all: filled(&table.columns),
            above: table.columns.iter().map(|line| (line.parent, line.heading)).collect(),
            labels,
            rows: filled(&table.rows),
            known: None,
        }
    }

    /// How many figures a row has.
    pub(super) fn width(&self) -> usize {
        self.all.len()
    }

    /// The order of the columns in the report, and the line where the labels that say so begin; the
    /// definition's order where nothing is nested and nothing is said.
    pub(super) fn order(&mut self, labels: &[Token<'_>]) -> Option<(Vec<usize>, Option<usize>)> {
        let hits = self.hits(labels, |axis| matches!(axis, Axis::Column(_)));
        if let Some((order, first)) = self.columns_of(&hits) {
            self.known = Some(order.clone());
            return Some((order, Some(first)));
        }
        if let Some(known) = &self.known {
            return Some((known.clone(), None));
        }
        let flat = self.above.iter().all(|(parent, _)| parent.is_none());
        let silent = hits.is_empty() && flat;
        (self.all.len() == 1 || silent)
            .then(|| (self.all.clone(), hits.iter().map(|hit| hit.line).min()))
    }

    /// How many figures stand side by side where every row does; none for a single row.
    pub(super) fn flat_width(&self) -> Option<usize> {
        self.rows.len().checked_mul(self.all.len()).filter(|_| self.rows.len() > 1)
    }

    /// The order of rows and columns where every row stands beside the others, and the line where
    /// the labels begin.
    pub(super) fn flat(&self, labels: &[Token<'_>]) -> Option<(Vec<usize>, Vec<usize>, usize)> {
        let hits = self.hits(labels, |_| true);
        let (columns, first) = self.columns_of(&hits)?;
        let mut rows: Vec<Hit> = Vec::new();
        for row in &self.rows {
            let hit = *hits.iter().rev().find(|hit| hit.names == Axis::Row(*row))?;
            insert(&mut rows, hit, |hit| hit.at);
        }
        let first = rows.iter().map(|hit| hit.line).min().unwrap_or(first).min(first);
        let index = |hit: &Hit| match hit.names {
            Axis::Row(row) | Axis::Column(row) => row,
        };
        Some((rows.iter().map(index).collect(), columns, first))
    }

    /// The year that the labels name where the table's own name the period.
    pub(super) fn year(&self, labels: &[Token<'_>]) -> Option<String> {
        let named = |label: &[char]| {
            self.labels.iter().any(|(own, _)| own.contains(&YEAR) && own.as_slice() == label)
        };
        labels.iter().rev().find(|token| named(&compared(token.text))).and_then(|t| year(t.text))
    }

    /// All columns by the last place each is named at.
    fn columns_of(&self, hits: &[Hit]) -> Option<(Vec<usize>, usize)> {
        let last = |column: usize| hits.iter().rev().find(|hit| hit.names == Axis::Column(column));
        let mut found = Vec::new();
        let mut first = usize::MAX;
        for column in &self.all {
            let own = last(*column)?;
            first = first.min(own.line);
            // A column under a heading stands where the heading does, though its own label is
            // further on: in the next line of the table's head.
            let mut group = None;
            let mut above = self.above.get(*column).and_then(|(parent, _)| *parent);
            while let Some(parent) = above {
                let Some((next, heading)) = self.above.get(parent) else { break };
                if *heading && let Some(hit) = last(parent).filter(|hit| hit.at < own.at) {
                    group = Some(hit);
                    first = first.min(hit.line);
                }
                above = *next;
            }
            let place = (group.map_or(own.at, |hit| hit.at), own.at, *column);
            insert(&mut found, place, |place| (place.0, place.1));
        }
        Some((found.into_iter().map(|(_, _, column)| column).collect(), first))
    }

    /// Where the table's labels stand among those above its figures, longest first where one begins
    /// with another. Labels may be broken over several cells or lines.
    fn hits(&self, tokens: &[Token<'_>], wanted: impl Fn(Axis) -> bool) -> Vec<Hit> {
        let mut text: Vec<char> = Vec::new();
        let mut lines: Vec<usize> = Vec::new();
        let mut starts: Vec<(usize, usize)> = Vec::new();
        for token in tokens {
            // Reports add and leave out what stands in brackets.
            let label = without_brackets(&compared(token.text));
            if label.len() <= LONGEST {
                starts.push((text.len(), token.line));
                lines.extend(label.iter().map(|_| token.line));
                text.extend(label);
            }
        }
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let here =
                self.labels.iter().filter(|(own, names)| wanted(*names) && rest.starts_with(own));
            match here.max_by_key(|(own, _)| own.len()) {
                Some((own, names)) => {
                    let line = lines.get(at).copied().unwrap_or_default();
                    hits.push(Hit { at, line, names: *names });
                    at = at.saturating_add(own.len().max(1));
                }
                None => at = at.saturating_add(1),
            }
        }
        self.add_alike(&text, &starts, &wanted, &mut hits);
        hits
    }

    /// Columns that are not named, where one label alone is much like theirs.
    fn add_alike(
        &self,
        text: &[char],
        starts: &[(usize, usize)],
        wanted: &impl Fn(Axis) -> bool,
        hits: &mut Vec<Hit>,
    ) {
        for column in &self.all {
            let names = Axis::Column(*column);
            if !wanted(names) || hits.iter().any(|hit| hit.names == names) {
                continue;
            }
            for (index, (start, line)) in starts.iter().enumerate() {
                let end = starts.get(index.saturating_add(1)).map_or(text.len(), |next| next.0);
                let Some(label) = text.get(*start..end).filter(|label| label.len() >= 4) else {
                    continue;
                };
                if hits.iter().any(|hit| (*start..end).contains(&hit.at)) {
                    continue;
                }
                let label: String = label.iter().collect();
                let alike = self.labels.iter().any(|(own, axis)| {
                    *axis == names
                        && strsim::osa_distance(&label, &own.iter().collect::<String>())
                            <= own.len() / 4
                });
                if alike {
                    insert(hits, Hit { at: *start, line: *line, names }, |hit| hit.at);
                    break;
                }
            }
        }
    }
}
