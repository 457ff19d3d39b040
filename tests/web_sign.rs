//! What a bound form does for pages as they are: fields of every kind, rows that come and go, totals
//! that the page works out itself, written reasons, drafts, and the signed-off result.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod page;

use js_sys::{Array, JSON, Reflect};
use page::{MORE, Page, all, create, document, fire, listen, painted, rest, text};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, HtmlTextAreaElement};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

fn boxes(page: &Page) -> Vec<HtmlTextAreaElement> {
    let boxes = all(&page.form, "textarea.crossfoot-reason").into_iter();
    boxes.map(JsCast::unchecked_into).collect()
}

/// Types a reason into the first box.
fn give(page: &Page, reason: &str) {
    let area = boxes(page).into_iter().next().unwrap();
    area.set_value(reason);
    fire(&area, "input");
}

/// 5 = 2 + 3, in which the soft rule asks.
fn soft(page: &Page) {
    page.fill_all();
    page.fill("t.online.year", "3");
    page.fill("t.received.year", "5");
}

/// What the form would send under the result's name.
fn sent(form: &HtmlFormElement, name: &str) -> Option<JsValue> {
    let text = FormData::new_with_form(form).unwrap().get(name).as_string()?;
    Some(JSON::parse(&text).unwrap())
}

#[test]
async fn a_soft_finding_asks_for_a_reason_before_sending_and_again_when_a_figure_changes() {
    let (page, _binding) = Page::bound();
    soft(&page);
    painted().await;
    assert_eq!(page.sentences(), [MORE]);
    assert!(boxes(&page).is_empty(), "nothing is asked while typing");
    assert!(!page.submit(), "held back for the reason");
    assert_eq!(page.summarised(), [MORE]);
    let heading = text(&page.summary().query_selector("h2").unwrap().unwrap());
    assert_eq!(heading, "reasons still to be given: 1");
    // The summary's link leads to the box.
    all(&page.summary(), "li a")[0].click();
    let area = boxes(&page).remove(0);
    assert_eq!(document().active_element(), Some(area.clone().into()));
    let label = page.find("label.crossfoot-reason-label").unwrap();
    assert_eq!(label.get_attribute("for"), Some(area.id()));
    assert_eq!(text(&label), "please give the reason");
    give(&page, "  two came twice ");
    painted().await;
    assert_eq!(text(&page.find("label.crossfoot-reason-label").unwrap()), "the reason is kept");
    assert!(page.submit());
    // Another figure: the reason was not for this one. What was written stays in the box.
    page.fill("t.online.year", "4");
    page.fill("t.received.year", "6");
    painted().await;
    let label = text(&page.find("label.crossfoot-reason-label").unwrap());
    assert_eq!(label, "a figure or the rule has changed; please give the reason again");
    assert!(!page.submit());
    assert_eq!(boxes(&page)[0].value(), "  two came twice ");
    // The old figure: the old reason.
    page.fill("t.online.year", "3");
    page.fill("t.received.year", "5");
    assert!(page.submit());
}

#[test]
async fn a_page_that_wants_no_reasons_is_not_held_back_for_them() {
    let page = Page::new();
    let _binding = page.bind(&[("reasons", false.into())]).unwrap();
    soft(&page);
    assert!(page.submit());
    painted().await;
    assert!(boxes(&page).is_empty());
}

#[test]
async fn the_signed_off_result_is_among_what_is_sent_and_is_verified() {
    let (page, binding) = Page::bound();
    soft(&page);
    assert!(!page.submit());
    give(&page, "two came twice");
    let result = sent(&page.form, "crossfoot").unwrap();
    assert_eq!(get(&get(&result, "entries"), "t.online.year"), "3");
    assert_eq!(Array::from(&get(&result, "reasons")).length(), 1);
    assert_eq!(get(&result, "digest").as_string().unwrap().len(), 64);
    // The page's own fields and nothing else of ours is sent besides.
    let names = Array::from(&Array::from(&FormData::new_with_form(&page.form).unwrap().keys()));
    let names: Vec<String> = names.iter().filter_map(|name| name.as_string()).collect();
    let own = ["t.received.year", "t.in_person.year", "t.online.year", "overview", "other"];
    assert_eq!(names, [&own[..], &["crossfoot"]].concat());

    let answer = binding.verify().await.unwrap();
    assert_eq!(get(&answer, "ok"), true);
    assert_eq!(get(&get(&answer, "result"), "digest"), get(&result, "digest"));
    page.fill("t.received.year", "7");
    assert!(binding.hold_back());
    let answer = binding.verify().await.unwrap();
    assert!(get(&answer, "ok") == false && get(&answer, "result").is_null());
    assert_eq!(Array::from(&get(&answer, "findings")).length(), 2);
    binding.release();
    assert!(sent(&page.form, "crossfoot").is_none(), "nothing is added once it is released");
    for (wish, name) in [(JsValue::FALSE, "crossfoot"), ("pruefung".into(), "pruefung")] {
        let unwanted = wish == false;
        let binding = page.bind(&[("result", wish)]).unwrap();
        assert_eq!(sent(&page.form, name).is_none(), unwanted);
        binding.release();
    }
}

