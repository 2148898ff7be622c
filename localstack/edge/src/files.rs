//! The file store under the same origin, like a distribution in front of a bucket. Signed URLs decide who has access.

use axum::{
    body::Body,
    http::{
        HeaderValue, Method, Request, Response,
        header::{CONTENT_SECURITY_POLICY, HOST},
    },
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tracing::warn;

use crate::{gateway_error::GatewayError, headers};

const PREFIX: &str = "/files/";
/// Uploaded files are served as they are and run no scripts.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Returns whether a request is for the store: files are read, and sent with forms.
pub(crate) fn are_meant(method: &Method, path: &str) -> bool {
    path.starts_with(PREFIX) && [Method::GET, Method::HEAD, Method::POST].contains(method)
}

/// Streams requests to the store and its responses back.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    store: String,
    client: Client<HttpConnector, Body>,
}

impl Files {
    pub(crate) fn new(store: String) -> Self {
        Self { store, client: Client::builder(TokioExecutor::new()).build(HttpConnector::new()) }
    }

    /// Forwards a request and returns the store's response. The store does not receive cookies, which are for the functions.
    pub(crate) async fn forward(&self, request: Request<Body>) -> Result<Response<Body>, GatewayError> {
        let (mut parts, body) = request.into_parts();
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let path = path.strip_prefix(PREFIX).unwrap_or_default();
        parts.uri = format!("{}/{path}", self.store).parse().map_err(|_no_address| GatewayError::NoRoute)?;
        headers::for_store(&mut parts.headers);
        parts.headers.remove(HOST);
        let answer = self.client.request(Request::from_parts(parts, body)).await.map_err(|error| {
            warn!("the file store did not respond: {error}");
            GatewayError::Unreachable
        })?;
        let (mut parts, body) = answer.into_parts();
        headers::from_store(&mut parts.headers);
        parts.headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        Ok(Response::from_parts(parts, Body::new(body)))
    }
}
