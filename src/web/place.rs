//! Elements that are written into, and the writing of single attributes.

use super::paint::Painter;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement};

/// An element that is written into: one that was added, or the page's own with the attributes it
/// had.
pub(super) struct Place {
    pub(super) element: HtmlElement,
    pub(super) own: Option<[(&'static str, Option<String>); 5]>,
}

impl Place {
    pub(super) fn added(element: HtmlElement) -> Place {
        Place { element, own: None }
    }

    pub(super) fn lent(element: HtmlElement) -> Place {
        let had = |name: &'static str| (name, element.get_attribute(name));
        let names = ["role", "tabindex", "aria-labelledby", "hidden", "lang"];
        let own = Some(names.map(had));
        Place { element, own }
    }

    pub(super) fn restore(&self) -> Result<(), JsValue> {
        let Some(own) = &self.own else {
            self.element.remove();
            return Ok(());
        };
        self.element.set_text_content(None);
        own.iter().try_for_each(|(name, value)| set(&self.element, name, value.as_deref()))
    }
}

impl Painter {
    /// Puts what it adds to the form into it, again where the page has thrown it away with the rest.
    pub(super) fn settle(&self, root: &HtmlElement) -> Result<(), JsValue> {
        let lost = |place: &Place| place.own.is_none() && !root.contains(Some(&place.element));
        if lost(&self.summary) {
            root.insert_before(&self.summary.element, root.first_child().as_ref())?;
        }
        for place in self.progress.iter().chain([&self.status, &self.list]) {
            if lost(place) {
                root.append_child(&place.element)?;
            }
        }
        Ok(())
    }

    /// Says in which language it writes from now on, which need not be the page's.
    pub(super) fn speak(&mut self, language: &str) {
        language.clone_into(&mut self.language);
        for place in self.written() {
            set(&place.element, "lang", Some(language)).ok();
        }
    }

    /// All that is written into besides the fields.
    pub(super) fn written(&self) -> impl Iterator<Item = &Place> {
        self.progress.iter().chain([&self.status, &self.list, &self.summary])
    }

    pub(super) fn places(&self) -> [HtmlElement; 3] {
        [&self.status, &self.list, &self.summary].map(|place| place.element.clone())
    }
}

pub(super) fn create(document: &Document, tag: &str) -> Result<HtmlElement, JsValue> {
    Ok(document.create_element(tag)?.unchecked_into())
}

/// Sets an attribute, or takes it away; leaves it alone when it is so already.
pub(super) fn set(element: &HtmlElement, name: &str, value: Option<&str>) -> Result<(), JsValue> {
    if element.get_attribute(name).as_deref() == value {
        return Ok(());
    }
    match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    }
}
