//! Questions whose words fit a plan that would answer another question.

use crate::{tables::Tables, texts::table};
use sisuiq_frames::Frame;
use sisuiq_planner::{RefusalKind, Turn, Vocabulary, plan};

/// Why the questions about a table are refused; `None` for those with a plan.
fn kinds(tables: &Tables, file: &str, questions: &[&str]) -> Vec<Option<RefusalKind>> {
    let kind =
        |question: &&str| plan(question, tables.vocabulary(file), Turn::default()).err().map(|refusal| refusal.kind);
    questions.iter().map(kind).collect()
}

#[test]
fn words_that_are_values_are_asked_back() {
    let text = "date,region,product,units,who\n2020-01-01,North,A,3,Total\n2020-01-02,South,B,4,Ann\n2020-01-03,North,A,5,I\n\
                2020-01-04,North,to,6,Sum\n";
    let vocabulary = table("sales", text).1;
    for question in [
        "sum of units for A",
        "how many rows for A",
        "sum of units for North and A",
        "sum of units by month for A",
        "units 합계 A",
        "A의 units 합계",
        "how many rows are A",
        "sum of units for I",
        "sum of units for Total",
        "sum of units for to",
        "sum of units where product is A",
    ] {
        let refusal = plan(question, &vocabulary, Turn::default()).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Ambiguous, "{question}");
    }
    for question in ["sum of units for product 'A'", "What is the sum of units?", "sum of units by product"] {
        assert!(plan(question, &vocabulary, Turn::default()).is_ok(), "{question}");
    }
    let asked = plan("sum of units for product 'A'", &vocabulary, Turn::default()).unwrap();
    assert!(asked.filter.is_some());
}

#[test]
fn figures_of_figures_are_refused() {
    let tables = Tables::default();
    let questions = [
        "average of the monthly sums of duration_hours",
        "maximum of the sum of duration_hours by region",
        "region별 duration_hours 합계의 최댓값",
        "duration_hours 합계의 평균",
        "average of average duration_hours",
        "sum of duration_hours times affected_customers",
        "sum of duration_hours * affected_customers",
        "sum(duration_hours*affected_customers)",
        "duration_hours 누적 합계",
    ];
    for (kind, question) in kinds(&tables, "outages", &questions).into_iter().zip(questions) {
        assert!(kind.is_some(), "{question}");
    }
    let planned =
        ["sum and mean of duration_hours", "duration_hours의 합계와 평균", "maximum of duration_hours by region"];
    assert_eq!(kinds(&tables, "outages", &planned), [None, None, None]);
}

#[test]
fn shares_within_groups_are_refused() {
    let tables = Tables::default();
    let refused = [
        "야간 비율이 가장 높은 발생지시도는?",
        "발생지시도별 야간 비율",
        "사상자수가 10명 이상인 건수의 비율을 발생지시도별로",
    ];
    for (kind, question) in kinds(&tables, "accidents", &refused).into_iter().zip(refused) {
        assert_eq!(kind, Some(RefusalKind::Unsupported), "{question}");
    }
    let planned = ["대구 사고의 주야별 비율", "주야별 비율", "대구 사고 중 야간 비율", "2014년 발생지시도별 사고 비율"];
    assert_eq!(kinds(&tables, "accidents", &planned), [None, None, None, None]);
    assert_eq!(kinds(&tables, "seattle_weather", &["share of rain by month"]), [Some(RefusalKind::Unsupported)]);
}

#[test]
fn different_values_of_groups_are_not_rows_of_pairs() {
    let tables = Tables::default();
    for question in ["발생지시군구가 가장 많은 발생지시도는?", "어느 발생지시도에 발생지시군구가 가장 많나요?"]
    {
        assert!(kinds(&tables, "accidents", &[question])[0].is_some(), "{question}");
    }
    assert!(kinds(&tables, "outages", &["Which region has the most causes?"])[0].is_some());
    assert_eq!(kinds(&tables, "outages", &["Which region has the most outages?"]), [None]);
}

#[test]
fn columns_of_one_row_are_not_sums() {
    let tables = Tables::default();
    let asked = ["사망자수가 가장 많은 사고의 발생지시군구는?", "사상자수가 가장 큰 사고의 발생지시도"];
    assert_eq!(kinds(&tables, "accidents", &asked), [Some(RefusalKind::Unsupported); 2]);
    assert_eq!(kinds(&tables, "accidents", &["사상자수가 가장 많은 사고 1건"]), [None]);
}

#[test]
fn units_after_numbers_begin_no_names() {
    let tables = Tables::default();
    let planned = |question| plan(question, tables.vocabulary("accidents"), Turn::default()).unwrap();
    for question in ["2013년 월별 사망자수 합계", "2013년 사망자수를 월별로 보여줘"] {
        let arguments = planned(question).calls[0].invocation.arguments();
        assert_eq!(arguments["group_unit"], "month", "{question}");
    }
}

#[test]
fn long_words_are_refused_in_no_time() {
    let tables = Tables::default();
    for word in ["a".repeat(2_000), "가".repeat(2_000), "a1".repeat(1_000), "가a".repeat(1_000), "월별".repeat(1_000)]
    {
        assert!(kinds(&tables, "accidents", &[&word])[0].is_some());
    }
}

