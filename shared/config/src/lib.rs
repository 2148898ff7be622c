//! The only reader of the environment and of Secrets Manager.
//!
//! Settings are read once at start, and everything wrong with them is told in one message. Secrets are read when first
//! needed and kept for at most [`SECRET_LIFETIME`].

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
