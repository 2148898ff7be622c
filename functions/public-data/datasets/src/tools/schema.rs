//! The arguments of tools as JSON Schema.

use serde_json::{Map, Value, json};
use sisuiq_accidents::{Domain, Fields};
use sisuiq_frames::tools::{Definition, Parameter, ParameterKind as Kind};

/// The names of the fields that are derived from others if they are not given.
const DERIVED: [&str; 2] = ["time_period", "day_of_week"];
/// The most accidents of one call.
pub(super) const MOST_ACCIDENTS: usize = 100;

/// The schema of the arguments of a tool (JSON Schema 2020-12).
pub(super) fn arguments(definition: &Definition) -> Value {
    let properties: Map<String, Value> =
        definition.parameters.iter().map(|own| (own.name.to_owned(), parameter(own))).collect();
    let required: Vec<&str> = definition.parameters.iter().filter(|own| own.is_required).map(|own| own.name).collect();
    json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
        "$defs": { "filter": filter() },
    })
}

fn parameter(parameter: &Parameter) -> Value {
    match parameter.kind {
        Kind::Column => json!({ "type": "string", "description": "The name of a column" }),
        Kind::Columns => {
            json!({ "type": "array", "items": { "type": "string" }, "description": "The names of columns" })
        }
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Whole { least, most, default } => {
            json!({ "type": "integer", "minimum": least, "maximum": most, "default": default })
        }
        Kind::Number { least, most, default: Some(default) } => {
            json!({ "type": "number", "minimum": least, "maximum": most, "default": default })
        }
        Kind::Number { least, most, default: None } => json!({ "type": "number", "minimum": least, "maximum": most }),
        Kind::Flag { default } => json!({ "type": "boolean", "default": default }),
        Kind::Value => json!({ "type": ["string", "number", "boolean", "array"] }),
        Kind::Filter => json!({ "$ref": "#/$defs/filter", "description": "A condition on rows" }),
    }
}

fn filter() -> Value {
    let own = json!({ "$ref": "#/$defs/filter" });
    let object = |members: Value, required: Value| json!({ "type": "object", "properties": members, "required": required, "additionalProperties": false });
    let operators = ["==", "!=", ">", "<", ">=", "<=", "contains", "is_missing", "in"];
    json!({ "anyOf": [
        object(
            json!({
                "column": { "type": "string" },
                "operator": { "type": "string", "enum": operators },
                "value": { "type": ["string", "number", "boolean", "array"] },
            }),
            json!(["column", "operator"]),
        ),
        object(json!({ "all": { "type": "array", "items": own } }), json!(["all"])),
        object(json!({ "any": { "type": "array", "items": own } }), json!(["any"])),
        object(json!({ "not": own }), json!(["not"])),
    ] })
}

/// The schema of an accident. Korean names of fields are accepted as well.
pub(super) fn accident(fields: &Fields) -> Value {
    let schema = |domain: &Domain| match domain {
        Domain::Categories(values) => json!({ "type": "string", "enum": values }),
        Domain::Integers { least, greatest } => json!({ "type": "integer", "minimum": least, "maximum": greatest }),
    };
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.key().to_owned(), schema(field.domain()))).collect();
    let required: Vec<&str> =
        fields.iter().map(sisuiq_accidents::Field::key).filter(|key| !DERIVED.contains(key)).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// The schema of several accidents.
pub(super) fn accidents(fields: &Fields) -> Value {
    let list = json!({ "type": "array", "items": accident(fields), "minItems": 1, "maxItems": MOST_ACCIDENTS });
    json!({ "type": "object", "properties": { "accidents": list }, "required": ["accidents"], "additionalProperties": false })
}
