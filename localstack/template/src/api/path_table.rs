use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

use super::{Operation, tree::segments};
use crate::TemplateError;

/// `functions/paths.yaml`: which function answers which paths, which of them stream, and what is throttled.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathTable {
    /// Functions by path; the longest prefix decides.
    pub prefixes: Vec<Prefix>,
    /// Functions whose responses are streamed.
    pub streaming: BTreeMap<String, Streaming>,
    /// Operations with limits of their own, by the name of their class.
    pub throttles: BTreeMap<String, ThrottleClass>,
}

/// All paths below one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prefix {
    /// Its first segments, with `{name}` for one that varies.
    pub path: String,
    /// The function that answers, by its local name.
    pub function: String,
    /// Why another function answers than the one that the path suggests.
    pub reason: Option<String>,
}

/// How responses are streamed.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Streaming {
    /// How long a response may take.
    pub timeout_seconds: u64,
}

/// Limits that several operations have, each for itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThrottleClass {
    /// Requests a second.
    pub rate: u32,
    /// Requests at once.
    pub burst: u32,
    /// The operations that have them.
    pub operations: Vec<Operation>,
}

impl PathTable {
    /// Reads a table from a file.
    ///
    /// # Errors
    /// The file cannot be read, or it is no such table.
    pub fn load(path: &Path) -> Result<Self, TemplateError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| TemplateError::Unreadable { path: path.to_owned(), source })?;
        Self::parse(&text)
    }

    /// # Errors
    /// The text is no such table.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        Ok(serde_yaml_ng::from_str(text)?)
    }

    /// The prefix that decides about a path: the one with the most segments.
    #[must_use]
    pub fn prefix(&self, path: &str) -> Option<&Prefix> {
        let parts = segments(path);
        let is_prefix = |prefix: &&Prefix| parts.starts_with(&segments(&prefix.path));
        self.prefixes.iter().filter(is_prefix).max_by_key(|prefix| segments(&prefix.path).len())
    }

    /// The class of an operation, where it has one.
    #[must_use]
    pub fn throttle(&self, operation: &Operation) -> Option<&ThrottleClass> {
        self.throttles.values().find(|class| class.operations.contains(operation))
    }

    /// `MethodSettings` of the gateway for all operations with a class, one a line.
    #[must_use]
    pub fn method_settings(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for class in self.throttles.values() {
            for Operation { method, path } in &class.operations {
                // slashes of a path are written as JSON pointers have them, but for the first
                let path = format!("/{}", path.replace('/', "~1"));
                let (rate, burst) = (class.rate, class.burst);
                lines.push(format!(
                    "- {{HttpMethod: {method}, ResourcePath: \"{path}\", MetricsEnabled: true, \
                     ThrottlingRateLimit: {rate}, ThrottlingBurstLimit: {burst}}}"
                ));
            }
        }
        lines
    }
}
