//! Tables on the page: blocks pasted into them, and arrow keys from field to field.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod page;

use js_sys::Function;
use page::{Page, document, listen, object, painted, rest, spoken};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::HtmlElement;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Two columns; a total with two parts under a heading, a remark, and a part of the text.
const DEFINITION: &str = r#"{
    "crossfoot": 1, "id": "grid", "version": "1",
    "tables": [{
        "id": "t",
        "columns": [{"id": "men", "label": {"en": "men"}}, {"id": "women", "label": {"en": "women"}}],
        "rows": [
            {"id": "all", "label": {"en": "all"}},
            {"id": "of", "label": {"en": "of whom"}, "heading": true, "rows": [
                {"id": "old", "label": {"en": "old"}},
                {"id": "young", "label": {"en": "young"}}
            ]}
        ]
    }],
    "sections": [{"id": "overview", "title": {"en": "Overview"}, "required": false}],
    "rules": [{"id": "S", "in": "t", "check": "all = old + young"}]
}"#;

const ROWS: [&str; 3] = ["all", "old", "young"];
const COLUMNS: [&str; 2] = ["men", "women"];

fn names() -> Vec<String> {
    ROWS.iter().flat_map(|row| COLUMNS.map(|column| format!("t.{row}.{column}"))).collect()
}

fn fields() -> String {
    let fields = names().into_iter().map(|name| format!("<p><input name='{name}'></p>"));
    fields.collect::<String>() + "<textarea name='overview'></textarea>"
}

fn bound(fields: &str) -> Page {
    let page = Page::of(DEFINITION, fields);
    page.bind(&[]).unwrap();
    page
}

/// Pastes, and waits until all is written; whether the event was taken.
async fn paste(page: &Page, name: &str, text: &str) -> bool {
    let taken = try_paste(page, name, text);
    rest(0).await;
    taken
}

fn try_paste(page: &Page, name: &str, text: &str) -> bool {
    // Not every engine takes the data of an event that a script makes from what it is made with.
    let body = "const data = new DataTransfer(); data.setData('text/plain', text);
        const paste = new ClipboardEvent('paste', {bubbles: true, cancelable: true, composed: true});
        Object.defineProperty(paste, 'clipboardData', {value: data});
        return !field.dispatchEvent(paste);";
    let act = Function::new_with_args("field, text", body);
    act.call2(&JsValue::NULL, &page.field(name), &text.into()).unwrap().as_bool().unwrap()
}

/// Presses a key, and waits until all is written; whether the event was taken.
async fn press(page: &Page, name: &str, key: &str, more: &str) -> bool {
    let taken = try_press(page, name, key, more);
    rest(0).await;
    taken
}

fn try_press(page: &Page, name: &str, key: &str, more: &str) -> bool {
    let body = format!(
        "return !field.dispatchEvent(new KeyboardEvent('keydown',
            {{key, bubbles: true, cancelable: true, composed: true, {more}}}));"
    );
    let act = Function::new_with_args("field, key", &body);
    act.call2(&JsValue::NULL, &page.field(name), &key.into()).unwrap().as_bool().unwrap()
}

/// What stands in the table, row by row.
fn stands(page: &Page) -> String {
    names().iter().map(|name| page.field(name).value()).collect::<Vec<_>>().join("|")
}

fn focused() -> String {
    let element = document().active_element().unwrap();
    element.get_attribute("name").unwrap_or_default()
}

#[test]
async fn a_block_fills_the_table_and_one_key_takes_it_back() {
    let page = bound(&fields());
    let heard = Rc::new(RefCell::new(Vec::new()));
    for kind in ["input", "change"] {
        let heard = Rc::clone(&heard);
        listen(&page.form, kind, move |event| {
            let field: HtmlElement = event.target().unwrap().unchecked_into();
            heard.borrow_mut().push((event.type_(), field.get_attribute("name").unwrap()));
        });
    }
    page.fill("t.old.men", "7");
    heard.borrow_mut().clear();
    assert!(paste(&page, "t.all.men", "1,234\t9\r\n1,000\t4\r\n234\t 6 \r\n").await);
    assert_eq!(stands(&page), "1,234|9|1,000|4|234|6");
    assert_eq!(heard.borrow().len(), 12, "as typed: input and change of each field");
    assert_eq!(page.session.text(&"t.all.men".into()).unwrap(), "1,234");
    spoken().await;
    assert_eq!(
        page.said(),
        "figures pasted: 6; Ctrl+Z takes them back; women: all 9 is not old 4 + young 6 = 10; \
         difference 1"
    );
    // From any field of the form, until something else is typed.
    assert!(press(&page, "overview", "z", "ctrlKey: true").await);
    assert_eq!(stands(&page), "||7|||");
    assert!(!press(&page, "t.all.men", "z", "ctrlKey: true").await, "the browser's own again");
    spoken().await;
    assert!(page.said().starts_with("what was pasted is taken back"), "{}", page.said());

    assert!(paste(&page, "t.old.men", "1\t2").await);
    page.fill("t.all.men", "3");
    assert!(!press(&page, "t.old.men", "z", "ctrlKey: true").await);
    assert_eq!(stands(&page), "3||1|2||");
}

