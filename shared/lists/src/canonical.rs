//! The canonical form of an entity: JSON with sorted keys, in which neither the order of rows nor whitespace counts.

use serde_json::{Map, Value};

use crate::digest::Digest;
use crate::entity::Entity;
use crate::key::ListId;
use crate::text::{collapse, without_whitespace};

/// The canonical JSON of an entity.
///
/// It lacks where the entity was read, and the targets of links, which depend on other entities. Empty members are left out, the
/// elements of arrays are sorted, and runs of whitespace are one space; whitespace of the UN list is left out.
#[must_use]
pub fn canonical_json(entity: &Entity) -> String {
    let members = members(entity);
    let mut text = String::new();
    write_object(&members, entity.key.list, &mut text);
    text
}

/// The SHA-256 of [`canonical_json`].
#[must_use]
pub fn content_hash(entity: &Entity) -> Digest {
    Digest::of(&canonical_json(entity))
}

/// The members of an entity that are its content.
pub(crate) fn members(entity: &Entity) -> Map<String, Value> {
    // an entity consists of texts, numbers and lists, all of which JSON has
    let Ok(Value::Object(mut members)) = serde_json::to_value(entity) else { return Map::new() };
    members.remove("records");
    if let Some(Value::Array(links)) = members.get_mut("links") {
        for link in links.iter_mut().filter_map(Value::as_object_mut) {
            link.remove("target");
        }
    }
    members.retain(|_, value| !is_empty(value));
    members
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// The canonical text of one value.
pub(crate) fn canonical(value: &Value, list: ListId) -> String {
    let mut text = String::new();
    write(value, list, &mut text);
    text
}

fn write(value: &Value, list: ListId, result: &mut String) {
    match value {
        Value::Object(members) => write_object(members, list, result),
        Value::Array(elements) => {
            let mut texts: Vec<String> = elements.iter().map(|element| canonical(element, list)).collect();
            texts.sort_unstable();
            result.push('[');
            result.push_str(&texts.join(","));
            result.push(']');
        }
        Value::String(text) => {
            let text = if list.ignores_whitespace() { without_whitespace(text) } else { collapse(text) };
            result.push_str(&Value::String(text).to_string());
        }
        other => result.push_str(&other.to_string()),
    }
}

// the order of a map depends on a feature of serde_json that any crate may turn on
fn write_object(members: &Map<String, Value>, list: ListId, result: &mut String) {
    let mut names: Vec<(&String, &Value)> = members.iter().filter(|(_, value)| !is_empty(value)).collect();
    names.sort_unstable_by_key(|(name, _)| *name);
    result.push('{');
    for (position, (name, value)) in names.into_iter().enumerate() {
        if position > 0 {
            result.push(',');
        }
        result.push_str(&Value::String(name.clone()).to_string());
        result.push(':');
        write(value, list, result);
    }
    result.push('}');
}
