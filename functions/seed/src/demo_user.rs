//! The demo user, whose password comes from a secret.

use crate::{Counts, SeedError, State};
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_db::{
    UserId, UserRole,
    users::{self, NewUser},
};

#[derive(Deserialize)]
pub(crate) struct DemoUser {
    email: String,
    name: String,
    pub(crate) password: SecretString,
}

/// What the secret says.
pub(crate) async fn read(state: &State) -> Result<DemoUser, SeedError> {
    Ok(state.secrets.get(&state.demo_user_secret).await?)
}

/// The demo user's id; the account is made when it is missing.
pub(crate) async fn get_or_create(state: &State, demo: &DemoUser, counts: &mut Counts) -> Result<UserId, SeedError> {
    let connection = state.database.connection().await?;
    if let Some(found) = users::find_credentials_by_email(&connection, &demo.email).await? {
        counts.add(false);
        return Ok(found.user.id);
    }
    let id = UserId(state.clock.uuid_v7());
    let hash = state.passwords.hash(demo.password.clone()).await?;
    let new = NewUser {
        id,
        email: &demo.email,
        name: &demo.name,
        password_hash: &hash,
        role: UserRole::Admin,
        created_at: state.clock.now(),
    };
    let is_new = users::insert(&connection, &new).await?;
    counts.add(is_new);
    if is_new {
        return Ok(id);
    }
    let found = users::find_credentials_by_email(&connection, &demo.email).await?;
    Ok(found.map_or(id, |login| login.user.id))
}
