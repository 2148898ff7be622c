//! Sources of law: each text that is published is a document of the dataset.

use crate::list::Place;
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_sources::server::Reply;
use world::Reply as Answer;

const URL: &str = "https://eur-lex.europa.eu/act.html";

/// A place with a source of law.
pub(crate) struct Law {
    pub(crate) place: Place,
    /// The path of the source.
    source: String,
}

/// An act with this provision.
pub(crate) fn act(provision: &str) -> Reply {
    let page = format!(
        "<html><head><title>Regulation (EU) 2024/9001</title></head><body><h1>Regulation (EU) 2024/9001</h1>\
         <p>Article 1</p><p>Freezing of funds</p><p>1. {provision}</p><p>Article 2</p><p>This Regulation is binding.</p></body></html>"
    );
    Reply::file("text/html", page.into_bytes())
}

impl Law {
    pub(crate) async fn new(dataset: &str) -> Self {
        let place = Place::of(COPILOT, &[]).await;
        let source = json!({ "name": "Act", "format": "law", "dataset": dataset, "files": [{ "url": URL }] });
        let made = place.admin().await.post("/api/v1/sources", source).await.is(201);
        let source = format!("/api/v1/sources/{}", made.text("id"));
        Self { place, source }
    }

    /// Publishes a text and fetches it. Returns the run's id.
    async fn fetches(&self, reply: Reply) -> String {
        self.place.server.on(URL, reply);
        let run = self.place.admin().await.post(&format!("{}/run", self.source), json!({})).await.is(202);
        self.place.world.delivers_runs().await;
        run.text("id").to_owned()
    }

    /// Ingests what was copied to the documents, and ends runs whose text is searchable.
    async fn ingests(&self) {
        let world = &self.place.world;
        for key in self.keys("pending").await {
            let notice = world.landed(&key).await;
            assert!(world.deliver(&[notice]).await.batch_item_failures.is_empty());
        }
        assert_eq!(world.deliver_all().await, 0);
        world.sweeps_sources().await;
    }

    /// Publishes a text, and does everything until its run has ended. Returns the run.
    pub(crate) async fn publishes(&self, reply: Reply) -> Answer {
        let run = self.fetches(reply).await;
        self.ingests().await;
        self.place.run(&run).await
    }

    /// The keys that documents with this status are ingested from.
    async fn keys(&self, status: &str) -> Vec<String> {
        let connection = self.place.world.database().connection().await.unwrap();
        let sql = "SELECT object_key FROM document_versions JOIN documents ON id = document_id WHERE dataset_id IS NOT NULL AND status = $1";
        connection.query(sql, &[&status]).await.unwrap().iter().map(|row| row.get(0)).collect()
    }

    /// The first day of each text and the one on which it ends, oldest first.
    async fn days(&self) -> Vec<(Option<String>, Option<String>)> {
        let connection = self.place.world.database().connection().await.unwrap();
        let sql = "SELECT valid_from::text, valid_to::text FROM documents WHERE dataset_id IS NOT NULL AND deleted_at IS NULL ORDER BY created_at";
        connection.query(sql, &[]).await.unwrap().iter().map(|row| (row.get(0), row.get(1))).collect()
    }

    async fn documents(&self) -> Value {
        let path = "/api/v1/knowledge/datasets/EU-Sanctions/documents";
        self.place.admin().await.get(path).await.is(200).body["data"].clone()
    }
}

#[tokio::test]
async fn a_text_that_cannot_be_read_changes_nothing() {
    let law = Law::new("EU-Sanctions").await;
    law.publishes(act("All funds are frozen.")).await;
    let before = law.days().await;
    let run = law.publishes(Reply::file("text/html", b"<html><body><p> </p></body></html>".to_vec())).await;
    assert_eq!(run["status"], "failed", "{}", run.body);
    assert!(run["error"]["code"].as_str().unwrap().starts_with("law_"), "{}", run.body);
    assert_eq!(law.days().await, before);
    let source = law.place.admin().await.get(&law.source).await.is(200);
    assert_eq!(source["failures"], 1);
    let run = law.publishes(act("No funds are frozen.")).await;
    assert_eq!(run["status"], "done", "the next text is used: {}", run.body);
}

#[tokio::test]
async fn a_source_without_dataset_fails() {
    let law = Law::new("Nowhere-Sanctions").await;
    let run = law.publishes(act("All funds are frozen.")).await;
    assert_eq!((&run["status"], &run["error"]["code"]), (&json!("failed"), &json!("no_dataset")), "{}", run.body);
    assert_eq!(law.days().await, []);
}

#[tokio::test]
async fn a_text_is_a_document_of_its_dataset() {
    let law = Law::new("EU-Sanctions").await;
    let run = law.fetches(act("All funds are frozen.")).await;
    assert_eq!(law.place.run(&run).await["status"], "embedding", "until it is searchable");
    law.ingests().await;
    assert_eq!(law.place.run(&run).await["status"], "done");
    let documents = law.documents().await;
    assert_eq!(documents.as_array().unwrap().len(), 1);
    assert_eq!(documents[0]["status"], "ready", "{documents}");
    assert!(documents[0]["name"].as_str().unwrap().starts_with("Act ("), "{documents}");
    assert_eq!(law.days().await, [(None, None)], "its days are those that it states");
    assert_eq!(documents[0]["law"]["act"], "Regulation (EU) 2024/9001", "{documents}");
    let run = law.publishes(act("All funds are frozen.")).await;
    assert_eq!(run["status"], "no_change");
    assert_eq!(law.days().await.len(), 1);
}

#[tokio::test]
async fn a_new_text_ends_the_former_one() {
    let law = Law::new("EU-Sanctions").await;
    law.publishes(act("All funds are frozen.")).await;
    law.place.world.wait(SignedDuration::from_hours(48));
    let day = law.place.world.clock().now().strftime("%Y-%m-%d").to_string();
    law.publishes(act("No funds are frozen.")).await;
    assert_eq!(law.days().await, [(None, Some(day.clone())), (Some(day.clone()), None)]);
    let documents = law.documents().await;
    let days =
        |place: usize| (documents[place]["law"]["valid_from"].clone(), documents[place]["law"]["valid_to"].clone());
    assert_eq!([days(0), days(1)], [(json!(day), json!(null)), (json!(null), json!(day))], "newest first");
}

#[tokio::test]
async fn a_lost_copy_is_made_again() {
    let law = Law::new("EU-Sanctions").await;
    let run = law.fetches(act("All funds are frozen.")).await;
    let (world, keys) = (&law.place.world, law.keys("pending").await);
    let removed = world.s3().delete_object().bucket(world.bucket()).key(&keys[0]).send().await;
    removed.unwrap();
    law.place.world.sweeps_sources().await;
    law.place.world.wait(SignedDuration::from_mins(2));
    law.ingests().await;
    assert_eq!(law.place.run(&run).await["status"], "done");
    assert_eq!(law.days().await.len(), 1, "the text is one document");
}
