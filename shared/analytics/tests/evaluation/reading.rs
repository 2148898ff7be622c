//! Tables with their expected reading, and what differs from it: `tests/evaluation/tables/README.md`.

use serde_json::{Map, Value, json};
use sisuiq_analytics::{Kind, Limits, Mapping, read_with};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    fs::File,
    path::Path,
};

/// The fewest tables of the suite.
pub(crate) const LEAST: usize = 60;

/// The results of all tables of a folder.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// For each kind the number of tables and of those that are read as expected.
    pub(crate) kinds: BTreeMap<String, (usize, usize)>,
    /// The tables that are read in another way, with what differs.
    pub(crate) faults: Vec<String>,
    /// Files without an expectation, and expectations without a file.
    pub(crate) unmatched: BTreeSet<String>,
}

impl Report {
    /// The number of tables.
    pub(crate) fn tables(&self) -> usize {
        self.kinds.values().map(|(tables, _)| tables).sum()
    }

    /// Returns whether nothing differs and the suite is complete.
    pub(crate) fn is_accepted(&self) -> bool {
        self.faults.is_empty() && self.unmatched.is_empty() && self.tables() >= LEAST
    }
}

/// Reads the tables of a folder and compares each with its expected reading.
pub(crate) fn evaluate(folder: &Path) -> Result<Report, Box<dyn Error>> {
    let cases: Vec<Value> = serde_json::from_slice(&fs::read(folder.join("expected.json"))?)?;
    let mut report = Report::default();
    let mut expected = BTreeSet::new();
    for case in &cases {
        let text = |key: &str| case.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let name = text("file");
        let wanted = case.get("expected").and_then(Value::as_object).ok_or("an entry without an expectation")?;
        let differences = differences(wanted, &found(&folder.join(&name), case)?);
        let (tables, right) = report.kinds.entry(text("kind")).or_default();
        *tables += 1;
        *right += usize::from(differences.is_empty());
        if !differences.is_empty() {
            report.faults.push(format!("{name}: {}\n  {}", text("why"), differences.join("\n  ")));
        }
        expected.insert(name);
    }
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        files.extend(Kind::of_name(&name).map(|_| name));
    }
    report.unmatched = files.symmetric_difference(&expected).cloned().collect();
    Ok(report)
}

/// The payload of a table, or the code of its error.
fn found(path: &Path, case: &Value) -> Result<Map<String, Value>, Box<dyn Error>> {
    let mapping: Mapping = match case.get("mapping") {
        Some(mapping) => serde_json::from_value(mapping.clone())?,
        None => Mapping::default(),
    };
    let kind = Kind::of_name(&path.to_string_lossy()).ok_or("a file of another kind")?;
    let served = case.get("served").and_then(Value::as_f64);
    Ok(match read_with(File::open(path)?, kind, Limits::default(), (served, &mapping)) {
        Ok(snapshot) => snapshot.payload,
        Err(error) => {
            Map::from_iter([("error".to_owned(), error.code().into()), ("note".to_owned(), error.to_string().into())])
        }
    })
}

/// What differs from the expectation.
fn differences(expected: &Map<String, Value>, found: &Map<String, Value>) -> Vec<String> {
    let note = found.get("note").and_then(Value::as_str).unwrap_or_default();
    let mut differences: Vec<String> = expected
        .iter()
        .filter_map(|(key, wanted)| {
            let got = compared(key, wanted, found, note)?;
            (!is_near(wanted, &got)).then(|| format!("{key} is {got}, not {wanted}"))
        })
        .collect();
    if !differences.is_empty() {
        differences.push(format!("note: {note}"));
    }
    differences
}

fn is_near(wanted: &Value, got: &Value) -> bool {
    match (wanted.as_f64(), got.as_f64()) {
        (Some(wanted), Some(got)) => (wanted - got).abs() <= 1e-9 * wanted.abs().max(1.0),
        _ => wanted == got,
    }
}

/// What the expectation is compared with; none if it is met.
fn compared(key: &str, wanted: &Value, found: &Map<String, Value>, note: &str) -> Option<Value> {
    let figure = |key: &str| found.get(key).cloned().unwrap_or_default();
    let texts = || wanted.as_array().into_iter().flatten().filter_map(Value::as_str);
    match key {
        "absent" => {
            let present: Vec<&str> = texts().filter(|key| found.contains_key(*key)).collect();
            (!present.is_empty()).then(|| json!(present))
        }
        "note" => texts().any(|text| !note.contains(text)).then(|| note.into()),
        "left_out" => {
            let rows = figure("left_out_rows").as_array().cloned().unwrap_or_default();
            let of = |row: &Value| Some((row.get("reason")?.as_str()?.to_owned(), row.get("lines")?.clone()));
            Some(Value::Object(rows.iter().filter_map(of).collect()))
        }
        "region" => {
            let regions = figure("top_regions").as_array().cloned().unwrap_or_default();
            let names: Vec<Value> = regions.iter().filter_map(|region| region.get("region").cloned()).collect();
            (!names.contains(wanted)).then(|| names.into())
        }
        "events" => Some(figure("total_events")),
        "customers" => Some(figure("total_customers_affected")),
        "rows" => Some(figure("row_count")),
        "encoding" | "separator" | "sheet" => Some(figure("reading").get(key).cloned().unwrap_or_default()),
        key => Some(figure(key)),
    }
}