#[test]
async fn what_falls_outside_or_on_closed_fields_is_told() {
    let page = bound(&fields());
    page.field("t.old.women").set_read_only(true);
    page.set("t.young.women", "5");
    page.field("t.young.women").set_disabled(true);
    assert!(paste(&page, "t.old.men", "1\t2\t3\n4\t5\n6\n").await);
    assert_eq!(stands(&page), "||1||4|5");
    spoken().await;
    // The 5 stands there already, and so is not lost.
    assert_eq!(
        page.said(),
        "figures pasted: 2; Ctrl+Z takes them back; outside the table and left out: 2; on cells \
         that cannot be filled in and left out: 1"
    );
}

#[test]
async fn one_value_with_the_line_break_of_a_sheet_is_one_value() {
    let page = bound(&fields());
    page.fill("t.all.men", "5");
    assert!(paste(&page, "t.all.men", "12\r\n").await);
    assert_eq!(stands(&page), "12|||||");
    assert!(press(&page, "t.all.men", "Z", "metaKey: true").await);
    assert_eq!(stands(&page), "5|||||");
    // Nothing that a sheet has copied: the browser pastes it.
    assert!(!paste(&page, "t.all.men", "12").await);
    assert!(!paste(&page, "overview", "a\tb\n").await);
    assert!(!paste(&page, "t.all.men", "").await);
    assert_eq!(stands(&page), "5|||||");
}

#[test]
async fn quoted_cells_hold_line_breaks_tabs_and_quotes() {
    let page = bound(&fields());
    paste(&page, "t.all.men", "\"1\r\n2\"\t\"3\t4\"\n\"5\"\"6\"\t\"7\n\"8\"9\"\t\"\n").await;
    assert_eq!(stands(&page), "1 / 2|3\t4|5\"6|\"7|\"8\"9\"|\"");
}

#[test]
async fn a_blank_line_is_the_headings_where_the_table_has_one() {
    let page = bound(&fields());
    paste(&page, "t.all.men", "3\t4\n\t\n1\t2\n2\t2\n").await;
    assert_eq!(stands(&page), "3|4|1|2|2|2");
    // A sheet without headings, and one that blanks a row.
    paste(&page, "t.old.men", "\t\n5\t6\n").await;
    assert_eq!(stands(&page), "3|4|||5|6");
}

#[test]
async fn fields_that_take_no_grouping_get_the_plain_figure_and_lists_only_their_options() {
    let select = "<select name='t.all.women'><option>1<option>2</select>";
    let fields = fields()
        .replace("<input name='t.all.men'>", "<input type='number' name='t.all.men'>")
        .replace("<input name='t.all.women'>", select);
    let page = bound(&fields);
    paste(&page, "t.all.men", "1,234\t7\n").await;
    let value = |name: &str| {
        let field: JsValue = page.field(name).into();
        js_sys::Reflect::get(&field, &"value".into()).unwrap().as_string().unwrap()
    };
    assert_eq!((value("t.all.men"), value("t.all.women")), ("1234".into(), "1".into()));
    paste(&page, "t.all.men", "约5\t2\n").await;
    assert_eq!((value("t.all.men"), value("t.all.women")), ("1234".into(), "2".into()));
    paste(&page, "t.all.men", "\t\n").await;
    assert_eq!((value("t.all.men"), value("t.all.women")), (String::new(), "2".into()));
}

#[test]
async fn a_table_that_lies_on_its_side_is_filled_as_it_lies() {
    let turned = COLUMNS.iter().flat_map(|column| ROWS.map(|row| format!("t.{row}.{column}")));
    let fields: String = turned.map(|name| format!("<input name='{name}'>")).collect();
    let page = bound(&fields);
    paste(&page, "t.all.men", "1\t2\t3\n4\t5\t6\n").await;
    assert_eq!(stands(&page), "1|4|2|5|3|6");
    page.field("t.all.men").focus().unwrap();
    assert!(press(&page, "t.all.men", "ArrowDown", "").await);
    assert_eq!(focused(), "t.all.women");
}

