//! Prometheus, which monitors the stack like a deployed product, with an API key of its own.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{PROMETHEUS, Supervisor, health, part::Spec};
use crate::ask::Api;
use crate::parts;
use crate::project::Project;

const TIMEOUT: Duration = Duration::from_mins(1);
const CONFIG: &str = "prometheus.yml";
const KEY: &str = "metrics.key";
/// The maximum lifetime of an API key.
const KEY_DAYS: u32 = 365;

#[derive(Deserialize)]
struct CreatedKey {
    key: String,
}

impl Supervisor {
    pub(super) fn start_prometheus(&mut self) -> Result<()> {
        let folder = self.stack.folder().join(PROMETHEUS);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        self.ensure_key(&folder.join(KEY))?;
        let project = &self.stack.project;
        let committed = project.observability(CONFIG);
        let text = fs::read_to_string(&committed).with_context(|| format!("cannot read {}", committed.display()))?;
        let config = of_this_stack(&text, project, self.ports.edge)?;
        fs::write(folder.join(CONFIG), config).with_context(|| format!("cannot write {CONFIG}"))?;
        let port = self.ports.prometheus;
        let spec = Spec::new(PROMETHEUS, parts::prometheus(project).join("prometheus"), folder)
            .arguments([format!("--config.file={CONFIG}"), "--storage.tsdb.path=data".to_owned()])
            .arguments([format!("--web.listen-address=127.0.0.1:{port}"), "--log.level=warn".to_owned()])
            .port(port);
        self.start(spec)?;
        self.wait_until(PROMETHEUS, TIMEOUT, || health::prometheus_is_ready(port))
    }

    /// Creates an API key that may only read metrics, unless the key of an earlier run is still valid.
    fn ensure_key(&self, path: &Path) -> Result<()> {
        let base_url = self.ports.base_url();
        let known = match fs::read_to_string(path) {
            Ok(key) => Some(key),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        if known.is_some_and(|key| health::may_read_metrics(&base_url, &key)) {
            return Ok(());
        }
        let user = &self.secrets.demo_user;
        let api = Api::log_in(&base_url, &user.email, &user.password)?;
        let wanted = json!({
            "name": PROMETHEUS,
            "scopes": ["metrics:read"],
            "expires_in_days": KEY_DAYS,
            "password": user.password,
        });
        let created: CreatedKey = api.post("/api/auth/api-keys", &wanted)?;
        let opened = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path);
        opened
            .and_then(|mut file| file.write_all(created.key.as_bytes()))
            .with_context(|| format!("cannot write {}", path.display()))
    }
}

/// The committed configuration with this stack's port and absolute paths of the rules.
fn of_this_stack(committed: &str, project: &Project, port: u16) -> Result<String> {
    let mut config: Value = serde_yaml_ng::from_str(committed).context("the configuration is not YAML")?;
    let rules = config.get_mut("rule_files").and_then(Value::as_array_mut).context("it names no rules")?;
    for rule in rules {
        let name = rule.as_str().context("a rule file has no name")?;
        *rule = json!(project.observability(name));
    }
    let targets = config.pointer_mut("/scrape_configs/0/static_configs/0/targets").context("it scrapes nothing")?;
    *targets = json!([format!("127.0.0.1:{port}")]);
    serde_yaml_ng::to_string(&config).context("the configuration cannot be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrape_config_uses_the_stacks_port() {
        let project = Project::locate().unwrap();
        let committed = fs::read_to_string(project.observability(CONFIG)).unwrap();
        let own: Value = serde_yaml_ng::from_str(&of_this_stack(&committed, &project, 8799).unwrap()).unwrap();
        assert_eq!(own["scrape_configs"][0]["static_configs"][0]["targets"], json!(["127.0.0.1:8799"]));
        assert_eq!(own["scrape_configs"][0]["authorization"]["credentials_file"], KEY);
        for rules in own["rule_files"].as_array().unwrap() {
            assert!(Path::new(rules.as_str().unwrap()).is_file(), "{rules}");
        }
        let shared: Value = serde_yaml_ng::from_str(&committed).unwrap();
        assert_eq!(own["global"], shared["global"]);
    }
}
