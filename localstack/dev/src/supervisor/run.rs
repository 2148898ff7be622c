//! The life cycle of a stack, from its first process to its last.

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::identity::ProcessIdentity;
use super::lock::Lock;
use super::scripts::Script;
use super::signals::Interrupt;
use super::{Supervisor, end_leftovers};
use crate::cli::PortArguments;
use crate::console::{self, Console};
use crate::stack::ports::Ports;
use crate::stack::secrets::Secrets;
use crate::stack::state::{Phase, Resources, State};
use crate::stack::{Kind, Stack};

/// Options of a stack.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// Rebuild and restart functions when their source changes, and rebuild the web application when its source does.
    pub(crate) watch: bool,
    /// Run Prometheus as well.
    pub(crate) observe: bool,
    pub(crate) ports: PortArguments,
    /// The stack ends when this process does.
    pub(crate) owner: Option<ProcessIdentity>,
    /// Show the demo login to the developer. A stack in the background writes to a log, which must not contain passwords.
    pub(crate) shows_login: bool,
}

/// Starts everything, prints the base URL once the stack is healthy (except for benchmarks, which have no edge), and runs until
/// the developer stops it or its owner ends.
///
/// # Errors
/// A part could not be started or ended by itself. All other parts have been stopped then.
pub(crate) fn run(stack: &Stack, options: &Options, console: &Console) -> Result<()> {
    stack.prepare()?;
    let Some(_lock) = Lock::take(stack)? else { bail!("this stack is running already: see cargo dev status") };
    let ended = end_leftovers(stack)?;
    if !ended.is_empty() {
        console.say(&format!("ended what an earlier run had left: {}", ended.join(", ")));
    }
    let mut supervisor = Supervisor::new(stack, options, console)?;
    let outcome = supervisor.bring_up(options).and_then(|()| supervisor.stay(options));
    if supervisor.interrupt.came() {
        console.say("stopping …");
    }
    supervisor.end_everything()?;
    outcome
}

impl Supervisor {
    fn new(stack: &Stack, options: &Options, console: &Console) -> Result<Self> {
        let interrupt = Interrupt::listen()?;
        let ports = Ports::choose(stack.kind, &options.ports)?;
        let secrets_file = stack.secrets_file();
        let arguments = vec![secrets_file.display().to_string()];
        let script = Script { name: "generate_secrets.py", arguments, variables: Vec::new(), input: String::new() };
        script.run(&stack.project)?;
        let secrets = Secrets::read(&secrets_file)?;
        let own = ProcessIdentity::of_this_process().context("/proc does not show this process")?;
        let state = State { phase: Phase::Starting, supervisor: own, ports, parts: Vec::new(), resources: None };
        stack.save_state(&state)?;
        let (stack, console) = (stack.clone(), console.clone());
        Ok(Self { stack, console, ports, secrets, state, running: Vec::new(), interrupt })
    }

    fn bring_up(&mut self, options: &Options) -> Result<()> {
        self.bring_up_stores()?;
        let step = self.console.step("Bucket, queues and secrets");
        let resources = self.create_resources()?;
        step.done("");
        self.bring_up_functions(&resources)?;
        if self.stack.kind == Kind::Bench {
            return self.enter(Phase::Healthy);
        }
        let step = self.console.step("Edge and bridge");
        self.start_source_server()?;
        self.start_bridge(&resources)?;
        self.start_edge(&resources)?;
        self.await_product()?;
        step.done(&self.ports.base_url());
        if options.observe {
            let step = self.console.step("Prometheus");
            // the stack is useful without Prometheus
            match self.start_prometheus() {
                Ok(()) => step.done(&self.ports.prometheus_url()),
                Err(error) => step.done(&format!("does not watch: {error:#}")),
            }
        }
        self.enter(Phase::Healthy)?;
        if options.shows_login {
            self.console.say(&self.secrets.login());
        }
        console::line(self.ports.base_url());
        Ok(())
    }

    fn bring_up_stores(&mut self) -> Result<()> {
        let step = self.console.step("Postgres, LocalStack and Qdrant");
        self.start_localstack()?;
        self.start_qdrant()?;
        self.start_postgres()?;
        step.detail("waiting for Postgres");
        self.await_postgres()?;
        step.detail("waiting for Qdrant");
        self.await_qdrant()?;
        step.detail("waiting for LocalStack");
        self.await_localstack()?;
        step.done("");
        Ok(())
    }

    /// Starts the functions after the migration of the schema, as in a deployment.
    fn bring_up_functions(&mut self, resources: &Resources) -> Result<()> {
        let step = self.console.step("Schema");
        self.start_function_host()?;
        self.start_function("migrate", resources)?;
        self.invoke("migrate", &json!({}))?;
        step.done("");
        let step = self.console.step("Functions and demo data");
        let kind = self.stack.kind;
        for name in self.stack.project.functions()?.iter().filter(|name| is_started_after_schema(kind, name)) {
            self.start_function(name, resources)?;
        }
        self.invoke("seed", &json!({ "kind": "seed" }))?;
        step.done("");
        Ok(())
    }
}

/// Returns whether this function starts after the migration. Benchmarks start their functions themselves, one at a time.
fn is_started_after_schema(kind: Kind, function: &str) -> bool {
    match kind {
        Kind::Development | Kind::Test => function != "migrate",
        Kind::Bench => function == "seed",
    }
}
