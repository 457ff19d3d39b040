//! Any text in a cell of every type: it is understood or refused with a reason, and what was
//! understood is understood again as it is shown.

#![no_main]

use crossfoot::address::{Operand, Period};
use crossfoot::entry::Entry;
use crossfoot::{Form, Session};
use crossfoot_fuzz::{bounded, say};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static FORM: LazyLock<Form> = LazyLock::new(|| {
    let text = r#"{
        "crossfoot": 1, "id": "f", "version": "1",
        "tables": [{"id": "t", "required": false, "columns": [{"id": "n"}], "rows": [
            {"id": "whole"}, {"id": "cases", "unit": "件"}, {"id": "persons", "unit": "人次"},
            {"id": "money", "type": "amount", "unit": "元"},
            {"id": "much", "type": "amount", "unit": "万元", "scale": 4},
            {"id": "fine", "type": "amount", "scale": 9}, {"id": "either", "type": "signed"},
            {"id": "balance", "type": "signed", "scale": 2}, {"id": "share", "type": "percent"},
            {"id": "day", "type": "date"}, {"id": "remark", "type": "text"},
            {"id": "kind", "type": "choice", "choices": ["1", "１", "一", "new", "未收到"]}]}],
        "sections": [{"id": "notes", "min_chars": 3, "parts": [
            {"id": "one", "title": "（一）数量"}, {"id": "two", "title": "（二）其他"}],
            "mentions": [
                {"id": "M", "text": "收到[申请|]{t.cases.n}件"},
                {"id": "S", "text": "其中{n}件，占{p}%",
                    "shares": [{"figure": "p", "part": "n", "whole": "t.cases.n"}]}]}],
        "narrative": [{"id": "L", "check": "lists"}, {"id": "Q", "check": "shares"},
            {"id": "C", "check": "counts"}]
    }"#;
    Form::compile(text).unwrap_or_else(|problems| panic!("{problems}"))
});

fuzz_target!(|text: &str| bounded(|| {
    let mut session = Session::new(&FORM);
    for (cell, _) in FORM.fillable() {
        session.enter_cell(cell, text);
        assert_eq!(session.text(cell), text);
        let operand = Operand { cell, period: Period::This };
        let entry = session.entry(operand);
        let shown = match entry {
            Entry::Amount(amount) => amount.to_string(),
            Entry::Date(date) => date.to_string(),
            _ => continue,
        };
        assert!(session.understood(cell).is_none_or(|told| told == shown));
        let mut again = Session::new(&FORM);
        again.enter_cell(cell, &shown);
        assert_eq!(again.entry(operand), entry, "{text:?} is shown as {shown}");
        assert_eq!(again.understood(cell), None);
    }
    say(&session);
}));
