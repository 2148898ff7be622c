//! The rules of the contract: titles, warnings, colours, limits and the figures of Plotly.

#![expect(clippy::unwrap_used, reason = "test code")]

use serde_json::{Value, json};
use sisuiq_analytics::{Kind, Limits, Mapping};
use sisuiq_charts::{Chart, ChartQuery, DistrictQuery, LayerQuery, MapQuery, PointMap, Source, WarningCode};
use sisuiq_frames::Frame;
use sisuiq_model::Language;
use std::io::{Seek, Write};

fn table(text: &str) -> Frame {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.rewind().unwrap();
    Frame::read(file, Kind::Csv, Limits::default(), Mapping::default()).unwrap().0
}

fn draw(table: &Frame, request: Value, language: Language) -> Chart {
    let query: ChartQuery = serde_json::from_value(request).unwrap();
    query.draw(Source { table, name: "" }, None, language).unwrap()
}

fn korean(table: &Frame, request: Value) -> Chart {
    draw(table, request, Language::Korean)
}

fn codes(chart: &Chart) -> Vec<WarningCode> {
    chart.warnings.iter().map(|warning| warning.code).collect()
}

fn map(table: &Frame, name: &str, query: LayerQuery) -> PointMap {
    let query = MapQuery { layers: vec![query], ..MapQuery::default() };
    query.draw(&[Source { table, name }], Language::Korean).unwrap()
}

#[test]
fn fewer_than_two_values_have_no_density() {
    for text in ["n,m\n1,a\n", "n,m\n,a\n,b\n"] {
        let chart = korean(&table(text), json!({ "type": "kde", "column": "n" }));
        assert!(chart.chart.series.is_empty() && chart.table.rows.is_empty() && chart.chart.notice.is_some(), "{text}");
        assert_eq!(codes(&chart).last(), Some(&WarningCode::Empty));
        let plotly = chart.to_plotly();
        assert_eq!(
            (&plotly["data"], &plotly["layout"]["annotations"][0]["text"]),
            (&json!([]), &json!(chart.chart.notice))
        );
    }
    let equal = korean(&table("n\n5\n5\n"), json!({ "type": "kde", "column": "n" }));
    assert_eq!((equal.chart.series.len(), codes(&equal)), (1, vec![WarningCode::NoSpread]));
}

#[test]
fn titles_have_the_number_of_missing_values() {
    let data = table("ECLO,b\n3,x\n,x\n5,x\n4,x\n");
    let request = json!({ "type": "histogram", "column": "ECLO" });
    assert_eq!(korean(&data, request.clone()).title, "'ECLO' 분포 (결측 1개)");
    assert_eq!(draw(&data, request, Language::English).title, "Distribution of 'ECLO' (1 missing)");
    let own = korean(&data, json!({ "type": "histogram", "column": "ECLO", "title": "심각도\n분포" }));
    assert_eq!(own.title, "심각도 분포 (결측 1개)");
}

#[test]
fn many_missing_values_are_a_warning() {
    let request = json!({ "type": "boxplot", "column": "n" });
    let three = korean(&table("n,b\n1,x\n2,x\n3,x\n4,x\n5,x\n6,x\n7,x\n,x\n,x\n,x\n"), request.clone());
    assert_eq!(codes(&three), [WarningCode::ManyMissing]);
    assert_eq!(three.warnings[0].text, "'n' 열의 값이 10개 행 중 3개(30.0%)에 없습니다.");
    let two = korean(&table("n,b\n1,x\n2,x\n3,x\n4,x\n5,x\n6,x\n7,x\n8,x\n,x\n,x\n"), request);
    assert_eq!(codes(&two), []);
}

