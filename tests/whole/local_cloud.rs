//! The running stack, from outside: real S3, queue, bridge, functions and edge.

mod answers;
mod client;
mod edge;
mod functions;
mod processes;
mod smoke_test;
mod sockets;
