//! Tests of `retrieval` from outside, in one binary: each further one would have to be linked.

mod access_key;
mod embedding;
mod measured;
mod reading;
mod reranking;
mod sparse;
mod store;
mod store_faults;
mod store_world;
