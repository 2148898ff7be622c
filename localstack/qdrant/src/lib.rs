//! Qdrant's gRPC interface over the embedded Qdrant engine, on this machine only.
//!
//! The server traits come from `qdrant-client`, the engine from `qdrant-edge`. This crate adds a
//! registry of collections, conversions of the messages, and a thread that optimises.

mod aliases;
mod arguments;
mod atomic_file;
mod collection;
mod collections;
mod convert;
mod definition;
mod failure;
mod health;
mod maintenance;
mod points;
mod rpc;
mod server;
mod storage;
mod storage_lock;

pub use arguments::Arguments;
pub use server::serve;
