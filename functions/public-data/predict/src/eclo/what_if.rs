//! `POST /api/predict/eclo/what-if`: predicts an accident and a changed version of it.

use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_accidents::{Difference, Language, Predictor};
use sisuiq_http::{
    BadRequest, Forbidden, Json, PayloadTooLarge, PreferredLanguage, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use utoipa::ToSchema;

use crate::State;
use crate::accident::{AccidentIn, Sent};
use crate::predicted::PredictedOut;
use crate::refused::Errors;

/// An accident, and what is to be different.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
#[schema(example = json!({ "changes": { "weather": "비" } }))]
pub(crate) struct WhatIfIn {
    /// The accident.
    #[serde(default)]
    #[schema(value_type = AccidentIn, required = true)]
    accident: Sent,
    /// New values for some fields; without any, both predictions are the same. A changed date changes the day of the week, and a changed hour the time of day, unless they are
    /// given too.
    #[serde(default)]
    #[schema(value_type = Object, required = true)]
    changes: Sent,
}

/// The predictions before and after a change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhatIfOut {
    /// The prediction for the accident as it is.
    before: PredictedOut,
    /// The prediction for the changed accident.
    after: PredictedOut,
    /// What the change did to each feature. The contributions add up to the difference of `raw`.
    differences: Vec<DifferenceOut>,
    /// ECLO after the change minus ECLO before.
    #[schema(example = 0.37)]
    eclo_difference: f64,
    /// How to read the difference.
    #[schema(example = "차이는 모델이 다른 사고에 대해 기대하는 값이며, 조치의 효과가 아닙니다.")]
    caution: &'static str,
}

/// What a change did to a feature.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DifferenceOut {
    /// The English name of the field.
    #[schema(example = "weather")]
    feature: String,
    /// The name for people.
    #[schema(example = "기상상태")]
    name: &'static str,
    /// The value before.
    #[schema(example = "맑음")]
    before: String,
    /// The value after.
    #[schema(example = "비")]
    after: String,
    /// Whether the value changed.
    changed: bool,
    /// The contribution after minus the contribution before, on the scale of `log1p(ECLO)`. Features that did not change may have one,
    /// because the effect of a feature depends on the others.
    #[schema(example = 0.08)]
    contribution: f64,
}

/// Predict a changed accident
///
/// Returns the predictions for an accident and for its changed version, and what changed in between. Nothing is stored.
#[utoipa::path(
    post,
    path = "/api/predict/eclo/what-if",
    tag = "predictions",
    request_body = WhatIfIn,
    responses(
        (status = 200, body = WhatIfOut),
        BadRequest, Unauthorized, Forbidden, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn what_if(
    _caller: User<capabilities::PredictionsUse>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Json(input): Json<WhatIfIn>,
) -> Result<Json<WhatIfOut>> {
    let predictor = &*state.predictor;
    let mut errors = Errors::new(language);
    let accident = errors.read("accident", &input.accident, |value| predictor.parse(value));
    let changes = errors.read("changes", &input.changes, |value| predictor.parse_changes(value));
    let (reading, changes) = errors.check(accident.zip(changes))?;
    let after = predictor.change(&reading.accident, &changes).map_err(|faults| {
        let mut errors = Errors::new(language);
        errors.extend("changes", &faults);
        errors.problem()
    })?;
    let what_if = predictor.what_if(&reading, &after).map_err(Problem::internal)?;
    let now = state.clock.now();
    let predicted = |prediction| PredictedOut::new(predictor, prediction, language, (None, now));
    Ok(Json(WhatIfOut {
        before: predicted(&what_if.before),
        after: predicted(&what_if.after),
        differences: what_if.differences.iter().map(|own| DifferenceOut::new(predictor, own, language)).collect(),
        eclo_difference: what_if.eclo_difference(),
        caution: caution(language),
    }))
}

const fn caution(language: Language) -> &'static str {
    match language {
        Language::Korean => {
            "모델은 일어난 사고를 설명합니다. 차이는 조건이 다른 사고에 대해 기대하는 값의 차이이며, 어떤 조치의 효과가 아닙니다."
        }
        Language::English => {
            "The model describes accidents that happened. The difference is what it expects of other accidents, not the effect of a measure."
        }
    }
}

impl DifferenceOut {
    fn new(predictor: &Predictor, difference: &Difference, language: Language) -> Self {
        Self {
            feature: predictor.fields().get(difference.feature).key().to_owned(),
            name: difference.name(language),
            before: difference.before.clone(),
            after: difference.after.clone(),
            changed: difference.is_changed(),
            contribution: difference.raw,
        }
    }
}
