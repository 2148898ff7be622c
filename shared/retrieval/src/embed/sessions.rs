//! The model's sessions: each computes one text at a time on one thread.

use super::{EmbedError, EmbeddingSettings, runtime};
use ort::{
    session::{Session, builder::GraphOptimizationLevel},
    value::TensorRef,
};
use std::sync::{Mutex, PoisonError};

/// Sessions not in use. More are opened only when as many texts are embedded at once, as each holds the weights.
#[derive(Debug)]
pub(super) struct Sessions {
    settings: EmbeddingSettings,
    idle: Mutex<Vec<Session>>,
}

impl Sessions {
    pub(super) const fn new(settings: EmbeddingSettings) -> Self {
        Self { settings, idle: Mutex::new(Vec::new()) }
    }

    /// The vector of one text's token ids. Blocks while it computes.
    ///
    /// One text a run: in int8 the activations are scaled over the whole input, so that a text's vector would depend on
    /// its neighbours in a batch; and a batch is no faster.
    pub(super) fn run(&self, ids: &[i64]) -> Result<Vec<f32>, EmbedError> {
        let mut session = self.take()?;
        let vector = compute(&mut session, ids).map_err(EmbedError::Model);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        vector
    }

    fn take(&self) -> Result<Session, EmbedError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| self.open(), Ok)
    }

    fn open(&self) -> Result<Session, EmbedError> {
        let path = self.settings.model_path.join(self.settings.precision.file_name());
        runtime::require_file(&path, "EMBEDDING_MODEL_PATH")?;
        let environment = runtime::environment(&self.settings.runtime_path)?;
        Session::builder(&environment)
            .and_then(|builder| Ok(builder.with_optimization_level(GraphOptimizationLevel::Level3)?))
            .and_then(|builder| Ok(builder.with_intra_threads(1)?))
            .and_then(|mut builder| builder.commit_from_file(&path))
            .map_err(EmbedError::Model)
    }
}

fn compute(session: &mut Session, ids: &[i64]) -> ort::Result<Vec<f32>> {
    let shape = [1, ids.len()];
    let mask = vec![1_i64; ids.len()];
    let outputs = session.run(ort::inputs![
        "input_ids" => TensorRef::from_array_view((shape, ids))?,
        "attention_mask" => TensorRef::from_array_view((shape, mask.as_slice()))?,
    ])?;
    let embedding =
        outputs.get("embedding").ok_or_else(|| ort::Error::new("the model has no output named embedding"))?;
    let (_, components) = embedding.try_extract_tensor::<f32>()?;
    Ok(components.to_vec())
}
