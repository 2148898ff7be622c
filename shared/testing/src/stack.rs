//! Addresses of the test stack.

use sisuiq_config::Environment;
use std::path::PathBuf;

/// Addresses and credentials of the test stack.
#[derive(Clone, Debug)]
pub struct Stack {
    /// Postgres, as its superuser: `postgresql://user:password@127.0.0.1:port/postgres`.
    pub database_url: String,
    /// Qdrant's gRPC.
    pub qdrant_url: String,
    /// S3, SQS and Secrets Manager.
    pub aws_endpoint_url: String,
    /// The local edge.
    pub url: String,
    /// The demo user of the stack.
    pub email: String,
    /// The demo user's password.
    pub password: String,
    /// The folder of models and libraries.
    pub parts: PathBuf,
    /// The folder of the built binaries.
    pub binaries: PathBuf,
}

impl Stack {
    /// Reads the variables that `cargo dev test` sets.
    #[must_use]
    pub fn from_process() -> Self {
        let read = Environment::from_process().read(|reader| Self {
            database_url: reader.named("SISUIQ_TEST_DATABASE_URL"),
            qdrant_url: reader.named("SISUIQ_TEST_QDRANT_URL"),
            aws_endpoint_url: reader.named("SISUIQ_TEST_AWS_ENDPOINT_URL"),
            url: reader.named("SISUIQ_TEST_URL"),
            email: reader.named("SISUIQ_TEST_EMAIL"),
            password: reader.named("SISUIQ_TEST_PASSWORD"),
            parts: reader.named::<String>("SISUIQ_TEST_PARTS").into(),
            binaries: reader.named::<String>("SISUIQ_TEST_BINARIES").into(),
        });
        read.expect("the tests run against the stack of `cargo dev test`, which sets these variables")
    }
}
