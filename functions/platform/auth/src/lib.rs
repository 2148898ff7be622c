//! Accounts: log in, log out, who am I; sessions, passwords and keys; customers.

mod access_request;
mod account;
mod api_keys;
mod input_errors;
mod invitations;
mod jwks;
mod login;
mod logout;
mod me;
mod password;
mod reauthenticate;
mod refresh;
mod register;
mod sessions;
mod state;
mod totp;
mod v1;
mod verify;

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
        .routes(routes!(login::login))
        .routes(routes!(logout::logout))
        .routes(routes!(refresh::refresh))
        .routes(routes!(me::read::read, me::update::update))
        .routes(routes!(verify::verify))
        .routes(routes!(register::register))
        .routes(routes!(access_request::read::read, access_request::create::create))
        .routes(routes!(invitations::read::read))
        .routes(routes!(invitations::accept::accept))
        .routes(routes!(password::password))
        .routes(routes!(sessions::list::list, sessions::delete_all::delete_all))
        .routes(routes!(sessions::delete::delete))
        .routes(routes!(api_keys::list::list, api_keys::create::create))
        .routes(routes!(api_keys::delete::delete))
        .routes(routes!(totp::read::read, totp::add::add))
        .routes(routes!(totp::confirm::confirm))
        .routes(routes!(totp::remove::remove))
        .routes(routes!(jwks::jwks))
        .routes(routes!(v1::register::register))
        .routes(routes!(v1::login::login))
        .routes(routes!(v1::refresh::refresh))
        .routes(routes!(v1::logout::logout))
        .routes(routes!(v1::validate::validate))
        .routes(routes!(v1::csrf_token::csrf_token))
        .routes(routes!(v1::password::forgot::forgot))
        .routes(routes!(v1::password::reset::reset))
        .routes(routes!(v1::verify_email::verify::verify))
        .routes(routes!(v1::verify_email::send::send))
        .routes(routes!(v1::verify_mobile::verify::verify))
        .routes(routes!(v1::verify_mobile::send::send))
        .routes(routes!(v1::me::me))
        .routes(routes!(v1::verify::verify))
        .routes(routes!(v1::status::status))
        .routes(routes!(v1::users::me::read::read, v1::users::me::update::update, v1::users::me::delete::delete))
        .routes(routes!(v1::users::me::password::password))
}
