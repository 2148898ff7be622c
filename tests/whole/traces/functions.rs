//! A function host that forwards events to the server, which has all functions in one process.

use axum::{
    Json, Router,
    body::to_bytes,
    extract::{Request, State},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::{collections::BTreeMap, net::SocketAddr};
use tokio::net::TcpListener;

/// The address of the functions and a client for it.
#[derive(Clone)]
struct Functions {
    server: SocketAddr,
    client: reqwest::Client,
}

/// Answers events of the gateway with the server's responses, and returns the address.
pub(super) async fn serve(server: SocketAddr) -> String {
    let app = Router::new().fallback(invoke).with_state(Functions { server, client: reqwest::Client::new() });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}

async fn invoke(State(functions): State<Functions>, invocation: Request) -> Json<Value> {
    let event: Value = serde_json::from_slice(&to_bytes(invocation.into_body(), usize::MAX).await.unwrap()).unwrap();
    let request = lambda_http::request::from_str(&event.to_string()).unwrap();
    let (parts, body) = request.into_parts();
    let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let address = format!("http://{}{}{query}", functions.server, event["path"].as_str().unwrap());
    let sent = functions.client.request(parts.method, address).headers(parts.headers).body(body.to_vec());
    let answer = sent.send().await.unwrap();
    let mut headers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, value) in answer.headers() {
        headers.entry(name.to_string()).or_default().push(value.to_str().unwrap());
    }
    let mut returned = json!({ "statusCode": answer.status().as_u16(), "headers": {}, "multiValueHeaders": headers });
    let body = BASE64_STANDARD.encode(answer.bytes().await.unwrap());
    returned["body"] = body.into();
    returned["isBase64Encoded"] = true.into();
    Json(returned)
}
