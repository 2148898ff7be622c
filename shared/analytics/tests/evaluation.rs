//! The tables under `tests/evaluation/tables`, each compared with its expected reading.
#![expect(clippy::unwrap_used, reason = "test code")]

use serde_json::{Map, Value, json};
use sisuiq_analytics::{Kind, Limits, Mapping, read_with};
use std::{collections::BTreeSet, fs, fs::File, path::PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/evaluation/tables")
}

fn cases() -> Vec<Value> {
    serde_json::from_slice(&fs::read(folder().join("expected.json")).unwrap()).unwrap()
}

/// The payload of a table, or the code of its error.
fn found(case: &Value) -> Map<String, Value> {
    let name = case["file"].as_str().unwrap();
    let mapping: Mapping =
        case.get("mapping").map_or_else(Mapping::default, |mapping| serde_json::from_value(mapping.clone()).unwrap());
    let file = File::open(folder().join(name)).unwrap();
    match read_with(file, Kind::of_name(name).unwrap(), Limits::default(), (case["served"].as_f64(), &mapping)) {
        Ok(snapshot) => snapshot.payload,
        Err(error) => {
            Map::from_iter([("error".to_owned(), error.code().into()), ("note".to_owned(), error.to_string().into())])
        }
    }
}

/// What differs from the expectation.
fn differences(expected: &Map<String, Value>, found: &Map<String, Value>) -> Vec<String> {
    let nothing = Value::Null;
    let figure = |key: &str| found.get(key).unwrap_or(&nothing);
    let is_near = |wanted: &Value, got: &Value| match (wanted.as_f64(), got.as_f64()) {
        (Some(wanted), Some(got)) => (wanted - got).abs() <= 1e-9 * wanted.abs().max(1.0),
        _ => wanted == got,
    };
    let note = figure("note").as_str().unwrap_or_default();
    let reading = figure("reading");
    let rows = figure("left_out_rows").as_array().cloned().unwrap_or_default();
    let left_out: Map<String, Value> =
        rows.iter().map(|row| (row["reason"].as_str().unwrap().to_owned(), row["lines"].clone())).collect();
    let regions: Vec<&Value> =
        figure("top_regions").as_array().into_iter().flatten().map(|region| &region["region"]).collect();
    let strings = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let mut differences = Vec::new();
    for (key, wanted) in expected {
        let got = match key.as_str() {
            "absent" => {
                let present: Vec<String> = strings(wanted).into_iter().filter(|key| found.contains_key(key)).collect();
                if present.is_empty() {
                    continue;
                }
                json!(present)
            }
            "note" => {
                let missing: Vec<String> = strings(wanted).into_iter().filter(|text| !note.contains(text)).collect();
                if missing.is_empty() {
                    continue;
                }
                json!(note)
            }
            "left_out" => Value::Object(left_out.clone()),
            "region" if regions.contains(&wanted) => continue,
            "region" => json!(regions),
            "events" => figure("total_events").clone(),
            "customers" => figure("total_customers_affected").clone(),
            "rows" => figure("row_count").clone(),
            "encoding" | "separator" | "sheet" => reading[key].clone(),
            "columns" => figure("columns").clone(),
            key => figure(key).clone(),
        };
        if !is_near(wanted, &got) {
            differences.push(format!("{key} is {got}, not {wanted}"));
        }
    }
    if !differences.is_empty() {
        differences.push(format!("note: {note}"));
    }
    differences
}

#[test]
fn tables_are_read_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let differences = differences(case["expected"].as_object().unwrap(), &found(&case));
        if !differences.is_empty() {
            wrong.push(format!("{}: {}\n  {}", case["file"], case["why"], differences.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{} tables:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_file_has_an_expectation() {
    let expected: BTreeSet<String> = cases().iter().map(|case| case["file"].as_str().unwrap().to_owned()).collect();
    let files: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Kind::of_name(name).is_some())
        .collect();
    assert_eq!(files, expected);
    assert!(files.len() >= 60);
}
