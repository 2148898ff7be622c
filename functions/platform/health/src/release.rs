//! The release that this build is of.

/// The version of this build, by semantic versioning.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
