//! Tests of `dev` from outside, in one binary: each further one would have to be linked.

mod checklist;
mod deployment;
mod manifests;
mod pause;
