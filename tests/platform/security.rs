//! Races with concurrent changes, and rotation of secrets.

mod overtaken;
mod rotation;