const KINDS: &str = r#"{
    "crossfoot": 1, "id": "kinds", "version": "1",
    "tables": [{"id": "t", "columns": [{"id": "n"}], "required": false, "rows": [
        {"id": "any", "type": "choice", "choices": ["yes", "no"]},
        {"id": "agreed", "type": "choice", "choices": ["agreed"]},
        {"id": "a"}, {"id": "b"}, {"id": "all"}, {"id": "r1"}, {"id": "r2"}, {"id": "r3"}]}],
    "rules": [
        {"id": "NO", "in": "t", "check": "any = 'no' => a = 0"},
        {"id": "OK", "in": "t", "check": "filled(agreed) => b > 0"},
        {"id": "SUM", "in": "t", "check": "all = a + b"},
        {"id": "ROWS", "in": "t", "check": "sum(r1..r3) = 5", "blank": "undecided-if-all"}]
}"#;

const FIELDS: &str = r#"
    <label><input type="radio" name="t.any.n" value="yes">yes</label>
    <label><input type="radio" name="t.any.n" value="no">no</label>
    <label><input type="checkbox" name="t.agreed.n" value="agreed">agreed</label>
    <input name="t.a.n"><input name="t.b.n"><input name="t.all.n" readonly>
    <div class="rows"></div>"#;

fn ids(page: &Page) -> Vec<String> {
    let ids = page.lines().into_iter();
    ids.filter_map(|line| line.get_attribute("data-rule")).collect()
}

fn tick(element: &HtmlElement) {
    element.click();
}

#[test]
async fn radio_buttons_and_boxes_are_fields_too() {
    let page = Page::of(KINDS, FIELDS);
    let binding = page.bind(&[]).unwrap();
    page.fill("t.a.n", "3");
    tick(&all(&page.form, "[value=no]")[0]);
    painted().await;
    assert_eq!(ids(&page), ["NO"]);
    let first = &all(&page.form, "[value=yes]")[0];
    assert_eq!(first.get_attribute("data-crossfoot").as_deref(), Some("hard"));
    tick(first);
    painted().await;
    assert!(ids(&page).is_empty());
    page.fill("t.b.n", "0");
    tick(&all(&page.form, "[value=agreed]")[0]);
    painted().await;
    assert!(ids(&page).contains(&"OK".to_owned()));
    tick(&all(&page.form, "[value=agreed]")[0]);
    painted().await;
    assert!(!ids(&page).contains(&"OK".to_owned()));
    tick(&all(&page.form, "[value=no]")[0]);
    page.form.reset();
    rest(20).await;
    assert!(ids(&page).is_empty(), "the choice was taken back with the rest");
    binding.release();
    assert!(first.get_attribute("data-crossfoot").is_none());
}

#[test]
async fn totals_that_the_page_works_out_are_read_without_an_event() {
    let page = Page::of(KINDS, FIELDS);
    let _binding = page.bind(&[]).unwrap();
    let form: Element = page.form.clone().into();
    listen(&page.form, "input", move |_| {
        let value = |name: &str| -> i64 {
            let field = form.query_selector(&format!("[name='{name}']")).unwrap().unwrap();
            let field: web_sys::HtmlInputElement = field.unchecked_into();
            field.value().parse().unwrap_or_default()
        };
        let total = form.query_selector("[name='t.all.n']").unwrap().unwrap();
        let total: web_sys::HtmlInputElement = total.unchecked_into();
        total.set_value(&value("t.a.n").checked_add(value("t.b.n")).unwrap().to_string());
    });
    for (a, b) in [("1", "2"), ("10", "2"), ("10", "20")] {
        page.fill("t.a.n", a);
        page.fill("t.b.n", b);
        painted().await;
        assert!(ids(&page).is_empty(), "{a} + {b}: {:?}", page.sentences());
    }
}