#[test]
fn figures_of_plotly_have_the_colours_of_the_contract() {
    let data = table("n,m,s\n1,2,a\n2,4,b\n4,4,a\n");
    let trace = |request: Value, place: usize| korean(&data, request).to_plotly()["data"][place].clone();
    let histogram = trace(json!({ "type": "histogram", "column": "n" }), 0);
    assert_eq!((&histogram["type"], &histogram["marker"]["color"]), (&json!("bar"), &json!("#636EFA")));
    assert_eq!(histogram["x"].as_array().unwrap().len(), histogram["width"].as_array().unwrap().len());
    let marginal = trace(json!({ "type": "histogram", "column": "n" }), 1);
    assert_eq!(
        (&marginal["type"], &marginal["orientation"], &marginal["yaxis"]),
        (&json!("box"), &json!("h"), &json!("y2"))
    );
    let boxplot = trace(json!({ "type": "boxplot", "column": "n" }), 0);
    assert_eq!((&boxplot["marker"]["color"], &boxplot["median"]), (&json!("#EF553B"), &json!([2.0])));
    assert_eq!(trace(json!({ "type": "kde", "column": "n" }), 1)["line"]["color"], "#00CC96");
    let scatter = trace(json!({ "type": "scatter", "x": "n", "y": "m" }), 0);
    assert_eq!(scatter["marker"], json!({ "color": "#AB63FA", "opacity": 0.6 }));
    assert_eq!((&scatter["x"], &scatter["y"]), (&json!([1.0, 2.0, 4.0]), &json!([2.0, 4.0, 4.0])));
    let bar = korean(&data, json!({ "type": "bar", "column": "s" })).to_plotly();
    assert_eq!((&bar["data"][0]["x"], &bar["data"][0]["y"]), (&json!(["a", "b"]), &json!([2, 1])));
    assert_eq!(bar["layout"]["xaxis"]["tickangle"], -45);
}

#[test]
fn cells_are_text_in_figures_of_plotly() {
    let data = table("<i>열</i>\n<a href='x'>1</a>\n<a href='x'>1</a>\na&b\n");
    let plotly = korean(&data, json!({ "type": "bar", "column": "<i>열</i>" })).to_plotly();
    assert_eq!(plotly["data"][0]["x"], json!(["&lt;a href='x'&gt;1&lt;/a&gt;", "a&amp;b"]));
    assert!(plotly["layout"]["title"]["text"].as_str().unwrap().starts_with("'&lt;i&gt;열&lt;/i&gt;'"));
    let long = "가".repeat(90);
    let data = table(&format!("s\n{long}a\n{long}b\n"));
    let plotly = korean(&data, json!({ "type": "bar", "column": "s" })).to_plotly();
    assert_ne!(plotly["data"][0]["x"][0], plotly["data"][0]["x"][1], "equal labels are one bar");
}

#[test]
fn other_values_are_stated() {
    let rows = (0..30).map(|row| format!("v{row}\n")).collect::<Vec<_>>().concat();
    let chart = korean(&table(&format!("s\nv0\n{rows}")), json!({ "type": "bar", "column": "s" }));
    assert_eq!((chart.chart.x.categories.len(), chart.chart.x.categories[0].as_str()), (20, "v0"));
    assert_eq!(chart.warnings[0].text, "이 밖에 10개 값이 10개 행에 있습니다.");
    assert_eq!(json!(chart.table.rows[20])[1], 10);
}

#[test]
fn many_points_are_sampled() {
    let rows = (0..5_001).map(|row| format!("{row},{}\n", row * 2)).collect::<Vec<_>>().concat();
    let chart = korean(&table(&format!("x,y\n{rows}")), json!({ "type": "scatter", "x": "x", "y": "y" }));
    assert_eq!((chart.used_rows, chart.sampled, chart.table.rows.len()), (5_001, true, 5_000));
    assert_eq!(codes(&chart), [WarningCode::Sampled]);
}

#[test]
fn hours_of_texts_and_of_numbers_are_read() {
    let data = table("사고일시,사고시,ECLO\n2019-01-05 14,14,3\n2019-01-05 14,14,6\n2020-03-02 00,0,\n미상,24,9\n");
    for column in ["사고일시", "사고시"] {
        let chart = korean(&data, json!({ "type": "time", "column": column, "unit": "hour", "value": "ECLO" }));
        assert_eq!((chart.used_rows, codes(&chart)), (3, vec![WarningCode::Unreadable]), "{column}");
        let row = json!(chart.table.rows[14]);
        assert_eq!((&row[0], &row[1], &row[3], &row[4]), (&json!("14시"), &json!(2), &json!(4.5), &json!(2)));
        assert_eq!(json!(chart.table.rows[0])[3], Value::Null);
    }
    let years = draw(&data, json!({ "type": "time", "column": "사고일시", "unit": "year" }), Language::English);
    assert_eq!(
        (years.chart.x.categories, years.title.as_str()),
        (vec!["2019".into(), "2020".into()], "'사고일시' by year (0 missing)")
    );
}

