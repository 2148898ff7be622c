//! `/api/datasets/{id}/share`: the link with which anybody may read a dataset.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod read;

use crate::{
    State,
    details::{SuspicionOut, suspicions},
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use sisuiq_datasets_db::dataset_shares::DatasetShare;
use sisuiq_http::{Problem, Result};
use sisuiq_model::DatasetId;
use utoipa::ToSchema;

/// The most questions a day that a link may allow.
pub(crate) const MOST_QUESTIONS: i32 = 1_000;

/// A link to a dataset.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShareOut {
    /// The dataset.
    dataset_id: DatasetId,
    /// The token. Whoever has it may read the dataset.
    #[schema(example = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNbM")]
    share_token: String,
    /// The address of the page.
    #[schema(example = "https://sisuiq.example/shared/?share_token=q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNbM")]
    share_url: String,
    /// When it was created.
    created_at: Timestamp,
    /// When it ends: seven days after its creation.
    expires_at: Timestamp,
    /// How often it was opened.
    #[schema(example = 3, minimum = 0)]
    uses: i64,
    /// When it was last opened.
    last_used_at: Option<Timestamp>,
    /// True if questions of the holders may go to the deployment's language model.
    allow_provider: bool,
    /// The most questions of all holders to the language model a day, by UTC.
    #[schema(example = 50, minimum = 0, maximum = 1000)]
    daily_budget: i32,
    /// Columns whose values may be personal data, which the holders would see.
    warnings: Vec<SuspicionOut>,
}

impl ShareOut {
    /// Opens the token.
    async fn new(state: &State, share: &DatasetShare, profile: Option<&Value>) -> Result<Self> {
        let context = context(share.dataset_id);
        let token = state.datasets.identity.unseal(&context, &share.sealed_token).await?;
        let share_token = String::from_utf8(token).map_err(Problem::internal)?;
        Ok(Self {
            dataset_id: share.dataset_id,
            share_url: format!("{}/shared/?share_token={share_token}", state.origin),
            share_token,
            created_at: share.created_at,
            expires_at: share.expires_at,
            uses: share.uses,
            last_used_at: share.last_used_at,
            allow_provider: share.allow_provider,
            daily_budget: share.daily_budget,
            warnings: profile.map(suspicions).unwrap_or_default(),
        })
    }
}

/// The context in which the token of a dataset is sealed.
fn context(id: DatasetId) -> Vec<u8> {
    [b"dataset share ".as_slice(), id.0.as_bytes().as_slice()].concat()
}

/// 404 for a dataset without a link.
fn no_link() -> Problem {
    Problem::not_found("link").in_korean("공유 링크가 없습니다")
}
