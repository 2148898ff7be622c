//! The description of a model in a bundle.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

use crate::severity::CutOffs;

/// The version of the format that this crate reads and writes.
pub const FORMAT: u32 = 1;

/// The target of every model: the logarithm of ECLO + 1.
pub const TARGET: &str = "log1p(ECLO)";

/// The description of a model: `model.json` of a bundle. Unknown members are an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// [`FORMAT`].
    pub format: u32,
    /// The version of the model, which every stored prediction repeats: 1–50 letters, digits, dots, hyphens and underscores.
    pub version: String,
    /// `true` if the model was trained on invented data and says nothing about real accidents.
    pub demo: bool,
    /// The origin of the training data.
    pub source: Text,
    /// The file of the model.
    pub model: ModelFile,
    /// The Korean names of the features, in the order of the model.
    pub features: Vec<String>,
    /// The tables that the categories were coded by.
    pub categories: Tables,
    /// [`TARGET`].
    pub target: String,
    /// The years of the training data, which the model repeats.
    pub years: Years,
    /// The numbers of accidents that the model learned from and was measured on; unknown if it was imported without data.
    pub rows: Option<Rows>,
    /// The values of ECLO at which classes of severity begin.
    pub cut_offs: CutOffs,
    /// The interval; none if it was not fitted.
    pub interval: Option<IntervalMetadata>,
    /// The measured quality; none if it was not measured.
    pub quality: Option<Quality>,
}

/// The file of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Its name, beside the description.
    pub file: String,
    /// Its length.
    pub bytes: usize,
    /// Its SHA-256 in lower-case hex.
    pub sha256: String,
}

/// The tables of categories: those of [`Fields`](crate::Fields).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// Their name.
    pub name: String,
    /// Their digest: [`Fields::sha256`](crate::Fields::sha256).
    pub sha256: String,
}

/// The first and the last year of the training data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first year.
    pub first: i32,
    /// The last year, not before the first.
    pub last: i32,
}

/// Numbers of accidents. No accident is in two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// The part that the model learned from; 0 if it was trained elsewhere.
    pub train: usize,
    /// The part that the interval was fitted to.
    pub calibration: usize,
    /// The part that quality was measured on.
    pub test: usize,
    /// Rows of the source that could not be used.
    pub skipped: usize,
}

/// A split conformal interval: bounds of `log1p(ECLO)` minus its prediction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntervalMetadata {
    /// The share of accidents that an interval contains at least, if they are like those of the calibration part.
    pub level: f64,
    /// The Korean name of the field whose values have bounds of their own.
    pub groups: String,
    /// The bounds of a value that has none of its own.
    pub all: Bounds,
    /// The bounds by value.
    pub by_group: BTreeMap<String, Bounds>,
}

/// Bounds on the scale of `log1p(ECLO)`, relative to the prediction.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The lower bound.
    pub lower: f64,
    /// The upper bound.
    pub upper: f64,
    /// The accidents of the calibration part that determined them.
    pub rows: usize,
}

/// Measures on the part of the data that neither the model nor the interval has seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// Root of the mean squared difference of `log1p(ECLO)`.
    pub rmsle: f64,
    /// The same, if every accident is predicted to be the average one.
    pub rmsle_constant: f64,
    /// The same of a linear regression.
    pub rmsle_linear: f64,
    /// The share of accidents within their interval.
    pub coverage: f64,
    /// The same by group.
    pub coverage_by_group: BTreeMap<String, f64>,
    /// The mean width of the intervals, in ECLO.
    pub mean_width: f64,
}
