//! Mappings with which users correct how a table is read.
#![expect(clippy::unwrap_used, reason = "test code")]

use serde_json::{Map, Value, json};
use sisuiq_analytics::{Kind, Limits, Mapping, TableError, read_with};
use std::io::{Seek, SeekFrom, Write};

fn csv(text: impl AsRef<[u8]>, mapping: Value) -> Result<Map<String, Value>, TableError> {
    let mapping: Mapping = serde_json::from_value(mapping).unwrap();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_ref()).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    read_with(file, Kind::Csv, Limits::default(), (Some(1_000.0), &mapping)).map(|found| found.payload)
}

const TABLE: &str = "when,what,how long,how many\n2024-01-05,tree,120,100\n2024-01-20,theft,60,300\n";

#[test]
fn wrong_corrections_are_refused() {
    for (mapping, said) in [
        (json!({ "start": "where" }), "the table has no column where"),
        (json!({ "customers": 5 }), "the table has no column 5"),
        (json!({ "customers": 0 }), "the table has no column 0"),
        (json!({ "encoding": "klingon" }), "klingon is not a known encoding"),
        (json!({ "encoding": "replacement" }), "replacement is not a known encoding"),
        (json!({ "time_zone": "IST" }), "IST is an unknown or ambiguous time zone"),
        (json!({ "header_row": 9 }), "no row 9 holds anything"),
    ] {
        let error = csv(TABLE, mapping).unwrap_err();
        assert_eq!(error.code(), "wrong_mapping");
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[test]
fn unknown_members_are_refused() {
    for mapping in [json!({ "colour": "red" }), json!({ "decimal_mark": "dot" }), json!({ "duration_unit": "weeks" })] {
        assert!(serde_json::from_value::<Mapping>(mapping).is_err());
    }
}

#[test]
fn columns_without_usual_names_are_chosen() {
    let found = csv(TABLE, json!({})).unwrap();
    assert!(!found.contains_key("total_events"));
    assert!(found["note"].as_str().unwrap().contains("they need a column of dates"), "{}", found["note"]);
    let mapping = json!({ "start": "when", "cause": 2, "duration": "How long", "duration_unit": "minutes", "customers": "how many" });
    let found = csv(TABLE, mapping.clone()).unwrap();
    // 2 h x 100 + 1 h x 300
    assert_eq!((&found["saifi"], &found["saidi"]), (&json!(0.4), &json!(0.5)));
    assert_eq!(found["reading"]["mapping"], mapping);
    let columns = json!({
        "start": "when", "cause": "what", "duration": "how long", "duration_unit": "minutes", "customers": "how many",
    });
    assert_eq!(found["reading"]["columns"], columns);
}

#[test]
fn formats_are_chosen() {
    let text = "date;duration_hours;customers\n03/04/2024;1.250;100\n05/04/2024;2.500;300\n";
    assert!(!csv(text, json!({})).unwrap().contains_key("saidi"));
    let found = csv(text, json!({ "decimal_mark": "point", "date_order": "day_first" })).unwrap();
    // 1.25 h x 100 + 2.5 h x 300, in April
    assert_eq!((&found["saidi"], &found["period"]["start"]), (&json!(0.875), &json!("2024-04-01")));
    let found = csv(text, json!({ "decimal_mark": "point", "date_order": "month_first" })).unwrap();
    assert_eq!((&found["saidi"], &found["period"]["end"]), (&json!(0.875), &json!("2024-05-31")));
}

#[test]
fn header_row_and_separator_are_chosen() {
    let text = "one;two;three\ndate|hours|customers\n2024-01-05|2|100\n";
    let found = csv(text, json!({ "separator": "|", "header_row": 2 })).unwrap();
    assert_eq!((&found["saidi"], &found["reading"]["header_rows"]), (&json!(0.2), &json!([2, 2])));
    let bare = "2024-01-05,2,100\n2024-01-20,1,300\n";
    let found =
        csv(bare, json!({ "header_row": 0, "start": 1, "duration": 2, "duration_unit": "hours", "customers": 3 }))
            .unwrap();
    assert_eq!((&found["row_count"], &found["saidi"]), (&json!(2), &json!(0.5)));
}

#[test]
fn zone_decides_durations_and_days() {
    let text =
        "start,end,customers\n2024-03-31 01:30,2024-03-31 03:30,100\n2024-04-30T22:30:00Z,2024-04-30T23:30:00Z,300\n";
    let found = csv(text, json!({ "time_zone": "Europe/Berlin" })).unwrap();
    // an hour each, as Berlin skips one; the second begins in May there
    assert_eq!(found["saidi"], json!(0.4));
    assert_eq!(found["monthly_trend"][1]["month"], json!("2024-05"));
}

#[test]
fn encoding_is_chosen() {
    let text = "date,region,cause,duration_hours,affected_customers\n2024-01-05,Łódź,x,2,100\n";
    let bytes = [
        text.split("Łódź").next().unwrap().as_bytes(),
        b"\xa3\xf3d\x9f",
        text.split("Łódź").nth(1).unwrap().as_bytes(),
    ]
    .concat();
    let found = csv(bytes, json!({ "encoding": "windows-1250" })).unwrap();
    assert_eq!(found["top_regions"][0]["region"], json!("Łódź"));
    assert_eq!(found["reading"]["encoding_details"]["evidence"], json!("chosen by the user"));
}
