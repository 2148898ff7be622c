use sisuiq_config::{Reader, settings};
use std::time::Duration;

/// The timeouts of a model.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// The time until its answer begins.
    pub first_byte: Duration,
    /// Between two pieces.
    pub next_piece: Duration,
    /// For all of it; a model that drips would otherwise never end.
    pub whole: Duration,
}

impl Timeouts {
    /// Reads `LLM_FIRST_BYTE_MILLISECONDS`, `LLM_NEXT_PIECE_MILLISECONDS` and `LLM_ANSWER_MILLISECONDS`.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            first_byte: reader.milliseconds(&settings::LLM_FIRST_BYTE_MILLISECONDS),
            next_piece: reader.milliseconds(&settings::LLM_NEXT_PIECE_MILLISECONDS),
            whole: reader.milliseconds(&settings::LLM_ANSWER_MILLISECONDS),
        }
    }
}
