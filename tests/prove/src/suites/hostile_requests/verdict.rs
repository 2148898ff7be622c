//! Check that an answer keeps the promise.

use axum::body::Body;
use http::Request;
use std::time::{Duration, Instant};
use tokio::time::timeout;
use world::{Reply, World};

const LIMIT: Duration = Duration::from_secs(2);
/// Time limit through the edge, where a request may wait for one of a few processes that other tests also use.
const LIMIT_OF_STACK: Duration = Duration::from_secs(8);
/// The only fault that an error of the gateway may have.
const NO_TIME: &str = "timestamp is missing or empty";
const TIMEOUT: Duration = Duration::from_secs(10);

/// The answers to one exchange and the time that it took.
pub(super) struct Answer {
    pub(super) time: Duration,
    /// Answers in order; the sent bytes may contain several requests.
    pub(super) sent: Vec<Sent>,
}

impl Answer {
    /// Returns true if no request succeeded.
    pub(super) fn is_refusal(&self) -> bool {
        let is_done = |sent: &Sent| matches!(sent, Sent::Reply(reply) if reply.status.is_success());
        !self.sent.iter().any(is_done)
    }
}

/// An answer, by its sender.
pub enum Sent {
    /// An answer of the product.
    Reply(Box<Reply>),
    /// An answer of the HTTP server in front of the product, which did not understand the request.
    Refused(u16),
    /// A page of the web application.
    Page(u16),
}

/// Sends a request directly to the app, without a connection.
pub(super) async fn of_app(world: &World, request: Request<Body>) -> Result<Answer, String> {
    let begun = Instant::now();
    let reply = timeout(TIMEOUT, world.send(request)).await.map_err(|_| "it hangs".to_owned())?;
    Ok(Answer { time: begun.elapsed(), sent: vec![Sent::Reply(Box::new(reply))] })
}

/// Finds a fault of an answer. A connection that closes without an answer has no fault.
pub(super) fn judge(method: &str, answer: &Answer, is_of_stack: bool) -> Option<String> {
    if answer.time > if is_of_stack { LIMIT_OF_STACK } else { LIMIT } {
        return Some(format!("answered after {} ms", answer.time.as_millis()));
    }
    answer.sent.iter().find_map(|sent| match sent {
        Sent::Refused(400..500) | Sent::Page(200 | 404) => None,
        Sent::Page(status) => Some(format!("a page with {status}")),
        Sent::Refused(status) => Some(format!("{status} without a body of the product")),
        Sent::Reply(reply) => judge_reply(method, reply, is_of_stack),
    })
}

fn judge_reply(method: &str, reply: &Reply, is_of_stack: bool) -> Option<String> {
    // no request may cause a redirect to another host
    let leads_here = || reply.header("location").strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']));
    let is_answer = match reply.status.as_u16() {
        303 => leads_here(),
        status => (200..300).contains(&status) || (400..500).contains(&status),
    };
    if !is_answer {
        return Some(format!("{} {}", reply.status, reply.body));
    }
    if reply.headers.contains_key("x-injected") || reply.header("set-cookie").contains("stolen") {
        return Some(format!("a header was smuggled in: {:?}", reply.headers));
    }
    let has_body = method != "HEAD";
    let is_gateways = |fault: &String| is_of_stack && fault == NO_TIME;
    let fault = reply.fault().filter(|fault| reply.status.is_client_error() && has_body && !is_gateways(fault))?;
    Some(format!("{} {fault}: {}", reply.status, reply.body))
}
