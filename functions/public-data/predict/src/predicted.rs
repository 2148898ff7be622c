//! Predictions as they are sent.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accidents::{Contribution, Language, Prediction, Predictor};
use sisuiq_model::{AccidentSeverity, PredictionId};
use sisuiq_public_data_db::predictions::StoredInterval;
use utoipa::ToSchema;

/// A prediction with its explanation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PredictedOut {
    /// The id of the stored prediction; null if it was not stored.
    prediction_id: Option<PredictionId>,
    /// The predicted ECLO: 10 × deaths + 5 × seriously injured + 3 × slightly injured + 1 × reported as injured.
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
    /// The interval of ECLO; null if the model has none.
    interval: Option<IntervalOut>,
    /// The contribution of each feature. With `expected` they add up to `raw`.
    contributions: Vec<ContributionOut>,
    /// The mean output of the model, from which the contributions start, on the scale of `log1p(ECLO)`.
    #[schema(example = 1.53)]
    expected: f64,
    /// The same as ECLO.
    #[schema(example = 3.62, minimum = 0.0)]
    expected_eclo: f64,
    /// The output of the model: `log1p(ECLO)`.
    #[schema(example = 1.63)]
    raw: f64,
    /// The prediction and its strongest contributions in words.
    #[schema(example = "예측 ECLO는 4.12입니다(90% 예측 구간 1.2–10.4).")]
    explanation: String,
    /// How good the predictions of the model are.
    #[schema(example = "시연용 모델입니다.")]
    quality: String,
    /// True if the model learned from invented data: its figures say nothing about real accidents.
    demo: bool,
    /// Remarks on the input, such as derived values.
    #[schema(example = json!(["요일은 날짜에 따라 ‘수요일’로 정했습니다."]))]
    notes: Vec<String>,
    /// The version of the model.
    #[schema(example = "demo-1")]
    model_version: String,
    /// The time of the prediction.
    timestamp: Timestamp,
}

/// An interval of ECLO.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct IntervalOut {
    /// The lower end.
    #[schema(example = 1.2, minimum = 0.0)]
    pub(crate) lower: f64,
    /// The upper end.
    #[schema(example = 10.4, minimum = 0.0)]
    pub(crate) upper: f64,
    /// The share of accidents whose ECLO is in such an interval.
    #[schema(example = 0.9, minimum = 0.0, maximum = 1.0)]
    pub(crate) level: f64,
}

/// How much a feature contributed to a prediction.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContributionOut {
    /// The English name of the field.
    #[schema(example = "weather")]
    feature: String,
    /// The name for people.
    #[schema(example = "기상상태")]
    name: &'static str,
    /// The value.
    #[schema(example = "맑음")]
    value: String,
    /// The contribution, on the scale of `log1p(ECLO)`.
    #[schema(example = -0.02)]
    contribution: f64,
    /// The factor by which it multiplies ECLO + 1.
    #[schema(example = 0.98, minimum = 0.0)]
    factor: f64,
}

impl PredictedOut {
    pub(crate) fn new(
        predictor: &Predictor,
        prediction: &Prediction,
        language: Language,
        (id, at): (Option<PredictionId>, Timestamp),
    ) -> Self {
        let Prediction { estimate, contributions, expected, explanation, notes } = prediction;
        let contribution = |own| ContributionOut::new(predictor, own, language);
        Self {
            prediction_id: id,
            eclo: estimate.eclo,
            interpretation: prediction.interpretation(language),
            severity: estimate.severity.into(),
            detail: prediction.detail(language),
            interval: estimate.interval.map(|own| IntervalOut { lower: own.lower, upper: own.upper, level: own.level }),
            contributions: contributions.iter().map(contribution).collect(),
            expected: *expected,
            expected_eclo: prediction.expected_eclo(),
            raw: estimate.raw,
            explanation: explanation.get(language).to_owned(),
            quality: predictor.quality(language).to_owned(),
            demo: predictor.metadata().demo,
            notes: notes.iter().map(|note| note.text(language)).collect(),
            model_version: predictor.metadata().version.clone(),
            timestamp: at,
        }
    }
}

impl ContributionOut {
    fn new(predictor: &Predictor, contribution: &Contribution, language: Language) -> Self {
        Self {
            feature: predictor.fields().get(contribution.feature).key().to_owned(),
            name: contribution.name(language),
            value: contribution.value.clone(),
            contribution: contribution.raw,
            factor: contribution.factor(),
        }
    }
}

impl From<StoredInterval> for IntervalOut {
    fn from(StoredInterval { lower, upper, level }: StoredInterval) -> Self {
        Self { lower, upper, level }
    }
}
