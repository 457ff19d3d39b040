//! Lists in running text: a total, the parts listed behind it, and their shares.
//!
//! A list is believed only where its sentence leaves no other way to read it: a finding about a
//! list that was read wrongly costs more than a list that is passed over.

use super::fault::Fault;
use super::figure::{Figure, figures};
use super::plain::Plain;
use super::{Doubt, Manner, begins};
use crate::amount::Amount;
use crate::ratio::Ratio;
use core::ops::Range;

/// Most characters of a part's name.
const LONGEST_NAME: usize = 40;
/// Most parts of a list.
const MOST_PARTS: usize = 64;
/// What leads from a total to its parts.
const LEADS: &[&str] = &["其中", "涉及", "包括"];
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
/// What makes a figure another total, a difference or a mean, which the total before it does not
/// limit.
const APART: &[&str] = &[
    "累计", "历年", "以来", "总数", "总量", "共计", "合计", "总计", "同比", "较", "比上", "比去",
    "增加", "增长", "减少", "下降", "上升", "净增", "提高", "降低", "平均", "人均", "每",
];

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
}

/// A part of a list.
struct Item<'r> {
    name: Range<usize>,
    amount: Amount,
    share: Option<&'r Figure>,
    end: usize,
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
        let items = self.items(at.checked_add(1)?, start, total.unit, colon, bracket)?;
        let last = items.last()?;
        let summed = colon && lead.is_none() && self.has(from..total.place.start, CLOSING);
        let complete = respectively.is_some()
            || summed
            || self.begins(last.name.start, REST).is_some() && items.len() > 1;
        let apart = |range: &Range<usize>| self.has(range.clone(), APART);
        if items.iter().any(|item| apart(&item.name)) {
            return None;
        }
        let place = from..last.end;
        Some(List { total: amount, items, place, complete })
    }

    /// The parts from a place on, until something else begins; none when one of them is not exact.
    fn items(
        &self,
        mut next: usize,
        mut at: usize,
        unit: &str,
        colon: bool,
        bracket: bool,
    ) -> Option<Vec<Item<'_>>> {
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
            if words.len() > LONGEST_NAME {
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
                Some(',') => first_mark == Some(','),
                Some(';') => colon,
                _ => false,
            };
            if rest || !goes_on || (bracket && mark == Some(')')) {
                break;
            }
            at = at.checked_add(1)?;
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
            let alone = inside.count() == 1 && !self.has(at..close, APART);
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
        let start = sentence.iter().rposition(|c| matches!(c, '。' | ';' | '!' | '?' | ':'));
        let start = start.map_or(0, |end| end.saturating_add(1));
        let first = self.figures.iter().position(|figure| figure.place.start >= start)?;
        let items = self.items(first, start, total.unit, false, false)?;
        // Every figure of the sentence is a part, or this is no list.
        let all = at.checked_sub(first)? == items.len();
        let apart = items.iter().any(|item| self.has(item.name.clone(), APART));
        let marks = |item: &Item<'_>| matches!(self.text.get(item.end), Some(',' | '、'));
        (all && !apart && items.len() > 1 && items.iter().all(marks)).then(|| List {
            total: amount,
            place: start..total.end,
            items,
            complete: true,
        })
    }

    fn faults(&self, list: &List<'_>, manner: &Manner) -> Vec<Fault> {
        let total = list.total;
        let parts: Vec<Amount> = list.items.iter().map(|item| item.amount).collect();
        if let Some(part) = parts.iter().copied().find(|part| *part > total) {
            return vec![Fault::Part { total, part }];
        }
        let twice = |item: &Item<'_>| {
            let name = self.text.get(item.name.clone()).unwrap_or_default();
            manner.overlapping.iter().any(|word| holds(name, word))
        };
        if parts.len() < 2 || list.items.iter().any(twice) {
            return Vec::new();
        }
        let mut sum = Amount::ZERO;
        for part in &parts {
            let Some(next) = sum.checked_add(*part) else { return Vec::new() };
            // What follows a list that is whole by then is another statement.
            if sum == total && !list.complete && !total.is_zero() {
                return Vec::new();
            }
            sum = next;
        }
        if sum > total || (list.complete && sum != total) {
            return vec![Fault::Sum { total, parts, sum, complete: list.complete }];
        }
        let hundredths = |amount: Amount, by: u32| amount.checked_mul(Amount::from(i64::from(by)));
        let near = hundredths(sum, 100) >= hundredths(total, manner.nearly);
        let asked = manner.nearly > 0 && parts.len() > 2 && sum < total && near;
        if asked { vec![Fault::Nearly { total, parts, sum }] } else { Vec::new() }
    }

    /// Where the clause of a place begins.
    fn clause(&self, place: usize) -> usize {
        let before = self.text.get(..place).unwrap_or_default();
        let mark = |c: &char| matches!(c, ',' | '。' | ';' | ':' | '!' | '?' | '(');
        before.iter().rposition(mark).map_or(0, |mark| mark.saturating_add(1))
    }

    /// The length of the first of these words that the text has at a place.
    fn begins(&self, at: usize, words: &[&str]) -> Option<usize> {
        begins(self.text.get(at..)?, words)
    }

    fn has(&self, range: Range<usize>, words: &[&str]) -> bool {
        let text = self.text.get(range).unwrap_or_default();
        (0..text.len()).any(|at| text.get(at..).is_some_and(|rest| begins(rest, words).is_some()))
    }
}

