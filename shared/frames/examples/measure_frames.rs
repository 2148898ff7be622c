//! Times of reading a table, its profile, its columnar copy, pages of rows and, with a second table, differences and distances:
//! `cargo run --release -p sisuiq-frames --example measure_frames FILE.csv [OTHER.csv]`.
#![expect(clippy::print_stdout, reason = "the times are printed")]

use sisuiq_analytics::{Limits, Mapping};
use sisuiq_frames::{
    CopyReader, Frame, Table, drift::Drift, geo::Points, geo::proximity, profile::Profile, rows::RowQuery, write_copy,
};
use std::{error::Error, fs::File, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let frame = read(&arguments.next().ok_or("name a file")?)?;
    let profile = timed("profile", || Profile::of(&frame))?;
    for column in profile.columns.iter().filter(|column| !column.personal.is_empty()) {
        println!("  {}: {}", column.heading.name, serde_json::to_string(&column.personal)?);
    }
    let mut bytes = Vec::new();
    timed("copy", || write_copy(&frame, &mut bytes))?;
    println!("  {} bytes", bytes.len());
    let copy = timed("open copy", || CopyReader::open(bytes))?;
    for place in 0..copy.headings().len() {
        let started = Instant::now();
        let column = copy.column(place)?;
        let heading = copy.headings().get(place);
        println!("  {} {}: {:?}", heading.map_or("", |heading| &heading.name), column.kind().name(), started.elapsed());
    }
    pages(&copy)?;
    if let Some(other) = arguments.next() {
        let other = read(&other)?;
        let drift = timed("drift", || Drift::between(&frame, &other))?;
        println!("{}", serde_json::to_string_pretty(&drift)?);
        let (bases, targets) = (Points::of(&frame)?, Points::of(&other)?);
        for _ in 0..3 {
            let label = format!("proximity of {} and {} points", bases.points.len(), targets.points.len());
            let found = timed(&label, || proximity(&bases.points, &targets.points, &[0.5, 1.0, 2.0]))?;
            println!("  {}", serde_json::to_string(&found)?);
        }
    }
    Ok(())
}

fn read(path: &str) -> Result<Frame, Box<dyn Error>> {
    let limits = Limits { bytes: 1 << 30, ..Limits::default() };
    let file = File::open(path)?;
    let (frame, _) = timed("frame", || Frame::read(file, sisuiq_analytics::Kind::Csv, limits, Mapping::default()))?;
    println!("  {} rows, {} columns", frame.row_count(), frame.headings().len());
    Ok(frame)
}

/// Pages by each column, filtered by its value in the first row.
fn pages(table: &dyn Table) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    for (place, heading) in table.headings().iter().enumerate() {
        let column = table.column(place)?;
        let first = (0..column.len()).find(|row| !column.is_missing(*row));
        let Some(value) = first.map(|row| column.value(row)) else { continue };
        let queries = [
            serde_json::json!({ "sort": [{ "column": heading.name, "descending": true }], "limit": 100 }),
            serde_json::json!({ "filter": { "column": heading.name, "operator": "==", "value": value }, "limit": 5_000 }),
            serde_json::json!({ "sort": [{ "column": heading.name }], "offset": 100_000, "limit": 1_000 }),
        ];
        for query in queries {
            let query: RowQuery = serde_json::from_value(query)?;
            let started = Instant::now();
            let page = query.run(table).map_err(|error| error.to_string())?;
            times.push((started.elapsed(), page.rows.len()));
        }
    }
    times.sort();
    let last = times.len().saturating_sub(1);
    println!(
        "pages with all columns: median {:?}, p95 {:?}, most {:?}",
        times.get(last / 2),
        times.get(last * 95 / 100),
        times.last()
    );
    Ok(())
}

fn timed<Output>(label: &str, run: impl FnOnce() -> Output) -> Output {
    let started = Instant::now();
    let output = run();
    println!("{label}: {:?}", started.elapsed());
    output
}
