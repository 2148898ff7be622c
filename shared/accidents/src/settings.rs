//! The settings of a predictor.

use std::path::PathBuf;

use sisuiq_config::{ConfigError, Environment, settings};

use crate::predictor::Predictor;
use crate::severity::CutOffs;

/// The settings of a predictor that is loaded when it is needed.
#[derive(Clone, Debug)]
pub struct PredictorSettings {
    folder: PathBuf,
    cut_offs: Option<CutOffs>,
}

impl PredictorSettings {
    /// Reads `PREDICTOR_PATH` and `PREDICTOR_CUT_OFFS`.
    ///
    /// # Errors
    ///
    /// A setting is missing or invalid.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let (folder, cut_offs) = environment.read(|reader| {
            let folder = reader.get::<PathBuf>(&settings::PREDICTOR_PATH);
            (folder, reader.optional::<CutOffs>(&settings::PREDICTOR_CUT_OFFS))
        })?;
        Ok(Self { folder, cut_offs })
    }

    /// Loads the bundle.
    ///
    /// # Errors
    ///
    /// The bundle cannot be used.
    pub fn load(&self) -> Result<Predictor, ConfigError> {
        let predictor = Predictor::load(&self.folder)
            .map_err(|error| ConfigError::unusable(settings::PREDICTOR_PATH.name, &error))?;
        Ok(match self.cut_offs {
            Some(cut_offs) => predictor.with_cut_offs(cut_offs),
            None => predictor,
        })
    }
}

impl Predictor {
    /// Loads the bundle that `PREDICTOR_PATH` names, with the cut-offs of `PREDICTOR_CUT_OFFS` if they are set.
    ///
    /// # Errors
    ///
    /// A setting is missing or invalid, or the bundle cannot be used.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        PredictorSettings::from_environment(environment)?.load()
    }
}
