//! The product's requirements of Qdrant, as cases that any server must pass.
//!
//! If `QDRANT_URL` is set, the cases run against that server. Otherwise each case starts
//! `qdrant-local` on a free port with its own storage folder. Cases about the process itself (its
//! end, its lock, its limits) are skipped with `QDRANT_URL`.

mod aliases;
mod collections;
mod durability;
mod facets;
mod field_indexes;
mod filters;
mod hybrid_search;
mod payloads;
mod points;
mod process;
mod scrolling;
mod server;
mod uncovered;
mod world;
