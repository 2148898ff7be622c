//! Conversion of a request to the gateway's event for a function: that of a REST API with proxy integration.

use aws_lambda_events::apigw::{ApiGatewayProxyRequest, ApiGatewayProxyRequestContext, ApiGatewayRequestIdentity};
use axum::http::{
    HeaderMap, HeaderValue,
    header::{HOST, USER_AGENT},
    request::Parts,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use sisuiq_telemetry::{XRAY_HEADER, xray_header};
use sisuiq_template::Route;
use url::Url;
use uuid::Uuid;

use crate::{forward::Hop, gateway_error::GatewayError, headers};

/// Lambda's limit on an event: 6 MB.
const EVENT_LIMIT: usize = 6 * 1024 * 1024;
/// The gateway's limit on the request line and the header values together, in bytes.
const HEAD_LIMIT: usize = 10_240;

/// The event of a request whose body has been read, as JSON.
///
/// # Errors
/// The request is larger than Lambda accepts, or has a header that an event cannot represent.
pub(crate) fn event(route: &Route, request: Parts, body: &[u8], hop: Hop) -> Result<Vec<u8>, GatewayError> {
    check(&request)?;
    let mut headers = headers::request_headers(request.headers, hop.peer, hop.port);
    if let Some(here) = xray_header().and_then(|header| HeaderValue::from_str(&header).ok()) {
        headers.insert(XRAY_HEADER, here);
    }
    let path = request.uri.path().to_owned();
    let mut event = ApiGatewayProxyRequest::default();
    event.resource = Some(route.path.clone());
    event.request_context = context(route, &headers, &path, hop);
    event.request_context.http_method = request.method.clone();
    event.path = Some(path);
    event.http_method = request.method;
    // `headers` has the last value of a repeated header, `multi_value_headers` all of them
    event.headers = last_values(&headers);
    event.multi_value_headers = headers;
    // the gateway decodes them; invalid UTF-8 becomes replacement characters
    let query = request.uri.query().unwrap_or_default();
    event.multi_value_query_string_parameters = query.parse().unwrap_or_default();
    event.query_string_parameters = event.multi_value_query_string_parameters.clone();
    // BinaryMediaTypes has every type, so every body is encoded, whatever its content type
    event.is_base64_encoded = !body.is_empty();
    event.body = (!body.is_empty()).then(|| BASE64_STANDARD.encode(body));
    let event = serde_json::to_vec(&event).map_err(|_| GatewayError::BadRequest)?;
    if event.len() > EVENT_LIMIT { Err(GatewayError::TooLarge) } else { Ok(event) }
}

/// Rejects heads that are too large, invalid hosts, and header values that are not text, which an event cannot represent.
fn check(request: &Parts) -> Result<(), GatewayError> {
    let target = request.uri.path_and_query().map_or(0, |target| target.as_str().len());
    let size = target + request.headers.values().map(HeaderValue::len).sum::<usize>();
    let is_text = request.headers.values().all(|value| value.to_str().is_ok());
    let hosts = request.headers.get_all(HOST).iter().filter_map(|host| host.to_str().ok());
    let is_host =
        hosts.into_iter().all(|host| Url::parse(&format!("http://{host}/")).is_ok_and(|url| url.path() == "/"));
    if size > HEAD_LIMIT || !is_text || !is_host { Err(GatewayError::BadRequest) } else { Ok(()) }
}

fn last_values(headers: &HeaderMap) -> HeaderMap {
    let last = |name| headers.get_all(name).iter().next_back().cloned();
    headers.keys().filter_map(|name| Some((name.clone(), last(name)?))).collect()
}

fn context(route: &Route, headers: &HeaderMap, path: &str, hop: Hop) -> ApiGatewayProxyRequestContext {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut identity = ApiGatewayRequestIdentity::default();
    identity.source_ip = Some(hop.peer.ip().to_string());
    identity.user_agent = text(USER_AGENT);
    let mut context = ApiGatewayProxyRequestContext::default();
    context.identity = identity;
    context.request_id = Some(Uuid::new_v4().to_string());
    context.stage = Some("dev".to_owned());
    context.domain_name = text(HOST);
    context.protocol = Some("HTTP/1.1".to_owned());
    context.resource_path = Some(route.path.clone());
    context.path = Some(format!("/dev{path}"));
    context
}
