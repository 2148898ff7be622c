//! Severity of traffic accidents in Daegu: reading an accident, predicting its ECLO, and explaining the prediction.
//!
//! ECLO is 10 × deaths + 5 × seriously injured + 3 × slightly injured + 1 × reported as injured. A model predicts `log1p(ECLO)`; every
//! figure that leaves this crate says on which scale it is. A [`Predictor`] is loaded from a bundle, a model with a description
//! that has been checked against it, and is immutable: threads share it without a lock.
//!
//! No network, no store.
//!
//! # Examples
//!
//! ```
//! use std::path::Path;
//!
//! use serde_json::json;
//! use sisuiq_accidents::{Language, Predictor};
//!
//! let predictor = Predictor::load(Path::new("../../seeds/accident_model"))?;
//! let accident = json!({
//!     "weather": "맑음", "road_surface": "건조", "road_type": "교차로 - 교차로안", "accident_type": "차대사람",
//!     "district": "대구광역시 중구 동성로1가", "accident_hour": 23, "accident_year": 2021, "accident_month": 12, "accident_day": 8,
//! });
//! match predictor.parse(&accident) {
//!     Ok(reading) => {
//!         let prediction = predictor.predict(&reading)?;
//!         assert_eq!(prediction.interpretation(Language::English), "moderate");
//!         assert_eq!(prediction.notes.len(), 2, "weekday and time of day were derived");
//!     }
//!     Err(faults) => {
//!         let _messages: Vec<String> = faults.iter().map(|fault| fault.message(Language::Korean)).collect();
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accident;
mod bundle;
mod calendar;
mod changes;
mod estimate;
mod explanation;
mod fault;
mod feature;
mod fields;
mod given;
mod grid;
mod metadata;
mod note;
mod prediction;
mod predictor;
mod quality;
mod ranges;
#[cfg(feature = "settings")]
mod settings;
mod severity;
mod what_if;

pub use accident::{Accident, Reading};
pub use bundle::{BundleError, METADATA_FILE, MODEL_FILE};
pub use changes::Changes;
pub use estimate::{Estimate, Interval};
pub use fault::{Fault, FaultKind};
pub use feature::Feature;
pub use fields::{Domain, Field, Fields, FieldsError};
pub use grid::{Cell, Grid, GridRequest};
pub use metadata::{Bounds, FORMAT, IntervalMetadata, Metadata, ModelFile, Quality, Rows, TARGET, Tables, Years};
pub use note::Note;
pub use prediction::{Contribution, Prediction};
pub use predictor::{PredictError, Predictor};
pub use ranges::trained_years;
#[cfg(feature = "settings")]
pub use settings::PredictorSettings;
pub use severity::{CutOffs, CutOffsError, Severity};
pub use sisuiq_model::{Language, Text};
pub use what_if::{Difference, WhatIf};
