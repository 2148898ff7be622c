//! `cargo dev backup`, `cargo dev backups` and `cargo dev restore`

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::cli::RestoreArguments;
use crate::console;
use crate::stack::{Stack, state::State};
use crate::supervisor::invoke;

pub(super) fn take(stack: &Stack) -> Result<()> {
    let taken = ask(stack, "backup", &json!({ "kind": "backup" }))?;
    console::line(format!(
        "backup {}: {} rows of {} tables, {} bytes, stored in {}; read back whole",
        text(&taken, "id"),
        taken["rows"],
        taken["tables"],
        taken["bytes"],
        taken["stored_bytes"]
    ));
    Ok(())
}

pub(super) fn list(stack: &Stack) -> Result<()> {
    let listed = ask(stack, "backup", &json!({ "kind": "list" }))?;
    let backups = listed["backups"].as_array().context("the function lists no backups")?;
    console::line(format!("{:<36}  {:<30}  {}", "BACKUP", "TAKEN", "VERIFIED"));
    for backup in backups {
        let verified = backup["verified_at"].as_str().unwrap_or("never");
        console::line(format!("{:<36}  {:<30}  {verified}", text(backup, "id"), text(backup, "taken_at")));
    }
    Ok(())
}

/// The sweep then fills the vector collection, as it does every five minutes.
pub(super) fn restore(stack: &Stack, arguments: &RestoreArguments) -> Result<()> {
    let order = json!({ "kind": "restore", "id": arguments.from, "replace": arguments.replace });
    let restored = ask(stack, "backup", &order)?;
    console::line(format!(
        "restored {}: {} rows as of {}; erased since then: {}",
        text(&restored, "id"),
        restored["rows"],
        text(&restored, "taken_at"),
        restored["erased"]
    ));
    ask(stack, "ingest", &json!({ "kind": "sweep" }))?;
    Ok(())
}

fn ask(stack: &Stack, function: &str, event: &Value) -> Result<Value> {
    let state = stack.state()?.filter(State::is_healthy).context("the stack is not running; cargo dev up starts it")?;
    let url = format!("{}/2015-03-31/functions/{function}/invocations", state.ports.functions_url());
    invoke::post(&url, &event.to_string()).with_context(|| format!("{function} refused"))
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or("?")
}
