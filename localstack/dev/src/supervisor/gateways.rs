//! The edge and the bridge, which replace API Gateway, event source mappings and the scheduler, and the server that replaces the
//! publishers of sources. The bridge also restores uploaded files after a restart of the local S3; the edge also aggregates `/metrics`.

use std::time::Duration;

use anyhow::Result;

use super::{BRIDGE, EDGE, SOURCE_SERVER, Supervisor, health, part::Spec};
use crate::stack::environment;
use crate::stack::state::Resources;

const TIMEOUT: Duration = Duration::from_mins(1);

impl Supervisor {
    pub(super) fn start_bridge(&mut self, resources: &Resources) -> Result<()> {
        let variables = environment::gateways(&self.stack, &self.ports, resources);
        let program = self.stack.binaries().join(BRIDGE);
        self.start(Spec::new(BRIDGE, program, self.stack.project.root()).arguments(["run"]).variables(variables))
    }

    pub(super) fn start_source_server(&mut self) -> Result<()> {
        let program = self.stack.binaries().join(SOURCE_SERVER);
        let spec = Spec::new(SOURCE_SERVER, program, self.stack.project.root())
            .arguments(["--listen".to_owned(), self.ports.source_server_address()])
            .arguments(["--folder".into(), self.stack.project.source_files().into_os_string()])
            .port(self.ports.source_server);
        self.start(spec)
    }

    pub(super) fn start_edge(&mut self, resources: &Resources) -> Result<()> {
        let variables = environment::gateways(&self.stack, &self.ports, resources);
        let program = self.stack.binaries().join(EDGE);
        let spec = Spec::new(EDGE, program, self.stack.project.root())
            .arguments(["--listen".to_owned(), format!("127.0.0.1:{}", self.ports.edge)])
            .arguments(["--functions".to_owned(), self.ports.functions_url()])
            .arguments(["--template".into(), self.stack.project.template().into_os_string()])
            .arguments(["--stage", "dev"])
            .arguments(["--files".to_owned(), self.ports.aws_endpoint_url()])
            .arguments(["--logs".into(), self.stack.logs().into_os_string()])
            .arguments(["--static".into(), self.stack.project.site().into_os_string()])
            .variables(variables)
            .port(self.ports.edge);
        self.start(spec)
    }

    /// Waits until the product reports through the edge that it is ready.
    pub(super) fn await_product(&mut self) -> Result<()> {
        let base_url = self.ports.base_url();
        self.wait_until(EDGE, TIMEOUT, || health::product_is_ready(&base_url))
    }
}
