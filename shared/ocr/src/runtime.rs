//! ONNX Runtime, loaded once a process, and sessions that compute on one thread.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ort::environment::Environment;
use ort::session::{Session, builder::GraphOptimizationLevel};

use crate::OcrError;

/// ONNX Runtime allows one environment a process, so the first library that loads is kept until the end.
static ENVIRONMENT: Mutex<Option<Environment>> = Mutex::new(None);

fn environment(library: &Path) -> Result<Environment, OcrError> {
    let mut slot = ENVIRONMENT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(environment) = slot.as_ref() {
        return Ok(environment.clone());
    }
    require(library)?;
    let environment = ort::init_from(library)
        .map_err(|error| OcrError::Runtime(Box::new(error)))?
        .with_name("sisuiq-ocr")
        .with_telemetry(false)
        .build()
        .map_err(|error| OcrError::Runtime(Box::new(error)))?;
    *slot = Some(environment.clone());
    Ok(environment)
}

fn require(path: &Path) -> Result<(), OcrError> {
    match std::fs::File::open(path) {
        Ok(_) => Ok(()),
        Err(source) => Err(OcrError::MissingFile { path: path.to_owned(), source }),
    }
}

/// Opens a graph for one thread. Memory is given back after each run, since pages and lines differ in size.
pub(crate) fn open(library: &Path, graph: &Path) -> Result<Session, OcrError> {
    require(graph)?;
    let environment = environment(library)?;
    let mut builder = Session::builder(&environment)?
        .with_optimization_level(GraphOptimizationLevel::Level3)
        .map_err(ort::Error::from)?
        .with_intra_threads(1)
        .map_err(ort::Error::from)?
        .with_memory_pattern(false)
        .map_err(ort::Error::from)?;
    Ok(builder.commit_from_file(graph)?)
}
