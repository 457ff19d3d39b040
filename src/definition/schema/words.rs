//! What each key, object and word of a definition means, as an editor shows it.

use crate::definition::{Adding, Blank, CellType, NarrativeCheck, PeriodLength, Severity};

/// What a key means in a kind of object; empty for a key that is not known there.
pub(super) fn key(kind: &str, key: &str) -> &'static str {
    match (kind, key) {
        ("form", "$schema") => {
            "Where this schema is, for editors: \"./crossfoot.schema.json\". Nothing else reads it."
        }
        ("form", "crossfoot") => "The version of the definition language: 1.",
        ("form", "id") => "The form's id, such as cn.disclosure.fujian-indicators.",
        ("form", "version") => "The edition of the form, as text: \"2017\".",
        ("form", "title") => "The form's name.",
        ("form", "period") => {
            "How long a reporting period is, so that the one before can be named."
        }
        ("form", "tables") => "The tables of figures.",
        ("form", "sections") => "The parts of the report's text.",
        ("form", "rules") => "Rules written as formulas: what structure does not say.",

        ("table", "id") => {
            "The table's id, the first word of its cells' addresses: table.row.column. No other table or section has it."
        }
        ("table", "title") => "The table's name.",
        ("table", "columns") => "The columns, from left to right.",
        ("table", "rows") => "The rows, from top to bottom.",
        ("table", "parts") => {
            "How every row and every column with others nested in it relates to those, unless it says otherwise itself. A table that adds up both ways says \"sum\" here, once."
        }
        ("table", "required") => {
            "Whether every cell must be filled before sending. An object says so too, and gives that rule an id, a severity, a basis and a message."
        }

        ("row", "id") => {
            "The row's id. No other row of the table has it, nested or not; a column may."
        }
        ("column", "id") => {
            "The column's id. No other column of the table has it, nested or not; a row may."
        }
        ("row" | "column", "label") => {
            "The label as the form prints it. {period} in it stands for the period of the report. Without a label, the id is shown."
        }
        ("row" | "column", "short") => {
            "The label inside a sentence, where the printed one (“其中:1、当面申请数”) does not read well: “当面申请数”."
        }
        ("row" | "column", "heading") => {
            "A heading has no cells. The lines nested in it count as parts of what it stands in."
        }
        ("row" | "column", "parts") => {
            "How this line relates to the lines nested in it. Without it, and without \"parts\" on the table, nesting alone relates nothing."
        }
        ("row" | "column", "accumulates") => {
            "The id of the line of which this one is the running total: this = this one last period + that one now. Compared once last period's report is given."
        }
        ("row" | "column", "prior") => {
            "The id of the line whose figure of last period this one repeats: this = that one last period. Compared once last period's report is given."
        }
        ("row", "rows") => "The rows nested in this one.",
        ("column", "columns") => "The columns nested in this one.",

        ("section", "id") => "The section's id, which is also the address of its text.",
        ("section", "title") => "The heading of this part of the text.",
        ("section", "aliases") => "Other headings that are accepted for it.",
        ("section", "required") => {
            "Whether the text must be there before sending. An object says so too, and gives that rule an id, a severity, a basis and a message."
        }
        ("section", "min_chars") => "Fewest characters of the text; white space is not counted.",
        ("section" | "part", "template") => {
            "Texts that the form's template puts here, and that are no answer. Under a part's heading too: what its heading must not end with."
        }
        ("section", "preamble") => {
            "Whether it is what stands before the first heading of a report. Default: false."
        }
        ("section", "parts") => "Parts of this text under headings of their own, in their order.",
        ("part", "id") => "The part's id.",
        ("part", "title") => "Its heading, with its number: （一）….",
        ("part", "aliases") => "Other headings that are accepted for it.",
        ("part", "required") => {
            "Whether it must be there before sending. An object says so too, and gives that rule an id, a severity, a basis and a message."
        }
        ("part", "min_chars") => "Fewest characters under its heading; white space is not counted.",
        ("form", "narrative") => "What is looked for in the text whatever its sentences are.",
        ("narrative", "check") => "What is looked for.",
        ("narrative", "in") => "The sections it is looked for in. Default: all.",
        ("narrative", "nearly") => {
            "For lists: from how many hundredths of its total on a list is asked about that does not say whether it is complete. Default: 0, never."
        }
        ("narrative", "overlapping") => {
            "For lists: words of parts that one thing may be counted in twice, such as channels. Such parts need not add up."
        }
        ("mention", "shares") => {
            "Holes that hold shares in hundredths: each is worked out anew at the decimals it is printed with."
        }
        ("mention", "scope") => {
            "Words before the figures that make the sentence the right one, against those of \"unless\": the last of all these words in the sentence decides."
        }
        ("mention", "unless") => {
            "Words before the figures that make the sentence another one, which is passed over."
        }
        ("share", "figure") => "The hole of the share.",
        ("share", "part") => {
            "What it is the share of: a hole, a cell, or a figure worked out from them."
        }
        ("share", "whole") => "The whole: a hole, a cell, or a figure worked out from them.",
        ("section", "mentions") => {
            "Sentences of this text whose figures must agree with the tables."
        }

        ("mention", "text") => {
            "The sentence with a {hole} for each figure, or a list of its wordings. A hole named by a cell, {table.row.column}, must equal that cell. Other names are for \"check\". It begins with words; [one|another] stands for either, [one|] for one or nothing, … for other words of the same sentence, …… for other sentences. A sentence without holes needs a \"check\", which must hold where the sentence stands."
        }
        ("mention", "check") => {
            "A formula over the names of the holes and over single cells, written table.row.column: x + y = t.a.n."
        }

        ("rule", "in") => {
            "The id of the table that the formula's names belong to. Not needed where the form has one table."
        }
        ("rule", "check") => FORMULA,
        ("relation", "relation") => "How the line relates to the lines nested in it.",
        ("carried", "of") => "The id of the other line, of the same axis.",

        (_, "type") => {
            "What stands in the cells. A row's word goes before its column's, and a column's before the table's. Default: count."
        }
        (_, "scale") => {
            "Decimal places, 0 to 9. Default: 2 for amount and percent, 0 for signed. A count has none."
        }
        (_, "unit") => {
            "What is counted: 条, 件, 万元. It may be typed behind a figure. Figures that are added or compared must have units that go together; words that count things (条, 件, 份 …) do."
        }
        (_, "choices") => {
            "The options of cells of the type choice. None twice, and none with white space around it."
        }
        (_, "weight") => {
            "How much it takes to believe that a cell is the wrong one, next to others, when a rule is broken: 0 to 1000. Default: 1."
        }
        (_, "locked") => {
            "Whether the figures are certain, so that none of them is ever held to be the wrong one. Default: false."
        }
        (_, "rollup") => {
            "What becomes of the figures where the reports of many units are added up. Default: sum; none for a percent and for what is no figure."
        }
        ("relation" | "rule", "only") => {
            "Checked on these lines of the other axis only: a rule over rows names columns, one over columns names rows."
        }
        ("relation" | "rule", "except") => {
            "Checked on all lines of the other axis but these: a rule over rows names columns, one over columns names rows."
        }
        ("carried", "only") => "Checked on these lines of the other axis only.",
        ("carried", "except") => "Checked on all lines of the other axis but these.",
        ("rule" | "mention" | "narrative", "id") => {
            "The rule's id, as findings show it: any text that no other rule has."
        }
        (_, "id") => {
            "The rule's id, as findings show it: any text that no other rule has. Without it, one is made from the ids of the table and the line."
        }
        (_, "severity") => "What a finding does to sending. Default: hard.",
        (_, "basis") => {
            "The text the rule rests on: a law, a note on the form. Shown beside the finding."
        }
        (_, "message") => {
            "Your own sentence in place of the usual one. {place}, {left}, {right} and {difference} are filled in."
        }
        (_, "tolerance") => {
            "Largest difference that still counts as equal, in the unit of the figures: 1, or \"0.5\" (decimals are text). Default: 0."
        }
        (_, "blank") => "What a blank cell means to the rule. Default: undecided.",
        _ => "",
    }
}

