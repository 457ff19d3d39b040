//! Reads the literate cases of `tests/cases/`, for the tests that run them.

macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../", $folder, "/", $name)))),*]
    };
}

/// Every case file.
pub(crate) const CASES: &[(&str, &str)] = files!("cases":
    "mentions.md", "sums.md", "seed.md", "within.md", "accumulation.md", "carry-forward.md",
    "blanks.md", "nested.md", "numerals.md", "severity.md", "decimals.md", "formulas.md", "entries.md",
    "completeness.md", "messages.md", "problems.md", "conditions.md", "types.md", "rectangles.md",
    "fujian-2009.md", "national-2014.md", "national-2019.md", "national-2021.md", "reports.md",
    "suspects-slips.md",
    "reports-in-part.md", "rollup.md", "rollup-explained.md", "suspects.md", "fujian-text.md", "national-text.md",
    "suspects-search.md",
);
const FORMS: &[(&str, &str)] = files!("../forms":
    "fujian-indicators-2009.json", "fujian-indicators-2017.json", "national-2014.json",
    "national-2019.json", "national-2021.json",
);
const SAMPLES: &[(&str, &str)] = files!("../forms/samples":
    "example-2008.json", "example-2009.json", "example-2014.json", "example-2019.json",
    "example-2020.json", "fengze-2016.json", "fengze-2017.json", "suqian-2023.json",
    "suqian-2024.json",
);
const REPORTS: &[(&str, &str)] = files!("reports":
    "donghu-2023.json", "guanzhou-2023.json", "shanghai-office-2019.json",
    "shanghai-office-2019-noughts.json", "suixian-2019.json", "taiping-2022.json",
    "zhabu-2021.json",
);

/// Whole reports as they are pasted.
const TEXTS: &[(&str, &str)] = files!("texts": "fengze-2017.txt", "fengze-2017-lines.txt");

/// Documents that are cases too: what they show is so.
pub(crate) const DOCS: &[(&str, &str)] = files!("../docs":
    "definitions.md", "suspects.md", "guide/author.md", "guide/author.zh-CN.md", "guide/clerk.md",
    "guide/clerk.zh-CN.md", "guide/district.md", "guide/district.zh-CN.md",
);

/// The period that `{period}` in labels stands for in cases that do not say.
pub(crate) const PERIOD: &str = "2017";

/// A fenced block, with the line it begins at.
pub(crate) struct Block {
    pub(crate) line: usize,
    pub(crate) head: String,
    pub(crate) text: String,
}

/// One case: its heading and its blocks.
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// The cases of a file: the blocks before the first `##` belong to each of them.
pub(crate) fn split(text: &str) -> Vec<Case> {
    let mut shared = Vec::new();
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(head)) => {
                open = Some(Block {
                    line: index + 1,
                    head: head.trim().trim_start_matches("json ").to_owned(),
                    text: String::new(),
                });
            }
            (Some(_), Some(_)) => {
                let blocks = cases.last_mut().map_or(&mut shared, |case| &mut case.blocks);
                blocks.extend(open.take());
            }
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    let blocks = shared
                        .iter()
                        .map(|b: &Block| Block {
                            line: b.line,
                            head: b.head.clone(),
                            text: b.text.clone(),
                        })
                        .collect();
                    cases.push(Case { title: title.to_owned(), blocks });
                }
            }
        }
    }
    assert!(open.is_none(), "a block is not closed");
    cases
}

/// The definition of a `form` block: the text itself, or the file it names.
pub(crate) fn definition(text: &str) -> String {
    named(FORMS, text, ".json")
}

/// The text itself, or the file it names.
fn named(files: &[(&str, &str)], text: &str, ending: &str) -> String {
    let file = format!("{}{ending}", text.trim());
    files
        .iter()
        .find(|(name, _)| *name == file)
        .map_or(text.to_owned(), |(_, text)| (*text).to_owned())
}

/// The entries of a block, those of the samples it names among them.
pub(crate) fn entries(text: &str) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(sample) = line.strip_prefix("sample ") {
            let json = named(&[SAMPLES, REPORTS].concat(), sample, ".json");
            let all: std::collections::BTreeMap<String, String> =
                serde_json::from_str(&json).unwrap_or_else(|e| unreachable!("{sample}: {e}"));
            entries.extend(all);
        } else if let Some((cell, text)) = line.split_once('=') {
            let text = text.strip_prefix(' ').unwrap_or(text);
            entries.push((cell.trim().to_owned(), text.to_owned()));
        } else {
            unreachable!("`{line}` is neither `cell = text` nor `sample NAME`");
        }
    }
    entries
}

/// The text of a `report` block: the text itself, or the file it names.
pub(crate) fn report(text: &str) -> String {
    named(TEXTS, text, ".txt")
}

/// Borrows entries as the crate takes them.
pub(crate) fn borrowed(entries: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    entries.iter().map(|(cell, text)| (cell.as_str(), text.as_str()))
}
