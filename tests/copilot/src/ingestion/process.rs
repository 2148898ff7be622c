//! The real `ingest` binary, under a Runtime API of its own.

use serde_json::Value;
use sisuiq_testing::runtime_api::{Outcome, RuntimeApi};
use std::{fs, path::Path, process::Stdio};
use tempfile::NamedTempFile;
use tokio::{
    process::{Child, Command},
    sync::oneshot::Receiver,
};

/// A running binary; it ends when this is dropped.
pub struct Process {
    api: RuntimeApi,
    child: Child,
    log: NamedTempFile,
}

impl Process {
    /// Starts the binary with these settings and nothing else of this environment, and waits until it asks for work.
    pub async fn start(binaries: &Path, settings: &[(String, String)]) -> Self {
        let api = RuntimeApi::start().await;
        let log = NamedTempFile::new().unwrap();
        let mut child = Command::new(binaries.join("ingest"))
            .env_clear()
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .envs(api.variables("ingest"))
            .stdout(Stdio::from(log.reopen().unwrap()))
            .kill_on_drop(true)
            .spawn()
            .expect("the ingest binary is built");
        let began = tokio::select! {
            () = api.idle() => true,
            _ = child.wait() => false,
        };
        assert!(began, "the ingest binary ended at its start: {}", fs::read_to_string(log.path()).unwrap());
        Self { api, child, log }
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id().expect("the process runs")
    }

    /// Hands it an event; the answer comes later, or never.
    #[must_use]
    pub fn invoke(&self, event: Value) -> Receiver<Outcome> {
        self.api.invoke(event)
    }

    /// Ends it with SIGKILL, which it cannot notice, and returns its log.
    pub async fn kill(mut self) -> String {
        self.child.kill().await.unwrap();
        fs::read_to_string(self.log.path()).unwrap()
    }
}
