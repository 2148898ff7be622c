//! A real function with its own Runtime API, invoked as the gateway does.

use serde_json::{Value, json};
use sisuiq_testing::runtime_api::{Outcome, RuntimeApi};
use std::time::Duration;
use tokio::{sync::oneshot::Receiver, time::sleep};
use world::{Person, Program, World};

const GLANCE: Duration = Duration::from_millis(2);

pub(super) struct Function {
    pub(super) program: Program,
    pub(super) api: RuntimeApi,
}

impl Function {
    pub(super) async fn start(world: &World, name: &str) -> Self {
        let api = RuntimeApi::start().await;
        Self { program: Program::start(world, name, &api.variables(name)), api }
    }

    /// Sends a request to the function. The answer comes later or never.
    pub(super) fn invoke(&self, person: &Person, method: &str, path: &str, body: Option<&str>) -> Receiver<Outcome> {
        self.api.invoke(request(method, path, person.token.as_deref().unwrap_or_default(), body))
    }

    /// Sends a request and returns the answer as the gateway receives it.
    pub(super) async fn ask(
        &self,
        person: &Person,
        method: &str,
        path: &str,
        body: Option<&str>,
    ) -> Result<Value, String> {
        let answer = self.invoke(person, method, path, body).await;
        answer.map_err(|_| "the function died".to_owned())?.map_err(|error| error.to_string())
    }

    /// Freezes the process, as Lambda does between two invocations.
    pub(super) async fn freeze(&self) {
        self.program.signal("STOP").await;
        while self.program.state() != Some('T') {
            sleep(GLANCE).await;
        }
    }

    pub(super) async fn thaw(&self) {
        self.program.signal("CONT").await;
    }
}

/// The gateway's event for a request, in payload format 2.0.
fn request(method: &str, path: &str, token: &str, body: Option<&str>) -> Value {
    let http =
        json!({ "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test" });
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": { "host": "copilot.example", "content-type": "application/json", "authorization": format!("Bearer {token}") },
        "requestContext": {
            "accountId": "000000000000", "apiId": "test", "domainName": "copilot.example", "domainPrefix": "test",
            "http": http, "requestId": "test", "routeKey": "$default", "stage": "$default",
            "time": "01/Jan/2026:00:00:00 +0000", "timeEpoch": 1_767_225_600_000_u64,
        },
        "body": body,
        "isBase64Encoded": false,
    })
}
