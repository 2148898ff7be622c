//! Charts, maps and rates have the figures of numpy, scipy, pandas and shapely, to 1e-9.
//!
//! `golden/golden.py` wrote the tables and the expected figures.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use serde::Deserialize;
use serde_json::{Map, Value, json};
use sisuiq_analytics::{Kind, Limits, Mapping};
use sisuiq_charts::{ChartQuery, DistrictQuery, MapQuery, Source};
use sisuiq_frames::{CopyReader, Frame, Table, tools::sample, write_copy};
use sisuiq_model::Language;
use std::{collections::BTreeMap, fs::File, path::Path};

#[derive(Deserialize)]
struct Case {
    kind: String,
    tables: Vec<String>,
    query: Value,
    /// Expected values by JSON pointers; null also where there is nothing.
    expected: Map<String, Value>,
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden"))
}

fn table(name: &str) -> Frame {
    let file = File::open(folder().join(format!("tables/{name}.csv"))).unwrap();
    Frame::read(file, Kind::Csv, Limits::default(), Mapping::default()).unwrap().0
}

/// A copy of the table without a column.
fn without(frame: &Frame, name: &str) -> Frame {
    let headings = frame.headings().iter().enumerate().filter(|(_, heading)| heading.name != name);
    let column = |place| (*frame.column(place).unwrap()).clone();
    Frame::new(headings.map(|(place, heading)| (heading.clone(), column(place))).collect()).unwrap()
}

fn answer(case: &Case, tables: &[&dyn Table]) -> Value {
    let sources: Vec<Source<'_>> = tables.iter().map(|table| Source { table: *table, name: "" }).collect();
    match case.kind.as_str() {
        "chart" => {
            let query: ChartQuery = serde_json::from_value(case.query.clone()).unwrap();
            json!(query.draw(sources[0], sources.get(1).copied(), Language::Korean).unwrap())
        }
        "map" => {
            let query: MapQuery = serde_json::from_value(case.query.clone()).unwrap();
            json!(query.draw(&sources, Language::Korean).unwrap())
        }
        "sample" => {
            let rows = sample((0..7_000).collect(), 5_000);
            json!({ "rows": &rows[..40], "sum": rows.iter().map(|row| u64::from(*row)).sum::<u64>() })
        }
        _ => {
            let query: DistrictQuery = serde_json::from_value(case.query.clone()).unwrap();
            json!(query.draw(sources[0].table, Language::Korean).unwrap())
        }
    }
}

fn is_same(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Number(left), Value::Number(right)) => {
            let (left, right) = (left.as_f64().unwrap(), right.as_f64().unwrap());
            (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1.0)
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| is_same(left, right)))
        }
        (left, right) => left == right,
    }
}

#[test]
fn figures_equal_numpy_and_scipy() {
    let cases: Vec<Case> = serde_json::from_reader(File::open(folder().join("cases.json")).unwrap()).unwrap();
    let frames: BTreeMap<&str, Frame> = ["accidents", "others"].map(|name| (name, table(name))).into();
    let without_names = without(&frames["accidents"], "시군구");
    let copies: BTreeMap<&str, CopyReader<Vec<u8>>> = frames
        .iter()
        .map(|(name, frame)| {
            let mut bytes = Vec::new();
            write_copy(frame, &mut bytes).unwrap();
            (*name, CopyReader::open(bytes).unwrap())
        })
        .collect();
    let (mut differences, mut compared) = (Vec::new(), 0);
    for case in &cases {
        let of_frames: Vec<&dyn Table> = match case.kind.as_str() {
            "districts_by_points" => vec![&without_names],
            _ => case.tables.iter().map(|name| -> &dyn Table { &frames[name.as_str()] }).collect(),
        };
        let found = answer(case, &of_frames);
        if case.kind == "chart" {
            let of_copies: Vec<&dyn Table> =
                case.tables.iter().map(|name| -> &dyn Table { &copies[name.as_str()] }).collect();
            assert_eq!(answer(case, &of_copies), found, "the columnar copy has other figures than the table");
        }
        for (pointer, expected) in &case.expected {
            compared += 1;
            let value = found.pointer(pointer).unwrap_or(&Value::Null);
            if !is_same(value, expected) {
                differences.push(format!("{} {pointer}: {value}, expected {expected}", case.query));
            }
        }
    }
    assert!(cases.len() >= 60 && compared >= 6_000, "only {} cases, {compared} values", cases.len());
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences[..differences.len().min(20)].join("\n")
    );
}
