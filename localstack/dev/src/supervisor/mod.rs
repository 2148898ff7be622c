//! The supervisor, which starts the parts of a stack in order, watches them, and stops them.

mod functions;
mod gateways;
pub(crate) mod health;
pub(crate) mod identity;
pub(crate) mod invoke;
mod leftovers;
mod localstack;
mod lock;
pub(crate) mod log_tail;
pub(crate) mod part;
mod postgres;
mod postgres_data;
mod prometheus;
mod qdrant;
mod resources;
mod run;
pub(crate) mod scripts;
mod signals;
mod source_changes;
pub(crate) mod stop;
mod watch;

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use crate::console::Console;
use crate::stack::Stack;
use crate::stack::ports::Ports;
use crate::stack::secrets::Secrets;
use crate::stack::state::{PartRecord, Phase, State};
use part::{Running, Spec};
use signals::Interrupt;

pub(crate) use leftovers::end_leftovers;
pub(crate) use run::{Options, run};

pub(crate) const POSTGRES: &str = "postgres";
pub(crate) const LOCALSTACK: &str = "localstack";
pub(crate) const QDRANT: &str = "qdrant";
pub(crate) const FUNCTION_HOST: &str = "lambda";
pub(crate) const EDGE: &str = "edge";
pub(crate) const BRIDGE: &str = "bridge";
pub(crate) const PROMETHEUS: &str = "prometheus";
pub(crate) const SOURCE_SERVER: &str = "source-server";

const POLL: Duration = Duration::from_millis(60);
const SHOWN_LINES: usize = 20;

/// The parts of a running stack.
#[derive(Debug)]
pub(crate) struct Supervisor {
    stack: Stack,
    console: Console,
    ports: Ports,
    secrets: Secrets,
    state: State,
    running: Vec<Running>,
    interrupt: Interrupt,
}

impl Supervisor {
    /// Starts a part and records it immediately.
    fn start(&mut self, spec: Spec) -> Result<()> {
        let running = spec.spawn(&self.stack)?;
        self.running.push(running);
        self.record()
    }

    fn record(&mut self) -> Result<()> {
        self.state.parts = self.running.iter().map(Running::record).collect();
        self.stack.save_state(&self.state)
    }

    fn enter(&mut self, phase: Phase) -> Result<()> {
        self.state.phase = phase;
        self.stack.save_state(&self.state)
    }

    /// Waits until a check passes.
    ///
    /// # Errors
    /// A part ended meanwhile, the developer interrupted, or the time expired.
    fn wait_until(&mut self, part: &str, timeout: Duration, check: impl Fn() -> bool) -> Result<()> {
        let deadline = Instant::now() + timeout;
        while !check() {
            self.fail_when_disturbed()?;
            if Instant::now() > deadline {
                bail!("{part} was not ready within {} s{}", timeout.as_secs(), self.last_words(part));
            }
            sleep(POLL);
        }
        Ok(())
    }

    /// # Errors
    /// A part ended, or the developer interrupted.
    fn fail_when_disturbed(&mut self) -> Result<()> {
        if self.interrupt.came() {
            bail!("interrupted");
        }
        for running in &mut self.running {
            if let Some(status) = running.child.try_wait()? {
                let (name, log) = (running.spec.name.clone(), running.spec.log.clone());
                return Err(anyhow!("{name} ended unexpectedly ({status}){}", self.last_words(&log)));
            }
        }
        Ok(())
    }

    /// The name and the last lines of a part's log, for the end of an error message.
    fn last_words(&self, part: &str) -> String {
        let path = self.stack.log_of(part);
        let mut lines = vec![format!("; its log is {}", path.display())];
        lines.extend(log_tail::last_lines(&path, SHOWN_LINES));
        lines.join("\n    ")
    }

    fn end_everything(&mut self) -> Result<()> {
        self.enter(Phase::Stopping)?;
        let records: Vec<PartRecord> = self.running.iter().map(Running::record).collect();
        stop::end_all(&records);
        for running in &mut self.running {
            running.child.wait()?;
        }
        self.running.clear();
        self.state.parts.clear();
        self.enter(Phase::Stopped)
    }
}
