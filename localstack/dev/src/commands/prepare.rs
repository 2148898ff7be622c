//! What has to be there before a stack can start: parts and binaries.

use std::thread;

use anyhow::{Result, anyhow};

use crate::console::Console;
use crate::stack::Stack;
use crate::{build, parts, room};

/// Installs parts and builds programs. The downloads go on while the first build does.
pub(super) fn prepare(stack: &Stack, console: &Console) -> Result<()> {
    room::remark(stack);
    thread::scope(|scope| {
        let install = scope.spawn(|| {
            parts::install_for_running(&stack.project, console)?;
            build::site(&stack.project, console)
        });
        let built = build::qdrant(&stack.project, console).and_then(|()| build::project(stack, console));
        let installed = install.join().map_err(|_| anyhow!("installing the parts broke off"))?;
        installed.and(built)
    })
}
