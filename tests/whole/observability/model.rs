//! A mock language model with a fixed answer.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::json;
use tokio::net::TcpListener;

/// Questions with this text get an error from the model.
pub(super) const BROKEN: &str = "Please say:";

/// Serves the model until the test ends, and returns its address.
pub(super) async fn serve() -> String {
    let routes = Router::new().route("/v1/chat/completions", post(complete));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    url
}

async fn complete(asked: String) -> Response {
    if asked.contains(BROKEN) {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let piece = |content: &str, finish: Option<&str>| {
        let choice = json!({ "index": 0, "delta": { "content": content }, "finish_reason": finish });
        json!({ "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice] })
    };
    let (said, end) = (piece("To be reliable.", None), piece("", Some("stop")));
    ([("content-type", "text/event-stream")], format!("data: {said}\n\ndata: {end}\n\ndata: [DONE]\n\n"))
        .into_response()
}
