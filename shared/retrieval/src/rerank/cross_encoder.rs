use super::{Rerank, RerankError};
use crate::{
    InferenceError,
    onnx::{Graph, PairInputs, PairTokenizer, Sessions, Workers},
};
use futures::{FutureExt, StreamExt, TryStreamExt, future::BoxFuture, stream};
use ort::session::Session;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tokenizers::{Encoding, Tokenizer};

/// The setting that leads to the model.
const SETTING: &str = "RERANKER_MODEL_PATH";
/// Most tokens of question and passage together; the longer of both is cut.
const MAX_TOKENS: usize = 512;

/// A model that reads question and passage together, in the form in which cross-encoders are published: a folder with
/// `model.onnx` and `tokenizer.json`. The graph takes `input_ids`, `attention_mask` and, if it has it, `token_type_ids`, all of the
/// shape [1, tokens], and its first output is one number. Nothing is read before the first use.
pub struct CrossEncoder {
    name: String,
    tokenizer: PairTokenizer,
    workers: Workers,
}

impl CrossEncoder {
    /// The model in this folder, called like it; `runtime` is ONNX Runtime's library.
    #[must_use]
    pub fn new(folder: &Path, runtime: PathBuf) -> Self {
        let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        let graph = Graph { file: folder.join("model.onnx"), weights: None, setting: SETTING, runtime };
        let tokenizer = PairTokenizer::new(folder.join("tokenizer.json"), SETTING, MAX_TOKENS);
        Self { name, tokenizer, workers: Workers::new(graph) }
    }

    async fn score(&self, tokenizer: Arc<Tokenizer>, pair: (String, String)) -> Result<f32, InferenceError> {
        let score = move |sessions: &Sessions| {
            let encoding = tokenizer.encode_fast(pair, true).map_err(InferenceError::Tokenizer)?;
            sessions.with_session(|session| score(session, &encoding))
        };
        self.workers.run(score).await
    }
}

impl Rerank for CrossEncoder {
    fn name(&self) -> &str {
        &self.name
    }

    fn scores<'a>(&'a self, question: &'a str, passages: &'a [String]) -> BoxFuture<'a, Result<Vec<f32>, RerankError>> {
        async move {
            let tokenizer = self.tokenizer.get().await?;
            let pairs: Vec<_> = passages.iter().map(|passage| (question.to_owned(), passage.clone())).collect();
            let scores = pairs.into_iter().map(|pair| self.score(Arc::clone(tokenizer), pair));
            Ok(stream::iter(scores).buffered(self.workers.count()).try_collect().await?)
        }
        .boxed()
    }
}

impl std::fmt::Debug for CrossEncoder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CrossEncoder").field("name", &self.name).finish_non_exhaustive()
    }
}

fn score(session: &mut Session, encoding: &Encoding) -> ort::Result<f32> {
    let inputs = PairInputs::of(encoding);
    let inputs = inputs.taken_by(session)?;
    let outputs = session.run(inputs)?;
    let (_, output) = outputs.iter().next().ok_or_else(|| ort::Error::new("the model has no output"))?;
    match output.try_extract_tensor::<f32>()?.1 {
        [score] => Ok(*score),
        others => Err(ort::Error::new(format!("the model returned {} numbers instead of one score", others.len()))),
    }
}
