//! Parser for Docker Compose files.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml_ng::Value;

/// Variables and their values. Compose takes a missing value from the shell that starts the containers.
pub type Mapping = BTreeMap<String, Option<String>>;

/// A Compose file: services and networks.
#[derive(Debug, Deserialize)]
pub struct Compose {
    /// Services by name, which is also their host name.
    pub services: BTreeMap<String, Service>,
    /// Networks by name.
    #[serde(default)]
    pub networks: BTreeMap<String, Option<Network>>,
}

/// A service of a Compose file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Service {
    /// Image name and tag.
    pub image: Option<String>,
    /// Build options, for images that this project builds.
    pub build: Option<Mapping>,
    /// Command line.
    pub command: Vec<String>,
    /// User and group ids of the process.
    pub user: Option<String>,
    /// Mounts the root file system read-only.
    pub read_only: bool,
    /// Linux capabilities that the container loses.
    pub cap_drop: Vec<String>,
    /// Linux capabilities that the container gains.
    pub cap_add: Vec<String>,
    /// Other security options, such as `no-new-privileges:true`.
    pub security_opt: Vec<String>,
    /// Gives the container all rights of the host.
    pub privileged: bool,
    /// Network mode, such as `host`.
    pub network_mode: Option<String>,
    /// Published ports.
    pub ports: Vec<String>,
    /// Names of the networks that the service joins.
    pub networks: Vec<String>,
    /// Environment variables.
    pub environment: Mapping,
    /// Mounted files, folders and volumes.
    pub volumes: Vec<String>,
    /// Memory limit.
    pub mem_limit: Option<String>,
}

/// A network that connects containers.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Network {
    /// Gives the containers no way to the outside.
    pub internal: bool,
}

/// The text is not a valid Compose file.
#[derive(Debug, thiserror::Error)]
#[error("this is no file of Docker Compose: {0}")]
pub struct ComposeError(#[from] serde_yaml_ng::Error);

impl Compose {
    /// Parses the text of a file and resolves YAML merge keys (`<<`).
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
    fn merge_keys_are_resolved() {
        let text = "x-all: &all {read_only: true}\nservices: {one: {<<: *all, image: 'a:1', environment: {A: b, C: }}}";
        let compose = Compose::parse(text).unwrap();
        let one = &compose.services["one"];
        assert!(one.read_only && one.ports.is_empty());
        assert_eq!((one.environment["A"].as_deref(), one.environment["C"].as_deref()), (Some("b"), None));
        assert!(Compose::parse("services: 1").is_err());
    }
}
