//! A file of Docker Compose.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml_ng::Value;

/// Names with values that may be left to whoever starts the containers.
pub type Mapping = BTreeMap<String, Option<String>>;

/// What runs, and where it meets.
#[derive(Debug, Deserialize)]
pub struct Compose {
    /// By name, under which others reach it.
    pub services: BTreeMap<String, Service>,
    /// By name.
    #[serde(default)]
    pub networks: BTreeMap<String, Option<Network>>,
}

/// One kind of container.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Service {
    /// What it is made from.
    pub image: Option<String>,
    /// How the image is built, if it is ours.
    pub build: Option<Mapping>,
    /// What is started.
    pub command: Vec<String>,
    /// Who it runs as.
    pub user: Option<String>,
    /// Whether nothing of the image can be changed.
    pub read_only: bool,
    /// Rights that are taken from it.
    pub cap_drop: Vec<String>,
    /// Rights that are given to it.
    pub cap_add: Vec<String>,
    /// More of the kind.
    pub security_opt: Vec<String>,
    /// Whether it may do what the machine may.
    pub privileged: bool,
    /// Another network than its own.
    pub network_mode: Option<String>,
    /// Where it is reached from outside.
    pub ports: Vec<String>,
    /// Where it meets others.
    pub networks: Vec<String>,
    /// Its settings.
    pub environment: Mapping,
    /// Its files and folders.
    pub volumes: Vec<String>,
    /// How much memory it may have.
    pub mem_limit: Option<String>,
}

/// Where containers meet.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Network {
    /// Whether nothing outside is reached from it.
    pub internal: bool,
}

/// The text is none of Compose's.
#[derive(Debug, thiserror::Error)]
#[error("this is no file of Docker Compose: {0}")]
pub struct ComposeError(#[from] serde_yaml_ng::Error);

impl Compose {
    /// Reads a file's text, with what is merged into it.
    pub fn parse(text: &str) -> Result<Self, ComposeError> {
        let mut written: Value = serde_yaml_ng::from_str(text)?;
        written.apply_merge()?;
        Ok(serde_yaml_ng::from_value(written)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_merged_into_a_service_counts_as_its_own() {
        let text = "x-all: &all {read_only: true}\nservices: {one: {<<: *all, image: 'a:1', environment: {A: b, C: }}}";
        let compose = Compose::parse(text).unwrap();
        let one = &compose.services["one"];
        assert!(one.read_only && one.ports.is_empty());
        assert_eq!((one.environment["A"].as_deref(), one.environment["C"].as_deref()), (Some("b"), None));
        assert!(Compose::parse("services: 1").is_err());
    }
}
