//! What the product needs of Qdrant, as cases that any server must pass.
//!
//! With `QDRANT_URL` set they run against that server; otherwise each case starts `qdrant-local`
//! on a free port with a storage folder of its own. Cases of the process itself (its end, its
//! lock, its limits) need the latter and are skipped with the former.

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
