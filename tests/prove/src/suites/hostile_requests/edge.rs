//! The stack's edge. It converts every byte sequence from a client to gateway events for the real functions.

use super::{door::Door, verdict::Sent};
use serde_json::{Value, json};
use sisuiq_testing::Stack;
use uuid::Uuid;

const PASSWORD: &str = "nine rusty otters sing";

/// The edge, with tokens of two accounts that no other test uses.
pub(super) struct Edge {
    pub(super) door: Door,
    pub(super) token: String,
    /// Token for routes that end sessions.
    pub(super) leaver: String,
}

impl Edge {
    pub(super) async fn find() -> Self {
        let stack = Stack::from_process();
        let address = stack.url.strip_prefix("http://").expect("the edge speaks HTTP").parse().unwrap();
        let door = Door::at(address);
        let admin = log_in(&door, &stack.email, &stack.password).await;
        let (token, leaver) = (join(&door, &admin).await, join(&door, &admin).await);
        Self { door, token, leaver }
    }
}

/// Creates an account and logs it in.
async fn join(door: &Door, admin: &str) -> String {
    let email = format!("{}@example.com", Uuid::new_v4());
    let account = json!({ "email": email, "password": PASSWORD, "name": "Eve", "role": "user" });
    let registered = post(door, "/api/auth/register", Some(admin), &account).await;
    assert_eq!(registered["email"], email.as_str(), "{registered}");
    log_in(door, &email, PASSWORD).await
}

async fn log_in(door: &Door, email: &str, password: &str) -> String {
    let reply = post(door, "/api/auth/login", None, &json!({ "email": email, "password": password })).await;
    reply["access_token"].as_str().expect("the account can log in").to_owned()
}

async fn post(door: &Door, path: &str, token: Option<&str>, body: &Value) -> Value {
    let body = body.to_string();
    let bearer = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: copilot.example\r\nconnection: close\r\ncontent-type: application/json\r\n\
         {bearer}content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = door.send(request.as_bytes(), false).await.unwrap();
    let reply = answer.sent.iter().find_map(|sent| if let Sent::Reply(reply) = sent { Some(reply) } else { None });
    reply.expect("the product answers").body.clone()
}
