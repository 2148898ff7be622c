use serde_json::Value as Json;

use crate::{TemplateError, document::Document};

/// A CloudWatch alarm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// Its name in the template.
    pub logical_id: String,
    /// The number of its metrics.
    pub metrics: usize,
}

pub(crate) fn read(document: &Document) -> Result<Vec<Alarm>, TemplateError> {
    let resources = document.resources("AWS::CloudWatch::Alarm")?;
    let alarms = resources.into_iter().map(|(id, resource)| {
        let place = format!("Resources.{id}.Properties.Metrics");
        let metrics: Option<Vec<Json>> = document.property(&place, resource.properties.get("Metrics"))?;
        // expressions do not count; an expression alone, such as a query, counts as one
        let of_metrics =
            |metrics: Vec<Json>| metrics.iter().filter(|one| one.get("MetricStat").is_some()).count().max(1);
        Ok(Alarm { logical_id: id.to_owned(), metrics: metrics.map_or(1, of_metrics) })
    });
    alarms.collect()
}
