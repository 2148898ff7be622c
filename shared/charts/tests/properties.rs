//! Rules that all charts and maps of any table keep.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use proptest::prelude::*;
use serde_json::{Value, json};
use sisuiq_charts::{
    Chart, ChartError, ChartParameters, ChartQuery, ChartType, DistrictQuery, LayerQuery, MapQuery, Series, Source,
};
use sisuiq_frames::{Bitmap, Column, Dictionary, Frame, Heading, Table, Values};
use sisuiq_model::Language;
use std::collections::HashSet;

/// Columns of every kind, with missing values, and of some contents that are hard to draw.
fn columns(rows: usize) -> impl Strategy<Value = Frame> {
    let number = prop_oneof![
        4 => -1e3..1e3_f64,
        1 => Just(0.0),
        1 => Just(-0.0),
        1 => Just(5e-324),
        1 => Just(1e149),
        1 => Just(1e15 + 0.125),
    ];
    let text =
        prop::sample::select(vec!["", "가", "<b>x</b>", "2020-01-05 14", "2020-02-30", "대구광역시 중구 교동", "=1+1"]);
    let row = (any::<i64>(), number, text, any::<i32>(), any::<i64>(), any::<bool>(), any::<u8>(), -40_i64..40);
    prop::collection::vec(row, rows..=rows).prop_map(|rows| frame(&rows))
}

