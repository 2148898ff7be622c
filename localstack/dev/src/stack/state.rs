//! The recorded state of a stack, from which other commands and later starts learn which processes run.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::ports::Ports;
use crate::supervisor::identity::ProcessIdentity;

/// The phase of a stack's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Phase {
    Starting,
    Healthy,
    Stopping,
    Stopped,
}

/// One process of the stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PartRecord {
    pub(crate) name: String,
    pub(crate) process: ProcessIdentity,
    pub(crate) port: Option<u16>,
    /// The name of its log. Processes of one function share it.
    pub(crate) log: String,
}

/// The resources in the local cloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Resources {
    pub(crate) bucket: String,
    pub(crate) queue_url: String,
    pub(crate) dead_letter_queue_url: String,
    pub(crate) outbox_queue_url: String,
    pub(crate) ocr_queue_url: String,
    pub(crate) ocr_dead_letter_queue_url: String,
    pub(crate) predict_batch_queue_url: String,
    pub(crate) predict_batch_dead_letter_queue_url: String,
    pub(crate) fetch_queue_url: String,
    pub(crate) fetch_dead_letter_queue_url: String,
    pub(crate) process_queue_url: String,
    pub(crate) process_dead_letter_queue_url: String,
    pub(crate) screen_batch_queue_url: String,
    pub(crate) screen_batch_dead_letter_queue_url: String,
}

/// The record of one stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) phase: Phase,
    pub(crate) supervisor: ProcessIdentity,
    pub(crate) ports: Ports,
    pub(crate) parts: Vec<PartRecord>,
    pub(crate) resources: Option<Resources>,
}

impl State {
    /// Reads a record; None if it is missing or unreadable, for example after a power failure.
    pub(crate) fn load(path: &Path) -> Result<Option<Self>> {
        match fs::read(path) {
            Ok(text) => Ok(serde_json::from_slice(&text).ok()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Replaces the record atomically.
    pub(crate) fn save(&self, path: &Path) -> Result<()> {
        let draft = path.with_extension("json.new");
        let text = serde_json::to_vec_pretty(self)?;
        fs::write(&draft, text).with_context(|| format!("cannot write {}", draft.display()))?;
        fs::rename(&draft, path).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Returns whether the supervisor is running and has reported a healthy stack.
    pub(crate) fn is_healthy(&self) -> bool {
        self.phase == Phase::Healthy && self.supervisor.is_alive()
    }

    pub(crate) fn base_url(&self) -> String {
        self.ports.base_url()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> State {
        State {
            phase: Phase::Healthy,
            supervisor: ProcessIdentity { pid: 1, started: u64::MAX },
            ports: Ports {
                edge: 1,
                functions: 2,
                localstack: 3,
                qdrant: 4,
                postgres: 5,
                prometheus: 6,
                source_server: 7,
            },
            parts: Vec::new(),
            resources: None,
        }
    }

    #[test]
    fn new_stack_has_no_state() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(State::load(&folder.path().join("state.json")).unwrap(), None);
    }

    #[test]
    fn a_torn_record_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        fs::write(&path, b"{\"phase\":").unwrap();
        assert_eq!(State::load(&path).unwrap(), None);
    }

    #[test]
    fn record_round_trips() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        state().save(&path).unwrap();
        assert_eq!(State::load(&path).unwrap(), Some(state()));
    }

    #[test]
    fn dead_supervisor_is_not_healthy() {
        assert!(!state().is_healthy());
    }
}
