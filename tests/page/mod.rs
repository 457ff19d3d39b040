//! A small report form in the document, a session bound to it, and hands to fill it in with.

#![allow(dead_code, reason = "every test program uses its own part of this")]

use core::cell::Cell;
use crossfoot::web::{Binding, Form, Session};
use js_sys::{Function, Object, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Document, Element, HtmlElement, HtmlFormElement};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// One total with two parts, a rule that only asks, and a part of text; every cell is required.
pub(crate) const DEFINITION: &str = r#"{
    "crossfoot": 1, "id": "page", "version": "1",
    "tables": [{
        "id": "t", "columns": [{"id": "year", "label": {"zh-CN": "本年", "en": "year"}}],
        "rows": [
            {"id": "received", "label": {"zh-CN": "受理", "en": "received"},
             "parts": {"relation": "sum", "id": "S"},
             "rows": [
                {"id": "in_person", "label": {"zh-CN": "当面", "en": "in person"}},
                {"id": "online", "label": {"zh-CN": "网上", "en": "online"}}
            ]}
        ]
    }],
    "sections": [{"id": "overview", "title": {"zh-CN": "概述", "en": "Overview"}, "min_chars": 4}],
    "rules": [{"id": "Q", "in": "t", "check": "online <= in_person", "severity": "soft"}]
}"#;

/// What the sum says with 5 for 2 + 2.
pub(crate) const FIVE: &str = "year: received 5 is not in person 2 + online 2 = 4; difference 1";
/// What the soft rule says with 3 against 2.
pub(crate) const MORE: &str = "year: online 3 is more than in person 2, by 1";

/// The page's own markup. Fields are named after cells by their last but one word; the page's own
/// field, `other`, is no cell.
const FIELDS: &str = r#"
    <p><label>Received <input name="t.received.year" aria-describedby="own-hint"></label></p>
    <p><label>In person <input name="t.in_person.year" id="own-id" class="figure"></label></p>
    <p><label>Online <input name="t.online.year" aria-invalid="false"></label></p>
    <p><label>Overview <textarea name="overview" rows="2"></textarea></label></p>
    <p><label>Other <input name="other"></label> <span id="own-hint">a hint</span></p>
    <p><button>Send</button> <button type="button">Help</button></p>"#;

pub(crate) struct Page {
    pub(crate) form: HtmlFormElement,
    pub(crate) session: Session,
    /// How often the page's own listener saw a submit.
    pub(crate) sent: Rc<Cell<u32>>,
}

impl Page {
    /// The form in the document, with a session in English that is not bound yet.
    pub(crate) fn new() -> Page {
        Page::of(DEFINITION, FIELDS)
    }

    pub(crate) fn of(definition: &str, fields: &str) -> Page {
        let form: HtmlFormElement = create("form").unchecked_into();
        form.set_inner_html(fields);
        document().body().unwrap().append_child(&form).unwrap();
        let sent = Rc::new(Cell::new(0));
        let count = Rc::clone(&sent);
        listen(&form, "submit", move |event| {
            // A form that was really sent would take the test's page away.
            event.prevent_default();
            count.set(count.get() + 1);
        });
        let text = js_sys::JsString::from(definition);
        let compiled = Form::compile(&text, &JsValue::UNDEFINED).unwrap();
        let session = compiled.open(object(&[("locale", "en".into())])).unwrap();
        Page { form, session, sent }
    }

    /// The form in the document, bound.
    pub(crate) fn bound() -> (Page, Binding) {
        let page = Page::new();
        let binding = page.bind(&[]).unwrap();
        (page, binding)
    }

    pub(crate) fn bind(&self, options: &[(&str, JsValue)]) -> Result<Binding, JsValue> {
        self.session.bind(&self.form, object(options))
    }

