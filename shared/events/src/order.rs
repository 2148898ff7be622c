//! Messages about orders that the database stores as well.

use crate::queue::{QUEUE_TIMEOUT, SendError};
use std::fmt;
use tokio::time::timeout;
use tracing::warn;

/// Waits two seconds at most for a message that announces an order. Rows store the order, so a failure is only logged: the
/// sweep finds the rows. `kind` and `object` name the message in the log, such as `clean-up` of a document's id.
pub async fn announce(kind: &str, object: impl fmt::Display, sent: impl Future<Output = Result<(), SendError>>) {
    let error = match timeout(QUEUE_TIMEOUT, sent).await {
        Ok(Ok(())) => return,
        Ok(Err(error)) => error.to_string(),
        Err(elapsed) => elapsed.to_string(),
    };
    warn!(message.kind = kind, object.id = %object, error, "message failed, the sweep will retry it");
}