const FORMULA: &str = "The formula that must hold. \
One over row names is checked in every column, one over column names in every row; row.column and table.row.column are single cells.\n\n\
Compare by = != <= >= < >, calculate by + - * /, join by and, or, not and => (if … then).\n\
row.* are the lines nested in a row, a..d a run of lines, prior.x is x of last period.\n\
Functions: sum, abs, min, max, round, count, if, blank, filled, exactly_one, at_most_one, all_or_none.\n\n\
received + carried_in = handled + carried_out\n\
total = sum(total.*)\n\
granted <= replied\n\
share = round(100 * part / whole, 2)\n\
kind = 'other' => filled(remark)\n\
opening = prior.closing";

/// What a kind of object or value is; empty for one that is not known.
pub(super) fn kind(kind: &str) -> &'static str {
    match kind {
        "form" => "A form: its tables, the parts of its text, and what must hold.",
        "table" => {
            "A table of figures. Its cells stand where a row meets a column: table.row.column."
        }
        "row" => "A row, with the rows nested in it.",
        "column" => "A column, with the columns nested in it.",
        "section" => "A part of the report's text.",
        "mention" => {
            "A sentence whose figures must agree with the tables. A sentence that is not in the text is no fault."
        }
        "part" => "A part of a section under a heading of its own.",
        "share" => "A share in a sentence, with the figures it follows from.",
        "narrative" => "Something that is looked for in any text: lists, shares, counting words.",
        "rule" => "A rule written as a formula.",
        "relation" => {
            "How a line relates to the lines nested in it, as a rule with an id of its own."
        }
        "carried" => "How a line continues last period's report, as a rule with an id of its own.",
        "grade" => "What is required, as a rule with an id of its own.",
        "sum" => "The nested lines add up to this one.",
        "within" => "Each nested line is at most this one (其中); they need not add up to it.",
        "name" => {
            "A name for formulas: letters of any script, digits and _, no digit first, and no word of formulas (sum, and, prior …)."
        }
        "words" => "A text, or a text for each language: {\"zh-CN\": \"合计\", \"en\": \"total\"}.",
        "decimal" => "A decimal that is not negative: 1, or \"0.5\" as text.",
        _ => "",
    }
}