fn holds(text: &[char], word: &[char]) -> bool {
    !word.is_empty() && text.windows(word.len()).any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::super::plain;
    use super::*;

    fn manner() -> Manner {
        let words = ["网站", "微信"].map(|word| word.chars().collect());
        Manner { nearly: 90, overlapping: words.to_vec() }
    }

    fn said(text: &str) -> Vec<String> {
        let text = plain(text);
        let faults = lists(&text, &manner()).into_iter().map(|doubt| match doubt.fault {
            Fault::Sum { total, sum, complete, .. } => {
                format!("{sum} {} {total}", if complete { "=" } else { "<=" })
            }
            Fault::Nearly { total, sum, .. } => format!("{sum} of {total}"),
            Fault::Part { total, part } => format!("{part} of all {total}"),
            other => format!("{other:?}"),
        });
        faults.collect()
    }

    fn said_of_shares(text: &str) -> Vec<String> {
        let faults = shares(&plain(text)).into_iter().map(|doubt| match doubt.fault {
            Fault::Share { printed, right, cut, .. } => format!("{printed} {right} {cut}"),
            other => format!("{other:?}"),
        });
        faults.collect()
    }

    #[test]
    fn a_list_comes_to_its_total_or_to_less() {
        assert_eq!(said("收到申请4件，其中，网络申请数2件、当面申请数2件。"), [""; 0]);
        assert_eq!(said("收到申请4件，其中，网络申请数2件、当面申请数3件。"), ["5 <= 4"]);
        assert_eq!(said("事项2320项（其中许可事项130项，确认事项2447项）"), ["2447 of all 2320"]);
        assert_eq!(said("事项2320项（其中许可事项130项，确认事项47项）；服务事项216项"), [""; 0]);
        assert_eq!(said("主动公开42条，其中工作动态28条、通知公告7条、其他7条。"), [""; 0]);
        assert_eq!(said("主动公开42条，其中工作动态28条、通知公告7条、其他8条。"), ["43 = 42"]);
        assert_eq!(said("答复9件，分别为公开7件、不予公开1件、其他1件。"), [""; 0]);
        assert_eq!(said("答复9件，分别为公开7件、不予公开1件。"), ["8 = 9"]);
        assert_eq!(said("网上3件、信函2件，合计6件。"), ["5 = 6"]);
        assert_eq!(said("共计收到来件6件：网上3件、信函2件。"), ["5 = 6"]);
    }

    #[test]
    fn a_list_that_nearly_reaches_its_total_is_asked_about() {
        let text = "受理项目146个,其中:立项34个(总投资约102535.7万元)、可研批复5个(总投资约99642.81万元)、\
                    备案97个(总投资约2297669万元),提前或按时办结率达100%";
        assert_eq!(said(text), ["136 of 146"]);
        let text = "公开信息数为592条,涉及机构职能类信息71条,政策、规范性文件类信息85条,规划类信息19条,\
                    行政许可类10条、重大建设项目、为民办实事类信息33条,安全生产类信息105条。";
        assert_eq!(said(text), [""; 0]);
    }

    #[test]
    fn what_is_no_list_says_nothing() {
        for text in [
            "25个部门共计587项事项细化为361大项393小项,细化审查细则377项",
            "总数681条,公开182条。8个街道410条,24个部门公开信息940条,全区共计公开信息1532条。",
            "收到申请5件,其中网上3件,当面2件,办结5件,结转1件",
            "收到申请32件,自然人6件,法律服务机构26件;予以公开6件,无法提供23件",
            "解读政策文件4件,文字解读4篇、图解4篇",
            "发布信息100条,其中网站100条、微信80条",
            "办结11件,其中8件申请人主动撤销",
            "收到约100件,其中网上60件、信函50件",
            "根据第二十条第（一）项,2017年1月1日至12月31日,答复15个工作日内",
            "收到申请5件：一是网上3件。二是来信4件。",
            "全年5件,其中新收3件,上年结转2件,比上年增加4件",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
        assert_eq!(said("发布信息100条,其中网站101条、微信80条"), ["101 of all 100"]);
    }

    #[test]
    fn shares_are_worked_out_at_the_decimals_they_are_printed_with() {
        let right = "收到1499件：网络1303件（86.92%）、信函172件（11.47%）、当面24件（1.60%）";
        assert_eq!(said_of_shares(right), [""; 0]);
        assert_eq!(said_of_shares(&right.replace("11.47", "11.97")), ["11.97 11.47 false"]);
        let text = "答复805件,其中:公开258件(33.9%)、不予公开35件(4.34%)、无法提供265件(32.9%)";
        assert_eq!(said_of_shares(text), ["33.9 32 false", "4.34 4.35 true"]);
        assert_eq!(
            said_of_shares("答复805件,其中公开258件(占全市的3.9%)"),
            [""; 0],
            "of another whole"
        );
    }
}
