//! The steps for the signing keys.

use crate::{RotateError, State};
use sisuiq_identity::{KeyDocument, KeySet};

/// Lets the next key sign and publishes another.
pub(crate) async fn create(state: &State, token: &str) -> Result<(), RotateError> {
    let (versions, id) = (&state.versions, state.signing_keys_secret.as_str());
    if versions.find::<KeySet>(id, token).await?.is_some() {
        return Ok(());
    }
    let current: KeySet = versions.current(id).await?;
    let new = KeyDocument::generate(state.clock.uuid_v7().simple().to_string())?;
    let rotated = current.rotated(new, state.clock.now())?;
    Ok(versions.propose(id, token, &rotated.to_secret()).await?)
}

/// Reads every key of the new version.
pub(crate) async fn test(state: &State, token: &str) -> Result<(), RotateError> {
    let made: Option<KeySet> = state.versions.find(&state.signing_keys_secret, token).await?;
    Ok(made.ok_or_else(|| RotateError::NotMade(token.to_owned()))?.check()?)
}
