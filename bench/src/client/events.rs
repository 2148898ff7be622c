//! Server-sent events with their arrival times.

use super::{Call, Connection};
use anyhow::{Context, Result, bail};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use serde_json::Value;
use std::time::Instant;

/// The blank line that ends an event.
const END: &[u8] = b"\n\n";

/// One event with its arrival time.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) name: String,
    pub(crate) data: Value,
    pub(crate) at: Instant,
}

/// A stream of events that is being read.
#[derive(Debug)]
pub(crate) struct Events {
    body: Incoming,
    read: Vec<u8>,
    at: Instant,
}

impl Connection {
    /// Sends a request whose response is an event stream.
    pub(crate) async fn listen(&mut self, call: &Call) -> Result<Events> {
        let (status, body) = self.begin(call).await?;
        if !status.is_success() {
            bail!("{status}: {}", String::from_utf8_lossy(&body.collect().await?.to_bytes()));
        }
        Ok(Events { body, read: Vec::new(), at: Instant::now() })
    }
}

impl Events {
    /// Returns the next event, or none when the stream has ended.
    pub(crate) async fn next(&mut self) -> Result<Option<Arrival>> {
        loop {
            if let Some(end) = self.read.windows(END.len()).position(|bytes| bytes == END) {
                let block = String::from_utf8(self.read.drain(..end + END.len()).collect())?;
                if let Some((name, data)) = parse(&block)? {
                    return Ok(Some(Arrival { name, data, at: self.at }));
                }
                continue;
            }
            let Some(frame) = self.body.frame().await.transpose()? else { return Ok(None) };
            self.at = Instant::now();
            let Ok(piece) = frame.into_data() else { continue };
            self.read.extend_from_slice(&piece);
        }
    }
}

/// Parses one block into the event's name and data. Returns none for a comment, which only keeps the connection open.
fn parse(block: &str) -> Result<Option<(String, Value)>> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    let Some(data) = field("data") else { return Ok(None) };
    let data = serde_json::from_str(data).with_context(|| format!("not JSON: {data}"))?;
    Ok(Some((field("event").unwrap_or("message").to_owned(), data)))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_comment_is_no_event() {
        assert_eq!(parse(": still there\n\n").unwrap(), None);
    }

    #[test]
    fn invalid_json_is_an_error() {
        assert!(parse("event: token\ndata: {\n\n").is_err());
    }

    #[test]
    fn event_has_name_and_data() {
        let (name, data) = parse("event: token\ndata: {\"content\":\"a\"}\n\n").unwrap().unwrap();
        assert_eq!((name.as_str(), &data["content"]), ("token", &"a".into()));
    }
}
