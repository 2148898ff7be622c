//! What changes if an accident had been another one.

use sisuiq_model::Language;

use crate::accident::{Accident, Reading};
use crate::changes::Changes;
use crate::fault::Fault;
use crate::feature::Feature;
use crate::prediction::Prediction;
use crate::predictor::{PredictError, Predictor};

/// The predictions before and after a change.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    /// The prediction for the accident as it is.
    pub before: Prediction,
    /// The changed accident.
    pub changed: Accident,
    /// The prediction for it.
    pub after: Prediction,
    /// The difference of each feature, in the order of the model.
    pub differences: Vec<Difference>,
}

/// What the change did to the contribution of a feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The feature.
    pub feature: Feature,
    /// Its Korean name.
    pub korean: &'static str,
    /// Its English name.
    pub english: &'static str,
    /// The value before.
    pub before: String,
    /// The value after.
    pub after: String,
    /// The contribution after minus that before, on the scale of `log1p(ECLO)`. Not only changed features have one: the effect
    /// of a feature depends on the others. The differences add up to that of the raw scores.
    pub raw: f64,
}

impl WhatIf {
    /// ECLO after the change minus ECLO before.
    #[must_use]
    pub fn eclo_difference(&self) -> f64 {
        self.after.estimate.eclo - self.before.estimate.eclo
    }
}

impl Difference {
    /// The name of the feature.
    #[must_use]
    pub const fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Korean => self.korean,
            Language::English => self.english,
        }
    }

    /// Returns whether the value changed.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }
}

impl Predictor {
    /// Applies changes to an accident: [`Accident::with`].
    ///
    /// # Errors
    ///
    /// The changed date does not exist.
    pub fn change(&self, accident: &Accident, changes: &Changes) -> Result<Reading, Vec<Fault>> {
        accident.with(changes, self.fields())
    }

    /// Predicts an accident and its changed version.
    ///
    /// The model describes accidents that happened. The difference is what it expects of other accidents, not the effect of an
    /// intervention.
    ///
    /// # Errors
    ///
    /// As [`Predictor::predict`].
    pub fn what_if(&self, reading: &Reading, changed: &Reading) -> Result<WhatIf, PredictError> {
        let (before, after) = (self.predict(reading)?, self.predict(changed)?);
        let pairs = before.contributions.iter().zip(&after.contributions);
        let differences = pairs.map(|(before, after)| Difference {
            feature: before.feature,
            korean: before.korean,
            english: before.english,
            before: before.value.clone(),
            after: after.value.clone(),
            raw: after.raw - before.raw,
        });
        let differences = differences.collect();
        Ok(WhatIf { before, changed: changed.accident, after, differences })
    }
}
