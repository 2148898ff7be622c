//! A world whose documents an older reader has read, and people who ask about them.

use super::page::{Fact, Page, earlier_file, file};
use aws_sdk_s3::primitives::ByteStream;
use axum::{Router, body::Body};
use copilot::ingestion::scenario::{Scenario, Uploaded};
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use tokio::{task::JoinHandle, time::sleep};
use tower::ServiceExt;
use world::{Person, Reply};

/// Ranges of two pages that a sweep requests.
const RANGES: &str = "4";
/// Time between two moves of the clock.
const TICK: Duration = Duration::from_millis(2);
const CACHED: (&str, &str) = ("ANSWER_CACHE_SECONDS", "3600");
const NOT_CACHED: (&str, &str) = ("ANSWER_CACHE_SECONDS", "0");

/// A world with documents that wait to be read again.
pub(super) struct Place {
    pub(super) scenario: Scenario,
    pub(super) documents: Vec<Document>,
    pub(super) questions: Vec<Question>,
    /// The functions without a cache of answers.
    uncached: Router,
    clock: JoinHandle<()>,
}

/// A document and its pages.
pub(super) struct Document {
    /// With the bytes of its file.
    pub(super) uploaded: Uploaded,
    /// The number of the case of the first page.
    pub(super) first: u64,
    /// The texts that the older reader stored.
    pub(super) earlier: Vec<String>,
}

/// A question about a page.
pub(super) struct Question {
    pub(super) fact: Fact,
    /// The number of the case.
    pub(super) case: u64,
    /// Index of the document.
    pub(super) document: usize,
    /// The page's number in its document.
    pub(super) page: usize,
}

/// The manner in which a question is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The answer may come from the cache.
    pub(super) is_cached: bool,
    /// Only the document is searched.
    pub(super) is_narrowed: bool,
}

impl Place {
    /// Creates documents of these pages, each with the number of its case.
    pub(super) async fn make(documents: Vec<Vec<(u64, Page)>>) -> Self {
        let settings = [NOT_CACHED, ("REREAD_RANGES", RANGES), ("INGEST_MAX_RECEIVES", "1000")];
        let scenario = Scenario::with(&settings).await;
        let world = scenario.world();
        let uncached = world.start_app().await;
        world.set(CACHED.0, CACHED.1);
        for name in Self::PEOPLE {
            world.admits(name, UserRole::User).await;
        }
        let clock = tokio::spawn(follow_machine(scenario.clock.clone()));
        let mut place = Self { scenario, documents: Vec::new(), questions: Vec::new(), uncached, clock };
        for pages in &documents {
            place.add(pages).await;
        }
        let older = "UPDATE document_ranges SET reader_version = NULL";
        assert!(place.scenario.world().execute(older, &[]).await > 0, "{older}");
        place
    }

    /// People who ask questions.
    pub(super) const PEOPLE: [&'static str; 4] = ["alice", "bob", "carol", "dave"];

    /// Ingests a document with the text of the older reader, then puts the file in its place that this text was read from.
    async fn add(&mut self, pages: &[(u64, Page)]) {
        let mut uploaded = self.scenario.upload(&earlier_file(pages.iter().map(|(_, page)| page))).await;
        self.scenario.drain_queue().await;
        let stored = self.scenario.stored_state(&uploaded).await;
        assert_eq!((stored.status.as_str(), stored.pages.len()), ("ready", pages.len()));
        uploaded.bytes = file(pages.iter().map(|(_, page)| page));
        self.scenario.destroy_object(&uploaded).await;
        self.replace_object(&uploaded).await;
        let document = self.documents.len();
        for (place, (case, page)) in pages.iter().enumerate() {
            let question = |fact| Question { fact, case: *case, document, page: place + 1 };
            self.questions.extend(page.facts().into_iter().map(question));
        }
        let earlier = stored.pages.into_iter().map(|page| page.text).collect();
        self.documents.push(Document { uploaded, first: pages[0].0, earlier });
    }

    /// Stores the document's bytes, as if they had been uploaded first.
    async fn replace_object(&self, document: &Uploaded) {
        let world = self.scenario.world();
        let put = world.s3().put_object().bucket(world.bucket()).key(&document.key);
        let put = put.body(ByteStream::from(document.bytes.clone())).send().await.expect("a file can be stored");
        let pin = "UPDATE document_versions SET sha256 = $2, object_etag = $3, object_version_id = $4 \
             WHERE document_id = $1";
        let etag = put.e_tag().unwrap_or_default().trim_matches('"').to_owned();
        let pinned = world.execute(pin, &[&document.id, &document.sha256(), &etag, &put.version_id()]).await;
        assert_eq!(pinned, 1, "{pin}");
    }

    /// Asks a question.
    pub(super) async fn ask(&self, person: &Person, question: &Question, manner: Manner) -> Reply {
        let mut body = json!({ "message": question.fact.question });
        if manner.is_narrowed {
            body["filters"] = json!({ "document_ids": [self.documents[question.document].uploaded.id] });
        }
        if manner.is_cached {
            return person.post("/api/chat", body).await;
        }
        let request = person.request(&Method::POST, "/api/chat").header("content-type", "application/json");
        let request = request.body(Body::from(body.to_string())).expect("the request is well formed");
        let response = self.uncached.clone().oneshot(request).await.expect("the app answers every request");
        Reply::read(response).await
    }

    /// The questions about each page that these messages concern.
    pub(super) fn questions_of(&self, bodies: &[String]) -> Vec<usize> {
        let ids: BTreeMap<String, usize> = self
            .documents
            .iter()
            .enumerate()
            .map(|(place, document)| (document.uploaded.id.to_string(), place))
            .collect();
        let ranges: Vec<_> = bodies.iter().filter_map(|body| range(body, &ids)).collect();
        let concerns = |question: &Question| {
            ranges.iter().any(|(document, pages)| *document == question.document && pages.contains(&question.page))
        };
        (0..self.questions.len()).filter(|place| concerns(&self.questions[*place])).collect()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.clock.abort();
    }
}

/// The document's index and the pages of a message.
fn range(body: &str, ids: &BTreeMap<String, usize>) -> Option<(usize, std::ops::RangeInclusive<usize>)> {
    let message: Value = serde_json::from_str(body).ok()?;
    let page = |name: &str| message[name].as_u64().and_then(|page| usize::try_from(page).ok());
    Some((*ids.get(message["document_id"].as_str()?)?, page("first_page")?..=page("last_page")?))
}

/// Moves a world's clock like the machine's: two readings of a document at the same moment would be one for the cache.
async fn follow_machine(clock: sisuiq_clock::Clock) {
    let mut last = Instant::now();
    loop {
        sleep(TICK).await;
        let now = Instant::now();
        clock.advance(SignedDuration::try_from(now - last).unwrap_or_default());
        last = now;
    }
}