#[test]
async fn rows_are_taken_in_the_order_of_the_page() {
    let order = ["young", "old", "all"].iter();
    let names = order.flat_map(|row| COLUMNS.map(|column| format!("t.{row}.{column}")));
    let page = bound(&names.map(|name| format!("<input name='{name}'>")).collect::<String>());
    paste(&page, "t.young.men", "1\t2\n3\t4\n5\t6\n").await;
    assert_eq!(stands(&page), "5|6|3|4|1|2");
    page.field("t.young.men").focus().unwrap();
    assert!(press(&page, "t.young.men", "ArrowDown", "").await);
    assert_eq!(focused(), "t.old.men");
}

#[test]
async fn the_page_may_keep_both_to_itself() {
    let page = bound(&fields());
    let own = |kind: &'static str| listen(&page.form, kind, |event| event.prevent_default());
    own("keydown");
    own("paste");
    page.field("t.all.men").focus().unwrap();
    press(&page, "t.all.men", "ArrowDown", "").await;
    paste(&page, "t.all.men", "1\t2\n").await;
    assert_eq!((stands(&page).as_str(), focused().as_str()), ("|||||", "t.all.men"));

    let page = Page::of(DEFINITION, &fields());
    let binding = page.bind(&[("grid", false.into())]).unwrap();
    assert!(!paste(&page, "t.all.men", "1\t2\n").await);
    page.field("t.all.men").focus().unwrap();
    assert!(!press(&page, "t.all.men", "ArrowDown", "").await);
    binding.release();
    let binding = page.bind(&[]).unwrap();
    assert!(press(&page, "t.all.men", "ArrowDown", "").await);
    binding.release();
    assert!(
        !press(&page, "t.old.men", "ArrowDown", "").await
            && !paste(&page, "t.old.men", "1\t2\n").await
    );
    let wrong = page.session.bind(&page.form, object(&[("grid", "no".into())])).err().unwrap();
    assert!(page::message(&wrong).contains("`grid`"));
}

#[test]
async fn arrow_keys_go_from_field_to_field() {
    let page = bound(&fields());
    let go = |from: &str, key: &str| {
        page.field(from).focus().unwrap();
        let moved = try_press(&page, from, key, "");
        assert_eq!(moved, focused() != from, "the page scrolls only where nothing moves");
        focused()
    };
    assert_eq!(go("t.all.men", "ArrowDown"), "t.old.men");
    assert_eq!(go("t.old.men", "ArrowUp"), "t.all.men");
    assert_eq!(go("t.all.men", "ArrowUp"), "t.all.men");
    assert_eq!(go("t.young.women", "ArrowDown"), "t.young.women");
    assert_eq!(go("t.all.men", "ArrowRight"), "t.all.women");
    assert_eq!(go("t.all.women", "ArrowRight"), "t.all.women");
    assert_eq!(go("t.old.women", "ArrowLeft"), "t.old.men");
    // Hidden and disabled fields are passed over; a read-only one can be read.
    page.field("t.old.men").style().set_property("display", "none").unwrap();
    assert_eq!(go("t.all.men", "ArrowDown"), "t.young.men");
    page.field("t.old.women").set_disabled(true);
    page.field("t.young.women").set_read_only(true);
    assert_eq!(go("t.all.women", "ArrowDown"), "t.young.women");
}

#[test]
async fn inside_a_text_the_arrows_move_the_caret() {
    let page = bound(&fields());
    let field = page.field("t.all.men");
    page.fill("t.all.men", "123");
    let go = |from: u32, to: u32, key: &str| {
        field.focus().unwrap();
        field.set_selection_range(from, to).unwrap();
        try_press(&page, "t.all.men", key, "");
        focused()
    };
    assert_eq!(go(3, 3, "ArrowRight"), "t.all.women");
    assert_eq!(go(2, 2, "ArrowRight"), "t.all.men");
    assert_eq!(go(0, 3, "ArrowRight"), "t.all.men");
    assert_eq!(go(1, 2, "ArrowDown"), "t.old.men");
    // What is arrived at is selected, so that the next digit replaces it.
    press(&page, "t.old.men", "ArrowUp", "").await;
    assert_eq!((field.selection_start(), field.selection_end()), (Ok(Some(0)), Ok(Some(3))));
    page.form.set_attribute("dir", "rtl").unwrap();
    assert_eq!(go(3, 3, "ArrowLeft"), "t.all.women");
    assert_eq!(go(0, 0, "ArrowRight"), "t.all.men", "there is nothing before it");
}

