//! Each kind of endpoint, scripted.
#![expect(clippy::unwrap_used, reason = "test code")]

use futures::{FutureExt, TryStreamExt, future::ready};
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, SecretValues, Secrets};
use sisuiq_llm::{Message, ModelError, Models, NotStarted, Piece, Request, Role, Started, Usage};
use std::io::Write;
use tempfile::NamedTempFile;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, body_partial_json, header, method, path},
};

/// A registry of one provider of this kind.
fn registry(kind: &str, url: &str, retries: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    write!(
        file,
        "providers:\n  - {{ id: it, name: It, category: model, kind: {kind}, connection_uri: '{url}', \
         models: {{ standard: scripted }}, auth: {{ api_key_env_var: IT_API_KEY }}, retry_policy: {{ {retries} }} }}\n"
    )
    .unwrap();
    file
}

fn keys(key: &str) -> (SecretValues, Secrets) {
    let values: SecretValues = [("providers", json!({ "it_api_key": key }))].into_iter().collect();
    (values.clone(), Secrets::fixed(values, &Clock::system()))
}

fn models(stage: &str, more: &[(&str, &str)], secrets: &Secrets) -> Result<Models, ConfigError> {
    let settings = [
        ("SISUIQ_STAGE", stage),
        ("PROVIDERS_SECRET", "providers"),
        ("LLM_ANSWER_MILLISECONDS", "2000"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "AKID"),
        ("AWS_SECRET_ACCESS_KEY", "hunter2"),
    ];
    let environment = Environment::from_pairs(settings.iter().chain(more).copied());
    Models::from_environment(&environment, secrets, &Aws::from_environment(&environment)?, &Clock::system())
}

struct Told {
    text: String,
    usage: Usage,
    tries: u32,
}

/// Asks a provider of this kind at this address.
async fn ask(kind: &str, url: &str, secrets: &Secrets) -> Result<Told, (ModelError, u32)> {
    ask_if(true, kind, url, secrets).await
}

/// Asks a provider; `may_try_again` permits retries.
async fn ask_if(may_try_again: bool, kind: &str, url: &str, secrets: &Secrets) -> Result<Told, (ModelError, u32)> {
    let file = registry(kind, url, "attempts: 2, backoff_factor: 0.01");
    let settings = [("LLM_PROVIDER", "it"), ("PROVIDERS_FILE", file.path().to_str().unwrap())];
    let choice = models("dev", &settings, secrets).unwrap().route("strategy_qa").remove(0);
    let question = Message { role: Role::User, content: "Why?".to_owned() };
    let request = Request { messages: vec![question], max_tokens: 10, temperature: 0.0 };
    let started = choice.stream(request, || ready(may_try_again).boxed()).await;
    let started = started.map_err(|NotStarted { error, tries }| (error, tries))?;
    let Started { pieces, tries } = started;
    let pieces: Vec<Piece> = pieces.try_collect().await.map_err(|error| (error, tries))?;
    let mut told = Told { text: String::new(), usage: Usage::default(), tries };
    for piece in pieces {
        match piece {
            Piece::Text(text) => told.text.push_str(&(text + "|")),
            Piece::End(usage) => told.usage = usage,
        }
    }
    Ok(told)
}

async fn ask_openai(url: &str) -> Result<Told, (ModelError, u32)> {
    ask("openai", url, &keys("key-1").1).await
}

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}

fn piece(text: &str) -> String {
    event(
        &json!({ "id": "1", "object": "chat.completion.chunk", "choices": [{ "index": 0, "delta": { "content": text } }] }),
    )
}

fn said(body: impl Into<Vec<u8>>) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(body, "text/event-stream")
}

async fn server(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(response).mount(&server).await;
    server
}

#[tokio::test]
async fn unreachable_endpoint_is_retried() {
    let (error, tries) = ask_openai("http://127.0.0.1:9/v1").await.err().unwrap();
    assert!(matches!(error, ModelError::Unreachable), "{error:?}");
    assert_eq!(tries, 2);
}

#[tokio::test]
async fn refusal_hides_the_response_body() {
    let refusal =
        ResponseTemplate::new(429).insert_header("retry-after", "60").set_body_string("prompt was: secret words");
    let server = server(refusal).await;
    let (error, tries) = ask_openai(&format!("{}/v1", server.uri())).await.err().unwrap();
    assert!(matches!(error, ModelError::Refused { status: 429, retry_after: Some(_) }), "{error:?}");
    assert!(!format!("{error:?}").contains("secret words"));
    assert_eq!(tries, 1);
}

