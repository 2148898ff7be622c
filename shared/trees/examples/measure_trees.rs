//! Measures a model: `cargo run --release -p sisuiq-trees --example measure_trees MODEL.txt [ROWS.csv]`.
//!
//! Prints the time until the model is read, of single predictions, of 100,000 rows at once, and of contributions. The rows are a
//! table as `tests/models.py` writes it; if it contains what LightGBM computed, the largest difference is printed too. The table
//! of a model lies beside it unless it is named.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{error, fs, hint};

use sisuiq_trees::{Explainer, Model};

const BATCH: usize = 100_000;
/// Passes over the rows, at least; the fastest one counts.
const PASSES: usize = 5;
/// Contributions that are timed together.
const EXPLAINED: usize = 200;

/// The rows of a table, and LightGBM's results for each of them.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<f64>>,
    predictions: Vec<f64>,
    contributions: Vec<f64>,
}

fn main() -> Result<(), Box<dyn error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let path = arguments.next().ok_or("the path of a model is missing")?;
    let table = read(&fs::read_to_string(arguments.next().unwrap_or_else(|| path.with_extension("csv")))?)?;
    let text = fs::read_to_string(&path)?;
    let start = Instant::now();
    let model: Model = text.parse()?;
    let parse = start.elapsed();
    let start = Instant::now();
    let mut explainer = model.explainer()?;
    let prepare = start.elapsed();

    let mut report = format!("{}: {} trees, {} rows\n", path.display(), model.trees(), table.rows.len());
    writeln!(report, "read {:.1} ms, prepare contributions {:.2} ms", milliseconds(parse), milliseconds(prepare))?;
    compare(&table, &model, &mut explainer, &mut report)?;
    time(&table.rows, &model, &mut explainer, &mut report)?;
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}

fn read(text: &str) -> Result<Table, Box<dyn error::Error>> {
    let mut lines = text.lines();
    let titles: Vec<_> = lines.next().unwrap_or_default().split(',').collect();
    let mut table = Table::default();
    for line in lines {
        let mut row = Vec::new();
        for (title, value) in titles.iter().zip(line.split(',')) {
            match *title {
                "x" => row.push(value.parse()?),
                "prediction" => table.predictions.push(value.parse()?),
                "contribution" => table.contributions.push(value.parse()?),
                _ => {}
            }
        }
        table.rows.push(row);
    }
    Ok(table)
}

fn compare(
    table: &Table,
    model: &Model,
    explainer: &mut Explainer<'_>,
    report: &mut String,
) -> Result<(), Box<dyn error::Error>> {
    let rows = table.rows.concat();
    let mut predictions = vec![0.0; table.rows.len() * model.outputs()];
    let mut contributions = vec![0.0; predictions.len() * (model.features() + 1)];
    model.predict_batch(&rows, &mut predictions)?;
    let results = [("predictions", predictions, &table.predictions)];
    for (name, found, expected) in results {
        report_difference(name, &found, expected, report)?;
    }
    if !table.contributions.is_empty() {
        explainer.contributions_batch(&rows, &mut contributions)?;
        report_difference("contributions", &contributions, &table.contributions, report)?;
    }
    Ok(())
}

fn report_difference(name: &str, found: &[f64], expected: &[f64], report: &mut String) -> Result<(), std::fmt::Error> {
    if expected.is_empty() {
        return Ok(());
    }
    let differences = found.iter().zip(expected).map(|(found, expected)| (found - expected).abs());
    writeln!(report, "{name}: largest difference {:.1e}", differences.fold(0.0, f64::max))
}

fn time(
    rows: &[Vec<f64>],
    model: &Model,
    explainer: &mut Explainer<'_>,
    report: &mut String,
) -> Result<(), Box<dyn error::Error>> {
    let mut prediction = vec![0.0; model.outputs()];
    let mut single = Vec::new();
    for row in rows.iter().cycle().take(rows.len().max(1_000) * PASSES) {
        let start = Instant::now();
        model.predict(hint::black_box(row), &mut prediction)?;
        single.push(start.elapsed());
    }
    single.sort_unstable();
    let median = single.get(single.len() / 2).copied().unwrap_or_default();
    let late = single.get(single.len() / 100 * 99).copied().unwrap_or_default();
    writeln!(report, "single prediction p50 {:.2} µs, p99 {:.2} µs", microseconds(median), microseconds(late))?;

    let batch: Vec<f64> = rows.iter().cycle().take(BATCH).flatten().copied().collect();
    let mut predictions = vec![0.0; BATCH * model.outputs()];
    let fastest = fastest(|| model.predict_batch(hint::black_box(&batch), &mut predictions))?;
    writeln!(report, "{BATCH} rows at once {:.3} s", fastest.as_secs_f64())?;

    let several: Vec<f64> = rows.iter().cycle().take(EXPLAINED).flatten().copied().collect();
    let mut contributions = vec![0.0; EXPLAINED * model.outputs() * (model.features() + 1)];
    let fastest = self::fastest(|| explainer.contributions_batch(hint::black_box(&several), &mut contributions))?;
    let each = fastest / u32::try_from(EXPLAINED)?;
    writeln!(report, "contributions {:.1} µs a row", microseconds(each))?;
    Ok(())
}

fn fastest<E>(mut run: impl FnMut() -> Result<(), E>) -> Result<Duration, E> {
    let mut fastest = Duration::MAX;
    for _ in 0..PASSES {
        let start = Instant::now();
        run()?;
        fastest = fastest.min(start.elapsed());
    }
    Ok(fastest)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
