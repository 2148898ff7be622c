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
    page(&format!(
        "<p>Article 1</p><p>Freezing of funds</p><p>1. {provision}</p><p>Article 2</p><p>Everyone shall comply with Article 1.</p>"
    ))
}

/// An act with this number of articles.
fn articles(count: usize) -> Reply {
    let article = |number| {
        format!(
            "<p>Article {number}</p><p>Measure {number}</p><p>1. Article 1 applies to the measure of number {number}.</p>"
        )
    };
    page(&(1..=count).map(article).collect::<String>())
}

fn page(body: &str) -> Reply {
    let page = format!(
        "<html><head><title>Regulation (EU) 2024/9001</title></head><body><h1>Regulation (EU) 2024/9001</h1>{body}</body></html>"
    );
    Reply::file("text/html", page.into_bytes())
}

/// What a server sends that is being repaired, as if it were the text.
fn error_page() -> Reply {
    Reply::file("text/html", b"<html><body><h1>Service temporarily unavailable</h1></body></html>".to_vec())
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
        self.fetches_with(reply, false).await
    }

    async fn fetches_with(&self, reply: Reply, accepts_loss: bool) -> String {
        self.place.server.on(URL, reply);
        let path = format!("{}/run?accept_loss={accepts_loss}", self.source);
        let run = self.place.admin().await.post(&path, json!({})).await.is(202);
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

    /// Does the same, and accepts that the text is much shorter than the former one.
    async fn publishes_shorter(&self, reply: Reply) -> Answer {
        let run = self.fetches_with(reply, true).await;
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
async fn an_error_page_changes_nothing() {
    let law = Law::new("EU-Sanctions").await;
    let run = law.publishes(error_page()).await;
    assert_eq!((&run["status"], &run["error"]["code"]), (&json!("failed"), &json!("law_not_law")), "{}", run.body);
    assert_eq!(law.days().await, [], "the first text has to be law, too");
    law.publishes(act("All funds are frozen.")).await;
    law.place.world.wait(SignedDuration::from_hours(48));
    for accepts_loss in [false, true] {
        let run = law.fetches_with(error_page(), accepts_loss).await;
        law.ingests().await;
        assert_eq!(law.place.run(&run).await["error"]["code"], "law_not_law");
        assert_eq!(law.days().await, [(None, None)], "the former text goes on");
    }
    let source = law.place.admin().await.get(&law.source).await.is(200);
    assert_eq!(source["failures"], 2);
    assert_eq!(law.publishes(act("No funds are frozen.")).await["status"], "done");
}

#[tokio::test]
async fn guidance_can_be_the_first_text() {
    let law = Law::new("EU-Sanctions").await;
    let guidance =
        |text: &str| Reply::file("text/html", format!("<html><body><p>{text}</p></body></html>").into_bytes());
    let run = law.fetches_with(guidance("Call the office if you are not sure."), true).await;
    law.ingests().await;
    assert_eq!(law.place.run(&run).await["status"], "done");
    assert_eq!(law.publishes(guidance("Call the office early if you are not sure.")).await["status"], "done");
}

#[tokio::test]
async fn a_cut_text_is_used_once_it_is_accepted() {
    let law = Law::new("EU-Sanctions").await;
    law.publishes(articles(20)).await;
    law.place.world.wait(SignedDuration::from_hours(48));
    let run = law.publishes(articles(15)).await;
    assert_eq!((&run["status"], &run["error"]["code"]), (&json!("failed"), &json!("law_shrunken")), "{}", run.body);
    let text = run["error"]["text"].as_str().unwrap();
    assert!(text.starts_with("5 of 20 provisions are gone"), "{text}");
    assert_eq!(law.days().await, [(None, None)], "the former text goes on");
    assert_eq!(law.publishes_shorter(articles(15)).await["status"], "done");
    assert_eq!(law.days().await.len(), 2);
    assert_eq!(law.publishes(articles(13)).await["status"], "done", "two of 15 may go");
    assert_eq!(law.publishes(articles(3)).await["error"]["code"], "law_shrunken", "the next loss is not accepted");
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
async fn a_new_text_begins_on_the_day_that_it_states() {
    let law = Law::new("EU-Sanctions").await;
    let from = |days: i64| law.place.world.clock().now() + SignedDuration::from_hours(24 * days);
    let stated = |at: jiff::Timestamp| {
        format!("<p>Article 3</p><p>This Regulation shall apply from {}.</p>", at.strftime("%-d %B %Y"))
    };
    let text = |provision: &str, end: &str| {
        page(&format!(
            "<p>Article 1</p><p>1. {provision}</p><p>Article 2</p><p>Everyone shall comply with Article 1.</p>{end}"
        ))
    };
    let day = |at: jiff::Timestamp| Some(at.strftime("%Y-%m-%d").to_string());
    law.publishes(text("All funds are frozen.", &stated(from(-400)))).await;
    law.place.world.wait(SignedDuration::from_hours(1));
    let later = from(100);
    law.publishes(text("No funds are frozen.", &stated(later))).await;
    assert_eq!(law.days().await, [(None, day(later)), (None, None)], "the former text applies until then");
    let newest = law.documents().await;
    assert_eq!(newest[0]["law"]["valid_from"], json!(day(later)), "{newest}");
    // a correction that repeats the day of the act
    law.place.world.wait(SignedDuration::from_hours(24 * 200));
    let fetched = from(0);
    law.publishes(text("Some funds are frozen.", &stated(from(-600)))).await;
    assert_eq!(law.days().await, [(None, day(later)), (None, day(fetched)), (day(fetched), None)]);
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
