//! A session bound to a form in a real page: typing, marks, the live line, and being called from the page.
//! The rest of the page is in `web_page.rs`, sending in `web_submit.rs`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod page;

use core::cell::{Cell, RefCell};
use js_sys::{Array, Function, Reflect};
use page::{DEFINITION, FIVE, MORE, Page, document, fire, listen, message};
use page::{object, painted, rest, spoken, text};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test as test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Fields whose names are not the cells', as a portal has them.
const PORTAL: &str = r#"<input name="zb[1][1]"><input name="zb[2][1]" data-cell="t.in_person.year">
    <input name="zb[3][1]"><textarea name="gs"></textarea><input name="token" value="x">"#;

fn names() -> JsValue {
    object(&[
        ("zb[1][1]", "t.received.year".into()),
        ("zb[2][1]", "t.in_person.year".into()),
        ("zb[3][1]", "t.online.year".into()),
        ("gs", "overview".into()),
    ])
}

#[test]
async fn fields_are_found_by_their_names_in_a_mapping() {
    let page = Page::of(DEFINITION, PORTAL);
    page.set("zb[2][1]", "2");
    page.set("zb[3][1]", "2");
    page.bind(&[("cells", names())]).unwrap();
    // What stood there before is read, and what is typed too.
    assert_eq!(page.session.text(&"t.online.year".into()).unwrap(), "2");
    page.fill("zb[1][1]", "5");
    painted().await;
    assert_eq!(page.sentences(), [FIVE]);
    assert_eq!(page.mark("zb[3][1]").as_deref(), Some("hard"));
    assert_eq!(page.mark("token"), None);
}

#[test]
async fn fields_are_found_by_a_function() {
    let page = Page::of(DEFINITION, PORTAL);
    let body = "return {1: 't.received.year', 2: null}[field.name.charAt(3)]";
    let cells = Function::new_with_args("field", body);
    page.bind(&[("cells", cells.into())]).unwrap();
    page.fill("zb[1][1]", "five");
    page.fill("zb[2][1]", "five");
    painted().await;
    assert_eq!(page.mark("zb[1][1]").as_deref(), Some("hard"));
    assert_eq!((page.mark("zb[2][1]"), page.mark("gs")), (None, None));
}

#[test]
async fn fields_are_found_by_data_cell_and_by_their_own_name() {
    let page = Page::of(DEFINITION, &PORTAL.replace("zb[3][1]", "t.online.year"));
    page.bind(&[]).unwrap();
    for name in ["zb[1][1]", "zb[2][1]", "t.online.year"] {
        page.fill(name, "x");
    }
    painted().await;
    let marks = ["zb[1][1]", "zb[2][1]", "t.online.year"].map(|name| page.mark(name).is_some());
    assert_eq!(marks, [false, true, true]);
}

#[test]
async fn typing_marks_says_and_clears() {
    let (page, _binding) = Page::bound();
    let cells = ["t.received.year", "t.in_person.year", "t.online.year"];
    page.fill_all();
    painted().await;
    assert!(page.lines().is_empty());
    page.fill("t.received.year", "5");
    painted().await;
    for cell in cells {
        assert_eq!(page.mark(cell).as_deref(), Some("hard"), "{cell}");
        assert_eq!(page.validity(cell), FIVE, "{cell}");
    }
    assert_eq!((page.mark("overview"), page.validity("overview")), (None, String::new()));
    let line = &page.lines()[0];
    let told = ["data-rule", "data-finding", "data-severity"].map(|name| line.get_attribute(name));
    assert_eq!(told.map(Option::unwrap), ["S", "S@year", "hard"]);
    // The live line waits until typing rests for 400 ms, which begin anew with every key.
    let mut in_time = false;
    for _ in 0..20 {
        let before = page.said();
        in_time = true;
        for figure in ["55", "5"] {
            let now = || js_sys::Date::now() as u64;
            let began = now();
            page.fill("t.received.year", figure);
            rest(250).await;
            let said = page.said();
            // A busy machine may be late, and then the line may have spoken.
            in_time &= now() - began < 390;
            assert!(!in_time || said == before, "{said}");
        }
        if in_time {
            break;
        }
        spoken().await;
    }
    assert!(in_time, "the machine is too busy to tell");
    page.fill("t.received.year", "5");
    spoken().await;
    assert_eq!(page.said(), FIVE);
    assert_eq!(page.find(".crossfoot-status").unwrap().get_attribute("role").unwrap(), "status");
    // The same finding with another figure: the same line with other words.
    page.fill("t.received.year", "6");
    painted().await;
    assert!(line.is_same_node(page.lines().first().map(AsRef::as_ref)));
    assert!(text(line).contains("received 6") && page.validity(cells[1]).contains("received 6"));
    // Put back, it is gone, and the line says so.
    page.fill("t.received.year", "4");
    assert_eq!(page.validity("t.received.year"), "", "a mended field is valid at once");
    painted().await;
    assert!(page.lines().is_empty());
    for cell in cells {
        assert_eq!((page.mark(cell), page.validity(cell)), (None, String::new()), "{cell}");
    }
    spoken().await;
    assert_eq!(page.said(), "corrected; nothing else was found");
}

