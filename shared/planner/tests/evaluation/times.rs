//! Times that depend on today, groups that are compared, and shares of sums, as they are answered.

use crate::{tables::Tables, texts::table};
use jiff::civil::{Date, date};
use sisuiq_model::Language;
use sisuiq_planner::{CallResult, Invocation, Plan, Refusal, RefusalKind, Turn, answer, plan};

fn planned(tables: &Tables, file: &str, question: &str, today: Option<Date>) -> Result<Plan, Refusal> {
    plan(question, tables.vocabulary(file), Turn { previous: None, today })
}

fn sentences(tables: &Tables, file: &str, question: &str) -> Vec<String> {
    let plan = planned(tables, file, question, None).unwrap();
    let results: Vec<CallResult> = plan
        .calls
        .iter()
        .map(|call| match &call.invocation {
            Invocation::Tool(tool) => CallResult::of(call, &tool.run(tables.frame(file))),
            Invocation::PredictEclo(_) => panic!("a prediction"),
        })
        .collect();
    answer(&plan, &results, Language::English).sentences.into_iter().map(|sentence| sentence.text).collect()
}

#[test]
fn relative_times_need_today() {
    let tables = Tables::default();
    for question in
        ["How many outages were there last year?", "How many outages since last month?", "outages yesterday"]
    {
        assert_eq!(
            planned(&tables, "outages", question, None).unwrap_err().kind,
            RefusalKind::RelativeTime,
            "{question}"
        );
    }
}

#[test]
fn relative_times_say_their_dates() {
    let tables = Tables::default();
    for (question, today, dates) in [
        ("How many outages were there last month?", date(2022, 1, 31), "2021-12-01 to 2021-12-31"),
        ("How many outages were there this year?", date(2022, 1, 31), "understood as 2022."),
        ("How many outages were there last week?", date(2022, 1, 31), "2022-01-24 to 2022-01-30"),
        ("How many outages since last year?", date(2022, 1, 31), "from 2021-01-01 on"),
    ] {
        let plan = planned(&tables, "outages", question, Some(today)).unwrap();
        assert!(plan.explanation.english.contains(dates), "{question}: {}", plan.explanation.english);
    }
    let plan = planned(&tables, "accidents", "작년 3월 사고는 몇 건이야?", Some(date(2017, 5, 1))).unwrap();
    assert!(plan.explanation.korean.contains("2016-03-01부터 2016-03-31까지"), "{}", plan.explanation.korean);
}

#[test]
fn relative_times_outside_the_data_are_asked_back() {
    let tables = Tables::default();
    let refusal =
        planned(&tables, "outages", "How many outages were there last year?", Some(date(2040, 1, 1))).unwrap_err();
    assert_eq!((refusal.kind, refusal.candidates), (RefusalKind::RelativeTime, vec!["2024".to_owned()]));
    assert!(refusal.text.english.contains("2024-12-31"), "{}", refusal.text.english);
}

#[test]
fn uncertain_times_are_refused() {
    let tables = Tables::default();
    for (file, question) in [("outages", "recent outages"), ("accidents", "최근 사고 건수")] {
        let refusal = planned(&tables, file, question, Some(date(2017, 1, 1))).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::RelativeTime, "{question}");
    }
}

#[test]
fn hours_need_times_of_day() {
    let tables = Tables::default();
    let refusal = planned(&tables, "outages", "total affected customers by hour", None).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Unsupported);
}

#[test]
fn comparisons_of_groups_need_groups() {
    let tables = Tables::default();
    for (file, question) in [
        ("outages", "show more than 10 outages"),
        ("accidents", "사고가 10건 이상"),
        ("outages", "average duration_hours over 5"),
        ("outages", "How many outages are in regions with more than 10 outages?"),
    ] {
        assert!(planned(&tables, file, question, None).is_err(), "{question}");
    }
}

