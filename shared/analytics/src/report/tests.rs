//! Tests of the figures of outages.

use crate::{Kind, Limits, read};
use serde_json::{Value, json};
use std::io::Write;

fn payload(lines: &[&str], served: Option<f64>) -> Value {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(lines.join("\n").as_bytes()).unwrap();
    Value::Object(read(file, Kind::Csv, Limits::default(), served).unwrap().payload)
}

fn note(found: &Value) -> &str {
    found["note"].as_str().unwrap()
}

const HEADER: &str = "date,region,cause,duration_hours,affected_customers";

#[test]
fn indices_need_customers_served() {
    let found = payload(&[HEADER, "2024-01-05,Central,weather,2,100"], None);
    assert!(["saifi", "saidi", "caidi", "asai"].iter().all(|name| found.get(name).is_none()));
    assert!(note(&found).contains("they need the number of customers served"), "{found}");
    assert_eq!(found["left_out"][0]["figures"][0], "SAIFI");
    assert_eq!((&found["total_events"], &found["total_customers_affected"]), (&json!(1), &json!(100)));
}

#[test]
fn documented_columns_give_all_indices() {
    let rows = [
        HEADER,
        "2024-01-05,Central,weather,2,100",
        "2024-01-20,Eastern,theft,0.5,300",
        "2024-02-01,Central,weather,4,50",
    ];
    let found = payload(&rows, Some(1_000.0));
    let is = |name: &str, expected: f64| (found[name].as_f64().unwrap() - expected).abs() < 1e-12;
    assert!(is("saifi", 0.45) && is("saidi", 0.55) && is("caidi", 550.0 / 450.0), "{found}");
    assert!(is("asai", 1.0 - 0.55 / (60.0 * 24.0)), "January and February of 2024 have 60 days: {found}");
    assert_eq!(found["top_regions"][0], json!({ "region": "Central", "events": 2, "percentage": 66.7 }));
    assert_eq!(found["outage_causes"], json!({ "theft": 33.3, "weather": 66.7 }));
    assert_eq!(
        found["monthly_trend"],
        json!([{ "month": "2024-01", "events": 2 }, { "month": "2024-02", "events": 1 }])
    );
    let source = json!({ "columns": ["duration_hours", "affected_customers"], "rows": 3 });
    assert_eq!(found["figure_sources"]["saidi"], source);
}

#[test]
fn momentary_and_incomplete_events_are_noted() {
    let rows = [
        HEADER,
        "2024-01-05,A,x,0.05,100",
        "2024-01-06,A,x,,100",
        "2024-01-07,A,x,1,",
        "2024-01-08,A,x,1,100",
        "2024-01-09,A,x,-1,-5",
    ];
    let found = payload(&rows, Some(1_000.0));
    assert_eq!((&found["total_events"], &found["saifi"], &found["saidi"]), (&json!(5), &json!(0.1), &json!(0.1)));
    assert_eq!((&found["maifi"], &found["total_customers_affected"]), (&json!(0.1), &json!(300)));
    for said in [
        "1 event of at most five minutes",
        "Row 3 has no readable duration",
        "Row 4 has no readable number of customers",
        "Row 6 has a negative duration",
        "Row 6 has a negative number of customers",
    ] {
        assert!(note(&found).contains(said), "{said}: {found}");
    }
}

#[test]
fn more_customers_than_served_prevent_indices() {
    let found = payload(&[HEADER, "2024-01-05,A,x,1,100", "2024-01-06,A,x,1,1001"], Some(1_000.0));
    assert!(found.get("saifi").is_none() && found.get("saidi").is_none());
    assert!(note(&found).contains("row 3 has 1001 affected customers, and only 1000 are served"), "{found}");
}

#[test]
fn end_before_start_is_noted() {
    let header = "start_time,end_time,customers";
    let rows = [header, "2024-01-05 10:00,2024-01-05 12:30,100", "2024-01-05 10:00,2024-01-05 09:00,100"];
    let found = payload(&rows, Some(1_000.0));
    assert_eq!((&found["saifi"], &found["saidi"]), (&json!(0.1), &json!(0.25)));
    assert!(note(&found).contains("Row 3 ends before it begins"), "{found}");
    assert_eq!(found["figure_sources"]["saidi"]["columns"], json!(["start_time", "end_time", "customers"]));
}

#[test]
fn undated_events_give_no_indices() {
    let found = payload(&[HEADER, "soon,A,x,1,100"], Some(1_000.0));
    assert_eq!((found.get("saifi"), found.get("asai"), found.get("by_year")), (None, None, None));
    assert_eq!((&found["total_events"], &found["total_customers_affected"]), (&json!(1), &json!(100)));
    assert!(note(&found).contains("no row has a readable date, so the period that they cover is unknown"), "{found}");
}

#[test]
fn days_and_months_of_groups_give_no_figures_of_them() {
    for first in ["2024-01-05", "2024-03"] {
        let row = format!("{first},A,x,1,100");
        let rows = [HEADER, &row, ",B,x,1,250", "2024-05-02,A,x,1,30", ",B,x,1,70"];
        let found = payload(&rows, Some(1_000.0));
        assert_eq!(found["total_events"], 4, "{found}");
        for figure in ["saifi", "total_customers_affected", "monthly_trend", "top_regions"] {
            assert!(found.get(figure).is_none(), "{figure}: {found}");
        }
        assert!(note(&found).contains("2 rows have no date"), "{found}");
        assert!(!note(&found).contains("no readable date"), "{found}");
    }
    // blank times are missing ones
    let header = "start,end,customers";
    let rows = [header, "2024-01-05 10:00,2024-01-05 12:00,100", ",2024-01-05 13:00,250", ",2024-01-05 14:00,7"];
    assert_eq!(payload(&rows, Some(1_000.0))["saifi"], 0.1);
}

#[test]
fn second_year_has_major_event_days() {
    let rows = [
        HEADER,
        "2023-03-01,A,x,1,100",
        "2023-04-01,A,x,1,200",
        "2023-05-01,A,x,1,400",
        "2024-03-01,A,x,1,90000",
        "2024-04-01,A,x,1,100",
    ];
    let found = payload(&rows, Some(100_000.0));
    let year = &found["major_event_days"][0];
    assert_eq!(
        (&year["year"], &year["years_of_data"], &year["days"][0]["date"]),
        (&json!(2024), &json!(1), &json!("2024-03-01"))
    );
    assert_eq!((&year["count"], &year["days_of_data"]), (&json!(1), &json!(3)));
    let of_2024 = &found["by_year"][1];
    let without = of_2024["without_major_event_days"]["saifi"].as_f64().unwrap();
    assert!((without - 100.0 / 100_000.0).abs() < 1e-12, "{found}");
    assert_eq!(
        (&of_2024["year"], &of_2024["start"], &of_2024["end"]),
        (&json!(2024), &json!("2024-01-01"), &json!("2024-04-30"))
    );
}

#[test]
fn causes_beyond_twenty_are_merged() {
    let lines: Vec<String> = (0..30).map(|number| format!("2024-01-05,A,cause {number:02},1,1")).collect();
    let rows: Vec<&str> = std::iter::once(HEADER).chain(lines.iter().map(String::as_str)).collect();
    let causes = payload(&rows, None)["outage_causes"].as_object().unwrap().clone();
    assert_eq!((causes.len(), &causes["(other causes)"]), (21, &json!(33.3)));
}
