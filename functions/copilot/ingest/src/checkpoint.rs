//! Checkpoints between two steps, at which a test can watch, pause or kill a debug build. A release build has none.

use crate::Retry;
use sisuiq_config::{ConfigError, Environment, settings};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The watcher of the steps: the address in `INGEST_CHECKPOINTS`, if it is set.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoints {
    watcher: Option<String>,
}

impl Checkpoints {
    pub(crate) fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| Self { watcher: reader.optional(&settings::INGEST_CHECKPOINTS) })
    }

    /// Reports the step to the watcher and continues when it closes the connection. A reply is an error of the step.
    pub(crate) async fn reach(&self, step: &'static str) -> Result<(), Retry> {
        match &self.watcher {
            Some(watcher) if cfg!(debug_assertions) => {
                let reply = report(watcher, step).await.map_err(|error| Retry::while_doing(step, error))?;
                if reply.is_empty() { Ok(()) } else { Err(Retry::while_doing(step, reply)) }
            }
            _ => Ok(()),
        }
    }
}

async fn report(watcher: &str, step: &str) -> std::io::Result<String> {
    let mut connection = TcpStream::connect(watcher).await?;
    connection.write_all(step.as_bytes()).await?;
    connection.shutdown().await?;
    let mut reply = String::new();
    connection.read_to_string(&mut reply).await?;
    Ok(reply)
}
