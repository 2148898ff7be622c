//! Answers: every figure comes from a result, in both languages.

use crate::{
    outcome::Question,
    tables::{Tables, folder},
};
use serde_json::json;
use sisuiq_charts::{ChartParameters, Source};
use sisuiq_model::Language;
use sisuiq_planner::{CallResult, Invocation, Plan, Previous, Turn, answer, follow_ups, plan, verify};
use std::collections::BTreeMap;

/// The plans of all questions that have one.
fn plans(tables: &Tables) -> Vec<(Question, Plan)> {
    let text = std::fs::read_to_string(folder().join("questions.jsonl")).unwrap();
    let questions = text.lines().map(|line| serde_json::from_str::<Question>(line).unwrap());
    questions
        .filter_map(|question| {
            let found = plan(&question.text, tables.vocabulary(&question.file), Turn::default()).ok()?;
            Some((question, found))
        })
        .collect()
}

fn results(plan: &Plan, tables: &Tables, file: &str) -> Option<Vec<CallResult>> {
    plan.calls
        .iter()
        .map(|call| match &call.invocation {
            Invocation::Tool(tool) => Some(CallResult::of(call, &tool.run(tables.frame(file)))),
            Invocation::PredictEclo(_) => None,
        })
        .collect()
}

#[test]
fn charts_of_answers_can_be_drawn() {
    let tables = Tables::default();
    let mut drawn = BTreeMap::new();
    for (question, plan) in plans(&tables) {
        let Some(results) = results(&plan, &tables, &question.file) else { continue };
        let Some(chart) = answer(&plan, &results, Language::English).chart else { continue };
        let mut columns = chart.columns.into_iter();
        let (first, second) = (columns.next(), columns.next());
        let unit = chart.unit.map(|unit| serde_json::from_value(json!(unit)).unwrap());
        let parameters = match chart.kind {
            "scatter" => ChartParameters { x: first, y: second, ..ChartParameters::default() },
            "time" => ChartParameters { column: first, value: second, unit, ..ChartParameters::default() },
            _ => ChartParameters { column: first, ..ChartParameters::default() },
        };
        let query = parameters.query(chart.kind).unwrap_or_else(|error| panic!("{}: {error}", question.text));
        let source = Source { name: &question.file, table: tables.frame(&question.file) };
        query.draw(source, None, Language::English).unwrap_or_else(|error| panic!("{}: {error}", question.text));
        *drawn.entry(chart.kind).or_insert(0) += 1;
    }
    assert!(["bar", "histogram", "scatter", "time"].iter().all(|kind| drawn.contains_key(kind)), "{drawn:?}");
}

#[test]
fn quoted_columns_are_not_explained() {
    let tables = Tables::default();
    let explained = |question| {
        let plan = plan(question, tables.vocabulary("accidents"), Turn::default()).unwrap();
        plan.explanation.korean
    };
    assert!(!explained("'사망자수' 합계는?").contains("이해했습니다"));
    assert!(explained("사망자 합계는?").contains("'사망자' 부분은 '사망자수' 열로 이해했습니다."));
}

#[test]
fn figures_come_from_results() {
    let tables = Tables::default();
    let mut figures = 0;
    for (question, plan) in plans(&tables) {
        let Some(results) = results(&plan, &tables, &question.file) else { continue };
        for language in [Language::Korean, Language::English] {
            let found = answer(&plan, &results, language);
            assert!(!found.sentences.is_empty(), "{}", question.text);
            for sentence in &found.sentences {
                let verified = verify(&sentence.text, &results);
                assert!(verified.dropped.is_empty(), "{}: {}", question.text, sentence.text);
                for figure in &sentence.figures {
                    figures += 1;
                    assert!(sentence.text.contains(&figure.shown));
                    if figure.path != "#/row_count" {
                        assert_eq!(results[figure.call].data.pointer(&figure.path), Some(&figure.value));
                    }
                }
            }
            let explained = verify(plan.explanation.get(language), &results);
            assert!(explained.dropped.is_empty(), "{}: {:?}", question.text, explained.dropped);
        }
    }
    assert!(figures > 300, "{figures}");
}

#[test]
fn other_figures_are_dropped() {
    let tables = Tables::default();
    let (mut all, mut dropped) = (0, 0);
    for (question, plan) in plans(&tables) {
        let Some(results) = results(&plan, &tables, &question.file) else { continue };
        for sentence in answer(&plan, &results, Language::Korean).sentences {
            for figure in
                sentence.figures.iter().filter(|figure| figure.value.as_f64().is_some_and(|value| value > 150.0))
            {
                // the same sentence with another figure
                let changed = format!("{}7", figure.shown.trim_end_matches('0'));
                let text = sentence.text.replacen(&figure.shown, &changed, 1);
                all += 1;
                dropped += usize::from(!verify(&text, &results).dropped.is_empty());
            }
        }
    }
    // by chance another figure of the same result may be meant
    assert!(all > 50 && dropped * 100 >= all * 98, "{dropped} of {all}");
}

#[test]
fn follow_ups_have_plans() {
    let tables = Tables::default();
    let mut count = 0;
    for (question, plan) in plans(&tables) {
        let turn = Turn { previous: Some(Previous::Query(&plan.query)), today: None };
        for language in [Language::Korean, Language::English] {
            let vocabulary = tables.vocabulary(&question.file);
            for next in follow_ups(&plan, vocabulary, language) {
                count += 1;
                assert!(self::plan(&next, vocabulary, turn).is_ok(), "{next}");
            }
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn least_month_is_not_the_first_one() {
    let tables = Tables::default();
    let plan = plan("which month has the fewest outages?", tables.vocabulary("outages"), Turn::default()).unwrap();
    let results = results(&plan, &tables, "outages").unwrap();
    let counts: Vec<u64> =
        results[0].data["months"].as_array().unwrap().iter().map(|month| month["count"].as_u64().unwrap()).collect();
    let least = counts.iter().min().unwrap();
    let found = answer(&plan, &results, Language::English);
    let sentence = found.sentences.iter().find(|sentence| sentence.text.contains("fewest")).unwrap();
    assert_eq!(sentence.figures[1].value, *least);
}
