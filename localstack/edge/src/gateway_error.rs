//! Errors of the gateway itself, with the bodies in the template.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode},
};
use sisuiq_template::GatewayResponse;
use uuid::Uuid;

use crate::EdgeError;

/// The reason why a request gets no response from a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GatewayError {
    /// Nothing is deployed under this method and path.
    NoRoute,
    /// The request's body or event is over the limit.
    TooLarge,
    /// The request cannot be represented as an event, or its body did not arrive.
    BadRequest,
    /// The functions cannot be reached.
    Unreachable,
    /// The function did not answer in time.
    TimedOut,
    /// The function's response is invalid, incomplete or not from a function of ours.
    BadAnswer,
}

const ALL: [GatewayError; 6] = [
    GatewayError::NoRoute,
    GatewayError::TooLarge,
    GatewayError::BadRequest,
    GatewayError::Unreachable,
    GatewayError::TimedOut,
    GatewayError::BadAnswer,
];

impl GatewayError {
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::NoRoute => "MISSING_AUTHENTICATION_TOKEN",
            Self::TooLarge => "REQUEST_TOO_LARGE",
            Self::BadRequest => "DEFAULT_4XX",
            Self::Unreachable => "INTEGRATION_FAILURE",
            Self::TimedOut => "INTEGRATION_TIMEOUT",
            Self::BadAnswer => "DEFAULT_5XX",
        }
    }
}

#[derive(Debug, Clone)]
struct Wording {
    status: StatusCode,
    headers: Vec<(HeaderName, Source)>,
    body: String,
}

#[derive(Debug, Clone)]
enum Source {
    Literal(HeaderValue),
    RequestId,
}

#[derive(Debug, Clone)]
pub(crate) struct GatewayErrors {
    wordings: BTreeMap<&'static str, Wording>,
}

impl GatewayErrors {
    pub(crate) fn new(responses: &BTreeMap<String, GatewayResponse>) -> Result<Self, EdgeError> {
        let mut wordings = BTreeMap::new();
        for kind in ALL.map(GatewayError::kind) {
            let response = responses.get(kind).ok_or(EdgeError::MissingResponse(kind))?;
            let wording = word(response).map_err(|reason| EdgeError::UnusableResponse { kind, reason })?;
            wordings.insert(kind, wording);
        }
        Ok(Self { wordings })
    }

    pub(crate) fn response(&self, error: GatewayError, path: &str) -> Response<Body> {
        let request_id = Uuid::new_v4().to_string();
        let Some(wording) = self.wordings.get(error.kind()) else {
            return status_only(StatusCode::BAD_GATEWAY);
        };
        let body = wording.body.replace("$context.requestId", &request_id).replace("$context.path", &inside_json(path));
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = wording.status;
        for (name, source) in &wording.headers {
            let value = match source {
                Source::Literal(value) => value.clone(),
                Source::RequestId => HeaderValue::try_from(&request_id).unwrap_or(HeaderValue::from_static("")),
            };
            response.headers_mut().insert(name, value);
        }
        response
    }

    /// The security headers of every response that is not a function's.
    pub(crate) fn security_headers(&self) -> HeaderMap {
        let not_security = ["content-type", "cache-control", "content-security-policy", "x-trace-id", "retry-after"];
        let wording = self.wordings.get(GatewayError::NoRoute.kind());
        let headers = wording.into_iter().flat_map(|wording| &wording.headers);
        headers
            .filter_map(|(name, source)| match source {
                Source::Literal(value) if !not_security.contains(&name.as_str()) => Some((name.clone(), value.clone())),
                _ => None,
            })
            .collect()
    }
}

fn word(response: &GatewayResponse) -> Result<Wording, String> {
    let mut headers = Vec::new();
    for (name, written) in &response.headers {
        let name: HeaderName = name.parse().map_err(|error| format!("{name}: {error}"))?;
        let literal = written.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let source = match (literal, written.as_str()) {
            (Some(literal), _) => {
                Source::Literal(HeaderValue::from_str(literal).map_err(|error| format!("{name}: {error}"))?)
            }
            (None, "context.requestId") => Source::RequestId,
            (None, other) => return Err(format!("{name} comes from {other}, which is unknown here")),
        };
        headers.push((name, source));
    }
    let status = StatusCode::from_u16(response.status).map_err(|error| error.to_string())?;
    Ok(Wording { status, headers, body: response.body.clone() })
}

fn status_only(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Text escaped for a JSON string, without the quotes.
fn inside_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default().to_owned()
}
