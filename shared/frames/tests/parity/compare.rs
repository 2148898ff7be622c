//! Comparison of the tools with expected results.

use serde::Deserialize;
use serde_json::Value;
use sisuiq_analytics::{Kind, Limits, Mapping};
use sisuiq_frames::{CopyReader, Frame, tools::Call, tools::PlanRows, write_copy};
use sisuiq_model::Language;
use std::{
    collections::HashMap,
    error::Error,
    fs::File,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// A table in memory and its copy.
type Tables = (Frame, CopyReader<Vec<u8>>);

/// A call and what pandas gives.
#[derive(Deserialize)]
struct Expected {
    table: String,
    name: String,
    args: Value,
    data: Option<Value>,
    error: Option<String>,
    /// The time that pandas took.
    seconds: Option<f64>,
}

/// The result of a comparison.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) calls: usize,
    pub(crate) differences: Vec<String>,
    /// For each tool the time from the columnar copy, that from memory, and that of pandas in seconds.
    pub(crate) times: HashMap<String, (Duration, Duration, f64)>,
}

/// Runs all calls of a file over the columnar copies of tables.
pub(crate) fn compare(calls: &Path, path: impl Fn(&str) -> PathBuf) -> Result<Report, Box<dyn Error>> {
    let calls: Vec<Expected> = serde_json::from_reader(File::open(calls)?)?;
    let mut copies: HashMap<String, Tables> = HashMap::new();
    let mut report = Report { calls: calls.len(), ..Report::default() };
    for call in calls {
        if !copies.contains_key(&call.table) {
            copies.insert(call.table.clone(), copy(&path(&call.table))?);
        }
        let Some((frame, table)) = copies.get(&call.table) else { continue };
        let label = format!("{} {} {}", call.table, call.name, call.args);
        let parsed = Call::parse(&call.name, call.args.clone())?;
        let started = Instant::now();
        let outcome = parsed.run(table);
        let times = report.times.entry(call.name).or_default();
        times.0 += started.elapsed();
        let started = Instant::now();
        let of_frame = parsed.run(frame);
        times.1 += started.elapsed();
        times.2 += call.seconds.unwrap_or_default();
        let differences = match (outcome, call.data, call.error) {
            (Ok(outcome), Some(expected), _) => {
                let mut found = differences(&outcome.data, &expected, "data");
                let texts = [Language::Korean, Language::English].map(|language| outcome.text.get(language));
                found
                    .extend(texts.iter().any(|text| !text.starts_with("### ")).then(|| "a text is missing".to_owned()));
                if let PlanRows::Query(query) = &outcome.plan.rows {
                    let is_same = of_frame.is_ok_and(|of_frame| of_frame.data == outcome.data);
                    found.extend((!is_same).then(|| "the copy gives other figures than the frame".to_owned()));
                    found.extend(query.run(table).err().map(|error| format!("the plan: {error}")));
                }
                found
            }
            (Err(error), _, Some(code)) if error.code() == code => Vec::new(),
            (outcome, expected, code) => {
                vec![format!("{:?}, expected {expected:?} {code:?}", outcome.map(|outcome| outcome.data))]
            }
        };
        report.differences.extend(differences.into_iter().take(3).map(|difference| format!("{label}: {difference}")));
    }
    Ok(report)
}

/// The table in memory and its copy.
fn copy(path: &Path) -> Result<Tables, Box<dyn Error>> {
    let (frame, _) = Frame::read(File::open(path)?, Kind::Csv, Limits::default(), Mapping::default())?;
    let mut bytes = Vec::new();
    write_copy(&frame, &mut bytes)?;
    Ok((frame, CopyReader::open(bytes)?))
}

/// The places at which two results differ; numbers may differ by 1e-9 of the larger one, or of 1.
fn differences(found: &Value, expected: &Value, place: &str) -> Vec<String> {
    let differ = || vec![format!("{place}: {found}, expected {expected}")];
    match (found, expected) {
        (Value::Number(left), Value::Number(right)) if left == right => Vec::new(),
        (Value::Number(left), Value::Number(right)) => match (left.as_f64(), right.as_f64()) {
            (Some(left), Some(right)) if (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1.0) => {
                Vec::new()
            }
            _ => differ(),
        },
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            pairs.flat_map(|(number, (left, right))| differences(left, right, &format!("{place}[{number}]"))).collect()
        }
        (Value::Object(left), Value::Object(right)) if left.len() == right.len() => left
            .iter()
            .flat_map(|(key, left)| {
                let place = format!("{place}.{key}");
                right
                    .get(key)
                    .map_or_else(|| vec![format!("{place} is unexpected")], |right| differences(left, right, &place))
            })
            .collect(),
        (left, right) if left == right => Vec::new(),
        _ => differ(),
    }
}
