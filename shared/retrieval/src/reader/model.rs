//! The model of a reader and how a passage is put to it.

use super::{PassageToRead, Reading};
use crate::{
    InferenceError,
    onnx::{Graph, PairInputs, PairTokenizer, Sessions, Workers},
};
use futures::{StreamExt, TryStreamExt, stream};
use ort::session::Session;
use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokenizers::{Encoding, Tokenizer};

/// The setting that leads to the model.
const SETTING: &str = "ANSWER_READER_MODEL_PATH";
/// Most tokens of question and passage together; the longer of both is cut.
const MAX_TOKENS: usize = 384;
/// Most Unicode scalar values of what a passage is about.
const MOST_ABOUT: usize = 160;
/// The graph's output of shape [1]: the log odds that the passage answers.
const RELEVANCE: &str = "relevance";
/// The graph's output of shape [1, tokens, 2]: logits of the answer's first and last token.
const SPANS: &str = "spans";

/// A folder with `model.onnx` and `tokenizer.json`. Nothing is read before the first use.
pub(super) struct Model {
    name: String,
    tokenizer: PairTokenizer,
    workers: Workers,
}

impl Model {
    pub(super) fn new(folder: &Path, runtime: PathBuf) -> Self {
        let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        let graph = Graph { file: folder.join("model.onnx"), weights: None, setting: SETTING, runtime };
        let tokenizer = PairTokenizer::new(folder.join("tokenizer.json"), SETTING, MAX_TOKENS);
        Self { name, tokenizer, workers: Workers::new(graph) }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) async fn read(
        &self,
        question: &str,
        passages: Vec<PassageToRead>,
    ) -> Result<Vec<Reading>, InferenceError> {
        let tokenizer = self.tokenizer.get().await?;
        let readings = passages.into_iter().map(|passage| {
            let (tokenizer, question) = (Arc::clone(tokenizer), question.to_owned());
            self.workers.run(move |sessions| read(sessions, &tokenizer, question, &passage))
        });
        stream::iter(readings).buffered(self.workers.count()).try_collect().await
    }
}

impl std::fmt::Debug for Model {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Model").field("name", &self.name).finish_non_exhaustive()
    }
}

fn read(
    sessions: &Sessions,
    tokenizer: &Tokenizer,
    question: String,
    passage: &PassageToRead,
) -> Result<Reading, InferenceError> {
    let mut text: String = passage.about.chars().take(MOST_ABOUT).collect();
    text.push('\n');
    let starts_at = text.chars().count();
    text.push_str(&passage.text);
    let encoding = tokenizer.encode_char_offsets((question, text), true).map_err(InferenceError::Tokenizer)?;
    let (relevance, spans) = sessions.with_session(|session| run(session, &encoding))?;
    Ok(reading(&encoding, starts_at, relevance, &spans))
}

/// The graph's outputs for a pair.
fn run(session: &mut Session, encoding: &Encoding) -> ort::Result<(f32, Vec<f32>)> {
    let inputs = PairInputs::of(encoding);
    let inputs = inputs.taken_by(session)?;
    let outputs = session.run(inputs)?;
    let output =
        |name: &str| outputs.get(name).ok_or_else(|| ort::Error::new(format!("the model has no output named {name}")));
    let (relevance, spans) = (output(RELEVANCE)?.try_extract_tensor::<f32>()?.1, output(SPANS)?);
    let spans = spans.try_extract_tensor::<f32>()?.1;
    let all_finite = relevance.iter().chain(spans).all(|number| number.is_finite());
    match relevance {
        [relevance] if spans.len() == 2 * encoding.len() && all_finite => Ok((*relevance, spans.to_vec())),
        _ => Err(ort::Error::new("the model's outputs are not one number and two for each token")),
    }
}

/// The reading of a passage whose own text starts at this place of the encoded one.
fn reading(encoding: &Encoding, starts_at: usize, relevance: f32, spans: &[f32]) -> Reading {
    let all = encoding.get_offsets().iter().zip(encoding.get_sequence_ids()).zip(spans.chunks_exact(2));
    let own = all.filter(|((place, sequence), _)| *sequence == Some(1) && place.0 >= starts_at && place.1 > place.0);
    let (places, logits): (Vec<Range<usize>>, Vec<(f32, f32)>) = own
        .filter_map(|((place, _), logits)| match logits {
            [begins, ends] => Some((place.0 - starts_at..place.1 - starts_at, (*begins, *ends))),
            _ => None,
        })
        .unzip();
    let begins = softmax(logits.iter().map(|(begins, _)| *begins));
    let ends = softmax(logits.iter().map(|(_, ends)| *ends));
    let tokens = places.into_iter().zip(begins).zip(ends).map(|((place, begins), ends)| (place, begins, ends));
    Reading { relevance, tokens: tokens.collect() }
}

fn softmax(logits: impl Iterator<Item = f32> + Clone) -> Vec<f32> {
    let most = logits.clone().fold(f32::NEG_INFINITY, f32::max);
    let raised: Vec<f32> = logits.map(|logit| (logit - most).exp()).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|value| value / sum).collect()
}
