//! The real `ingest` or `ocr` binary with a mock of the Lambda Runtime API.

use serde_json::Value;
use sisuiq_testing::runtime_api::{Outcome, RuntimeApi};
use std::{fs, path::Path, process::Stdio};
use tempfile::NamedTempFile;
use tokio::{
    process::{Child, Command},
    sync::oneshot::Receiver,
};

/// A running binary, which is killed on drop.
pub struct Process {
    api: RuntimeApi,
    child: Child,
    log: NamedTempFile,
}

impl Process {
    /// Starts `ingest` with only these settings as environment, and waits until it polls for work.
    pub async fn start(binaries: &Path, settings: &[(String, String)]) -> Self {
        Self::start_named("ingest", binaries, settings).await
    }

    /// Starts a binary with only these settings as environment, and waits until it polls for work.
    pub async fn start_named(name: &str, binaries: &Path, settings: &[(String, String)]) -> Self {
        let api = RuntimeApi::start().await;
        let log = NamedTempFile::new().unwrap();
        let mut child = Command::new(binaries.join(name))
            .env_clear()
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .envs(api.variables(name))
            .stdout(Stdio::from(log.reopen().unwrap()))
            .kill_on_drop(true)
            .spawn()
            .expect("the binary is built");
        let began = tokio::select! {
            () = api.idle() => true,
            _ = child.wait() => false,
        };
        assert!(began, "the binary ended at its start: {}", fs::read_to_string(log.path()).unwrap());
        Self { api, child, log }
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id().expect("the process runs")
    }

    /// Sends an event. The returned future may never complete.
    #[must_use]
    pub fn invoke(&self, event: Value) -> Receiver<Outcome> {
        self.api.invoke(event)
    }

    /// Kills the process with SIGKILL and returns its log.
    pub async fn kill(mut self) -> String {
        self.child.kill().await.unwrap();
        fs::read_to_string(self.log.path()).unwrap()
    }
}
