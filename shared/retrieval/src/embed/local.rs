use super::{EmbedError, EmbeddingSettings, ModelInfo, TokenCounter, sessions::Sessions, vocabulary::Vocabulary};
use futures::{StreamExt, TryStreamExt, stream};
use std::{num::NonZero, sync::Arc, thread};
use tokio::{
    sync::{OnceCell, Semaphore},
    task,
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
    pub(super) const MODEL: ModelInfo = ModelInfo { name: "all-minilm-l6-v2", dimensions: 384 };

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

    /// The vector of one text. Waiting for a core is first come, first served, so a question waits for no more than the
    /// passages already being computed.
    pub(super) async fn embed(&self, text: &str) -> Result<Vec<f32>, EmbedError> {
        let ids = self.vocabulary().await?.ids(text)?;
        self.run(ids).await
    }

    pub(super) async fn embed_all(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let vocabulary = self.vocabulary().await?;
        let all: Vec<Vec<i64>> = texts.iter().map(|text| vocabulary.ids(text)).collect::<Result<_, _>>()?;
        stream::iter(all).map(|ids| self.run(ids)).buffered(self.workers).try_collect().await
    }

    async fn run(&self, ids: Vec<i64>) -> Result<Vec<f32>, EmbedError> {
        let permit = self.permits.clone().acquire_owned().await.map_err(interrupted)?;
        let sessions = Arc::clone(&self.sessions);
        let vector = task::spawn_blocking(move || {
            let vector = sessions.run(&ids);
            drop(permit);
            vector
        })
        .await
        .map_err(interrupted)??;
        let (expected, actual) = (Self::MODEL.dimensions, vector.len());
        if actual == expected { Ok(vector) } else { Err(EmbedError::Dimensions { expected, actual }) }
    }

    pub(super) async fn token_counter(&self) -> Result<TokenCounter, EmbedError> {
        self.vocabulary().await.cloned().map(TokenCounter::new)
    }

    async fn vocabulary(&self) -> Result<&Vocabulary, EmbedError> {
        self.vocabulary
            .get_or_try_init(|| async {
                let folder = self.settings.model_path.clone();
                task::spawn_blocking(move || Vocabulary::read(&folder)).await.map_err(interrupted)?
            })
            .await
    }
}

fn interrupted(error: impl std::error::Error + Send + Sync + 'static) -> EmbedError {
    EmbedError::Interrupted(Box::new(error))
}
