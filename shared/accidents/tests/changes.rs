//! "What if".

use serde_json::{Value, json};
use sisuiq_accidents::{Feature, Language, Note, Reading, WhatIf};

use crate::{DEMO, accident, read, with};

fn change(base: &Value, changes: &Value) -> Reading {
    DEMO.change(&read(base).accident, &DEMO.parse_changes(changes).unwrap()).unwrap()
}

fn what_if(changes: &Value) -> WhatIf {
    DEMO.what_if(&read(&accident()), &change(&accident(), changes)).unwrap()
}

#[test]
fn differences_add_up() {
    let result = what_if(&json!({"accident_type": "차대사람", "사고시": 23}));
    let sum: f64 = result.differences.iter().map(|own| own.raw).sum();
    assert!((sum - (result.after.estimate.raw - result.before.estimate.raw)).abs() < 1e-9);
    assert!((result.eclo_difference() - (result.after.estimate.eclo - result.before.estimate.eclo)).abs() < 1e-15);
    let changed: Vec<Feature> =
        result.differences.iter().filter(|own| own.is_changed()).map(|own| own.feature).collect();
    assert_eq!(changed, [Feature::Hour, Feature::AccidentType, Feature::TimePeriod]);
    let hour = &result.differences[3];
    assert_eq!((hour.name(Language::Korean), hour.before.as_str(), hour.after.as_str()), ("사고시", "14", "23"));
}

#[test]
fn result_equals_a_new_prediction() {
    let result = what_if(&json!({"accident_type": "차대사람"}));
    let expected = DEMO.predict(&read(&with(&json!({"accident_type": "차대사람"})))).unwrap();
    assert_eq!(result.after, expected);
}

#[test]
fn derived_fields_follow() {
    let changed = change(&accident(), &json!({"accident_hour": 8, "accident_day": 9}));
    let expected =
        with(&json!({"accident_hour": 8, "accident_day": 9, "time_period": "출근시간대", "day_of_week": "목요일"}));
    assert_eq!(changed, read(&expected));
}

#[test]
fn named_fields_do_not_follow() {
    let changed = change(&accident(), &json!({"accident_hour": 8, "time_period": "심야"}));
    let note = Note::PeriodDiffers { given: "심야".into(), of_hour: "출근시간대".into() };
    assert_eq!(changed.notes, [note]);
}

#[test]
fn contradicting_fields_stay() {
    let base = with(&json!({"day_of_week": "월요일", "time_period": "심야"}));
    let changed = change(&base, &json!({"accident_hour": 8, "accident_day": 9}));
    assert_eq!(changed.accident.value(Feature::DayOfWeek), 3);
    assert_eq!(changed.accident.value(Feature::TimePeriod), 0);
    assert_eq!(changed.notes.len(), 2);
}

#[test]
fn empty_changes_make_no_difference() {
    for changes in [json!({}), json!({"weather": null})] {
        let found = what_if(&changes);
        assert_eq!(found.before, found.after);
        assert!(found.differences.iter().all(|own| !own.is_changed() && own.raw == 0.0), "{:?}", found.differences);
        assert_eq!(found.eclo_difference().to_bits(), 0.0_f64.to_bits());
    }
}

#[test]
fn faulty_changes_are_refused() {
    let messages = |changes: &Value| -> Vec<String> {
        DEMO.parse_changes(changes).unwrap_err().iter().map(|fault| fault.message(Language::Korean)).collect()
    };
    assert_eq!(messages(&json!("weather")), ["사고 정보는 JSON 객체로 보내 주세요."]);
    let found = messages(&json!({"wether": "비", "accident_hour": 25}));
    assert_eq!(found.len(), 2);
    assert_eq!(found[1], "‘wether’ 항목은 없습니다. 항목 이름을 확인해 주세요.");
    let changes = DEMO.parse_changes(&json!({"사고월": 2, "사고일": 30})).unwrap();
    assert_eq!(changes.features().collect::<Vec<_>>(), [Feature::Month, Feature::Day]);
    let fault = &DEMO.change(&read(&accident()).accident, &changes).unwrap_err()[0];
    assert_eq!(
        fault.message(Language::Korean),
        "2021년 2월 30일: 달력에 없는 날짜입니다. ‘사고일’ 항목을 확인해 주세요."
    );
}
