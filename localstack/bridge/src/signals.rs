//! Signals that stop the program.

use anyhow::Result;
use bridge::Stop;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use tracing::info;

/// A [`Stop`] that becomes true with the first SIGTERM or SIGINT.
pub(crate) fn stop() -> Result<Stop> {
    let (sender, receiver) = watch::channel(false);
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        info!("bridge stops");
        sender.send_replace(true);
    });
    Ok(receiver)
}
