//! Requests that something overtakes, and secrets that become others.

mod overtaken;
mod rotation;
