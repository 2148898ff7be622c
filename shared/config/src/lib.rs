//! The only reader of the environment and of Secrets Manager.
