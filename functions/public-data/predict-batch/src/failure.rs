//! Temporary failures.

use sisuiq_accidents::PredictError;
use sisuiq_db::DatabaseError;
use sisuiq_events::Stopped;
use std::error::Error;

/// A temporary failure: the message is to be delivered again.
#[derive(Debug, thiserror::Error)]
#[error("while {doing}: {}", chain(.source.as_ref()))]
pub struct Retry {
    doing: &'static str,
    source: Box<dyn Error + Send + Sync>,
}

impl Retry {
    pub(crate) fn while_doing(doing: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { doing, source: source.into() }
    }
}

/// The whole chain of causes, for the log.
fn chain(error: &(dyn Error + Send + Sync + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

impl From<DatabaseError> for Retry {
    fn from(error: DatabaseError) -> Self {
        Self::while_doing("using the database", error)
    }
}

impl From<PredictError> for Retry {
    fn from(error: PredictError) -> Self {
        Self::while_doing("predicting accidents", error)
    }
}

impl From<Stopped> for Retry {
    fn from(stopped: Stopped) -> Self {
        Self::while_doing("reaching a checkpoint", stopped)
    }
}