#[test]
async fn arrows_that_the_field_needs_itself_are_left_to_it() {
    let own = "<input type='number' name='t.all.men'><input list='x' name='t.all.women'>
        <input role='combobox' name='t.old.men'><select name='t.old.women'><option>1</select>
        <input name='t.young.men'><input type='date' name='t.young.women'>";
    let page = bound(&format!("{own}<textarea name='overview'></textarea>"));
    for name in
        ["t.all.men", "t.all.women", "t.old.men", "t.old.women", "t.young.women", "overview"]
    {
        page.field(name).focus().unwrap();
        assert!(
            !press(&page, name, "ArrowUp", "").await && !press(&page, name, "ArrowDown", "").await,
            "{name}"
        );
    }
    // They can be gone to.
    page.field("t.young.men").focus().unwrap();
    assert!(press(&page, "t.young.men", "ArrowUp", "").await);
    assert_eq!(focused(), "t.old.men");
    for held in
        ["ctrlKey: true", "altKey: true", "shiftKey: true", "metaKey: true", "isComposing: true"]
    {
        page.field("t.young.men").focus().unwrap();
        assert!(!press(&page, "t.young.men", "ArrowUp", held).await, "{held}");
    }
}

#[test]
async fn a_button_takes_the_block_back_too() {
    let page = bound(&fields());
    page.field("t.all.men").focus().unwrap();
    paste(&page, "t.all.men", "1\t2\n").await;
    painted().await;
    let note = page.find(".crossfoot-suggestion").unwrap();
    assert!(page::text(&note).starts_with("figures pasted: 2"));
    page.find("button[data-crossfoot-act=undo]").unwrap().click();
    rest(0).await;
    assert_eq!(stands(&page), "|||||");
    painted().await;
    assert!(page.find(".crossfoot-suggestion").is_none());
}

/// Six columns, of which five add up, and two rows.
fn wide() -> (String, String) {
    let columns = ["a", "b", "c", "d", "e"].map(|id| format!(r#"{{"id": "{id}"}}"#)).join(",");
    let definition = format!(
        r#"{{"crossfoot": 1, "id": "wide", "version": "1", "tables": [{{"id": "w",
            "columns": [{{"id": "all", "parts": "sum", "columns": [{columns}]}}],
            "rows": [{{"id": "r"}}, {{"id": "s"}}]}}]}}"#
    );
    let names = ["r", "s"].iter().flat_map(|row| {
        ["all", "a", "b", "c", "d", "e"].map(|column| format!("<input name='w.{row}.{column}'>"))
    });
    (definition, names.collect())
}

/// The fields that have an attribute, by the ends of their names.
fn with(page: &Page, attribute: &str) -> String {
    let names = page::all(&page.form, &format!("[{attribute}]")).into_iter().map(|field| {
        let name = field.get_attribute("name").unwrap_or_default();
        let value = field.get_attribute(attribute).unwrap();
        format!("{} {value}", name.split_once('.').unwrap().1).trim_end().to_owned()
    });
    names.collect::<Vec<_>>().join(", ")
}

#[test]
async fn what_belongs_to_the_field_with_the_focus_is_lit() {
    let (definition, fields) = wide();
    let page = Page::of(&definition, &fields);
    let before = page.html();
    let binding = page.bind(&[]).unwrap();
    for column in ["all", "a", "b", "c", "d", "e"] {
        page.fill(&format!("w.r.{column}"), "1");
    }
    page.field("w.s.b").focus().unwrap();
    painted().await;
    // Its row and its column; it is part of no finding.
    let row = "s.all row, s.a row, s.c row, s.d row, s.e row";
    assert_eq!(with(&page, "data-crossfoot-trail"), format!("r.b column, {row}"));
    assert_eq!(with(&page, "data-crossfoot-together"), "");
    page.field("w.r.b").focus().unwrap();
    painted().await;
    assert_eq!(with(&page, "data-crossfoot-together"), "r.all, r.a, r.b, r.c, r.d, r.e");
    assert!(with(&page, "data-crossfoot-trail").ends_with("r.e row, s.b column"));
    // It goes as the finding goes, and with the focus.
    page.fill("w.r.all", "5");
    painted().await;
    assert_eq!(with(&page, "data-crossfoot-together"), "");
    page.fill("w.r.all", "6");
    painted().await;
    assert_ne!(with(&page, "data-crossfoot-together"), "");
    page.field("w.r.b").blur().unwrap();
    painted().await;
    assert_eq!(with(&page, "data-crossfoot-together") + &with(&page, "data-crossfoot-trail"), "");
    page.field("w.r.b").focus().unwrap();
    painted().await;
    binding.release();
    assert_eq!(page.html(), before);
}

