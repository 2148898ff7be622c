//! Log-in surfaces and their sessions.

use http::Method;
use rand::{Rng, seq::IndexedRandom};
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use world::{Browser, Reply, World};

/// A log-in surface.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Door {
    Copilot,
    Customer,
    Staff,
}

pub(super) const DOORS: [Door; 3] = [Door::Copilot, Door::Customer, Door::Staff];

/// A person's session in a browser.
pub(super) struct Visit {
    pub(super) door: Door,
    pub(super) name: String,
    pub(super) browser: Browser,
}

impl Door {
    pub(super) fn any(chance: &mut impl Rng) -> Self {
        *DOORS.choose(chance).unwrap()
    }

    pub(super) const fn login(self) -> &'static str {
        match self {
            Self::Copilot => "/api/auth/login",
            Self::Customer => "/api/v1/auth/login",
            Self::Staff => "/api/v1/ops/auth/login",
        }
    }

    pub(super) const fn refresh(self) -> &'static str {
        match self {
            Self::Copilot => "/api/auth/refresh",
            Self::Customer => "/api/v1/auth/refresh",
            Self::Staff => "/api/v1/ops/auth/refresh",
        }
    }

    pub(super) const fn logout(self) -> &'static str {
        match self {
            Self::Copilot => "/api/auth/logout",
            Self::Customer => "/api/v1/auth/logout",
            Self::Staff => "/api/v1/ops/auth/logout",
        }
    }

    pub(super) const fn me(self) -> &'static str {
        match self {
            Self::Copilot => "/api/auth/me",
            Self::Customer => "/api/v1/users/me",
            Self::Staff => "/api/v1/ops/auth/me",
        }
    }

    /// Creates an account for `name` on this surface.
    pub(super) async fn admits(self, world: &World, name: &str) {
        match self {
            Self::Copilot => {
                world.admits(name, UserRole::User).await;
            }
            Self::Customer => {
                world.customer(name).await;
            }
            Self::Staff => {
                world.employs(name, "admin").await;
            }
        }
    }

    /// Logs `name` in with a new browser.
    pub(super) async fn enters(self, world: &World, name: &str) -> Result<Visit, String> {
        self.enters_with(world.browser(), world, name).await
    }

    /// Logs `name` in with a browser that another person used before.
    pub(super) async fn enters_with(self, browser: Browser, world: &World, name: &str) -> Result<Visit, String> {
        let mut visit = Visit { door: self, name: name.to_owned(), browser };
        let input = self.credentials(name, world.stranger().password());
        let reply = visit.browser.send(&Method::POST, self.login(), Some(&input)).await;
        expect("logging in", &reply, 200)?;
        Ok(visit)
    }

    pub(super) fn credentials(self, name: &str, password: &str) -> Value {
        let field = if self == Self::Copilot { "email" } else { "identifier" };
        json!({ field: format!("{name}@example.com"), "password": password })
    }
}

impl Visit {
    pub(super) async fn get(&mut self, path: &str) -> Reply {
        self.browser.send(&Method::GET, path, None).await
    }

    /// Checks the status of a request with the access token.
    pub(super) async fn is(&mut self, what: &str, status: u16) -> Result<(), String> {
        expect(what, &self.get(self.door.me()).await, status)
    }

    pub(super) async fn refreshes(&mut self) -> Reply {
        self.browser.send(&Method::POST, self.door.refresh(), Some(&json!({}))).await
    }

    /// Checks that neither token is valid.
    pub(super) async fn is_over(&mut self, what: &str) -> Result<(), String> {
        self.is(&format!("{what}: the access token"), 401).await?;
        expect(&format!("{what}: the refresh token"), &self.refreshes().await, 401)
    }
}

pub(super) fn expect(what: &str, reply: &Reply, status: u16) -> Result<(), String> {
    if reply.status == status {
        Ok(())
    } else {
        Err(format!("{what}: {} instead of {status}: {}", reply.status, reply.body))
    }
}
