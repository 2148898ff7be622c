//! One span, one trace id and two log lines a request; problems get their body here.

use std::{borrow::Cow, time::Instant};

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use sisuiq_telemetry::metrics::{RATE_LIMIT_EXCEEDED_TOTAL, REQUEST_DURATION_SECONDS};
use sisuiq_telemetry::{OUTCOMES, TRACE_ID_HEADER, TraceId, incoming_xray_header, trace_id};
use tracing::field::Empty;
use tracing::{Instrument, Span, debug, error, info, info_span, warn};

use crate::problem::Occurrence;
use crate::{Problem, Service, language};

/// Longest path written to the log, in bytes.
const LOGGED_PATH: usize = 200;
/// Paths that only probes and scrapers call, including all paths below them.
const PROBED: [&str; 4] = ["/health", "/api/health", "/api/v1/health", "/metrics"];
/// The path below which the next segment is a secret: the token of a link.
const LINKS: &str = "/api/datasets/shared/";
/// Methods with their own label; all others count as `other`.
const METHODS: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

pub(crate) async fn request(State(service): State<Service>, mut request: Request, next: Next) -> Response {
    let trace_id = trace_id(request.headers());
    let seen = Seen {
        method: request.method().clone(),
        path: request.uri().path().to_owned(),
        route: request.extensions().get::<MatchedPath>().cloned(),
    };
    let span = span(&trace_id, &seen, request.headers());
    request.extensions_mut().insert(trace_id.clone());
    answer(request, next, &service, &trace_id, seen).instrument(span).await
}

async fn answer(request: Request, next: Next, service: &Service, trace_id: &TraceId, seen: Seen) -> Response {
    let started = Instant::now();
    seen.log_start();
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        log_cause(&problem);
        let language = language::of_response(&response);
        let occurrence =
            Occurrence { path: &seen.path, trace_id: trace_id.as_str(), at: service.clock.now(), language };
        response = problem.render(response, occurrence);
    }
    if seen.method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    if let Ok(value) = HeaderValue::from_str(trace_id.as_str()) {
        response.headers_mut().insert(TRACE_ID_HEADER, value);
    }
    seen.log_end(response.status(), started);
    if response.status().is_server_error() {
        Span::current().record("otel.status_code", "ERROR");
    }
    seen.measure(response.status(), started);
    response
}

fn span(trace_id: &TraceId, seen: &Seen, headers: &HeaderMap) -> Span {
    let (method, route) = seen.name();
    let span = info_span!(
        "request",
        otel.kind = "server",
        otel.name = format!("{method} {route}"),
        otel.status_code = Empty,
        %trace_id,
        user_id = Empty,
        session_id = Empty,
        mode = Empty
    );
    trace_id.adopt(&span, incoming_xray_header(headers));
    span
}

/// The fields that the log has of a request.
struct Seen {
    method: Method,
    path: String,
    route: Option<MatchedPath>,
}

impl Seen {
    /// The path for the log, shortened and without tokens.
    fn path(&self) -> Cow<'_, str> {
        if let Some(rest) = self.path.strip_prefix(LINKS) {
            let below = rest.find('/').and_then(|end| rest.get(end..)).unwrap_or_default();
            return shortened(&format!("{LINKS}…{below}")).to_owned().into();
        }
        shortened(&self.path).into()
    }

    /// Probes are logged at debug level unless they fail, because they would drown the other lines.
    fn is_probe(&self) -> bool {
        PROBED
            .iter()
            .any(|probed| self.path.strip_prefix(probed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }

    fn log_start(&self) {
        let (method, path) = (self.method.as_str(), &*self.path());
        if self.is_probe() {
            debug!(method, path, "request_start");
        } else {
            info!(method, path, "request_start");
        }
    }

    fn log_end(&self, status: StatusCode, started: Instant) {
        let (method, path, code) = (self.method.as_str(), &*self.path(), status.as_u16());
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        if status.is_server_error() {
            error!(target: OUTCOMES, method, path, status = code, duration_ms, "request_end");
        } else if status.is_client_error() {
            warn!(target: OUTCOMES, method, path, status = code, duration_ms, "request_end");
        } else if self.is_probe() {
            debug!(target: OUTCOMES, method, path, status = code, duration_ms, "request_end");
        } else {
            info!(target: OUTCOMES, method, path, status = code, duration_ms, "request_end");
        }
    }
}

impl Seen {
    /// Its method and route, for labels. Unknown methods and unmatched paths share a label, as callers can make up any number.
    fn name(&self) -> (&str, &str) {
        let method = if METHODS.contains(&self.method) { self.method.as_str() } else { "other" };
        (method, self.route.as_ref().map_or("unmatched", MatchedPath::as_str))
    }

    /// Records the duration of the request, and counts a 429.
    fn measure(&self, status: StatusCode, started: Instant) {
        let (method, route) = self.name();
        REQUEST_DURATION_SECONDS.record(started.elapsed(), [method, route, status.as_str()]);
        if status == StatusCode::TOO_MANY_REQUESTS {
            RATE_LIMIT_EXCEEDED_TOTAL.count([route]);
        }
    }
}

fn shortened(path: &str) -> &str {
    path.split_at(path.floor_char_boundary(LOGGED_PATH)).0
}

fn log_cause(problem: &Problem) {
    let Some(cause) = problem.cause() else { return };
    if problem.status() == StatusCode::SERVICE_UNAVAILABLE {
        // an unavailable dependency is no fault of this service and has its own metrics
        warn!(error = cause, "request failed");
    } else if problem.status().is_server_error() {
        error!(error = cause, "request failed");
    } else {
        debug!(error = cause, "request refused");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logged(path: &str) -> String {
        Seen { method: Method::GET, path: path.to_owned(), route: None }.path().into_owned()
    }

    #[test]
    fn tokens_of_links_are_not_logged() {
        assert_eq!(logged("/api/datasets/shared/q3n0m4"), "/api/datasets/shared/…");
        assert_eq!(logged("/api/datasets/shared/q3n0m4/charts/bar"), "/api/datasets/shared/…/charts/bar");
        assert_eq!(logged("/api/datasets/shared"), "/api/datasets/shared");
        assert_eq!(logged("/api/datasets/0190b5a0/rows"), "/api/datasets/0190b5a0/rows");
        assert_eq!(logged(&"가".repeat(100)).len(), 198);
    }
}
