//! Tests of the running stack from outside, with the local S3, queue, bridge, functions and edge.

mod answers;
mod client;
mod edge;
mod functions;
mod processes;
mod smoke_test;
mod sockets;
