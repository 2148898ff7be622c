//! `GET /api/v1/chat/modes`: what answers can be.

use serde::Serialize;
use sisuiq_http::{Json, TooManyRequests, Unavailable};
use sisuiq_identity::Anyone;
use sisuiq_model::ChatMode;
use utoipa::ToSchema;

/// The modes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModesOut {
    /// All of them.
    modes: Vec<ModeOut>,
}

/// A mode.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModeOut {
    /// As questions name it.
    id: ChatMode,
    /// As people read it.
    #[schema(example = "Strategy Q&A")]
    name: &'static str,
    /// What it is for.
    #[schema(example = "Answers about the strategic plan, its objectives, indicators, initiatives and dates")]
    description: &'static str,
}

/// List the modes
///
/// What answers can be.
#[utoipa::path(
    get,
    path = "/api/v1/chat/modes",
    tag = "chat",
    responses((status = 200, body = ModesOut), TooManyRequests, Unavailable)
)]
pub(crate) async fn modes(_: Anyone) -> Json<ModesOut> {
    Json(ModesOut { modes: ChatMode::ALL.iter().map(|mode| describe(*mode)).collect() })
}

const fn describe(id: ChatMode) -> ModeOut {
    let (name, description) = match id {
        ChatMode::StrategyQa => {
            ("Strategy Q&A", "Answers about the strategic plan, its objectives, indicators, initiatives and dates")
        }
        ChatMode::Actions => ("Action Planner", "Turns the strategy into prioritised actions"),
        ChatMode::Analytics => ("Analytics + Strategy", "Reads outage data together with the strategy"),
        ChatMode::Regulatory => {
            ("Regulatory Advisor", "Explains the regulator's rules, licence conditions, deadlines and penalties")
        }
    };
    ModeOut { id, name, description }
}
