//! Invoking functions as the Lambda service does.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, Request, Response, Uri, header::CONTENT_TYPE};
use http_body_util::{BodyExt, Full};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value;
use tokio::time::timeout;

const FUNCTION_ERROR: HeaderName = HeaderName::from_static("x-amz-function-error");

/// Invokes functions at one address, such as that of `cargo lambda watch`.
#[derive(Debug, Clone)]
pub struct Invoker {
    base: String,
    client: Client<HttpConnector, Full<Bytes>>,
}

/// The reason why an invocation has no result.
#[derive(Debug, thiserror::Error)]
pub enum InvokeError {
    /// The address is no URL.
    #[error("the functions' address {0:?} is not an http URL such as http://127.0.0.1:9000")]
    Address(String),
    /// The connection failed.
    #[error("the function is unreachable: {0}")]
    Unreachable(String),
    /// The function ran longer than it may.
    #[error("the function did not respond within {} s", .0.as_secs_f32())]
    TimedOut(Duration),
    /// The function failed.
    #[error("the function failed with {status}: {message}")]
    Failed {
        /// HTTP status of the answer.
        status: u16,
        /// The function's message.
        message: String,
    },
    /// The answer is no JSON.
    #[error("the function's response is not JSON: {0}")]
    NotJson(serde_json::Error),
}

impl Invoker {
    /// Functions at an address such as `http://127.0.0.1:9000`.
    pub fn new(address: &str) -> Result<Self, InvokeError> {
        let base = address.trim_end_matches('/').to_owned();
        let uri: Option<Uri> = base.parse().ok();
        if !uri.is_some_and(|uri| uri.scheme_str() == Some("http") && uri.authority().is_some()) {
            return Err(InvokeError::Address(address.to_owned()));
        }
        Ok(Self { base, client: Client::builder(TokioExecutor::new()).build_http() })
    }

    /// Invokes a function and returns its result, JSON null if the response is empty.
    pub async fn invoke(&self, function: &str, payload: &Value, limit: Duration) -> Result<Value, InvokeError> {
        let unreachable = |error: &dyn std::error::Error| InvokeError::Unreachable(error.to_string());
        let request = Request::post(format!("{}/2015-03-31/functions/{function}/invocations", self.base))
            .header(CONTENT_TYPE, "application/json")
            .body(Full::from(payload.to_string()))
            .map_err(|error| unreachable(&error))?;
        let exchange = async {
            let answer = self.client.request(request).await.map_err(|error| unreachable(&error))?;
            let (parts, body) = answer.into_parts();
            let body = body.collect().await.map_err(|error| unreachable(&error))?.to_bytes();
            Ok(Response::from_parts(parts, body))
        };
        result(&timeout(limit, exchange).await.map_err(|_| InvokeError::TimedOut(limit))??)
    }
}

fn result(answer: &Response<Bytes>) -> Result<Value, InvokeError> {
    let failed = || InvokeError::Failed {
        status: answer.status().as_u16(),
        message: String::from_utf8_lossy(answer.body()).into_owned(),
    };
    if !answer.status().is_success() || answer.headers().contains_key(FUNCTION_ERROR) {
        return Err(failed());
    }
    if answer.body().is_empty() {
        return Ok(Value::Null);
    }
    let value: Value = serde_json::from_slice(answer.body()).map_err(InvokeError::NotJson)?;
    // Local function servers report an error with a 200 and this body.
    if value.get("errorType").is_some() && value.get("errorMessage").is_some() {
        return Err(failed());
    }
    Ok(value)
}
