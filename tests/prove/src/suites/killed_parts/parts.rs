//! The parts of the stack, from the supervisor's state file.

use super::STATE;
use serde_json::Value;
use sisuiq_config::Environment;
use std::{fs, process::Command};

/// The process of a part.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    id: u64,
}

impl Part {
    /// Finds the current process of a part by its name.
    pub(super) fn of(name: &str) -> Result<Self, String> {
        let path = Environment::from_process().read(|reader| reader.named::<String>(STATE));
        let path = path.map_err(|error| error.to_string())?;
        let text = fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
        let state: Value = serde_json::from_slice(&text).map_err(|error| format!("{path}: {error}"))?;
        let mut parts = state["parts"].as_array().into_iter().flatten();
        let part = parts.find(|part| part["name"] == name).ok_or_else(|| format!("no part is called {name}"))?;
        let id = part["process"]["pid"].as_u64().ok_or_else(|| format!("{name} has no process"))?;
        Ok(Self { id })
    }

    pub(super) fn kill(&self) -> Result<(), String> {
        let killed = Command::new("kill").args(["-KILL", &self.id.to_string()]).status();
        let killed = killed.map_err(|error| error.to_string())?;
        if killed.success() { Ok(()) } else { Err(format!("process {} cannot be killed", self.id)) }
    }
}
