//! What the tests of the whole are made of.
#![recursion_limit = "256"]

pub mod evaluation;
pub mod ingestion;
pub mod prove;
pub mod routes;
pub mod seeds;
pub mod suites;
pub mod world;
