//! A mail service in front of the local cloud. It counts the messages that it accepts and signals when a relay is to be
//! killed.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use reqwest::Url;
use sisuiq_testing::Stack;
use std::{
    collections::BTreeMap,
    future::pending,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use tokio::{net::TcpListener, sync::Notify, task::AbortHandle};

/// Maximum size of a relay's request, in bytes.
const LONGEST: usize = 1 << 20;
const TAKEN: &str = "<SendEmailResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><SendEmailResult><MessageId>1</MessageId>\
                     </SendEmailResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></SendEmailResponse>";

/// Number of accepted messages by address, and number of postponed messages.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    taken: Arc<Mutex<BTreeMap<String, u64>>>,
    put_off: Arc<AtomicU64>,
}

/// Fate of one of a relay's messages, after a number of successful ones.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate {
    /// The relay dies before the message is accepted.
    Refused(u64),
    /// The relay dies after the message is accepted, before it receives the answer.
    Taken(u64),
    /// The mail service is busy, also for an immediate retry.
    Busy(u64),
}

/// The mail service of one relay.
#[derive(Debug)]
pub(super) struct Post {
    pub(super) url: String,
    counter: Arc<Counter>,
    serving: AbortHandle,
}

#[derive(Debug)]
struct Counter {
    letters: Letters,
    fate: Mutex<Option<Fate>>,
    /// Address whose messages are rejected in this round.
    refused: Mutex<Option<String>>,
    /// Signals that the relay must be killed.
    death: Notify,
    cloud: String,
    client: reqwest::Client,
}

impl Letters {
    fn take(&self, address: String) {
        *self.taken.lock().unwrap().entry(address).or_default() += 1;
    }

    fn put_off(&self) {
        self.put_off.fetch_add(1, Relaxed);
    }

    pub(super) fn put_off_so_far(&self) -> u64 {
        self.put_off.load(Relaxed)
    }

    pub(super) fn to(&self, address: &str) -> u64 {
        self.taken.lock().unwrap().get(address).copied().unwrap_or_default()
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Post {
    pub(super) async fn open(letters: &Letters) -> Self {
        let counter = Arc::new(Counter {
            letters: letters.clone(),
            fate: Mutex::default(),
            refused: Mutex::default(),
            death: Notify::new(),
            cloud: Stack::from_process().aws_endpoint_url.trim_end_matches('/').to_owned(),
            client: reqwest::Client::new(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let routes = Router::new().fallback(receive).with_state(Arc::clone(&counter));
        let serving = tokio::spawn(async move { axum::serve(listener, routes).await }).abort_handle();
        Self { url, counter, serving }
    }

    /// Sets the fate of a message in the next round.
    pub(super) fn decide(&self, fate: Option<Fate>) {
        *self.counter.fate.lock().unwrap() = fate;
        *self.counter.refused.lock().unwrap() = None;
    }

    /// Waits until the relay must be killed.
    pub(super) async fn death(&self) {
        self.counter.death.notified().await;
    }
}

impl Counter {
    /// Returns the fate of a message to this address, if this message was selected.
    fn befalls(&self, address: &str) -> Option<Fate> {
        let mut refused = self.refused.lock().unwrap();
        if refused.as_deref() == Some(address) {
            return Some(Fate::Busy(0));
        }
        let mut fate = self.fate.lock().unwrap();
        let before = match fate.as_mut()? {
            Fate::Refused(before) | Fate::Taken(before) | Fate::Busy(before) => before,
        };
        if *before > 0 {
            *before -= 1;
            return None;
        }
        let meant = fate.take();
        if matches!(meant, Some(Fate::Busy(_))) {
            *refused = Some(address.to_owned());
            self.letters.put_off();
        }
        meant
    }

    async fn dies(&self) -> Response {
        self.death.notify_one();
        pending().await
    }
}

async fn receive(State(counter): State<Arc<Counter>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LONGEST).await.unwrap();
    let fields = Url::parse(&format!("http://form/?{}", String::from_utf8_lossy(&body))).unwrap();
    let field =
        |wanted: &str| fields.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
    if field("Action").as_deref() != Some("SendEmail") {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let asked = counter.client.request(parts.method, format!("{}{path}", counter.cloud));
        let answer = asked.headers(parts.headers).body(body).send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let kind = headers.get(header::CONTENT_TYPE).cloned();
        let kind: Vec<(HeaderName, _)> = kind.into_iter().map(|kind| (header::CONTENT_TYPE, kind)).collect();
        let mut response = (status, Body::from(answer.bytes().await.unwrap())).into_response();
        response.headers_mut().extend(kind);
        return response;
    }
    let address = field("Destination.ToAddresses.member.1").unwrap();
    match counter.befalls(&address) {
        Some(Fate::Refused(_)) => return counter.dies().await,
        Some(Fate::Busy(_)) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Fate::Taken(_)) => {
            counter.letters.take(address);
            return counter.dies().await;
        }
        None => counter.letters.take(address),
    }
    ([(header::CONTENT_TYPE, "text/xml")], TAKEN).into_response()
}
