//! Authentication of customers.

mod csrf_token;
mod login;
mod logout;
mod me;
mod password;
mod refresh;
mod register;
mod status;
mod validate;
mod verify;
mod verify_email;
mod verify_mobile;

use serde_json::{Value, json};

/// A password with every kind of character.
pub(super) const PASSWORD: &str = "Quite-1-other-horse!";

/// The body of a registration.
pub(super) fn registration(name: &str, mobile: &str) -> Value {
    json!({
        "email": format!("{name}@example.com"),
        "mobile": mobile,
        "password": PASSWORD,
        "first_name": name,
        "last_name": "Lwanga",
    })
}
