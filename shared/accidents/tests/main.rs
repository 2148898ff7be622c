//! The demo model beside LightGBM, inputs of every kind, and damaged bundles.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod bundles;
mod changes;
mod golden;
mod grid;
mod parsing;
mod properties;
mod reference;
mod texts;

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use sisuiq_accidents::{Language, Predictor, Reading};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/accident_model");

static DEMO: LazyLock<Predictor> = LazyLock::new(|| Predictor::load(Path::new(FOLDER)).unwrap());

/// A complete accident, with English names.
fn accident() -> Value {
    json!({
        "weather": "맑음", "road_surface": "건조", "road_type": "교차로 - 교차로안", "accident_type": "차대차",
        "time_period": "일반시간대", "district": "대구광역시 중구 동성로1가", "day_of_week": "수요일",
        "accident_hour": 14, "accident_year": 2021, "accident_month": 12, "accident_day": 8
    })
}

/// The accident with some members replaced; `null` removes one.
fn with(changes: &Value) -> Value {
    let mut value = accident();
    let object = value.as_object_mut().unwrap();
    for (name, change) in changes.as_object().unwrap() {
        if change.is_null() {
            object.remove(name);
        } else {
            object.insert(name.clone(), change.clone());
        }
    }
    value
}

fn read(value: &Value) -> Reading {
    DEMO.parse(value).unwrap()
}

/// The Korean messages of the faults of an input.
fn faults(value: &Value) -> Vec<String> {
    DEMO.parse(value).unwrap_err().iter().map(|fault| fault.message(Language::Korean)).collect()
}
