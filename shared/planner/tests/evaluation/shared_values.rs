//! Values that occur within several values of a coarser column: their figures are of all of them, and the answer says so.

use crate::{tables::Tables, texts::table};
use sisuiq_frames::Frame;
use sisuiq_model::Language;
use sisuiq_planner::{Answer, CallResult, Invocation, Plan, Turn, Vocabulary, answer, follow_ups, plan};
use std::fmt::Write;

/// Accidents in three provinces, of which two have a 중구.
fn places() -> (Frame, Vocabulary) {
    let mut text = "일자,시도,시군구,사망자수\n".to_owned();
    let all = [
        ("서울", "중구", 1),
        ("부산", "중구", 2),
        ("서울", "강남구", 3),
        ("부산", "해운대구", 4),
        ("대구", "수성구", 5),
    ];
    for day in 1..=4 {
        for (province, district, deaths) in all {
            writeln!(text, "2020-01-0{day},{province},{district},{deaths}").unwrap();
        }
    }
    table("교통사고", &text)
}

fn asked(question: &str, (frame, vocabulary): &(Frame, Vocabulary), language: Language) -> (Plan, Answer) {
    let plan = plan(question, vocabulary, Turn::default()).unwrap_or_else(|refusal| panic!("{question}: {refusal:?}"));
    let run = |call: &sisuiq_planner::PlannedCall| match &call.invocation {
        Invocation::Tool(tool) => CallResult::of(call, &tool.run(frame)),
        Invocation::PredictEclo(_) => unreachable!(),
    };
    let results: Vec<CallResult> = plan.calls.iter().map(run).collect();
    let answer = answer(&plan, &results, language);
    (plan, answer)
}

fn text(answer: &Answer) -> String {
    answer.sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn figures_of_shared_values_are_listed_by_the_coarser_column() {
    let places = places();
    let (plan, answer) = asked("중구 사고는 몇 건이야?", &places, Language::Korean);
    assert_eq!(plan.calls.len(), 2);
    assert_eq!(plan.calls[1].invocation.arguments()["column"], "시도");
    assert!(text(&answer).contains("여러 '시도'에 있습니다: '부산', '서울'."), "{}", text(&answer));
    assert_eq!(answer.tables[0].rows.len(), 2);
    for question in ["중구 사망자수 합계", "sum of 사망자수 for 중구"] {
        let (plan, answer) = asked(question, &places, Language::English);
        assert_eq!(plan.calls[1].invocation.arguments()["group_column"], "시도");
        let text = text(&answer);
        assert!(text.contains("occurs with several values of '시도': '부산', '서울'."), "{text}");
        assert!(text.contains("is 12.") && text.contains("서울: sum of '사망자수' 4."), "{text}");
    }
    for question in ["중구 월별 사고 건수", "2020년 중구와 강남구 사고 건수", "중구를 제외한 사망자수 합계"]
    {
        let (_, answer) = asked(question, &places, Language::Korean);
        assert!(text(&answer).contains("여러 '시도'"), "{question}: {}", text(&answer));
    }
}

#[test]
fn groups_of_shared_values_are_said_to_be_together() {
    let places = places();
    for question in [
        "사고가 가장 많은 시군구 2곳",
        "시군구별 사망자수 합계",
        "어느 시군구에 사고가 제일 많아?",
        "시군구별 사고 건수",
    ] {
        let (plan, answer) = asked(question, &places, Language::Korean);
        assert!(text(&answer).contains("'시군구'의 '중구' 값은 여러 '시도'에 있고"), "{question}: {}", text(&answer));
        let next = follow_ups(&plan, &places.1, Language::Korean);
        assert_eq!(next[0], "그럼 '시도'별 '시군구'별로는?", "{question}");
    }
    let (_, answer) = asked("top 2 시군구 by sum of 사망자수", &places, Language::English);
    assert!(text(&answer).contains("are one group each: '중구'."), "{}", text(&answer));
}

#[test]
fn values_that_are_told_apart_need_no_remark() {
    let places = places();
    for question in [
        "서울 중구 사고는 몇 건이야?",
        "강남구 사고는 몇 건이야?",
        "시도별 시군구별 사망자수 합계",
        "시도별 사망자수 합계",
        "서울 시군구별 사고 건수",
        "사망자수 합계",
        "중구의 시도별 사고 건수",
    ] {
        let (plan, answer) = asked(question, &places, Language::Korean);
        assert_eq!(plan.calls.len(), 1, "{question}");
        assert!(!text(&answer).contains("여러"), "{question}: {}", text(&answer));
    }
}

#[test]
fn columns_that_are_no_levels_have_no_remark() {
    let tables = Tables::default();
    for (file, question) in [
        ("accidents", "사고유형이 측면직각충돌인 사고는 몇 건?"),
        ("outages", "outages by cause"),
        ("daegu_accidents", "중구와 남구의 사망자수 합계를 비교해줘"),
        ("cameras", "중구의 국도 카메라 수"),
    ] {
        let plan = plan(question, tables.vocabulary(file), Turn::default()).unwrap();
        assert!(
            plan.query.remarks.iter().all(|remark| !matches!(remark, sisuiq_planner::Remark::Shared(_))),
            "{question}"
        );
    }
}
