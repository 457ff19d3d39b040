//! Headings: their number in their list, their name, and which title of a form they are.

use super::plain::plain_chars;
use super::starts_with;
use crate::numeral;

/// How a heading is numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    /// 一、
    Chinese,
    /// （一）
    Bracketed,
    /// 1. or 1、
    Digits,
}

/// A heading's number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Ordinal {
    pub(crate) style: Style,
    pub(crate) number: u32,
}

impl Ordinal {
    /// As it stands before a heading.
    pub(crate) fn label(self) -> String {
        let words = "一二三四五六七八九十";
        let word = |number: u32| {
            let index = usize::try_from(number).ok()?.checked_sub(1)?;
            words.chars().nth(index)
        };
        let chinese = || -> String {
            match (self.number / 10, self.number % 10) {
                (0, _) | (1, 0) => word(self.number).into_iter().collect(),
                (tens @ 1..=9, ones) => {
                    let tens = word(tens).filter(|_| tens > 1);
                    tens.into_iter().chain(['十']).chain(word(ones)).collect()
                }
                _ => self.number.to_string(),
            }
        };
        match self.style {
            Style::Chinese => format!("{}、", chinese()),
            Style::Bracketed => format!("（{}）", chinese()),
            Style::Digits => format!("{}.", self.number),
        }
    }
}

/// （一） and the like after a full-width space, read from GB 2312 one byte too late: what some
/// copies of old pages hold in their place, with the characters that follow spoilt as well.
const SPOILT: &[(&str, u32)] =
    &[("。ㄒ唬", 1), ("。ǘ", 2), ("。ㄈ", 3), ("。ㄋ模", 4), ("。ㄎ澹", 5), ("。┣", 6)];
/// Most characters of a heading that stands on a line of its own.
pub(crate) const LONGEST: usize = 60;

/// A title of a form: the number it has there, and the names it may go by.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Heading {
    ordinal: Option<Ordinal>,
    names: Vec<Vec<char>>,
}

/// A line that is a heading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Match {
    /// By how many characters it differs from the nearest name.
    pub(crate) distance: usize,
    /// Where what follows the heading on the same line begins; the line's length when nothing does.
    pub(crate) body: usize,
}

/// A line's own number, and where its name begins.
pub(crate) fn ordinal(line: &[char]) -> Option<(Ordinal, usize)> {
    let lead = usize::from(line.first() == Some(&'?'));
    for (spoilt, number) in SPOILT {
        if line.get(lead..).is_some_and(|rest| starts_with(rest, spoilt)) {
            let ordinal = Ordinal { style: Style::Bracketed, number: *number };
            return Some((ordinal, lead + spoilt.chars().count()));
        }
    }
    let open = usize::from(starts_with(line, "("));
    let digits = line.iter().skip(open).take_while(|c| c.is_ascii_digit()).count();
    let words = line.iter().skip(open).take_while(|c| "一二三四五六七八九十".contains(**c)).count();
    let (length, chinese) = if digits > 0 { (digits, false) } else { (words, true) };
    if !(1..=3).contains(&length) {
        return None;
    }
    let end = open + length;
    let text: String = line.get(open..end)?.iter().collect();
    let number = if chinese {
        numeral::read(&text)?.units_at(0).and_then(|units| u32::try_from(units).ok())?
    } else {
        text.parse().ok()?
    };
    let style = match (open, chinese, line.get(end)?) {
        (1, true, ')') => Style::Bracketed,
        (0, true, '、' | '.' | ',') => Style::Chinese,
        (0, false, '、' | '.') => Style::Digits,
        _ => return None,
    };
    // 1.5万 is a figure, and 1、2两项 counts.
    let next = line.get(end + 1);
    if style == Style::Digits && next.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    Some((Ordinal { style, number }, end + 1))
}

impl Heading {
    /// Of a title and the other names it may go by; the title's own number is the one it has.
    pub(crate) fn new<'t>(titles: impl IntoIterator<Item = &'t str>) -> Heading {
        let mut heading = Heading::default();
        for (index, title) in titles.into_iter().enumerate() {
            let chars = plain_chars(title);
            let (own, start) = match ordinal(&chars) {
                Some((ordinal, start)) => (Some(ordinal), start),
                None => (None, 0),
            };
            if index == 0 {
                heading.ordinal = own;
            }
            let name = trimmed(chars.get(start..).unwrap_or_default());
            if !name.is_empty() {
                heading.names.push(name.to_vec());
            }
        }
        heading
    }

    /// The number it has in the form.
    pub(crate) fn number(&self) -> Option<Ordinal> {
        self.ordinal
    }

    /// Whether a line is this heading, whatever its number: its name, alone or with text behind a
    /// colon; a name much like it, where the line is numbered as headings of this kind are.
    fn of(&self, line: &[char]) -> Option<Match> {
        let own = ordinal(line);
        let start = own.map_or(0, |(_, start)| start);
        let rest = line.get(start..)?;
        let styled = match (self.ordinal, own) {
            (Some(form), Some((line, _))) => form.style == line.style,
            (None, _) => true,
            (Some(_), None) => false,
        };
        self.names.iter().filter_map(|name| in_line(rest, name, styled, start)).min()
    }

    /// Whether a line holds this heading's number in spoilt characters, which leave no name.
    pub(crate) fn is_spoilt(&self, line: &[char]) -> bool {
        let spoilt = line.starts_with(&['。']) || line.starts_with(&['?', '。']);
        spoilt && self.ordinal.is_some() && ordinal(line).map(|(own, _)| own) == self.ordinal
    }
}

