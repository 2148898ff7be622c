//! Who may call a handler, as the type of its first argument.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use http::request::Parts;
use sisuiq_db::{AuthSessionId, UserId, UserRole, users};
use sisuiq_http::Problem;
use tracing::Span;
use tracing::field::display;

use crate::Identity;

/// Everyone may call, and nobody asks who it is.
#[derive(Clone, Copy, Debug)]
pub struct Anyone;

/// Everyone may call; whoever is logged in is known.
#[derive(Clone, Debug)]
pub struct Visitor(pub Option<User>);

/// A logged-in user; everyone else gets 401.
#[derive(Clone, Debug)]
pub struct User {
    /// Who it is.
    pub id: UserId,
    /// What they may do, as the account says now.
    pub role: UserRole,
    /// The session of the token they sent.
    pub session: AuthSessionId,
    /// Their account.
    pub account: users::User,
}

/// A logged-in administrator; other users get 403, everyone else 401.
#[derive(Clone, Debug)]
pub struct Admin(pub User);

impl<S: Send + Sync> FromRequestParts<S> for Anyone {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let user = Identity::from_ref(state).caller(&parts.headers).await?;
        if let Some(user) = &user {
            Span::current().record("user_id", display(user.id));
        }
        Ok(Self(user))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for User
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Visitor(user) = Visitor::from_request_parts(parts, state).await?;
        user.ok_or_else(Problem::unauthorized)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Admin
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let user = User::from_request_parts(parts, state).await?;
        if user.role == UserRole::Admin { Ok(Self(user)) } else { Err(Problem::forbidden()) }
    }
}
