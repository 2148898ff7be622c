use super::{
    EmbedError, EmbeddingSettings, ModelInfo, PassageText, PassageVectors, Precision, TokenCounter,
    passage::pool,
    sessions::Sessions,
    vocabulary::{Tokens, Vocabulary},
};
use futures::{StreamExt, TryStreamExt, stream};
use std::{num::NonZero, sync::Arc, thread};
use tokio::{
    sync::{OnceCell, Semaphore},
    task, try_join,
};

/// all-MiniLM-L6-v2 in this process.
#[derive(Debug)]
pub struct LocalEmbedder {
    settings: EmbeddingSettings,
    vocabulary: OnceCell<Vocabulary>,
    sessions: Arc<Sessions>,
    workers: usize,
    permits: Arc<Semaphore>,
}

impl LocalEmbedder {
    const FAMILY: &str = "all-minilm-l6-v2";
    const DIMENSIONS: usize = 384;

    pub(super) fn new(settings: EmbeddingSettings) -> Self {
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            sessions: Arc::new(Sessions::new(settings.clone())),
            vocabulary: OnceCell::new(),
            permits: Arc::new(Semaphore::new(workers)),
            workers,
            settings,
        }
    }

    pub(super) fn model(&self) -> ModelInfo {
        let name = match self.settings.precision {
            Precision::F32 => "all-minilm-l6-v2-f32",
            Precision::Int8 => "all-minilm-l6-v2-int8",
        };
        ModelInfo { name, family: Self::FAMILY, dimensions: Self::DIMENSIONS }
    }

    /// Loads the vocabulary and the model, both at once, and computes a first vector.
    pub(super) async fn warm(&self) -> Result<(), EmbedError> {
        try_join!(self.vocabulary(), self.run(Sessions::warm))?;
        self.embed("warm").await.map(drop)
    }

    /// The vector of one text. Waiting for a core is first come, first served, so a question waits for no more than the
    /// passages already being computed.
    pub(super) async fn embed(&self, text: &str) -> Result<Vec<f32>, EmbedError> {
        let ids = self.vocabulary().await?.ids(text)?;
        let vector = self.run(move |sessions| sessions.run(&ids)).await?;
        complete(&vector)?;
        Ok(vector)
    }

    pub(super) async fn embed_all(&self, passages: &[PassageText]) -> Result<Vec<PassageVectors>, EmbedError> {
        let vocabulary = self.vocabulary().await?;
        let tokenized = passages.iter().map(|passage| vocabulary.tokens(&passage.text));
        let all: Vec<_> = tokenized
            .zip(passages)
            .map(|(tokens, passage)| Ok((tokens?, passage.spans.clone())))
            .collect::<Result<_, _>>()?;
        let vectors = stream::iter(all).map(|(Tokens { ids, places }, spans)| {
            self.run(move |sessions| {
                if spans.is_empty() {
                    return Ok(PassageVectors { whole: sessions.run(&ids)?, spans: Vec::new() });
                }
                let (whole, tokens) = sessions.run_with_tokens(&ids)?;
                let pooled = spans.iter().map(|span| pool(&tokens, &places, span, Self::DIMENSIONS));
                Ok(PassageVectors { whole, spans: pooled.collect() })
            })
        });
        let vectors: Vec<PassageVectors> = vectors.buffered(self.workers).try_collect().await?;
        vectors.iter().try_for_each(|vectors| complete(&vectors.whole))?;
        Ok(vectors)
    }

    /// Computes on a thread of its own, on at most as many as there are cores.
    async fn run<T: Send + 'static>(
        &self,
        compute: impl FnOnce(&Sessions) -> Result<T, EmbedError> + Send + 'static,
    ) -> Result<T, EmbedError> {
        let permit = self.permits.clone().acquire_owned().await.map_err(interrupted)?;
        let sessions = Arc::clone(&self.sessions);
        let computing = task::spawn_blocking(move || {
            let computed = compute(&sessions);
            drop(permit);
            computed
        });
        computing.await.map_err(interrupted)?
    }

    pub(super) async fn token_counter(&self) -> Result<TokenCounter, EmbedError> {
        self.vocabulary().await.cloned().map(TokenCounter::new)
    }

    async fn vocabulary(&self) -> Result<&Vocabulary, EmbedError> {
        self.vocabulary
            .get_or_try_init(|| async {
                let path = self.settings.tokenizer();
                task::spawn_blocking(move || Vocabulary::read(&path)).await.map_err(interrupted)?
            })
            .await
    }
}

fn complete(vector: &[f32]) -> Result<(), EmbedError> {
    let (expected, actual) = (LocalEmbedder::DIMENSIONS, vector.len());
    if actual == expected { Ok(()) } else { Err(EmbedError::Dimensions { expected, actual }) }
}

fn interrupted(error: impl std::error::Error + Send + Sync + 'static) -> EmbedError {
    EmbedError::Interrupted(Box::new(error))
}