#[tokio::test]
async fn only_transient_errors_are_retried() {
    for (status, expected) in [(500, 2), (503, 2), (400, 1), (404, 1)] {
        let server = server(ResponseTemplate::new(status)).await;
        let (_, tries) = ask_openai(&format!("{}/v1", server.uri())).await.err().unwrap();
        assert_eq!((tries, server.received_requests().await.unwrap().len()), (expected, expected as usize), "{status}");
    }
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(503)).up_to_n_times(1).mount(&server).await;
    Mock::given(any()).respond_with(said(piece("Yes") + "data: [DONE]\n\n")).mount(&server).await;
    let told = ask_openai(&format!("{}/v1", server.uri())).await.ok().unwrap();
    assert_eq!((told.text.as_str(), told.tries), ("Yes|", 2));
}

#[tokio::test]
async fn denied_retry_is_not_sent() {
    let server = server(ResponseTemplate::new(503)).await;
    let url = format!("{}/v1", server.uri());
    let (error, tries) = ask_if(false, "openai", &url, &keys("key-1").1).await.err().unwrap();
    assert!(matches!(error, ModelError::Refused { status: 503, .. }), "{error:?}");
    assert_eq!((tries, server.received_requests().await.unwrap().len()), (1, 1));
}

#[tokio::test]
async fn openai_streams_text_and_usage() {
    let server = MockServer::start().await;
    let usage = event(
        &json!({ "id": "1", "choices": [], "usage": { "prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10 } }),
    );
    let body = [piece("Because"), piece(" it"), piece(" is."), usage, "data: [DONE]\n\n".to_owned()].concat();
    Mock::given(method("POST"))
        .and(path("/v1/chat/completions"))
        .and(header("authorization", "Bearer key-1"))
        .and(body_partial_json(json!({ "model": "scripted", "stream": true, "max_tokens": 10 })))
        .respond_with(said(body))
        .mount(&server)
        .await;
    let told = ask_openai(&format!("{}/v1", server.uri())).await.ok().unwrap();
    assert_eq!(told.text, "Because| it| is.|");
    assert_eq!(told.usage, Usage { input_tokens: Some(7), output_tokens: Some(3) });
}

#[tokio::test]
async fn anthropic_streams_text_and_usage() {
    let named = |name: &str, data: Value| format!("event: {name}\n{}", event(&data));
    let delta = |text: &str| {
        let delta = json!({ "type": "text_delta", "text": text });
        named("content_block_delta", json!({ "type": "content_block_delta", "index": 0, "delta": delta }))
    };
    let usage = json!({ "input_tokens": 7, "output_tokens": 1 });
    let message = json!({ "id": "m", "type": "message", "role": "assistant", "model": "scripted", "content": [], "usage": usage });
    let block = json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } });
    let end =
        json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn" }, "usage": { "output_tokens": 3 } });
    let body = [
        named("message_start", json!({ "type": "message_start", "message": message })),
        named("content_block_start", block),
        delta("Because"),
        delta(" it is."),
        named("content_block_stop", json!({ "type": "content_block_stop", "index": 0 })),
        named("message_delta", end),
    ]
    .concat();
    let whole = body.clone() + &named("message_stop", json!({ "type": "message_stop" }));
    let server = MockServer::start().await;
    let asked = Mock::given(path("/v1/messages")).and(header("x-api-key", "key-1"));
    asked.respond_with(said(whole)).mount(&server).await;
    let told = ask("anthropic", &format!("{}/v1", server.uri()), &keys("key-1").1).await.ok().unwrap();
    assert_eq!(told.text, "Because| it is.|");
    assert_eq!(told.usage.output_tokens.map(|tokens| tokens >= 3), Some(true));
    let cut = server_url(body).await;
    let (error, _) = ask("anthropic", &cut.uri(), &keys("key-1").1).await.err().unwrap();
    assert!(matches!(error, ModelError::Unreachable), "{error:?}");
}

async fn server_url(body: String) -> MockServer {
    server(said(body)).await
}

