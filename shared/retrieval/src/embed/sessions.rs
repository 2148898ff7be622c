//! The model's sessions: each computes one text at a time on one thread.

use super::{EmbedError, EmbeddingSettings, runtime};
use ort::{
    session::{OutputSelector, RunOptions, Session, builder::GraphOptimizationLevel},
    value::TensorRef,
};
use std::sync::{Mutex, PoisonError};

/// The graph's output for the whole text.
const EMBEDDING: &str = "embedding";
/// The graph's output for each token.
const TOKENS: &str = "tokens";

/// Sessions not in use. More are opened only when as many texts are embedded at once, as each takes memory.
#[derive(Debug)]
pub(super) struct Sessions {
    settings: EmbeddingSettings,
    idle: Mutex<Vec<Session>>,
}

impl Sessions {
    pub(super) const fn new(settings: EmbeddingSettings) -> Self {
        Self { settings, idle: Mutex::new(Vec::new()) }
    }

    /// Opens a session, unless one is idle.
    pub(super) fn warm(&self) -> Result<(), EmbedError> {
        self.with_session(|_| Ok(()))
    }

    /// The vector of one text's token ids. Blocks while it computes.
    ///
    /// One text a run: in int8 the activations are scaled over the whole input, so that a text's vector would depend on
    /// its neighbours in a batch; and a batch is no faster.
    pub(super) fn run(&self, ids: &[i64]) -> Result<Vec<f32>, EmbedError> {
        self.with_session(|session| {
            let [vector] = compute(session, ids, [EMBEDDING])?;
            Ok(vector)
        })
    }

    /// The vector of one text's token ids, and that of each token, one after the other.
    pub(super) fn run_with_tokens(&self, ids: &[i64]) -> Result<(Vec<f32>, Vec<f32>), EmbedError> {
        self.with_session(|session| {
            let [vector, tokens] = compute(session, ids, [EMBEDDING, TOKENS])?;
            Ok((vector, tokens))
        })
    }

    fn with_session<T>(&self, compute: impl FnOnce(&mut Session) -> ort::Result<T>) -> Result<T, EmbedError> {
        let mut session = self.take()?;
        let computed = compute(&mut session).map_err(EmbedError::Model);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        computed
    }

    fn take(&self) -> Result<Session, EmbedError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| self.open(), Ok)
    }

    fn open(&self) -> Result<Session, EmbedError> {
        let graph = self.settings.graph();
        for path in [&graph, &self.settings.weights()] {
            runtime::require_file(path, "EMBEDDING_MODEL_PATH")?;
        }
        let environment = runtime::environment(&self.settings.runtime_path)?;
        Session::builder(&environment)
            .and_then(|builder| Ok(builder.with_optimization_level(GraphOptimizationLevel::Level3)?))
            .and_then(|builder| Ok(builder.with_intra_threads(1)?))
            .and_then(|mut builder| builder.commit_from_file(&graph))
            .map_err(EmbedError::Model)
    }
}

/// The wanted outputs, in their order; the others are not even copied.
fn compute<const N: usize>(session: &mut Session, ids: &[i64], wanted: [&str; N]) -> ort::Result<[Vec<f32>; N]> {
    let shape = [1, ids.len()];
    let mask = vec![1_i64; ids.len()];
    let selector = wanted.iter().fold(OutputSelector::no_default(), |selector, name| selector.with(*name));
    let options = RunOptions::new()?.with_outputs(selector);
    let inputs = ort::inputs![
        "input_ids" => TensorRef::from_array_view((shape, ids))?,
        "attention_mask" => TensorRef::from_array_view((shape, mask.as_slice()))?,
    ];
    let outputs = session.run_with_options(inputs, &options)?;
    let mut found = [const { Vec::new() }; N];
    for (name, values) in wanted.iter().zip(&mut found) {
        let output =
            outputs.get(name).ok_or_else(|| ort::Error::new(format!("the model has no output named {name}")))?;
        *values = output.try_extract_tensor::<f32>()?.1.to_vec();
    }
    Ok(found)
}