/// The words of a table of sales.
fn sales() -> (Frame, Vocabulary) {
    table(
        "sales",
        "day,region,fuel,units,price,2017-2019 growth\n2017-01-01,North,wind/solar,3,2,1\n2018-02-02,South,wind,4,5,2\n\
         2019-03-03,North,solar,5,6,3\n2020-05-05,East,coal,6,9,4\n2020-06-06,East,coal,7,8,5\n2020-06-07,East,coal,7,8,5\n2020-06-08,East,coal,7,8,5\n2020-06-09,East,coal,7,8,5\n",
    )
}

#[test]
fn calculations_between_columns_are_refused() {
    let vocabulary = sales().1;
    for question in [
        "units - price",
        "sum of units - price",
        "mean of units-price",
        "mean of units – price",
        "sum of units / price",
        "sum of units/price",
        "mean of units / price by region",
        "sum(units) / sum(price)",
        "sum(units)-sum(price)",
        "mean of units * price",
        "units*price 합계",
        "units × price의 평균",
        "units ÷ price 평균",
        "sum of units + price",
        "units의 합계 - price의 합계",
        "units/price 평균",
        "units-price의 최댓값",
        "total units / total price",
        "mean units per price",
        "sum of units / 2",
        "sum of units - 2",
        "sum of units-2",
        "sum of units * 2",
        "sum of 2 * units",
        "sum of units^2",
        "sum of units^price",
        "max - min of units",
        "max-min units by region",
        "units 최댓값 - 최솟값",
        "sum of units - mean of units",
    ] {
        let refusal = plan(question, &vocabulary, Turn::default()).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Unsupported, "{question}: {}", refusal.text.english);
        assert!(refusal.text.english.contains("between columns"), "{question}: {}", refusal.text.english);
    }
    for question in [
        "sum of units²",
        "sum of units2",
        "difference of units and price",
        "units에서 price를 뺀 값의 합계",
        "units 대비 price 비율",
        "ratio of units to price",
        "sum of units minus price",
        "sum of units times price",
        "2020-01-01/2020-03-01 units 합계",
        "2020-03 units 합계",
        "sum of units - 2018",
    ] {
        assert!(plan(question, &vocabulary, Turn::default()).is_err(), "{question}");
    }
}

#[test]
fn hyphens_and_slashes_that_join_words_are_no_calculations() {
    let vocabulary = sales().1;
    let filter = |question: &str| {
        let planned = plan(question, &vocabulary, Turn::default());
        let planned = planned.unwrap_or_else(|refusal| panic!("{question}: {}", refusal.text.english));
        serde_json::to_string(&planned.filter).unwrap()
    };
    let years = filter("sum of units in 2017 to 2019");
    assert!(years.contains("2017-01-01") && years.contains("2020-01-01"), "{years}");
    for question in [
        "sum of units in 2017-2019",
        "sum of units in 2017 - 2019",
        "sum of units in 2017 – 2019",
        "2017년 - 2019년 units 합계",
        "2017-2019년 units 합계",
        "sum of units in January 2017 - December 2019",
        "sum of units in 2017-01-01 - 2019-12-31",
        "units 합계 - 2017년~2019년",
    ] {
        assert_eq!(filter(question), years, "{question}");
    }
    assert!(filter("sum of units for wind/solar").contains("wind/solar"));
    assert!(filter("fuel이 wind/solar인 units 합계").contains("wind/solar"));
    assert!(filter("units 합계 - 2018년").contains("2018-01-01"));
    for question in [
        "sum/mean of units",
        "units 합계/평균",
        "sum of units - by region",
        "units by region - sum",
        "units 합계 - region별",
        "sum of units by region/fuel",
        "mean of '2017-2019 growth'",
        "sum of units and price",
    ] {
        assert_eq!(filter(question), "null", "{question}");
    }
}

#[test]
fn hyphens_in_names_are_no_calculations() {
    let text = "start-date,wind-speed,wind,speed\n2017-01-01,1,2,3\n2018-01-01,2,2,4\n";
    let vocabulary = table("weather", text).1;
    for (question, column) in
        [("period of start-date", "start-date"), ("start-date 기간", "start-date"), ("mean wind-speed", "wind-speed")]
    {
        let calls = plan(question, &vocabulary, Turn::default()).unwrap().calls;
        assert_eq!(calls[0].invocation.arguments()["column"], column, "{question}");
    }
}

#[test]
fn coordinates_and_codes_are_computed_only_if_named() {
    let text = "id,발생년,월,경도,lat,위치X_UTMK,x좌표,우편번호,area_code,사망자수,speed\n1,2017,1,128.1,35.1,9,9,41900,7,1,50.5\n\
                2,2018,2,128.2,35.2,8,9,41901,7,0,60.5\n3,2018,3,128.3,35.3,7,9,41902,8,2,70.5\n";
    let vocabulary = table("교통사고", text).1;
    for question in ["평균을 알려줘", "합계는?", "what is the mean?", "outliers", "상위 10%", "total"] {
        let Err(refusal) = plan(question, &vocabulary, Turn::default()) else { continue };
        assert!(
            refusal.candidates.iter().all(|name| ["사망자수", "speed"].contains(&name.as_str())),
            "{question}: {:?}",
            refusal.candidates
        );
    }
    for question in ["경도 평균", "mean of lat", "발생년 최댓값", "mean of '우편번호'"] {
        assert!(plan(question, &vocabulary, Turn::default()).is_ok(), "{question}");
    }
    let text = "lat,lon\n1.5,2.5\n1.6,2.6\n";
    let refusal = plan("평균은?", &table("places", text).1, Turn::default()).unwrap_err();
    assert_eq!(refusal.candidates, ["lat", "lon"], "there is nothing else");
}