#[test]
fn conditions_on_rows_stay_conditions() {
    let tables = Tables::default();
    let question = "regions with more than 5000 affected customers";
    // rows with so many, or regions with so many in all
    assert!(planned(&tables, "outages", question, None).is_err());
    let plan = planned(&tables, "accidents", "사망자가 2명 이상인 사고는 몇 건이야?", None).unwrap();
    assert!(plan.query.having.is_none() && plan.query.conditions.len() == 1);
}

#[test]
fn compared_groups_are_counted_and_listed() {
    let tables = Tables::default();
    let found = sentences(&tables, "outages", "Which regions had more than 400 outages?");
    assert!(found[0].contains("of 4 groups"), "{found:?}");
    assert!(found.len() > 1 && found[1].contains("number of rows"), "{found:?}");
}

#[test]
fn shares_of_sums_are_in_order() {
    let tables = Tables::default();
    let found = sentences(&tables, "iowa_electricity", "share of total net generation by source");
    assert!(found[0].starts_with("Fossil Fuels: "), "{found:?}");
    let found = sentences(&tables, "accidents", "야간 사망자수 비율은?");
    assert!(found[0].contains("야간") && found[0].contains('%'), "{found:?}");
}

#[test]
fn months_of_several_years_are_said_to_be_together() {
    let tables = Tables::default();
    let of = |question: &str| planned(&tables, "outages", question, None).unwrap().explanation.english;
    assert!(of("total affected customers by month").contains("several years"));
    assert!(!of("total affected customers by month in 2021").contains("several years"));
    assert!(!of("total affected customers by year and month").contains("several years"));
}

#[test]
fn the_share_of_a_number_is_found() {
    let tables = Tables::default();
    let told = sentences(&tables, "accidents", "2016년 사망자수 비율");
    assert!(told.iter().any(|sentence| sentence.starts_with("2016: ") && sentence.contains('%')), "{told:?}");
}

#[test]
fn shares_by_quarter_are_shares() {
    let tables = Tables::default();
    let plan = planned(&tables, "accidents", "분기별 사고 비율", None).unwrap();
    let arguments = plan.calls[0].invocation.arguments();
    assert_eq!((&arguments["group_unit"], &arguments["normalize"]), (&"quarter".into(), &true.into()));
}

#[test]
fn months_of_one_year_are_not_said_to_be_together() {
    let tables = Tables::default();
    let is_told =
        |question| planned(&tables, "accidents", question, None).unwrap().explanation.korean.contains("여러 해의 같은");
    assert!(!is_told("2016년 월별 사망자수 합계"));
    assert!(is_told("월별 사망자수 합계"));
    let plan = planned(&tables, "outages", "number of outages by month since 2021", None);
    assert!(plan.unwrap().explanation.english.contains("of several years"));
}

#[test]
fn midnights_keep_their_time_beside_other_times() {
    let first = |text: &str, question: &str| {
        let (frame, vocabulary) = table("log", text);
        let plan = plan(question, &vocabulary, Turn::default()).unwrap();
        let Invocation::Tool(tool) = &plan.calls[0].invocation else { panic!("{question}") };
        let results = [CallResult::of(&plan.calls[0], &tool.run(&frame))];
        answer(&plan, &results, Language::English).sentences.remove(0).text
    };
    let times = "at,n\n2020-01-01 00:00,1\n2020-01-02 10:30,2\n2020-01-03 00:00,3\n2020-01-03 00:00,4\n";
    let days = "at,n\n2020-01-01 00:00,1\n2020-01-02 00:00,2\n2020-01-03 00:00,3\n2020-01-03 00:00,4\n";
    for (question, time) in
        [("at의 최솟값", "2020-01-01"), ("most frequent at", "2020-01-03"), ("period of at", "2020-01-01")]
    {
        let (with, without) = (first(times, question), first(days, question));
        assert!(with.contains(&format!("{time} 00:00")), "{with}");
        assert!(without.contains(time) && !without.contains("00:00"), "{without}");
    }
}
