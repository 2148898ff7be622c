//! What the API promises, and whether template, description and code promise the same.

mod audited;
mod described;
mod description;
mod errors;
mod routes;
mod settings;
mod snapshots;
