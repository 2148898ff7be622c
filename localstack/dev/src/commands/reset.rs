//! `cargo dev reset`

use std::fs;
use std::io::{BufRead, IsTerminal};

use anyhow::{Context, Result, bail};

use super::down;
use crate::console;
use crate::stack::Stack;

pub(super) fn run(stack: &Stack, yes: bool) -> Result<()> {
    if !yes && !confirmed(stack)? {
        console::note("nothing was removed");
        return Ok(());
    }
    down::end(stack)?;
    remove_data(stack)?;
    console::note("the stack's data is gone; cargo dev up begins anew");
    Ok(())
}

/// Removes everything that the stack has stored. The data of Postgres is outside the stack's folder when Postgres runs as another
/// user, and in memory on the test stack.
pub(super) fn remove_data(stack: &Stack) -> Result<()> {
    let (postgres, _) = stack.postgres_folders();
    for folder in [Some(postgres), stack.memory(), Some(stack.folder())].into_iter().flatten() {
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
    }
    Ok(())
}

fn confirmed(stack: &Stack) -> Result<bool> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        bail!("this removes all documents of the local stack; say so with --yes");
    }
    console::fragment(&format!("Remove all documents, users and secrets in {}? [y/N] ", stack.folder().display()));
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
