//! A bound form and the page around it: everything is put back, text stays text, forms do not
//! disturb one another, and the page may change under the binding.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod page;

use crossfoot::web::Binding;
use page::{DEFINITION, FIVE, Page, all, create, document, fire, listen, painted, spoken, text};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::{Element, HtmlElement};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Leaves traces of every kind: marks, lines, the live line, the summary, lent ids.
async fn use_it(page: &Page) {
    page.fill_all();
    page.fill("t.received.year", "5");
    page.fill("overview", "");
    page.leave("t.received.year");
    page.leave("t.online.year");
    painted().await;
    assert!(!page.submit());
    spoken().await;
    assert!(page.lines().len() == 2 && page.summarised().len() == 2 && !page.said().is_empty());
}

#[test]
async fn release_puts_the_page_back() {
    let page = Page::new();
    let before = page.html();
    let binding = page.bind(&[]).unwrap();
    use_it(&page).await;
    assert_ne!(page.html(), before);
    // A figure is on its way to the screen when the binding goes.
    page.fill("t.online.year", "x");
    binding.release();
    assert_eq!(page.html(), before);
    for name in ["t.received.year", "t.in_person.year", "t.online.year", "overview"] {
        assert_eq!(page.validity(name), "", "{name}");
    }
    assert_eq!(page.field("t.received.year").value(), "5", "what was typed stays");
    binding.release();
    binding.refresh();
    spoken().await;
    page.fill("t.received.year", "nonsense");
    page.session.enter(&"t.in_person.year".into(), &"nonsense".into()).unwrap();
    spoken().await;
    assert_eq!(page.html(), before);
    assert!(page.submit(), "the form submits as before");
    assert_eq!(
        page.session.text(&"t.received.year".into()).unwrap(),
        "5",
        "and is not listened to"
    );
}

#[test]
async fn release_puts_the_pages_own_places_back() {
    let page = Page::new();
    let places: HtmlElement = create("div").unchecked_into();
    places.set_inner_html(
        "<p role='note'></p><ol tabindex='0'></ol><section aria-labelledby='x' hidden></section>",
    );
    document().body().unwrap().append_child(&places).unwrap();
    let place = |tag: &str| -> Element { places.query_selector(tag).unwrap().unwrap() };
    let before = (page.html(), places.outer_html());
    let options: [(&str, JsValue); 3] = [
        ("status", place("p").into()),
        ("findings", place("ol").into()),
        ("summary", place("section").into()),
    ];
    let binding = page.bind(&options).unwrap();
    page.fill_all();
    page.fill("t.received.year", "5");
    spoken().await;
    assert!(!page.submit());
    assert_eq!(
        (text(&place("p")).as_str(), text(&place("ol > li[data-finding]")).as_str()),
        (FIVE, FIVE)
    );
    assert_eq!(document().active_element(), Some(place("section")));
    assert!(all(&page.form, ".crossfoot-status, .crossfoot-findings").is_empty());
    binding.release();
    assert_eq!((page.html(), places.outer_html()), before);
    places.remove();
}

