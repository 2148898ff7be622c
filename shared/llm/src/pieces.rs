//! The pieces of an answer, until it is complete.

use crate::{ModelError, Usage};
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use genai::chat::{ChatStream, ChatStreamEvent, StreamEnd};
use tokio::time::{Instant, timeout_at};
use tracing::Span;

/// The longest text of an answer, in bytes: several times the length of the requested tokens.
const LONGEST: usize = 64 * 1_024;

/// A part of an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// The end of the answer, with its usage. It comes last, and only once.
    End(Usage),
}

/// The pieces of an answer as they arrive. An error ends the stream.
pub type PieceStream = BoxStream<'static, Result<Piece, ModelError>>;

struct Answer {
    events: ChatStream,
    deadline: Instant,
    length: usize,
    has_ended: bool,
    /// True if only a stop reason distinguishes complete answers from truncated ones, because the protocol has no message that
    /// ends a stream.
    gives_reason: bool,
    /// The span of the whole answer.
    span: Span,
}

/// Returns the stream of pieces after the first one has arrived.
pub(crate) async fn begin(
    events: ChatStream,
    deadline: Instant,
    gives_reason: bool,
) -> Result<PieceStream, ModelError> {
    let answer = Answer { events, deadline, length: 0, has_ended: false, gives_reason, span: Span::current() };
    let mut pieces = stream::try_unfold(answer, Answer::next).boxed();
    match pieces.try_next().await? {
        Some(first @ Piece::Text(_)) => Ok(stream::iter([Ok(first)]).chain(pieces).boxed()),
        Some(Piece::End(_)) | None => Err(ModelError::Malformed),
    }
}

impl Answer {
    /// The next piece, or `None` after the end piece. A stream that ends without one is truncated.
    async fn next(mut self) -> Result<Option<(Piece, Self)>, ModelError> {
        if self.has_ended {
            return Ok(None);
        }
        loop {
            let event = timeout_at(self.deadline, self.events.try_next()).await;
            match event.map_err(|_elapsed| ModelError::TooSlow)?? {
                Some(ChatStreamEvent::Chunk(piece)) if !piece.content.is_empty() => {
                    self.length += piece.content.len();
                    if self.length > LONGEST {
                        return Err(ModelError::TooLong);
                    }
                    return Ok(Some((Piece::Text(piece.content), self)));
                }
                Some(ChatStreamEvent::End(end)) => {
                    if self.gives_reason && end.captured_stop_reason.is_none() {
                        return Err(ModelError::Unreachable);
                    }
                    self.has_ended = true;
                    let usage = usage(&end);
                    self.span.record("gen_ai.usage.input_tokens", usage.input_tokens);
                    self.span.record("gen_ai.usage.output_tokens", usage.output_tokens);
                    return Ok(Some((Piece::End(usage), self)));
                }
                Some(_) => {}
                None => return Err(ModelError::Unreachable),
            }
        }
    }
}

fn usage(end: &StreamEnd) -> Usage {
    let counted =
        |tokens: Option<i32>| tokens.and_then(|tokens| u64::try_from(tokens).ok()).filter(|tokens| *tokens > 0);
    end.captured_usage.as_ref().map_or_else(Usage::default, |usage| Usage {
        input_tokens: counted(usage.prompt_tokens),
        output_tokens: counted(usage.completion_tokens),
    })
}
