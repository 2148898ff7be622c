//! `POST /api/predict/eclo/grid`: predicts every hour of a week.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accidents::{Cell, Feature, Grid, Language, Predictor};
use sisuiq_http::{
    BadRequest, Forbidden, Json, PayloadTooLarge, PreferredLanguage, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AccidentSeverity;
use utoipa::ToSchema;

use crate::State;
use crate::accident::{AccidentIn, Sent};
use crate::refused::Errors;

/// Predictions for 24 hours of 7 days.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GridOut {
    /// By hour, and within an hour from Monday to Sunday: 168 cells.
    cells: Vec<CellOut>,
    /// The share of accidents whose ECLO is between `lower` and `upper`; null if the model has no intervals.
    #[schema(example = 0.9, minimum = 0.0, maximum = 1.0)]
    level: Option<f64>,
    /// How to read the grid, and remarks on the input.
    #[schema(example = json!(["날짜와 나머지 조건은 그대로 두고 시각과 요일만 바꾸어 계산했습니다."]))]
    notes: Vec<String>,
    /// How good the predictions of the model are.
    #[schema(example = "시연용 모델입니다.")]
    quality: String,
    /// True if the model learned from invented data: its figures say nothing about real accidents.
    demo: bool,
    /// The version of the model.
    #[schema(example = "demo-1")]
    model_version: String,
    /// The time of the predictions.
    timestamp: Timestamp,
}

/// The prediction for an hour of a weekday.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CellOut {
    /// The hour.
    #[schema(example = 14, minimum = 0, maximum = 23)]
    hour: i32,
    /// The day of the week.
    #[schema(example = "월요일")]
    day_of_week: String,
    /// The predicted ECLO.
    #[schema(example = 4.12, minimum = 0.0)]
    eclo: f64,
    /// The lower end of the interval; null if the model has none.
    #[schema(example = 1.2, minimum = 0.0)]
    lower: Option<f64>,
    /// The upper end of the interval; null if the model has none.
    #[schema(example = 10.4, minimum = 0.0)]
    upper: Option<f64>,
    /// The class of severity.
    severity: AccidentSeverity,
    /// The class of severity, for people.
    #[schema(example = "일반")]
    interpretation: &'static str,
}

/// Predict every hour of a week
///
/// Predicts an accident under the same circumstances for each hour and weekday. Hour, time of day and day of the week need not be given
/// and are not used. Nothing is stored.
#[utoipa::path(
    post,
    path = "/api/predict/eclo/grid",
    tag = "predictions",
    request_body = AccidentIn,
    responses(
        (status = 200, body = GridOut),
        BadRequest, Unauthorized, Forbidden, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn grid(
    _caller: User<capabilities::PredictionsUse>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Json(input): Json<Sent>,
) -> Result<Json<GridOut>> {
    let predictor = &*state.predictor;
    let mut errors = Errors::new(language);
    let request = errors.read("", &input, |value| predictor.parse_grid(value));
    let request = errors.check(request)?;
    let grid = predictor.grid(&request).map_err(Problem::internal)?;
    let caution = Grid::caution(language).to_owned();
    Ok(Json(GridOut {
        level: grid.cells.first().and_then(|cell| cell.estimate.interval).map(|interval| interval.level),
        cells: grid.cells.iter().map(|cell| CellOut::new(predictor, cell, language)).collect(),
        notes: [caution].into_iter().chain(grid.notes.iter().map(|note| note.text(language))).collect(),
        quality: predictor.quality(language).to_owned(),
        demo: predictor.metadata().demo,
        model_version: predictor.metadata().version.clone(),
        timestamp: state.clock.now(),
    }))
}

impl CellOut {
    fn new(predictor: &Predictor, Cell { accident, estimate }: &Cell, language: Language) -> Self {
        let day = accident.value(Feature::DayOfWeek);
        Self {
            hour: accident.value(Feature::Hour),
            day_of_week: predictor.fields().get(Feature::DayOfWeek).text(day),
            eclo: estimate.eclo,
            lower: estimate.interval.map(|interval| interval.lower),
            upper: estimate.interval.map(|interval| interval.upper),
            severity: estimate.severity.into(),
            interpretation: estimate.severity.name(language),
        }
    }
}
