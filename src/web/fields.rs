//! The form's own fields: which cell each one is, and what stands in it. Nothing is written here
//! but the marks that [`super::paint`] asks for.

use super::options::{Options, error};
use crate::address::CellId;
use crate::form::Form;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// A field that holds one text.
#[derive(Clone)]
pub(super) enum Control {
    Input(HtmlInputElement),
    Area(HtmlTextAreaElement),
    Select(HtmlSelectElement),
}

impl Control {
    /// The field an element is; none for buttons, check boxes and whatever holds no text.
    pub(super) fn of(element: &Element) -> Option<Control> {
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            let holds_text = !matches!(
                input.type_().as_str(),
                "button" | "checkbox" | "file" | "hidden" | "image" | "radio" | "reset" | "submit"
            );
            return holds_text.then(|| Control::Input(input.clone()));
        }
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            return Some(Control::Area(area.clone()));
        }
        element.dyn_ref::<HtmlSelectElement>().map(|select| Control::Select(select.clone()))
    }

    pub(super) fn value(&self) -> String {
        match self {
            Control::Input(input) => input.value(),
            Control::Area(area) => area.value(),
            Control::Select(select) => select.value(),
        }
    }

    /// Puts a text in, as a person's typing would. A page that watches the element's own `value`
    /// must not take it for its own doing, so it is passed by; it hears of the events.
    pub(super) fn set_value(&self, text: &str) {
        let element = self.element();
        let kind = js_sys::Object::get_prototype_of(element);
        let (key, text) = (JsValue::from_str("value"), JsValue::from_str(text));
        js_sys::Reflect::set_with_receiver(&kind, &key, &text, element).ok();
    }

    /// Whether a person could type into it.
    pub(super) fn is_open(&self) -> bool {
        let element = self.element();
        !element.has_attribute("readonly") && !element.matches(":disabled").unwrap_or_default()
    }

    /// Sets the field's own validity message; an empty one makes it valid.
    pub(super) fn set_validity(&self, message: &str) {
        match self {
            Control::Input(input) => input.set_custom_validity(message),
            Control::Area(area) => area.set_custom_validity(message),
            Control::Select(select) => select.set_custom_validity(message),
        }
    }

    pub(super) fn element(&self) -> &HtmlElement {
        match self {
            Control::Input(input) => input,
            Control::Area(area) => area,
            Control::Select(select) => select,
        }
    }
}

/// How a field is told to be a cell.
pub(super) enum Mapping {
    /// By its name.
    Names(js_sys::Object),
    /// By what a function of the page's says.
    Function(js_sys::Function),
    /// By its `data-cell`, or by its name when that is a cell.
    Attributes,
}

impl Mapping {
    pub(super) fn read(options: &Options) -> Result<Mapping, JsValue> {
        match options.get("cells")? {
            None => Ok(Mapping::Attributes),
            Some(value) if value.is_function() => Ok(Mapping::Function(value.unchecked_into())),
            Some(value) if value.is_object() => Ok(Mapping::Names(value.unchecked_into())),
            Some(_) => Err(error("the option `cells` must be an object or a function")),
        }
    }

    /// The fields of a form that are cells.
    pub(super) fn find(
        &self,
        root: &HtmlElement,
        form: &Form,
    ) -> Result<Vec<(CellId, Control)>, JsValue> {
        let elements = root.query_selector_all("input, textarea, select")?;
        let mut fields = Vec::new();
        for index in 0..elements.length() {
            let element = elements.item(index).and_then(|node| node.dyn_into::<Element>().ok());
            let Some(control) = element.as_ref().and_then(Control::of) else { continue };
            if let Some(cell) = self.cell(&control, form)? {
                fields.push((cell, control));
            }
        }
        Ok(fields)
    }

    /// The cell a field is; none when it is no cell, an error when it is given one that the form
    /// does not have.
    pub(super) fn cell(&self, control: &Control, form: &Form) -> Result<Option<CellId>, JsValue> {
        let element = control.element();
        let name = element.get_attribute("name").unwrap_or_default();
        let address = match self {
            Mapping::Names(names) => {
                let named = js_sys::Object::has_own(names, &JsValue::from_str(&name));
                named.then(|| js_sys::Reflect::get(names, &JsValue::from_str(&name))).transpose()?
            }
            Mapping::Function(cells) => Some(cells.call1(&JsValue::UNDEFINED, element)?),
            Mapping::Attributes => match element.get_attribute("data-cell") {
                Some(address) => Some(JsValue::from_str(&address)),
                None => return Ok(form.find(&name)),
            },
        };
        let Some(address) = address.filter(|value| !value.is_undefined() && !value.is_null())
        else {
            return Ok(None);
        };
        let address = address.as_string().ok_or_else(|| error("a cell's address must be text"))?;
        match form.find(&address) {
            Some(cell) => Ok(Some(cell)),
            None => {
                let near = form.nearest(&address);
                let hint =
                    near.first().map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                Err(error(&format!("field `{name}`: the form has no cell `{address}`{hint}")))
            }
        }
    }
}
