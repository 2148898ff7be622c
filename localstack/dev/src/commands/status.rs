//! `cargo dev status`

use anyhow::Result;

use crate::console;
use crate::stack::Stack;
use crate::stack::state::{PartRecord, Phase, State};
use crate::supervisor::{LOCALSTACK, POSTGRES, health};

pub(super) fn run(stack: &Stack) -> Result<()> {
    let Some(state) = stack.state()?.filter(|state| state.phase != Phase::Stopped) else {
        console::line("not running; cargo dev up starts it");
        return Ok(());
    };
    console::line(headline(&state));
    console::line(format!("{:<16} {:>8} {:>6}  {}", "PART", "PROCESS", "PORT", "HEALTH"));
    for part in &state.parts {
        let port = part.port.map(|port| port.to_string()).unwrap_or_default();
        console::line(format!("{:<16} {:>8} {port:>6}  {}", part.name, part.process.pid, health_of(part)));
    }
    Ok(())
}

fn headline(recorded: &State) -> String {
    if !recorded.supervisor.is_alive() {
        return "its supervisor was killed; cargo dev down ends what is left".to_owned();
    }
    match recorded.phase {
        Phase::Starting => "starting".to_owned(),
        Phase::Stopping | Phase::Stopped => "stopping".to_owned(),
        Phase::Healthy if health::product_is_ready(&recorded.base_url()) => format!("ready at {}", recorded.base_url()),
        Phase::Healthy => format!("not ready at {}", recorded.base_url()),
    }
}

fn health_of(record: &PartRecord) -> &'static str {
    if !record.process.is_alive() {
        return "ended";
    }
    let Some(port) = record.port else { return "running" };
    let serves = match record.name.as_str() {
        POSTGRES => health::postgres_is_ready(port),
        LOCALSTACK => health::localstack_is_ready(port),
        _ => health::port_is_open(port),
    };
    if serves { "serving" } else { "does not answer" }
}