#[tokio::test]
async fn gemini_streams_text_and_usage() {
    let chunk = |text: &str, reason: Option<&str>| {
        let content = json!({ "role": "model", "parts": [{ "text": text }] });
        let mut candidate = json!({ "content": content, "index": 0 });
        if let Some(reason) = reason {
            candidate["finishReason"] = reason.into();
        }
        let usage = json!({ "promptTokenCount": 7, "candidatesTokenCount": 3, "totalTokenCount": 10 });
        event(&json!({ "candidates": [candidate], "usageMetadata": usage, "modelVersion": "scripted" }))
    };
    let whole = server(said(chunk("Because", None) + &chunk(" it is.", Some("STOP")))).await;
    let told = ask("gemini", &whole.uri(), &keys("key-1").1).await.ok().unwrap();
    assert_eq!(told.text, "Because| it is.|");
    assert_eq!(told.usage, Usage { input_tokens: Some(7), output_tokens: Some(3) });
    let asked = &whole.received_requests().await.unwrap()[0];
    assert!(asked.url.as_str().contains("/models/scripted:streamGenerateContent"), "{}", asked.url);
    assert_eq!(asked.headers.get("x-goog-api-key").unwrap(), "key-1");
    let cut = server(said(chunk("Because", None))).await;
    let (error, _) = ask("gemini", &cut.uri(), &keys("key-1").1).await.err().unwrap();
    assert!(matches!(error, ModelError::Unreachable), "{error:?}");
}

/// A message of Amazon's event stream.
fn frame(kind: &str, payload: &Value) -> Vec<u8> {
    let mut headers = Vec::new();
    for (name, value) in [(":event-type", kind), (":content-type", "application/json"), (":message-type", "event")] {
        headers.push(u8::try_from(name.len()).unwrap());
        headers.extend(name.as_bytes());
        headers.push(7);
        headers.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        headers.extend(value.as_bytes());
    }
    let payload = payload.to_string();
    let length = u32::try_from(16 + headers.len() + payload.len()).unwrap();
    let mut frame = [length.to_be_bytes(), u32::try_from(headers.len()).unwrap().to_be_bytes()].concat();
    frame.extend(crc32(&frame).to_be_bytes());
    frame.extend(headers);
    frame.extend(payload.as_bytes());
    frame.extend(crc32(&frame).to_be_bytes());
    frame
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

#[tokio::test]
async fn bedrock_streams_with_its_role() {
    let delta = |text: &str| frame("contentBlockDelta", &json!({ "contentBlockIndex": 0, "delta": { "text": text } }));
    let begun = [frame("messageStart", &json!({ "role": "assistant" })), delta("Because"), delta(" it is.")].concat();
    let usage = json!({ "usage": { "inputTokens": 7, "outputTokens": 3, "totalTokens": 10 } });
    let ended = [frame("messageStop", &json!({ "stopReason": "end_turn" })), frame("metadata", &usage)].concat();
    let amazon = |body: Vec<u8>| ResponseTemplate::new(200).set_body_raw(body, "application/vnd.amazon.eventstream");
    let whole = server(amazon([begun.clone(), ended].concat())).await;
    let told = ask("bedrock", &whole.uri(), &keys("").1).await.ok().unwrap();
    assert_eq!(told.text, "Because| it is.|");
    assert_eq!(told.usage, Usage { input_tokens: Some(7), output_tokens: Some(3) });
    let asked = &whole.received_requests().await.unwrap()[0];
    assert_eq!(asked.url.path(), "/model/scripted/converse-stream");
    let sent = asked.headers.get("authorization").unwrap().to_str().unwrap();
    assert!(sent.starts_with("Bearer bedrock-api-key-"), "{sent}");
    let cut = server(amazon(begun)).await;
    let (error, _) = ask("bedrock", &cut.uri(), &keys("kept").1).await.err().unwrap();
    assert!(matches!(error, ModelError::Unreachable), "{error:?}");
    assert_eq!(cut.received_requests().await.unwrap()[0].headers.get("authorization").unwrap(), "Bearer kept");
}

#[tokio::test]
async fn rejected_key_is_read_again() {
    let server = MockServer::start().await;
    Mock::given(header("authorization", "Bearer old")).respond_with(ResponseTemplate::new(401)).mount(&server).await;
    let body = piece("Yes") + "data: [DONE]\n\n";
    Mock::given(header("authorization", "Bearer new")).respond_with(said(body)).mount(&server).await;
    let (values, secrets) = keys("old");
    let cached: Value = secrets.get("providers").await.unwrap();
    assert_eq!(cached["it_api_key"], "old");
    let url = format!("{}/v1", server.uri());
    let (error, tries) = ask("openai", &url, &secrets).await.err().unwrap();
    assert!(matches!(error, ModelError::Refused { status: 401, .. }), "{error:?}");
    assert_eq!(tries, 2, "it was read anew once");
    values.put("providers", &json!({ "it_api_key": "new" }));
    let told = ask("openai", &url, &secrets).await.ok().unwrap();
    assert_eq!((told.text.as_str(), told.tries), ("Yes|", 2));
}

#[tokio::test]
async fn callers_key_replaces_the_deployments() {
    let server = server(ResponseTemplate::new(401)).await;
    let file = registry("anthropic", &format!("{}/v1", server.uri()), "attempts: 2, backoff_factor: 0.01");
    let (_, secrets) = keys("key-1");
    let models = models("dev", &[("PROVIDERS_FILE", file.path().to_str().unwrap())], &secrets).unwrap();
    assert!(models.route("analytics").is_empty(), "no provider of the deployment");
    let choice = models.with_key("sk-caller".into(), "analytics").unwrap();
    assert!(!format!("{choice:?}").contains("sk-caller"));
    let question = Message { role: Role::User, content: "Why?".to_owned() };
    let request = Request { messages: vec![question], max_tokens: 10, temperature: 0.0 };
    let Err(NotStarted { error, tries }) = choice.stream(request, || ready(true).boxed()).await else { panic!() };
    assert!(matches!(error, ModelError::Refused { status: 401, .. }), "{error:?}");
    let asked = server.received_requests().await.unwrap();
    assert_eq!((tries, asked.len()), (1, 1), "a rejected key cannot be read again");
    assert_eq!(asked[0].headers.get("x-api-key").unwrap(), "sk-caller");
}

#[test]
fn callers_keys_are_sent_over_tls() {
    let (_, secrets) = keys("key-1");
    let choice = |url: &str| {
        let file = registry("anthropic", url, "attempts: 1");
        let models = models("prod", &[("PROVIDERS_FILE", file.path().to_str().unwrap())], &secrets).unwrap();
        models.with_key("sk-caller".into(), "analytics").is_some()
    };
    assert!(choice("https://models.example/v1") && !choice("http://models.example/v1"));
}

#[tokio::test]
async fn truncated_and_empty_answers_are_errors() {
    let cut = server(said(piece("Because") + &piece(" it"))).await;
    let (error, _) = ask_openai(&cut.uri()).await.err().unwrap();
    assert!(matches!(error, ModelError::Unreachable), "{error:?}");
    let empty = server(said("data: [DONE]\n\n")).await;
    let (error, tries) = ask_openai(&empty.uri()).await.err().unwrap();
    assert!(matches!(error, ModelError::Malformed), "{error:?}");
    assert_eq!(tries, 1);
}

#[tokio::test]
async fn endless_answer_is_broken_off() {
    let endless = server(said(piece(&"and so on ".repeat(100)).repeat(100))).await;
    let (error, _) = ask_openai(&endless.uri()).await.err().unwrap();
    assert!(matches!(error, ModelError::TooLong), "{error:?}");
}

#[tokio::test]
async fn dripping_answer_is_given_up() {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
        time::{Duration, sleep},
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let drips = async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        assert!(stream.read(&mut [0; 4_096]).await.unwrap() > 0);
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        while stream.write_all(piece("a").as_bytes()).await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    };
    let (told, ()) = tokio::join!(ask_openai(&url), drips);
    assert!(matches!(told.err().unwrap().0, ModelError::TooSlow));
}

