//! Alice's objects and the requests for them.

use super::super::plan;
use crate::routes::Route;
use axum::body::Body;
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use uuid::Uuid;
use world::Person;

/// Ids of Alice's objects.
pub(super) struct Objects {
    document: String,
    table: String,
    conversation: String,
    data_conversation: String,
    citation: String,
    answer: String,
    session: String,
    key: String,
    prediction: String,
    batch: String,
    chat: String,
    folder: String,
    dataset: String,
}

/// A request that names one object.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    route: Route,
    id: String,
}

/// An answer without the parts that always differ.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) text: String,
    headers: Vec<(String, String)>,
}

fn accident() -> Value {
    json!({
        "weather": "맑음", "road_surface": "건조", "road_type": "교차로 - 교차로안", "accident_type": "차대차",
        "district": "대구광역시 중구 동성로1가", "accident_hour": 14, "accident_year": 2021, "accident_month": 12,
        "accident_day": 8,
    })
}

impl Objects {
    pub(super) async fn of(alice: &Person) -> Self {
        let document = alice.uploads(plan::NAME, &plan::file()).await.id;
        let table = json!({ "name": "hers.csv", "size": 9 });
        let table = alice.post("/api/ingest/data/uploads", table).await.is(201).text("id").to_owned();
        let answer = alice.asks(plan::QUESTION).await.is(200);
        let citation = answer["citations"][0]["id"].as_str().unwrap().to_owned();
        let rating = format!("/api/chat/answers/{}/feedback", answer.text("answer_id"));
        alice.put(&rating, json!({ "rating": "up" })).await.is(200);
        let sessions = alice.get("/api/auth/sessions").await.is(200);
        let session = sessions["data"][0]["id"].as_str().unwrap().to_owned();
        let input = json!({ "name": "hers", "scopes": ["read"], "expires_in_days": 30, "password": alice.password() });
        let key = alice.post("/api/auth/api-keys", input).await.is(201).text("id").to_owned();
        let help = alice.post("/api/chat/message", json!({ "message": "help" })).await.is(200);
        let data_conversation = help.text("conversation_id").to_owned();
        let (conversation, answer) = (answer.text("session_id").to_owned(), answer.text("answer_id").to_owned());
        let prediction = alice.post("/api/predict/eclo", accident()).await.is(200).text("prediction_id").to_owned();
        let batch = json!({ "accidents": [accident()] });
        let batch = alice.post("/api/predict/eclo/batch", batch).await.is(202).text("batch_id").to_owned();
        // as long as an id, so that the answers about a dataset that does not exist have the same length
        let name = Uuid::new_v4().to_string();
        let of_sanctions = async |path: &str, id: &str| {
            let created = alice.post(&format!("/api/v1/knowledge/{path}"), json!({ "name": name })).await;
            created.is(201).text(id).to_owned()
        };
        let (chat, folder) = (of_sanctions("chats", "id").await, of_sanctions("folders", "id").await);
        let dataset = of_sanctions("datasets", "name").await;
        Self {
            document,
            table,
            conversation,
            data_conversation,
            citation,
            answer,
            session,
            key,
            prediction,
            batch,
            chat,
            folder,
            dataset,
        }
    }

    /// The request of a route for Alice's object. None if the route names no object, or an object without an owner.
    pub(super) fn asked_for(&self, route: &Route) -> Result<Option<Asked>, String> {
        let asked = |id: &str| Ok(Some(Asked { route: route.clone(), id: id.to_owned() }));
        match route.path.as_str() {
            // members and roles of staff have no owner, and every administrator manages all accounts and groups
            path if path.starts_with("/api/v1/ops/") || path.starts_with("/api/admin/users/{id}") => Ok(None),
            path if path.starts_with("/api/admin/groups/{id}") => Ok(None),
            // every administrator reads all conversations and evaluations and decides on all requests; files of the documentation are public
            "/api/admin/sessions/{id}"
            | "/api/admin/sessions/{id}/messages"
            | "/api/admin/evaluations/{id}"
            | "/api/admin/access-requests/{id}/decision"
            | "/api/docs/{file}" => Ok(None),
            // a link has no owner for those who open it, and a tool is the same for everybody
            path if path.starts_with("/api/datasets/shared/{token}") => Ok(None),
            "/api/tools/{name}" => Ok(None),
            // sources, lists and alerts have no owner
            path if path.starts_with("/api/v1/knowledge/entities/{id}") => Ok(None),
            path if path.starts_with("/api/v1/knowledge/alerts/{id}") => Ok(None),
            // users have no batches of screenings; the tests of the sanctions service have those of other roles
            path if path.starts_with("/api/v1/knowledge/screen/batch/{id}") => Ok(None),
            path if path.starts_with("/api/v1/sources/{id}") => Ok(None),
            "/api/v1/sources/runs/{run_id}" | "/api/v1/sources/runs/{run_id}/changes" => Ok(None),
            "/api/admin/jobs/{id}/retry" => asked(&self.document),
            path if path.starts_with("/api/documents/{id}") => asked(&self.document),
            path if path.starts_with("/api/admin/documents/{id}") => asked(&self.document),
            "/api/v1/documents/{id}" | "/api/ingest/jobs/{id}" => asked(&self.document),
            "/api/chat" | "/api/chat/stream" | "/api/chat/history/{session_id}" | "/api/v1/chat" => {
                asked(&self.conversation)
            }
            "/api/chat/message" | "/api/chat/message/stream" | "/api/chat/conversations/{id}/messages" => {
                asked(&self.data_conversation)
            }
            "/api/ingest/data/{id}" => asked(&self.table),
            path if path.starts_with("/api/datasets/{id}") => asked(&self.table),
            path if path.starts_with("/api/v1/sessions/{id}") => asked(&self.conversation),
            path if path.starts_with("/api/chat/answers/{id}") => asked(&self.answer),
            // rated below, and its record names her private document
            "/api/admin/feedback/{id}/provenance" => asked(&self.answer),
            "/api/citations/{id}" => asked(&self.citation),
            "/api/auth/sessions/{id}" => asked(&self.session),
            "/api/auth/api-keys/{id}" => asked(&self.key),
            path if path.starts_with("/api/v1/knowledge/chats/{id}") => asked(&self.chat),
            "/api/v1/knowledge/feedback" => asked(&self.chat),
            "/api/v1/knowledge/folders/{id}" => asked(&self.folder),
            path if path.starts_with("/api/v1/knowledge/datasets/{name}") => asked(&self.dataset),
            "/api/predict/predictions/{id}" => asked(&self.prediction),
            "/api/predict/batch/{batch_id}/results" => asked(&self.batch),
            path if path.contains('{') => Err("nobody has said whose object it names".to_owned()),
            _ => Ok(None),
        }
    }

