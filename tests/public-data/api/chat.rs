//! Conversations about datasets.

mod conversations;
mod message;
