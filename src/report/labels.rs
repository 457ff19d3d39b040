//! Labels of rows and columns as forms print them and as reports copy them: with other brackets,
//! other numbers, a year in them, a character too many.

use crate::form::Line;
use crate::text::{ordinal, plain};
use rustc_hash::FxHashMap;

/// Stands for any year, in a label that names its period and in a report's.
pub(super) const YEAR: char = '\u{E000}';
/// Most labels that are compared letter by letter in one report: a form's labels are copied with a
/// slip here and there, and what is not like any of them is another form's.
const MOST_COMPARED: u32 = 300;

/// A label in the ways it may be written, the fullest first.
pub(super) fn variants(label: &[char]) -> Vec<Vec<char>> {
    let mut all = vec![label.to_vec()];
    let mut rest = label;
    for lead in [&['其', '中', ':'][..], &['其', '中']] {
        rest = rest.strip_prefix(lead).unwrap_or(rest);
    }
    push(&mut all, rest.to_vec());
    if let Some((_, start)) = ordinal(rest) {
        rest = rest.get(start..).unwrap_or_default();
        push(&mut all, rest.to_vec());
    }
    push(&mut all, without_brackets(rest));
    all
}

fn push(all: &mut Vec<Vec<char>>, label: Vec<char>) {
    if !label.is_empty() && !all.contains(&label) {
        all.push(label);
    }
}

/// A label without what stands in brackets.
pub(super) fn without_brackets(label: &[char]) -> Vec<char> {
    let mut depth = 0_u32;
    let mut kept = Vec::with_capacity(label.len());
    for c in label {
        match c {
            '(' | '[' | '〔' => depth = depth.saturating_add(1),
            ')' | ']' | '〕' if depth > 0 => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(*c),
            _ => {}
        }
    }
    kept
}

/// A label of a report as it is compared: its year stands for any.
pub(super) fn compared(label: &str) -> Vec<char> {
    let chars = plain(label).chars;
    let mut read = Vec::with_capacity(chars.len());
    let mut rest = chars.as_slice();
    while let Some(first) = rest.first() {
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        if digits == 4 && matches!(rest, ['1', '9', ..] | ['2', '0', ..]) {
            read.push(YEAR);
        } else if digits > 0 {
            read.extend(rest.iter().take(digits));
        } else {
            read.push(*first);
        }
        rest = rest.get(digits.max(1)..).unwrap_or_default();
    }
    read
}

/// The year that a label of a report names.
pub(super) fn year(label: &str) -> Option<String> {
    let chars = plain(label).chars;
    let runs = chars.split(|c| !c.is_ascii_digit());
    let mut years = runs.filter(|run| matches!(run, ['1', '9', _, _] | ['2', '0', _, _]));
    years.next().map(|run| run.iter().collect())
}

/// The ways a form's line may be labelled in a report.
pub(super) fn of_line(line: &Line) -> Vec<Vec<char>> {
    let mut all = Vec::new();
    for text in line.label.all().chain(line.short.all()) {
        let label = plain(&text.replace("{period}", &YEAR.to_string())).chars;
        for variant in variants(&label) {
            push(&mut all, variant);
        }
    }
    all
}

/// Labels and what they name.
pub(super) struct Labels<T> {
    exact: FxHashMap<Vec<char>, Vec<(usize, T)>>,
    all: Vec<(Vec<char>, T)>,
    left: u32,
}

impl<T: Copy + PartialEq> Labels<T> {
    pub(super) fn new<'l>(lines: impl IntoIterator<Item = (&'l Line, T)>) -> Labels<T> {
        let mut labels =
            Labels { exact: FxHashMap::default(), all: Vec::new(), left: MOST_COMPARED };
        for (line, named) in lines {
            for (rank, variant) in of_line(line).into_iter().enumerate() {
                labels.exact.entry(variant.clone()).or_default().push((rank, named));
                labels.all.push((variant, named));
            }
        }
        labels
    }

    /// What a label names, by itself or by one much like it.
    pub(super) fn find(&mut self, label: &[char]) -> Vec<T> {
        let exactly = self.exactly(label);
        if exactly.is_empty() { self.like(label) } else { exactly }
    }

    /// What a label names that is written as the form has it, or with more or less around it; the
    /// nearest only.
    pub(super) fn exactly(&self, label: &[char]) -> Vec<T> {
        for variant in variants(label) {
            if let Some(found) = self.exact.get(&variant) {
                let best = found.iter().map(|(rank, _)| *rank).min();
                let named = found.iter().filter(|(rank, _)| Some(*rank) == best);
                return named.map(|(_, named)| *named).collect();
            }
        }
        Vec::new()
    }

    /// What a label names that has other labels before its own: those of the group it stands in.
    pub(super) fn ending(&self, label: &[char]) -> Vec<T> {
        let ends = |(variant, _): &&(Vec<char>, T)| variant.len() >= 4 && label.ends_with(variant);
        let Some((longest, named)) = self.all.iter().filter(ends).max_by_key(|(v, _)| v.len())
        else {
            return Vec::new();
        };
        let same = |(variant, other): &(Vec<char>, T)| variant == longest && other != named;
        if self.all.iter().any(same) { Vec::new() } else { vec![*named] }
    }

    /// What a label much like it names, where only one is.
    pub(super) fn like(&mut self, label: &[char]) -> Vec<T> {
        let Some(bare) = variants(label).pop().filter(|bare| bare.len() >= 4) else {
            return Vec::new();
        };
        if self.left == 0 {
            return Vec::new();
        }
        self.left = self.left.saturating_sub(1);
        let own: String = bare.iter().collect();
        let mut best = bare.len() / 4;
        let mut found: Vec<T> = Vec::new();
        for (variant, named) in &self.all {
            if variant.len().abs_diff(bare.len()) > best {
                continue;
            }
            let distance = strsim::osa_distance(&own, &variant.iter().collect::<String>());
            if distance < best || (distance == best && found.is_empty()) {
                best = distance;
                found.clear();
            }
            if distance <= best && !found.contains(named) {
                found.push(*named);
            }
        }
        if found.len() == 1 { found } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn a_label_is_known_in_the_ways_it_is_copied() {
        let line = |label: &str| Line { label: Words::plain(label), ..Line::default() };
        let lines = [
            line("本年制发件数"),
            line("{period}年度"),
            line("（一）予以公开"),
            line("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
            line("其中:1、政府网站公开数"),
            line("3.其他"),
            line("现行有效件数"),
        ];
        let mut labels = Labels::new(lines.iter().zip(0_usize..));
        let mut found = |label: &str| labels.find(&compared(label));
        assert_eq!(found("本年(2023)制發(fā)件數"), [0]);
        assert_eq!(found("2018 年度"), [1]);
        assert_eq!(found("予以公開"), [2]);
        assert_eq!(found("（二）部分公开"), [3]);
        assert_eq!(found("1、政 府 网 站 公开数"), [4]);
        assert_eq!(found("其他"), [5]);
        assert_eq!(found("现行有效件"), [6]);
        assert_eq!(found("废止件数"), [0; 0]);
        assert_eq!(year("本年（2023）制发"), Some("2023".into()));
    }
}
