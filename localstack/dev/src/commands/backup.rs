//! `cargo dev backup`, `cargo dev backups`, `cargo dev drill` and `cargo dev restore`

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::cli::{DrillArguments, RestoreArguments};
use crate::console;
use crate::stack::{Stack, state::State};
use crate::supervisor::invoke;

pub(super) fn take(stack: &Stack) -> Result<()> {
    let taken = ask(stack, "backup", &json!({ "kind": "backup" }))?;
    let field = |name| field(&taken, name);
    console::line(format!(
        "backup {}: {} rows of {} tables, {} bytes, stored in {}; read back whole",
        field("id"),
        field("rows"),
        field("tables"),
        field("bytes"),
        field("stored_bytes")
    ));
    Ok(())
}

pub(super) fn list(stack: &Stack) -> Result<()> {
    let listed = ask(stack, "backup", &json!({ "kind": "list" }))?;
    let backups = listed.get("backups").and_then(Value::as_array).context("the function lists no backups")?;
    console::line(format!("{:<36}  {:<30}  VERIFIED", "BACKUP", "TAKEN"));
    for backup in backups {
        let field = |name| field(backup, name);
        console::line(format!("{:<36}  {:<30}  {}", field("id"), field("taken_at"), field("verified_at")));
    }
    Ok(())
}

pub(super) fn drill(stack: &Stack, arguments: &DrillArguments) -> Result<()> {
    let drilled = ask(stack, "backup", &json!({ "kind": "drill", "id": arguments.from }))?;
    let field = |name| field(&drilled, name);
    if field("status") == "skipped" {
        console::line(format!("skipped: {}", field("reason")));
        return Ok(());
    }
    console::line(format!(
        "drill of {} passed: {} rows of {} tables, {} of {} points, {} of {} questions answered",
        field("backup_id"),
        field("rows"),
        field("tables"),
        field("points_found"),
        field("points_expected"),
        field("questions_answered"),
        field("questions_asked")
    ));
    Ok(())
}

/// Restores a backup and runs a sweep, which fills the vector collection.
pub(super) fn restore(stack: &Stack, arguments: &RestoreArguments) -> Result<()> {
    let order = json!({ "kind": "restore", "id": arguments.from, "replace": arguments.replace });
    let restored = ask(stack, "backup", &order)?;
    let field = |name| field(&restored, name);
    console::line(format!(
        "restored {}: {} rows as of {}; erased since then: {}",
        field("id"),
        field("rows"),
        field("taken_at"),
        field("erased")
    ));
    ask(stack, "ingest", &json!({ "kind": "sweep" }))?;
    Ok(())
}

fn ask(stack: &Stack, function: &str, event: &Value) -> Result<Value> {
    let state = stack.state()?.filter(State::is_healthy).context("the stack is not running; cargo dev up starts it")?;
    let url = format!("{}/2015-03-31/functions/{function}/invocations", state.ports.functions_url());
    invoke::post(&url, &event.to_string()).with_context(|| format!("{function} refused"))
}

/// Formats a member of the function's response.
fn field(answer: &Value, name: &str) -> String {
    match answer.get(name) {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
