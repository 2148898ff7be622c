//! Times of charts, a map and district rates of invented accidents:
//! `cargo run --release -p sisuiq-charts --example measure_charts [ROWS]` (15,000 if no number is given).
#![expect(clippy::print_stdout, reason = "the times are printed")]

use serde_json::json;
use sisuiq_charts::{ChartQuery, DistrictQuery, LayerQuery, MapQuery, Source};
use sisuiq_frames::{Bitmap, Column, Dictionary, Frame, Heading, Values, geo::districts};
use sisuiq_model::Language;
use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let rows = std::env::args().nth(1).map_or(Ok(15_000), |rows| rows.parse())?;
    let table = accidents(rows).ok_or("no table")?;
    let source = Source { table: &table, name: "accidents" };
    for request in [
        json!({ "type": "histogram", "column": "ECLO" }),
        json!({ "type": "histogram", "column": "speed" }),
        json!({ "type": "boxplot", "column": "speed" }),
        json!({ "type": "kde", "column": "speed" }),
        json!({ "type": "scatter", "x": "speed", "y": "ECLO" }),
        json!({ "type": "bar", "column": "시군구" }),
        json!({ "type": "compare", "column": "speed", "with_column": "speed" }),
        json!({ "type": "time", "column": "사고일시", "unit": "hour", "value": "ECLO" }),
        json!({ "type": "time", "column": "사고일시", "unit": "month", "value": "ECLO" }),
    ] {
        let query: ChartQuery = serde_json::from_value(request.clone())?;
        let with = (query.kind().name() == "compare").then_some(source);
        measure(&request.to_string(), || {
            let chart = query.draw(source, with, Language::Korean)?;
            Ok(serde_json::to_vec(&(&chart, chart.to_plotly()))?.len())
        })?;
    }
    let columns = vec!["ECLO".to_owned(), "시군구".to_owned()];
    let layers = vec![LayerQuery { columns, time: Some("사고일시".to_owned()), ..LayerQuery::default() }];
    let map = MapQuery { layers, heat_cells: Some(40), ..MapQuery::default() };
    measure("map", || Ok(serde_json::to_vec(&map.draw(&[source], Language::Korean)?)?.len()))?;
    for value in [None, Some("ECLO".to_owned())] {
        let query = DistrictQuery { value, ..DistrictQuery::default() };
        measure("districts by names", || Ok(serde_json::to_vec(&query.draw(&table, Language::Korean)?)?.len()))?;
    }
    let unnamed = Frame::new(columns_of(rows).into_iter().filter(|(heading, _)| heading.name != "시군구").collect());
    let unnamed = unnamed.ok_or("no table")?;
    let query = DistrictQuery::default();
    measure("districts by points, with outlines", || {
        let report = query.draw(&unnamed, Language::Korean)?;
        Ok(serde_json::to_vec(&(&report, report.outlines()))?.len())
    })
}

/// The first and the best of five times, and the length of the answer.
fn measure(label: &str, run: impl Fn() -> Result<usize, Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    let mut length = 0;
    for _ in 0..5 {
        let started = Instant::now();
        length = run()?;
        times.push(started.elapsed());
    }
    println!("{label}: first {:?}, best {:?}, {length} bytes", times.first(), times.iter().min());
    Ok(())
}

fn accidents(rows: usize) -> Option<Frame> {
    Frame::new(columns_of(rows))
}

fn columns_of(rows: usize) -> Vec<(Heading, Column)> {
    // a multiplicative generator, so that the table is always the same
    let mut state = 42_u64;
    let mut next = |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % u64::from(below)).unwrap_or_default()
    };
    let all = districts();
    let mut places = Vec::with_capacity(rows);
    let (mut latitudes, mut longitudes, mut times) = (Vec::new(), Vec::new(), Vec::new());
    let (mut scores, mut speeds) = (Vec::new(), Vec::new());
    for _ in 0..rows {
        let place = next(199);
        let point = all.get(usize::try_from(place).unwrap_or_default()).map(|district| district.point);
        places.push(place);
        latitudes.push(point.map_or(35.87, |point| point.latitude) + f64::from(next(1_000)) / 1e5 - 0.005);
        longitudes.push(point.map_or(128.6, |point| point.longitude) + f64::from(next(1_000)) / 1e5 - 0.005);
        times.push(1_546_300_800_000_000 + i64::from(next(3 * 365 * 24)) * 3_600_000_000);
        scores.push(i64::from(next(9)) + i64::from(next(3)) * 5);
        speeds.push(f64::from(next(1_000_000) + next(1_000_000)) / 2e4);
    }
    let texts = Dictionary::of(all.iter().map(|district| district.name)).unwrap_or_default();
    let columns = [
        ("시군구", Values::Text(places, texts)),
        ("위도", Values::Number(latitudes)),
        ("경도", Values::Number(longitudes)),
        ("사고일시", Values::Timestamp(times)),
        ("ECLO", Values::Integer(scores)),
        ("speed", Values::Number(speeds)),
    ];
    let column = |(name, values): (&str, Values)| {
        let column = Column::new(values, Bitmap::none(rows))?;
        Some((Heading { name: name.to_owned(), kind: column.kind(), zone: None }, column))
    };
    columns.into_iter().filter_map(column).collect()
}
