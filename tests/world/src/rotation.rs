//! Rotation of secrets that are in use.

use super::{World, cloud::secret};
use rotate::{Event, RotateError, Step};
use serde_json::{Value, json};
use uuid::Uuid;

impl World {
    /// Lets the functions log in to the database with their own role instead of the server's superuser, and restarts them. With
    /// `admin`, the rotation knows the superuser, so that it can alternate between two users.
    pub async fn gives_own_login(&self, admin: bool) {
        let login = self.inner.database.secret();
        let (role, password) = (format!("app_{}", Uuid::new_v4().simple()), Uuid::new_v4().to_string());
        for statement in [
            format!("CREATE ROLE {role} LOGIN PASSWORD '{password}'"),
            format!("GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}"),
            format!("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {role}"),
        ] {
            self.execute(&statement, &[]).await;
        }
        let mut own = login.clone();
        (own["username"], own["password"]) = (role.into(), password.into());
        self.inner.cloud.keep("own-login", &own).await;
        if admin {
            let admin = json!({ "username": login["username"], "password": login["password"] });
            self.inner.cloud.keep("admin", &admin).await;
            self.set("DATABASE_ADMIN_SECRET", &secret(&self.inner.name, "admin"));
        }
        self.set("DATABASE_SECRET", &secret(&self.inner.name, "own-login"));
    }

    /// Copies the shared secret in a setting, so that this world can change it, and restarts the functions.
    pub async fn owns_secret(&self, variable: &str) {
        let name = format!("own-{}", variable.to_lowercase());
        self.inner.cloud.keep(&name, &self.secret_of(variable).await).await;
        self.set(variable, &secret(&self.inner.name, &name));
    }

    /// The current value of the secret in a setting.
    pub async fn secret_of(&self, variable: &str) -> Value {
        self.inner.cloud.secret(&self.variables()[variable]).await
    }

    /// Changes the secret in a setting, like an operator.
    pub async fn puts_secret_of(&self, variable: &str, value: &Value) {
        self.inner.cloud.put(&self.variables()[variable], value).await;
    }

    /// Creates a pending version of the secret in a setting.
    pub async fn proposes(&self, variable: &str, token: &str, value: &Value) {
        self.inner.cloud.propose(&self.variables()[variable], token, value).await;
    }

    /// Rotates the secret in a setting like Secrets Manager, with each step repeated `times` times.
    pub async fn rotates(&self, variable: &str, times: usize) -> Result<(), RotateError> {
        let token = Uuid::new_v4().to_string();
        for step in Step::ALL {
            for _ in 0..times {
                self.rotates_by(variable, step, &token).await?;
            }
        }
        Ok(())
    }

    /// Runs one step of a rotation.
    pub async fn rotates_by(&self, variable: &str, step: Step, token: &str) -> Result<(), RotateError> {
        self.inner.cloud.expect_own(&self.variables()[variable]);
        let state =
            rotate::State::from_environment(&self.environment(), self.clock()).expect("the settings are complete");
        let secret_id = self.variables()[variable].clone();
        rotate::rotate(&state, &Event { step, secret_id, client_request_token: token.to_owned() }).await
    }
}
