//! Moments between two steps at which a debug build can be watched, held or killed by a test. A release build has none.

use crate::Retry;
use sisuiq_config::{ConfigError, Environment, settings};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Who is told of each step: the address in `INGEST_CHECKPOINTS`, if there is one.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoints {
    watcher: Option<String>,
}

impl Checkpoints {
    pub(crate) fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| Self { watcher: reader.optional(&settings::INGEST_CHECKPOINTS) })
    }

    /// Names the step to the watcher and goes on when it hangs up; what it says before that is an error of the step.
    pub(crate) async fn reach(&self, step: &'static str) -> Result<(), Retry> {
        match &self.watcher {
            Some(watcher) if cfg!(debug_assertions) => {
                let said = report(watcher, step).await.map_err(|error| Retry::while_doing(step, error))?;
                if said.is_empty() { Ok(()) } else { Err(Retry::while_doing(step, said)) }
            }
            _ => Ok(()),
        }
    }
}

async fn report(watcher: &str, step: &str) -> std::io::Result<String> {
    let mut connection = TcpStream::connect(watcher).await?;
    connection.write_all(step.as_bytes()).await?;
    connection.shutdown().await?;
    let mut said = String::new();
    connection.read_to_string(&mut said).await?;
    Ok(said)
}