#[test]
async fn what_an_unreadable_field_holds_is_quoted_as_it_is_typed() {
    let (page, _binding) = Page::bound();
    for typed in ["a", "ab", "abc"] {
        page.fill("t.online.year", typed);
        painted().await;
        assert_eq!(page.lines().len(), 1);
        assert!(page.sentences()[0].contains(&format!("“{typed}”")), "{:?}", page.sentences());
        assert_eq!(page.validity("t.online.year"), page.sentences()[0]);
    }
}

#[test]
async fn the_list_has_the_order_of_the_definition() {
    let (page, _binding) = Page::bound();
    page.fill("t.in_person.year", "2");
    page.fill("t.online.year", "3");
    painted().await;
    assert_eq!(page.sentences(), [MORE]);
    assert_eq!(page.mark("t.online.year").as_deref(), Some("soft"));
    assert_eq!(page.validity("t.online.year"), "", "what only asks does not make a field invalid");
    page.fill("t.received.year", "4");
    painted().await;
    let told = |name: &str| -> Vec<String> {
        page.lines().iter().map(|line| line.get_attribute(name).unwrap()).collect()
    };
    assert_eq!(
        (told("data-rule").join(" "), told("data-severity").join(" ")),
        ("S Q".into(), "hard soft".into())
    );
    // The gravest severity marks the cell.
    assert_eq!(page.mark("t.online.year").as_deref(), Some("hard"));
    page.fill("t.received.year", "x");
    painted().await;
    assert_eq!(told("data-severity").join(" "), "hard soft");
    assert!(told("data-finding")[0].ends_with("@t.received.year"));
    spoken().await;
    assert!(page.said().ends_with("(and 1 more)"), "{}", page.said());
}

#[test]
async fn a_field_is_called_invalid_only_after_it_was_left() {
    let (page, _binding) = Page::bound();
    page.fill_all();
    page.fill("t.received.year", "5");
    painted().await;
    let field = page.field("t.received.year");
    let online = page.field("t.online.year");
    assert_eq!(field.get_attribute("aria-invalid"), None);
    assert_eq!(field.get_attribute("aria-describedby").unwrap(), "own-hint");
    page.leave("t.received.year");
    painted().await;
    assert_eq!(field.get_attribute("aria-invalid").unwrap(), "true");
    let described = field.get_attribute("aria-describedby").unwrap();
    let ids: Vec<&str> = described.split(' ').collect();
    assert_eq!((ids.len(), ids[0]), (2, "own-hint"), "the page's own comes first");
    for id in &ids {
        assert!(document().get_element_by_id(id).is_some(), "{id} is there");
    }
    assert_eq!(text(&document().get_element_by_id(ids[1]).unwrap()), FIVE);
    // A field that was not left is not called invalid, though it takes part.
    assert_eq!(online.get_attribute("aria-invalid").unwrap(), "false");
    // A field left while all was well is called invalid as soon as it is not.
    page.fill("t.received.year", "4");
    painted().await;
    assert_eq!(field.get_attribute("aria-invalid"), None);
    assert_eq!(field.get_attribute("aria-describedby").unwrap(), "own-hint");
    page.leave("t.online.year");
    page.fill("t.online.year", "1");
    painted().await;
    assert_eq!(online.get_attribute("aria-invalid").unwrap(), "true");
    page.fill("t.online.year", "2");
    painted().await;
    assert_eq!(online.get_attribute("aria-invalid").unwrap(), "false", "as the page had it");
    assert_eq!(online.get_attribute("aria-describedby"), None);
    // A soft finding describes and does not call the field invalid.
    page.fill("t.online.year", "3");
    page.fill("t.received.year", "5");
    painted().await;
    assert_eq!(page.sentences(), [MORE]);
    assert_eq!(online.get_attribute("aria-invalid").unwrap(), "false");
    assert!(online.has_attribute("aria-describedby"));
}

