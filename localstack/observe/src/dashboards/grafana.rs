//! Dashboards in the JSON format of Grafana.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{Dashboard, Panel};

const WIDTH: usize = 12;
const HEIGHT: usize = 8;

impl Dashboard {
    /// The content of its file.
    pub(crate) fn text(&self) -> Result<String> {
        let panels: Vec<_> = self.panels.iter().enumerate().map(|(place, panel)| panel.json(place)).collect();
        let dashboard = json!({
            "uid": format!("sisuiq-{}", self.name),
            "title": format!("SISUiQ: {}", self.title),
            "tags": ["sisuiq"],
            "schemaVersion": 38,
            "editable": false,
            "refresh": "30s",
            "time": { "from": "now-6h", "to": "now" },
            "templating": { "list": [{ "name": "datasource", "type": "datasource", "query": "prometheus" }] },
            "panels": panels,
        });
        let text = serde_json::to_string_pretty(&dashboard).context("cannot write JSON")?;
        Ok(text + "\n")
    }
}

impl Panel {
    fn json(&self, place: usize) -> Value {
        let source = json!({ "type": "prometheus", "uid": "${datasource}" });
        let targets: Vec<_> = ('A'..='Z')
            .zip(&self.queries)
            .map(|(id, query)| json!({ "refId": id, "expr": query.text(), "datasource": source }))
            .collect();
        json!({
            "id": place + 1,
            "type": "timeseries",
            "title": self.title,
            "description": self.queries.first().map_or("", |query| query.metric().help),
            "datasource": source,
            "gridPos": { "x": place % 2 * WIDTH, "y": place / 2 * HEIGHT, "w": WIDTH, "h": HEIGHT },
            "fieldConfig": { "defaults": { "unit": self.unit, "min": 0 }, "overrides": [] },
            "targets": targets,
        })
    }
}
