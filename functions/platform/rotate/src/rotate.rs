//! One step of a rotation.

use crate::database;
use crate::signing_keys;
use crate::state::Kind;
use crate::{Event, RotateError, State, Step};
use serde::de::IgnoredAny;

/// Executes one step of a rotation. A repeated step has the same result as a single one.
pub async fn rotate(state: &State, event: &Event) -> Result<(), RotateError> {
    let Event { step, secret_id: id, client_request_token: token } = event;
    let kind = state.kind_of(id).ok_or_else(|| RotateError::Foreign(id.clone()))?;
    if state.versions.current_token(id).await?.as_deref() == Some(token) {
        tracing::info!(?step, ?kind, "version is already current");
        return Ok(());
    }
    match (step, kind) {
        (Step::Create, Kind::Database) => database::create(state, token).await,
        (Step::Create, Kind::SigningKeys) => signing_keys::create(state, token).await,
        (Step::Set, Kind::Database) => database::set(state, token).await,
        // consumers read the keys from the secret
        (Step::Set, Kind::SigningKeys) => Ok(()),
        (Step::Test, Kind::Database) => database::test(state, token).await,
        (Step::Test, Kind::SigningKeys) => signing_keys::test(state, token).await,
        (Step::Finish, _) => finish(state, id, token).await,
    }?;
    tracing::info!(?step, ?kind, "rotation step finished");
    Ok(())
}

/// Activates the new version if it exists. Moving the label to a missing version would leave no active version.
async fn finish(state: &State, id: &str, token: &str) -> Result<(), RotateError> {
    match state.versions.find::<IgnoredAny>(id, token).await? {
        Some(_) => Ok(state.versions.promote(id, token).await?),
        None => Err(RotateError::NotMade(token.to_owned())),
    }
}