#[test]
fn comparisons_share_their_edges() {
    let (left, right) = (table("n\n1\n2\n3\n"), table("m\n3\n9\n,\n"));
    let query: ChartQuery =
        serde_json::from_value(json!({ "type": "compare", "column": "n", "with_column": "m" })).unwrap();
    let sources = [Source { table: &left, name: "2019" }, Source { table: &right, name: "2020" }];
    let chart = query.draw(sources[0], Some(sources[1]), Language::Korean).unwrap();
    let series = json!(chart.chart.series);
    assert_eq!((&series[0]["edges"], &series[0]["name"]), (&series[1]["edges"], &json!("2019: n")));
    assert_eq!(chart.to_plotly()["layout"]["barmode"], "overlay");
}

#[test]
fn maps_zoom_by_the_larger_span() {
    for (span, zoom) in [(1.1, 10), (0.6, 11), (0.2, 12), (0.05, 13)] {
        let data = table(&format!("위도,경도\n35.8,128.5\n35.81,{}\n", 128.5 + span));
        assert_eq!(map(&data, "", LayerQuery::default()).zoom, zoom);
    }
    let none = map(&table("lat,lon\n0,0\n,1.5\n"), "", LayerQuery::default());
    assert_eq!((none.zoom, none.center.latitude, none.center.longitude, none.bounds), (12, 35.8714, 128.6014, None));
    assert_eq!((none.layers[0].missing, none.layers[0].invalid, none.shown), (1, 1, 0));
}

#[test]
fn columns_named_x_and_y_are_coordinates() {
    let found = map(&table("X,Y\n128.6,35.8\n"), "주차장", LayerQuery::default());
    assert_eq!((found.total, found.center.latitude, found.layers[0].color), (1, 35.8, "#800080"));
    let named = LayerQuery { latitude: Some("a".into()), longitude: Some("b".into()), ..LayerQuery::default() };
    assert_eq!(map(&table("a,b\n37.5,127.0\n"), "", named).warnings[0].code, WarningCode::OutsideDaegu);
}

#[test]
fn large_maps_are_sampled_and_clustered() {
    let rows =
        (0..6_000).map(|row| format!("{},128.6,{row}\n", 35.7 + f64::from(row) / 2e4)).collect::<Vec<_>>().concat();
    let query = LayerQuery { columns: vec!["번호".into()], ..LayerQuery::default() };
    let found = map(&table(&format!("위도,경도,번호\n{rows}")), "", query);
    assert_eq!((found.total, found.shown, found.sampled), (6_000, 5_000, true));
    assert_eq!(found.clusters.iter().map(|cluster| cluster.count).sum::<usize>(), 6_000);
    let feature = json!(found.collection.features[0]);
    assert_eq!((&feature["type"], &feature["geometry"]["type"]), (&json!("Feature"), &json!("Point")));
    assert_eq!(feature["properties"]["_row"], feature["properties"]["번호"]);
}

#[test]
fn districts_of_other_cities_are_counted() {
    let data = table(
        "시군구,사망자수\n대구광역시 중구 교동,1\n대구광역시 중구 교동,0\n서울특별시 중구 남산동,1\n대구 남구 대명동,0\n,1\n",
    );
    let report = DistrictQuery { value: Some("사망자수".into()), ..DistrictQuery::default() }
        .draw(&data, Language::Korean)
        .unwrap();
    assert_eq!((report.row_count, report.used_rows, report.missing, report.unknown.rows), (5, 3, 1, 1));
    assert_eq!(report.unknown.most[0].name, "서울특별시 중구 남산동");
    let own = report.districts.iter().find(|district| district.name == "대구광역시 중구 교동").unwrap();
    assert_eq!((own.rows, own.events, own.exposure, own.rate), (2, 1.0, 2.0, Some(0.5)));
    assert!(report.attribution.contains("국토지리정보원"));
}
