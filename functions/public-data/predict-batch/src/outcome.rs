//! What comes of an accident.

use crate::Retry;
use sisuiq_accidents::{Accident, Fault, Language, Note, PredictError, Predictor, Reading};
use sisuiq_model::Text;
use sisuiq_public_data_db::prediction_batch_items::{FinishedItem, Outcome, WaitingItem};

/// Predicts accidents in one pass over the model. One that is invalid gets its errors.
pub(crate) fn of_all(predictor: &Predictor, items: Vec<WaitingItem>) -> Result<Vec<FinishedItem>, Retry> {
    let mut finished = Vec::with_capacity(items.len());
    let (mut accidents, mut notes): (Vec<Accident>, Vec<(usize, Vec<Note>)>) = Default::default();
    for (place, WaitingItem { index, input }) in items.into_iter().enumerate() {
        let outcome = match predictor.parse(&input) {
            Ok(Reading { accident, notes: own }) => {
                accidents.push(accident);
                notes.push((place, own));
                Outcome { features: accident.to_json(Language::Korean, predictor.fields()), ..nothing() }
            }
            Err(faults) => Outcome {
                features: predictor.fields().renamed(&input, Language::Korean),
                errors: faults.iter().map(fault_text).collect(),
                ..nothing()
            },
        };
        finished.push(FinishedItem { index, outcome });
    }
    let estimated = estimate(predictor, &mut finished, &accidents, notes);
    estimated.map_err(|error| Retry::while_doing("predicting accidents", error))?;
    Ok(finished)
}

fn estimate(
    predictor: &Predictor,
    finished: &mut [FinishedItem],
    accidents: &[Accident],
    notes: Vec<(usize, Vec<Note>)>,
) -> Result<(), PredictError> {
    let estimates = predictor.estimate_all(accidents)?;
    for ((estimate, accident), (place, own)) in estimates.into_iter().zip(accidents).zip(notes) {
        let Some(item) = finished.get_mut(place) else { continue };
        item.outcome.figures = Some(estimate.into());
        let notes = own.into_iter().chain(predictor.year_note(accident));
        item.outcome.notes = notes.map(|note| note_text(&note)).collect();
    }
    Ok(())
}

fn nothing() -> Outcome {
    Outcome { features: serde_json::Map::new(), figures: None, notes: Vec::new(), errors: Vec::new() }
}

fn fault_text(fault: &Fault) -> Text {
    Text::new(fault.message(Language::Korean), fault.message(Language::English))
}

fn note_text(note: &Note) -> Text {
    Text::new(note.text(Language::Korean), note.text(Language::English))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::path::Path;

    const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../seeds/accident_model");

    fn accident(hour: i32) -> Value {
        json!({
            "weather": "맑음", "road_surface": "건조", "road_type": "교차로 - 교차로안", "accident_type": "차대차",
            "district": "대구광역시 중구 동성로1가", "accident_hour": hour, "accident_year": 2030, "accident_month": 12,
            "accident_day": 8,
        })
    }

    #[test]
    fn invalid_accidents_do_not_affect_others() {
        let predictor = Predictor::load(Path::new(DEMO)).unwrap();
        let inputs = [accident(14), json!(7), accident(24), accident(3)];
        let items = inputs.iter().zip(1..).map(|(input, index)| WaitingItem { index, input: input.clone() });
        let finished = of_all(&predictor, items.collect()).unwrap();
        let indexes: Vec<i32> = finished.iter().map(|item| item.index).collect();
        assert_eq!(indexes, [1, 2, 3, 4]);
        for (item, input) in finished.iter().zip(&inputs) {
            match predictor.parse(input) {
                Ok(reading) => {
                    let prediction = predictor.predict(&reading).unwrap();
                    assert_eq!(item.outcome.figures, Some(prediction.estimate.into()));
                    let notes: Vec<Text> = prediction.notes.iter().map(note_text).collect();
                    assert_eq!((&item.outcome.notes, notes.len()), (&notes, 3));
                    assert_eq!(item.outcome.features.len(), 11);
                }
                Err(faults) => {
                    assert_eq!(item.outcome.figures, None);
                    assert_eq!(item.outcome.errors.len(), faults.len());
                }
            }
        }
        assert_eq!(finished.get(2).unwrap().outcome.features.get("사고시"), Some(&json!(24)));
    }
}
