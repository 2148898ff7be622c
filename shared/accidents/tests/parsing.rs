//! Inputs, good and bad.

use serde_json::{Value, json};
use sisuiq_accidents::{FaultKind, Feature, Language, Note};
use unicode_normalization::UnicodeNormalization;

use crate::{DEMO, accident, faults, read, with};

#[test]
fn names_of_both_languages_are_read() {
    let english = read(&accident());
    assert_eq!(english.notes, []);
    let codes: Vec<i32> = Feature::ALL.iter().map(|feature| english.accident.value(*feature)).collect();
    assert_eq!(codes, [2, 0, 1, 14, 2021, 12, 1, 8, 1, 161, 2]);
    let korean = english.accident.to_json(Language::Korean, DEMO.fields());
    assert_eq!(korean["시군구"], "대구광역시 중구 동성로1가");
    assert_eq!(read(&Value::Object(korean)), english);
    let mixed = with(&json!({"weather": null, "기상상태": "맑음"}));
    assert_eq!(read(&mixed), english);
}

#[test]
fn decomposed_hangul_is_composed() {
    let decompose = |text: &str| text.nfd().collect::<String>();
    let korean = read(&accident()).accident.to_json(Language::Korean, DEMO.fields());
    let decomposed = korean.into_iter().map(|(name, value)| {
        let value = value.as_str().map_or(value.clone(), |text| Value::from(format!(" {}\n", decompose(text))));
        (decompose(&name), value)
    });
    assert_eq!(read(&Value::Object(decomposed.collect())), read(&accident()));
}

#[test]
fn weekday_and_period_are_derived() {
    for left_out in [json!({"day_of_week": null, "time_period": null}), json!({"day_of_week": null})] {
        assert_eq!(read(&with(&left_out)).accident, read(&accident()).accident);
    }
    let mut value = with(&json!({"accident_hour": 23}));
    value["day_of_week"] = Value::Null;
    value["time_period"] = Value::Null;
    let reading = read(&value);
    let derived = [Note::WeekdayDerived { value: "수요일".into() }, Note::PeriodDerived { value: "심야".into() }];
    assert_eq!(reading.notes, derived);
}

#[test]
fn contradictions_are_noted_and_used() {
    let reading = read(&with(&json!({"day_of_week": "월요일", "time_period": "심야"})));
    assert_eq!(reading.accident.value(Feature::DayOfWeek), 3);
    assert_eq!(reading.accident.value(Feature::TimePeriod), 0);
    let expected = [
        Note::WeekdayDiffers { given: "월요일".into(), of_date: "수요일".into() },
        Note::PeriodDiffers { given: "심야".into(), of_hour: "일반시간대".into() },
    ];
    assert_eq!(reading.notes, expected);
}

#[test]
fn unknown_members_are_noted() {
    let mut value = with(&json!({"day_of_wek": "월요일"}));
    for number in 0..14 {
        value[format!("extra{number:02}")] = json!({"deep": [1, 2]});
    }
    let notes = read(&value).notes;
    let [Note::Ignored { names, total }] = notes.as_slice() else { panic!("{notes:?}") };
    assert_eq!((names.len(), *total), (10, 15));
    assert_eq!(names[0], "day_of_wek");
}

#[test]
fn whole_reals_are_integers() {
    assert_eq!(read(&with(&json!({"accident_hour": 14.0}))), read(&accident()));
}

