//! The settings of a predictor.

use std::path::PathBuf;

use sisuiq_config::{ConfigError, Environment, settings};

use crate::predictor::Predictor;
use crate::severity::CutOffs;

impl Predictor {
    /// Loads the bundle that `PREDICTOR_PATH` names, with the cut-offs of `PREDICTOR_CUT_OFFS` if they are set.
    ///
    /// # Errors
    ///
    /// A setting is missing or invalid, or the bundle cannot be used.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let (folder, cut_offs) = environment.read(|reader| {
            let folder = reader.get::<PathBuf>(&settings::PREDICTOR_PATH);
            (folder, reader.optional::<CutOffs>(&settings::PREDICTOR_CUT_OFFS))
        })?;
        let predictor =
            Self::load(&folder).map_err(|error| ConfigError::unusable(settings::PREDICTOR_PATH.name, &error))?;
        Ok(match cut_offs {
            Some(cut_offs) => predictor.with_cut_offs(cut_offs),
            None => predictor,
        })
    }
}
