//! Stored predictions as they are sent.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use sisuiq_accidents::{Language, Severity};
use sisuiq_model::{AccidentSeverity, PredictionId};
use sisuiq_public_data_db::predictions::StoredPrediction;
use utoipa::ToSchema;

use crate::predicted::IntervalOut;

/// A stored prediction: the figures of the model that computed it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "accident": { "weather": "맑음", "accident_hour": 14 } }))]
pub(crate) struct StoredPredictionOut {
    /// Its id.
    prediction_id: PredictionId,
    /// The accident, complete, with English names.
    #[schema(value_type = Object)]
    accident: Value,
    /// The predicted ECLO.
    #[schema(example = 4.12, minimum = 0.0)]
    eclo: f64,
    /// The class of severity, for people.
    #[schema(example = "일반")]
    interpretation: &'static str,
    /// The class of severity.
    severity: AccidentSeverity,
    /// What the class means for people.
    #[schema(example = "경상자가 생길 수 있으며 치료가 필요할 수 있습니다.")]
    detail: &'static str,
    /// The interval of ECLO; null if the model had none.
    interval: Option<IntervalOut>,
    /// The output of the model: `log1p(ECLO)`.
    #[schema(example = 1.63)]
    raw: f64,
    /// True if the model learned from invented data: its figures say nothing about real accidents.
    demo: bool,
    /// The version of the model.
    #[schema(example = "demo-1")]
    model_version: String,
    /// The time of the prediction.
    timestamp: Timestamp,
}

impl StoredPredictionOut {
    pub(crate) fn new(stored: StoredPrediction, language: Language) -> Self {
        let severity = Severity::from(stored.figures.severity);
        Self {
            prediction_id: stored.id,
            accident: stored.input,
            eclo: stored.figures.eclo,
            interpretation: severity.name(language),
            severity: stored.figures.severity,
            detail: severity.detail(language),
            interval: stored.figures.interval.map(IntervalOut::from),
            raw: stored.figures.raw,
            demo: stored.demo,
            model_version: stored.model_version,
            timestamp: stored.created_at,
        }
    }
}
