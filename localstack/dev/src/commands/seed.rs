//! `cargo dev seed`

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::console;
use crate::stack::{Stack, state::State};
use crate::supervisor::invoke;

pub(super) fn run(stack: &Stack) -> Result<()> {
    let state = stack.state()?.filter(State::is_healthy).context("the stack is not running; cargo dev up starts it")?;
    let url = format!("{}/2015-03-31/functions/seed/invocations", state.ports.functions_url());
    let summary = invoke::post(&url, &json!({ "kind": "seed" }).to_string()).context("no demo data was made")?;
    let entities = summary.as_object().context("the function tells no counts")?;
    console::line(format!("{:<10} {:>8} {:>9}", "", "CREATED", "EXISTING"));
    let (totals, kinds): (Vec<_>, Vec<_>) = entities.iter().partition(|(entity, _)| *entity == "total");
    for (entity, counts) in kinds.into_iter().chain(totals) {
        let count = |name| counts.get(name).and_then(Value::as_u64).unwrap_or_default();
        console::line(format!("{entity:<10} {:>8} {:>9}", count("created"), count("existing")));
    }
    Ok(())
}
