use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Checkpoints between two steps of the work on a message, at which a test can watch, pause or kill a debug build. A release
/// build has none.
#[derive(Clone, Debug, Default)]
pub struct Checkpoints {
    watcher: Option<String>,
}

/// A step that the watcher lets fail, or of which it could not be told.
#[derive(Debug, thiserror::Error)]
#[error("stopped at the checkpoint {step:?}: {reason}")]
pub struct Stopped {
    step: &'static str,
    reason: String,
}

impl Checkpoints {
    /// Reports steps to the watcher at this address, if there is one.
    #[must_use]
    pub const fn new(watcher: Option<String>) -> Self {
        Self { watcher }
    }

    /// Reports the step to the watcher and continues when it closes the connection. A reply is an error of the step.
    pub async fn reach(&self, step: &'static str) -> Result<(), Stopped> {
        match &self.watcher {
            Some(watcher) if cfg!(debug_assertions) => {
                let reason = report(watcher, step).await.unwrap_or_else(|error| error.to_string());
                if reason.is_empty() { Ok(()) } else { Err(Stopped { step, reason }) }
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
