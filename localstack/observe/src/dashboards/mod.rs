//! Dashboards.

mod grafana;
mod panels;

use sisuiq_template::Template;

use crate::query::Query;

/// A dashboard.
#[derive(Debug)]
pub struct Dashboard {
    /// The name of its file and its id.
    pub name: &'static str,
    /// The title.
    pub title: &'static str,
    /// The panels in order, two per row.
    pub panels: Vec<Panel>,
}

/// A panel of a dashboard.
#[derive(Debug)]
pub struct Panel {
    /// The title.
    pub title: String,
    /// The unit of its values, in Grafana's terms.
    pub unit: &'static str,
    /// The queries, one per line of the chart.
    pub queries: Vec<Query>,
}

/// All dashboards, with the queues of a template.
#[must_use]
pub fn all(template: &Template) -> Vec<Dashboard> {
    vec![
        Dashboard { name: "api", title: "API", panels: panels::api() },
        Dashboard { name: "rag", title: "Retrieval and answers", panels: panels::rag() },
        Dashboard { name: "models", title: "Models and budgets", panels: panels::models() },
        Dashboard { name: "rate-limits", title: "Rate limits", panels: panels::rate_limits() },
        Dashboard { name: "queues", title: "Queues", panels: panels::queues(template) },
        Dashboard { name: "ingestion", title: "Ingestion", panels: panels::ingestion() },
        Dashboard { name: "sources", title: "Watched sources", panels: panels::sources() },
        Dashboard { name: "backups", title: "Backups", panels: panels::backups() },
    ]
}
