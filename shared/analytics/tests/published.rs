//! Published worked examples and an independent computation, to nine digits. `independent.py` beside this file says where the
//! examples come from and computes `independent.json`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use serde_json::{Value, json};
use sisuiq_analytics::{Interruption, Kind, Limits, Mapping, Service, indices, read, read_with};
use std::{fs::File, io::Write, path::Path};

fn independent() -> Value {
    serde_json::from_str(include_str!("independent.json")).unwrap()
}

/// A number that is written as text, with more digits than a double has.
fn number(value: &Value) -> f64 {
    value.as_str().map_or_else(|| value.as_f64(), |text| text.parse().ok()).unwrap()
}

fn assert_equal(found: &Value, expected: &Value, what: &str) {
    let (found, expected) = (found.as_f64().unwrap_or(f64::NAN), number(expected));
    assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{what}: {found} is not {expected}");
}

/// As it was published: cut or rounded to so many decimals.
fn assert_rounds_to(found: f64, published: &str, what: &str) {
    let decimals = published.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(format!("{found:.decimals$}"), published, "{what}");
}

#[test]
fn indices_match_the_ieee_sample() {
    let system = &independent()["sample_system"];
    let mut file = tempfile::tempfile().unwrap();
    writeln!(file, "date,duration_minutes,customers_interrupted").unwrap();
    let days = ["1994-01-17", "1994-05-05", "1994-06-12", "1994-08-20", "1994-08-31", "1994-09-03", "1994-12-27"];
    for (row, day) in system["rows"].as_array().unwrap().iter().zip(days) {
        writeln!(file, "{day},{},{}", row[1].as_str().unwrap(), row[0]).unwrap();
    }
    // momentary ones, which do not count
    writeln!(file, "1994-04-15,0.5,400\n1994-07-06,1,2000").unwrap();
    let payload = read(file, Kind::Csv, Limits::default(), Some(number(&system["served"]))).unwrap().payload;
    for name in ["saifi", "saidi", "caidi", "asai"] {
        assert_equal(&payload[name], &system["computed"][name], name);
    }
    let published = |name: &str| system["published"][name].as_str().unwrap().to_owned();
    assert_rounds_to(payload["saifi"].as_f64().unwrap(), &published("saifi"), "SAIFI");
    assert_rounds_to(payload["saidi"].as_f64().unwrap() * 60.0, &published("saidi_minutes"), "SAIDI in minutes");
    assert_rounds_to(payload["asai"].as_f64().unwrap(), &published("asai"), "ASAI");
}

#[test]
fn indices_match_published_returns() {
    let returns = independent()["returns"].as_array().unwrap().clone();
    assert_eq!(returns.len(), 12);
    for of in &returns {
        let name = of["name"].as_str().unwrap();
        let service = Service { customers: number(&of["served"]), hours: of["hours"].as_f64() };
        let rows = of["rows"].as_array().unwrap();
        let sustained = rows
            .iter()
            .map(|row| Interruption { customers: number(&row[0]), hours: 24.0 * number(&row[1]) / number(&row[0]) });
        let momentary = rows.iter().map(|row| Interruption { customers: number(&row[2]), hours: 0.0 });
        let found = indices(&sustained.collect::<Vec<_>>(), service).unwrap();
        let maifi = indices(&momentary.collect::<Vec<_>>(), service).unwrap().saifi;
        let figures = [
            ("saifi", found.saifi),
            ("saidi", found.saidi),
            ("caidi", found.caidi.unwrap()),
            ("asai", found.asai.unwrap()),
            ("maifi", maifi),
        ];
        for (index, figure) in figures {
            assert_equal(&figure.into(), &of["computed"][index], &format!("{index} of {name}"));
        }
        let published = &of["published"];
        assert_rounds_to(found.saifi, published["saifi"].as_str().unwrap(), name);
        assert_rounds_to(maifi, published["maifi"].as_str().unwrap(), name);
        let minutes = (found.saidi * 60.0).floor();
        let clock = format!("{}:{:02}", (minutes / 60.0).floor(), minutes.rem_euclid(60.0));
        assert_eq!(clock, published["saidi_clock"].as_str().unwrap(), "{name}");
    }
}

#[test]
fn demo_table_matches_exact_arithmetic() {
    let demo = &independent()["demo"];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/outages.csv");
    let served = Some(number(&demo["served"]));
    let payload = read(File::open(path).unwrap(), Kind::Csv, Limits::default(), served).unwrap().payload;
    assert_eq!(payload["total_events"], demo["events"]);
    assert_eq!(payload["total_customers_affected"].to_string(), demo["customers"].as_str().unwrap());
    for name in ["saifi", "saidi", "caidi", "asai"] {
        assert_equal(&payload[name], &demo["whole"][name], name);
    }
    assert_equal(&payload["maifi"], &demo["maifi"], "MAIFI");
    let years = payload["by_year"].as_array().unwrap();
    assert_eq!(years.len(), 6);
    for year in years {
        let of = &demo["years"][year["year"].to_string()];
        for name in ["saifi", "saidi", "caidi", "asai"] {
            assert_equal(&year[name], &of[name], &format!("{name} of {}", year["year"]));
        }
    }
}

