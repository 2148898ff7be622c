//! A server that asks for an access key, and a key that is changed while it is in use.

#![expect(clippy::unwrap_used, reason = "test code")]

use qdrant_client::qdrant::{
    HealthCheckReply, HealthCheckRequest,
    qdrant_server::{Qdrant, QdrantServer},
};
use serde_json::json;
use sisuiq_clock::Clock;
use sisuiq_config::{SecretValues, Secrets};
use sisuiq_retrieval::{ModelInfo, QdrantStore, StoreError, StoreSettings};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Request, Response, Status, transport::Server};

/// Answers health checks that have the right key.
#[derive(Clone)]
struct Guarded {
    key: Arc<Mutex<String>>,
}

#[tonic::async_trait]
impl Qdrant for Guarded {
    async fn health_check(&self, request: Request<HealthCheckRequest>) -> Result<Response<HealthCheckReply>, Status> {
        let key = request.metadata().get("api-key").and_then(|key| key.to_str().ok());
        if key != Some(self.key.lock().unwrap().as_str()) {
            return Err(Status::unauthenticated("Invalid API key"));
        }
        Ok(Response::new(HealthCheckReply { version: "1.0.0".to_owned(), ..HealthCheckReply::default() }))
    }
}

struct World {
    server_key: Arc<Mutex<String>>,
    secret: SecretValues,
    store: QdrantStore,
}

impl World {
    async fn new() -> Self {
        let server_key = Arc::new(Mutex::new("first".to_owned()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let service = QdrantServer::new(Guarded { key: Arc::clone(&server_key) });
        tokio::spawn(Server::builder().add_service(service).serve_with_incoming(TcpListenerStream::new(listener)));

        let secret: SecretValues = [("qdrant", json!({"api_key": "first"}))].into_iter().collect();
        let secrets = Secrets::fixed(secret.clone(), &Clock::system());
        let settings =
            StoreSettings { url, api_key: Some((secrets, "qdrant".to_owned())), collection_prefix: "keys".to_owned() };
        let store = QdrantStore::new(settings, ModelInfo { name: "tiny", family: "tiny", dimensions: 4 }).unwrap();
        Self { server_key, secret, store }
    }

    fn rotate_on_server(&self, key: &str) {
        key.clone_into(&mut self.server_key.lock().unwrap());
    }
}

#[tokio::test]
async fn a_wrong_key_is_no_outage() {
    let world = World::new().await;
    world.rotate_on_server("changed");
    assert!(matches!(world.store.health().await, Err(StoreError::Refused(_))));
}

#[tokio::test]
async fn missing_secret_makes_store_unavailable() {
    let world = World::new().await;
    world.secret.put("qdrant", &json!({"password": "no key here"}));
    assert!(world.store.health().await.unwrap_err().is_unavailable());
}

#[tokio::test]
async fn the_right_key_is_sent() {
    assert_eq!(World::new().await.store.health().await.unwrap().version, "1.0.0");
}

#[tokio::test]
async fn a_rotated_key_fails_no_call() {
    let world = World::new().await;
    world.store.health().await.unwrap();
    world.rotate_on_server("second");
    world.secret.put("qdrant", &json!({"api_key": "second"}));
    world.store.health().await.unwrap();
}

#[tokio::test]
async fn the_key_is_not_shown() {
    let world = World::new().await;
    world.store.health().await.unwrap();
    world.rotate_on_server("other");
    let error = world.store.health().await.unwrap_err();
    assert!(!format!("{:?} {error:?} {error}", world.store).contains("first"));
}
