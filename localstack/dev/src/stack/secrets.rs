//! The generated secrets of a stack. Their text never shows in a debug print.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::ports::Ports;

/// Names of the secrets in the local cloud.
pub(crate) const DATABASE: &str = "sisuiq/database";
pub(crate) const DATABASE_ADMIN: &str = "sisuiq/database-admin";
pub(crate) const SIGNING_KEYS: &str = "sisuiq/signing-keys";
pub(crate) const SEALING_KEYS: &str = "sisuiq/sealing-keys";
pub(crate) const BACKUP_KEYS: &str = "sisuiq/backup-keys";
pub(crate) const DEMO_USER: &str = "sisuiq/demo-user";
pub(crate) const PROVIDERS: &str = "sisuiq/providers";

/// Name of the application's database and of the role that owns it.
pub(crate) const DATABASE_NAME: &str = "sisuiq";

/// The content of a stack's secrets file.
#[derive(Deserialize)]
pub(crate) struct Secrets {
    pub(crate) superuser_password: String,
    /// The database user in use. A rotation changes it.
    #[serde(default = "first_username")]
    database_username: String,
    pub(crate) database_password: String,
    pub(crate) demo_user: DemoUser,
    signing_keys: Value,
    sealing_keys: Value,
    backup_keys: Value,
    providers: Value,
}

/// The account that the seed creates.
#[derive(Deserialize)]
pub(crate) struct DemoUser {
    pub(crate) email: String,
    pub(crate) password: String,
    name: String,
}

fn first_username() -> String {
    DATABASE_NAME.to_owned()
}

impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Secrets").finish_non_exhaustive()
    }
}

impl Secrets {
    /// The login of the demo user as text for the developer.
    pub(crate) fn login(&self) -> String {
        format!("log in as {} with the password {}", self.demo_user.email, self.demo_user.password)
    }

    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_slice(&text).with_context(|| format!("{} is not a secrets file", path.display()))
    }

    /// The secrets in the format of the functions, by name.
    pub(crate) fn for_the_cloud(&self, ports: &Ports) -> Value {
        let user = &self.demo_user;
        json!({
            DATABASE: {
                "host": "127.0.0.1",
                "port": ports.postgres,
                "dbname": DATABASE_NAME,
                "username": self.database_username,
                "password": self.database_password,
            },
            DATABASE_ADMIN: { "username": "postgres", "password": self.superuser_password },
            SIGNING_KEYS: self.signing_keys,
            SEALING_KEYS: self.sealing_keys,
            BACKUP_KEYS: self.backup_keys,
            DEMO_USER: { "email": user.email, "name": user.name, "password": user.password },
            PROVIDERS: self.providers,
        })
    }

    /// The secrets that the worlds of the tests share, by name: each world would otherwise make its own, which took 8 % of a
    /// short test.
    pub(crate) fn for_worlds(&self) -> Value {
        // ids that snapshots of answers contain
        json!({
            "worlds/signing-keys": { "current": { "kid": "current", "private_key_pem": self.signing_key() }, "previous": null },
            "worlds/sealing-keys": { "current": { "id": "a", "key": "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=" } },
            "worlds/backup-keys": { "current": { "id": "b", "key": "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=" } },
            "worlds/demo-user": { "email": "demo@example.com", "name": "Demo Admin", "password": "a demo user's password" },
            "worlds/providers": { "openai_api_key": "a provider's key" },
        })
    }

    /// The current private key that signs access tokens, as PEM.
    pub(crate) fn signing_key(&self) -> Option<&str> {
        self.signing_keys.pointer("/current/private_key_pem")?.as_str()
    }

    /// The application's database as a URL.
    pub(crate) fn database_url(&self, ports: &Ports) -> String {
        let (user, password) = (&self.database_username, &self.database_password);
        format!("postgresql://{user}:{password}@127.0.0.1:{}/{DATABASE_NAME}", ports.postgres)
    }

    /// The server's superuser as a URL.
    pub(crate) fn superuser_url(&self, ports: &Ports) -> String {
        format!("postgresql://postgres:{}@127.0.0.1:{}/postgres", self.superuser_password, ports.postgres)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rotated_login_is_used() {
        let first = r#"{"superuser_password":"","database_password":"d4","signing_keys":{},"sealing_keys":{},"backup_keys":{},"providers":{},
            "demo_user":{"email":"","name":"","password":""}}"#;
        let rotated = first.replace("{\"superuser", "{\"database_username\":\"other\",\"superuser");
        for (text, name) in [(first, DATABASE_NAME), (&rotated, "other")] {
            assert_eq!(serde_json::from_str::<Secrets>(text).unwrap().database_username, name);
        }
    }

    #[test]
    fn debug_output_hides_passwords() {
        let text = r#"{"superuser_password":"s3","database_password":"d4","signing_keys":{},"sealing_keys":{},"backup_keys":{},"providers":{},
            "demo_user":{"email":"a@b.c","name":"A","password":"p5"}}"#;
        let secrets: Secrets = serde_json::from_str(text).unwrap();
        let shown = format!("{secrets:?}");
        assert!(["s3", "d4", "p5"].iter().all(|password| !shown.contains(password)));
    }
}
