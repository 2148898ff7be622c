//! Metrics from where they are recorded to where Prometheus reads them.
#![expect(clippy::unwrap_used, reason = "test code")]

use proptest::prelude::*;
use sisuiq_telemetry::metrics::{
    CHAT_REQUESTS_TOTAL, Collected, EXTERNAL_API_BUDGET_RATIO, Embedded, Kind, METRICS, RAG_DURATION_SECONDS,
};
use std::{collections::BTreeSet, time::Duration};

fn lines(embedded: &Embedded) -> Vec<String> {
    let mut written = Vec::new();
    embedded.write("2026-11-22T09:00:00Z".parse().unwrap(), &mut written).unwrap();
    String::from_utf8(written).unwrap().lines().map(str::to_owned).collect()
}

fn recording(embedded: &Embedded, record: impl FnOnce()) {
    metrics::with_local_recorder(embedded, record);
}

#[test]
fn lines_group_records_by_labels() {
    let embedded = Embedded::new("chat").of_stage("staging");
    assert!(lines(&embedded).is_empty());
    recording(&embedded, || {
        CHAT_REQUESTS_TOTAL.count(["actions", "success"]);
        CHAT_REQUESTS_TOTAL.count(["actions", "success"]);
        RAG_DURATION_SECONDS.record(Duration::from_millis(20), ["actions"]);
        RAG_DURATION_SECONDS.record(Duration::from_millis(30), ["actions"]);
        EXTERNAL_API_BUDGET_RATIO.set(0.5, ["anthropic", "daily"]);
    });
    let written = lines(&embedded);
    let documents: Vec<serde_json::Value> = written.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(documents.len(), 3, "{written:#?}");
    let with = |member: &str| documents.iter().find(|document| document.get(member).is_some()).unwrap();
    let chat = with("chat_requests_total");
    assert_eq!(
        (&chat["chat_requests_total"], &chat["mode"], &chat["service"]),
        (&2.0.into(), &"actions".into(), &"chat".into())
    );
    let directive = &chat["_aws"]["CloudWatchMetrics"][0];
    assert_eq!(directive["Namespace"], "SISUiQ/staging");
    assert_eq!(directive["Dimensions"], serde_json::json!([["service", "mode", "status"]]));
    assert_eq!(directive["Metrics"], serde_json::json!([{ "Name": "chat_requests_total", "Unit": "None" }]));
    assert_eq!(chat["_aws"]["Timestamp"], 1_795_338_000_000_i64);
    let durations = with("rag_duration_seconds")["rag_duration_seconds"].as_array().unwrap();
    assert_eq!(durations.len(), 2);
    assert!(lines(&embedded).is_empty(), "nothing was recorded since");
}

#[test]
fn metric_names_follow_conventions() {
    let mut names = BTreeSet::new();
    for metric in METRICS {
        assert!(names.insert(metric.name), "{} is there twice", metric.name);
        let is_plain = |text: &str| {
            text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        };
        assert!(is_plain(metric.name) && metric.labels.iter().all(|label| is_plain(label)), "{metric:?}");
        assert!(metric.dimensions.iter().all(|dimension| metric.labels.contains(dimension)), "{metric:?}");
        assert!(!metric.labels.contains(&"service") && !metric.help.is_empty(), "{metric:?}");
        match metric.kind {
            Kind::Counter => assert!(metric.name.ends_with("_total"), "{metric:?}"),
            Kind::Histogram(bounds) => {
                assert!(metric.name.ends_with("_seconds") && bounds.is_sorted() && !bounds.is_empty(), "{metric:?}");
            }
            Kind::Gauge => assert!(!metric.name.ends_with("_total"), "{metric:?}"),
        }
    }
}

proptest! {
    #[test]
    fn collected_lines_sum_to_records(
        counts in prop::collection::vec((0_usize..4, 1_u64..1_000), 1..200),
        durations in prop::collection::vec(0_u64..60_000, 0..500),
    ) {
        let processes = [Embedded::new("chat"), Embedded::new("chat").of_stage("dev"), Embedded::new("admin")];
        let modes = ["strategy_qa", "actions", "analytics", "regulatory"];
        let collected = Collected::new().unwrap();
        let write = |process: &Embedded| for line in lines(process) {
            assert!(collected.take(&line), "{line}");
        };
        for (place, (mode, amount)) in counts.iter().enumerate() {
            let process = &processes[place % 3];
            recording(process, || CHAT_REQUESTS_TOTAL.add(*amount, [modes[*mode], "success"]));
            if place % 7 == 0 {
                write(process);
            }
        }
        for (place, milliseconds) in durations.iter().enumerate() {
            recording(&processes[place % 3], || RAG_DURATION_SECONDS.record(Duration::from_millis(*milliseconds), ["actions"]));
        }
        processes.iter().for_each(write);
        let text = collected.render();
        let sum = |what: &str| -> u64 {
            text.lines().filter(|line| line.starts_with(what)).map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
        };
        prop_assert_eq!(sum("chat_requests_total{"), counts.iter().map(|(_, amount)| amount).sum::<u64>());
        prop_assert_eq!(sum("rag_duration_seconds_count{"), durations.len() as u64);
        let brief = durations.iter().filter(|milliseconds| **milliseconds <= 250).count() as u64;
        let bucket: u64 = text
            .lines()
            .filter(|line| line.starts_with("rag_duration_seconds_bucket{") && line.contains("le=\"0.25\""))
            .map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap())
            .sum();
        prop_assert_eq!(bucket, brief);
    }
}
