//! Putting the first of the passages that were found into a better order.

mod cross_encoder;

pub use cross_encoder::CrossEncoder;

use crate::InferenceError;
use futures::future::BoxFuture;
use sisuiq_config::{ConfigError, Environment, settings};
use std::{fmt, path::PathBuf, sync::Arc, time::Duration};
use tokio::time::timeout;

/// Scores how well passages answer a question.
pub trait Rerank: fmt::Debug + Send + Sync {
    /// The name in records.
    fn name(&self) -> &str;

    /// A score of each passage, in their order: the higher, the better it answers. Scores of different questions are not
    /// comparable.
    fn scores<'a>(&'a self, question: &'a str, passages: &'a [String]) -> BoxFuture<'a, Result<Vec<f32>, RerankError>>;
}

/// The reason why passages were not reranked.
#[derive(Debug, thiserror::Error)]
pub enum RerankError {
    /// The model could not be loaded or run.
    #[error("the reranker cannot be used")]
    Model(#[from] InferenceError),
    /// It took too long.
    #[error("the reranker took longer than {0:?}")]
    Late(Duration),
    /// It returned another number of scores than passages, or a score that is not a number.
    #[error("the reranker returned {actual} scores for {expected} passages, or a score that is not a number")]
    Scores {
        /// The number of passages.
        expected: usize,
        /// The number of scores.
        actual: usize,
    },
}

/// The reranker that an operator has set, how many passages callers give it and how long it may take. Clones share it.
#[derive(Clone, Debug)]
pub struct Reranker {
    model: Arc<dyn Rerank>,
    most: usize,
    timeout: Duration,
}

impl Reranker {
    /// One for the first `most` passages.
    #[must_use]
    pub fn new(model: impl Rerank + 'static, most: usize, timeout: Duration) -> Self {
        Self { model: Arc::new(model), most, timeout }
    }

    /// Reads `RERANKER_MODEL_PATH`, `RERANKER_PASSAGES`, `RERANKER_MILLISECONDS` and `ONNXRUNTIME_PATH`; nothing when no model is set.
    /// Nothing is loaded yet.
    pub fn from_environment(environment: &Environment) -> Result<Option<Self>, ConfigError> {
        let (path, most, timeout, runtime) = environment.read(|reader| {
            (
                reader.optional(&settings::RERANKER_MODEL_PATH),
                reader.get(&settings::RERANKER_PASSAGES),
                reader.milliseconds(&settings::RERANKER_MILLISECONDS),
                reader.get(&settings::ONNXRUNTIME_PATH),
            )
        })?;
        Ok(path.map(|path: PathBuf| Self::new(CrossEncoder::new(&path, runtime), most, timeout)))
    }

    /// The name in records.
    #[must_use]
    pub fn name(&self) -> &str {
        self.model.name()
    }

    /// The most passages that a caller may pass to [`Reranker::order`].
    #[must_use]
    pub const fn most(&self) -> usize {
        self.most
    }

    /// The places of these passages with their scores, the best first; those of the same score stay in their order.
    pub async fn order(&self, question: &str, passages: &[String]) -> Result<Vec<(usize, f32)>, RerankError> {
        let scores = timeout(self.timeout, self.model.scores(question, passages)).await;
        let scores = scores.map_err(|_elapsed| RerankError::Late(self.timeout))??;
        if scores.len() != passages.len() || scores.iter().any(|score| score.is_nan()) {
            return Err(RerankError::Scores { expected: passages.len(), actual: scores.len() });
        }
        let mut order: Vec<(usize, f32)> = scores.into_iter().enumerate().collect();
        order.sort_by(|(_, left), (_, right)| right.total_cmp(left));
        Ok(order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{FutureExt, future::pending};

    #[derive(Debug)]
    struct Says(Vec<f32>);

    impl Rerank for Says {
        fn name(&self) -> &'static str {
            "says"
        }

        fn scores<'a>(&'a self, _: &'a str, _: &'a [String]) -> BoxFuture<'a, Result<Vec<f32>, RerankError>> {
            async { Ok(self.0.clone()) }.boxed()
        }
    }

    #[derive(Debug)]
    struct Ponders;

    impl Rerank for Ponders {
        fn name(&self) -> &'static str {
            "ponders"
        }

        fn scores<'a>(&'a self, _: &'a str, _: &'a [String]) -> BoxFuture<'a, Result<Vec<f32>, RerankError>> {
            pending().boxed()
        }
    }

    const TIMEOUT: Duration = Duration::from_secs(2);

    async fn order(scores: &[f32], passages: usize) -> Result<Vec<usize>, RerankError> {
        let passages = vec!["passage".to_owned(); passages];
        let order = Reranker::new(Says(scores.to_vec()), 24, TIMEOUT).order("question", &passages).await?;
        Ok(order.into_iter().map(|(place, _)| place).collect())
    }

    #[tokio::test]
    async fn ordering_is_descending_and_stable() {
        assert_eq!(order(&[0.1, -2.0, 7.0, 0.1], 4).await.unwrap(), [2, 0, 3, 1]);
        assert_eq!(order(&[], 0).await.unwrap(), [0; 0]);
    }

    #[tokio::test]
    async fn scores_that_order_nothing_are_refused() {
        for (scores, passages) in [(vec![0.5], 2), (vec![0.5, f32::NAN], 2), (vec![0.5, 0.6], 1)] {
            assert!(matches!(order(&scores, passages).await, Err(RerankError::Scores { .. })), "{scores:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_one_that_ponders() {
        let order = Reranker::new(Ponders, 24, TIMEOUT).order("question", &["passage".to_owned()]).await;
        assert!(matches!(order, Err(RerankError::Late(TIMEOUT))), "{order:?}");
    }

    #[test]
    fn without_a_model_there_is_none() {
        let pairs = [("ONNXRUNTIME_PATH", "/lib.so")];
        assert!(Reranker::from_environment(&Environment::from_pairs(pairs)).unwrap().is_none());
        let pairs = [("ONNXRUNTIME_PATH", "/lib.so"), ("RERANKER_MODEL_PATH", "/models/ms-marco")];
        let reranker = Reranker::from_environment(&Environment::from_pairs(pairs)).unwrap().unwrap();
        assert_eq!((reranker.name(), reranker.most()), ("ms-marco", 24));
    }
}
