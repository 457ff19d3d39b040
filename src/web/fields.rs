//! The form's own fields: which cell each one is, and what stands in it. Nothing is written here
//! but the marks that [`super::paint`] asks for.

use super::options::{Options, error};
use super::watch::FIELDS;
use crate::address::CellId;
use crate::form::Form;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement,
};

/// A field that holds one text.
#[derive(Clone)]
pub(super) enum Control {
    Input(HtmlInputElement),
    Area(HtmlTextAreaElement),
    Select(HtmlSelectElement),
    /// Radio buttons of one name, of which one is chosen at most: the first, and all.
    Radios(HtmlInputElement, Vec<HtmlInputElement>),
    /// A box to tick: its value when it is ticked.
    Box(HtmlInputElement),
}

impl Control {
    /// The field an element inside a form is; none for buttons and for what is our own.
    pub(super) fn of(root: &HtmlElement, element: &Element) -> Option<Control> {
        if element.has_attribute(OURS) {
            return None;
        }
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            return match input.type_().as_str() {
                "button" | "file" | "image" | "reset" | "submit" => None,
                "checkbox" => Some(Control::Box(input.clone())),
                "radio" => {
                    let all = group(root, input);
                    Some(Control::Radios(all.first().unwrap_or(input).clone(), all))
                }
                _ => Some(Control::Input(input.clone())),
            };
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
            Control::Radios(_, radios) => {
                let chosen = radios.iter().find(|radio| radio.checked());
                chosen.map_or(String::new(), HtmlInputElement::value)
            }
            Control::Box(input) if input.checked() => input.value(),
            Control::Box(_) => String::new(),
        }
    }

    /// Every element of the field.
    pub(super) fn elements(&self) -> Vec<&HtmlElement> {
        match self {
            Control::Radios(_, radios) => radios.iter().map(AsRef::as_ref).collect(),
            _ => vec![self.element()],
        }
    }

    /// Whether what stands in it is what the page gave it and nobody has changed.
    pub(super) fn is_untouched(&self) -> bool {
        match self {
            Control::Input(input) => input.value() == input.default_value(),
            Control::Area(area) => Ok(area.value()) == area.default_value(),
            Control::Box(input) => input.checked() == input.default_checked(),
            Control::Radios(_, radios) => {
                radios.iter().all(|radio| radio.checked() == radio.default_checked())
            }
            Control::Select(_) => true,
        }
    }

    /// Puts a text in, as a person's typing would. A page that watches the element's own `value`
    /// must not take it for its own doing, so it is passed by; it hears of the events.
    pub(super) fn set_value(&self, text: &str) {
        match self {
            Control::Radios(_, radios) => {
                return radios.iter().for_each(|radio| radio.set_checked(radio.value() == text));
            }
            Control::Box(input) => return input.set_checked(input.value() == text),
            _ => {}
        }
        let element = self.element();
        let kind = js_sys::Object::get_prototype_of(element);
        let (key, text) = (JsValue::from_str("value"), JsValue::from_str(text));
        js_sys::Reflect::set_with_receiver(&kind, &key, &text, element).ok();
    }

    /// Whether a text can stand in it: a list has its options, a number input takes no grouping.
    pub(super) fn would_take(&self, text: &str) -> bool {
        let before = self.value();
        self.set_value(text);
        let taken = match self {
            Control::Select(select) => select.selected_index() >= 0,
            _ => self.value().is_empty() == text.is_empty(),
        };
        self.set_value(&before);
        taken
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
            Control::Box(input) => input.set_custom_validity(message),
            Control::Radios(first, _) => first.set_custom_validity(message),
        }
    }

    /// The element that stands for the field; of radio buttons the first.
    pub(super) fn element(&self) -> &HtmlElement {
        match self {
            Control::Input(input) | Control::Box(input) | Control::Radios(input, _) => input,
            Control::Area(area) => area,
            Control::Select(select) => select,
        }
    }
}

/// On elements of ours that a person types into.
pub(super) const OURS: &str = "data-crossfoot-own";

/// The fields of a form: those inside it, and those that belong to it from elsewhere on the page.
pub(super) fn elements(root: &HtmlElement) -> Vec<Element> {
    let inside = root.query_selector_all(FIELDS).map(|inside| js_sys::Array::from(&inside));
    let all = inside.unwrap_or_default();
    // A form whose own field is called `elements` has no such list.
    if root.is_instance_of::<HtmlFormElement>()
        && let Ok(own) = js_sys::Reflect::get(root, &JsValue::from_str("elements"))
    {
        let outside = |element: &JsValue| {
            let element = element.dyn_ref::<Element>();
            element
                .is_some_and(|e| !root.contains(Some(e)) && e.matches(FIELDS).unwrap_or_default())
        };
        js_sys::Array::from(&own).iter().filter(outside).for_each(|e| {
            all.push(&e);
        });
    }
    all.iter().filter_map(|element| element.dyn_into().ok()).collect()
}

/// The element an event comes from, inside a shadow tree too: only its host is told outside of it.
pub(super) fn target(event: &Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    match target.shadow_root() {
        None => Some(target),
        Some(_) => event.composed_path().get(0).dyn_into().ok(),
    }
}

/// Whether an element belongs to a form that it does not stand in.
pub(super) fn belongs(root: &HtmlElement, element: &Element) -> bool {
    let form = || js_sys::Reflect::get(element, &JsValue::from_str("form"));
    !root.contains(Some(element))
        && form().is_ok_and(|form| form == *AsRef::<JsValue>::as_ref(root))
}

/// The radio buttons that go by one name with this one, itself among them.
fn group(root: &HtmlElement, radio: &HtmlInputElement) -> Vec<HtmlInputElement> {
    let others = elements(root).into_iter().filter_map(|e| e.dyn_into::<HtmlInputElement>().ok());
    let own = |other: &HtmlInputElement| other.type_() == "radio" && other.name() == radio.name();
    let mut radios: Vec<HtmlInputElement> = others.filter(own).collect();
    if !radios.contains(radio) {
        radios = vec![radio.clone()];
    }
    radios
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
        let mut fields = Vec::new();
        for element in elements(root) {
            let Some(control) = Control::of(root, &element) else { continue };
            // A group of radio buttons is one field, met at its first.
            if **control.element() != element {
                continue;
            }
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
