//! Pairs of texts as a graph that reads both together takes them.

use super::runtime::require_file;
use crate::InferenceError;
use ort::{
    session::{Session, SessionInputValue},
    value::TensorRef,
};
use std::{borrow::Cow, path::PathBuf, sync::Arc};
use tokenizers::{Encoding, Tokenizer, TruncationDirection, TruncationParams, TruncationStrategy};
use tokio::{sync::OnceCell, task};

/// A tokenizer that cuts a question and a passage to what the model reads of both. It is read at the first use.
pub(crate) struct PairTokenizer {
    file: PathBuf,
    /// The setting that leads to it.
    setting: &'static str,
    most_tokens: usize,
    tokenizer: OnceCell<Arc<Tokenizer>>,
}

impl PairTokenizer {
    pub(crate) fn new(file: PathBuf, setting: &'static str, most_tokens: usize) -> Self {
        Self { file, setting, most_tokens, tokenizer: OnceCell::new() }
    }

    /// The tokenizer. Of a pair with too many tokens the longer text is cut.
    pub(crate) async fn get(&self) -> Result<&Arc<Tokenizer>, InferenceError> {
        let read = || async {
            let (file, setting, max_length) = (self.file.clone(), self.setting, self.most_tokens);
            task::spawn_blocking(move || {
                require_file(&file, setting)?;
                let mut tokenizer = Tokenizer::from_file(file).map_err(InferenceError::Tokenizer)?;
                tokenizer.with_padding(None);
                let truncation = TruncationParams {
                    max_length,
                    strategy: TruncationStrategy::LongestFirst,
                    direction: TruncationDirection::Right,
                    stride: 0,
                };
                tokenizer.with_truncation(Some(truncation)).map_err(InferenceError::Tokenizer)?;
                Ok(Arc::new(tokenizer))
            })
            .await
            .map_err(InferenceError::ended)?
        };
        self.tokenizer.get_or_try_init(read).await
    }
}

/// Token ids, mask and types of a pair in the form of a graph's inputs.
pub(crate) struct PairInputs {
    all: [(&'static str, Vec<i64>); 3],
}

impl PairInputs {
    pub(crate) fn of(encoding: &Encoding) -> Self {
        let whole = |numbers: &[u32]| numbers.iter().map(|number| i64::from(*number)).collect::<Vec<_>>();
        Self {
            all: [
                ("input_ids", whole(encoding.get_ids())),
                ("attention_mask", whole(encoding.get_attention_mask())),
                ("token_type_ids", whole(encoding.get_type_ids())),
            ],
        }
    }

    /// Those that the graph takes, each of the shape [1, tokens].
    pub(crate) fn taken_by(&self, session: &Session) -> ort::Result<Vec<(Cow<'static, str>, SessionInputValue<'_>)>> {
        let mut inputs = Vec::with_capacity(self.all.len());
        for (name, numbers) in &self.all {
            if session.inputs().iter().any(|input| input.name() == *name) {
                let tensor = TensorRef::from_array_view(([1, numbers.len()], numbers.as_slice()))?;
                inputs.push(((*name).into(), tensor.into()));
            }
        }
        Ok(inputs)
    }
}