    /// Checks that all objects still exist.
    pub(super) async fn are_there(&self, alice: &Person) -> Result<(), String> {
        for path in [
            format!("/api/documents/{}", self.document),
            format!("/api/ingest/data/{}", self.table),
            format!("/api/datasets/{}", self.table),
            format!("/api/chat/history/{}", self.conversation),
            format!("/api/chat/conversations/{}/messages", self.data_conversation),
            format!("/api/citations/{}", self.citation),
            format!("/api/chat/answers/{}", self.answer),
            format!("/api/predict/predictions/{}", self.prediction),
            format!("/api/predict/batch/{}/results", self.batch),
            format!("/api/v1/knowledge/chats/{}", self.chat),
            format!("/api/v1/knowledge/chats?folder_id={}", self.folder),
            format!("/api/v1/knowledge/datasets/{}/documents", self.dataset),
        ] {
            let reply = alice.get(&path).await;
            if reply.status != 200 {
                return Err(format!("{path} is no longer there: {} {}", reply.status, reply.body));
            }
        }
        for (list, id) in [("/api/auth/sessions", &self.session), ("/api/auth/api-keys", &self.key)] {
            let reply = alice.get(list).await;
            let mut listed = reply["data"].as_array().into_iter().flatten();
            if !listed.any(|one| one["id"] == **id) {
                return Err(format!("{id} is no longer in {list}: {}", reply.body));
            }
        }
        Ok(())
    }
}

impl Asked {
    /// The same request with an id that does not exist.
    pub(super) fn missing(&self, id: Uuid) -> Self {
        Self { id: id.to_string(), ..self.clone() }
    }

    /// Sends the request and returns the answer and its response time.
    pub(super) async fn ask(&self, person: &Person) -> (Answer, Duration) {
        let path = self.route.address_of(&self.id).unwrap_or_else(|| self.route.path.clone());
        let body = if self.route.takes_json() {
            let input = json!({
                "message": plan::QUESTION, "session_id": self.id, "conversation_id": self.id, "title": "theirs", "rating": "down",
                "size": 1, "email": "theirs@example.com", "name": "theirs.pdf", "folder_id": "default", "chat_id": self.id,
                "message_id": self.id, "feedback_type": "helpful",
            });
            input.to_string()
        } else {
            String::new()
        };
        let request = person.request(&self.route.method.parse().unwrap(), &path);
        let request = request.header("content-type", "application/json").body(Body::from(body)).unwrap();
        let begun = Instant::now();
        let response = person.world.respond(request).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let took = begun.elapsed();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (Answer { status: parts.status, text: self.plain(&text), headers: plain_headers(&parts.headers) }, took)
    }

    /// Replaces the id, the time and the trace id.
    fn plain(&self, text: &str) -> String {
        let told: Value = serde_json::from_str(text).unwrap_or_default();
        let varying = ["trace_id", "timestamp"].map(|member| told[member].as_str().unwrap_or("-").to_owned());
        let plain = text.replace(&self.id, "ID");
        varying.iter().filter(|value| value.len() > 1).fold(plain, |plain, value| plain.replace(value.as_str(), "…"))
    }
}

fn plain_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let told = headers.iter().filter(|(name, _)| *name != "x-trace-id");
    told.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect()
}
