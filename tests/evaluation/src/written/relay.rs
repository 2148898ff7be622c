//! A real model behind another endpoint with the API of `OpenAI`.

use anyhow::{Context, Result};
use axum::{
    body::Body,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde_json::Value;

/// A model at a URL.
#[derive(Debug)]
pub(super) struct Model {
    client: reqwest::Client,
    url: String,
    /// Its name there.
    pub(super) name: String,
}

impl Model {
    /// The first model at a URL that ends with `/v1`.
    pub(super) async fn at(url: &str) -> Result<Self> {
        let (client, url) = (reqwest::Client::new(), url.trim_end_matches('/').to_owned());
        let answer = client.get(format!("{url}/models")).send().await?.error_for_status()?;
        let models: Value = serde_json::from_str(&answer.text().await?)?;
        let name = models
            .pointer("/data/0/id")
            .and_then(Value::as_str)
            .with_context(|| format!("{url} has no model"))?
            .to_owned();
        Ok(Self { client, url, name })
    }

    /// The model's answer to a prompt, as it is written.
    pub(super) async fn complete(&self, prompt: &Value) -> Response {
        let request = self.client.post(format!("{}/chat/completions", self.url));
        let request = request.header("content-type", "application/json").body(prompt.to_string());
        match request.send().await {
            Ok(answer) => {
                let status = answer.status();
                let kind = answer.headers().get("content-type").cloned();
                let mut response = Body::from_stream(answer.bytes_stream()).into_response();
                *response.status_mut() = status;
                response.headers_mut().extend(kind.map(|kind| (CONTENT_TYPE, kind)));
                response
            }
            Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        Router,
        body::to_bytes,
        routing::{get, post},
    };
    use serde_json::json;
    use tokio::net::TcpListener;

    /// An endpoint with a model, and without one.
    async fn endpoint() -> String {
        let echo = async |body: String| (StatusCode::TOO_MANY_REQUESTS, [(CONTENT_TYPE, "text/event-stream")], body);
        let routes = Router::new()
            .route("/v1/models", get(async || r#"{"data": [{"id": "small"}, {"id": "large"}]}"#))
            .route("/v1/chat/completions", post(echo))
            .route("/none/models", get(async || r#"{"data": []}"#));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        format!("http://{address}")
    }

    #[tokio::test]
    async fn answers_pass_with_status_and_type() {
        let model = Model::at(&format!("{}/v1/", endpoint().await)).await.unwrap();
        assert_eq!(model.name, "small");
        let (head, body) = model.complete(&json!({ "model": "small" })).await.into_parts();
        assert_eq!(
            (head.status, &head.headers[CONTENT_TYPE]),
            (StatusCode::TOO_MANY_REQUESTS, &"text/event-stream".parse().unwrap())
        );
        assert_eq!(to_bytes(body, 100).await.unwrap(), r#"{"model":"small"}"#);
    }

    #[tokio::test]
    async fn endpoints_without_model_are_refused() {
        let url = endpoint().await;
        assert!(Model::at(&format!("{url}/none")).await.unwrap_err().to_string().ends_with("has no model"));
        Model::at(&format!("{url}/other")).await.unwrap_err();
    }

    #[tokio::test]
    async fn models_that_went_away_are_a_bad_gateway() {
        let model =
            Model { client: reqwest::Client::new(), url: "http://127.0.0.1:1/v1".to_owned(), name: String::new() };
        assert_eq!(model.complete(&json!({})).await.status(), StatusCode::BAD_GATEWAY);
    }
}
