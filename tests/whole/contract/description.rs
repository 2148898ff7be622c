//! `openapi.json`

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

fn description() -> Value {
    serde_json::to_value(server::openapi()).unwrap()
}

#[test]
fn committed_description_matches_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let committed: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let advice = "write it anew: cargo run --package server -- --openapi > openapi.json";
    assert!(committed == description(), "openapi.json is not what the code describes; {advice}");
}

#[test]
fn every_error_has_the_problem_body() {
    let description = description();
    let problem = &description["components"]["schemas"]["Problem"];
    let members = ["type", "title", "status", "detail", "instance", "error", "timestamp", "trace_id"];
    for member in members {
        assert!(problem["required"].as_array().unwrap().contains(&member.into()), "{member} is not required");
    }
    assert!(problem["properties"]["errors"].is_object());
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                if status.as_str() < "400" {
                    continue;
                }
                let reference = response["$ref"].as_str().map(|reference| reference.trim_start_matches('#'));
                let response = reference.map_or(response, |reference| description.pointer(reference).unwrap());
                let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{status} of {method} {path}");
            }
        }
    }
}

#[test]
fn offsets_are_unicode_scalar_values() {
    let text = description()["components"]["schemas"]["CitationOut"].to_string();
    assert!(text.contains("Unicode scalar values"), "{text}");
}

#[test]
fn enums_have_wire_names() {
    let schemas = description()["components"]["schemas"].clone();
    assert_eq!(schemas["QuoteMatch"]["enum"], serde_json::json!(["exact", "normalized"]));
    // names of GeoJSON have capital letters (RFC 7946)
    for (name, schema) in schemas.as_object().unwrap().iter().filter(|(name, _)| !name.starts_with("Geo")) {
        for value in schema["enum"].as_array().into_iter().flatten() {
            let text = value.as_str().unwrap();
            assert!(
                text.chars().all(|letter| letter.is_ascii_lowercase() || "_.:".contains(letter)),
                "{name} has {text}"
            );
        }
    }
}

#[test]
fn schema_names_are_unique() {
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for part in [
        auth::routes().to_openapi(),
        chat::routes().to_openapi(),
        docs::routes().to_openapi(),
        documents::routes().to_openapi(),
        health::routes().to_openapi(),
        ops::routes().to_openapi(),
    ] {
        let part = serde_json::to_value(part).unwrap();
        for (name, schema) in part["components"]["schemas"].as_object().unwrap() {
            let first = known.entry(name.clone()).or_insert_with(|| schema.clone());
            assert_eq!(first, schema, "{name}");
        }
    }
}

#[test]
fn links_match_operations_and_parameters() {
    let description = description();
    let operations =
        || description["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let mut followed = 0;
    for link in operations()
        .flat_map(|operation| operation["responses"].as_object().unwrap().values())
        .flat_map(|response| response["links"].as_object().into_iter().flat_map(|links| links.values()))
    {
        let target = operations().find(|operation| operation["operationId"] == link["operationId"]);
        let known = target.unwrap_or_else(|| panic!("{link} leads nowhere"))["parameters"].as_array().unwrap();
        for name in link["parameters"].as_object().unwrap().keys() {
            assert!(known.iter().any(|parameter| parameter["name"] == **name), "{link}");
        }
        followed += 1;
    }
    assert!(followed >= 5);
}

#[test]
fn operation_ids_are_unique() {
    let description = description();
    let mut known = BTreeSet::new();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            assert!(known.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
        }
    }
}
