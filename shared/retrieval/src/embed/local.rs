use super::{
    EmbeddingSettings, InferenceError, ModelInfo, PassageText, PassageVectors, Precision, TokenCounter, graph,
    passage::pool,
    vocabulary::{Tokens, Vocabulary},
};
use crate::onnx::{Graph, Sessions, Workers};
use futures::{StreamExt, TryStreamExt, stream};
use tokio::{sync::OnceCell, task, try_join};

/// all-MiniLM-L6-v2 in this process.
#[derive(Debug)]
pub struct LocalEmbedder {
    settings: EmbeddingSettings,
    vocabulary: OnceCell<Vocabulary>,
    workers: Workers,
}

impl LocalEmbedder {
    const FAMILY: &str = "all-minilm-l6-v2";
    const DIMENSIONS: usize = 384;

    pub(super) fn new(settings: EmbeddingSettings) -> Self {
        let graph = Graph {
            file: settings.graph(),
            weights: Some(settings.weights()),
            setting: "EMBEDDING_MODEL_PATH",
            runtime: settings.runtime_path.clone(),
        };
        Self { workers: Workers::new(graph), vocabulary: OnceCell::new(), settings }
    }

    /// The identity of the model with weights of this precision.
    pub(super) const fn identity(precision: Precision) -> ModelInfo {
        let name = match precision {
            Precision::F32 => "all-minilm-l6-v2-f32",
            Precision::Int8 => "all-minilm-l6-v2-int8",
        };
        ModelInfo { name, family: Self::FAMILY, dimensions: Self::DIMENSIONS }
    }

    pub(super) const fn model(&self) -> ModelInfo {
        Self::identity(self.settings.precision)
    }

    /// Loads the vocabulary and the model, both at once, and computes a first vector.
    pub(super) async fn warm(&self) -> Result<(), InferenceError> {
        try_join!(self.vocabulary(), self.workers.run(Sessions::warm))?;
        self.embed("warm").await.map(drop)
    }

    /// The vector of one text. Waiting for a core is first come, first served, so a question waits for no more than the
    /// passages already being computed.
    pub(super) async fn embed(&self, text: &str) -> Result<Vec<f32>, InferenceError> {
        let ids = self.vocabulary().await?.ids(text)?;
        let vector = self.workers.run(move |sessions| graph::run(sessions, &ids)).await?;
        complete(&vector)?;
        Ok(vector)
    }

    pub(super) async fn embed_all(&self, passages: &[PassageText]) -> Result<Vec<PassageVectors>, InferenceError> {
        let vocabulary = self.vocabulary().await?;
        let tokenized = passages.iter().map(|passage| vocabulary.tokens(&passage.text));
        let all: Vec<_> = tokenized
            .zip(passages)
            .map(|(tokens, passage)| Ok((tokens?, passage.spans.clone())))
            .collect::<Result<_, _>>()?;
        let vectors = stream::iter(all).map(|(Tokens { ids, places }, spans)| {
            self.workers.run(move |sessions| {
                if spans.is_empty() {
                    return Ok(PassageVectors { whole: graph::run(sessions, &ids)?, spans: Vec::new() });
                }
                let (whole, tokens) = graph::run_with_tokens(sessions, &ids)?;
                let pooled = spans.iter().map(|span| pool(&tokens, &places, span, Self::DIMENSIONS));
                Ok(PassageVectors { whole, spans: pooled.collect() })
            })
        });
        let vectors: Vec<PassageVectors> = vectors.buffered(self.workers.count()).try_collect().await?;
        vectors.iter().try_for_each(|vectors| complete(&vectors.whole))?;
        Ok(vectors)
    }

    pub(super) async fn knows(&self, text: &str) -> Result<bool, InferenceError> {
        self.vocabulary().await?.knows(text)
    }

    pub(super) async fn token_counter(&self) -> Result<TokenCounter, InferenceError> {
        self.vocabulary().await.cloned().map(TokenCounter::new)
    }

    async fn vocabulary(&self) -> Result<&Vocabulary, InferenceError> {
        self.vocabulary
            .get_or_try_init(|| async {
                let path = self.settings.tokenizer();
                task::spawn_blocking(move || Vocabulary::read(&path)).await.map_err(InferenceError::ended)?
            })
            .await
    }
}

fn complete(vector: &[f32]) -> Result<(), InferenceError> {
    let (expected, actual) = (LocalEmbedder::DIMENSIONS, vector.len());
    if actual == expected { Ok(()) } else { Err(InferenceError::Dimensions { expected, actual }) }
}