#[test]
async fn hostile_text_comes_out_as_text() {
    let hostile = "<img src=x onerror=stop()>";
    let definition = DEFINITION
        .replace(r#""en": "received""#, &format!(r#""en": "{hostile}""#))
        .replace(r#""id": "Q""#, &format!(r#""id": "Q", "message": {{"en": "no {hostile}"}}"#));
    let fields = "<input name='t.received.year'><input name='t.in_person.year'>
        <input name='t.online.year'><textarea name='overview'></textarea>";
    let page = Page::of(&definition, fields);
    let binding = page.bind(&[]).unwrap();
    page.fill("t.in_person.year", "2");
    page.fill("t.online.year", "3");
    page.fill("t.received.year", hostile);
    page.leave("t.received.year");
    spoken().await;
    assert!(!page.submit());
    assert!(all(&page.form, "img, script").is_empty(), "{}", page.html());
    let sentences = page.sentences();
    assert!(sentences[0].matches(hostile).count() == 2, "label and entry: {sentences:?}");
    assert!(
        sentences.iter().any(|line| line.starts_with(&format!("no {hostile}"))),
        "{sentences:?}"
    );
    assert!(page.summarised()[0].contains(hostile) && page.said().contains(hostile));
    assert!(page.validity("t.received.year").contains(hostile));
    binding.release();
}

#[test]
async fn two_forms_do_not_disturb_one_another() {
    let ((one, _), (other, binding)) = (Page::bound(), Page::bound());
    for page in [&one, &other] {
        page.fill_all();
        page.fill("t.received.year", "5");
        page.leave("t.received.year");
    }
    painted().await;
    let described = |page: &Page| {
        let ids = page.field("t.received.year").get_attribute("aria-describedby").unwrap();
        ids.split(' ').next_back().unwrap().to_owned()
    };
    assert_ne!(described(&one), described(&other), "ids are the page's, not the form's");
    for page in [&one, &other] {
        let line = document().get_element_by_id(&described(page)).unwrap();
        assert!(page.form.contains(Some(&line)));
    }
    binding.release();
    one.fill("t.received.year", "6");
    painted().await;
    assert!(one.sentences()[0].contains("received 6"));
    assert_eq!(other.session.text(&"t.received.year".into()).unwrap(), "5");
    assert!(!one.submit() && other.submit());
}

#[test]
async fn one_session_may_have_two_forms() {
    let (one, _binding) = Page::bound();
    let other = Page::new();
    one.fill_all();
    // The second form's fields are empty, and what stands in the page is what counts.
    other.session.enter(&"t.online.year".into(), &"1".into()).unwrap();
    for name in ["t.in_person.year", "t.online.year"] {
        other.set(name, "2");
    }
    other.set("t.received.year", "5");
    other.set("overview", "long enough");
    let second = one.session.bind(&other.form, JsValue::UNDEFINED).unwrap();
    painted().await;
    assert_eq!(
        (one.sentences(), other.sentences()),
        (vec![FIVE.to_owned()], vec![FIVE.to_owned()])
    );
    second.release();
    one.fill("t.received.year", "6");
    painted().await;
    assert_eq!(one.lines().len(), 1);
    assert!(all(&other.form, ".crossfoot-findings").is_empty());
}

#[test]
async fn a_field_added_later_is_taken_on() {
    let fields = "<input name='t.received.year'><input name='t.in_person.year'>";
    let page = Page::of(DEFINITION, fields);
    let before = page.html();
    let binding = page.bind(&[]).unwrap();
    page.fill("t.received.year", "5");
    page.fill("t.in_person.year", "2");
    let late = create("input");
    late.set_attribute("name", "t.online.year").unwrap();
    page.form.append_child(&late).unwrap();
    page.fill("t.online.year", "2");
    page.leave("t.online.year");
    painted().await;
    assert_eq!(page.sentences(), [FIVE]);
    assert_eq!(late.get_attribute("data-crossfoot").unwrap(), "hard");
    assert_eq!(late.get_attribute("aria-invalid").unwrap(), "true");
    binding.release();
    assert_eq!(late.outer_html(), "<input name=\"t.online.year\">");
    late.remove();
    assert_eq!(page.html(), before);
}

#[test]
async fn a_blank_field_that_takes_anothers_place_blanks_its_cell() {
    let (page, _binding) = Page::bound();
    page.fill_all();
    let old = page.field("t.online.year");
    let new = create("input");
    new.set_attribute("name", "t.online.year").unwrap();
    old.replace_with_with_node_1(&new).unwrap();
    painted().await;
    assert_eq!(page.session.text(&"t.online.year".into()).unwrap(), "");
}

#[test]
async fn fields_that_belong_to_the_form_from_elsewhere_are_its_fields() {
    let page =
        Page::of(DEFINITION, "<input name='t.received.year'><input name='t.in_person.year'>");
    page.form.set_id("far");
    let beside: HtmlElement = create("p").unchecked_into();
    beside.set_inner_html(
        "<input form='far' name='t.online.year' value='1'><input name='t.online.year'>",
    );
    document().body().unwrap().append_child(&beside).unwrap();
    let before = beside.inner_html();
    let binding = page.bind(&[]).unwrap();
    assert_eq!(page.session.text(&"t.online.year".into()).unwrap(), "1", "read when it is bound");
    page.fill("t.received.year", "5");
    page.fill("t.in_person.year", "2");
    let [own, other] = [0, 1].map(|at| all(&beside, "input")[at].clone());
    let put = |field: &HtmlElement, text: &str| {
        field.unchecked_ref::<web_sys::HtmlInputElement>().set_value(text);
        fire(field, "input");
        fire(field, "focusout");
    };
    put(&other, "3");
    put(&own, "2");
    painted().await;
    assert_eq!(page.sentences(), [FIVE]);
    assert!(own.has_attribute("data-crossfoot"));
    assert!(!other.has_attribute("data-crossfoot"), "it belongs to no form");
    binding.release();
    assert_eq!(beside.inner_html(), before);
    put(&own, "x");
    assert_eq!(page.session.text(&"t.online.year".into()).unwrap(), "2");
    beside.remove();
}

#[test]
async fn fields_that_are_no_cells_are_left_alone() {
    let (page, _binding) = Page::bound();
    let other = page.field("other");
    let before = other.outer_html();
    page.fill("other", "x");
    page.leave("other");
    fire(&other, "invalid");
    fire(&other, "change");
    spoken().await;
    assert_eq!(other.outer_html(), before);
    assert!(page.lines().is_empty() && page.said().is_empty());
}

#[test]
async fn a_page_that_sets_fields_itself_can_say_so() {
    let (page, binding) = Page::bound();
    for (name, text) in
        [("t.received.year", "5"), ("t.in_person.year", "2"), ("t.online.year", "2")]
    {
        page.set(name, text);
    }
    painted().await;
    assert!(page.lines().is_empty());
    binding.refresh();
    painted().await;
    assert_eq!(page.sentences(), [FIVE]);
}

#[test]
async fn what_the_program_enters_is_marked_and_the_field_is_not_rewritten() {
    let (page, _binding) = Page::bound();
    page.fill_all();
    page.session.enter(&"t.received.year".into(), &"5".into()).unwrap();
    painted().await;
    assert_eq!(page.sentences(), [FIVE]);
    assert_eq!(page.field("t.received.year").value(), "4");
}

#[test]
async fn the_language_can_change_at_any_time() {
    let (page, _binding) = Page::bound();
    use_it(&page).await;
    document().active_element().unwrap().unchecked_into::<HtmlElement>().blur().unwrap();
    let (sentences, summary) = (page.sentences(), page.summarised());
    let (status, heading) =
        (page.said(), text(&page.summary().query_selector("h2").unwrap().unwrap()));
    page.session.set_locale(&"zh-CN".into()).unwrap();
    painted().await;
    assert_eq!((page.lines().len(), page.summarised().len()), (2, 2));
    assert!(page.sentences().iter().zip(&sentences).all(|(now, then)| now != then));
    assert!(page.summarised().iter().zip(&summary).all(|(now, then)| now != then));
    assert_ne!(text(&page.summary().query_selector("h2").unwrap().unwrap()), heading);
    assert_ne!(page.said(), status, "an old sentence in the old language is not left standing");
    assert!(page.sentences().contains(&page.validity("t.received.year")));
    assert_ne!(document().active_element(), Some(page.summary().into()), "no focus is taken");
    page.session.set_locale(&"en".into()).unwrap();
    painted().await;
    assert_eq!((page.sentences(), page.summarised()), (sentences, summary));
}

#[test]
async fn all_that_is_written_says_in_which_language() {
    let page = Page::new();
    let own = create("p");
    own.set_attribute("lang", "fr").unwrap();
    document().body().unwrap().append_child(&own).unwrap();
    let binding = page.bind(&[("status", own.clone().into())]).unwrap();
    page.fill_all();
    page.fill("t.received.year", "１４");
    page.leave("t.received.year");
    assert!(!page.submit());
    spoken().await;
    // Asked for a language it does not have, it speaks Chinese.
    for (asked, spoken) in [("en-GB", "en-GB"), ("zh-CN", "zh-CN"), ("de", "zh-CN"), ("en", "en")] {
        page.session.set_locale(&asked.into()).unwrap();
        painted().await;
        let classes = "findings, .crossfoot-summary, .crossfoot-progress, .crossfoot-understood";
        let written = all(&page.form, &format!(".crossfoot-{classes}, .crossfoot-suggestion"));
        assert!(written.len() > 3, "{}", page.html());
        for element in written.iter().chain([own.unchecked_ref()]) {
            assert_eq!(element.get_attribute("lang").as_deref(), Some(spoken), "{}", page.html());
        }
    }
    binding.release();
    assert_eq!(own.get_attribute("lang").as_deref(), Some("fr"), "it is the page's again");
    own.remove();
}

#[test]
async fn a_form_taken_out_of_the_page_breaks_nothing() {
    let (page, binding) = Page::bound();
    page.fill_all();
    page.fill("t.received.year", "5");
    page.form.remove();
    spoken().await;
    page.session.enter(&"t.online.year".into(), &"9".into()).unwrap();
    page.session.set_locale(&"zh-CN".into()).unwrap();
    page.session.set_locale(&"en".into()).unwrap();
    spoken().await;
    document().body().unwrap().append_child(&page.form).unwrap();
    page.fill("t.online.year", "2");
    painted().await;
    assert_eq!(page.sentences(), [FIVE], "put back, it goes on");
    // The page throws away what was inside, ours too.
    page.fill("t.received.year", "6");
    page.form.set_inner_html("");
    spoken().await;
    page.session.enter(&"t.online.year".into(), &"9".into()).unwrap();
    page.session.set_locale(&"zh-CN".into()).unwrap();
    spoken().await;
    binding.release();
    assert_eq!(page.form.inner_html(), "");
    assert_eq!(page.session.text(&"t.received.year".into()).unwrap(), "6");
}

#[test]
async fn reset_begins_anew() {
    let (page, _binding) = Page::bound();
    use_it(&page).await;
    page.form.reset();
    spoken().await;
    assert!(page.lines().is_empty() && page.summarised().is_empty());
    assert_eq!(page.session.text(&"t.received.year".into()).unwrap(), "");
    let field = page.field("t.received.year");
    assert_eq!(
        (page.mark("t.received.year"), page.validity("t.received.year")),
        (None, String::new())
    );
    page.fill_all();
    page.fill("t.received.year", "5");
    painted().await;
    assert_eq!(page.sentences(), [FIVE]);
    assert_eq!(field.get_attribute("aria-invalid"), None, "nothing was left yet");
}

#[test]
async fn a_reset_is_not_called_a_correction() {
    let (page, _binding) = Page::bound();
    use_it(&page).await;
    page.form.reset();
    spoken().await;
    assert_eq!(page.said(), "");
}

/// A table that adds up both ways, with 132 where 123 belongs, and keys of the page's own there.
fn slipped() -> Page {
    let definition = r#"{"crossfoot": 1, "id": "both", "version": "1", "tables": [{"id": "t",
        "columns": [{"id": "all", "parts": "sum", "columns": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}],
        "rows": [{"id": "any", "parts": "sum", "rows": [{"id": "x"}, {"id": "y"}, {"id": "z"}]}]}]}"#;
    let figures = [
        ("any", [369, 123, 123, 123]),
        ("x", [141, 132, 9, 9]),
        ("y", [150, 0, 110, 40]),
        ("z", [78, 0, 4, 74]),
    ];
    let field = |row: &str, column: &str, figure: i32| {
        let keys = if (row, column) == ("x", "a") { "aria-keyshortcuts='Control+K'" } else { "" };
        format!("<p><input name='t.{row}.{column}' value='{figure}' {keys}></p>")
    };
    let rows = figures.iter().flat_map(|(row, figures)| {
        ["all", "a", "b", "c"].iter().zip(figures).map(move |(column, it)| field(row, column, *it))
    });
    Page::of(definition, &rows.collect::<String>())
}

