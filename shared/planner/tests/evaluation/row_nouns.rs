//! Nouns that stand for rows: a question that counts them is the one for the number of rows, or it is refused.

use crate::texts::table;
use sisuiq_planner::{Focus, Plan, Refusal, RefusalKind, Turn, plan};

fn planned(name: &str, text: &str, question: &str) -> Result<Plan, Refusal> {
    plan(question, &table(name, text).1, Turn::default())
}

/// Returns whether a question is planned as the number of all rows.
fn counts_rows(name: &str, text: &str, question: &str) -> bool {
    planned(name, text, question)
        .is_ok_and(|plan| plan.filter.is_none() && plan.calls.len() == 1 && plan.calls[0].focus == Focus::Rows)
}

const PLAIN: &str = "지역,사망자수\n대구,1\n부산,2\n대구,3\n";
const KOROAD: &str = "발생년,발생지시도,사고유형,도로형태,사망자수\n2017,대구,차대차,교차로,1\n2017,부산,차대사람,단일로,2\n2017,대구,차대차,단일로,1\n";
const IDENTIFIED: &str = "accident_id,road_type,deaths\n1,a,1\n2,b,2\n3,a,3\n";

#[test]
fn nouns_of_names_are_known_in_both_languages() {
    for (name, question) in [
        ("utf8_accident_2017", "사고는 몇 건이야?"),
        ("utf8_accident_2017.csv", "사고 건수"),
        ("Accidents2017", "전체 사고 수는?"),
        ("교통사고 2017", "how many accidents are there?"),
        ("traffic-accidents", "사고가 몇 건 있나요?"),
        ("정전 현황", "how many outages"),
        ("outages by region", "정전은 몇 건인가요?"),
    ] {
        assert!(counts_rows(name, PLAIN, question), "{name}: {question}");
    }
    let by_region = planned("utf8_accident_2017", PLAIN, "사고가 가장 많은 지역은?").unwrap();
    assert_eq!(by_region.calls[0].invocation.name(), "get_value_counts");
}

#[test]
fn unknown_nouns_are_refused() {
    for (name, question) in [
        ("data_2017", "사고는 몇 건이야?"),
        ("utf8_accident_2017", "정전은 몇 건이야?"),
        ("weather", "how many accidents"),
        ("utf8_accident_2017", "화재 건수"),
    ] {
        assert_eq!(planned(name, PLAIN, question).unwrap_err().kind, RefusalKind::UnknownWords, "{name}: {question}");
    }
}

#[test]
fn columns_tell_what_a_row_is() {
    for question in ["사고는 몇 건이야?", "how many accidents", "number of accidents", "사고 건수는?"] {
        assert!(counts_rows("data", KOROAD, question), "{question}");
        assert!(counts_rows("data", IDENTIFIED, question), "{question}");
        assert!(counts_rows("data", "사고번호,사망자수\nA1,1\nA2,2\nA3,3\n", question), "{question}");
        assert!(counts_rows("data", "accident_type,deaths\nx,1\ny,2\nx,3\nx,1\n", question), "{question}");
    }
    // a road has a type too, but no row is one
    assert!(!counts_rows("data", KOROAD, "도로는 몇 개야?"));
    assert!(!counts_rows("data", IDENTIFIED, "how many roads"));
    let by_type = planned("data", KOROAD, "사고유형별 사고 건수").unwrap();
    assert_eq!(by_type.calls[0].invocation.arguments()["column"], "사고유형");
}

#[test]
fn counted_and_repeated_things_are_no_rows() {
    let counted = "시군구,사고건수,사고유형\n중구,10,a\n남구,20,b\n동구,30,a\n";
    for name in ["data", "교통사고", "accidents"] {
        let sum = planned(name, counted, "사고는 몇 건이야?").unwrap();
        assert_eq!(sum.calls[0].invocation.arguments()["column"], "사고건수", "{name}");
        assert!(!counts_rows(name, counted, "how many accidents"), "{name}");
    }
    let counted = "district,num_accidents\na,10\nb,20\nc,30\n";
    for name in ["data", "accidents", "교통사고"] {
        for question in ["how many accidents", "사고는 몇 건이야?", "number of accidents"] {
            assert!(!counts_rows(name, counted, question), "{name}: {question}");
        }
    }
    let repeated = "order_id,product_name,units\n1,a,1\n1,b,2\n2,a,3\n3,a,4\n3,c,4\n";
    for question in ["주문은 몇 건이야?", "제품은 몇 개야?", "how many products"] {
        for name in ["orders", "products", "data", "주문"] {
            assert!(!counts_rows(name, repeated, question), "{name}: {question}");
        }
    }
    let customers = "customer,region\na,x\nb,x\na,y\nc,y\nb,y\na,y\n";
    for question in ["how many customers", "고객은 몇 명이야?"] {
        assert!(!counts_rows("customer_orders", customers, question), "{question}");
        assert!(!counts_rows("customer orders 2017", customers, question), "{question}");
    }
}

#[test]
fn values_are_values_even_if_they_are_nouns() {
    let text = "kind,n\naccident,1\noutage,2\naccident,3\n사고,4\n";
    for (name, question, value) in [
        ("incidents", "how many accidents", "accident"),
        ("accidents", "how many accidents", "accident"),
        ("accidents", "how many outages", "outage"),
        ("accidents", "사고는 몇 건이야?", "사고"),
        ("정전", "how many outages", "outage"),
    ] {
        let plan = planned(name, text, question).unwrap();
        let arguments = plan.calls[0].invocation.arguments();
        assert_eq!((&arguments["column"], &arguments["value"]), (&"kind".into(), &value.into()), "{name}: {question}");
    }
}

#[test]
fn names_of_columns_go_before_derived_nouns() {
    // the short name of a column stays its name
    let text = "사고구분,deaths\na,1\nb,2\na,3\n";
    let plan = planned("utf8_accident_2017", text, "사고 분포").unwrap();
    assert_eq!(plan.calls[0].invocation.arguments()["column"], "사고구분");
    let text = "사고,deaths\n예,1\n아니오,2\n예,3\n";
    let plan = planned("accidents", text, "사고 분포").unwrap();
    assert_eq!(plan.calls[0].invocation.arguments()["column"], "사고");
}

#[test]
fn columns_without_some_values_are_no_evidence() {
    let text = "accident_id,refund_date,n\n1,2020-01-01,1\n,,2\n3,2020-01-03,3\n";
    assert!(counts_rows("accidents", text, "사고는 몇 건이야?"), "a missing number repeats nothing");
    assert!(!counts_rows("data", text, "사고는 몇 건이야?"));
    assert!(!counts_rows("data", text, "how many refunds"));
    assert!(counts_rows("data", "refund_date,n\n2020-01-01,1\n2020-01-01,2\n2020-01-03,3\n", "how many refunds"));
}
