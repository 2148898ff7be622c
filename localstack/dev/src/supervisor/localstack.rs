//! `LocalStack`: S3, SQS, Secrets Manager, SES and SNS.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

use super::{LOCALSTACK, Supervisor, health, part::Spec};

const TIMEOUT: Duration = Duration::from_mins(2);

impl Supervisor {
    pub(super) fn start_localstack(&mut self) -> Result<()> {
        let folder = self.stack.folder().join("localstack");
        // LocalStack keeps no state over a restart, so its files would be incomplete
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let project = &self.stack.project;
        let address = format!("127.0.0.1:{}", self.ports.localstack);
        let path = |name: &str| folder.join(name).display().to_string();
        let mut spec = Spec::new(LOCALSTACK, project.parts().join("localstack/bin/python"), &folder)
            .arguments([project.part_sources().join("launch_localstack.py")])
            .port(self.ports.localstack)
            .variable("OVERRIDE_IN_DOCKER", "0")
            .variable("FILESYSTEM_ROOT", path("filesystem"))
            .variable("XDG_CACHE_HOME", path("cache"))
            .variable("TMPDIR", path("."))
            .variable("SKIP_SSL_CERT_DOWNLOAD", "1")
            .variable("DISABLE_EVENTS", "1")
            .variable("DNS_ADDRESS", "0")
            // otherwise forged presigned URLs would be accepted here, unlike in the cloud
            .variable("S3_SKIP_SIGNATURE_VALIDATION", "0")
            .variable("SQS_ENDPOINT_STRATEGY", "path")
            .variable("LOCALSTACK_HOST", &address)
            .variable("GATEWAY_LISTEN", &address)
            .variable("SERVICES", "s3,sqs,secretsmanager,ses,sns")
            .variable("EAGER_SERVICE_LOADING", "1")
            .variable("PYTHONDONTWRITEBYTECODE", "1")
            .variable("PYTHONUNBUFFERED", "1");
        // a replacement would have no buckets, queues and secrets, which are created when the stack starts
        spec.replaceable = false;
        self.start(spec)
    }

    pub(super) fn await_localstack(&mut self) -> Result<()> {
        let port = self.ports.localstack;
        self.wait_until(LOCALSTACK, TIMEOUT, || health::localstack_is_ready(port))
    }
}
