//! `/api/v1/users/me/avatar`: the caller's picture, uploaded to the bucket and checked before it is shown.

pub(crate) mod confirm;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod read;

use sisuiq_http::Problem;
use sisuiq_model::UserId;
use std::time::Duration;
use tracing::warn;
use uuid::Uuid;

use crate::State;

/// The URL of the caller's picture.
const PATH: &str = "/api/v1/users/me/avatar";
/// Largest picture, in bytes.
const LARGEST: u64 = 10 * 1024 * 1024;
/// The supported picture types.
const KINDS: [&str; 2] = ["image/jpeg", "image/png"];

/// The key of an unconfirmed upload. The bucket deletes such objects after a day.
fn pending_key(user: UserId, id: Uuid) -> String {
    format!("avatars/pending/{user}/{id}")
}

fn key(user: UserId, id: Uuid) -> String {
    format!("avatars/shown/{user}/{id}")
}

fn unavailable(error: impl std::error::Error + Send + Sync + 'static) -> Problem {
    Problem::unavailable("picture store", Duration::from_secs(2)).caused_by(error)
}

/// Removes a picture that nothing leads to any more; one that stays does no harm.
async fn forget(state: &State, key: &str) {
    let request = state.objects.delete_object().bucket(&state.uploads.bucket).key(key);
    if let Err(error) = request.send().await {
        warn!(key, "unused avatar was not deleted: {}", aws_sdk_s3::error::DisplayErrorContext(error));
    }
}
