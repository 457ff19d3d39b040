//! Sending a bound form: held back while something hard stands against it, with a summary that
//! leads to the fields, and let through as soon as it is mended.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod page;

use core::cell::Cell;
use page::{FIVE, MORE, Page, all, create, document, listen, painted, rest, spoken, text};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::{Element, HtmlElement};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn focused() -> Element {
    document().active_element().unwrap()
}

/// The summary as it must be: first in the form, with the focus, a link to a field for each entry.
#[track_caller]
fn shown(page: &Page, sentences: &[&str]) {
    let summary = page.summary();
    assert_eq!(page.summarised(), sentences);
    assert!(summary.is_same_node(page.form.first_child().as_ref()), "first in the form");
    assert_eq!(focused(), summary.clone().into(), "it has the focus");
    let heading = summary.get_attribute("aria-labelledby").unwrap();
    let heading = text(&document().get_element_by_id(&heading).unwrap());
    assert_eq!(heading, format!("not sent yet: {} to correct", sentences.len()));
    for link in all(&summary, "li a") {
        let target = link.get_attribute("href").unwrap();
        let target = document().get_element_by_id(target.trim_start_matches('#')).unwrap();
        assert!(target.matches("input, textarea").unwrap());
    }
}

const BLANK: [&str; 4] = [
    "received (year): not filled in yet",
    "in person (year): not filled in yet",
    "online (year): not filled in yet",
    "the part “Overview” is not filled in yet",
];

#[test]
async fn an_empty_report_is_held_back() {
    let (page, _binding) = Page::bound();
    painted().await;
    assert!(page.lines().is_empty() && page.summarised().is_empty(), "not before it is sent");
    assert!(!page.submit());
    shown(&page, &BLANK);
    assert_eq!(page.sent.get(), 0, "the page's own listener was not called");
    // What was asked for is marked now.
    assert_eq!(page.sentences(), BLANK);
    for name in ["t.received.year", "t.in_person.year", "t.online.year", "overview"] {
        assert_eq!(page.mark(name).as_deref(), Some("hard"), "{name}");
        assert_eq!(page.field(name).get_attribute("aria-invalid").unwrap(), "true", "{name}");
    }
    // Filling one in answers what was asked, and blanking it asks again.
    page.fill("overview", "long enough");
    assert_eq!(page.validity("overview"), "");
    painted().await;
    assert_eq!(page.sentences(), BLANK[..3]);
    assert_eq!(page.mark("overview"), None);
    page.fill("overview", "abc");
    painted().await;
    let short = page.validity("overview");
    assert!(["Overview", "3", "4"].iter().all(|part| short.contains(part)), "{short}");
    assert_eq!(page.sentences()[3], short);
    page.fill_all();
    painted().await;
    assert!(page.lines().is_empty());
    assert!(page.submit());
    assert!(page.summarised().is_empty());
}

#[test]
async fn the_links_lead_to_the_fields() {
    let (page, _binding) = Page::bound();
    page.submit();
    let names = ["t.received.year", "t.in_person.year", "t.online.year", "overview"];
    let links = all(&page.summary(), "li a");
    assert_eq!(links.len(), names.len());
    for (link, name) in links.iter().zip(names) {
        link.click();
        assert_eq!(focused(), page.field(name).into(), "{name}");
    }
    assert_eq!(page.field("t.in_person.year").id(), "own-id", "a field keeps its own id");
    assert_eq!(page.summarised(), BLANK, "the summary stays to be gone through");
}

#[test]
async fn a_press_of_the_button_is_held_back_and_let_through_once_mended() {
    let (page, _binding) = Page::bound();
    // Blanks: the browser sees nothing wrong, so a submit event comes.
    assert!(!page.press().await);
    shown(&page, &BLANK);
    // A sum: the browser finds the fields invalid, and no submit event comes.
    page.fill_all();
    page.fill("t.received.year", "5");
    painted().await;
    assert!(!page.field("t.received.year").check_validity());
    assert!(!page.press().await);
    shown(&page, &[FIVE]);
    // Pressed in the moment of the last key, before anything is painted.
    page.fill("t.received.year", "4");
    assert!(page.press().await);
    assert!(page.summarised().is_empty());
    assert_eq!(page.sent.get(), 1);
    // And the other way: it was right, and the last key made it wrong.
    page.fill("t.received.year", "5");
    assert!(!page.press().await);
    shown(&page, &[FIVE]);
}

