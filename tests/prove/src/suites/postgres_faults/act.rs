//! Requests of users during a fault.

use super::Place;
use serde_json::json;
use std::time::{Duration, Instant};
use world::Reply;

const QUESTION: &str = "What is the vision of the company?";

/// One request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    LookWhoTheyAre,
    ListDocuments,
    ListConversations,
    PromiseDocument,
    LogIn,
    Ask,
    Listen,
}

/// The answer to a request.
pub(super) struct Answer {
    act: Act,
    outcome: Outcome,
    took: Duration,
}

enum Outcome {
    Reply(Reply),
    /// The name of the last event of a stream.
    Last(String),
}

impl Act {
    /// Selects a request. Log-ins and questions take many round trips, so they are excluded while the connection is
    /// slow.
    pub(super) fn of(drawn: u8, is_slow: bool) -> Self {
        let acts = [
            Self::LookWhoTheyAre,
            Self::ListDocuments,
            Self::ListConversations,
            Self::PromiseDocument,
            Self::LogIn,
            Self::Ask,
            Self::Listen,
        ];
        acts[usize::from(drawn) % if is_slow { 4 } else { acts.len() }]
    }

    pub(super) async fn run(self, place: &Place) -> Answer {
        let began = Instant::now();
        let user = &place.user;
        let outcome = match self {
            Self::LookWhoTheyAre => Outcome::Reply(user.get("/api/auth/me").await),
            Self::ListDocuments => Outcome::Reply(user.get("/api/documents").await),
            Self::ListConversations => Outcome::Reply(user.get("/api/chat/sessions").await),
            Self::PromiseDocument => Outcome::Reply(user.creates(json!({ "name": "plan.pdf", "size": 1_000 })).await),
            Self::LogIn => Outcome::Reply(user.world.stranger().logs_in_as(&user.email(), user.password()).await),
            Self::Ask => Outcome::Reply(user.asks(QUESTION).await),
            Self::Listen => listen(place).await,
        };
        let answer = Answer { act: self, outcome, took: began.elapsed() };
        match self {
            Self::PromiseDocument => place.documents.note(answer.is_done()),
            Self::Ask | Self::Listen => place.turns.note(answer.is_done()),
            _ => {}
        }
        answer
    }
}

async fn listen(place: &Place) -> Outcome {
    let events = place.user.listens(QUESTION).await;
    if events.status != 200 {
        return Outcome::Reply(events.refusal().await);
    }
    Outcome::Last(events.all().await.pop().map(|event| event.name).unwrap_or_default())
}

impl Answer {
    pub(super) fn is_done(&self) -> bool {
        match &self.outcome {
            Outcome::Reply(reply) => reply.status.is_success(),
            Outcome::Last(event) => event == "done",
        }
    }

    /// Returns the response time, or the fault of the answer.
    pub(super) fn check(&self, limit: Duration) -> Result<Duration, String> {
        let fault = match &self.outcome {
            _ if self.took > limit => Some(format!("took {:?}", self.took)),
            Outcome::Reply(reply) if !reply.status.is_success() => fault_of_refusal(reply),
            Outcome::Last(event) if event != "done" && event != "error" => Some(format!("ended with event {event:?}")),
            _ => None,
        };
        fault.map_or(Ok(self.took), |fault| Err(format!("{:?}: {fault}", self.act)))
    }
}

fn fault_of_refusal(reply: &Reply) -> Option<String> {
    if reply.status != 503 {
        return Some(format!("{}: {}", reply.status, reply.body));
    }
    let wait = reply.header("retry-after").parse::<u32>().unwrap_or_default();
    if wait == 0 { Some("no Retry-After".to_owned()) } else { reply.fault() }
}
