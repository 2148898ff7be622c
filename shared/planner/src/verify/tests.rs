use super::*;
use serde_json::json;

fn results() -> Vec<CallResult> {
    vec![CallResult {
        tool: "group_by_aggregate".to_owned(),
        arguments: json!({
            "group_column": "구", "filter": { "all": [
                { "column": "일자", "operator": ">=", "value": "2020-01-01" },
                { "column": "일자", "operator": "<", "value": "2021-01-01" },
            ] },
        }),
        data: json!({
            "groups": [
                { "group": "동성로1가", "value": 12.784, "row_count": 30_911 },
                { "group": "중구", "value": -0.054, "row_count": 7 },
            ],
            "percent": 26.749, "q25": 4, "first": "2020-03-05T10:30:00", "total": 123_456_789,
        }),
        row_count: 1_234,
        ..CallResult::default()
    }]
}

fn is_kept(sentence: &str) -> bool {
    let found = verify(sentence, &results());
    assert_eq!(found.text.is_empty(), !found.dropped.is_empty(), "{sentence}");
    found.dropped.is_empty()
}

#[test]
fn figures_of_no_result_are_dropped() {
    for sentence in [
        "합계는 12.79입니다.",
        "행은 1,235개입니다.",
        "비율은 26.8입니다, 27.9%입니다.",
        "값은 0.054입니다.",
        "2019년입니다.",
        "2020년 4월입니다.",
        "2020-03-06입니다.",
        "약 3.2만 건입니다.",
        "3만 건입니다.",
        "8개입니다.",
        "3위입니다.",
        "2021년에 그렇습니다.",
        "10:31에 일어났습니다.",
        "2020-03-05 10:31: 7",
        "1억 3천만 원입니다.",
        "２５개입니다.",
        "12,34개입니다.",
        "동성로2가가 많습니다.",
        "12.784%입니다.",
        "7.0%입니다.",
        "March 6, 2020 was it.",
        "It is 1.3 million.",
        "½ of it.",
        "값은 120입니다.",
        "행은 약 1200개입니다.",
    ] {
        assert!(!is_kept(sentence), "{sentence}");
    }
}

#[test]
fn figures_of_results_are_kept() {
    for sentence in [
        "합계는 12.78입니다.",
        "합계는 12.8입니다.",
        "평균은 13입니다.",
        "행은 1,234개입니다.",
        "비율은 26.75%입니다.",
        "27 percent of the rows.",
        "값은 -0.054입니다.",
        "2020년 3월 5일 10:30입니다.",
        "In March 2020 it was so.",
        "2020-03-05입니다.",
        "2020-03-05 10:30: 7",
        "2020-03-05 10:30:00: 7",
        "약 3.1만 건입니다.",
        "3만 911건입니다.",
        "1억 2,345만 6,789원입니다.",
        "1.23억 원입니다.",
        "1위는 동성로1가입니다.",
        "하위 25%는 4입니다.",
        "조건은 2021-01-01 전입니다.",
        "숫자가 없습니다.",
        "1. 첫째 항목입니다.",
        "- 2) 둘째 항목입니다.",
        "① 첫째입니다.",
        "2nd is 중구.",
    ] {
        assert!(is_kept(sentence), "{sentence}: {:?}", verify(sentence, &results()).dropped);
    }
}

#[test]
fn other_sentences_stay() {
    let found = verify(
        "행은 1,234개입니다. 내년에는 999개입니다. 끝입니다.\n\n- 중구: 7\n- 동구: 8\n| 중구 | 8 |\n",
        &results(),
    );
    assert_eq!(found.text, "행은 1,234개입니다. 끝입니다.\n\n- 중구: 7\n");
    assert_eq!(found.dropped, ["내년에는 999개입니다.", "- 동구: 8", "| 중구 | 8 |"]);
}

#[test]
fn labels_hide_no_longer_numbers() {
    let results = [CallResult { data: json!({ "group": "PM10", "value": 5 }), ..CallResult::default() }];
    assert!(verify("PM10은 5입니다.", &results).dropped.is_empty());
    assert_eq!(verify("PM105는 5입니다.", &results).dropped.len(), 1);
    assert_eq!(verify("PM10.5는 5입니다.", &results).dropped.len(), 1);
}
