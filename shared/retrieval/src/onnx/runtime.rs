//! ONNX Runtime, loaded once a process.

use crate::InferenceError;
use ort::environment::Environment;
use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

/// ONNX Runtime allows one environment a process, so the first library that loads is kept until the end.
static ENVIRONMENT: Mutex<Option<Environment>> = Mutex::new(None);

/// The process's environment, made from the library at `path` if it is the first.
pub(super) fn environment(path: &Path) -> Result<Environment, InferenceError> {
    let mut slot = ENVIRONMENT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(environment) = slot.as_ref() {
        return Ok(environment.clone());
    }
    require_file(path, "ONNXRUNTIME_PATH")?;
    let environment = ort::init_from(path)
        .map_err(|error| InferenceError::Runtime(Box::new(error)))?
        .with_name("sisuiq")
        .with_telemetry(false)
        .build()
        .map_err(|error| InferenceError::Runtime(Box::new(error)))?;
    *slot = Some(environment.clone());
    Ok(environment)
}

/// Says which setting is wrong when a file is absent, before a library says something less clear.
pub(crate) fn require_file(path: &Path, setting: &'static str) -> Result<(), InferenceError> {
    match std::fs::File::open(path) {
        Ok(_) => Ok(()),
        Err(source) => Err(InferenceError::MissingFile { path: path.to_owned(), setting, source }),
    }
}