const WRONG: &str = "t.x.a";

fn notes(page: &Page) -> Vec<String> {
    all(&page.form, ".crossfoot-suggestion").iter().map(|note| text(note)).collect()
}

#[test]
async fn a_suggestion_is_taken_and_taken_back_and_leaves_nothing_behind() {
    let page = slipped();
    let before = page.html();
    let binding = page.bind(&[]).unwrap();
    painted().await;
    let suggested = "132 stands here; its rules hold with 123, 9 less (two digits interchanged)";
    assert!(notes(&page)[0].starts_with(suggested), "{:?}", notes(&page));
    assert_eq!(
        page.field(WRONG).get_attribute("aria-keyshortcuts").unwrap(),
        "Control+K Alt+Enter"
    );
    let marks = |name: &str| all(&page.form, &format!("[data-crossfoot='{name}']")).len();
    assert_eq!((marks("hard"), marks("aside")), (1, 6), "the cell, and the others of its two sums");
    assert_ne!(page.validity("t.x.all"), "", "the form is held back as before");
    assert!(binding.take_suggestion());
    assert_eq!(page.field(WRONG).value(), "123");
    painted().await;
    assert_eq!((marks("hard"), marks("aside"), page.lines().len()), (0, 0, 0));
    assert_eq!(notes(&page), ["changed to 123undo (Ctrl+Z)"]);
    assert!(!binding.take_suggestion() && binding.undo() && !binding.undo());
    assert_eq!(page.field(WRONG).value(), "132");
    painted().await;
    assert_eq!((marks("hard") > 0, page.lines().len()), (true, 2));
    binding.release();
    assert_eq!(page.html(), before);
    assert!(!binding.take_suggestion() && !binding.undo() && binding.suspects().is_null());
}

