//! Inputs and outputs of the embedding model's graph.

use crate::{InferenceError, onnx::Sessions};
use ort::{
    session::{OutputSelector, RunOptions, Session},
    value::TensorRef,
};

/// The graph's output for the whole text.
const EMBEDDING: &str = "embedding";
/// The graph's output for each token.
const TOKENS: &str = "tokens";

/// The vector of one text's token ids. Blocks while it computes.
///
/// One text a run: in int8 the activations are scaled over the whole input, so that a text's vector would depend on its
/// neighbours in a batch; and a batch is no faster.
pub(super) fn run(sessions: &Sessions, ids: &[i64]) -> Result<Vec<f32>, InferenceError> {
    sessions.with_session(|session| {
        let [vector] = compute(session, ids, [EMBEDDING])?;
        Ok(vector)
    })
}

/// The vector of one text's token ids, and that of each token, one after the other.
pub(super) fn run_with_tokens(sessions: &Sessions, ids: &[i64]) -> Result<(Vec<f32>, Vec<f32>), InferenceError> {
    sessions.with_session(|session| {
        let [vector, tokens] = compute(session, ids, [EMBEDDING, TOKENS])?;
        Ok((vector, tokens))
    })
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
