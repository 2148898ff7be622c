//! Accounts: log in, log out, who am I; sessions, passwords and keys; customers.

mod account;
mod api_keys;
mod insist;
mod jwks;
mod login;
mod logout;
mod me;
mod password;
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
        .routes(routes!(me::me))
        .routes(routes!(verify::verify))
        .routes(routes!(register::register))
        .routes(routes!(password::password))
        .routes(routes!(sessions::list, sessions::end_others))
        .routes(routes!(sessions::end))
        .routes(routes!(api_keys::list, api_keys::create))
        .routes(routes!(api_keys::end))
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
        .routes(routes!(v1::forgot_password::forgot_password))
        .routes(routes!(v1::reset_password::reset_password))
        .routes(routes!(v1::verify_email::verify_email))
        .routes(routes!(v1::verify_email::send_email))
        .routes(routes!(v1::verify_mobile::verify_mobile))
        .routes(routes!(v1::verify_mobile::send_code))
        .routes(routes!(v1::me::me))
        .routes(routes!(v1::status::verify))
        .routes(routes!(v1::status::status))
        .routes(routes!(v1::users::read::read, v1::users::update::update, v1::users::close::close))
        .routes(routes!(v1::users::password::password))
}