#[test]
async fn a_finding_that_turns_from_soft_to_hard_makes_a_left_field_invalid() {
    let (page, _binding) = Page::bound();
    page.fill_all();
    page.leave("t.online.year");
    page.fill("t.online.year", "3");
    page.fill("t.received.year", "5");
    painted().await;
    let online = page.field("t.online.year");
    assert_eq!(online.get_attribute("aria-invalid").unwrap(), "false");
    page.fill("t.received.year", "6");
    painted().await;
    assert_eq!(online.get_attribute("aria-invalid").unwrap(), "true");
    let described = online.get_attribute("aria-describedby").unwrap();
    assert_eq!(described.split(' ').count(), 2, "{described}");
}

#[test]
async fn nothing_is_told_or_written_while_an_input_method_composes() {
    let (page, _binding) = Page::bound();
    page.fill_all();
    painted().await;
    let before = page.html();
    let changes = Rc::new(Cell::new(0));
    let count = Rc::clone(&changes);
    listen(&page.form, "crossfoot:change", move |_| count.set(count.get() + 1));
    let field = page.field("t.received.year");
    fire(&field, "compositionstart");
    for half in ["wu", "wu'", "5"] {
        page.fill("t.received.year", half);
        fire(&field, "compositionupdate");
        painted().await;
        assert_eq!(field.value(), half, "what is being composed is left alone");
    }
    fire(&field, "change");
    spoken().await;
    assert_eq!((page.html(), changes.get()), (before.clone(), 0));
    assert_eq!(page.session.text(&"t.received.year".into()).unwrap(), "4");
    // What the page's own program enters meanwhile is checked, and shown afterwards.
    page.session.enter(&"t.online.year".into(), &"9".into()).unwrap();
    spoken().await;
    assert_eq!(page.html(), before);
    page.session.enter(&"t.online.year".into(), &"2".into()).unwrap();

    fire(&field, "compositionend");
    painted().await;
    assert_eq!(page.sentences(), [FIVE]);
    assert_eq!(field.value(), "5");
    spoken().await;
    assert_eq!(page.said(), FIVE);
}

#[test]
async fn a_change_is_dispatched_on_the_form_and_bubbles() {
    let (page, _binding) = Page::bound();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&seen);
    let form: JsValue = page.form.clone().into();
    listen(&document().body().unwrap(), "crossfoot:change", move |event| {
        if event.target().is_some_and(|target| JsValue::from(target) == form) {
            log.borrow_mut().push(event.detail());
        }
    });
    page.fill("t.in_person.year", "2");
    page.fill("t.online.year", "2");
    assert!(seen.borrow().is_empty(), "nothing changed");
    page.fill("t.received.year", "5");
    assert_eq!(seen.borrow().len(), 1, "at once, not in the next frame");
    page.session.enter(&"t.received.year".into(), &"4".into()).unwrap();
    let seen = seen.borrow();
    assert_eq!(seen.len(), 2, "what the program enters too");
    let list =
        |index: usize, key: &str| Array::from(&Reflect::get(&seen[index], &key.into()).unwrap());
    assert_eq!((list(0, "raised").length(), list(1, "cleared").join(" ")), (1, "S@year".into()));
}

