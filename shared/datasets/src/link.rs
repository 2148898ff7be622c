//! Links with which anybody may read a dataset.

use jiff::Timestamp;
use sisuiq_datasets_db::{
    dataset_shares::{self, OpenedShare},
    datasets::{self, Dataset},
};
use sisuiq_db::Database;
use sisuiq_http::{Problem, Result};
use sisuiq_identity::LinkToken;

/// A valid link and the dataset that it opens.
#[derive(Clone, Debug)]
pub struct OpenedLink {
    /// The SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// What it allows.
    pub share: OpenedShare,
    /// The dataset.
    pub dataset: Dataset,
}

/// Opens the link with this token, and counts the use if `is_counted`.
///
/// # Errors
/// The same 404 for a token that is malformed or unknown, for a link that has ended or was revoked, and for one of a deleted dataset or
/// a deactivated account.
pub async fn open_link(database: &Database, token: &str, now: Timestamp, is_counted: bool) -> Result<OpenedLink> {
    let token_hash = LinkToken::recognise(token).ok_or_else(no_link)?;
    let connection = database.connection().await?;
    let found = if is_counted {
        dataset_shares::count_use(&connection, &token_hash, now).await?
    } else {
        dataset_shares::find_valid(&connection, &token_hash, now).await?
    };
    let share = found.ok_or_else(no_link)?;
    let dataset = datasets::find(&connection, share.dataset_id).await?;
    let dataset = dataset.filter(|dataset| !dataset.is_deleted).ok_or_else(no_link)?;
    Ok(OpenedLink { token_hash, share, dataset })
}

/// 404 for a link that opens nothing, whatever the reason.
#[must_use]
pub fn no_link() -> Problem {
    Problem::not_found("link").in_korean("링크를 찾을 수 없거나 기간이 지났습니다")
}
