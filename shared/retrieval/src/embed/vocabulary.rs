//! Cutting text into the word pieces that the model knows.

use crate::InferenceError;
use crate::onnx;
use std::{fmt, ops::Range, path::Path, sync::Arc};
use tokenizers::{Encoding, Tokenizer};

/// Most tokens of one text that the model looks at, with the one before and the one after the text.
pub const MAX_TOKENS: usize = 256;
/// Most word pieces of one text that the model looks at.
pub const MAX_WORD_PIECES: usize = MAX_TOKENS - 2;

/// The word piece of characters that the vocabulary lacks.
const UNKNOWN: &str = "[UNK]";

/// The model's tokenizer without the padding and the truncation to 128 tokens that its file asks for.
#[derive(Clone)]
pub(super) struct Vocabulary {
    tokenizer: Arc<Tokenizer>,
}

/// The tokens of a text that the model looks at.
pub(super) struct Tokens {
    pub(super) ids: Vec<i64>,
    /// The position of each in the text, in Unicode scalar values; special tokens have no position.
    pub(super) places: Vec<Range<usize>>,
}

impl Vocabulary {
    pub(super) fn read(path: &Path) -> Result<Self, InferenceError> {
        onnx::require_file(path, "EMBEDDING_MODEL_PATH")?;
        let mut tokenizer = Tokenizer::from_file(path).map_err(InferenceError::Tokenizer)?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(InferenceError::Tokenizer)?;
        Ok(Self { tokenizer: Arc::new(tokenizer) })
    }

    /// The token ids of a text, the closing one kept when the text is cut to [`MAX_TOKENS`].
    pub(super) fn ids(&self, text: &str) -> Result<Vec<i64>, InferenceError> {
        let encoding = self.tokenizer.encode_fast(text, true).map_err(InferenceError::Tokenizer)?;
        let ids = encoding.get_ids();
        let start = ids.iter().take(MAX_TOKENS - 1);
        let end = ids.iter().skip(MAX_TOKENS - 1).last();
        Ok(start.chain(end).map(|id| i64::from(*id)).collect())
    }

    /// The same with the place of each token.
    pub(super) fn tokens(&self, text: &str) -> Result<Tokens, InferenceError> {
        let encoding = self.tokenizer.encode_char_offsets(text, true).map_err(InferenceError::Tokenizer)?;
        let places = encoding.get_offsets().iter().map(|(start, end)| *start..*end);
        let all = encoding.get_ids().iter().map(|id| i64::from(*id)).zip(places);
        let start = all.clone().take(MAX_TOKENS - 1);
        let end = all.skip(MAX_TOKENS - 1).last();
        let (ids, places) = start.chain(end).unzip();
        Ok(Tokens { ids, places })
    }

    /// Returns whether the vocabulary has the words of a text, rather than single characters of them: of a script that the
    /// model was not trained on it has only those, or none.
    pub(super) fn knows(&self, text: &str) -> Result<bool, InferenceError> {
        Ok(text.is_ascii() || has_known_words(&self.pieces(text)?))
    }

    /// The number of word pieces. A text in a script that the model does not know has up to three for each character or one for
    /// a whole word, and vectors without a meaning: it counts one for two characters, so that its passages are as long as others.
    fn count(&self, text: &str) -> Result<usize, InferenceError> {
        if text.is_ascii() {
            return Ok(self.tokenizer.encode_fast(text, false).map_err(InferenceError::Tokenizer)?.len());
        }
        let encoding = self.pieces(text)?;
        if has_known_words(&encoding) {
            return Ok(encoding.len());
        }
        Ok(text.chars().count().div_ceil(2))
    }

    /// The word pieces with their letters, which `encode_fast` leaves out.
    fn pieces(&self, text: &str) -> Result<Encoding, InferenceError> {
        self.tokenizer.encode(text, false).map_err(InferenceError::Tokenizer)
    }
}

fn has_known_words(encoding: &Encoding) -> bool {
    let pieces = encoding.get_tokens().iter().filter(|piece| piece.chars().any(char::is_alphabetic));
    let (known, unknown): (Vec<_>, Vec<_>) = pieces.partition(|piece| is_known(piece));
    known.len() >= unknown.len()
}

/// Returns whether a word piece has several letters, or is a whole word of one.
fn is_known(piece: &str) -> bool {
    let letters = piece.trim_start_matches('#');
    piece != UNKNOWN && (letters.chars().nth(1).is_some() || (letters == piece && piece.is_ascii()))
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Vocabulary").finish_non_exhaustive()
    }
}

/// Measures texts in word pieces of the embedding model's own tokenizer. Clones share it.
#[derive(Clone, Debug)]
pub struct TokenCounter {
    vocabulary: Vocabulary,
}

impl TokenCounter {
    pub(super) const fn new(vocabulary: Vocabulary) -> Self {
        Self { vocabulary }
    }

    /// The number of word pieces of a text, so that cutting by this number stays within the model's window; for a script that
    /// the model does not know, half of its characters. A text that the tokenizer rejects counts one piece per character.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        self.vocabulary.count(text).unwrap_or_else(|error| {
            tracing::warn!(error = &error as &dyn std::error::Error, "counting word pieces failed");
            text.chars().count()
        })
    }
}
