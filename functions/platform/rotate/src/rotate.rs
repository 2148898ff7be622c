//! One step of a rotation.

use crate::database;
use crate::signing_keys;
use crate::state::Kind;
use crate::{Event, RotateError, State, Step};
use serde::de::IgnoredAny;

/// Does one step. Each may come twice, after a failure or after its end, and leaves what doing it once leaves.
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
        // whoever uses them reads them from the secret
        (Step::Set, Kind::SigningKeys) => Ok(()),
        (Step::Test, Kind::Database) => database::test(state, token).await,
        (Step::Test, Kind::SigningKeys) => signing_keys::test(state, token).await,
        (Step::Finish, _) => finish(state, id, token).await,
    }?;
    tracing::info!(?step, ?kind, "rotation step finished");
    Ok(())
}

/// Puts the new version into use, if it is there: a label that is moved to nowhere would leave none in use.
async fn finish(state: &State, id: &str, token: &str) -> Result<(), RotateError> {
    match state.versions.find::<IgnoredAny>(id, token).await? {
        Some(_) => Ok(state.versions.promote(id, token).await?),
        None => Err(RotateError::NotMade(token.to_owned())),
    }
}
