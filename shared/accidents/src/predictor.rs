//! Predictions by a bundle.

use std::path::Path;

use serde_json::Value;
use sisuiq_model::{Language, Text};
use sisuiq_trees::{Explainer, Model};
use thiserror::Error;

use crate::accident::{Accident, Reading};
use crate::bundle::{self, BundleError};
use crate::changes::Changes;
use crate::estimate::{Estimate, Scale, eclo};
use crate::explanation;
use crate::fault::Fault;
use crate::feature::Feature;
use crate::fields::Fields;
use crate::metadata::Metadata;
use crate::note::Note;
use crate::prediction::{Contribution, Prediction};
use crate::quality;
use crate::severity::CutOffs;

/// A model that has been checked, with its description. Immutable: threads share one without a lock.
#[derive(Debug)]
pub struct Predictor {
    model: Model,
    metadata: Metadata,
    scale: Scale,
    quality: Text,
    fields: &'static Fields,
}

/// A fault of the program: the model refused what was prepared for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PredictError {
    /// A row or buffer has the wrong length.
    #[error("the model cannot be evaluated")]
    Rows(#[from] sisuiq_trees::PredictError),
    /// The model has no contributions.
    #[error("the prediction cannot be explained")]
    Contributions(#[from] sisuiq_trees::ExplainError),
}

impl Predictor {
    /// Loads the bundle of a folder.
    ///
    /// # Errors
    ///
    /// As [`Predictor::from_bytes`], or a file cannot be read.
    pub fn load(folder: &Path) -> Result<Self, BundleError> {
        let (metadata, model) = bundle::read(folder)?;
        Self::from_bytes(&metadata, &model)
    }

    /// Loads a bundle: the description in JSON, and the model in LightGBM's text format.
    ///
    /// # Errors
    ///
    /// The description must be of the supported format and free of contradictions. The model must be the described one by its
    /// digest, have exactly the expected features in their order, one output, the objective `regression` and contributions, have
    /// learned from values within the tables and from the described years, and predict an average that ECLO can have. What a text
    /// cannot prove is the operator's responsibility: that the target was `log1p(ECLO)`, and that codes have the order of the tables.
    pub fn from_bytes(metadata: &[u8], model: &[u8]) -> Result<Self, BundleError> {
        Self::new(serde_json::from_slice(metadata)?, model)
    }

    /// Loads a bundle with a description that has been read.
    ///
    /// # Errors
    ///
    /// As [`Predictor::from_bytes`].
    pub fn new(metadata: Metadata, model: &[u8]) -> Result<Self, BundleError> {
        let fields = Fields::built_in()?;
        let model = bundle::check(&metadata, model, fields)?;
        let (scale, quality) = (Scale::new(&metadata, fields), quality::sentence(&metadata));
        Ok(Self { model, metadata, scale, quality, fields })
    }

    /// Replaces the values of ECLO at which classes of severity begin.
    #[must_use]
    pub fn with_cut_offs(self, cut_offs: CutOffs) -> Self {
        Self { scale: self.scale.with_cut_offs(cut_offs), ..self }
    }

    /// The values of ECLO at which classes of severity begin.
    #[must_use]
    pub const fn cut_offs(&self) -> CutOffs {
        self.scale.cut_offs()
    }

    /// The description of the model.
    #[must_use]
    pub const fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The fields of an accident.
    #[must_use]
    pub const fn fields(&self) -> &'static Fields {
        self.fields
    }

    /// How good the predictions are, in a few honest sentences that belong beside every figure.
    #[must_use]
    pub fn quality(&self, language: Language) -> &str {
        self.quality.get(language)
    }

    /// Reads an accident: [`Accident::parse`].
    ///
    /// # Errors
    ///
    /// All faults of the object.
    pub fn parse(&self, value: &Value) -> Result<Reading, Vec<Fault>> {
        Accident::parse(value, self.fields)
    }

    /// Reads changes of an accident: [`Changes::parse`].
    ///
    /// # Errors
    ///
    /// All faults of the object.
    pub fn parse_changes(&self, value: &Value) -> Result<Changes, Vec<Fault>> {
        Changes::parse(value, self.fields)
    }

    /// Predicts an accident, with its explanation. The notes of its reading come first.
    ///
    /// # Errors
    ///
    /// None for a predictor that was loaded; the type only reports a fault of this program.
    pub fn predict(&self, reading: &Reading) -> Result<Prediction, PredictError> {
        let raw = self.model.raw_score(&reading.accident.row())?;
        self.explained(reading, raw, &mut self.model.explainer()?)
    }

    /// Predicts accidents, with their explanations. Each result equals that of [`Predictor::predict`].
    ///
    /// # Errors
    ///
    /// As [`Predictor::predict`].
    pub fn predict_all(&self, readings: &[Reading]) -> Result<Vec<Prediction>, PredictError> {
        let scores = self.raw_scores(readings.iter().map(|reading| &reading.accident))?;
        let mut explainer = self.model.explainer()?;
        readings.iter().zip(scores).map(|(reading, raw)| self.explained(reading, raw, &mut explainer)).collect()
    }

    /// Estimates an accident, without an explanation. It allocates nothing.
    ///
    /// # Errors
    ///
    /// As [`Predictor::predict`].
    pub fn estimate(&self, accident: &Accident) -> Result<Estimate, PredictError> {
        let raw = self.model.raw_score(&accident.row())?;
        Ok(self.scaled(accident, raw))
    }

    /// Estimates accidents in one pass over the model, without explanations. Each result equals that of [`Predictor::estimate`].
    ///
    /// # Errors
    ///
    /// As [`Predictor::predict`].
    pub fn estimate_all(&self, accidents: &[Accident]) -> Result<Vec<Estimate>, PredictError> {
        let scores = self.raw_scores(accidents.iter())?;
        Ok(accidents.iter().zip(scores).map(|(accident, raw)| self.scaled(accident, raw)).collect())
    }

    fn raw_scores<'a>(&self, accidents: impl ExactSizeIterator<Item = &'a Accident>) -> Result<Vec<f64>, PredictError> {
        let mut scores = vec![0.0; accidents.len()];
        let rows: Vec<f64> = accidents.flat_map(Accident::row).collect();
        self.model.raw_batch(&rows, &mut scores)?;
        Ok(scores)
    }

    fn scaled(&self, accident: &Accident, raw: f64) -> Estimate {
        self.scale.estimate(raw, accident.value(Feature::AccidentType))
    }

    fn explained(
        &self,
        reading: &Reading,
        raw: f64,
        explainer: &mut Explainer<'_>,
    ) -> Result<Prediction, PredictError> {
        let accident = &reading.accident;
        let mut shares = [0.0; Feature::COUNT + 1];
        explainer.contributions(&accident.row(), &mut shares)?;
        let [shares @ .., expected] = &shares;
        let contributions: Vec<Contribution> = Feature::ALL
            .into_iter()
            .zip(shares)
            .map(|(feature, raw)| self.contribution(accident, feature, *raw))
            .collect();
        let estimate = self.scaled(accident, raw);
        let explanation = explanation::text(&estimate, &contributions, eclo(*expected));
        let notes = reading.notes.iter().cloned().chain(self.year_note(accident)).collect();
        Ok(Prediction { estimate, contributions, expected: *expected, explanation, notes })
    }

    fn contribution(&self, accident: &Accident, feature: Feature, raw: f64) -> Contribution {
        let field = self.fields.get(feature);
        Contribution {
            feature,
            korean: field.name(Language::Korean),
            english: field.name(Language::English),
            value: field.text(accident.value(feature)),
            raw,
        }
    }

    /// A note on a year without training data.
    #[must_use]
    pub fn year_note(&self, accident: &Accident) -> Option<Note> {
        let (year, years) = (accident.value(Feature::Year), self.metadata.years);
        let (first, last) = (years.first, years.last);
        (!(first..=last).contains(&year)).then_some(Note::YearOutside { year, first, last })
    }
}
