//! `GET /api/v1/chat/modes`: the modes of answers.

use serde::Serialize;
use sisuiq_http::{Json, TooManyRequests, Unavailable};
use sisuiq_identity::Anyone;
use sisuiq_model::ChatMode;
use utoipa::ToSchema;

/// The list of modes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModesOut {
    /// All modes.
    modes: Vec<ModeOut>,
}

/// A mode of answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModeOut {
    /// The mode's name in requests.
    id: ChatMode,
    /// The mode's name for people.
    #[schema(example = "Strategy Q&A")]
    name: &'static str,
    /// The purpose of the mode.
    #[schema(example = "Answers about the strategic plan, its objectives, indicators, initiatives and dates")]
    description: &'static str,
}

/// List the modes
///
/// Returns the modes of the copilot. Questions about sanctions law are asked in chats of `/api/v1/knowledge`.
#[utoipa::path(
    get,
    path = "/api/v1/chat/modes",
    tag = "chat",
    responses((status = 200, body = ModesOut), TooManyRequests, Unavailable)
)]
pub(crate) async fn modes(_caller: Anyone) -> Json<ModesOut> {
    Json(ModesOut { modes: ChatMode::ALL.iter().filter_map(|mode| describe(*mode)).collect() })
}

/// The description of a mode of the copilot; `None` for the one of sanctions law.
const fn describe(id: ChatMode) -> Option<ModeOut> {
    let (name, description) = match id {
        ChatMode::StrategyQa => {
            ("Strategy Q&A", "Answers about the strategic plan, its objectives, indicators, initiatives and dates")
        }
        ChatMode::Actions => ("Action Planner", "Turns the strategy into prioritised actions"),
        ChatMode::Analytics => ("Analytics + Strategy", "Reads outage data together with the strategy"),
        ChatMode::Regulatory => {
            ("Regulatory Advisor", "Explains the regulator's rules, licence conditions, deadlines and penalties")
        }
        ChatMode::Sanctions => return None,
    };
    Some(ModeOut { id, name, description })
}
