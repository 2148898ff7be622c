//! The files of Prometheus.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{Alert, Recording, alerts, recordings};

/// The job name of the product's series.
pub(crate) const JOB: &str = "sisuiq";
const HEADER: &str = "# Made by `cargo dev dashboards --write`.\n";

/// The scrape configuration. The API key, with the scope `metrics:read`, is in a file in the same folder.
pub(crate) fn config() -> Result<String> {
    yaml(&json!({
        "global": { "scrape_interval": "15s", "evaluation_interval": "15s" },
        "rule_files": ["recording.rules.yml", "alerts.rules.yml"],
        "scrape_configs": [{
            "job_name": JOB,
            "scrape_interval": "10s",
            "metrics_path": "/metrics",
            "authorization": { "type": "Bearer", "credentials_file": "metrics.key" },
            "static_configs": [{ "targets": ["127.0.0.1:8787"] }],
        }],
    }))
}

pub(crate) fn recording_rules() -> Result<String> {
    let rule = |rule: Recording| json!({ "record": rule.record, "expr": rule.expr });
    group("sisuiq-recordings", &recordings().into_iter().map(rule).collect::<Vec<_>>())
}

pub(crate) fn alert_rules() -> Result<String> {
    let rule = |alert: Alert| {
        json!({
            "alert": alert.name,
            "expr": alert.expr,
            "for": alert.lasts,
            "labels": { "severity": alert.severity.as_str() },
            "annotations": {
                "summary": alert.summary,
                "runbook": format!("docs/OPERATIONS.md#{}", alert.anchor),
            },
        })
    };
    group("sisuiq-alerts", &alerts().into_iter().map(rule).collect::<Vec<_>>())
}

fn group(name: &str, rules: &[Value]) -> Result<String> {
    yaml(&json!({ "groups": [{ "name": name, "rules": rules }] }))
}

fn yaml(value: &Value) -> Result<String> {
    let text = serde_yaml_ng::to_string(value).context("cannot write YAML")?;
    Ok([HEADER, &text].concat())
}
