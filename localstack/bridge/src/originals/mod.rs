//! Copies of the originals on disk, because the local S3 loses everything on a restart.

mod index;
mod mirror;
mod restore;

pub use index::{Original, Originals};
pub use mirror::keep_up;
pub use restore::{Restored, restore};
