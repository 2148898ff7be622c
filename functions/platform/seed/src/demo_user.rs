//! The demo user, whose password comes from a secret.

use crate::{Counts, SeedError, State, seed::get_or_create};
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_accounts_db::users::{self, NewUser};
use sisuiq_db::Transaction;
use sisuiq_model::{UserId, UserRole};

#[derive(Deserialize)]
pub(crate) struct DemoUser {
    email: String,
    name: String,
    pub(crate) password: SecretString,
}

/// The content of the secret.
pub(crate) async fn read(state: &State) -> Result<DemoUser, SeedError> {
    Ok(state.secrets.get(&state.demo_user_secret).await?)
}

/// Creates the demo user, unless an account has the address. Returns the account's id.
pub(crate) async fn seed(
    state: &State,
    transaction: &Transaction<'_>,
    demo: &DemoUser,
    counts: &mut Counts,
) -> Result<UserId, SeedError> {
    let found = async {
        let found = users::find_credentials_by_email(transaction, &demo.email).await?;
        Ok(found.map(|login| login.user.id))
    };
    get_or_create(counts, found, insert(state, transaction, demo)).await
}

async fn insert(state: &State, transaction: &Transaction<'_>, demo: &DemoUser) -> Result<UserId, SeedError> {
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
    if users::insert(transaction, &new).await? {
        return Ok(id);
    }
    // somebody registered with this address meanwhile
    let found = users::find_credentials_by_email(transaction, &demo.email).await?;
    Ok(found.map_or(id, |login| login.user.id))
}
