//! The description of the API, for programs and for people.

mod file;
mod openapi;
mod page;
mod redoc;