type Row = (i64, f64, &'static str, i32, i64, bool, u8, i64);

fn frame(rows: &[Row]) -> Frame {
    let mut different: Vec<&str> = rows.iter().map(|row| row.2).collect();
    different.sort_unstable();
    different.dedup();
    let texts = Dictionary::of(different).unwrap();
    let codes = rows.iter().map(|row| texts.code(row.2).unwrap()).collect();
    let latitudes: Vec<f64> = rows.iter().map(|row| 35.87 + f64::from(row.6) / 1e4).collect();
    let columns = [
        ("integer", Values::Integer(rows.iter().map(|row| row.0).collect())),
        ("number", Values::Number(rows.iter().map(|row| row.1).collect())),
        ("text", Values::Text(codes, texts)),
        ("date", Values::Date(rows.iter().map(|row| row.3).collect())),
        ("timestamp", Values::Timestamp(rows.iter().map(|row| row.4).collect())),
        ("boolean", Values::Boolean(rows.iter().map(|row| row.5).collect())),
        ("small", Values::Integer(rows.iter().map(|row| row.7).collect())),
        ("empty", Values::Integer(vec![0; rows.len()])),
        ("lat", Values::Number(latitudes)),
        ("lon", Values::Number(rows.iter().map(|row| 128.6 + f64::from(row.6 % 16) / 1e3).collect())),
    ];
    let bits = ["integer", "number", "text", "date", "timestamp", "boolean", "small", "lat"];
    let missing = |name: &str, row: usize| {
        name == "empty" || bits.iter().position(|bit| *bit == name).is_some_and(|bit| rows[row].6 & (1 << bit) == 0)
    };
    let column = |(name, values): (&str, Values)| {
        let column = Column::new(values, Bitmap::of(rows.len(), |row| missing(name, row))).unwrap();
        (Heading { name: name.to_owned(), kind: column.kind(), zone: None }, column)
    };
    Frame::new(columns.into_iter().map(column).collect()).unwrap()
}

const NAMES: [&str; 10] = ["integer", "number", "text", "date", "timestamp", "boolean", "small", "empty", "lat", "lon"];

/// Every request for every column.
fn requests() -> Vec<Value> {
    let mut requests = Vec::new();
    for name in NAMES {
        for kind in ["histogram", "boxplot", "kde", "bar"] {
            requests.push(json!({ "type": kind, "column": name }));
        }
        requests.push(json!({ "type": "scatter", "x": name, "y": "small" }));
        requests.push(json!({ "type": "compare", "column": name, "with_column": "small", "bins": 7 }));
        for unit in ["year", "month", "weekday", "hour"] {
            requests.push(json!({ "type": "time", "column": name, "unit": unit, "value": "small" }));
        }
    }
    requests
}

fn draw(query: &ChartQuery, table: &dyn Table) -> Result<Chart, ChartError> {
    let source = Source { table, name: "표" };
    let with = (query.kind() == ChartType::Compare).then_some(source);
    query.draw(source, with, Language::Korean)
}

/// All numbers of a value, by their bits; whole numbers as numbers.
fn numbers(value: &Value, found: &mut HashSet<u64>) {
    match value {
        Value::Number(number) => {
            // both zeros are the same number
            found.insert((number.as_f64().unwrap() + 0.0).to_bits());
        }
        Value::Array(parts) => parts.iter().for_each(|part| numbers(part, found)),
        Value::Object(parts) => parts.values().for_each(|part| numbers(part, found)),
        _ => {}
    }
}

/// The number of rows in the bars of a chart, if it has bars.
fn bars(chart: &Chart) -> Option<usize> {
    let counts = |series: &Series| match series {
        Series::Bins { counts, .. } | Series::Bars { counts, .. } => Some(counts.iter().sum::<usize>()),
        _ => None,
    };
    let counts: Vec<usize> = chart.chart.series.iter().filter_map(counts).collect();
    (!counts.is_empty()).then(|| counts.iter().sum())
}

fn check(query: &ChartQuery, chart: &Chart, rows: usize) {
    let tables = if query.kind() == ChartType::Compare { 2 } else { 1 };
    assert_eq!(chart.row_count, rows * tables);
    assert!(chart.used_rows <= chart.row_count && !chart.title.is_empty());
    assert_eq!(chart.chart.series.is_empty(), chart.chart.notice.is_some());
    assert!(chart.table.rows.iter().all(|row| row.len() == chart.table.columns.len()), "{query:?}");
    let others = |chart: &Chart| match chart.table.rows.last() {
        Some(row) if chart.kind == ChartType::Bar && chart.table.rows.len() > 20 => json!(row[1]).as_u64().unwrap(),
        _ => 0,
    };
    if let Some(bars) = bars(chart) {
        assert_eq!(u64::try_from(bars).unwrap() + others(chart), u64::try_from(chart.used_rows).unwrap(), "{query:?}");
    }
    let series = chart.chart.series.iter().map(|series| {
        let mut series = json!(series);
        series.as_object_mut().unwrap().remove("opacity");
        series
    });
    let (mut drawn, mut listed) = (HashSet::new(), HashSet::new());
    series.for_each(|series| numbers(&series, &mut drawn));
    numbers(&json!(chart.table.rows), &mut listed);
    assert!(
        drawn.is_subset(&listed),
        "{query:?}: {:?}",
        drawn.difference(&listed).map(|bits| f64::from_bits(*bits)).collect::<Vec<_>>()
    );
    // a mean of nothing is the only figure that there may not be
    let has_means = query.kind() == ChartType::Time;
    assert!(has_means || !json!(chart.chart).to_string().contains("null"), "{query:?} has no finite numbers");
    let plotly = chart.to_plotly();
    assert_eq!(plotly["data"].as_array().unwrap().len(), chart.chart.series.len());
    for numbers_of in plotly["data"].as_array().unwrap() {
        for key in ["x", "y", "width"].into_iter().filter(|key| numbers_of["type"] == "bar" || *key != "y") {
            assert!(numbers_of[key].as_array().into_iter().flatten().all(|value| !value.is_null()), "{query:?}");
        }
    }
    assert!(!plotly.to_string().contains("<b>"), "HTML of a cell");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn charts_of_any_columns_keep_the_rules(table in (0_usize..60).prop_flat_map(columns)) {
        let mut drawn = 0;
        for request in requests() {
            let query: ChartQuery = serde_json::from_value(request.clone()).unwrap();
            match draw(&query, &table) {
                Ok(chart) => {
                    check(&query, &chart, table.row_count());
                    drawn += 1;
                }
                Err(error) => {
                    let fields = ["column", "x", "unit", "value", "with_column"];
                    prop_assert!(fields.contains(&error.field()), "{request}: {error}");
                    prop_assert!(!error.text().korean.is_empty() && !error.text().english.is_empty());
                }
            }
        }
        prop_assert!(drawn >= 30, "only {drawn} charts");
    }

    #[test]
    fn maps_of_any_rows_keep_the_rules(table in (0_usize..300).prop_flat_map(columns), zoom in 1_u8..=20) {
        let layer = LayerQuery { columns: NAMES.map(str::to_owned).to_vec(), time: Some("timestamp".to_owned()), ..LayerQuery::default() };
        let query = MapQuery { layers: vec![layer.clone(), layer], zoom: Some(zoom), heat_cells: Some(10), ..MapQuery::default() };
        let source = Source { table: &table, name: "사고" };
        let map = query.draw(&[source, source], Language::English).unwrap();
        let places: usize = map.layers.iter().map(|layer| layer.total + layer.missing + layer.invalid).sum();
        prop_assert_eq!(places, 2 * table.row_count());
        prop_assert_eq!(map.collection.features.len(), map.shown);
        prop_assert_eq!(map.table(Language::English).rows.len(), map.shown);
        let clustered: usize = map.clusters.iter().map(|cluster| cluster.count).sum();
        prop_assert_eq!(clustered, if map.total > 100 { map.total } else { 0 });
        let heat: usize = map.heat.iter().flat_map(|heat| &heat.cells).map(|cell| cell.count).sum();
        prop_assert_eq!(heat, map.total);
        let slider = map.time.as_ref().unwrap();
        let timed: usize = slider.buckets.iter().map(|bucket| bucket.count).sum();
        prop_assert_eq!(timed + slider.unknown, map.total);
        prop_assert_eq!(&json!(map)["type"], "FeatureCollection");
        prop_assert_eq!(map.bounds.is_none(), map.total == 0);
    }

    #[test]
    fn rates_of_any_rows_keep_the_rules(table in (0_usize..200).prop_flat_map(columns)) {
        for column in [None, Some("text".to_owned())] {
            let report = DistrictQuery { column, ..DistrictQuery::default() }.draw(&table, Language::English).unwrap();
            let rows: usize = report.districts.iter().map(|district| district.rows).sum();
            prop_assert_eq!(rows, report.used_rows);
            prop_assert_eq!(report.used_rows + report.missing + report.unknown.rows, table.row_count());
            prop_assert_eq!((report.districts.len(), report.table.rows.len()), (199, 199));
            let ranks: HashSet<usize> = report.districts.iter().map(|district| district.rank).collect();
            prop_assert_eq!(ranks.len(), 199);
            let outlines = report.outlines();
            prop_assert_eq!(&outlines.features[42].properties["name"], report.districts[42].name);
            let districts = json!(report.districts).to_string();
            prop_assert_eq!(districts.matches("\"smoothed_rate\":null").count(), 0);
        }
    }
}

fn single() -> Frame {
    frame(&[(7, 2.5, "가", 18_000, 1_500_000_000_000_000, true, 0xff, 3)])
}

fn refused(request: Value, table: &Frame) -> (&'static str, &'static str) {
    let query: ChartQuery = serde_json::from_value(request).unwrap();
    let error = draw(&query, table).unwrap_err();
    (error.field(), error.code())
}

#[test]
fn errors_name_the_parameter() {
    let table = single();
    assert_eq!(refused(json!({ "type": "histogram", "column": "없음" }), &table), ("column", "unknown_column"));
    assert_eq!(refused(json!({ "type": "histogram", "column": "text" }), &table), ("column", "not_numeric"));
    assert_eq!(refused(json!({ "type": "histogram", "column": "small", "bins": 0 }), &table), ("bins", "out_of_range"));
    assert_eq!(refused(json!({ "type": "scatter", "x": "small", "y": "text" }), &table), ("y", "not_numeric"));
    assert_eq!(refused(json!({ "type": "bar", "column": "text", "top_n": 101 }), &table), ("top_n", "out_of_range"));
    assert_eq!(
        refused(json!({ "type": "time", "column": "boolean", "unit": "year" }), &table),
        ("column", "not_temporal")
    );
    assert_eq!(refused(json!({ "type": "time", "column": "date", "unit": "hour" }), &table), ("unit", "no_hours"));
    assert_eq!(
        refused(json!({ "type": "time", "column": "date", "unit": "year", "value": "text" }), &table),
        ("value", "not_numeric")
    );
    assert_eq!(
        refused(json!({ "type": "time", "column": "small", "unit": "hour" }), &table),
        ("column", "not_temporal")
    );
    let wrong = json!({ "column": "없음", "operator": "==", "value": 1 });
    assert_eq!(
        refused(json!({ "type": "bar", "column": "text", "filter": wrong }), &table),
        ("filter", "unknown_column")
    );
    assert_eq!(
        refused(json!({ "type": "compare", "column": "small", "with_column": "text" }), &table),
        ("with_column", "not_numeric")
    );
    let large = frame(&[(7, 1e151, "가", 0, 0, true, 0xff, 3)]);
    assert_eq!(refused(json!({ "type": "kde", "column": "number" }), &large), ("column", "too_large"));
}

#[test]
fn other_table_belongs_to_comparisons() {
    let table = single();
    let source = Source { table: &table, name: "" };
    let parameters = || ChartParameters { column: Some("small".to_owned()), ..ChartParameters::default() };
    let error = parameters().query("histogram").unwrap().draw(source, Some(source), Language::Korean).unwrap_err();
    assert_eq!((error.field(), error.code()), ("with", "unused_field"));
    let compare = ChartParameters { with_column: Some("small".to_owned()), ..parameters() }.query("compare").unwrap();
    assert_eq!(compare.draw(source, None, Language::Korean).unwrap_err().field(), "with");
}

#[test]
fn districts_and_maps_refuse_unfit_columns() {
    let table = single();
    let districts = |query: DistrictQuery| {
        let error = query.draw(&table, Language::Korean).unwrap_err();
        (error.field(), error.code())
    };
    let with_column = |column: &str| DistrictQuery { column: Some(column.to_owned()), ..DistrictQuery::default() };
    assert_eq!(districts(with_column("boolean")), ("column", "unfit_operation"));
    assert_eq!(
        districts(DistrictQuery { neighbour_km: Some(f64::NAN), ..with_column("text") }),
        ("neighbour_km", "out_of_range")
    );
    let negative = frame(&[(0, 0.0, "가", 0, 0, true, 0xff, -3)]);
    let value = DistrictQuery { value: Some("small".to_owned()), ..with_column("text") };
    assert_eq!(value.draw(&negative, Language::Korean).unwrap_err().code(), "negative");
    let none = Frame::default();
    assert_eq!(DistrictQuery::default().draw(&none, Language::Korean).unwrap_err().code(), "no_districts");
    let source = Source { table: &table, name: "" };
    let map = |layer: LayerQuery| {
        let error =
            MapQuery { layers: vec![layer], ..MapQuery::default() }.draw(&[source], Language::Korean).unwrap_err();
        (error.field(), error.code())
    };
    let names = |name: &str| LayerQuery { columns: vec![name.to_owned()], ..LayerQuery::default() };
    assert_eq!(map(names("_row")), ("columns", "reserved_name"));
    assert_eq!(map(names("없음")), ("columns", "unknown_column"));
    assert_eq!(
        map(LayerQuery { latitude: Some("text".to_owned()), ..LayerQuery::default() }),
        ("latitude", "not_numeric")
    );
    assert_eq!(MapQuery::default().draw(&[source], Language::Korean).unwrap_err().field(), "layers");
    let source = Source { table: &none, name: "" };
    let layers = vec![LayerQuery::default()];
    let error = MapQuery { layers, ..MapQuery::default() }.draw(&[source], Language::Korean).unwrap_err();
    assert_eq!((error.field(), error.code()), ("latitude", "no_coordinates"));
}
