//! Who is in the world.

use super::{Person, World};
use secrecy::SecretString;
use sisuiq_db::{UserId, UserRole, users};
use sisuiq_identity::Passwords;
use tokio::sync::OnceCell;

/// Everybody's password.
pub(super) const PASSWORD: &str = "correct horse battery staple";

/// Hashed once: hashing is slow on purpose.
static HASH: OnceCell<String> = OnceCell::const_new();

impl World {
    /// An administrator, logged in.
    pub async fn admin(&self) -> Person {
        self.admits("admin", UserRole::Admin).await;
        self.logs_in("admin").await
    }

    /// A user, logged in.
    pub async fn user(&self, name: &str) -> Person {
        self.admits(name, UserRole::User).await;
        self.logs_in(name).await
    }

    /// Somebody who never logged in.
    #[must_use]
    pub fn stranger(&self) -> Person {
        Person::new(self, "stranger", None)
    }

    /// Gives `name` an account, under `name@example.com`.
    pub async fn admits(&self, name: &str, role: UserRole) -> UserId {
        let hash =
            || async { Passwords::new().hash(SecretString::from(PASSWORD)).await.expect("a password is hashed") };
        let new = users::NewUser {
            id: UserId(self.clock().uuid_v7()),
            email: &email(name),
            name,
            password_hash: HASH.get_or_init(hash).await,
            role,
            created_at: self.clock().now(),
        };
        let connection = self.database().connection().await.expect("the world's database answers");
        assert!(users::insert(&connection, &new).await.expect("an account can be made"), "{name} is there already");
        new.id
    }

    /// A new session of somebody who has an account.
    pub async fn logs_in(&self, name: &str) -> Person {
        let reply = self.stranger().logs_in_as(&email(name), PASSWORD).await.is(200);
        Person::new(self, name, Some(reply.text("access_token").to_owned()))
    }
}

pub(super) fn email(name: &str) -> String {
    format!("{name}@example.com")
}
