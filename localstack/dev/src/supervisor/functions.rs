//! The functions. `cargo lambda watch` provides the Lambda runtime API; the supervisor starts the processes.
//!
//! By default, `cargo lambda watch` builds a function at its first request and with other features than a build of the
//! workspace. With `--only-lambda-apis` it serves processes that it did not start. Each process handles one event at a
//! time, like an execution environment. `--concurrency` stays at one: with more, `cargo lambda watch` builds and starts
//! processes itself, without our settings, as soon as an event has waited for a moment. The number of processes determines
//! how many events are handled at once.

use std::time::Duration;

use anyhow::Result;

use super::{FUNCTION_HOST, Supervisor, health, part::Spec};
use crate::stack::environment::{self, Variables};
use crate::stack::state::Resources;

const TIMEOUT: Duration = Duration::from_mins(1);

/// Number of processes of a function, and so of concurrent events.
const PROCESSES: usize = 4;
/// Functions with one process, because they are invoked rarely or one process does all the work.
const SINGLE: [&str; 11] = [
    "backup",
    "fetch",
    "maintenance",
    "messages",
    "migrate",
    "ocr",
    "predict-batch",
    "process",
    "rotate",
    "screen-batch",
    "seed",
];

impl Supervisor {
    pub(super) fn start_function_host(&mut self) -> Result<()> {
        let project = &self.stack.project;
        let port = self.ports.functions;
        let mut spec = Spec::new(FUNCTION_HOST, project.parts().join("tools/bin/cargo-lambda"), project.root())
            .arguments(["lambda", "watch", "--only-lambda-apis", "--ignore-changes", "--disable-cors"])
            .arguments(["--invoke-address".to_owned(), "127.0.0.1".to_owned()])
            .arguments(["--invoke-port".to_owned(), port.to_string()])
            .variable("CARGO_TARGET_DIR", self.stack.target_folder().display().to_string())
            .port(port);
        // a replacement would wait silently until the kernel frees the port a minute later
        spec.replaceable = false;
        self.start(spec)?;
        self.wait_until(FUNCTION_HOST, TIMEOUT, || health::port_is_open(port))
    }

    /// Starts the processes of one function.
    pub(super) fn start_function(&mut self, name: &str, resources: &Resources) -> Result<()> {
        let variables = environment::functions(&self.stack, &self.ports, resources);
        let count = if SINGLE.contains(&name) { 1 } else { PROCESSES };
        for number in 1..=count {
            self.start(self.function_process(name, number, variables.clone()))?;
        }
        Ok(())
    }

    fn function_process(&self, name: &str, number: usize, variables: Variables) -> Spec {
        let runtime = format!("{}/.rt/{name}", self.ports.functions_url());
        let mut spec =
            Spec::new(&format!("{name}-{number}"), self.stack.binaries().join(name), self.stack.project.root())
                .variables(variables)
                .variable("OTEL_SERVICE_NAME", name)
                .variable("AWS_LAMBDA_RUNTIME_API", runtime)
                .variable("AWS_LAMBDA_FUNCTION_NAME", name)
                .variable("AWS_LAMBDA_FUNCTION_VERSION", "1")
                .variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "2048");
        name.clone_into(&mut spec.log);
        spec.is_function = true;
        spec
    }
}
