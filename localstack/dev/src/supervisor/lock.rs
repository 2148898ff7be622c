//! Lock that allows only one supervisor per stack.

use std::fs::{File, TryLockError};

use anyhow::{Context, Result};

use crate::stack::Stack;

/// The lock of a stack. It is released when it is dropped or the process ends, even after a crash.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "the open file is the lock")] File);

impl Lock {
    /// Takes the stack's lock; None if another supervisor has it.
    pub(crate) fn take(stack: &Stack) -> Result<Option<Self>> {
        let path = stack.lock_file();
        let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
        }
    }
}
