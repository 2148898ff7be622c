//! `GET /.well-known/jwks.json`

use crate::product::PLATFORM;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use world::World;

#[tokio::test]
async fn publishes_only_public_key() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let token = alice.token.clone().unwrap();
    let header: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap()).unwrap();
    let reply =
        world.stranger().get("/.well-known/jwks.json").await.is(200).matches_snapshot("get_well_known_jwks_json");
    let key = &reply["keys"][0];
    assert_eq!(
        (&key["kid"], &key["kty"], &key["crv"], &key["alg"]),
        (&header["kid"], &json!("OKP"), &json!("Ed25519"), &json!("EdDSA"))
    );
    assert_eq!(URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap().len(), 32);
    assert!(key.get("d").is_none() && reply["keys"].as_array().unwrap().len() == 1);
    assert_eq!(reply.header("cache-control"), "public, max-age=300");
}