#[test]
fn missing_placeholders_are_named() {
    let (_, secrets) = keys("key");
    let problems = |stage: &str, more: &[(&str, &str)]| models(stage, more, &secrets).unwrap_err().to_string();
    let openai = [("LLM_PROVIDER", "openai"), ("OPENAI_BASE_URL", "http://model.example"), ("OPENAI_CHAT_MODEL", "m")];
    assert_eq!(models("dev", &openai, &secrets).unwrap().route("actions")[0].model(), "m");
    assert!(problems("dev", &openai[..2]).contains("OPENAI_CHAT_MODEL is missing"));
    assert!(problems("prod", &openai).contains("must begin with https://"));
    assert!(problems("dev", &[("LLM_PROVIDER", "openai, moralis")]).contains("\"moralis\""));
    assert!(problems("dev", &[("LLM_PROVIDER", "nobody")]).contains("\"nobody\""));
    assert!(problems("dev", &[("PROVIDERS_FILE", "/nowhere.yaml")]).contains("PROVIDERS_FILE"));
    assert!(models("dev", &[], &secrets).unwrap().route("actions").is_empty());
}

#[test]
fn route_follows_tier_and_provider_order() {
    let (_, secrets) = keys("key");
    let models = models("dev", &[("LLM_PROVIDER", "gemini,anthropic")], &secrets).unwrap();
    let route = |task: &str| models.route(task).iter().map(|choice| choice.model().to_owned()).collect::<Vec<_>>();
    assert_eq!(route("rewrite"), ["gemini-2.5-flash-lite", "claude-haiku-4-5"]);
    assert_eq!(route("strategy_qa"), ["gemini-2.5-flash", "claude-sonnet-4-5"]);
    assert_eq!(route("regulatory"), ["gemini-2.5-pro", "claude-opus-4-5"]);
}
