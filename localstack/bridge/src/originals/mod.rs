//! Copies of the originals, kept beside the local S3 because that forgets everything when it restarts.

mod index;
mod mirror;
mod restore;

pub use index::{Original, Originals};
pub use mirror::keep_up;
pub use restore::{Restored, restore};
