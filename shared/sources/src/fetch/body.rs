//! Reading a body at a minimum pace.

use super::content::Content;
use crate::{Limits, error::Fault};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Frame, Incoming};
use std::{error::Error, io, time::Duration};
use tokio::time::{Instant, timeout};

/// Reads a body to its end.
pub(super) async fn read(mut body: Incoming, content: &mut Content<'_>, limits: &Limits) -> Result<(), Fault> {
    let mut pace = Pace { window: limits.window, least: limits.bytes_in_window, waited: Duration::ZERO, received: 0 };
    while let Some(frame) = pace.next(&mut body).await? {
        if let Ok(bytes) = frame.into_data() {
            pace.received = pace.received.saturating_add(bytes.len() as u64);
            content.push(&bytes).await?;
        }
    }
    Ok(())
}

/// Counts the bytes of a window of time spent waiting for the source.
struct Pace {
    window: Duration,
    least: u64,
    waited: Duration,
    received: u64,
}

impl Pace {
    async fn next(&mut self, body: &mut Incoming) -> Result<Option<Frame<Bytes>>, Fault> {
        loop {
            let start = Instant::now();
            match timeout(self.window.saturating_sub(self.waited), body.frame()).await {
                Ok(None) => return Ok(None),
                Ok(Some(Ok(frame))) => {
                    self.waited += start.elapsed();
                    return Ok(Some(frame));
                }
                Ok(Some(Err(error))) => return Err(broken(&error)),
                Err(_) if self.received < self.least => return Err(Fault::TooSlow),
                Err(_) => {
                    self.waited = Duration::ZERO;
                    self.received = 0;
                }
            }
        }
    }
}

/// An error of a body is one of its framing or a broken connection: in either case it is incomplete.
fn broken(error: &hyper::Error) -> Fault {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(inner) = cause {
        if let Some(error) = inner.downcast_ref::<io::Error>()
            && matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData)
        {
            return Fault::ResponseMalformed;
        }
        cause = inner.source();
    }
    Fault::BodyTruncated
}
