//! The OpenAI-compatible provider against a scripted endpoint.
#![expect(clippy::unwrap_used, clippy::panic, reason = "test code")]

use futures::TryStreamExt;
use serde_json::json;
use sisuiq_config::{Environment, SecretValues, Secrets};
use sisuiq_llm::{Message, ModelError, Provider, Request, Role};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{body_partial_json, header, method, path},
};

async fn answer(server_url: &str) -> Result<String, ModelError> {
    let values: SecretValues = [("providers", json!({ "openai_api_key": "key-1" }))].into_iter().collect();
    answer_with(server_url, &Secrets::fixed(values, &sisuiq_clock::Clock::system())).await
}

async fn answer_with(server_url: &str, secrets: &Secrets) -> Result<String, ModelError> {
    let environment = Environment::from_pairs([
        ("SISUIQ_STAGE", "dev"),
        ("LLM_PROVIDER", "openai"),
        ("OPENAI_BASE_URL", server_url),
        ("OPENAI_CHAT_MODEL", "scripted"),
        ("PROVIDERS_SECRET", "providers"),
        ("LLM_ANSWER_MILLISECONDS", "2000"),
    ]);
    let Provider::OpenAi(model) = Provider::from_environment(&environment, secrets).unwrap() else {
        panic!("the provider is not the one that was configured");
    };
    let question = Message { role: Role::User, content: "Why?".to_owned() };
    let request = Request { messages: vec![question], max_tokens: 10, temperature: 0.0 };
    model.stream(request).await?.try_collect::<Vec<_>>().await.map(|pieces| pieces.join("|"))
}

fn event(text: &str) -> String {
    let chunk = json!({ "id": "1", "object": "chat.completion.chunk", "choices": [{ "index": 0, "delta": { "content": text } }] });
    format!("data: {chunk}\n\n")
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_is_unreachable() {
    let error = answer("http://127.0.0.1:9/v1").await.unwrap_err();
    assert!(matches!(error, ModelError::Unreachable), "{error:?}");
}

#[tokio::test]
async fn a_refusal_names_the_status_and_nothing_of_the_body() {
    let server = MockServer::start().await;
    let refusal = ResponseTemplate::new(429).set_body_string("prompt was: secret words");
    Mock::given(method("POST")).respond_with(refusal).mount(&server).await;
    let error = answer(&format!("{}/v1", server.uri())).await.unwrap_err();
    assert!(matches!(error, ModelError::Refused(429)), "{error:?}");
    assert!(!format!("{error:?}").contains("secret words"));
}

#[tokio::test]
async fn the_pieces_arrive_in_order_and_the_key_is_sent() {
    let server = MockServer::start().await;
    let body = [event("Because"), event(" it"), event(" is."), "data: [DONE]\n\n".to_owned()].concat();
    Mock::given(method("POST"))
        .and(path("/v1/chat/completions"))
        .and(header("authorization", "Bearer key-1"))
        .and(body_partial_json(json!({ "model": "scripted", "stream": true, "max_tokens": 10 })))
        .respond_with(ResponseTemplate::new(200).set_body_raw(body, "text/event-stream"))
        .mount(&server)
        .await;
    assert_eq!(answer(&format!("{}/v1", server.uri())).await.unwrap(), "Because| it| is.");
}

#[tokio::test]
async fn a_rotated_key_is_read_anew_when_the_old_one_is_refused() {
    let server = MockServer::start().await;
    Mock::given(header("authorization", "Bearer old")).respond_with(ResponseTemplate::new(401)).mount(&server).await;
    let body = [event("Yes"), "data: [DONE]\n\n".to_owned()].concat();
    Mock::given(header("authorization", "Bearer new"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(body, "text/event-stream"))
        .mount(&server)
        .await;
    let values: SecretValues = [("providers", json!({ "openai_api_key": "old" }))].into_iter().collect();
    let secrets = Secrets::fixed(values.clone(), &sisuiq_clock::Clock::system());
    let cached: serde_json::Value = secrets.get("providers").await.unwrap();
    assert_eq!(cached["openai_api_key"], "old");
    values.put("providers", &json!({ "openai_api_key": "new" }));
    assert_eq!(answer_with(&format!("{}/v1", server.uri()), &secrets).await.unwrap(), "Yes");
}

/// What becomes of an answer whose bytes these are.
async fn answer_of(body: String) -> Result<String, ModelError> {
    let server = MockServer::start().await;
    let template = ResponseTemplate::new(200).set_body_raw(body, "text/event-stream");
    Mock::given(method("POST")).respond_with(template).mount(&server).await;
    answer(&format!("{}/v1", server.uri())).await
}

#[tokio::test]
async fn an_answer_that_stops_without_saying_so_is_cut_off() {
    let error = answer_of([event("Because"), event(" it")].concat()).await.unwrap_err();
    assert!(matches!(error, ModelError::Unreachable), "{error:?}");
}

#[tokio::test]
async fn an_answer_without_a_word_is_none() {
    let error = answer_of("data: [DONE]\n\n".to_owned()).await.unwrap_err();
    assert!(matches!(error, ModelError::Malformed), "{error:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_broken_off() {
    let error = answer_of(event(&"and so on ".repeat(100)).repeat(100)).await.unwrap_err();
    assert!(matches!(error, ModelError::TooLong), "{error:?}");
}

#[tokio::test]
async fn an_answer_that_drips_is_given_up() {
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
        while stream.write_all(event("a").as_bytes()).await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    };
    let (error, ()) = tokio::join!(answer(&url), drips);
    assert!(matches!(error.unwrap_err(), ModelError::TooSlow));
}
