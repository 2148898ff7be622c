//! The routes while the database is away: what is refused before it is asked, and what cannot be answered.
#![expect(clippy::unwrap_used, reason = "test code")]

use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, Environment, SecretValues, Secrets};
use sisuiq_db::{CredentialSource, Credentials, Database, DatabaseSettings};
use sisuiq_http::{Service, serve};
use sisuiq_identity::{AccessTokens, Foundation, Identity, KeyDocument, Subject};
use sisuiq_model::{AuthSessionId, Surface, TokenPairId, UserId, UserRole};
use sisuiq_testing::Log;
use tower::ServiceExt;
use tracing::instrument::WithSubscriber;
use uuid::Uuid;

struct World {
    app: axum::Router,
    tokens: AccessTokens,
    log: Log,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    json: Value,
}

async fn world() -> World {
    let clock = Clock::manual("2026-01-01T00:00:00Z".parse().unwrap());
    let key = KeyDocument::generate("a").unwrap();
    let keys = json!({"current": {"kid": key.kid, "private_key_pem": key.private_key_pem.expose_secret()}});
    let secrets = Secrets::fixed([("keys", keys)].into_iter().collect::<SecretValues>(), &clock);
    let environment = Environment::from_pairs([
        ("SISUIQ_STAGE", "dev"),
        ("SIGNING_KEYS_SECRET", "keys"),
        ("SEALING_KEYS_SECRET", "sealing-keys"),
        ("OUTBOX_QUEUE_URL", "http://127.0.0.1:1/queue/outbox"),
        // what is counted asks the database first
        ("RATE_LIMIT_AUTHENTICATION_ADDRESS", "none"),
        ("RATE_LIMIT_DEFAULT_ADDRESS", "none"),
    ]);
    let tokens = AccessTokens::from_environment(&environment, &secrets, &clock).unwrap();
    let database = away();
    let identity = Identity::from_environment(&environment, &clock, &database, &secrets).unwrap();
    let aws = Aws::from_environment(&environment).unwrap();
    let foundation = Foundation { clock: clock.clone(), aws, secrets, database, identity };
    let state = auth::State::new(&environment, foundation).await.unwrap();
    World { app: serve(auth::router(state), Service::new(clock)), tokens, log: Log::default() }
}

/// A database that refuses every connection.
fn away() -> Database {
    let credentials = Credentials {
        host: "127.0.0.1".to_owned(),
        port: 1,
        dbname: "sisuiq".to_owned(),
        username: "sisuiq".to_owned(),
        password: "hunter2".to_owned().into(),
    };
    let credentials = CredentialSource::Fixed(credentials);
    Database::new(DatabaseSettings { credentials, tls: false, authorities: Vec::new(), pool_size: 2 }).unwrap()
}

