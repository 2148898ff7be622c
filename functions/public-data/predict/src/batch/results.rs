//! `GET /api/predict/batch/{batch_id}/results`: the state of a batch and its results.

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use garde::Validate;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sisuiq_accidents::{Language, Predictor, Severity};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PreferredLanguage, Problem, Query, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccidentSeverity, PredictionBatchId, PredictionBatchStatus, Text};
use sisuiq_public_data_db::prediction_batch_items::{self, FinishedItem};
use sisuiq_public_data_db::prediction_batches::{self, Batch};
use utoipa::{IntoParams, ToSchema};

use super::{csv, message};
use crate::State;
use crate::predicted::IntervalOut;

/// The form of the results.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct ResultsIn {
    /// `csv` for a table; only of a batch with the status `success`.
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Json,
    Csv,
}

/// The state of a batch, with the results so far.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResultsOut {
    /// Its id.
    batch_id: PredictionBatchId,
    /// Its progress.
    status: PredictionBatchStatus,
    /// The number of finished accidents.
    #[schema(example = 1, minimum = 0)]
    progress: usize,
    /// The number of accidents.
    #[schema(example = 1, minimum = 1)]
    total: i32,
    /// The finished accidents.
    results: Vec<ItemOut>,
    /// The reason of a failure, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(
        required = false,
        example = "처리 시간이 600초를 넘어 중단했습니다. 끝나지 않은 사고를 다시 보내 주세요."
    )]
    error: Option<&'static str>,
    /// The state in words.
    #[schema(example = "처리를 마쳤습니다.")]
    message: &'static str,
    /// How good the predictions of the model are; null before work begins, and if another model is in use now.
    #[schema(example = "시연용 모델입니다.")]
    quality: Option<String>,
    /// True if the model learned from invented data: its figures say nothing about real accidents. Null before work begins.
    demo: Option<bool>,
    /// The version of the model; null before work begins.
    #[schema(example = "demo-1")]
    model_version: Option<String>,
}

/// The result for one accident: figures or an error.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "features": { "기상상태": "맑음", "사고시": 14 } }))]
pub(crate) struct ItemOut {
    /// Its place in the batch, from 1.
    #[schema(example = 1, minimum = 1)]
    pub(super) index: i32,
    /// The accident with Korean names.
    #[schema(value_type = Object)]
    pub(super) features: Map<String, Value>,
    /// The predicted ECLO.
    #[schema(example = 4.12, minimum = 0.0)]
    pub(super) eclo: Option<f64>,
    /// The class of severity.
    pub(super) severity: Option<AccidentSeverity>,
    /// The class of severity, for people.
    #[schema(example = "일반")]
    pub(super) interpretation: Option<&'static str>,
    /// What the class means for people.
    #[schema(example = "경상자가 생길 수 있으며 치료가 필요할 수 있습니다.")]
    pub(super) detail: Option<&'static str>,
    /// The interval of ECLO; null if there is none.
    pub(super) interval: Option<IntervalOut>,
    /// Remarks on the input.
    #[schema(example = json!(["요일은 날짜에 따라 ‘수요일’로 정했습니다."]))]
    pub(super) notes: Vec<String>,
    /// The errors for which the accident was refused.
    #[schema(example = "‘weather’(기상상태) 항목이 빠졌습니다. 값을 넣어 주세요.")]
    pub(super) error: Option<String>,
}

/// The model of a batch.
pub(super) struct Model {
    pub(super) version: Option<String>,
    pub(super) demo: Option<bool>,
}

/// Get the results of a batch
///
/// The state of one of the caller's batches, with the results so far. A batch can be read until 24 hours after its end.
#[utoipa::path(
    get,
    path = "/api/predict/batch/{batch_id}/results",
    tag = "predictions",
    params(("batch_id" = PredictionBatchId, Path, description = "The batch"), ResultsIn),
    responses(
        (
            status = 200, description = "The state and the results",
            content((ResultsOut = "application/json"), (String = "text/csv", example = json!("index,기상상태,eclo\r\n")))
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, Conflict, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn results(
    caller: User<capabilities::PredictionsUse>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<PredictionBatchId>,
    Query(ResultsIn { format }): Query<ResultsIn>,
) -> Result<Response> {
    let connection = state.database.connection().await?;
    let found = prediction_batches::find_owned(&connection, id, caller.id, state.clock.now()).await?;
    let batch = found.ok_or_else(|| Problem::not_found("batch").in_korean("일괄 예측을 찾을 수 없습니다"))?;
    if matches!(format, Format::Csv) && batch.status != PredictionBatchStatus::Success {
        let problem = Problem::conflict("the batch has no complete results: only those can be read as CSV");
        return Err(problem.in_korean("결과가 아직 완전하지 않습니다. CSV는 처리를 마친 뒤에 받을 수 있습니다"));
    }
    let finished = prediction_batch_items::list_finished(&connection, id).await?;
    drop(connection);
    let items: Vec<ItemOut> = finished.into_iter().map(|item| ItemOut::new(item, language)).collect();
    Ok(match format {
        Format::Json => Json(ResultsOut::new(batch, items, &state.predictor, language)).into_response(),
        Format::Csv => table(&batch, &items, &state.predictor, language),
    })
}

fn table(batch: &Batch, items: &[ItemOut], predictor: &Predictor, language: Language) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"predictions-{}.csv\"", batch.id)),
    ];
    let model = batch.model.as_ref();
    let model = Model { version: model.map(|model| model.version.clone()), demo: model.map(|model| model.demo) };
    (headers, csv::write(items, &model, predictor.fields(), language)).into_response()
}

impl ResultsOut {
    fn new(batch: Batch, results: Vec<ItemOut>, predictor: &Predictor, language: Language) -> Self {
        let Batch { id, status, total, error, model, .. } = batch;
        let is_loaded = model.as_ref().is_some_and(|model| model.version == predictor.metadata().version);
        Self {
            batch_id: id,
            status,
            progress: results.len(),
            total,
            results,
            error: error.map(|error| message::of_error(error, language)),
            message: message::of(status, language),
            quality: is_loaded.then(|| predictor.quality(language).to_owned()),
            demo: model.as_ref().map(|model| model.demo),
            model_version: model.map(|model| model.version),
        }
    }
}

impl ItemOut {
    fn new(FinishedItem { index, outcome }: FinishedItem, language: Language) -> Self {
        let figures = outcome.figures;
        let severity = figures.map(|figures| Severity::from(figures.severity));
        let text = |text: &Text| text.get(language).to_owned();
        let errors: Vec<String> = outcome.errors.iter().map(text).collect();
        Self {
            index,
            features: outcome.features,
            eclo: figures.map(|figures| figures.eclo),
            severity: figures.map(|figures| figures.severity),
            interpretation: severity.map(|severity| severity.name(language)),
            detail: severity.map(|severity| severity.detail(language)),
            interval: figures.and_then(|figures| figures.interval).map(IntervalOut::from),
            notes: outcome.notes.iter().map(text).collect(),
            error: (!errors.is_empty()).then(|| errors.join(" ")),
        }
    }
}
