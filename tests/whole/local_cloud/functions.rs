//! Only the functions that `cargo dev` started are running.

use super::processes::{children, of_part, state_of};
use sisuiq_testing::Stack;
use std::time::Duration;

/// A program that the function host could build, but that no function is.
const PROGRAM: &str = "server";
/// Time to wait for a response. The function host polls its queues ten times a second.
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
