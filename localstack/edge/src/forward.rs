//! Invoking functions with requests, and forwarding their responses.

use std::{error::Error, net::SocketAddr, time::Duration};

use axum::{
    BoxError,
    body::{Body, Bytes},
    http::{
        HeaderName, Method, Request, Response,
        header::{CONTENT_LENGTH, CONTENT_TYPE},
    },
};
use futures::{Stream, StreamExt, stream};
use http_body_util::{BodyExt, BodyStream, Collected, Full, LengthLimitError, Limited, StreamBody};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value;
use sisuiq_telemetry::{incoming_xray_header, trace_id};
use sisuiq_template::Route;
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument, info, info_span, warn};

use crate::{answer, compression::Whole, event, gateway_error::GatewayError, headers};

/// The gateway's limit on a request's body.
const BODY_LIMIT: usize = 10 * 1024 * 1024;
/// Lambda's limit on a buffered response: its JSON, with the body encoded.
const RETURNED_LIMIT: usize = 6 * 1024 * 1024;
/// Maximum number of bytes of a function host's error for the log.
const REASON_LIMIT: usize = 64 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// The header by which the function host marks a response that the function streams.
const RESPONSE_MODE: HeaderName = HeaderName::from_static("lambda-runtime-function-response-mode");

#[derive(Debug, Clone)]
pub(crate) struct Forwarder {
    functions: String,
    client: Client<HttpConnector, Full<Bytes>>,
}

/// The reason why a request has no response from its function.
#[derive(Debug)]
struct Unanswered {
    error: GatewayError,
    /// True if the server that runs the functions failed, and not the function.
    is_hosts: bool,
}

impl From<GatewayError> for Unanswered {
    fn from(error: GatewayError) -> Self {
        Self { error, is_hosts: false }
    }
}

/// A function's response: complete, or still being written.
#[derive(Debug)]
enum Returned {
    Whole(Bytes),
    Streamed(Response<Body>),
}

/// The client's address, and the port that accepted the request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hop {
    pub(crate) peer: SocketAddr,
    pub(crate) port: u16,
}

impl Forwarder {
    pub(crate) fn new(functions: String) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(CONNECT_TIMEOUT));
        Self { functions, client: Client::builder(TokioExecutor::new()).build(connector) }
    }

    /// The function's response: passed on as it comes when the function streams, whole otherwise.
    pub(crate) async fn forward(
        &self,
        route: &Route,
        request: Request<Body>,
        hop: Hop,
    ) -> Result<Response<Body>, GatewayError> {
        let trace_id = trace_id(request.headers());
        let span = info_span!(
            "edge",
            otel.name = format!("{} {}", request.method(), route.path),
            otel.kind = "server",
            function = route.function
        );
        trace_id.adopt(&span, incoming_xray_header(request.headers()));
        self.answer(route, request, hop).instrument(span).await
    }

    async fn answer(&self, route: &Route, request: Request<Body>, hop: Hop) -> Result<Response<Body>, GatewayError> {
        let deadline = Instant::now() + route.timeout;
        let (parts, body) = request.into_parts();
        let declared = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if declared.is_some_and(|length| length > BODY_LIMIT) {
            return Err(GatewayError::TooLarge);
        }
        let body = read(body, deadline).await?;
        // these methods are safe to repeat (RFC 9110, 9.2.1)
        let is_repeatable = matches!(parts.method, Method::GET | Method::HEAD) && body.is_empty();
        let event = Bytes::from(event::event(route, parts, &body, hop)?);
        let returned = match self.invoke(route, event.clone(), deadline).await {
            Err(Unanswered { is_hosts: true, .. }) if is_repeatable => self.invoke(route, event, deadline).await,
            returned => returned,
        };
        match returned.map_err(|unanswered| unanswered.error)? {
            Returned::Whole(bytes) => {
                let mut response = answer::response(&bytes)?;
                response.extensions_mut().insert(Whole);
                Ok(response)
            }
            Returned::Streamed(response) => {
                let (mut parts, body) = response.into_parts();
                parts.headers = headers::response_headers(parts.headers);
                parts.headers.remove(RESPONSE_MODE);
                let frames = until(deadline, BodyStream::new(body));
                Ok(Response::from_parts(parts, Body::new(StreamBody::new(frames))))
            }
        }
    }

    async fn invoke(&self, route: &Route, event: Bytes, deadline: Instant) -> Result<Returned, Unanswered> {
        let function = route.function.as_str();
        let uri = format!("{}/2015-03-31/functions/{function}/invocations", self.functions);
        let request = Request::post(uri).header(CONTENT_TYPE, "application/json").body(Full::new(event));
        let request = request.map_err(|_| GatewayError::NoRoute)?;
        let answer = timeout_at(deadline, self.client.request(request)).await.map_err(|_| GatewayError::TimedOut)?;
        let answer = answer.map_err(|error| refusal(function, &error))?;
        if answer.headers().contains_key(RESPONSE_MODE) {
            return Ok(Returned::Streamed(answer.map(Body::new)));
        }
        let status = answer.status();
        let limit = if status.is_success() { RETURNED_LIMIT } else { REASON_LIMIT };
        let whole = timeout_at(deadline, Limited::new(answer.into_body(), limit).collect());
        let whole = whole.await.map_err(|_| GatewayError::TimedOut)?.map(Collected::to_bytes);
        let reason = match whole {
            Ok(bytes) if status.is_success() => return Ok(Returned::Whole(bytes)),
            Ok(bytes) => bytes,
            Err(error) => error.to_string().into(),
        };
        let is_hosts = status.is_server_error() && !is_failed_invocation(&reason);
        let reason = String::from_utf8_lossy(&reason);
        warn!(function, status = status.as_u16(), "{function} returned no response: {reason}");
        Err(Unanswered { error: GatewayError::BadAnswer, is_hosts })
    }
}

/// Reads the whole body of a request, because an event contains all of it.
async fn read(body: Body, deadline: Instant) -> Result<Bytes, GatewayError> {
    let whole = timeout_at(deadline, Limited::new(body, BODY_LIMIT).collect()).await;
    match whole.map_err(|_| GatewayError::BadRequest)? {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(GatewayError::TooLarge),
        Err(_) => Err(GatewayError::BadRequest),
    }
}

/// Returns whether a function's runtime reports a failed invocation (Lambda's Runtime API), which would fail again.
fn is_failed_invocation(body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body).is_ok_and(|body| body.get("errorType").is_some())
}

/// The frames of a body until a deadline, after which the body ends with an error so that it does not seem complete.
fn until<S, T, E>(deadline: Instant, frames: S) -> impl Stream<Item = Result<T, BoxError>>
where
    S: Stream<Item = Result<T, E>> + Unpin,
    E: Into<BoxError>,
{
    stream::unfold(Some(frames), move |frames| async move {
        let mut frames = frames?;
        match timeout_at(deadline, frames.next()).await {
            Ok(frame) => Some((frame?.map_err(Into::into), Some(frames))),
            Err(elapsed) => Some((Err(elapsed.into()), None)),
        }
    })
}

/// The gateway error of a failed invocation.
fn refusal(function: &str, error: &hyper_util::client::legacy::Error) -> GatewayError {
    let reason = causes(error).map(ToString::to_string).collect::<Vec<_>>().join(": ");
    if error.is_connect() {
        info!(function, "{function} is unreachable: {reason}");
        return GatewayError::Unreachable;
    }
    warn!(function, "{function} returned no response: {reason}");
    GatewayError::BadAnswer
}

fn causes<'error>(error: &'error (dyn Error + 'static)) -> impl Iterator<Item = &'error (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
