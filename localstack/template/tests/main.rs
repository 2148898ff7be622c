//! Tests of `template` from outside, in one binary: each further one would have to be linked.

mod api;
mod at_rest;
mod deployment;
mod layers;
mod reading;
mod template;
mod transform;
