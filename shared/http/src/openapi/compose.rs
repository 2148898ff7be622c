//! Whole examples, made of those of their parts: each is written once, beside its field.

use serde_json::{Map, Value, json};

/// The id in examples.
const ID: &str = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";
const TIME: &str = "2026-11-20T08:50:14.680782Z";
const DATE: &str = "2026-11-20";
const REFERENCE: &str = "#/components/schemas/";

/// An example of a schema, if all that it needs has one. `schemas` are the components that it may refer to.
///
/// A schema's own example comes first, then its default, its first enum value, the examples of its parts, and a constant for
/// its format or a boolean. Numbers and free text need an example of their own. An object's example overrides those of its
/// members.
pub(super) fn compose(schema: &Value, schemas: &Value) -> Option<Value> {
    if schema.get("properties").is_some() {
        return object(schema, schemas);
    }
    if let Some(said) = schema.get("example").or_else(|| schema.get("default")).or_else(|| schema.pointer("/enum/0")) {
        return Some(said.clone());
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix(REFERENCE)) {
        return compose(schemas.get(name)?, schemas);
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        return merged(parts, schemas);
    }
    if let Some(ways) = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array) {
        return ways.iter().find_map(|way| compose(way, schemas));
    }
    match kind(schema)? {
        "array" => Some(Value::Array(vec![compose(schema.get("items")?, schemas)?])),
        "boolean" => Some(Value::Bool(true)),
        "string" => Some(json!(match schema.get("format")?.as_str()? {
            "uuid" => ID,
            "date-time" => TIME,
            "date" => DATE,
            _ => return None,
        })),
        _ => None,
    }
}

/// The type that it has when it is not null.
fn kind(schema: &Value) -> Option<&str> {
    match schema.get("type")? {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        kind => kind.as_str(),
    }
}

/// An object of all members that have an example. A required member without one is left out.
fn object(schema: &Value, schemas: &Value) -> Option<Value> {
    let members = schema.get("properties")?.as_object()?;
    let composed = members.iter().filter_map(|(name, member)| Some((name.clone(), compose(member, schemas)?)));
    let said = schema.get("example").and_then(Value::as_object).cloned().unwrap_or_default();
    Some(Value::Object(composed.chain(said).collect()))
}

fn merged(parts: &[Value], schemas: &Value) -> Option<Value> {
    let mut whole = Map::new();
    for part in parts {
        whole.extend(compose(part, schemas)?.as_object()?.clone());
    }
    Some(Value::Object(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_example_overrides_composed_one() {
        let schemas = json!({
            "Id": { "type": "string", "format": "uuid" },
            "Kind": { "type": "string", "enum": ["report", "policy"] },
            "Page": { "type": "object", "properties": {
                "id": { "$ref": "#/components/schemas/Id" },
                "kind": { "$ref": "#/components/schemas/Kind" },
                "number": { "type": ["integer", "null"], "example": 3 },
                "words": { "type": "array", "items": { "type": "string", "example": "grid" } },
                "next": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Id" }] },
            } },
        });
        let page = json!({ "$ref": "#/components/schemas/Page" });
        let expected = json!({ "id": ID, "kind": "report", "number": 3, "words": ["grid"], "next": ID });
        assert_eq!(compose(&page, &schemas), Some(expected.clone()));
        let named = json!({ "allOf": [page, { "type": "object", "properties": { "kind": { "example": "other" } } }] });
        let mut renamed = expected;
        renamed["kind"] = json!("other");
        assert_eq!(compose(&named, &schemas), Some(renamed.clone()));
        let mut page = schemas["Page"].clone();
        page["example"] = json!({ "kind": "other" });
        assert_eq!(compose(&page, &schemas), Some(renamed));
    }

    #[test]
    fn text_and_numbers_are_not_invented() {
        for silent in [json!({ "type": "string" }), json!({ "type": "integer" }), json!({ "type": "array" }), json!({})]
        {
            assert_eq!(compose(&silent, &json!({})), None, "{silent}");
        }
    }
}
