//! The client's response, from what a function returned to the gateway.

use aws_lambda_events::{apigw::ApiGatewayProxyResponse, encodings};
use axum::{
    body::{Body, Bytes},
    http::{Response, StatusCode},
};
use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{gateway_error::GatewayError, headers};

/// Reads a function's buffered response.
///
/// # Errors
/// It is not of the form that the gateway understands.
pub(crate) fn response(returned: &[u8]) -> Result<Response<Body>, GatewayError> {
    let returned: ApiGatewayProxyResponse = serde_json::from_slice(returned).map_err(|_| GatewayError::BadAnswer)?;
    let status = u16::try_from(returned.status_code).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let mut all = returned.multi_value_headers;
    for (name, value) in &returned.headers {
        if !all.contains_key(name) {
            all.insert(name, value.clone());
        }
    }
    let body = match returned.body {
        None | Some(encodings::Body::Empty) => Bytes::new(),
        Some(encodings::Body::Text(text)) if returned.is_base64_encoded => {
            BASE64_STANDARD.decode(text).map_err(|_| GatewayError::BadAnswer)?.into()
        }
        Some(encodings::Body::Text(text)) => text.into(),
        Some(encodings::Body::Binary(bytes)) => bytes.into(),
        Some(_) => return Err(GatewayError::BadAnswer),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status.ok_or(GatewayError::BadAnswer)?;
    *response.headers_mut() = headers::response_headers(all);
    Ok(response)
}
