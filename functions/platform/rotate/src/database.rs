//! The steps for the database's login.

use crate::state::Users;
use crate::{RotateError, State};
use rand::{TryRngCore, rngs::OsRng};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sisuiq_db::{Credentials, DatabaseError, login_roles, schema_version};

/// The suffix of the second user's name.
const ALTERNATE: &str = "_clone";
/// The random bytes of a password.
const RANDOM: usize = 32;

/// The secret's content. Members that this function does not know are kept.
#[derive(Clone, Deserialize)]
struct Login {
    host: String,
    port: u16,
    dbname: String,
    username: String,
    password: SecretString,
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// The members of an administrator's secret that count: server and database are those of the secret that is rotated.
#[derive(Deserialize)]
struct Administrator {
    username: String,
    password: SecretString,
}

/// Makes the new login: the other user's, or the only one's, with a new password.
pub(crate) async fn create(state: &State, token: &str) -> Result<(), RotateError> {
    let (versions, id) = (&state.versions, state.database_secret.as_str());
    if versions.find::<Login>(id, token).await?.is_some() {
        return Ok(());
    }
    let current: Login = versions.current(id).await?;
    let new = Login { username: successor(&state.users, &current.username), password: password()?, ..current };
    Ok(versions.propose(id, token, &new.to_secret()).await?)
}

/// Sets the new password in the database, unless the new login works already.
pub(crate) async fn set(state: &State, token: &str) -> Result<(), RotateError> {
    let (current, new) = both(state, token).await?;
    if !follows(state, &current, &new) {
        return Err(RotateError::Elsewhere);
    }
    if is_good(state, &new).await? {
        return Ok(());
    }
    match &state.users {
        Users::Alternating(admin) => {
            let Administrator { username, password } = state.versions.current(admin).await?;
            let database = state.database(Credentials { username, password, ..current.credentials() })?;
            let connection = database.connection().await?;
            let owner = owner(&new.username);
            if owner != new.username {
                login_roles::ensure_alternate(&connection, owner, &new.username).await?;
            }
            Ok(login_roles::set_password(&connection, &new.username, &new.password).await?)
        }
        Users::Single => {
            let connection = state.database(current.credentials())?.connection().await?;
            Ok(login_roles::set_password(&connection, &new.username, &new.password).await?)
        }
    }
}

/// Logs in, reads the schema's version, and checks that the login acts as the owner of the tables. When a schedule is set,
/// Secrets Manager asks for this step alone, with a copy of the version in use.
pub(crate) async fn test(state: &State, token: &str) -> Result<(), RotateError> {
    let (current, new) = both(state, token).await?;
    let is_copy = new.username == current.username && new.password.expose_secret() == current.password.expose_secret();
    if !is_copy && !follows(state, &current, &new) {
        return Err(RotateError::Elsewhere);
    }
    let connection = state.database(new.credentials())?.connection().await?;
    schema_version(&connection).await?;
    let role = login_roles::acting_as(&connection).await?;
    if role == owner(&new.username) { Ok(()) } else { Err(RotateError::WrongRole(role)) }
}

/// The version in use and the one being made. Fails if the latter names another server or database.
async fn both(state: &State, token: &str) -> Result<(Login, Login), RotateError> {
    let (versions, id) = (&state.versions, state.database_secret.as_str());
    let current: Login = versions.current(id).await?;
    let new: Option<Login> = versions.find(id, token).await?;
    let new = new.ok_or_else(|| RotateError::NotMade(token.to_owned()))?;
    let is_same_place = (&new.host, new.port, &new.dbname) == (&current.host, current.port, &current.dbname);
    if is_same_place { Ok((current, new)) } else { Err(RotateError::Elsewhere) }
}

fn follows(state: &State, current: &Login, new: &Login) -> bool {
    new.username == successor(&state.users, &current.username)
}

async fn is_good(state: &State, login: &Login) -> Result<bool, DatabaseError> {
    match state.database(login.credentials())?.connection().await {
        Ok(_) => Ok(true),
        Err(error) if error.is_login_refused() => Ok(false),
        Err(error) => Err(error),
    }
}

/// The user that alternates with this one.
fn successor(users: &Users, user: &str) -> String {
    match (users, user.strip_suffix(ALTERNATE)) {
        (Users::Single, _) => user.to_owned(),
        (Users::Alternating(_), Some(first)) => first.to_owned(),
        (Users::Alternating(_), None) => format!("{user}{ALTERNATE}"),
    }
}

/// The role that both users act as: the first of them.
fn owner(user: &str) -> &str {
    user.strip_suffix(ALTERNATE).unwrap_or(user)
}

fn password() -> Result<SecretString, RotateError> {
    let mut bytes = [0; RANDOM];
    OsRng.try_fill_bytes(&mut bytes).map_err(RotateError::Random)?;
    Ok(hex::encode(bytes).into())
}

impl Login {
    fn credentials(&self) -> Credentials {
        let Self { host, port, dbname, username, password, .. } = self.clone();
        Credentials { host, port, dbname, username, password }
    }

    fn to_secret(&self) -> SecretString {
        let mut members = self.others.clone();
        let own = [
            ("host", json!(self.host)),
            ("port", json!(self.port)),
            ("dbname", json!(self.dbname)),
            ("username", json!(self.username)),
            ("password", json!(self.password.expose_secret())),
        ];
        members.extend(own.map(|(name, value)| (name.to_owned(), value)));
        Value::Object(members).to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternating_users_share_one_owner() {
        let alternating = Users::Alternating("admin".to_owned());
        assert_eq!(successor(&alternating, "sisuiq"), "sisuiq_clone");
        assert_eq!(successor(&alternating, "sisuiq_clone"), "sisuiq");
        assert_eq!(successor(&Users::Single, "sisuiq"), "sisuiq");
        assert_eq!((owner("sisuiq_clone"), owner("sisuiq")), ("sisuiq", "sisuiq"));
    }

    #[test]
    fn new_password_keeps_unknown_members() {
        let (first, second) = (password().unwrap(), password().unwrap());
        assert_eq!(first.expose_secret().len(), 64);
        assert_ne!(first.expose_secret(), second.expose_secret());
        let secret =
            json!({ "engine": "postgres", "host": "h", "port": 5432, "dbname": "d", "username": "u", "password": "p" });
        let login: Login = serde_json::from_value(secret.clone()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(login.to_secret().expose_secret()).unwrap(), secret);
    }
}
