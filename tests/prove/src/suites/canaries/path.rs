//! Paths of canary words through the product.

use super::{Place, accounts, echo::WAYS, people};
use axum::{body::Body, routing::get};
use http::{Method, Request};
use serde_json::{Value, json};
use sisuiq_http::{Service, router, serve};
use sisuiq_testing::{Mode, pdf::PdfBuilder};
use std::panic::resume_unwind;
use tower::ServiceExt;
use world::{Person, Reply};

/// A path through the product.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path {
    Password,
    Address,
    Token,
    Question,
    Text,
    Unreadable,
    Key,
    Outage,
    Panic,
    Account,
    Customer,
    Staff,
    Headers,
    People,
    Prediction,
    CallerKey,
}

const PATHS: [Path; 16] = [
    Path::Password,
    Path::Address,
    Path::Token,
    Path::Question,
    Path::Text,
    Path::Unreadable,
    Path::Key,
    Path::Outage,
    Path::Panic,
    Path::Account,
    Path::Customer,
    Path::Staff,
    Path::Headers,
    Path::People,
    Path::Prediction,
    Path::CallerKey,
];

impl Path {
    pub(super) fn of(number: u64) -> Self {
        PATHS[usize::try_from(number).unwrap_or(0) % PATHS.len()]
    }

    pub(super) async fn walk(self, place: &Place, word: &str) -> Result<(), String> {
        match self {
            Self::Password => password(place, word).await,
            Self::Address => address(place, word).await,
            Self::Token => token(place, word).await,
            Self::Question => question(place, word).await,
            Self::Text => text(place, word).await,
            Self::Unreadable => unreadable(place, word).await,
            Self::Key => key(place, word).await,
            Self::Outage => outage(place, word).await,
            Self::Panic => panics(place, word).await,
            Self::Account => accounts::account(place, word).await,
            Self::Customer => accounts::customer(place, word).await,
            Self::Staff => accounts::staff(place, word).await,
            Self::Headers => accounts::headers(place, word).await,
            Self::People => people::people(place, word).await,
            Self::Prediction => prediction(place, word).await,
            Self::CallerKey => caller_key(place, word).await,
        }
    }
}

/// Checks that the answer has this status and does not contain the word.
pub(super) fn check(reply: &Reply, status: u16, word: &str) -> Result<(), String> {
    if reply.status != status {
        return Err(format!("{} instead of {status}: {}", reply.status, reply.body));
    }
    let held = reply.body.to_string().contains(word) || format!("{:?}", reply.headers).contains(word);
    if held { Err(format!("the answer holds it: {} {:?}", reply.body, reply.headers)) } else { Ok(()) }
}

async fn password(place: &Place, word: &str) -> Result<(), String> {
    let stranger = place.world.stranger();
    let email = place.alice.email();
    check(&stranger.logs_in_as(&email, word).await, 401, word)?;
    check(&stranger.logs_in_as(&email, &word.repeat(100)).await, 422, word)?;
    let mistyped = [json!([word]), json!({ word: 1 })];
    for password in mistyped {
        check(&stranger.post("/api/auth/login", json!({ "email": email, "password": password })).await, 422, word)?;
    }
    check(&stranger.post("/api/auth/login", json!({ "email": [email], "password": word })).await, 422, word)?;
    let broken = format!("{{\"email\": \"{email}\", \"password\": \"{word}");
    check(&send(place, "/api/auth/login", "application/json", &broken).await, 400, word)?;
    check(&send(place, "/api/auth/login", "text/plain", &broken).await, 415, word)
}

async fn address(place: &Place, word: &str) -> Result<(), String> {
    let stranger = place.world.stranger();
    for (email, status) in
        [(format!("{word}@example.com"), 401), (format!("{word}@exa mple"), 422), (word.repeat(50), 422)]
    {
        check(&stranger.logs_in_as(&email, "a wrong password").await, status, word)?;
    }
    Ok(())
}

async fn token(place: &Place, word: &str) -> Result<(), String> {
    for token in [word.to_owned(), format!("{word}.{word}.{word}"), format!("eyJhbGciOiJub25lIn0.{word}.")] {
        let bearer = place.world.stranger().with_token(token);
        for path in ["/api/auth/me", "/api/documents", "/api/chat/sessions"] {
            check(&bearer.get(path).await, 401, word)?;
            check(&bearer.by_cookie().get(path).await, 401, word)?;
        }
    }
    check(&place.world.stranger().get(&format!("/api/auth/me?access_token={word}")).await, 401, word)
}

async fn question(place: &Place, word: &str) -> Result<(), String> {
    let asked = format!("What does the {word} say about substations?");
    let reply = place.alice.asks(&asked).await;
    check(&reply, 200, &place.key)?;
    streams_without(place, &asked, &place.key).await?;
    check(&place.alice.asks(&asked.repeat(200)).await, 422, &place.key)?;
    check(&place.alice.asks_in(word, &asked).await, 400, &place.key)?;
    let session = reply.text("session_id");
    check(&place.bob.asks_in(session, "And then?").await, 404, word)?;
    check(&place.bob.get(&format!("/api/chat/history/{session}")).await, 404, word)
}

/// Accidents may say anything. Their author reads in the errors what was wrong.
async fn prediction(place: &Place, word: &str) -> Result<(), String> {
    let accident = json!({ "weather": word, "accident_hour": word, word: word });
    let refused = place.alice.post("/api/predict/eclo", accident.clone()).await;
    let sent = place.alice.post("/api/predict/eclo/batch", json!({ "accidents": [accident, word] })).await;
    if (refused.status.as_u16(), sent.status.as_u16()) != (400, 202) {
        return Err(format!("{} and {}: {} {}", refused.status, sent.status, refused.body, sent.body));
    }
    place.world.delivers_batches().await;
    check(&place.alice.post("/api/predict/eclo/what-if", json!({ "accident": [word] })).await, 400, word)?;
    check(&place.bob.get(sent.text("results_url")).await, 404, word)
}

