//! Messages that announce orders, which the database stores.

use crate::queue::{QUEUE_TIMEOUT, SendError};
use std::fmt;
use tokio::time::timeout;
use tracing::warn;

/// Waits two seconds at most until a message that announces an order is sent. A failure is only logged, because the sweep finds
/// the rows that store the order. `kind` and `object` name the message in the log, such as `clean-up` and the id of a document.
pub async fn announce(kind: &str, object: impl fmt::Display, sent: impl Future<Output = Result<(), SendError>>) {
    let error = match timeout(QUEUE_TIMEOUT, sent).await {
        Ok(Ok(())) => return,
        Ok(Err(error)) => error.to_string(),
        Err(elapsed) => elapsed.to_string(),
    };
    warn!(message.kind = kind, object.id = %object, error, "message failed, the sweep will retry it");
}
