use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

use super::{Operation, tree::segments};
use crate::TemplateError;

/// `functions/paths.yaml`: the function of each path prefix, the streaming functions, and the classes of throttles.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathTable {
    /// Functions by path; the longest prefix decides.
    pub prefixes: Vec<Prefix>,
    /// Functions whose responses are streamed.
    pub streaming: BTreeMap<String, Streaming>,
    /// Classes of operations with their own limits, by name.
    pub throttles: BTreeMap<String, ThrottleClass>,
}

/// A path prefix.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prefix {
    /// The first segments, with `{name}` for a variable one.
    pub path: String,
    /// The local name of the function.
    pub function: String,
    /// The reason why the function is not the one that the path suggests.
    pub reason: Option<String>,
}

/// Settings of streamed responses.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Streaming {
    /// Maximum duration of a response.
    pub timeout_seconds: u64,
}

/// The same limits for several operations, each counted separately. An operation names its class in `openapi.json`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThrottleClass {
    /// Requests a second.
    pub rate: u32,
    /// Requests at once.
    pub burst: u32,
}

impl PathTable {
    /// Reads a table from a file.
    ///
    /// # Errors
    /// The file cannot be read, or its format is invalid.
    pub fn load(path: &Path) -> Result<Self, TemplateError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| TemplateError::Unreadable { path: path.to_owned(), source })?;
        Self::parse(&text)
    }

    /// Parses the text of a table.
    ///
    /// # Errors
    /// The format is invalid.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        Ok(serde_yaml_ng::from_str(text)?)
    }

    /// The prefix that applies to a path: the one with the most segments.
    #[must_use]
    pub fn prefix(&self, path: &str) -> Option<&Prefix> {
        let parts = segments(path);
        let is_prefix = |prefix: &&Prefix| parts.starts_with(&segments(&prefix.path));
        self.prefixes.iter().filter(is_prefix).max_by_key(|prefix| segments(&prefix.path).len())
    }

    /// The throttle class of an operation, if it has one.
    #[must_use]
    pub fn throttle(&self, operation: &Operation) -> Option<&ThrottleClass> {
        self.throttles.get(operation.throttle.as_ref()?)
    }
}