#[test]
async fn a_narrow_table_has_no_trail() {
    let page = bound(&fields());
    page.field("t.old.men").focus().unwrap();
    painted().await;
    assert_eq!(with(&page, "data-crossfoot-trail"), "");
}

#[test]
async fn what_the_page_writes_when_a_field_is_left_is_read() {
    let page = bound(&fields());
    listen(&page.form, "focusout", |event| {
        let field: JsValue = event.target().unwrap().into();
        js_sys::Reflect::set(&field, &"value".into(), &"0".into()).unwrap();
    });
    page.field("t.old.men").focus().unwrap();
    page.field("t.old.men").blur().unwrap();
    painted().await;
    assert_eq!(page.session.text(&"t.old.men".into()).unwrap(), "0");
}

/// What the line says, once it is painted.
async fn told(page: &Page) -> String {
    painted().await;
    page::text(&page.find(".crossfoot-progress").unwrap())
}

#[test]
async fn a_line_says_how_far_the_report_has_come() {
    let page = Page::new();
    let binding = page.bind(&[]).unwrap();
    assert_eq!(
        told(&page).await,
        "filled 0 of 4; still to fill: received (year), in person (year), online (year) and 1 more"
    );
    let line = page.find(".crossfoot-progress").unwrap();
    assert!(!line.has_attribute("role") && !line.has_attribute("aria-live"), "it does not speak");
    page.fill("t.received.year", "5");
    page.fill("t.in_person.year", "2");
    page.fill("t.online.year", "3");
    // What changes no verdict changes the line all the same; too short a text is not filled.
    page.fill("overview", "ab");
    assert_eq!(told(&page).await, "filled 3 of 4; 1 to explain; still to fill: Overview");
    page.find(".crossfoot-progress a").unwrap().click();
    assert_eq!(focused(), "overview");
    page.session.enter(&"overview".into(), &"long enough".into()).unwrap();
    page.fill("overview", "long enough");
    page.fill("t.received.year", "x");
    assert_eq!(told(&page).await, "filled 4 of 4; 1 to correct; 1 to explain");
    // Nothing is written that stands there already.
    let child = line.first_child();
    page.fill("t.received.year", "y");
    assert_eq!(told(&page).await, "filled 4 of 4; 1 to correct; 1 to explain");
    assert!(line.first_child() == child);
    page.fill("t.received.year", "4");
    page.fill("t.online.year", "2");
    assert_eq!(told(&page).await, "filled 4 of 4; nothing was found");
    page.session.set_locale(&"zh-CN".into()).unwrap();
    assert_eq!(told(&page).await, "已填 4 项，共 4 项；没有发现问题");
    page.fill("t.online.year", "3");
    page.fill("t.in_person.year", "");
    assert_eq!(told(&page).await, "已填 3 项，共 4 项；待填：当面（本年）");
    binding.release();
    assert!(page.find(".crossfoot-progress").is_none());
}

#[test]
async fn the_line_may_stand_elsewhere_or_nowhere() {
    let page = Page::new();
    let place = page::create("div");
    let body = document().body().unwrap();
    body.append_child(&place).unwrap();
    let binding =
        page.bind(&[("progress", place.clone().into()), ("reasons", false.into())]).unwrap();
    page.fill("t.in_person.year", "2");
    page.fill("t.online.year", "3");
    painted().await;
    assert!(page::text(&place).starts_with("filled 2 of 4; 1 to make sure of; still to fill"));
    binding.release();
    assert_eq!(place.outer_html(), "<div></div>");
    place.remove();
    let binding = page.bind(&[("progress", false.into())]).unwrap();
    painted().await;
    assert!(page.find(".crossfoot-progress").is_none());
    binding.release();
    assert!(page.bind(&[("progress", "here".into())]).is_err());
    let binding = page.bind(&[("progress", true.into())]).unwrap();
    assert!(told(&page).await.starts_with("filled"));
    binding.release();
}