pub(super) fn meaning_of_type(kind: CellType) -> &'static str {
    match kind {
        CellType::Count => "A whole number, not negative.",
        CellType::Amount => "A decimal, not negative; \"scale\" decimal places, 2 without it.",
        CellType::Signed => {
            "A decimal that may be negative; \"scale\" decimal places, 0 without it."
        }
        CellType::Percent => "A share in hundredths, not negative: 12.5 or 12.5%.",
        CellType::Text => "Free text.",
        CellType::Date => "A day: 2017-12-31 or 2017年12月31日.",
        CellType::Choice => "One of \"choices\".",
    }
}

pub(super) fn meaning_of_adding(adding: Adding) -> &'static str {
    match adding {
        Adding::Sum => "The figures are added up.",
        Adding::Nothing => {
            "Nothing: a sum would say nothing, as with people counted by several units."
        }
        Adding::Anew => {
            "Worked out anew by a rule of the form from what was added up, as a share is."
        }
    }
}

pub(super) fn meaning_of_check(check: NarrativeCheck) -> &'static str {
    match check {
        NarrativeCheck::Lists => {
            "A total and its parts: equal behind 分别为, 合计 or where the last part is 其他; at most the total behind 其中."
        }
        NarrativeCheck::Shares => "Shares printed beside the parts of a list.",
        NarrativeCheck::Counts => "Words that count what is listed: 四公开, 7个栏目.",
    }
}

pub(super) fn meaning_of_period(period: PeriodLength) -> &'static str {
    match period {
        PeriodLength::Year => "A calendar year.",
        PeriodLength::Quarter => "Three months.",
        PeriodLength::Month => "A month.",
    }
}

pub(super) fn meaning_of_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Hard => "强制性: the report is held back.",
        Severity::Soft => "核实性: a question to the person, which does not hold the report back.",
        Severity::Info => "提示性: a remark.",
    }
}

pub(super) fn meaning_of_blank(blank: Blank) -> &'static str {
    match blank {
        Blank::Undecided => "The rule waits until the cell is filled.",
        Blank::Zero => "The blank counts as nought.",
        Blank::UndecidedIfAll => {
            "The blank counts as nought once another cell of the rule is filled."
        }
    }
}
