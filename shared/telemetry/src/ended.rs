//! Metrics of streamed responses.

use crate::{Telemetry, metrics::Embedded};
use http::{Response, header::CONTENT_TYPE};
use http_body_util::{BodyExt as _, Either};
use std::sync::Arc;
use tokio::runtime::Handle;
use tower::BoxError;

impl Telemetry {
    /// Writes the recorded metrics when the body of an event stream has ended. A host such as cargo-lambda may consider
    /// a response complete while it is still streaming; its flush then comes before the end. Nothing waits for the
    /// write.
    pub fn write_at_end<Body>(
        &self,
        response: Response<Body>,
    ) -> Response<impl http_body::Body<Data = Body::Data, Error = BoxError> + use<Body>>
    where
        Body: http_body::Body<Error: Into<BoxError>>,
    {
        let kind = response.headers().get(CONTENT_TYPE);
        let is_stream = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let write_on_drop = is_stream.then(|| WriteOnDrop(self.metrics.clone()));
        response.map(|body| match write_on_drop {
            Some(write_on_drop) => Either::Left(body.map_frame(move |frame| {
                let _held_until_the_end = &write_on_drop;
                frame
            })),
            None => Either::Right(body),
        })
    }
}

/// Writes metrics when it is dropped.
struct WriteOnDrop(Option<Arc<Embedded>>);

impl Drop for WriteOnDrop {
    fn drop(&mut self) {
        if let (Some(metrics), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(async move { crate::init::write(&metrics) });
        }
    }
}
