//! The command line's own words. Those about findings and problems are the library's.

/// What the command line says of itself, in one language.
#[derive(Clone, Copy)]
pub(crate) struct Phrases {
    chinese: bool,
}

impl Phrases {
    pub(crate) fn new(locale: &str) -> Phrases {
        Phrases { chinese: locale.starts_with("zh") }
    }

    /// A phrase with its slots filled, the key itself where there is none.
    pub(crate) fn say(self, key: &str, slots: &[(&str, &str)]) -> String {
        let known = PHRASES.iter().find(|(name, ..)| *name == key);
        let (english, chinese) = known.map_or((key, key), |(_, en, zh)| (*en, *zh));
        let template = if self.chinese { chinese } else { english };
        // What fills one slot is never looked through for the next.
        let mut said = String::new();
        let mut rest = template;
        while let Some((before, (slot, after))) =
            rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
        {
            said.push_str(before);
            let filled = slots.iter().find(|(name, _)| *name == slot);
            said.push_str(filled.map_or(slot, |(_, text)| text));
            rest = after;
        }
        said.push_str(rest);
        said
    }

    pub(crate) fn word(self, key: &str) -> String {
        self.say(key, &[])
    }
}

/// Key, English, Chinese.
const PHRASES: &[(&str, &str, &str)] = &[
    ("hard", "hard", "强制性"),
    ("soft", "soft", "核实性"),
    ("info", "info", "提示性"),
    (
        "counts",
        "{hard} hard, {soft} soft, {info} info",
        "强制性 {hard}，核实性 {soft}，提示性 {info}",
    ),
    ("all", "{reports} reports: {counts}", "共 {reports} 份报表：{counts}"),
    (
        "all-but",
        "{reports} reports, {unusable} unusable: {counts}",
        "共 {reports} 份报表，{unusable} 份无法核对：{counts}",
    ),
    (
        "read",
        "{placed} of {cells} figures and {parts} of {sections} parts of the text were read",
        "读出 {cells} 个数中的 {placed} 个，正文 {sections} 部分中的 {parts} 部分",
    ),
    (
        "other-period",
        "the tables are about {found}, not {period}",
        "表中所列为 {found} 年度，而不是 {period} 年度",
    ),
    ("left-blank", "{count} left blank: {cells}", "留空 {count} 处：{cells}"),
    (
        "left-blank-more",
        "{count} left blank: {cells} and {more} more",
        "留空 {count} 处：{cells}，另有 {more} 处",
    ),
    (
        "report-too-long",
        "the text is too long: {bytes} bytes, and at most {most} are read",
        "文本过长：{bytes} 字节，最多可读 {most} 字节",
    ),
    ("basis", "basis: {basis}", "依据：{basis}"),
    ("places", "on: {places}", "适用于：{places}"),
    ("implied", "implied by other rules", "由其他规则推出"),
    ("one-of-these", "one of these, the likeliest first:", "可能是以下之一，较可能的在前："),
    ("less-likely", "less likely:", "可能性较小的："),
    ("more-suspects", "and {more} more", "另有 {more} 种可能"),
    (
        "cut-short",
        "the search was cut short; there may be other explanations",
        "未能查完，可能还有其他解释",
    ),
    ("no-suspects", "nothing is suspected", "没有可疑的数字"),
    ("implied-blanks", "implied for blanks:", "由各项关系可以推出的空格："),
    ("of-cell", "{name}: {said}", "{name}：{said}"),
    ("suspicious", "with suspects: {reports}", "有可疑数字的 {reports} 份"),
    ("rules", "{form}: {rules} rules", "{form}：{rules} 条规则"),
    ("line", "line {line}", "第 {line} 行"),
    ("line-of", "{name}, line {line}", "{name} 第 {line} 行"),
    ("with-id", "{name} ({id})", "{name}（{id}）"),
    ("stdin", "standard input", "标准输入"),
    ("error", "error", "错误"),
    ("warning", "warning", "警告"),
    ("help", "help", "提示"),
    ("note", "note", "注意"),
    ("separator", "; ", "；"),
    ("added-up", "reports added up: {reports}", "汇总报表 {reports} 份"),
    ("added-up-in", "reports of {group} added up: {reports}", "汇总{group}报表 {reports} 份"),
    (
        "some-absent",
        "{said} ({count} reports have no figure here)",
        "{said}（有 {count} 份报表此格没有数字）",
    ),
    ("anew", "{said} (worked out anew)", "{said}（按规则重新计算）"),
    ("no-figures", "cells without a figure in any report: {count}", "各报表均未填写的格：{count}"),
    ("missing-units", "missing: {count} of {units}", "尚缺 {units} 个单位中的 {count} 个"),
    ("unknown-units", "not in the roster: {count}", "名单中没有的单位：{count}"),
    ("left-out-units", "left out: {count}", "未计入的单位：{count}"),
    ("units-twice", "counted more than once: {count}", "重复计入的单位：{count}"),
    ("times", "{times} times", "计入 {times} 次"),
    ("units-found", "with findings of their own: {count}", "本身有问题的报表：{count}"),
    ("not-counted", "not counted: {refused}", "未计入：{refused}"),
    ("no-group", "the roster has no group {group}", "名单中没有“{group}”这一组"),
    (
        "no-report",
        "there is no report of {unit} that could be left out",
        "没有 {unit} 的报表，无从剔除",
    ),
    ("not-a-partial", "not a partial result", "不是部分汇总结果"),
    (
        "other-partial",
        "a partial result of another form, edition, period or roster ({found})",
        "是另一种报表、版本、时期或名单的部分汇总结果（{found}）",
    ),
    ("too-large-sums", "the sums are too large to be added up", "合计数过大，无法相加"),
    (
        "bad-roster",
        "{name} is no usable roster, so nothing was added up",
        "{name} 不是可用的单位名单，未作任何汇总",
    ),
    ("clean-form", "{name}: no problems", "{name}：没有问题"),
    (
        "problems",
        "{name}: errors: {errors}, warnings: {warnings}, notes: {notes}",
        "{name}：错误 {errors}，警告 {warnings}，注意 {notes}",
    ),
    ("unreadable", "{name} cannot be read: {why}", "无法读取 {name}：{why}"),
    ("not-utf8", "the text is not UTF-8", "文本不是 UTF-8 编码"),
    ("stdin-twice", "standard input can be read once only", "标准输入只能读取一次"),
    (
        "bad-form",
        "{name} is no usable definition, so nothing was checked",
        "{name} 不是可用的表单定义，未作任何核对",
    ),
    ("too-long", "longer than {most} bytes", "超过 {most} 字节"),
    ("unknown-cell", "the form has no cell `{cell}`", "表单没有单元格 `{cell}`"),
    (
        "unknown-cell-near",
        "the form has no cell `{cell}`; did you mean {near}",
        "表单没有单元格 `{cell}`，是否为 {near}",
    ),
    ("and-more", "and {more} more unknown cells", "另有 {more} 个未知的单元格"),
    (
        "prior-unknown",
        "{name}: the form has no cell `{cell}`; left out",
        "{name}：表单没有单元格 `{cell}`，已略去",
    ),
    (
        "prior-unreadable",
        "{name}: `{cell}` is no figure; rules that read it are not decided",
        "{name}：`{cell}` 不是数字，涉及它的规则未作判断",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_slots_and_no_key_stands_twice() {
        let slots = |text: &str| {
            let rest = text.split('{').skip(1);
            let mut slots: Vec<String> =
                rest.filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
            slots.sort();
            slots
        };
        for (key, english, chinese) in PHRASES {
            assert_eq!(slots(english), slots(chinese), "{key}");
            assert_eq!(PHRASES.iter().filter(|(name, ..)| name == key).count(), 1, "{key}");
        }
    }

    #[test]
    fn what_fills_a_slot_is_left_as_it_is() {
        let said = Phrases::new("en").say("with-id", &[("name", "{id}"), ("id", "{name}")]);
        assert_eq!(said, "{id} ({name})");
    }
}
