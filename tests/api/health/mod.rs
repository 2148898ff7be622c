//! Alive, ready, and what is wrong.

mod detailed;
mod live;
mod ready;
mod version;
