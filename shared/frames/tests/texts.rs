//! The texts of the tools in both languages, as users read them.

#![expect(clippy::unwrap_used, reason = "test code")]

use serde_json::json;
use sisuiq_analytics::{Kind, Limits, Mapping};
use sisuiq_frames::{Frame, tools::Call};
use sisuiq_model::Language;
use std::{fs::File, path::Path};

fn table() -> Frame {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parity/tables/accidents.csv");
    Frame::read(File::open(path).unwrap(), Kind::Csv, Limits::default(), Mapping::default()).unwrap().0
}

fn texts(language: Language) -> String {
    let table = table();
    let filter = json!({ "column": "시군구", "operator": "==", "value": "중구" });
    let calls = [
        ("get_dataframe_info", json!({})),
        ("get_column_statistics", json!({ "column": "ECLO" })),
        ("get_missing_values", json!({})),
        ("get_value_counts", json!({ "column": "시군구", "top_n": 3 })),
        ("filter_dataframe", json!({ "column": "중상자수", "operator": "!=", "value": 1, "filter": filter })),
        ("sort_dataframe", json!({ "column": "ECLO", "ascending": false, "top_n": 2 })),
        ("get_correlation", json!({})),
        ("group_by_aggregate", json!({ "group_column": "시군구", "agg_column": "사망자수", "operation": "sum" })),
        ("get_unique_values", json!({ "column": "메모" })),
        ("get_date_range", json!({ "column": "사고일시" })),
        ("get_outliers", json!({ "column": "사망자수" })),
        ("get_sample_rows", json!({ "n": 2 })),
        ("calculate_percentile", json!({ "column": "ECLO", "percentile": 90 })),
        ("get_geo_bounds", json!({})),
        ("cross_tabulation", json!({ "row_column": "기상상태", "col_column": "야간", "normalize": true })),
        ("analyze_missing_pattern", json!({ "column": "위도" })),
        ("get_column_correlation_with_target", json!({ "target_column": "ECLO" })),
        ("detect_data_types", json!({})),
        ("get_temporal_pattern", json!({ "column": "발생일" })),
        ("summarize_categorical_distribution", json!({ "column": "기상상태" })),
        ("get_column_statistics", json!({ "column": "없는 열" })),
        ("get_column_statistics", json!({ "column": "시군구" })),
        ("get_column_statistics", json!({ "column": "빈열" })),
        ("get_date_range", json!({ "column": "ECLO" })),
        ("group_by_aggregate", json!({ "group_column": "시군구", "agg_column": "발생일", "operation": "sum" })),
        ("calculate_percentile", json!({ "column": "ECLO", "percentile": 101 })),
        ("filter_dataframe", json!({ "column": "ECLO", "operator": ">", "value": "많음" })),
    ];
    let mut all = String::new();
    for (name, arguments) in calls {
        let text =
            Call::parse(name, arguments).unwrap().run(&table).map_or_else(|error| error.text(), |found| found.text);
        all.push_str(text.get(language));
        all.push_str("\n---\n\n");
    }
    all
}

#[test]
fn texts_are_readable_in_korean() {
    insta::assert_snapshot!("korean", texts(Language::Korean));
}

#[test]
fn texts_are_readable_in_english() {
    insta::assert_snapshot!("english", texts(Language::English));
}

#[test]
fn unknown_tools_and_arguments_are_refused() {
    assert_eq!(Call::NAMES.len(), 20);
    assert_eq!(Call::parse("eval", json!({})).unwrap_err().code(), "unknown_tool");
    for arguments in
        [json!({}), json!({ "column": 1 }), json!({ "column": "ECLO", "code": "x" }), json!("ECLO"), json!(null)]
    {
        assert_eq!(Call::parse("get_column_statistics", arguments).unwrap_err().code(), "invalid_arguments");
    }
    let call: Call = serde_json::from_value(json!({ "name": "get_outliers", "args": { "column": "n" } })).unwrap();
    assert_eq!(call.name(), "get_outliers");
}
