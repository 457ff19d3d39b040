//! Lists in running text: a total, the parts listed behind it, and their shares.
//!
//! A list is believed only where its sentence leaves no other way to read it: a finding about a
//! list that was read wrongly costs more than a list that is passed over.

use super::fault::Fault;
use super::figure::{Figure, figures};
use super::pattern::ends_sentence;
use super::plain::Plain;
use super::{Doubt, Manner, begins};
use crate::amount::Amount;
use crate::ratio::Ratio;
use core::ops::Range;

/// Most characters of a part's name.
const LONGEST_NAME: usize = 40;
/// Most characters of a clause.
const LONGEST_CLAUSE: usize = 120;
/// Most parts of a list.
const MOST_PARTS: usize = 64;
/// Most figures that are looked back over.
const MOST_BEFORE: usize = 24;
/// What leads from a total to its parts.
const LEADS: &[&str] = &["其中", "涉及", "包括"];
/// What leads to things of which one may be several: a proposal concerns more than one field.
const CONCERNING: &[&str] = &["涉及"];
/// What begins a part that has parts of its own.
const NESTED: &[&str] = &["其中", "含", "包括", "涉及"];
/// What makes a figure a difference or a mean.
const COMPARING: &[&str] = &[
    "同比", "较", "比上", "比去", "增加", "增长", "减少", "下降", "上升", "净增", "提高", "降低",
    "平均", "人均", "每",
];
/// What leads to all of its parts.
const RESPECTIVELY: &[&str] = &["分别为", "分别是"];
/// What sums up the parts before it.
const CLOSING: &[&str] = &["以上共计", "合计", "共计", "总计"];
/// What the last part is called when it holds all that is left.
const REST: &[&str] = &["其他", "其它", "其余"];
/// What a clause begins with that says another thing than the list before it.
const STATEMENTS: &[&str] = &[
    "办结",
    "答复",
    "结转",
    "收到",
    "受理",
    "全部",
    "共",
    "已",
    "均",
    "同比",
    "比上年",
    "较",
    "截至",
    "未",
    "无",
    "累计",
    "同时",
    "另",
    "占",
    "上年",
    "本年",
    "全年",
    "按时",
    "历年",
    "自",
    "接待",
    "接受",
    "接听",
    "办理",
    "处理",
    "回复",
    "召开",
    "举办",
    "开展",
    "组织",
    "印发",
    "发布",
    "新增",
    "合计",
    "总计",
    "以上",
];
/// What makes a figure another total, which the total before it does not limit.
const APART: &[&str] = &["累计", "历年", "以来", "总数", "总量", "共计", "合计", "总计"];

/// Lists whose parts do not come to what is said of them all.
pub(crate) fn lists(text: &Plain, manner: &Manner) -> Vec<Doubt> {
    let reader = Reader::new(&text.chars);
    let all =
        (0..reader.figures.len()).filter_map(|at| reader.list(at).or_else(|| reader.closed(at)));
    let faults = all.flat_map(|list| {
        let place = list.place.clone();
        reader.faults(&list, manner).into_iter().map(move |fault| (place.clone(), fault))
    });
    faults.map(|(place, fault)| Doubt { place, fault }).collect()
}

/// Shares printed beside the parts of a list that do not follow from its figures. They may be
/// shares of another whole: one that is right says that they are not.
pub(crate) fn shares(text: &Plain) -> Vec<Doubt> {
    let reader = Reader::new(&text.chars);
    let lists = (0..reader.figures.len()).filter_map(|at| reader.list(at));
    lists.flat_map(|list| wrong_shares(&list)).collect()
}

fn wrong_shares(list: &List<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut right = false;
    for item in &list.items {
        let Some((share, printed)) = item.share.and_then(|share| Some((share, share.amount?)))
        else {
            continue;
        };
        let (part, whole) = (Ratio::from(item.amount), Ratio::from(list.total));
        match Fault::share(printed, share.decimals, part, whole) {
            None => right |= !list.total.is_zero(),
            Some(fault) => doubts.push(Doubt { place: item.name.start..share.end, fault }),
        }
    }
    doubts.retain(|doubt| right || matches!(doubt.fault, Fault::Share { cut: true, .. }));
    doubts
}

