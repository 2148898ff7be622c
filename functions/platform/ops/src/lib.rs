//! Members of staff: their sessions, accounts, roles and permissions.

mod auth;
mod member;
mod member_change;
mod new_member;
mod permission;
mod permissions;
mod roles;
mod state;
mod users;

pub use state::State;

use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this function, ready to serve.
#[must_use]
pub fn router(state: State) -> OpenApiRouter {
    routes().with_state(state)
}

/// The routes of this function and their description.
#[must_use]
pub fn routes() -> OpenApiRouter<State> {
    sisuiq_http::router()
        .routes(routes!(auth::login::login))
        .routes(routes!(auth::refresh::refresh))
        .routes(routes!(auth::logout::logout))
        .routes(routes!(auth::me::me))
        .routes(routes!(auth::register::register))
        .routes(routes!(users::list::list, users::create::create))
        .routes(routes!(users::read::read, users::update::update, users::delete::delete))
        .routes(routes!(users::role::role))
        .routes(routes!(users::approve::approve))
        .routes(routes!(roles::list::list, roles::create::create))
        .routes(routes!(roles::update::update))
        .routes(routes!(roles::permissions::grant))
        .routes(routes!(permissions::list))
}
