//! Real tables, complete and without a finding: what every trial starts from.

use crossfoot::form::Place;
use crossfoot::{Form, Session};
use std::collections::BTreeMap;

/// Figures by cell address, as they are typed.
pub type Figures = BTreeMap<String, i64>;

/// A table of a form as a real report filled it in.
#[derive(Clone)]
pub struct Table {
    /// Whose report it is.
    pub name: &'static str,
    pub form: Form,
    pub definition: String,
    /// Everything in the report, other tables too.
    pub report: BTreeMap<String, String>,
    /// The figures of this table.
    pub figures: Figures,
    /// The prior period's report, if the trial has it.
    pub prior: Option<BTreeMap<String, String>>,
    id: &'static str,
    /// The ids of rows and columns in the form's order; headings and totals apart.
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// The totals: rows and columns that others add up to.
    pub total_row: Option<&'static str>,
    pub total_column: Option<&'static str>,
}

impl Table {
    /// The cell of a row and a column.
    pub fn cell(&self, row: &str, column: &str) -> String {
        format!("{}.{row}.{column}", self.id)
    }

    /// The figure of a cell; cells that the form does not have are 0.
    pub fn figure(&self, cell: &str) -> i64 {
        self.figures.get(cell).copied().unwrap_or(0)
    }

    /// The cells on inner rows and columns.
    pub fn inner(&self) -> Vec<String> {
        let rows = self.rows.iter();
        rows.flat_map(|row| self.columns.iter().map(move |column| self.cell(row, column))).collect()
    }
}

const NATIONAL: &str = include_str!("../../../forms/national-2021.json");
const FUJIAN: &str = include_str!("../../../forms/fujian-indicators-2017.json");
const NATIONAL_2019: &str = include_str!("../../../forms/national-2019.json");
const SHANGHAI_2019: &str = include_str!("../../../tests/reports/shanghai-office-2019.json");
const SUQIAN_2023: &str = include_str!("../../../forms/samples/suqian-2023.json");
const SUQIAN_2024: &str = include_str!("../../../forms/samples/suqian-2024.json");
const FENGZE_2016: &str = include_str!("../../../forms/samples/fengze-2016.json");
const FENGZE_2017: &str = include_str!("../../../forms/samples/fengze-2017.json");

/// Table 3 of the national form: applications by applicant and result, 25 × 7.
pub fn applications() -> Vec<Table> {
    suqian(NATIONAL, "applications", Some("handled"))
}

/// The same with cells that can hold a sign, since a lost sign cannot be typed into a count.
pub fn signed_applications() -> Vec<Table> {
    let mut definition: serde_json::Value =
        serde_json::from_str(NATIONAL).expect("the form is JSON");
    let tables = definition["tables"].as_array_mut().expect("it has tables");
    let table = tables.iter_mut().find(|table| table["id"] == "applications");
    table.expect("it has applications")["type"] = "signed".into();
    suqian(&definition.to_string(), "applications", Some("handled"))
}

/// Table 4 of the national form: each row a block of five cells.
pub fn cases() -> Vec<Table> {
    let mut tables = suqian(NATIONAL, "cases", None);
    // The office left its noughts blank.
    let mut report = read(SHANGHAI_2019);
    for row in ["reviews", "direct", "after_review"] {
        for column in ["upheld", "corrected", "other_outcome", "pending", "total"] {
            report.entry(format!("cases.{row}.{column}")).or_insert("0".to_owned());
        }
    }
    let name = "shanghai-office-2019";
    tables.push(table(name, NATIONAL_2019, report, None, "cases", None, Some("total")));
    tables
}

fn suqian(definition: &str, id: &'static str, total_row: Option<&'static str>) -> Vec<Table> {
    let reports = [("suqian-2023", SUQIAN_2023), ("suqian-2024", SUQIAN_2024)];
    let table = |(name, report): (&'static str, &'static str)| {
        table(name, definition, read(report), None, id, total_row, Some("total"))
    };
    reports.into_iter().map(table).collect()
}

/// The Fujian table of indicators, alone or with the year before.
pub fn indicators(with_prior: bool) -> Vec<Table> {
    let prior = with_prior.then_some(FENGZE_2016);
    let prior = prior.map(read);
    vec![table("fengze-2017", FUJIAN, read(FENGZE_2017), prior, "indicators", None, None)]
}

fn read(text: &str) -> BTreeMap<String, String> {
    serde_json::from_str(text).expect("a report is flat JSON")
}

fn table(
    name: &'static str,
    definition: &str,
    report: BTreeMap<String, String>,
    prior: Option<BTreeMap<String, String>>,
    id: &'static str,
    total_row: Option<&'static str>,
    total_column: Option<&'static str>,
) -> Table {
    let form = Form::compile(definition).expect("the form compiles");
    let mut session = Session::new(&form);
    let entries = report.iter().map(|(cell, text)| (cell.as_str(), text.as_str()));
    session.enter_all(entries).expect("the form has the report's cells");
    if let Some(prior) = &prior {
        session.set_prior(prior.iter().map(|(cell, text)| (cell.as_str(), text.as_str())));
    }
    assert!(session.findings().is_empty(), "{name} is not clean");
    assert!(session.suspects().list.is_empty(), "{name} is clean and has suspects");
    let (at, found) =
        form.tables().iter().enumerate().find(|(_, table)| table.id == id).expect("the table");
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    let mut figures = Figures::new();
    for (_, cell) in form.cells() {
        let Place::Table { table, row, column } = cell.place else { continue };
        if table != at {
            continue;
        }
        let (row, column) = (&found.rows[row].id, &found.columns[column].id);
        if Some(row.as_str()) != total_row && !rows.contains(row) {
            rows.push(row.clone());
        }
        if Some(column.as_str()) != total_column && !columns.contains(column) {
            columns.push(column.clone());
        }
        let text = report.get(&*cell.address).expect("the table is complete");
        figures.insert(cell.address.to_string(), text.parse().expect("it holds counts"));
    }
    let definition = definition.to_owned();
    Table {
        name,
        form,
        definition,
        report,
        figures,
        prior,
        id,
        rows,
        columns,
        total_row,
        total_column,
    }
}
