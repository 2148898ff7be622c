//! Passing requests on to functions and their answers back.

use std::{error::Error, net::SocketAddr, time::Duration};

use axum::{
    BoxError,
    body::{Body, HttpBody},
    http::{HeaderValue, Method, Request, Response, header::CONTENT_LENGTH},
};
use futures::{Stream, StreamExt, stream};
use http_body_util::{BodyExt, BodyStream, Collected, LengthLimitError, Limited, StreamBody};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value;
use sisuiq_telemetry::{TRACE_ID_HEADER, XRAY_HEADER, calling_span, trace_id, xray_header};
use sisuiq_template::Route;
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument, info, info_span, warn};

use crate::{compression::Whole, gateway_error::GatewayError, headers};

/// The gateway's limit on a request's body and on a buffered answer.
const BODY_LIMIT: usize = 10 * 1024 * 1024;
/// How much is read of what the function server says of an error of its own.
const REASON_LIMIT: usize = 64 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Debug, Clone)]
pub(crate) struct Forwarder {
    functions: String,
    client: Client<HttpConnector, Limited<Body>>,
}

/// Why a request has no answer of its function.
#[derive(Debug)]
struct Unanswered {
    error: GatewayError,
    /// Whether the server that runs the functions failed, and not the function.
    is_hosts: bool,
}

impl From<GatewayError> for Unanswered {
    fn from(error: GatewayError) -> Self {
        Self { error, is_hosts: false }
    }
}

/// Where a request came from and which port took it.
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

    /// The function's answer: passed on as it comes when the route streams, whole otherwise.
    pub(crate) async fn forward(
        &self,
        route: &Route,
        request: Request<Body>,
        hop: Hop,
    ) -> Result<Response<Body>, GatewayError> {
        let trace_id = trace_id(request.headers());
        let span = info_span!(
            "edge",
            otel.name = format!("{} {}", route.method, route.path),
            otel.kind = "server",
            function = route.function
        );
        trace_id.adopt(&span, calling_span(request.headers()));
        self.answer(route, request, hop).instrument(span).await
    }

    async fn answer(&self, route: &Route, request: Request<Body>, hop: Hop) -> Result<Response<Body>, GatewayError> {
        let deadline = Instant::now() + route.timeout;
        let request = self.request(route, request, hop)?;
        let again = repeatable(&request);
        let answer = match (self.ask(route, request, deadline).await, again) {
            (Err(Unanswered { is_hosts: true, .. }), Some(again)) => self.ask(route, again, deadline).await,
            (answer, _) => answer,
        };
        let (mut parts, body) = answer.map_err(|unanswered| unanswered.error)?.into_parts();
        parts.headers = headers::response_headers(parts.headers);
        if route.streaming {
            let frames = until(deadline, BodyStream::new(body));
            return Ok(Response::from_parts(parts, Body::new(StreamBody::new(frames))));
        }
        let whole = timeout_at(deadline, Limited::new(body, BODY_LIMIT).collect());
        let whole = whole.await.map_err(|_| GatewayError::TimedOut)?.map_err(|error| {
            warn!(function = route.function, "the answer of {} broke off: {error}", route.function);
            GatewayError::BadAnswer
        })?;
        parts.extensions.insert(Whole);
        Ok(Response::from_parts(parts, Body::from(whole.to_bytes())))
    }

    async fn ask(
        &self,
        route: &Route,
        request: Request<Limited<Body>>,
        deadline: Instant,
    ) -> Result<Response<Body>, Unanswered> {
        let answer = timeout_at(deadline, self.client.request(request)).await.map_err(|_| GatewayError::TimedOut)?;
        let answer = answer.map_err(|error| refusal(&route.function, &error))?;
        let status = answer.status();
        let is_error = status.is_client_error() || status.is_server_error();
        // every answer of our functions carries it; an error without it is the function server's own
        if !is_error || answer.headers().contains_key(TRACE_ID_HEADER) {
            return Ok(answer.map(Body::new));
        }
        let reason = timeout_at(deadline, Limited::new(answer.into_body(), REASON_LIMIT).collect());
        let reason = reason.await.map_err(|_| GatewayError::TimedOut)?;
        let reason = reason.map_or_else(|error| error.to_string().into(), Collected::to_bytes);
        let is_hosts = status.is_server_error() && !is_failed_invocation(&reason);
        let reason = String::from_utf8_lossy(&reason);
        warn!(function = route.function, status = status.as_u16(), "{} gave no answer: {reason}", route.function);
        Err(Unanswered { error: GatewayError::BadAnswer, is_hosts })
    }

    fn request(&self, route: &Route, request: Request<Body>, hop: Hop) -> Result<Request<Limited<Body>>, GatewayError> {
        let (parts, body) = request.into_parts();
        let length = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if length.is_some_and(|length| length > BODY_LIMIT) {
            return Err(GatewayError::TooLarge);
        }
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let target = format!("{}/lambda-url/{}{path}", self.functions, route.function);
        let mut forwarded = Request::builder()
            .method(parts.method)
            .uri(target)
            .body(Limited::new(body, BODY_LIMIT))
            .map_err(|_| GatewayError::NoRoute)?;
        *forwarded.headers_mut() = headers::request_headers(parts.headers, hop.peer, hop.port);
        if let Some(here) = xray_header().and_then(|header| HeaderValue::from_str(&header).ok()) {
            forwarded.headers_mut().insert(XRAY_HEADER, here);
        }
        Ok(forwarded)
    }
}

/// The same request once more, where asking twice does what asking once does (RFC 9110, 9.2.1) and there is no body.
fn repeatable(request: &Request<Limited<Body>>) -> Option<Request<Limited<Body>>> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) || !request.body().is_end_stream() {
        return None;
    }
    let mut again = Request::new(Limited::new(Body::empty(), BODY_LIMIT));
    *again.method_mut() = request.method().clone();
    *again.uri_mut() = request.uri().clone();
    *again.headers_mut() = request.headers().clone();
    Some(again)
}

/// Whether this is what a function's runtime reports of an invocation that failed (Lambda's Runtime API), which would
/// fail again.
fn is_failed_invocation(body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body).is_ok_and(|body| body.get("errorType").is_some())
}

/// The frames of a body until a moment, after which it breaks off instead of seeming complete.
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

/// What a failed request means to the client.
fn refusal(function: &str, error: &hyper_util::client::legacy::Error) -> GatewayError {
    if causes(error).any(<dyn Error>::is::<LengthLimitError>) {
        return GatewayError::TooLarge;
    }
    let reason = causes(error).map(ToString::to_string).collect::<Vec<_>>().join(": ");
    if error.is_connect() {
        info!(function, "{function} cannot be reached: {reason}");
        return GatewayError::Unreachable;
    }
    warn!(function, "{function} gave no answer: {reason}");
    GatewayError::BadAnswer
}

fn causes<'error>(error: &'error (dyn Error + 'static)) -> impl Iterator<Item = &'error (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