#[test]
async fn calling_from_inside_a_change_works_and_breaks_nothing() {
    let (page, binding) = Page::bound();
    let (page, binding) = (Rc::new(page), Rc::new(binding));
    let answers = Rc::new(RefCell::new(Vec::new()));
    let (log, inside, own) = (Rc::clone(&answers), Rc::clone(&page), Rc::clone(&binding));
    listen(&page.form, "crossfoot:change", move |_| {
        if log.borrow().len() >= 2 {
            return;
        }
        log.borrow_mut().push(inside.session.findings().map(|list| Array::from(&list).length()));
        let entered = inside.session.enter(&"t.online.year".into(), &"x".into());
        log.borrow_mut().push(entered.map(|_| 0));
        inside.session.enter(&"no.such.cell".into(), &"1".into()).unwrap_err();
        inside.session.set_prior(&JsValue::UNDEFINED).unwrap();
        inside.session.set_locale(&"zh-CN".into()).unwrap();
        inside.session.set_locale(&"en".into()).unwrap();
        own.refresh();
        inside.session.complete().unwrap();
    });
    page.set("t.online.year", "x");
    page.fill("t.in_person.year", "1");
    page.fill("t.received.year", "oops");
    assert_eq!(*answers.borrow(), [Ok(1), Ok(0)]);
    painted().await;
    assert_eq!(page.lines().len(), 2);
    for (name, text) in
        [("t.in_person.year", "2"), ("t.online.year", "2"), ("t.received.year", "5")]
    {
        page.fill(name, text);
    }
    painted().await;
    assert_eq!(page.sentences(), [FIVE]);
}

#[test]
async fn releasing_from_inside_a_change_puts_the_page_back() {
    let page = Page::new();
    let before = page.html();
    let binding = page.bind(&[]).unwrap();
    listen(&page.form, "crossfoot:change", move |_| binding.release());
    page.fill("t.received.year", "x");
    spoken().await;
    assert_eq!((page.html(), page.validity("t.received.year")), (before, String::new()));
    assert_eq!(page.session.text(&"t.received.year".into()).unwrap(), "x", "the session goes on");
    page.session.enter(&"t.received.year".into(), &"4".into()).unwrap();
}

#[test]
async fn a_form_is_bound_once_at_a_time() {
    let (page, binding) = Page::bound();
    let before = page.html();
    assert!(message(&page.bind(&[]).err().unwrap()).contains("already bound"));
    let other = Page::new();
    let error = other.session.bind(&page.form, JsValue::UNDEFINED).err().unwrap();
    assert!(message(&error).contains("already bound"));
    assert_eq!(page.html(), before);
    page.fill("t.received.year", "x");
    painted().await;
    assert_eq!(page.lines().len(), 1, "the first binding still works");
    binding.release();
    page.bind(&[]).unwrap();
    painted().await;
    assert_eq!(page.lines().len(), 1, "the second begins with what stands there");
}

#[test]
async fn what_cannot_be_bound_leaves_the_page_as_it_was() {
    let page = Page::of(DEFINITION, PORTAL);
    let before = page.html();
    let wrong = object(&[("zb[1][1]", "t.recieved.year".into())]);
    let refused = |options: &[(&str, JsValue)]| {
        let error = message(&page.bind(options).err().unwrap());
        assert_eq!(page.html(), before, "{error}");
        error
    };
    let unknown = refused(&[("cells", wrong)]);
    assert!(unknown.contains("`zb[1][1]`") && unknown.contains("`t.received.year`"), "{unknown}");
    let throws = Function::new_no_args("throw new Error('the page went wrong')");
    assert_eq!(refused(&[("cells", throws.into())]), "the page went wrong");
    let number = Function::new_no_args("return 7");
    assert!(refused(&[("cells", number.into())]).contains("must be text"));
    assert!(refused(&[("cells", "gs".into())]).contains("`cells`"));
    assert!(refused(&[("cell", names())]).contains("unknown option `cell`"));
    for option in ["status", "findings", "summary"] {
        assert!(refused(&[(option, "#id".into())]).contains(&format!("`{option}`")));
    }
    page.field("zb[2][1]").set_attribute("data-cell", "t.nowhere.year").unwrap();
    assert!(message(&page.bind(&[]).err().unwrap()).contains("`t.nowhere.year`"));
    page.bind(&[("cells", names())]).unwrap();
    page.fill("zb[1][1]", "x");
    painted().await;
    assert_eq!(page.mark("zb[1][1]").as_deref(), Some("hard"), "and it can still be bound");
}
