//! The schemas of answers.

use serde_json::Value;
use sisuiq_charts::{Chart, DistrictReport, FeatureCollection, PointMap};
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(components(schemas(Chart, DistrictReport, FeatureCollection, PointMap)))]
struct Answers;

/// The names of the schemas that a value refers to.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(parts) => parts.iter().for_each(|part| references(part, found)),
        Value::Object(parts) => {
            let name = parts.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next());
            found.extend(name.map(str::to_owned));
            parts.values().for_each(|part| references(part, found));
        }
        _ => {}
    }
}

#[test]
fn schemas_refer_to_schemas_that_exist() {
    let document: Value = serde_json::from_str(&Answers::openapi().to_json().unwrap()).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut names = Vec::new();
    references(&document, &mut names);
    let unknown: Vec<&String> = names.iter().filter(|name| !schemas.contains_key(*name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(names.contains(&"ChartSeries".to_owned()) && schemas.len() >= 25, "{:?}", schemas.keys());
    let series = schemas["ChartSeries"]["oneOf"].as_array().unwrap();
    assert_eq!(series.len(), 5);
    assert_eq!(schemas["GeoFeature"]["required"], serde_json::json!(["type", "geometry", "properties"]));
}