#[test]
fn each_fault_has_its_message() {
    let table = [
        (json!({"weather": null}), "‘weather’(기상상태) 항목이 빠졌습니다. 값을 넣어 주세요."),
        (json!({"weather": 2}), "‘weather’ 항목의 값 2: 문자열이 아닙니다. 문자열로 보내 주세요."),
        (json!({"weather": ["맑음"]}), "‘weather’ 항목의 값 [\"맑음\"]: 문자열이 아닙니다. 문자열로 보내 주세요."),
        (
            json!({"weather": "맑은"}),
            "‘weather’ 항목의 값 ‘맑은’: 쓸 수 없는 값입니다. 쓸 수 있는 값은 모두 6개입니다: 기타, 눈, 맑음, 비, 안개, 흐림",
        ),
        (
            json!({"weather": ""}),
            "‘weather’ 항목의 값 ‘’: 쓸 수 없는 값입니다. 쓸 수 있는 값은 모두 6개입니다: 기타, 눈, 맑음, 비, 안개, 흐림",
        ),
        (json!({"accident_hour": "14"}), "‘accident_hour’ 항목의 값 \"14\": 정수가 아닙니다. 정수로 보내 주세요."),
        (json!({"accident_hour": 14.5}), "‘accident_hour’ 항목의 값 14.5: 정수가 아닙니다. 정수로 보내 주세요."),
        (
            json!({"accident_hour": 24}),
            "‘accident_hour’ 항목의 값 24: 범위를 벗어났습니다. 0부터 23까지의 정수를 보내 주세요.",
        ),
        (
            json!({"accident_hour": -1}),
            "‘accident_hour’ 항목의 값 -1: 범위를 벗어났습니다. 0부터 23까지의 정수를 보내 주세요.",
        ),
        (
            json!({"accident_year": 1e300}),
            "‘accident_year’ 항목의 값 1e+300: 범위를 벗어났습니다. 1900부터 2100까지의 정수를 보내 주세요.",
        ),
        (
            json!({"accident_month": 0}),
            "‘accident_month’ 항목의 값 0: 범위를 벗어났습니다. 1부터 12까지의 정수를 보내 주세요.",
        ),
        (
            json!({"accident_month": 2, "accident_day": 31}),
            "2021년 2월 31일: 달력에 없는 날짜입니다. ‘accident_day’ 항목을 확인해 주세요.",
        ),
        (
            json!({"accident_day": null, "사고일": 29, "accident_month": 2}),
            "2021년 2월 29일: 달력에 없는 날짜입니다. ‘사고일’ 항목을 확인해 주세요.",
        ),
        (json!({"기상상태": "맑음"}), "‘weather’ 항목과 ‘기상상태’ 항목은 같은 항목입니다. 하나만 보내 주세요."),
    ];
    for (changes, expected) in table {
        assert_eq!(faults(&with(&changes)), [expected], "{changes}");
    }
    assert_eq!(faults(&json!([1])), ["사고 정보는 JSON 객체로 보내 주세요."]);
}

#[test]
fn districts_that_contain_the_text_come_first() {
    let found = faults(&with(&json!({"district": "동성로"})));
    let expected = "‘district’ 항목의 값 ‘동성로’: 쓸 수 없는 값입니다. 쓸 수 있는 값은 다음을 포함하여 모두 199개입니다: 대구광역시 중구 \
                    동성로1가, 대구광역시 중구 동성로2가, 대구광역시 중구 동성로3가, 대구광역시 남구 대명동,";
    assert!(found[0].starts_with(expected), "{}", found[0]);
    let fault = &DEMO.parse(&with(&json!({"district": "중구"}))).unwrap_err()[0];
    let FaultKind::NotACategory { examples, total } = &fault.kind else { panic!("{fault:?}") };
    assert_eq!((examples.len(), *total), (10, 199));
    assert!(examples.iter().all(|example| example.contains("중구")));
}

#[test]
fn all_faults_are_reported_in_order() {
    let value = json!({"요일": "월", "weather": 1, "road_type": "길", "accident_year": "2021", "accident_month": 13, "note": "a"});
    let found = DEMO.parse(&value).unwrap_err();
    let fields: Vec<&str> = found.iter().map(|fault| fault.field.as_str()).collect();
    let expected = [
        "weather",
        "road_surface",
        "road_type",
        "accident_hour",
        "accident_year",
        "accident_month",
        "accident_type",
        "accident_day",
        "district",
        "요일",
    ];
    assert_eq!(fields, expected);
    assert_eq!(DEMO.parse(&json!({})).unwrap_err().len(), 9);
}

#[test]
fn long_values_are_shortened() {
    let found = &DEMO.parse(&with(&json!({"weather": "가".repeat(10_000)}))).unwrap_err()[0];
    assert_eq!(found.value.as_ref().unwrap().chars().count(), 61);
    let deep = DEMO.parse(&with(&json!({"weather": vec![1; 10_000]}))).unwrap_err();
    assert!(deep[0].message(Language::Korean).chars().count() < 150);
}

#[test]
fn english_messages_name_field_and_value() {
    let message = |changes| DEMO.parse(&with(&changes)).unwrap_err()[0].message(Language::English);
    assert_eq!(
        message(json!({"weather": "sun"})),
        "\"sun\" is not a value of \"weather\". It has 6 values: 기타, 눈, 맑음, 비, 안개, 흐림"
    );
    assert_eq!(message(json!({"weather": null})), "The field \"weather\" (weather) is missing. Add it.");
    assert_eq!(
        message(json!({"accident_day": 31, "accident_month": 11})),
        "There is no date 2021-11-31. Check \"accident_day\"."
    );
}
