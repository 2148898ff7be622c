//! Texts for users.

use serde_json::json;
use sisuiq_accidents::{CutOffs, Grid, Language, Note, Predictor};
use std::path::Path;

use crate::{DEMO, FOLDER, accident, read, with};

#[test]
fn explanation_names_the_strongest_features() {
    let prediction = DEMO
        .predict(&read(&with(&json!({"accident_type": "차대사람", "accident_hour": 3, "time_period": null}))))
        .unwrap();
    let text = &prediction.explanation.korean;
    let estimate = prediction.estimate;
    let interval = estimate.interval.unwrap();
    let start = format!(
        "예측 ECLO는 {:.2}입니다(90% 예측 구간 {:.1}–{:.1}). 학습 자료의 평균적인 예측은 {:.2}입니다. 예측값을 높인 주된 요인: ",
        estimate.eclo,
        interval.lower,
        interval.upper,
        prediction.expected_eclo()
    );
    assert!(text.starts_with(&start), "{text}");
    let strongest = prediction.contributions.iter().max_by(|one, other| one.raw.total_cmp(&other.raw)).unwrap();
    let named = format!("{} ‘{}’ +{:.1}%", strongest.korean, strongest.value, (strongest.factor() - 1.0) * 100.0);
    assert!(text[start.len()..].starts_with(&named), "{text}");
    assert!(prediction.explanation.english.contains("They are associations that the model learned, not causes."));
}

#[test]
fn quality_says_what_the_model_is() {
    let quality = DEMO.metadata().quality.as_ref().unwrap();
    let text = DEMO.quality(Language::Korean);
    let expected = format!(
        "시연용 모델입니다. 가상의 사고로 학습했으므로 실제 사고에 대해서는 아무것도 알려 주지 않습니다. 학습에 쓰지 않은 사고 24,000건에서 \
         오차(RMSLE)는 {:.3}입니다. 모든 사고를 평균으로 예측하면 {:.3}, 선형 회귀로는 {:.3}입니다. 평균보다 거의 나을 것이 없으므로 개별 사고의 \
         예측값은 대략적인 참고로만 쓰세요. 90% 예측 구간은 그 사고들의 {:.1}%에서 실제 값을 포함했습니다.",
        quality.rmsle,
        quality.rmsle_constant,
        quality.rmsle_linear,
        quality.coverage * 100.0
    );
    assert_eq!(text, expected);
    assert!(DEMO.quality(Language::English).starts_with("This is a demo model. It learned from invented accidents"));
}

#[test]
fn classes_follow_the_cut_offs() {
    let estimate = DEMO.estimate(&read(&accident()).accident).unwrap();
    let strict = Predictor::load(Path::new(FOLDER)).unwrap().with_cut_offs("0.1,0.2,0.3".parse::<CutOffs>().unwrap());
    let prediction = strict.predict(&read(&accident())).unwrap();
    assert_eq!(prediction.interpretation(Language::Korean), "매우 심각");
    assert_eq!(prediction.detail(Language::Korean), "생명이 위험할 수 있으며 즉각적인 응급 조치가 필요합니다.");
    assert_eq!(prediction.estimate.eclo.to_bits(), estimate.eclo.to_bits());
    assert_eq!(DEMO.predict(&read(&accident())).unwrap().interpretation(Language::English), "moderate");
}

#[test]
fn other_years_are_noted() {
    let inside = DEMO.predict(&read(&accident())).unwrap();
    assert_eq!(inside.notes, []);
    let outside = DEMO.predict(&read(&with(&json!({"accident_year": 2025, "day_of_week": null})))).unwrap();
    let note = outside.notes.last().unwrap();
    assert_eq!(*note, Note::YearOutside { year: 2025, first: 2019, last: 2021 });
    assert_eq!(
        note.text(Language::Korean),
        "2025년은 학습 기간(2019–2021년) 밖입니다. 모델은 그 시기의 변화를 알지 못하며 가장 가까운 해와 같은 값을 냅니다. 예측 구간도 보장되지 않습니다."
    );
    let same_weekday = |year: i32| {
        DEMO.estimate(&read(&with(&json!({"accident_year": year, "day_of_week": "수요일"}))).accident).unwrap()
    };
    assert_eq!(same_weekday(2025), same_weekday(2021));
    assert_eq!(same_weekday(1950), same_weekday(2019));
}

#[test]
fn notes_are_sentences() {
    let reading = read(&with(&json!({"day_of_week": "월요일", "time_period": "심야", "b": 1, "가": 2})));
    let texts = |language| reading.notes.iter().map(|note| note.text(language)).collect::<Vec<_>>();
    let korean = [
        "요일은 ‘월요일’로 받았지만 그 날짜는 수요일입니다. 예측에는 받은 값을 그대로 썼습니다.",
        "시간대는 ‘심야’로 받았지만 사고 시각은 ‘일반시간대’에 속합니다. 예측에는 받은 값을 그대로 썼습니다.",
        "알 수 없는 항목 2개는 쓰지 않았습니다: b, 가",
    ];
    assert_eq!(texts(Language::Korean), korean);
    assert_eq!(texts(Language::English)[2], "2 unknown fields were not used: b, 가");
    assert!(Grid::caution(Language::English).contains("not how likely accidents are"));
    assert!(Grid::caution(Language::Korean).contains("사고가 날 가능성이 아닙니다"));
}
