//! The prediction of an accident's severity in an answer.

use super::{
    DatasetTurn,
    calls::{self, Made},
};
use crate::{State, turn::failure::Failure};
use serde_json::{Map, Value, json};
use sisuiq_accidents::Predictor;
use sisuiq_model::{Language, Text};
use sisuiq_planner::{CallResult, PlannedCall};
use sisuiq_telemetry::TaskEnded;
use std::sync::Arc;
use tokio::task::spawn_blocking;
use tracing::error;

/// A prediction, or why there is none.
type Predicted = Result<(Value, Vec<String>), Text>;

/// Predicts an accident. The remarks are how good the model is, and what is special about the input.
pub(super) async fn make(
    state: &State,
    turn: &DatasetTurn,
    planned: &PlannedCall,
    fields: &Map<String, Value>,
) -> Result<Made, Failure> {
    let predicted = match state.tables.predictor().await {
        Ok(predictor) => {
            let (fields, language) = (Value::Object(fields.clone()), turn.language);
            spawn_blocking(move || predict(&predictor, &fields, language)).await.map_err(TaskEnded::from)?
        }
        Err(cause) => {
            error!(error = &cause as &dyn std::error::Error, "accidents cannot be predicted");
            Err(Text::new("지금은 사고를 예측할 수 없습니다.", "Accidents cannot be predicted now."))
        }
    };
    let (result, remarks) = match predicted {
        Ok((data, remarks)) => (CallResult::of_prediction(planned, data), remarks),
        Err(text) => {
            let failed = CallResult::of_prediction(planned, Value::Null);
            (CallResult { error: Some(text), ..failed }, Vec::new())
        }
    };
    Ok(Made { out: calls::out(turn, &result), result, remarks })
}

fn predict(predictor: &Arc<Predictor>, fields: &Value, language: Language) -> Predicted {
    let reading = predictor.parse(fields).map_err(|faults| {
        let all = |language| faults.iter().map(|fault| fault.message(language)).collect::<Vec<_>>().join(" ");
        Text::new(all(Language::Korean), all(Language::English))
    })?;
    let prediction = predictor.predict(&reading).map_err(|cause| {
        error!(error = &cause as &dyn std::error::Error, "an accident cannot be predicted");
        Text::new("이 사고를 예측할 수 없습니다.", "This accident cannot be predicted.")
    })?;
    let estimate = &prediction.estimate;
    let interval = estimate.interval.map(|own| json!({ "lower": own.lower, "upper": own.upper, "level": own.level }));
    let notes: Vec<String> = prediction.notes.iter().map(|note| note.text(language)).collect();
    let quality = predictor.quality(language).to_owned();
    let data = json!({
        "eclo": estimate.eclo,
        "severity": prediction.interpretation(language),
        "detail": prediction.detail(language),
        "interval": interval,
        "demo": predictor.metadata().demo,
        "model_version": predictor.metadata().version,
        "notes": notes,
        "quality": quality,
    });
    let severity = match language {
        Language::Korean => {
            format!("심각도는 '{}'입니다: {}", prediction.interpretation(language), prediction.detail(language))
        }
        Language::English => {
            format!("The severity is '{}': {}", prediction.interpretation(language), prediction.detail(language))
        }
    };
    let remarks = [severity].into_iter().chain(notes).chain([quality]).collect();
    Ok((data, remarks))
}
