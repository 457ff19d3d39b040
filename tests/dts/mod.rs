//! Reads the interfaces of `src/web/types.d.ts` and holds JavaScript values against them, so that
//! what the package promises and what it gives cannot drift apart.
//!
//! It knows what that file uses: interfaces that extend one another, type names, unions, literals,
//! arrays and the plain types. Anything else is an error and not a pass.

use js_sys::{Array, Object, Reflect};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};

#[derive(Default)]
pub(crate) struct Types {
    interfaces: BTreeMap<String, Interface>,
    aliases: BTreeMap<String, String>,
}

struct Interface {
    base: Option<String>,
    keys: Vec<Key>,
}

struct Key {
    name: String,
    optional: bool,
    meaning: String,
}

impl Types {
    pub(crate) fn read(text: &str) -> Types {
        let mut types = Types::default();
        let text = without_comments(text);
        for part in text.split("export ").skip(1) {
            if let Some(rest) = part.strip_prefix("type ") {
                let (name, meaning) = rest.split_once('=').unwrap();
                let meaning = meaning.trim().trim_end_matches(';');
                types.aliases.insert(name.trim().to_owned(), meaning.to_owned());
            } else if let Some(rest) = part.strip_prefix("interface ") {
                let (head, body) = rest.split_once('{').unwrap();
                let (body, _) = body.rsplit_once('}').unwrap();
                let (name, base) = match head.split_once(" extends ") {
                    Some((name, base)) => (name, Some(base.trim().to_owned())),
                    None => (head, None),
                };
                let keys = body.split(';').filter(|key| !key.trim().is_empty()).map(|key| {
                    let (name, meaning) = key.split_once(':').unwrap();
                    Key {
                        optional: name.trim().ends_with('?'),
                        name: name.trim().trim_end_matches('?').to_owned(),
                        meaning: meaning.trim().to_owned(),
                    }
                });
                types
                    .interfaces
                    .insert(name.trim().to_owned(), Interface { base, keys: keys.collect() });
            }
        }
        types
    }

    /// All keys of an interface, those of what it extends first.
    fn keys(&self, name: &str) -> Option<Vec<&Key>> {
        let interface = self.interfaces.get(name)?;
        let mut keys = match interface.base.as_deref() {
            None | Some("Error") => Vec::new(),
            Some(base) => self.keys(base)?,
        };
        keys.extend(&interface.keys);
        Some(keys)
    }

    /// The meaning of one key of an interface.
    pub(crate) fn key(&self, interface: &str, key: &str) -> String {
        let keys = self.keys(interface).unwrap();
        keys.into_iter().find(|found| found.name == key).unwrap().meaning.clone()
    }

    /// The strings a type allows, itself or through a name, sorted.
    pub(crate) fn literals(&self, meaning: &str) -> Vec<String> {
        let mut found: Vec<String> = union(meaning)
            .into_iter()
            .flat_map(|part| match (quoted(part), self.aliases.get(part)) {
                (Some(text), _) => vec![text.to_owned()],
                (None, Some(meaning)) => self.literals(meaning),
                (None, None) => Vec::new(),
            })
            .collect();
        found.sort();
        found
    }

    /// Whether a value is what a type says, to the last key; where not, why not.
    pub(crate) fn hold(&self, value: &JsValue, meaning: &str) -> Result<(), String> {
        let parts = union(meaning);
        let mut wrong = Vec::new();
        for part in &parts {
            match self.hold_one(value, part) {
                Ok(()) => return Ok(()),
                Err(why) => wrong.push(why),
            }
        }
        Err(wrong.join("; "))
    }

    fn hold_one(&self, value: &JsValue, part: &str) -> Result<(), String> {
        let plain = |right: bool| if right { Ok(()) } else { Err(format!("{value:?}: no {part}")) };
        if let Some(text) = quoted(part) {
            return plain(value.as_string().as_deref() == Some(text));
        }
        match part {
            "string" => return plain(value.is_string()),
            "number" => return plain(value.as_f64().is_some()),
            "boolean" => return plain(value.as_bool().is_some()),
            "null" => return plain(value.is_null()),
            "Record<string, string>" => {
                let object = value.dyn_ref::<Object>().filter(|_| !Array::is_array(value));
                let texts = object.is_some_and(|object| {
                    Object::values(object).iter().all(|value| value.is_string())
                });
                return plain(texts && !value.is_instance_of::<js_sys::Map>());
            }
            _ => {}
        }
        if let Some(item) = part.strip_suffix("[]") {
            plain(Array::is_array(value))?;
            let items: &Array = value.unchecked_ref();
            return items.iter().try_for_each(|value| self.hold(&value, item));
        }
        if let Some(meaning) = self.aliases.get(part) {
            return self.hold(value, meaning);
        }
        let keys = self.keys(part).ok_or_else(|| format!("no such type: {part}"))?;
        let object = value.dyn_ref::<Object>().ok_or_else(|| format!("{value:?}: no {part}"))?;
        let there: Vec<String> =
            Object::keys(object).iter().filter_map(|k| k.as_string()).collect();
        if let Some(more) = there.iter().find(|key| keys.iter().all(|known| known.name != **key)) {
            return Err(format!("{part} has no key {more}"));
        }
        for Key { name, optional, meaning } in keys {
            if there.contains(name) {
                let value = Reflect::get(object, &JsValue::from_str(name)).unwrap();
                self.hold(&value, meaning).map_err(|why| format!("{part}.{name}: {why}"))?;
            } else if !optional {
                return Err(format!("{part} lacks its key {name}"));
            }
        }
        Ok(())
    }
}

fn union(meaning: &str) -> Vec<&str> {
    meaning.split('|').map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn quoted(part: &str) -> Option<&str> {
    part.strip_prefix('"')?.strip_suffix('"')
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut left = parts.next().unwrap().to_owned();
    for part in parts {
        left.push_str(part.split_once("*/").unwrap().1);
    }
    left
}