#[test]
async fn what_the_page_has_written_since_is_not_undone() {
    let page = slipped();
    let binding = page.bind(&[]).unwrap();
    painted().await;
    assert!(binding.take_suggestion());
    page.set(WRONG, "9");
    assert!(!binding.undo());
    assert_eq!(page.field(WRONG).value(), "9");
}

#[test]
async fn a_session_that_knew_its_figures_is_searched_when_it_is_bound() {
    let page = slipped();
    let before = page.html();
    let first = page.bind(&[]).unwrap();
    painted().await;
    first.release();
    assert_eq!(page.html(), before);
    let second = page.bind(&[]).unwrap();
    painted().await;
    assert_eq!(notes(&page).len(), 1);
    second.release();
    assert_eq!(page.html(), before);
}

#[test]
async fn a_binding_may_be_released_from_inside_anything_it_does() {
    for (kind, taken) in [("crossfoot:suspects", false), ("input", true), ("change", true)] {
        let page = slipped();
        let before = page.html();
        let binding = Rc::new(RefCell::new(None));
        let bound = Rc::clone(&binding);
        let release = move |_| {
            let held: Option<Binding> = bound.borrow_mut().take();
            held.iter().for_each(Binding::release);
        };
        *binding.borrow_mut() = Some(page.bind(&[]).unwrap());
        if taken {
            painted().await;
            listen(&page.form, kind, release);
            all(&page.form, "[data-crossfoot-act='take']")[0].click();
        } else {
            listen(&page.form, kind, release);
            painted().await;
        }
        spoken().await;
        assert_eq!(page.html(), before, "{kind}");
        assert_eq!(page.field(WRONG).value(), if taken { "123" } else { "132" }, "{kind}");
    }
}

