//! The local Qdrant server.

use std::time::Duration;

use anyhow::Result;

use crate::build;

use super::{QDRANT, Supervisor, health, part::Spec};

const TIMEOUT: Duration = Duration::from_mins(2);

impl Supervisor {
    pub(super) fn start_qdrant(&mut self) -> Result<()> {
        let program = build::qdrant_program(&self.stack);
        let storage = self.stack.qdrant_storage();
        let spec = Spec::new(QDRANT, program, self.stack.folder())
            .arguments(["--listen".to_owned(), format!("127.0.0.1:{}", self.ports.qdrant)])
            .arguments(["--storage".into(), storage.into_os_string()])
            .port(self.ports.qdrant);
        self.start(spec)
    }

    pub(super) fn await_qdrant(&mut self) -> Result<()> {
        let port = self.ports.qdrant;
        self.wait_until(QDRANT, TIMEOUT, || health::port_is_open(port))
    }
}
