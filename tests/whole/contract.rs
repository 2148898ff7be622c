//! The contract of the API: template, description and code match.

mod audited;
mod capabilities;
mod described;
mod description;
mod errors;
mod jumps;
mod routes;
mod settings;
mod snapshots;
mod sources;
