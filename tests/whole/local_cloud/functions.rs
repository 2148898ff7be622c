//! The functions run as `cargo dev` built and started them.

use super::processes::{children, of_part, state_of};
use sisuiq_testing::Stack;
use std::time::Duration;

/// A program of the workspace that the host would know how to build, and that nobody starts as a function.
const PROGRAM: &str = "server";
/// How long an event stays unanswered; the host looks at its queues ten times a second.
const UNANSWERED: Duration = Duration::from_millis(500);

#[tokio::test]
async fn unfetched_event_starts_nothing() {
    let state = state_of(&Stack::from_process());
    let url = format!("http://127.0.0.1:{}/2015-03-31/functions/{PROGRAM}/invocations", state["ports"]["functions"]);
    let invoked = reqwest::Client::new().post(url).body("{}").timeout(UNANSWERED).send().await;
    assert!(invoked.unwrap_err().is_timeout());
    let started = children().remove(&of_part(&state, "lambda"));
    assert_eq!(started, None);
}