#[test]
async fn a_press_is_heard_with_several_faults_of_both_kinds() {
    let (page, _binding) = Page::bound();
    page.fill_all();
    page.fill("t.received.year", "x");
    page.fill("overview", "");
    painted().await;
    for _ in 0..3 {
        assert!(!page.press().await);
        shown(&page, &["received (year): “x” is not a figure", BLANK[3]]);
    }
    page.fill_all();
    assert!(page.press().await);
}

#[test]
async fn a_program_that_asks_for_a_submit_is_held_back_too() {
    let (page, _binding) = Page::bound();
    page.form.request_submit().unwrap();
    rest(30).await;
    assert_eq!(page.sent.get(), 0);
    shown(&page, &BLANK);
    page.fill_all();
    page.fill("t.received.year", "5");
    painted().await;
    page.form.request_submit().unwrap();
    rest(30).await;
    assert_eq!(page.sent.get(), 0);
    page.fill_all();
    page.form.request_submit().unwrap();
    rest(30).await;
    assert_eq!(page.sent.get(), 1);
}

#[test]
async fn what_only_asks_holds_nothing_back_where_no_reason_is_asked_for() {
    let page = Page::new();
    let _binding = page.bind(&[("reasons", false.into())]).unwrap();
    page.fill_all();
    page.fill("t.received.year", "5");
    page.fill("t.online.year", "3");
    painted().await;
    assert_eq!(page.sentences(), [MORE]);
    assert!(page.press().await);
    assert!(page.summarised().is_empty());
}

#[test]
async fn what_is_sent_is_what_is_checked() {
    let (page, _binding) = Page::bound();
    page.fill_all();
    page.set("t.received.year", "5");
    assert!(!page.submit(), "a script has set it without an event");
    shown(&page, &[FIVE]);
    assert_eq!(page.sentences(), [FIVE]);
    page.set("t.received.year", "4");
    assert!(page.submit());
}

#[test]
async fn a_page_that_merely_asks_for_validity_gets_no_summary() {
    let (page, _binding) = Page::bound();
    page.fill_all();
    page.fill("t.received.year", "5");
    painted().await;
    let seen = Rc::new(Cell::new(0));
    let count = Rc::clone(&seen);
    let field = page.field("t.received.year");
    listen(&field, "invalid", move |event| {
        count.set(count.get() + u32::from(!event.default_prevented()));
    });
    let before = page.html();
    assert!(!page.form.check_validity());
    rest(30).await;
    assert_eq!((seen.get(), page.html()), (1, before));
}

#[test]
async fn the_pages_own_constraints_are_the_pages() {
    let (page, _binding) = Page::bound();
    page.fill_all();
    page.field("other").set_required(true);
    assert!(!page.press().await, "the browser holds it back, not we");
    assert!(page.summarised().is_empty());
    page.fill("other", "x");
    assert!(page.press().await);
    // A button that sends nothing asks nothing.
    page.fill("t.received.year", "5");
    painted().await;
    page.find("button[type=button]").unwrap().click();
    rest(30).await;
    assert!(page.summarised().is_empty());
}

#[test]
async fn a_form_without_the_browsers_checks_is_held_back_all_the_same() {
    let (page, _binding) = Page::bound();
    page.form.set_no_validate(true);
    page.fill_all();
    page.fill("t.received.year", "5");
    assert!(!page.press().await);
    shown(&page, &[FIVE]);
    page.fill_all();
    assert!(page.press().await);
}

