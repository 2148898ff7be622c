//! What an account may use of the language model.

use crate::State;
use jiff::{civil::Date, tz::TimeZone};
use sisuiq_db::{DatabaseError, UserId, token_usage};
use sisuiq_llm::Request;
use tracing::warn;

/// About so many characters are a token. Not every endpoint tells how many it counted.
const CHARACTERS: usize = 4;

/// Tokens that are set aside for an answer.
pub(super) struct Reserved {
    owner: UserId,
    day: Date,
    tokens: i64,
    /// What the question uses, whatever is answered.
    asked: i64,
}

/// Sets aside what a request may use at most; none when the account's tokens of the day do not suffice.
pub(super) async fn reserve(
    state: &State,
    owner: UserId,
    request: &Request,
) -> Result<Option<Reserved>, DatabaseError> {
    let asked = request.messages.iter().map(|message| tokens(&message.content)).sum();
    let tokens = i64::from(request.max_tokens).saturating_add(asked);
    let day = state.clock.now().to_zoned(TimeZone::UTC).date();
    let reserved = Reserved { owner, day, tokens, asked };
    if state.tokens_per_day == 0 {
        return Ok(Some(Reserved { tokens: 0, ..reserved }));
    }
    let connection = state.database.connection().await?;
    let is_reserved = token_usage::reserve(&connection, owner, day, tokens, state.tokens_per_day).await?;
    Ok(is_reserved.then_some(reserved))
}

impl Reserved {
    /// Counts what was used of it: nothing when the model gave no answer, else question and answer. Should the database be away,
    /// what was set aside stays counted.
    pub(super) async fn settle(self, state: &State, answer: Option<usize>) {
        if self.tokens == 0 {
            return;
        }
        let answered = |characters: usize| i64::try_from(characters.div_ceil(CHARACTERS)).unwrap_or(i64::MAX);
        let used = answer.map_or(0, |characters| answered(characters).saturating_add(self.asked));
        let settled = async {
            let connection = state.database.connection().await?;
            token_usage::settle(&connection, self.owner, self.day, self.tokens, used).await
        };
        if let Err(error) = settled.await {
            warn!(error = &error as &dyn std::error::Error, "tokens that were set aside stay counted");
        }
    }
}

fn tokens(text: &str) -> i64 {
    i64::try_from(text.chars().count().div_ceil(CHARACTERS)).unwrap_or(i64::MAX)
}
