//! One file per path; the files of the paths below it are in the folder of its name.

mod admin;
pub(crate) mod auth;
mod docs;
mod health;
mod openapi_json;
mod redoc;
mod v1;
mod version;
