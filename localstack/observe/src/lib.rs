//! Observability: rules for Prometheus and dashboards for Grafana, generated from one description that uses the
//! product's metric names.

mod alerts;
mod dashboards;
mod objectives;
mod prometheus;
mod query;
mod recordings;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sisuiq_template::Template;

pub use alerts::{Alert, Severity, all as alerts};
pub use dashboards::{Dashboard, Panel, all as dashboards};
pub use query::Query;
pub use recordings::{Recording, all as recordings};

/// A generated file.
#[derive(Debug)]
pub struct File {
    /// The path below the project folder.
    pub path: PathBuf,
    /// The content.
    pub text: String,
}

/// All generated files for the template of the project in `root`.
pub fn files(root: &Path) -> Result<Vec<File>> {
    let template = Template::load(&root.join("template.yaml"), STAGE).context("cannot read the template")?;
    let folder = Path::new("observability");
    let mut files = vec![
        File { path: folder.join("prometheus.yml"), text: prometheus::config()? },
        File { path: folder.join("recording.rules.yml"), text: prometheus::recording_rules()? },
        File { path: folder.join("alerts.rules.yml"), text: prometheus::alert_rules()? },
    ];
    for dashboard in dashboards(&template) {
        let path = folder.join("dashboards").join(format!("{}.json", dashboard.name));
        files.push(File { path, text: dashboard.text()? });
    }
    Ok(files)
}

/// Any stage, because the files do not depend on it.
const STAGE: &str = "dev";
