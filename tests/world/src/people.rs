//! The people of a world.

use super::{Person, World};
use serde_json::json;
use sisuiq_accounts_db::users;
use sisuiq_model::{UserId, UserRole};

/// The password of all accounts.
pub(super) const PASSWORD: &str = "correct horse battery staple";

/// Its hash as the product makes it, stated here because hashing is slow on purpose.
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$YSB3b3JsZCdzIHNhbHQuLg$7HRo8FFsc9NjoHP2afug3UO0BgkzvCCW+Rk9JkBrzjE";

impl World {
    /// Creates an administrator and logs in.
    pub async fn admin(&self) -> Person {
        self.admits("admin", UserRole::Admin).await;
        self.logs_in("admin").await
    }

    /// Creates a user and logs in.
    pub async fn user(&self, name: &str) -> Person {
        self.admits(name, UserRole::User).await;
        self.logs_in(name).await
    }

    /// Creates an account with a role, named after it, and logs in.
    pub async fn of_role(&self, role: UserRole) -> Person {
        self.admits(role.as_str(), role).await;
        self.logs_in(role.as_str()).await
    }

    /// A person without an account.
    #[must_use]
    pub fn stranger(&self) -> Person {
        Person::new(self, "stranger", None)
    }

    /// Creates the account `name@example.com`.
    pub async fn admits(&self, name: &str, role: UserRole) -> UserId {
        let new = users::NewUser {
            id: UserId(self.clock().uuid_v7()),
            email: &email(name),
            name,
            password_hash: HASH,
            role,
            created_at: self.clock().now(),
        };
        let connection = self.database().connection().await.expect("the world's database answers");
        assert!(users::insert(&connection, &new).await.expect("an account can be made"), "{name} is there already");
        new.id
    }

    /// Creates a customer of the marketplace and logs in.
    pub async fn customer(&self, name: &str) -> Person {
        let id = self.admits(name, UserRole::Guest).await;
        let insert = "INSERT INTO customer_profiles (user_id, first_name, referral_code, created_at, updated_at) \
            VALUES ($1, $2::text, upper($2::text), $3, $3)";
        self.execute(insert, &[&id, &name, &self.clock().now()]).await;
        self.enters(name, "/api/v1/auth/login").await
    }

    /// Creates an approved staff member with this role and logs in. The employee id is the name.
    pub async fn staff(&self, name: &str, role: &str) -> Person {
        self.employs(name, role).await;
        self.enters(name, "/api/v1/ops/auth/login").await
    }

    /// Creates an account with an approved staff profile of this role.
    pub async fn employs(&self, name: &str, role: &str) -> i64 {
        let id = self.admits(name, UserRole::Guest).await;
        let insert = "INSERT INTO staff_profiles (user_id, first_name, employee_id, role_id, verified_at, created_at, updated_at) \
            SELECT $1, $2::text, $2::text, id, $4, $4, $4 FROM staff_roles WHERE name = $3 RETURNING id";
        let connection = self.database().connection().await.expect("the world's database answers");
        let row = connection.query_one(insert, &[&id, &name, &role, &self.clock().now()]).await;
        row.expect("a profile can be made").get(0)
    }

    /// Runs a statement directly on the database.
    pub async fn execute(&self, statement: &str, parameters: &[&(dyn tokio_postgres::types::ToSql + Sync)]) -> u64 {
        let connection = self.database().connection().await.expect("the world's database answers");
        connection.execute(statement, parameters).await.expect("the statement can be run")
    }

    async fn enters(&self, name: &str, path: &str) -> Person {
        let input = json!({ "identifier": email(name), "password": PASSWORD });
        let reply = self.stranger().post(path, input).await.is(200);
        let token = reply["tokens"]["access_token"].as_str().expect("a login gives a token").to_owned();
        Person::new(self, name, Some(token))
    }

    /// Logs in to an existing account.
    pub async fn logs_in(&self, name: &str) -> Person {
        let reply = self.stranger().logs_in_as(&email(name), PASSWORD).await.is(200);
        Person::new(self, name, Some(reply.text("access_token").to_owned()))
    }
}

pub(super) fn email(name: &str) -> String {
    format!("{name}@example.com")
}
