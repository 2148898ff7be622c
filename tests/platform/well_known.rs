//! What is published for programs of others.

mod jwks_json;
