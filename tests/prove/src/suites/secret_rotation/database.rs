//! Rotation of the database login.

use super::{
    super::timed::Timed,
    load::{EVERY, Load, Sent, another, ask, burst},
};
use axum::Router;
use copilot::COPILOT;
use futures::FutureExt;
use serde_json::Value;
use sisuiq_db::{CredentialSource, Database, DatabaseSettings};
use std::sync::Mutex;
use world::{Person, World};

const SECRET: &str = "DATABASE_SECRET";
/// Number of rotations in the life of a function.
const LIVES: u32 = 3;

/// Functions whose database login is rotated.
pub(super) struct Logins {
    world: World,
    alternating: bool,
    reader: Person,
    warm: Vec<Warm>,
    /// The login before each rotation, in order of time.
    before: Vec<Value>,
}

/// A function that is already connected to the database.
struct Warm {
    app: Router,
    rotations: u32,
}

impl Logins {
    pub(super) async fn make(alternating: bool) -> Self {
        let world = World::with(COPILOT, &[("DATABASE_POOL_SIZE", "16")]).await;
        let reader = world.user("alice").await;
        world.gives_own_login(alternating).await;
        Self { world, alternating, reader, warm: Vec::new(), before: Vec::new() }
    }

    /// Rotates once while functions of every age answer requests.
    pub(super) async fn rotates(&mut self) -> Result<Timed, String> {
        let first = Warm { app: another(&self.world).await, rotations: 0 };
        self.ask(&first.app).await?;
        self.warm.push(first);
        self.before.push(self.world.secret_of(SECRET).await);
        let (world, token) = (self.world.clone(), self.token());
        let apps: Vec<Router> = self.warm.iter().map(|warm| warm.app.clone()).collect();
        let turn = Mutex::new(apps.into_iter().cycle());
        let load = Load::begin(EVERY, move |is_cold| {
            let world = world.clone();
            let token = token.clone();
            let warm = turn.lock().unwrap().next();
            async move {
                let app = match warm.filter(|_| !is_cold) {
                    Some(app) => app,
                    None => another(&world).await,
                };
                ask(app, "GET", "/api/auth/me", &token, None).await.map(drop)
            }
            .boxed()
        });
        let rotated = async {
            self.world.rotates(SECRET, 2).await.map_err(|error| format!("{error:?}"))?;
            self.grow().await
        };
        let ((), timed) = load.around(rotated).await?;
        self.warm.retain_mut(|warm| {
            warm.rotations += 1;
            warm.rotations < LIVES
        });
        self.rejects_old_logins().await?;
        Ok(timed)
    }

    /// Makes each function open connections with the login that it has known since its start.
    async fn grow(&self) -> Result<(), String> {
        for warm in &self.warm {
            burst(4 << warm.rotations, || self.sent(&warm.app)).await?;
        }
        Ok(())
    }

    /// Checks that old logins are rejected. Only with alternating users the previous login is still valid, until its
    /// user gets a new password.
    async fn rejects_old_logins(&self) -> Result<(), String> {
        for (age, login) in self.before.iter().rev().enumerate() {
            let is_good = is_good(login).await?;
            if is_good != (self.alternating && age == 0) {
                return Err(format!("the login before the last {} rotations is good: {is_good}", age + 1));
            }
        }
        Ok(())
    }

    async fn ask(&self, app: &Router) -> Result<(), String> {
        self.sent(app).await
    }

    fn sent(&self, app: &Router) -> Sent {
        let (app, token) = (app.clone(), self.token());
        async move { ask(app, "GET", "/api/auth/me", &token, None).await.map(drop) }.boxed()
    }

    fn token(&self) -> String {
        self.reader.token.clone().unwrap_or_default()
    }
}

async fn is_good(login: &Value) -> Result<bool, String> {
    let credentials = serde_json::from_value(login.clone()).map_err(|error| error.to_string())?;
    let credentials = CredentialSource::Fixed(credentials);
    let settings = DatabaseSettings { credentials, tls: false, authorities: Vec::new(), pool_size: 1 };
    match Database::new(settings).map_err(|error| error.to_string())?.connection().await {
        Ok(_) => Ok(true),
        Err(error) if error.is_login_refused() => Ok(false),
        Err(error) => Err(format!("{error:?}")),
    }
}