/// Keys of callers for language models, on routes that know them and on one that does not.
async fn caller_key(place: &Place, word: &str) -> Result<(), String> {
    let ask = async |path: &str, key: &str, body: &Value| {
        let request = place.alice.request(&Method::POST, path).header("x-anthropic-api-key", key);
        let request = request.header("content-type", "application/json").body(Body::from(body.to_string())).unwrap();
        place.world.send(request).await
    };
    let key = format!("sk-ant-{word}");
    let (general, unknown) = (
        json!({ "message": "도움말" }),
        json!({ "message": "몇 건?", "dataset_id": "0190b5a0-0000-7000-8000-000000000000" }),
    );
    for path in ["/api/chat/message", "/api/chat/message/stream"] {
        for malformed in [word.to_owned(), format!("sk- {word}"), format!("sk-{}", word.repeat(20))] {
            check(&ask(path, &malformed, &general).await, 401, word)?;
        }
        check(&ask(path, &key, &unknown).await, 404, word)?;
        check(&ask(path, &key, &json!({ "message": "" })).await, 400, word)?;
    }
    check(&ask("/api/chat/message", &key, &general).await, 200, word)?;
    check(&ask("/api/documents", &key, &json!({ "name": "plan.pdf", "size": 1 })).await, 201, word)
}

/// Checks that only permitted users get the content of a document.
async fn text(place: &Place, word: &str) -> Result<(), String> {
    let page = format!("The codeword of the substation at Mutundwe is {word}.");
    place.alice.uploads("private.pdf", &PdfBuilder::of_texts(&[&page]).build()).await;
    let asked = format!("What is the codeword {word} of the substation at Mutundwe?");
    place.model.set(1);
    let told = place.alice.asks(&asked).await;
    if told.status != 200 || !told.body.to_string().contains(word) {
        return Err(format!("the document is not found: {}: {}", told.status, told.body));
    }
    check(&place.bob.asks("What is the codeword of the substation at Mutundwe?").await, 200, word)
}

async fn unreadable(place: &Place, word: &str) -> Result<(), String> {
    let file = PdfBuilder::of_texts(&[word]).trailer(&format!("/Secret ({word})")).build();
    let cut = file.get(..file.len() / 2).unwrap_or_default();
    let document = place.alice.uploads("broken.pdf", cut).await;
    check(&place.alice.get(&document.path()).await, 200, word)?;
    let nonsense = format!("{word} is no PDF");
    let document = place.alice.uploads("nonsense.pdf", nonsense.as_bytes()).await;
    check(&place.alice.get(&document.path()).await, 200, word)
}

/// Checks that no echoed key or prompt reaches the user, in any kind of response.
async fn key(place: &Place, word: &str) -> Result<(), String> {
    let page = format!("The mission of the {word} company is to transmit electricity at low cost.");
    place.alice.uploads("plan.pdf", &PdfBuilder::of_texts(&[&page]).build()).await;
    for way in 0..WAYS {
        place.model.set(way);
        let asked = format!("What is the mission of the {word} company?");
        check(&place.alice.asks(&asked).await, 200, &place.key)?;
        streams_without(place, &asked, &place.key).await?;
    }
    Ok(())
}

async fn streams_without(place: &Place, asked: &str, word: &str) -> Result<(), String> {
    let events = place.alice.streams(asked).await;
    let told = format!("{events:?}");
    if events.last().is_some_and(|event| event.name == "done") && !told.contains(word) {
        return Ok(());
    }
    Err(format!("the stream holds it or breaks off: {told}"))
}

async fn outage(place: &Place, word: &str) -> Result<(), String> {
    place.qdrant.set(Mode::Reset).await;
    let degraded = place.alice.asks(&format!("Where is the {word}?")).await;
    place.database.set(Mode::Reset).await;
    let refused = refused(place, &place.alice, word).await;
    place.qdrant.set(Mode::Pass).await;
    place.database.set(Mode::Pass).await;
    check(&degraded, 200, &place.key)?;
    refused
}

async fn refused(place: &Place, alice: &Person, word: &str) -> Result<(), String> {
    check(&alice.asks(&format!("Where is the {word}?")).await, 503, word)?;
    check(&place.world.stranger().logs_in_as(&format!("{word}@example.com"), word).await, 503, word)?;
    check(&alice.creates(json!({ "name": "plan.pdf", "size": 1 })).await, 503, word)
}

/// Runs a handler that panics with the word. The hook that logs panics has its own tests.
async fn panics(place: &Place, word: &str) -> Result<(), String> {
    let said = word.to_owned();
    let handler = move || async move { if said.is_empty() { String::new() } else { resume_unwind(Box::new(said)) } };
    let routes = router::<()>().route("/api/panic", get(handler));
    let app = serve(routes, Service::new(place.world.clock().clone()));
    let request = Request::get("/api/panic").body(Body::empty()).unwrap();
    check(&Reply::read(app.oneshot(request).await.unwrap()).await, 500, word)
}

async fn send(place: &Place, path: &str, content_type: &str, body: &str) -> Reply {
    let request = place.world.stranger().request(&Method::POST, path).header("content-type", content_type);
    place.world.send(request.body(Body::from(body.to_owned())).unwrap()).await
}
