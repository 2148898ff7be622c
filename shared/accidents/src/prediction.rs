//! A prediction with its explanation.

use sisuiq_model::{Language, Text};

use crate::estimate::{Estimate, eclo};
use crate::feature::Feature;
use crate::note::Note;

/// A prediction for one accident, with all that belongs beside its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The figures.
    pub estimate: Estimate,
    /// The contribution of each feature, in the order of the model. With `expected` they add up to the raw score.
    pub contributions: Vec<Contribution>,
    /// The mean raw score of the training data, from which the contributions start.
    pub expected: f64,
    /// The estimate and its strongest contributions in words.
    pub explanation: Text,
    /// What is special about this prediction, such as a year without training data.
    pub notes: Vec<Note>,
}

/// How much a feature contributes to a raw score: its Shapley value.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The feature.
    pub feature: Feature,
    /// Its Korean name.
    pub korean: &'static str,
    /// Its English name.
    pub english: &'static str,
    /// The value of the accident: the category, or the number in digits.
    pub value: String,
    /// The contribution to `log1p(ECLO)`.
    pub raw: f64,
}

impl Contribution {
    /// The name of the feature.
    #[must_use]
    pub const fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Korean => self.korean,
            Language::English => self.english,
        }
    }

    /// The factor by which the feature multiplies ECLO + 1: `exp(raw)`.
    #[must_use]
    pub fn factor(&self) -> f64 {
        self.raw.exp()
    }
}

impl Prediction {
    /// The expected value as ECLO.
    #[must_use]
    pub fn expected_eclo(&self) -> f64 {
        eclo(self.expected)
    }

    /// The name of the class of severity.
    #[must_use]
    pub const fn interpretation(&self, language: Language) -> &'static str {
        self.estimate.severity.name(language)
    }

    /// What the class of severity means for people.
    #[must_use]
    pub const fn detail(&self, language: Language) -> &'static str {
        self.estimate.severity.detail(language)
    }
}
