//! nginx with the containers' configuration, before a real router of the product: only addresses and folders are others.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used, reason = "test code")]

mod clients;
mod headers;
mod https;
mod limits;
mod problems;
mod site;
mod streams;
mod upstream;
mod world;