#[test]
fn major_event_days_match_independent_computation() {
    let demo = &independent()["demo"];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/outages.csv");
    let served = Some(number(&demo["served"]));
    let payload = read(File::open(path).unwrap(), Kind::Csv, Limits::default(), served).unwrap().payload;
    let found = payload["major_event_days"].as_array().unwrap();
    assert_eq!(found.len(), 5);
    for year in found {
        let expected = &demo["thresholds"][year["year"].to_string()];
        for name in ["alpha", "beta", "threshold_saidi"] {
            assert_equal(&year[name], &expected[name], &format!("{name} of {}", year["year"]));
        }
        let mut days: Vec<&str> =
            year["days"].as_array().unwrap().iter().map(|day| day["date"].as_str().unwrap()).collect();
        days.sort_unstable();
        let expected_days: Vec<&str> =
            expected["days"].as_array().unwrap().iter().map(|day| day.as_str().unwrap()).collect();
        assert_eq!(days, expected_days);
        let of = payload["by_year"].as_array().unwrap().iter().find(|of| of["year"] == year["year"]).unwrap();
        for name in ["saifi", "saidi", "caidi", "asai"] {
            assert_equal(&of["without_major_event_days"][name], &expected["without"][name], name);
        }
    }
    let all: usize = found.iter().map(|year| year["days"].as_array().unwrap().len()).sum();
    assert!(all >= 4, "the storms are major event days");
}

/// A row of another export: from the day, the minutes and the customers.
type Export = fn(&str, f64, f64) -> String;

/// The sample system of the guide as another export writes it, read with corrections.
fn sample_system(head: &str, row: Export, mapping: Value) -> Value {
    let system = &independent()["sample_system"];
    let mut file = tempfile::tempfile().unwrap();
    writeln!(file, "{head}").unwrap();
    let days = ["1994-01-17", "1994-05-05", "1994-06-12", "1994-08-02", "1994-08-03", "1994-09-03", "1994-12-07"];
    for (numbers, day) in system["rows"].as_array().unwrap().iter().zip(days) {
        writeln!(file, "{}", row(day, number(&numbers[1]), number(&numbers[0]))).unwrap();
    }
    let mapping: Mapping = serde_json::from_value(mapping).unwrap();
    let found = read_with(file, Kind::Csv, Limits::default(), (Some(number(&system["served"])), &mapping)).unwrap();
    Value::Object(found.payload)
}

#[test]
fn corrections_lead_to_the_ieee_sample() {
    let computed = &independent()["sample_system"]["computed"];
    let corrected: [(&str, Export, Value); 5] = [
        // the name of the durations gives a wrong unit
        (
            "date,duration_hours,customers_interrupted",
            |day, minutes, customers| format!("{day},{minutes},{customers}"),
            json!({ "columns": [{ "column": "duration_hours", "unit": "minutes" }] }),
        ),
        // the order of days and months is open, and so are points in numbers
        (
            "date;duration_minutes;customers_interrupted",
            |day, minutes, customers| {
                let parts: Vec<&str> = day.split('-').collect();
                let short = if parts[2] > "12" { "05" } else { parts[2] };
                format!("{short}/{}/{};{minutes:.3};{customers}", parts[1], parts[0])
            },
            json!({ "date_order": "day_first", "decimal_mark": "point" }),
        ),
        // names that mean nothing
        (
            "d,m,c",
            |day, minutes, customers| format!("{day},{minutes},{customers}"),
            json!({ "start": "d", "duration": "m", "duration_unit": "minutes", "customers": "c" }),
        ),
        // another column of customers has the better name
        (
            "date,duration_minutes,customers affected,meters",
            |day, minutes, customers| format!("{day},{minutes},{},{customers}", customers / 2.0),
            json!({ "customers": "meters" }),
        ),
        // years of two digits in an open order
        (
            "date,duration_minutes,customers_interrupted",
            |day, minutes, customers| {
                let parts: Vec<&str> = day.split('-').collect();
                let short = if parts[2] > "12" { "05" } else { parts[2] };
                format!("{}/{short}/{},{minutes},{customers}", parts[1], &parts[0][2..])
            },
            json!({ "columns": [{ "column": 1, "date_order": "month_first" }] }),
        ),
    ];
    for (head, row, mapping) in corrected {
        let guessed = sample_system(head, row, json!({}));
        let is_equal =
            |name: &str| guessed[name].as_f64().is_some_and(|found| (found - number(&computed[name])).abs() <= 1e-9);
        assert!(!["saifi", "saidi", "caidi"].into_iter().all(is_equal), "{head} needs no correction");
        let found = sample_system(head, row, mapping);
        for name in ["saifi", "saidi", "caidi", "asai"] {
            assert_equal(&found[name], &computed[name], &format!("{name} of {head}"));
        }
    }
}
