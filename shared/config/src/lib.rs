//! Reads the environment and Secrets Manager; no other crate does.
//!
//! Settings are read once at start, and all their errors are reported in one message. Secrets are read when first
//! needed and cached for [`SECRET_LIFETIME`], or for an hour while the store cannot be reached.

mod aws;
mod environment;
mod error;
mod fixed;
mod reader;
mod secrets;
pub mod settings;
mod stage;
mod versions;

pub use aws::Aws;
pub use environment::Environment;
pub use error::{ConfigError, SecretError};
pub use fixed::SecretValues;
pub use reader::Reader;
pub use secrets::{SECRET_LIFETIME, Secrets};
pub use stage::Stage;
pub use versions::SecretVersions;