/// Which of several headings a line is, by its number among them: the one it is most like, and of
/// two alike the one that has its number.
pub(crate) fn which<'h>(
    headings: impl IntoIterator<Item = &'h Heading>,
    line: &[char],
) -> Option<(usize, Match)> {
    let own = ordinal(line).map(|(own, _)| own);
    let mut best: Option<((usize, bool), usize, Match)> = None;
    for (index, heading) in headings.into_iter().enumerate() {
        let Some(found) = heading.of(line) else { continue };
        let rank = (found.distance, own.is_none() || heading.ordinal != own);
        if best.as_ref().is_none_or(|(other, ..)| rank < *other) {
            best = Some((rank, index, found));
        }
    }
    best.map(|(_, index, found)| (index, found))
}

fn in_line(rest: &[char], name: &[char], styled: bool, start: usize) -> Option<Match> {
    let whole = start.checked_add(rest.len())?;
    if trimmed(rest) == name {
        return Some(Match { distance: 0, body: whole });
    }
    if let Some(behind) = rest.strip_prefix(name) {
        let mark = behind.first().copied();
        let follows = match mark {
            Some(':' | '。') => true,
            Some(',' | ';' | '(') => styled,
            _ => false,
        };
        if follows {
            let skipped = usize::from(matches!(mark, Some(':' | '。' | ',' | ';')));
            return Some(Match { distance: 0, body: start + name.len() + skipped });
        }
    }
    // Much like it: no other heading of the form is nearer, which the caller sees to.
    let own = trimmed(rest);
    let longer = own.len().max(name.len());
    if !styled || own.len() > LONGEST || name.len() < 4 || own.len() * 2 < name.len() {
        return None;
    }
    let distance = strsim::generic_levenshtein(&Letters(own), &Letters(name));
    (distance * 3 <= longer).then_some(Match { distance, body: whole })
}

/// A name without the marks around it.
fn trimmed(name: &[char]) -> &[char] {
    let mark = |c: &char| matches!(c, ':' | ';' | ',' | '。' | '.' | '"' | '*' | '#');
    let start = name.iter().position(|c| !mark(c)).unwrap_or(name.len());
    let end = name.iter().rposition(|c| !mark(c)).map_or(start, |last| last + 1);
    name.get(start..end).unwrap_or_default()
}

/// Characters as the library compares them.
struct Letters<'t>(&'t [char]);

impl<'t> IntoIterator for &'t Letters<'t> {
    type Item = &'t char;
    type IntoIter = core::slice::Iter<'t, char>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::plain;

    fn number(line: &str) -> Option<(Style, u32)> {
        ordinal(&plain(line).chars).map(|(ordinal, _)| (ordinal.style, ordinal.number))
    }

    fn distance(heading: &Heading, line: &str) -> Option<usize> {
        heading.of(&plain(line).chars).map(|found| found.distance)
    }

    #[test]
    fn a_number_is_told_from_a_figure() {
        assert_eq!(number("一、概述"), Some((Style::Chinese, 1)));
        assert_eq!(number("十二．其他"), Some((Style::Chinese, 12)));
        assert_eq!(number("（三）主动公开"), Some((Style::Bracketed, 3)));
        assert_eq!(number("1、政府网站"), Some((Style::Digits, 1)));
        for text in ["一是加强", "1.5万元", "2017年", "（2017）3号", "", "三", "零、无"]
        {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number("?。ㄋ模╅_展政策解讀"), Some((Style::Bracketed, 4)));
    }

    #[test]
    fn a_heading_may_be_worded_otherwise_and_numbered_wrongly() {
        let heading = Heading::new(["五、存在的主要问题及改进情况", "五、工作中的问题"]);
        assert_eq!(distance(&heading, "五、存在的主要問題(tí)及改進情況"), Some(0));
        assert_eq!(distance(&heading, "四、存在的主要问题和改进情况："), Some(1));
        assert_eq!(distance(&heading, "五、工作中的问题"), Some(0));
        assert_eq!(distance(&heading, "存在的主要问题及改进情况"), Some(0));
        assert_eq!(distance(&heading, "存在的主要问题和改进情况"), None, "it has no number");
        assert_eq!(distance(&heading, "五、其他需要报告的事项"), None);
        let line = plain("五、存在的主要问题及改进情况：无").chars;
        assert_eq!(heading.of(&line), Some(Match { distance: 0, body: line.len() - 1 }));
    }
}
