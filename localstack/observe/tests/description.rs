//! Checks that the committed files are the generated ones, and that their names exist.

#![expect(clippy::unwrap_used, reason = "test code")]

use std::{collections::BTreeSet, fs, path::Path};

use observe::{alerts, dashboards, files};
use sisuiq_telemetry::metrics::METRICS;
use sisuiq_template::Template;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn committed_files_match_the_generated() {
    let made = files(root()).unwrap();
    for file in &made {
        let committed = fs::read_to_string(root().join(&file.path)).unwrap_or_default();
        assert!(committed == file.text, "cargo dev dashboards --write brings {} up to date", file.path.display());
    }
    let names: BTreeSet<_> = made.iter().filter_map(|file| file.path.file_name()).collect();
    for entry in fs::read_dir(root().join("observability/dashboards")).unwrap() {
        let name = entry.unwrap().file_name();
        assert!(names.contains(name.as_os_str()), "nothing makes {}", name.display());
    }
}

#[test]
fn queries_use_existing_labels() {
    let template = Template::load(&root().join("template.yaml"), "dev").unwrap();
    for dashboard in dashboards(&template) {
        for query in dashboard.panels.iter().flat_map(|panel| &panel.queries) {
            assert_eq!(query.unknown_labels(), Vec::<&str>::new(), "{}", query.text());
        }
    }
}

/// Grafana counts the time since 1970 in milliseconds, metrics in seconds.
#[test]
fn timestamps_are_shown_in_milliseconds() {
    let template = Template::load(&root().join("template.yaml"), "dev").unwrap();
    let mut moments = 0;
    for dashboard in dashboards(&template) {
        for panel in &dashboard.panels {
            for query in &panel.queries {
                let is_moment = query.metric().name.ends_with("_timestamp_seconds");
                assert_eq!(panel.unit == "dateTimeFromNow", is_moment, "{}", panel.title);
                assert_eq!(query.text().starts_with("1000 * "), is_moment, "{}", query.text());
                moments += usize::from(is_moment);
            }
        }
    }
    assert!(moments > 0, "there are moments");
}

/// Not in a dashboard, because dashboards show searches and cache hits by other metrics.
const NOT_SHOWN: [&str; 1] = ["cache_operations_total"];

#[test]
fn every_metric_is_shown() {
    let template = Template::load(&root().join("template.yaml"), "dev").unwrap();
    let dashboards = dashboards(&template);
    let queries = dashboards.iter().flat_map(|dashboard| &dashboard.panels).flat_map(|panel| &panel.queries);
    let shown: BTreeSet<_> = queries.map(|query| query.metric().name).collect();
    for metric in METRICS {
        assert_eq!(shown.contains(metric.name), !NOT_SHOWN.contains(&metric.name), "{}", metric.name);
    }
}

#[test]
fn queues_with_dead_letters_have_panels() {
    let template = Template::load(&root().join("template.yaml"), "dev").unwrap();
    let made = read("observability/dashboards/queues.json");
    assert!(template.queues.len() >= 3);
    for queue in &template.queues {
        let named = format!("queue_name=\\\"{}\\\"", queue.logical_id);
        assert_eq!(made.contains(&named), queue.redrive.is_some(), "{}", queue.logical_id);
    }
}

/// The anchor that GitHub generates for a heading.
fn anchor(heading: &str) -> String {
    let heading = heading.to_lowercase();
    let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    kept.collect::<String>().replace(' ', "-")
}

#[test]
fn every_alert_has_a_runbook_section() {
    let operations = read("docs/OPERATIONS.md");
    let headings = operations.lines().filter(|line| line.starts_with("##"));
    let anchors: BTreeSet<_> = headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect();
    for alert in alerts() {
        assert!(anchors.contains(alert.anchor), "{}: {}", alert.name, alert.anchor);
        assert!(operations.contains(&format!("`{}`", alert.name)), "{} is not listed", alert.name);
    }
}

#[test]
fn every_alert_is_tested_both_ways() {
    let tests = ["resources", "requests", "objectives"]
        .map(|name| read(&format!("observability/tests/{name}.test.yml")))
        .concat();
    for alert in alerts() {
        let named = format!("alertname: {}\n", alert.name);
        let mut cases = tests.split(&named).skip(1).peekable();
        assert!(cases.peek().is_some(), "{} is not tested", alert.name);
        let (silent, ringing): (Vec<_>, Vec<_>) =
            cases.partition(|case| case.lines().next().is_some_and(|line| line.trim() == "exp_alerts: []"));
        assert!(!silent.is_empty(), "{} is never silent", alert.name);
        assert!(!ringing.is_empty(), "{} never rings", alert.name);
    }
}