#[test]
async fn the_summary_can_be_shown_again_and_goes_with_a_reset() {
    let (page, _binding) = Page::bound();
    page.submit();
    page.field("overview").focus().unwrap();
    page.fill("overview", "long enough");
    page.submit();
    shown(&page, &BLANK[..3]);
    assert_eq!(all(&page.form, ".crossfoot-summary").len(), 1);
    page.form.reset();
    spoken().await;
    assert!(page.summarised().is_empty() && page.lines().is_empty());
    assert_eq!(page.mark("t.received.year"), None);
    page.submit();
    shown(&page, &BLANK);
}

#[test]
async fn after_release_the_form_submits_as_before() {
    let (page, binding) = Page::bound();
    assert!(!page.press().await);
    page.fill("t.received.year", "x");
    painted().await;
    assert!(!page.press().await);
    binding.release();
    assert!(page.press().await);
    assert_eq!(page.sent.get(), 1);
}

#[test]
async fn a_summary_of_mended_faults_is_not_written_anew() {
    let (page, _binding) = Page::bound();
    assert!(!page.submit());
    page.fill_all();
    painted().await;
    page.session.set_locale(&"zh-CN".into()).unwrap();
    page.session.set_locale(&"en".into()).unwrap();
    painted().await;
    let told = text(&page.summary());
    assert!(page.summary().hidden() || !told.contains("0 to correct"), "{told}");
}

#[test]
async fn the_links_of_a_summary_outside_the_form_lead_to_the_fields() {
    let page = Page::new();
    let place: HtmlElement = create("div").unchecked_into();
    document().body().unwrap().append_child(&place).unwrap();
    let binding = page.bind(&[("summary", place.clone().into())]).unwrap();
    assert!(!page.submit());
    let links = all(&place, "li a");
    assert_eq!((links.len(), focused()), (4, place.clone().into()));
    let address = || document().url().unwrap();
    let before = address();
    links[3].click();
    rest(30).await;
    assert_eq!(focused(), page.field("overview").into());
    assert_eq!(address(), before, "a page that routes by its hash stays where it is");
    binding.release();
    place.remove();
}

/// A form in which two figures belong together, neither of them required alone.
const PAIR: &str = r#"{
    "crossfoot": 1, "id": "pair", "version": "1",
    "tables": [{"id": "t", "required": false, "columns": [{"id": "n", "label": "n"}],
        "rows": [{"id": "cases", "label": "cases"}, {"id": "fee", "label": "fee"}]}],
    "rules": [{"id": "P", "check": "all_or_none(cases, fee)"}]
}"#;
const PAIR_FIELDS: &str = r#"<input name="t.cases.n"><input name="t.fee.n"><button>Send</button>"#;

#[test]
async fn a_rule_about_what_is_filled_waits_until_the_report_is_sent() {
    let page = Page::of(PAIR, PAIR_FIELDS);
    let _binding = page.bind(&[]).unwrap();
    page.fill("t.cases.n", "3");
    painted().await;
    assert!(page.lines().is_empty() && page.mark("t.fee.n").is_none(), "the fee may yet come");

    assert!(!page.submit());
    let sentence = "n: “either all or none of cases, fee filled in” does not hold: \
                    cases 3, fee (blank)";
    shown(&page, &[sentence]);
    // It is told like any other now, and goes as soon as it is mended.
    assert_eq!(page.sentences(), [sentence]);
    for name in ["t.cases.n", "t.fee.n"] {
        assert_eq!(page.mark(name).as_deref(), Some("hard"), "{name}");
        assert_eq!(page.validity(name), sentence, "{name}");
    }
    page.fill("t.fee.n", "20");
    assert_eq!(
        (page.validity("t.cases.n"), page.validity("t.fee.n")),
        (String::new(), String::new())
    );
    painted().await;
    assert!(page.lines().is_empty() && page.mark("t.cases.n").is_none());
    page.fill("t.fee.n", "");
    painted().await;
    assert_eq!(page.sentences(), [sentence], "once asked, it is told while typing");
    page.fill("t.cases.n", "");
    painted().await;
    assert!(page.submit());
}
