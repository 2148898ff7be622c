//! A world with a user who uploads tables and asks about them.

use super::table::{Spot, Table};
use crate::suites::listener::Listener;
use copilot::COPILOT;
use serde_json::{Value, json};
use world::{Form, Person, Reply, World};

pub(super) const ASK: &str = "/api/chat/message";

pub(super) struct Place {
    pub(super) world: World,
    pub(super) listener: Listener,
}

/// A table that was uploaded.
pub(super) struct Uploaded {
    id: String,
    /// The name of the last column.
    pub(super) note: String,
    /// The text as it was read.
    pub(super) planted: String,
}

impl Uploaded {
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn path(&self) -> String {
        format!("/api/datasets/{}", self.id)
    }
}

impl Place {
    pub(super) async fn make() -> Self {
        let (world, listener) = (World::new(COPILOT).await, Listener::start().await);
        world.ingest().await;
        world.user("alice").await;
        Self { world, listener }
    }

    /// The user with a new session.
    pub(super) async fn alice(&self) -> Person {
        self.world.logs_in("alice").await
    }

    /// Uploads a table with the text. Returns none if the text is refused, which has to be a control character in a name.
    pub(super) async fn uploads(&self, alice: &Person, spot: Spot, text: &str) -> Result<Option<Uploaded>, String> {
        let Table { bytes, input } = Table::with(spot, text);
        let created = alice.post("/api/datasets/uploads", input).await;
        if spot.is_name() && text.chars().any(char::is_control) {
            let field = if spot == Spot::FileName { "file_name" } else { "name" };
            return match (created.status.as_u16(), created.wrong_fields().as_slice()) {
                (400 | 422, [own]) if *own == field => Ok(None),
                _ => {
                    Err(format!("a name with control characters is answered with {}: {}", created.status, created.body))
                }
            };
        }
        if created.status != 201 {
            return Err(format!("the table is refused: {}", created.body));
        }
        let form = Form::of(&created);
        let stored = form.post(&bytes).await;
        if !stored.is_success() {
            return Err(format!("the bucket answers {stored}"));
        }
        let notice = self.world.landed(form.key()).await;
        if !self.world.deliver(&[notice]).await.batch_item_failures.is_empty() {
            return Err("the table cannot be taken in".to_owned());
        }
        let read = alice.get(&format!("/api/datasets/{}", form.id)).await;
        if (&read["status"], &read["rows"]) != (&json!("ready"), &json!(5)) {
            return Err(format!("the table is not read: {}", read.body));
        }
        let note = read["columns_info"][5]["name"].as_str().unwrap_or_default().to_owned();
        let planted = match spot {
            Spot::Header => note.clone(),
            Spot::Cell => self.first_note(alice, &form.id).await?,
            _ => text.trim().to_owned(),
        };
        Ok(Some(Uploaded { id: form.id, note, planted }))
    }

    async fn first_note(&self, alice: &Person, id: &str) -> Result<String, String> {
        let page = alice.get(&format!("/api/datasets/{id}/rows?limit=1")).await;
        let cell = page["rows"][0][5].as_str();
        cell.map(str::to_owned).ok_or_else(|| format!("the cell is not there: {}", page.body))
    }

    pub(super) async fn asks(&self, alice: &Person, about: &Uploaded, question: &str, after: Option<&Value>) -> Reply {
        let mut input = json!({ "dataset_id": about.id, "message": question });
        if let Some(conversation) = after {
            input["conversation_id"] = conversation.clone();
        }
        alice.post(ASK, input).await
    }
}