#[test]
async fn rows_come_and_go() {
    let page = Page::of(KINDS, FIELDS);
    let binding = page.bind(&[]).unwrap();
    let rows = page.find(".rows").unwrap();
    let row = |name: &str, value: &str| {
        let field: web_sys::HtmlInputElement = create("input").unchecked_into();
        field.set_name(name);
        field.set_value(value);
        rows.append_child(&field).unwrap();
        field
    };
    let (one, two) = (row("t.r1.n", "2"), row("t.r2.n", "4"));
    painted().await;
    painted().await;
    assert_eq!(ids(&page), ["ROWS"], "what came is read");
    two.remove();
    painted().await;
    painted().await;
    assert_eq!(ids(&page), ["ROWS"], "2 is not 5 either");
    let three = row("t.r3.n", "3");
    painted().await;
    painted().await;
    assert!(ids(&page).is_empty(), "what went counts no more");
    // Renumbered by the page.
    three.set_name("t.r2.n");
    painted().await;
    painted().await;
    assert_eq!(page.session.text(&"t.r2.n".into()).unwrap(), "3");
    assert_eq!(page.session.text(&"t.r3.n".into()).unwrap(), "");
    one.remove();
    binding.release();
    row("t.r1.n", "9");
    painted().await;
    assert_eq!(page.session.text(&"t.r1.n".into()).unwrap_or_default(), "2", "no more watched");
}

#[test]
async fn what_a_page_shows_in_place_of_a_field_gets_its_mark_and_its_focus() {
    let page = Page::of(
        KINDS,
        r#"<input name="t.a.n" hidden><button type="button">five</button>
        <input name="t.b.n"><input name="t.all.n">"#,
    );
    let face = page.find("button").unwrap();
    let shown = face.clone();
    let choose = Closure::<dyn FnMut(HtmlElement) -> JsValue>::new(move |field: HtmlElement| {
        if field.hidden() { shown.clone().into() } else { JsValue::UNDEFINED }
    });
    let binding = page.bind(&[("shown", choose.into_js_value())]).unwrap();
    page.set("t.a.n", "5");
    page.set("t.b.n", "1");
    page.fill("t.all.n", "7");
    painted().await;
    painted().await;
    assert_eq!(face.get_attribute("data-crossfoot").as_deref(), Some("hard"));
    assert!(page.mark("t.a.n").is_none());
    assert!(!page.submit());
    all(&page.summary(), "li a")[0].click();
    binding.release();
    assert!(face.get_attribute("data-crossfoot").is_none());
}

#[test]
async fn a_draft_survives_and_is_gone_once_it_was_sent() {
    let draft: &[(&str, JsValue)] = &[("draft", "test".into())];
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage.remove_item("crossfoot:draft:test").unwrap();
    let page = Page::new();
    let binding = page.bind(draft).unwrap();
    soft(&page);
    assert!(!page.submit());
    give(&page, "two came twice");
    rest(400).await;
    binding.release();
    drop(page);

    // The page again, after a reload: the page's own value stands where the page has one.
    let page = Page::new();
    let binding = page.bind(draft).unwrap();
    painted().await;
    assert_eq!(page.field("t.received.year").value(), "5");
    assert_eq!(page.session.text(&"overview".into()).unwrap(), "long enough");
    assert!(!binding.hold_back(), "the reason stands too");
    binding.sent();
    assert!(storage.get_item("crossfoot:draft:test").unwrap().is_none());
    binding.release();
    drop(page);

    // A draft of another edition, and one that is no draft, are left alone.
    for other in [
        r#"{"form": "page", "version": "0", "entries": {"t.received.year": "9"}, "reasons": []}"#,
        "{",
        "[]",
    ] {
        storage.set_item("crossfoot:draft:test", other).unwrap();
        let page = Page::new();
        let binding = page.bind(draft).unwrap();
        assert_eq!(page.field("t.received.year").value(), "");
        binding.release();
    }
    storage.remove_item("crossfoot:draft:test").unwrap();
}

#[test]
async fn a_form_in_a_shadow_tree_is_bound_like_any_other() {
    let host: HtmlElement = create("div").unchecked_into();
    document().body().unwrap().append_child(&host).unwrap();
    let open: JsValue = page::object(&[("mode", "open".into())]);
    let attach: js_sys::Function = get(&host, "attachShadow").unchecked_into();
    let shadow: web_sys::Node = attach.call1(&host, &open).unwrap().unchecked_into();
    let page = Page::new();
    shadow.append_child(&page.form).unwrap();
    let binding = page.bind(&[]).unwrap();
    page.fill_all();
    page.fill("t.received.year", "5");
    painted().await;
    assert_eq!(page.mark("t.received.year").as_deref(), Some("hard"));
    assert!(!page.submit());
    binding.release();
    host.remove();
}

#[test]
async fn nothing_of_it_is_left_behind() {
    let page = Page::new();
    let before = page.html();
    let binding = page.bind(&[]).unwrap();
    soft(&page);
    page.submit();
    give(&page, "because");
    painted().await;
    binding.release();
    assert_eq!(page.html(), before);
}
