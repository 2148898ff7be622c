//! The pieces of an answer, until it is complete.

use crate::{ModelError, TextStream};
use futures::{StreamExt, TryStreamExt, stream};
use genai::chat::{ChatStream, ChatStreamEvent};
use tokio::time::{Instant, timeout_at};

/// The longest text of an answer, in bytes; several times what the tokens that are asked for can hold.
const LONGEST: usize = 64 * 1_024;

struct Answer {
    events: ChatStream,
    deadline: Instant,
    length: usize,
}

/// The pieces, once the first of them is there.
pub(crate) async fn begin(events: ChatStream, deadline: Instant) -> Result<TextStream, ModelError> {
    let answer = Answer { events, deadline, length: 0 };
    let mut pieces = stream::try_unfold(answer, Answer::next).boxed();
    let first = pieces.try_next().await?.ok_or(ModelError::Malformed)?;
    Ok(stream::iter([Ok(first)]).chain(pieces).boxed())
}

impl Answer {
    /// The next piece; none when the model says that this was all. A stream that ends before is cut off.
    async fn next(mut self) -> Result<Option<(String, Self)>, ModelError> {
        loop {
            let event = timeout_at(self.deadline, self.events.try_next()).await;
            match event.map_err(|_elapsed| ModelError::TooSlow)?? {
                Some(ChatStreamEvent::Chunk(piece)) if !piece.content.is_empty() => {
                    self.length += piece.content.len();
                    if self.length > LONGEST {
                        return Err(ModelError::TooLong);
                    }
                    return Ok(Some((piece.content, self)));
                }
                Some(ChatStreamEvent::End(_)) => return Ok(None),
                Some(_) => {}
                None => return Err(ModelError::Unreachable),
            }
        }
    }
}
