//! Bundles: a model in LightGBM's text format with its description, and the checks that they belong together.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use sisuiq_model::Language;
use sisuiq_trees::{ExplainError, Limits, Model, ModelError};
use thiserror::Error;

use crate::feature::Feature;
use crate::fields::{Fields, FieldsError};
use crate::metadata::{Bounds, FORMAT, IntervalMetadata, Metadata, Quality, TARGET};
use crate::ranges;

/// The name of the description in the folder of a bundle.
pub const METADATA_FILE: &str = "model.json";

/// The name of the model in the folder of a bundle.
pub const MODEL_FILE: &str = "model.txt";

/// What an average accident can have: a model of ECLO itself, whose mean is near 5, would seem to predict more than 100.
const AVERAGE_ECLO: std::ops::RangeInclusive<f64> = 0.5..=50.0;

/// A greater logarithm is no severity, and its exponential may not be a number.
const GREATEST_RAW: f64 = 100.0;

/// The reason why a bundle cannot be used.
#[derive(Debug, Error)]
pub enum BundleError {
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The description is not one of this format.
    #[error("the description of the model cannot be read")]
    Metadata(#[from] serde_json::Error),
    /// The description contradicts itself or this program.
    #[error("the description of the model is wrong: {0}")]
    Wrong(String),
    /// The model is not the described one.
    #[error(
        "the model is not the described one: it has {found_bytes} bytes and SHA-256 {found}, expected {expected_bytes} bytes and {expected}"
    )]
    OtherModel {
        /// The digest of the model.
        found: String,
        /// The length of the model.
        found_bytes: usize,
        /// The described digest.
        expected: String,
        /// The described length.
        expected_bytes: usize,
    },
    /// The model is not UTF-8.
    #[error("the model is not text")]
    NotText,
    /// The model cannot be evaluated.
    #[error("the model cannot be read")]
    Model(#[from] ModelError),
    /// The contributions of the features cannot be computed.
    #[error("the predictions of the model cannot be explained")]
    Unexplained(#[from] ExplainError),
    /// The model does not predict what is expected of it.
    #[error("the model {0}")]
    Unsuitable(String),
    /// The program's tables are damaged.
    #[error(transparent)]
    Fields(#[from] FieldsError),
}

/// Reads the two files of a folder: the description, then the model.
pub(crate) fn read(folder: &Path) -> Result<(Vec<u8>, Vec<u8>), BundleError> {
    let read = |name| {
        let path = folder.join(name);
        fs::read(&path).map_err(|source| BundleError::Unreadable { path, source })
    };
    Ok((read(METADATA_FILE)?, read(MODEL_FILE)?))
}

/// Checks a description, and a model against it.
pub(crate) fn check(metadata: &Metadata, model: &[u8], fields: &Fields) -> Result<Model, BundleError> {
    check_metadata(metadata, fields).map_err(BundleError::Wrong)?;
    let found = hex::encode(Sha256::digest(model));
    if found != metadata.model.sha256 || model.len() != metadata.model.bytes {
        let (expected, expected_bytes) = (metadata.model.sha256.clone(), metadata.model.bytes);
        return Err(BundleError::OtherModel { found, found_bytes: model.len(), expected, expected_bytes });
    }
    let text = str::from_utf8(model).map_err(|_| BundleError::NotText)?;
    let model = check_model(text, fields)?;
    ranges::check(text, metadata, fields).map_err(BundleError::Unsuitable)?;
    Ok(model)
}

/// Reads a model and checks that it predicts `log1p(ECLO)` from the features, as far as its text says.
pub(crate) fn check_model(text: &str, fields: &Fields) -> Result<Model, BundleError> {
    let model = Model::parse(text, &Limits::default())?;
    let names: Vec<&str> = feature_names(fields).collect();
    if model.feature_names() != names {
        let found = model.feature_names().join(", ");
        return Err(BundleError::Unsuitable(format!("has the features {found}; needed are {}", names.join(", "))));
    }
    if model.outputs() != 1 {
        return Err(BundleError::Unsuitable(format!("has {} outputs instead of one", model.outputs())));
    }
    // other objectives have raw scores on another scale, or a prediction that is not the mean of the logarithms
    if model.objective() != Some("regression") {
        let found = model.objective().unwrap_or("unknown");
        return Err(BundleError::Unsuitable(format!("has the objective \"{found}\" instead of \"regression\"")));
    }
    if model.averages() {
        return Err(BundleError::Unsuitable("is a random forest, whose raw scores are not predictions".into()));
    }
    check_scale(&model)?;
    Ok(model)
}

/// Checks that the predictions can be logarithms of ECLO: of the average one, and of the greatest one that the trees can add up to.
fn check_scale(model: &Model) -> Result<(), BundleError> {
    let expected = model.explainer()?.expected().first().copied().map_or(f64::NAN, f64::exp_m1);
    if !AVERAGE_ECLO.contains(&expected) {
        let what = "accidents do not have: was it trained on another target than log1p(ECLO)?";
        return Err(BundleError::Unsuitable(format!("predicts an ECLO of {expected:.1} on average, which {what}")));
    }
    let greatest = |tree| model.statistics(tree).iter().map(|node| node.value).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = (0..model.trees()).map(greatest).sum();
    if sum > GREATEST_RAW {
        return Err(BundleError::Unsuitable(format!("can predict a logarithm of {sum:.0}, which is no severity")));
    }
    Ok(())
}

/// The names that the features have in a model.
pub(crate) fn feature_names(fields: &Fields) -> impl Iterator<Item = &str> {
    fields.iter().map(|field| field.name(Language::Korean))
}

fn check_metadata(metadata: &Metadata, fields: &Fields) -> Result<(), String> {
    let equal = |what: &str, found: &str, expected: &str| {
        if found == expected {
            Ok(())
        } else {
            Err(format!("{what} is \"{found}\", and only \"{expected}\" is supported"))
        }
    };
    equal("format", &metadata.format.to_string(), &FORMAT.to_string())?;
    equal("target", &metadata.target, TARGET)?;
    equal("categories.name", &metadata.categories.name, fields.name())?;
    equal("categories.sha256", &metadata.categories.sha256, &fields.sha256())?;
    equal("model.file", &metadata.model.file, MODEL_FILE)?;
    equal("features", &metadata.features.join(", "), &feature_names(fields).collect::<Vec<_>>().join(", "))?;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    if !(1..=50).contains(&metadata.version.len()) || !metadata.version.chars().all(is_plain) {
        return Err("version must have 1 to 50 letters, digits, dots, hyphens or underscores".into());
    }
    if metadata.years.first > metadata.years.last {
        return Err("years end before they begin".into());
    }
    if let Some(interval) = &metadata.interval {
        check_interval(interval, fields)?;
    }
    let (quality, rows) = (metadata.quality.as_ref(), metadata.rows.as_ref());
    if quality.is_some() && rows.is_none_or(|rows| rows.test == 0) {
        return Err("quality needs rows that it was measured on".into());
    }
    quality.map_or(Ok(()), check_quality)
}

fn check_interval(interval: &IntervalMetadata, fields: &Fields) -> Result<(), String> {
    if !(interval.level > 0.0 && interval.level < 1.0) {
        return Err("interval.level is not between 0 and 1".into());
    }
    let field = fields.get(Feature::AccidentType);
    if interval.groups != field.name(Language::Korean) {
        return Err(format!("interval.groups is \"{}\", which has no groups", interval.groups));
    }
    check_bounds("all", &interval.all)?;
    for (value, bounds) in &interval.by_group {
        if field.code(value).is_none() {
            return Err(format!("interval.by_group has the unknown value \"{value}\""));
        }
        check_bounds(value, bounds)?;
    }
    Ok(())
}

fn check_bounds(group: &str, bounds: &Bounds) -> Result<(), String> {
    // a prediction outside its own interval could not be explained to anyone
    let is_around_prediction = bounds.lower <= 0.0 && 0.0 <= bounds.upper;
    let is_bounded = -GREATEST_RAW <= bounds.lower && bounds.upper <= GREATEST_RAW;
    if is_around_prediction && is_bounded { Ok(()) } else { Err(format!("the bounds of \"{group}\" are not around 0")) }
}

fn check_quality(quality: &Quality) -> Result<(), String> {
    let errors = [quality.rmsle, quality.rmsle_constant, quality.rmsle_linear, quality.mean_width];
    if errors.iter().any(|error| !error.is_finite() || *error < 0.0) {
        return Err("quality has a measure that is not a number from 0".into());
    }
    let mut shares = quality.coverage_by_group.values().chain([&quality.coverage]);
    if shares.any(|share| !(0.0..=1.0).contains(share)) {
        return Err("quality has a coverage that is not a share".into());
    }
    Ok(())
}
