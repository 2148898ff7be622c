//! Panics as log lines, and as what they end.

use std::any::Any;
use std::panic::{self, PanicHookInfo};

use tokio::task::JoinError;

/// The log target of this module.
pub(crate) const TARGET: &str = module_path!();

/// The reason why a task has no result. The text of a panic is left out, as in the log, which has its location.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaskEnded {
    /// It panicked.
    #[error("a task panicked")]
    Panicked,
    /// It was stopped.
    #[error("a task was stopped")]
    Stopped,
}

impl From<JoinError> for TaskEnded {
    fn from(error: JoinError) -> Self {
        if error.is_panic() { Self::Panicked } else { Self::Stopped }
    }
}

/// Writes a panic as one error event, with the fields of the request it happened in, instead of text on standard error.
pub(crate) fn log_panics() {
    panic::set_hook(Box::new(log));
}

fn log(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, reason = reason(panic.payload()), "panicked");
}

/// The static text of a panic. A formatted text may quote user data: a slice that is cut inside a character contains
/// the whole string.
fn reason(payload: &(dyn Any + Send)) -> &'static str {
    payload.downcast_ref::<&'static str>().copied().unwrap_or("withheld: it may contain user data")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason_of(panics: impl FnOnce() + panic::UnwindSafe) -> &'static str {
        reason(panic::catch_unwind(panics).unwrap_err().as_ref())
    }

    #[test]
    fn panic_reason_contains_no_data() {
        assert_eq!(reason_of(|| panic!("the impossible happened")), "the impossible happened");
        let question = String::from("caf\u{e9} of the minister");
        let cut = reason_of(move || assert_eq!(&question[..4], "caf"));
        assert!(!cut.contains("minister"), "{cut}");
    }

    #[tokio::test]
    async fn task_error_hides_panic_text() {
        let question = String::from("caf\u{e9} of the minister");
        let panicking = tokio::spawn(async move { assert_eq!(question, "caf", "{question}") });
        assert_eq!(panicking.await.map_err(TaskEnded::from), Err(TaskEnded::Panicked));
        assert_eq!(TaskEnded::Panicked.to_string(), "a task panicked");
        let stopped = tokio::spawn(std::future::pending::<()>());
        stopped.abort();
        assert_eq!(stopped.await.map_err(TaskEnded::from), Err(TaskEnded::Stopped));
    }
}
