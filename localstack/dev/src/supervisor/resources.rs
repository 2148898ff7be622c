//! Creation of the local cloud's resources, before the functions start.

use anyhow::{Context, Result};
use serde_json::Value;

use super::{BRIDGE, Supervisor, scripts::Script};
use crate::stack::Kind;
use crate::stack::environment;
use crate::stack::state::Resources;

const SCRIPT: &str = "create_resources.py";

impl Supervisor {
    /// Creates bucket, queues and secrets, restores the originals, and only then turns on the notifications of the bucket.
    pub(super) fn create_resources(&mut self) -> Result<Resources> {
        let mut secrets = self.secrets.for_the_cloud(&self.ports);
        if let (Kind::Test, Some(all), Value::Object(shared)) =
            (self.stack.kind, secrets.as_object_mut(), self.secrets.for_worlds())
        {
            all.extend(shared);
        }
        let created = self.resource_step("stores", secrets.to_string())?;
        let resources: Resources = serde_json::from_str(&created).context("create_resources.py gave no names")?;
        self.state.resources = Some(resources.clone());
        self.record()?;
        self.restore_originals(&resources)?;
        self.resource_step("notification", String::new())?;
        Ok(resources)
    }

    fn resource_step(&self, step: &str, input: String) -> Result<String> {
        let project = &self.stack.project;
        let template = project.template().display().to_string();
        let mut arguments =
            [step, "--template", &template, "--sender", environment::MAIL_SENDER].map(str::to_owned).to_vec();
        let others = environment::other_origins(self.stack.kind).unwrap_or_default();
        let others = others.split(',').filter(|origin| !origin.is_empty()).map(str::to_owned);
        for origin in std::iter::once(self.ports.base_url()).chain(others) {
            arguments.extend(["--origin".to_owned(), origin]);
        }
        let variables = environment::aws(&self.ports);
        Script { name: SCRIPT, arguments, variables, input }.run(project)
    }

    fn restore_originals(&self, resources: &Resources) -> Result<()> {
        let variables = environment::gateways(&self.stack, &self.ports, resources);
        let program = self.stack.binaries().join(BRIDGE);
        let output = std::process::Command::new(&program)
            .arg("restore")
            .envs(variables)
            .output()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let said = [output.stdout, output.stderr].concat();
        if !output.status.success() {
            anyhow::bail!("putting the originals back failed:\n{}", String::from_utf8_lossy(&said).trim_end());
        }
        Ok(())
    }
}
