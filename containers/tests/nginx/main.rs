//! Tests of nginx with the configuration of the containers, in front of a router of the product. Only addresses and folders differ.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used, reason = "test code")]

mod addresses;
mod clients;
mod headers;
mod https;
mod limits;
mod logs;
mod problems;
mod site;
mod streams;
mod upstream;
mod world;
