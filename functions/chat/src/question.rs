//! What is asked.

use garde::Validate;
use serde::Deserialize;
use sisuiq_db::{ChatMode, ChatSessionId};
use sisuiq_http::{Problem, Result};
use utoipa::{IntoParams, ToSchema};

/// The longest message, in Unicode scalar values.
pub(crate) const MESSAGE_LIMIT: usize = 4_000;
/// The modes that answer.
const AVAILABLE: &[ChatMode] = &[ChatMode::StrategyQa];

/// A question, and the conversation it belongs to.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct QuestionIn {
    /// The question, 1 to 4,000 characters.
    #[garde(length(chars, min = 1, max = MESSAGE_LIMIT), custom(|message: &str, (): &()| not_blank(message)))]
    #[schema(min_length = 1, max_length = 4000, example = "What is UETCL's vision?")]
    message: String,
    /// The mode, in any case; `strategy_qa` when absent.
    #[schema(value_type = Option<ChatMode>)]
    mode: Option<String>,
    /// The conversation to go on with; a new one when absent.
    #[schema(value_type = Option<ChatSessionId>)]
    session_id: Option<String>,
}

/// The header, for descriptions.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub(crate) struct QuestionKey {
    /// A key of the client's choice: 1 to 255 visible ASCII characters. A question that comes again with it within a day, body
    /// and all, gets the answer of the first; with another body 422. Of two that are under way at once, one is stored and
    /// answers both.
    #[expect(dead_code, reason = "describes a header, is never built")]
    #[param(
        rename = "Idempotency-Key",
        required = false,
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]+$",
        value_type = String,
        example = "8e03978e-40d5-43e8-bc93-6894a57f9324"
    )]
    key: Option<String>,
}

/// A question that may be answered.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) message: String,
    pub(crate) mode: ChatMode,
    pub(crate) session: Option<ChatSessionId>,
}

impl TryFrom<QuestionIn> for Question {
    type Error = Problem;

    fn try_from(input: QuestionIn) -> Result<Self> {
        Ok(Self {
            message: input.message.trim().to_owned(),
            mode: mode(input.mode.as_deref())?,
            session: input.session_id.as_deref().map(session).transpose()?,
        })
    }
}

fn mode(name: Option<&str>) -> Result<ChatMode> {
    let Some(name) = name else { return Ok(ChatMode::StrategyQa) };
    let known = name.parse::<ChatMode>().map_err(|error| Problem::bad_request(format!("mode: {error}")))?;
    if AVAILABLE.contains(&known) {
        return Ok(known);
    }
    let names: Vec<&str> = AVAILABLE.iter().map(|mode| mode.as_str()).collect();
    Err(Problem::bad_request(format!("mode: `{known}` is not available yet; available: {}", names.join(", "))))
}

fn session(id: &str) -> Result<ChatSessionId> {
    id.parse().map_err(|_| Problem::bad_request("session_id: not a UUID"))
}

fn not_blank(message: &str) -> garde::Result {
    if message.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}
