//! Passing requests on to functions and their answers back.

use std::{error::Error, net::SocketAddr, time::Duration};

use axum::{
    BoxError,
    body::Body,
    http::{HeaderValue, Request, Response, header::CONTENT_LENGTH},
};
use futures::{Stream, StreamExt, stream};
use http_body_util::{BodyExt, BodyStream, LengthLimitError, Limited, StreamBody};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use sisuiq_telemetry::{TRACE_ID_HEADER, XRAY_HEADER, calling_span, trace_id, xray_header};
use sisuiq_template::Route;
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument, info, info_span, warn};

use crate::{compression::Whole, gateway_error::GatewayError, headers};

/// The gateway's limit on a request's body and on a buffered answer.
const BODY_LIMIT: usize = 10 * 1024 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Debug, Clone)]
pub(crate) struct Forwarder {
    functions: String,
    client: Client<HttpConnector, Limited<Body>>,
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
        let answer = timeout_at(deadline, self.client.request(request)).await.map_err(|_| GatewayError::TimedOut)?;
        let (mut parts, body) = answer.map_err(|error| refusal(&route.function, &error))?.into_parts();
        let is_error = parts.status.is_client_error() || parts.status.is_server_error();
        // every answer of our functions carries it; an error without it is the function server's own
        if is_error && !parts.headers.contains_key(TRACE_ID_HEADER) {
            warn!(function = route.function, status = parts.status.as_u16(), "{} gave no answer", route.function);
            return Err(GatewayError::BadAnswer);
        }
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
