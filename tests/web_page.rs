//! A bound form and the page around it: everything is put back, text stays text, forms do not
//! disturb one another, and the page may change under the binding.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod page;

use page::{DEFINITION, FIVE, Page, all, create, document, fire, painted, spoken, text};
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
    assert!(sentences.iter().any(|line| *line == format!("no {hostile}")), "{sentences:?}");
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
