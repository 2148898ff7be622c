//! Whether an answer keeps the promise.

use crate::world::{Reply, World};
use axum::body::Body;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(10);

/// What came back, and when.
pub(super) struct Answer {
    pub(super) time: Duration,
    pub(super) sent: Sent,
}

/// Who answered with what.
pub(super) enum Sent {
    /// The product.
    Reply(Box<Reply>),
    /// What speaks HTTP in front of it: it understood nothing that it could have passed on.
    Refused(u16),
    /// Nobody: the connection was closed.
    Nothing,
}

/// Sends a request past the wire.
pub(super) async fn of_app(world: &World, request: Request<Body>) -> Result<Answer, String> {
    let begun = Instant::now();
    let reply = timeout(PATIENCE, world.send(request)).await.map_err(|_| "it hangs".to_owned())?;
    Ok(Answer { time: begun.elapsed(), sent: Sent::Reply(Box::new(reply)) })
}

/// What is wrong with an answer, if anything is.
pub(super) fn judge(method: &str, answer: &Answer) -> Option<String> {
    if answer.time > LIMIT {
        return Some(format!("answered after {} ms", answer.time.as_millis()));
    }
    let reply = match &answer.sent {
        Sent::Nothing | Sent::Refused(400..500) => return None,
        Sent::Refused(status) => return Some(format!("{status} without a body of the product")),
        Sent::Reply(reply) => reply,
    };
    if !reply.status.is_success() && !reply.status.is_client_error() {
        return Some(format!("{} {}", reply.status, reply.body));
    }
    if reply.headers.contains_key("x-injected") || reply.header("set-cookie").contains("stolen") {
        return Some(format!("a header was smuggled in: {:?}", reply.headers));
    }
    let has_body = method != "HEAD";
    let fault = reply.fault().filter(|_| reply.status.is_client_error() && has_body)?;
    Some(format!("{} {fault}: {}", reply.status, reply.body))
}

impl Sent {
    /// Reads what came over the wire.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        if bytes.is_empty() {
            return Ok(Self::Nothing);
        }
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").ok_or("the answer breaks off")?;
        let (head, body) = (&bytes[..end], &bytes[end + 4..]);
        let head = std::str::from_utf8(head).map_err(|_| "the head is no text")?;
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse::<u16>().ok());
        let status = status.ok_or_else(|| format!("no status: {head}"))?;
        let headers = lines.map(header).collect::<Option<HeaderMap>>().ok_or_else(|| format!("no headers: {head}"))?;
        if !headers.contains_key("x-trace-id") {
            return if body.is_empty() { Ok(Self::Refused(status)) } else { Err(format!("unknown sender: {head}")) };
        }
        let body = if headers.contains_key("transfer-encoding") { unchunked(body)? } else { body.to_vec() };
        let body = if body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&body).unwrap_or_else(|_| String::from_utf8_lossy(&body).into_owned().into())
        };
        let status = StatusCode::from_u16(status).map_err(|_| "no such status")?;
        Ok(Self::Reply(Box::new(Reply { status, headers, body })))
    }
}

fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    Some((name.parse().ok()?, value.trim().parse().ok()?))
}

/// A body without the lengths of its chunks.
fn unchunked(mut body: &[u8]) -> Result<Vec<u8>, String> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|window| window == b"\r\n").ok_or("a chunk breaks off")?;
        let length = std::str::from_utf8(&body[..end]).ok().and_then(|text| usize::from_str_radix(text, 16).ok());
        let length = length.ok_or("a chunk without a length")?;
        if length == 0 {
            return Ok(whole);
        }
        let chunk = body.get(end + 2..end + 2 + length).ok_or("a chunk breaks off")?;
        whole.extend(chunk);
        body = body.get(end + 4 + length..).ok_or("a chunk breaks off")?;
    }
}