/// A total and its parts.
struct List<'r> {
    total: Amount,
    items: Vec<Item<'r>>,
    place: Range<usize>,
    /// Whether it says that these are all parts.
    complete: bool,
    /// Whether one thing may be several of its parts.
    loose: bool,
    /// Whether its figures were rounded.
    rough: bool,
    /// Whether figures follow in its sentence, so that it may have been read too short.
    open: bool,
    /// Whether its total stands behind it.
    closed: bool,
}

/// A part of a list.
struct Item<'r> {
    name: Range<usize>,
    amount: Amount,
    share: Option<&'r Figure>,
    end: usize,
}

/// How a list is read.
#[derive(Clone, Copy)]
struct Way<'u> {
    /// What its parts count.
    unit: &'u str,
    /// Whether a colon leads to it, so that `;` may part it.
    colon: bool,
    /// Whether it stands in brackets.
    bracket: bool,
    /// Whether its total is itself a part, whose sisters may follow behind a comma.
    inner: bool,
}

/// A text with its figures.
struct Reader<'t> {
    text: &'t [char],
    figures: Vec<Figure>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t [char]) -> Reader<'t> {
        Reader { text, figures: figures(text) }
    }

    /// The list behind a figure.
    fn list(&self, at: usize) -> Option<List<'_>> {
        let total = self.figures.get(at)?;
        let amount = total.amount.filter(|_| !matches!(total.unit, "" | "%"))?;
        let mut start = total.end;
        let loose = self.has(start..start.saturating_add(4), CONCERNING);
        let bracket = self.begins(start, &["("]).is_some();
        let colon = self.begins(start, &[":"]).is_some();
        start = start.saturating_add(self.begins(start, &["(", ",", ":"]).unwrap_or(0));
        let lead = self.begins(start, LEADS);
        start = start.saturating_add(lead.unwrap_or(0));
        let respectively = self.begins(start, RESPECTIVELY);
        start = start.saturating_add(respectively.unwrap_or(0));
        start = start.saturating_add(self.begins(start, &[",", ":"]).unwrap_or(0));
        if lead.is_none() && respectively.is_none() && !colon {
            return None;
        }
        let from = self.clause(total.place.start);
        if self.has(from..total.place.start, COMPARING) {
            return None;
        }
        let inner = self.before(at).any(|f| f.amount.is_none_or(|other| other > amount));
        let way = Way { unit: total.unit, colon, bracket, inner };
        let items = self.items(at.checked_add(1)?, start, way)?;
        let last = items.last()?;
        let summed = colon && lead.is_none() && self.has(from..total.place.start, CLOSING);
        let complete = respectively.is_some()
            || summed
            || self.begins(last.name.start, REST).is_some() && items.len() > 1;
        let apart = |name: &Range<usize>| self.is_apart(name.clone());
        if items.iter().any(|item| apart(&item.name)) {
            return None;
        }
        let place = from..last.end;
        let open = self.behind(last.end, total.unit, complete);
        let rough = self.rough(&place, total.unit);
        Some(List { total: amount, items, place, complete, loose, rough, open, closed: false })
    }

    /// Whether figures follow in the sentence: any at all, or those of a unit.
    fn behind(&self, end: usize, unit: &str, any: bool) -> bool {
        let rest = self.text.get(end..).unwrap_or_default();
        let length = rest.iter().position(|c| ends_sentence(*c)).unwrap_or(rest.len());
        let first = self.figures.partition_point(|figure| figure.place.start < end);
        let figures = self.figures.get(first..).unwrap_or_default().iter();
        let mut here = figures.take_while(|f| f.place.start < end.saturating_add(length));
        let inexact = |c: &char| matches!(c, '余' | '多' | '约' | '近');
        here.any(|figure| any || figure.unit == unit)
            || (any && rest.iter().take(length).any(inexact))
    }

    /// The figures before one, of the same sentence and unit, the nearest first.
    fn before(&self, at: usize) -> impl Iterator<Item = &Figure> {
        let own = self.figures.get(at);
        let start = own.map_or(0, |figure| self.sentence(figure.place.start));
        let before = self.figures.get(..at).unwrap_or_default().iter().rev().take(MOST_BEFORE);
        let before = before.take_while(move |figure| figure.place.start >= start);
        before.filter(move |figure| own.is_some_and(|own| own.unit == figure.unit))
    }

    /// The parts from a place on, until something else begins; none when one of them is not exact.
    fn items(&self, mut next: usize, mut at: usize, way: Way<'_>) -> Option<Vec<Item<'_>>> {
        let Way { unit, colon, bracket, inner } = way;
        let mut items: Vec<Item<'_>> = Vec::new();
        let mut first_mark = None;
        let mut mark = None;
        while let Some(figure) = self.figures.get(next).filter(|_| items.len() < MOST_PARTS) {
            let name = at..figure.place.start;
            let words = self.text.get(name.clone())?;
            let ends =
                |c: &char| matches!(c, '。' | '!' | '?' | ':' | '(' | ')') || (*c == ';' && !colon);
            let named = words.iter().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
            let other = mark == Some(',') && self.begins(at, STATEMENTS).is_some();
            if figure.unit != unit || words.iter().any(ends) || !named || other {
                break;
            }
            let nested = !items.is_empty() && self.begins(at, NESTED).is_some();
            if words.len() > LONGEST_NAME || nested {
                break;
            }
            let amount = figure.amount?;
            at = figure.end;
            next = next.checked_add(1)?;
            let (share, behind) = self.share(next, at);
            // The figures in brackets, and a share, are none of the list's.
            at = behind;
            while self.figures.get(next).is_some_and(|figure| figure.place.start < at) {
                next = next.checked_add(1)?;
            }
            let rest = self.begins(name.start, REST).is_some();
            items.push(Item { name, amount, share, end: share.map_or(figure.end, |s| s.end) });
            mark = self.text.get(at).copied();
            first_mark = first_mark.or(mark);
            let goes_on = match mark {
                Some('、' | '和' | '及') => true,
                Some('以') => self.begins(at, &["以及"]).is_some(),
                Some(',') => first_mark == Some(',') && !inner,
                Some(';') => colon,
                _ => false,
            };
            if rest || !goes_on || (bracket && mark == Some(')')) {
                break;
            }
            at = at.checked_add(if mark == Some('以') { 2 } else { 1 })?;
        }
        Some(items)
    }

    /// The share behind a part, and where what follows the part begins.
    fn share(&self, next: usize, at: usize) -> (Option<&Figure>, usize) {
        let figure = self.figures.get(next).filter(|figure| figure.unit == "%");
        if self.begins(at, &["("]).is_some() {
            let rest = self.text.get(at..).unwrap_or_default();
            let close = rest.iter().take(2 * LONGEST_NAME).position(|c| *c == ')');
            let Some(close) = close.and_then(|close| at.checked_add(close)) else {
                return (None, at);
            };
            // One share alone, and not that of last year.
            let inside = self.figures.iter().skip(next).take_while(|f| f.place.start < close);
            let alone = inside.count() == 1 && !self.is_apart(at..close);
            return (figure.filter(|_| alone), close.saturating_add(1));
        }
        let said = self.begins(at, &[",占比", "占比", ",占", "占"]);
        match (said.and_then(|length| at.checked_add(length)), figure) {
            (Some(start), Some(share)) if share.place.start == start => (Some(share), share.end),
            _ => (None, at),
        }
    }

    /// The list before a figure that sums it up: A 1件、B 2件,合计3件.
    fn closed(&self, at: usize) -> Option<List<'_>> {
        let total = self.figures.get(at)?;
        let amount = total.amount.filter(|_| !matches!(total.unit, "" | "%"))?;
        let clause = self.clause(total.place.start);
        let word = self.begins(clause, CLOSING)?;
        let bare = clause.checked_add(word)? == total.place.start;
        let mark = clause.checked_sub(1).and_then(|mark| self.text.get(mark));
        if !bare || mark != Some(&',') {
            return None;
        }
        let sentence = self.text.get(..clause)?;
        let nearest = sentence.get(sentence.len().saturating_sub(4 * LONGEST_CLAUSE)..)?;
        let ends = |c: &char| ends_sentence(*c) || *c == ':';
        let length = nearest.iter().rev().position(ends).unwrap_or(nearest.len());
        let start = clause.checked_sub(length)?;
        let first = self.figures.partition_point(|figure| figure.place.start < start);
        if !(2..=MOST_BEFORE).contains(&at.checked_sub(first)?) {
            return None;
        }
        let way = Way { unit: total.unit, colon: false, bracket: false, inner: false };
        let items = self.items(first, start, way)?;
        // Every figure of the sentence is a part, or this is no list.
        let all = at.checked_sub(first)? == items.len();
        let apart = items.iter().any(|item| self.is_apart(item.name.clone()));
        let marks = |item: &Item<'_>| matches!(self.text.get(item.end), Some(',' | '、'));
        (all && !apart && items.len() > 1 && items.iter().all(marks)).then_some(List {
            total: amount,
            place: start..total.end,
            items,
            complete: true,
            loose: false,
            rough: self.rough(&(start..total.end), total.unit),
            open: false,
            closed: true,
        })
    }

    fn faults(&self, list: &List<'_>, manner: &Manner) -> Vec<Fault> {
        let total = list.total;
        let parts: Vec<Amount> = list.items.iter().map(|item| item.amount).collect();
        let over = parts.iter().copied().find(|part| *part > total);
        if let Some(part) = over.filter(|_| !list.closed) {
            return vec![Fault::Part { total, part }];
        }
        let twice = |item: &Item<'_>| {
            let name = self.text.get(item.name.clone()).unwrap_or_default();
            manner.overlapping.iter().any(|word| holds(name, word))
        };
        if parts.len() < 2 || list.loose || list.items.iter().any(twice) {
            return Vec::new();
        }
        let sum = parts.iter().try_fold(Amount::ZERO, |sum, part| sum.checked_add(*part));
        let Some(sum) = sum else { return Vec::new() };
        // Some of them are all: the others are of another statement.
        if sum != total && has_run(&parts, total) {
            return Vec::new();
        }
        if list.rough || (list.complete && list.open && sum < total) {
            return Vec::new();
        }
        if sum > total || (list.complete && sum != total) {
            return vec![Fault::Sum { total, parts, sum, complete: list.complete }];
        }
        let hundredths = |amount: Amount, by: u32| amount.checked_mul(Amount::from(i64::from(by)));
        let near = hundredths(sum, 100) >= hundredths(total, manner.nearly);
        let asked = manner.nearly > 0 && parts.len() > 2 && sum < total && near && !list.open;
        if asked { vec![Fault::Nearly { total, parts, sum }] } else { Vec::new() }
    }

    /// Where the clause of a place begins.
    fn clause(&self, place: usize) -> usize {
        self.back(place, |c| matches!(c, ',' | '。' | ';' | ':' | '!' | '?' | '('))
    }

    /// Where the sentence of a place begins.
    fn sentence(&self, place: usize) -> usize {
        self.back(place, ends_sentence)
    }

    /// The place behind the nearest of some marks before a place, within a clause's length.
    fn back(&self, place: usize, mark: impl Fn(char) -> bool) -> usize {
        let before = self.text.get(..place).unwrap_or_default();
        let length = before.iter().rev().take(LONGEST_CLAUSE).take_while(|c| !mark(**c)).count();
        place.saturating_sub(length)
    }

    /// Whether figures of a unit were rounded, so that they do not add up to the last digit: with a
    /// point or 万 in them, but for sums of money with the same decimals.
    fn rough(&self, place: &Range<usize>, unit: &str) -> bool {
        let here = self.figures.iter().filter(|f| place.contains(&f.place.start));
        let mut here = here.filter(|figure| figure.unit == unit).peekable();
        let decimals = here.peek().map(|figure| figure.decimals);
        here.any(|figure| {
            let written = self.text.get(figure.place.clone()).unwrap_or_default();
            let myriad = written.iter().any(|c| matches!(c, '万' | '亿'));
            myriad
                || Some(figure.decimals) != decimals
                || (figure.decimals > 0 && !unit.ends_with('元'))
        })
    }

    /// The length of the first of these words that the text has at a place.
    fn begins(&self, at: usize, words: &[&str]) -> Option<usize> {
        begins(self.text.get(at..)?, words)
    }

    /// Whether words make a figure another total, a difference or a mean.
    fn is_apart(&self, words: Range<usize>) -> bool {
        self.has(words.clone(), APART) || self.has(words, COMPARING)
    }

    fn has(&self, range: Range<usize>, words: &[&str]) -> bool {
        let text = self.text.get(range).unwrap_or_default();
        (0..text.len()).any(|at| text.get(at..).is_some_and(|rest| begins(rest, words).is_some()))
    }
}

/// Whether several parts that follow each other, or one alone, come to a total.
fn has_run(parts: &[Amount], total: Amount) -> bool {
    !total.is_zero()
        && (0..parts.len()).any(|first| {
            let mut sum = Amount::ZERO;
            parts.iter().skip(first).any(|part| {
                sum = sum.checked_add(*part).unwrap_or(sum);
                sum == total
            })
        })
}

fn holds(text: &[char], word: &[char]) -> bool {
    !word.is_empty() && text.windows(word.len()).any(|part| part == word)
}

#[cfg(test)]
mod tests;