#[test]
async fn the_notes_change_with_the_language_and_go_with_a_reset() {
    let page = slipped();
    let _binding = page.bind(&[]).unwrap();
    painted().await;
    page.session.set_locale(&"zh-CN".into()).unwrap();
    assert!(
        notes(&page)[0].starts_with("现填 132，若为 123 则各项关系都成立"),
        "{:?}",
        notes(&page)
    );
    page.session.set_locale(&"en".into()).unwrap();
    all(&page.form, "[data-crossfoot-act='take']")[0].click();
    painted().await;
    assert_eq!(notes(&page), ["changed to 123undo (Ctrl+Z)"]);
    page.form.reset();
    spoken().await;
    assert!(notes(&page).iter().all(|note| !note.contains("undo")), "{:?}", notes(&page));
}

#[test]
async fn what_the_page_writes_by_itself_is_not_what_was_filled_in_last() {
    let definition = DEFINITION.replacen(
        r#""rows": ["#,
        r#""rows": [{"id": "share", "label": {"en": "share"}}, "#,
        1,
    );
    let more = r#""rules": [{"id": "W", "in": "t", "check": "share <= 100", "severity": "soft"}, "#;
    let definition = definition.replacen(r#""rules": ["#, more, 1);
    let names = ["t.received.year", "t.in_person.year", "t.online.year", "t.share.year"];
    let fields: Vec<String> = names.iter().map(|name| format!("<input name={name}>")).collect();
    let page = Page::of(&definition, &fields.join(" "));
    let binding = page.bind(&[]).unwrap();
    for (name, text) in names.iter().zip(["4", "2", "2", "50"]) {
        page.fill(name, text);
    }
    painted().await;
    let share = page.field("t.share.year");
    // As a page's own handler may: after ours, and without an event.
    listen(&page.form, "input", move |_| share.set_value("900"));
    page.fill("t.online.year", "20");
    painted().await;
    painted().await;
    let said = js_sys::JSON::stringify(&binding.suspects()).unwrap();
    let said = said.as_string().unwrap();
    let evidence = r#""evidence":["rules-meet","last-edited"]"#;
    assert!(said.contains(evidence), "{said}");
    assert_eq!(said.matches("last-edited").count(), 1, "{said}");
    assert_eq!(page.session.text(&"t.share.year".into()).unwrap(), "900");
}