impl World {
    async fn ask(&self, request: Request<Body>) -> Answer {
        let writer = self.log.clone();
        let finest = Environment::from_pairs([("RUST_LOG", "trace")]);
        let (subscriber, _) = sisuiq_telemetry::build("auth", &finest, move || writer.clone()).unwrap();
        let response = self.app.clone().oneshot(request).with_subscriber(subscriber).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, json: serde_json::from_slice(&body).unwrap() }
    }

    async fn login(&self, body: Value) -> Answer {
        let request = Request::post("/api/auth/login").header("content-type", "application/json");
        self.ask(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn token(&self) -> String {
        let subject = Subject {
            user: UserId(Uuid::nil()),
            role: UserRole::User,
            session: AuthSessionId(Uuid::nil()),
            surface: Surface::Copilot,
            pair: TokenPairId(Uuid::nil()),
        };
        self.tokens.issue(subject).await.unwrap().text.expose_secret().to_owned()
    }
}

fn me(headers: &[(&str, &str)]) -> Request<Body> {
    let request =
        headers.iter().fold(Request::get("/api/auth/me"), |request, (name, value)| request.header(*name, *value));
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn login_rejects_malformed_fields() {
    let world = world().await;
    let long = format!("{}@sisuiq.com", "a".repeat(250));
    let cases = [
        (json!({}), "email"),
        (json!({"email": "demo@sisuiq.com"}), "password"),
        (json!({"email": "not an address", "password": "x"}), "email"),
        (json!({"email": long, "password": "x"}), "email"),
        (json!({"email": "demo@sisuiq.com", "password": ""}), "password"),
        (json!({"email": "demo@sisuiq.com", "password": "x".repeat(1_025)}), "password"),
        (json!({"email": ["demo@sisuiq.com"], "password": "x"}), "email"),
        (json!({"email": "demo@sisuiq.com", "password": 7}), "password"),
    ];
    for (body, field) in cases {
        let answer = world.login(body.clone()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(answer.json["errors"][0]["field"], field, "{body}");
    }
}

#[tokio::test]
async fn login_returns_503_without_database() {
    let answer = world().await.login(json!({"email": "demo@sisuiq.local", "password": "x"})).await;
    assert_eq!(
        (answer.status, &answer.headers["retry-after"]),
        (StatusCode::SERVICE_UNAVAILABLE, &"2".parse().unwrap())
    );
    assert_eq!(answer.json["error"], "unavailable");
}

#[tokio::test]
async fn me_returns_401_for_invalid_tokens() {
    let world = world().await;
    let token = world.token().await;
    let cut = format!("Bearer {}", &token[..token.len() - 2]);
    for headers in [
        &[][..],
        &[("authorization", "Bearer x.y.z")],
        &[("authorization", cut.as_str())],
        &[("cookie", "access_token=x")],
    ] {
        let answer = world.ask(me(headers)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{headers:?}");
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
    }
}

#[tokio::test]
async fn me_returns_503_without_database() {
    let world = world().await;
    let token = world.token().await;
    for headers in [[("authorization", format!("Bearer {token}"))], [("cookie", format!("access_token={token}"))]] {
        let [(name, value)] = headers;
        assert_eq!(world.ask(me(&[(name, &value)])).await.status, StatusCode::SERVICE_UNAVAILABLE);
    }
}

#[tokio::test]
async fn logout_without_session_clears_cookies() {
    let answer = world().await.ask(Request::post("/api/auth/logout").body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status, answer.json), (StatusCode::OK, json!({"message": "logged out"})));
    let cleared: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert_eq!(
        cleared,
        [
            "access_token=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0",
            "refresh_token=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0",
            "csrf_token=; SameSite=Strict; Path=/; Max-Age=0",
        ]
    );
}

#[tokio::test]
async fn log_contains_no_credentials() {
    let world = world().await;
    let token = world.token().await;
    world.login(json!({"email": "canary@sisuiq.com", "password": "hunter2"})).await;
    world.login(json!({"email": "canary at sisuiq", "password": "hunter2"})).await;
    world.login(json!({"email": "canary@sisuiq.com", "password": ["hunter2"]})).await;
    world.ask(me(&[("authorization", &format!("Bearer {token}"))])).await;
    world.ask(me(&[("cookie", "access_token=hunter2.x.y")])).await;
    let log = world.log.text();
    assert!(log.lines().count() > 10, "{log}");
    for secret in ["canary", "hunter2", &token] {
        assert!(!log.contains(secret), "{log}");
    }
}

#[test]
fn every_route_is_described_with_refusals() {
    let described = serde_json::to_value(auth::routes().to_openapi()).unwrap();
    let responses = |path: &str, verb: &str| {
        let found = described["paths"][path][verb]["responses"].as_object().unwrap();
        found.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(responses("/api/auth/login", "post"), "200 400 401 413 422 429 503");
    assert_eq!(responses("/api/auth/me", "get"), "200 401 403 429 503");
    assert_eq!(responses("/api/auth/logout", "post"), "200 429 503");
    assert!(described["components"]["schemas"]["Problem"].is_object(), "{described}");
}