    pub(crate) fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.form.query_selector(selector).unwrap().map(JsCast::unchecked_into)
    }

    pub(crate) fn field(&self, name: &str) -> HtmlInputElement {
        // A text area has all that is used of an input here.
        self.find(&format!("[name='{name}']")).unwrap().unchecked_into()
    }

    /// Sets a field without telling anyone.
    pub(crate) fn set(&self, name: &str, text: &str) {
        let field: JsValue = self.field(name).into();
        match field.dyn_ref::<HtmlTextAreaElement>() {
            Some(area) => area.set_value(text),
            None => self.field(name).set_value(text),
        }
    }

    /// Types into a field.
    pub(crate) fn fill(&self, name: &str, text: &str) {
        self.set(name, text);
        fire(&self.field(name), "input");
    }

    /// Types a whole report: 4 = 2 + 2, and a text that is long enough.
    pub(crate) fn fill_all(&self) {
        for (name, text) in [
            ("t.received.year", "4"),
            ("t.in_person.year", "2"),
            ("t.online.year", "2"),
            ("overview", "long enough"),
        ] {
            self.fill(name, text);
        }
    }

    pub(crate) fn leave(&self, name: &str) {
        fire(&self.field(name), "focusout");
    }

    pub(crate) fn mark(&self, name: &str) -> Option<String> {
        self.field(name).get_attribute("data-crossfoot")
    }

    pub(crate) fn validity(&self, name: &str) -> String {
        let field: JsValue = self.field(name).into();
        match field.dyn_ref::<HtmlTextAreaElement>() {
            Some(area) => area.validation_message().unwrap(),
            None => self.field(name).validation_message().unwrap(),
        }
    }

    /// The lines of the list, in the page's order.
    pub(crate) fn lines(&self) -> Vec<HtmlElement> {
        all(&self.form, ".crossfoot-findings > li[data-finding]")
    }

    pub(crate) fn sentences(&self) -> Vec<String> {
        self.lines().iter().map(|line| text(line)).collect()
    }

    /// What the live line says.
    pub(crate) fn said(&self) -> String {
        text(&self.find(".crossfoot-status").unwrap())
    }

    pub(crate) fn summary(&self) -> HtmlElement {
        self.find(".crossfoot-summary").unwrap()
    }

    /// The sentences of the summary, none when it is hidden.
    pub(crate) fn summarised(&self) -> Vec<String> {
        let summary = self.summary();
        if summary.hidden() {
            return Vec::new();
        }
        all(&summary, "li").iter().map(|line| text(line)).collect()
    }

    /// Dispatches a submit; whether it went through.
    pub(crate) fn submit(&self) -> bool {
        let before = self.sent.get();
        fire(&self.form, "submit");
        self.sent.get() > before
    }

    /// Presses the submit button, as a person would.
    pub(crate) async fn press(&self) -> bool {
        let before = self.sent.get();
        self.find("button:not([type])").unwrap().click();
        rest(30).await;
        self.sent.get() > before
    }

    pub(crate) fn html(&self) -> String {
        self.form.outer_html()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.form.remove();
    }
}

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

pub(crate) fn create(tag: &str) -> Element {
    document().create_element(tag).unwrap()
}

pub(crate) fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

pub(crate) fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let list = root.query_selector_all(selector).unwrap();
    (0..list.length()).filter_map(|index| list.item(index)).map(JsCast::unchecked_into).collect()
}

/// Dispatches an event that bubbles and can be cancelled.
pub(crate) fn fire(target: &Element, kind: &str) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = CustomEvent::new_with_event_init_dict(kind, &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// Listens for as long as the page lives.
pub(crate) fn listen(target: &Element, kind: &str, act: impl FnMut(CustomEvent) + 'static) {
    let act = Closure::<dyn FnMut(CustomEvent)>::new(act).into_js_value();
    target.add_event_listener_with_callback(kind, act.unchecked_ref()).unwrap();
}

pub(crate) fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &JsValue::from_str(key), value).unwrap();
    }
    object.into()
}

/// The sentence of an error, which must be an ordinary one.
pub(crate) fn message(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().unwrap().message().into()
}

/// Waits some milliseconds.
pub(crate) async fn rest(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve: Function, _: Function| {
        let window = web_sys::window().unwrap();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .unwrap();
    });
    promise.await.unwrap();
}

/// Waits until what the next frame paints is painted.
pub(crate) async fn painted() {
    let promise = Promise::new(&mut |resolve: Function, _: Function| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    promise.await.unwrap();
    rest(0).await;
}

/// Waits until the live line has spoken.
pub(crate) async fn spoken() {
    rest(550).await;
}
