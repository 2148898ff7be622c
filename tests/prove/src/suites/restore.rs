//! Loss of the database, the vectors and the files, and their restoration from a backup.

use super::library::{QUESTIONS, Searched, TEXTS, file, searches};
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::FutureExt;
use jiff::SignedDuration;
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sisuiq_backup::DrillStatus;
use sisuiq_model::{UserId, UserRole, Visibility};
use sisuiq_testing::pdf::PdfBuilder;
use std::{
    ops::RangeInclusive,
    sync::{Arc, Mutex},
    time::Instant,
};
use world::{Contents, Document, Person, World};

/// A backup passes its drill, and after a complete loss everything in it is restored.
pub const SUITE: Suite = Suite {
    name: "restore",
    promise: "a backup passes its drill beside the live data; with the database, the vectors and every file lost up to a day after a backup: each row of the backup is back, each file \
              has its bytes, and searches (places, ranks and scores) and answers (words and citations) are those of before; what was \
              erased since stays erased, links of datasets have ended, late notices of the loss undo nothing, and of what came since no \
              row is left",
    quick: 2,
    full: 10,
    run: |dose| run(dose).boxed(),
};

/// Number of documents at the time of the backup.
const DOCUMENTS: RangeInclusive<usize> = 3..=6;
const READER: &str = "alice";
/// A user who is created after the backup.
const LATER: &str = "dave";
/// Tables that change when a document and a conversation are erased.
const TOUCHED: &[&str] = &[
    "answer_records",
    "chat_messages",
    "chat_sessions",
    "citations",
    "document_counts",
    "documents",
    "row_counts",
    "users",
];
/// The table of links, which end with a restore: some of them may have been revoked since the backup.
const LINKS: &str = "dataset_shares";
/// Maximum number of hours between a backup and the loss: a backup is taken each day.
const HOURS: i64 = 24;

/// The longest times of a dose.
#[derive(Clone, Copy, Debug, Default)]
struct Longest {
    /// Time from the backup, which is the recovery point, to the loss.
    lost: SignedDuration,
    /// Seconds from the loss until word search answered a question.
    by_words: f64,
    /// Seconds from the loss until questions were answered as before (the recovery time).
    as_before: f64,
    rows: u64,
}

/// Search results and answers of a user.
#[derive(Debug, PartialEq)]
struct Found {
    searches: Vec<Searched>,
    answers: Vec<Value>,
}

/// A world and its content at the time of the backup.
struct BackedUp {
    world: World,
    admin: Person,
    reader: UserId,
    documents: Vec<(Document, Vec<u8>)>,
    /// The path of a table that is shared by a link.
    table: String,
    /// The path that the link opens.
    link: String,
    contents: Contents,
}

async fn run(dose: Dose) -> Outcome {
    let longest = Arc::<Mutex<Longest>>::default();
    let noted = Arc::clone(&longest);
    let failures = dose.run(1, move |number, chance| case(Arc::clone(&noted), number, chance).boxed()).await;
    let longest = *longest.lock().unwrap();
    let worst = format!(
        "lost {} min after the backup, which is the recovery point; recovery time {:.1} s to answers by words and {:.1} s to the same answers ({} rows)",
        longest.lost.as_mins(),
        longest.by_words,
        longest.as_before,
        longest.rows,
    );
    dose.outcome(failures, Worst(worst))
}

async fn case(longest: Arc<Mutex<Longest>>, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let mut backed_up = Box::pin(BackedUp::make(&mut chance)).await;
    let world = backed_up.world.clone();
    let erased = if number % 2 == 1 { Some(backed_up.erase(&mut chance).await) } else { None };
    let before = backed_up.look().await;
    backed_up.passes_drill().await?;
    world.wait(SignedDuration::from_mins(chance.random_range(1..HOURS * 60)));
    backed_up.add().await;

    let (lost, lost_at) = (Instant::now(), world.clock().now());
    let files = world.loses_its_files().await;
    world.loses_its_stores().await;
    world.finds_its_files(&files).await;
    let restored = world.restores().await.map_err(|error| format!("it cannot be restored: {error}"))?;
    let touched = if erased.is_some() { TOUCHED } else { &[] };
    let contents = world.contents().await;
    same_rows(&backed_up.contents, &contents, touched)?;
    if contents.get(LINKS).is_none_or(|(count, _)| *count > 0) {
        return Err(format!("links are left: {:?}", contents.get(LINKS)));
    }
    if restored.erased != erased.iter().flatten().count() as u64 {
        return Err(format!("{} were erased again: {erased:?}", restored.erased));
    }
    world.break_qdrant().await;
    let by_words = world.logs_in(READER).await.asks(QUESTIONS[0]).await.is(200);
    let by_words = (by_words["degraded"] == true).then(|| lost.elapsed()).ok_or("there are vectors already")?;
    world.mend_qdrant();
    world.sweeps().await;
    let failed = world.deliver_all().await;
    let after = backed_up.look().await;
    let as_before = lost.elapsed();
    if failed > 0 || after != before {
        return Err(format!("{failed} messages failed; {after:#?} instead of {before:#?}"));
    }

    let alice = world.logs_in(READER).await;
    for path in erased.iter().flatten() {
        alice.get(path).await.is_problem(404, "not_found");
    }
    if backed_up.knows(LATER).await {
        return Err(format!("{LATER}, who came after the backup, is there"));
    }
    let notices = world.deliver(&files.iter().map(|key| world.hidden(key)).collect::<Vec<_>>()).await;
    let mut failed = notices.batch_item_failures.len() + world.deliver_all().await;
    world.sweeps().await;
    failed += world.deliver_all().await;
    if failed > 0 {
        return Err(format!("{failed} late notices failed"));
    }
    backed_up.same_files().await?;
    if backed_up.look().await != before {
        return Err("a late notice of the loss changed what is found".to_owned());
    }
    backed_up.link_has_ended().await?;
    let mut longest = longest.lock().unwrap();
    longest.lost = longest.lost.max(lost_at.duration_since(restored.taken_at));
    longest.by_words = longest.by_words.max(by_words.as_secs_f64());
    longest.as_before = longest.as_before.max(as_before.as_secs_f64());
    longest.rows = longest.rows.max(restored.rows);
    Ok(())
}

fn same_rows(stored: &Contents, found: &Contents, touched: &[&str]) -> Result<(), String> {
    let is_touched = |table: &str| table == LINKS || touched.contains(&table);
    let other = stored.iter().find(|(table, rows)| !is_touched(table) && found.get(*table) != Some(rows));
    match other {
        None if found.len() == stored.len() => Ok(()),
        None => Err(format!("{} tables instead of {}", found.len(), stored.len())),
        Some((table, rows)) => Err(format!("{table}: {:?} instead of {rows:?}", found.get(table))),
    }
}

impl BackedUp {
    async fn make(chance: &mut ChaCha8Rng) -> Self {
        let world = World::new(COPILOT).await;
        let (admin, reader) = (world.admin().await, world.admits(READER, UserRole::User).await);
        let alice = world.logs_in(READER).await;
        let mut places: Vec<usize> = (0..TEXTS.len()).collect();
        places.shuffle(chance);
        places.truncate(chance.random_range(DOCUMENTS));
        let mut documents = Vec::new();
        for place in places {
            let (name, bytes) = file(place);
            let owner = if chance.random_bool(0.7) { &admin } else { &alice };
            documents.push((owner.uploads(&name, &bytes).await, bytes));
        }
        let table = alice.tabulates("outages.csv", b"date,minutes\n2031-01-02,30\n", Some(100.0)).await;
        let table = format!("/api/datasets/{}", table.id);
        let link = shares(&alice, &table).await;
        world.stranger().get(&link).await.is(200);
        world.customer("carol").await;
        world.staff("grace", "super_admin").await;
        for _ in 0..chance.random_range(1..4) {
            alice.asks(QUESTIONS[chance.random_range(0..QUESTIONS.len())]).await.is(200);
        }
        world.sweeps().await;
        world.maintains().await;
        world.deliver_all().await;
        world.backs_up().await;
        let contents = world.contents().await;
        Self { world, admin, reader, documents, table, link, contents }
    }

    /// Deletes a document and a conversation and records the erasures as the schedule does. Returns their paths.
    async fn erase(&mut self, chance: &mut ChaCha8Rng) -> [String; 2] {
        let (erased, _) = self.documents.remove(chance.random_range(0..self.documents.len()));
        let alice = self.world.logs_in(READER).await;
        let deleted = self.admin.delete(&erased.path()).await;
        let deleted = if deleted.status == 404 { alice.delete(&erased.path()).await } else { deleted };
        deleted.is(204);
        let sessions = alice.get("/api/v1/sessions").await.is(200);
        let session = sessions["sessions"][0]["id"].as_str().unwrap().to_owned();
        let session = format!("/api/v1/sessions/{session}");
        alice.delete(&session).await.is(200);
        assert_eq!(self.world.deliver_all().await, 0);
        assert_eq!(self.world.notes_erasures().await, 2);
        [erased.path(), session]
    }

    /// Adds a document and a user after the backup, which the loss destroys.
    async fn add(&self) {
        let alice = self.world.logs_in(READER).await;
        let late = PdfBuilder::of_texts(&["The vision of the Kivu Grid Company changed within the day."]).build();
        alice.uploads("late.pdf", &late).await;
        self.world.admits(LATER, UserRole::User).await;
    }

    /// Drills a restore of the backup beside the live data.
    async fn passes_drill(&self) -> Result<(), String> {
        let drilled = self.world.drills().await.map_err(|error| format!("the drill fails: {error}"))?;
        let is_passed = drilled.status == DrillStatus::Passed && drilled.questions_asked > 0;
        if is_passed { Ok(()) } else { Err(format!("{drilled:?}")) }
    }

    async fn look(&self) -> Found {
        let alice = self.world.logs_in(READER).await;
        let searches = searches(&self.world, Visibility::of(self.reader, UserRole::User)).await;
        let mut answers = Vec::new();
        for question in QUESTIONS {
            let answer = alice.asks(question).await.is(200);
            answers.push(json!([
                answer["answer"],
                answer["support"],
                answer["degraded"],
                places(&answer["citations"])
            ]));
        }
        Found { searches, answers }
    }

    async fn knows(&self, name: &str) -> bool {
        let connection = self.world.database().connection().await.unwrap();
        let known = "SELECT EXISTS (SELECT 1 FROM users WHERE name = $1)";
        connection.query_one(known, &[&name]).await.unwrap().get(0)
    }

    /// Checks that the link opens nothing, and that the table can be shared again by another one.
    async fn link_has_ended(&self) -> Result<(), String> {
        let stranger = self.world.stranger();
        stranger.get(&self.link).await.is_problem(404, "not_found");
        let link = shares(&self.world.logs_in(READER).await, &self.table).await;
        stranger.get(&link).await.is(200);
        if link == self.link { Err("the link of before is handed out again".to_owned()) } else { Ok(()) }
    }

    /// Checks that each file exists with its original bytes.
    async fn same_files(&self) -> Result<(), String> {
        for (document, bytes) in &self.documents {
            let stored = self.world.s3().get_object().bucket(self.world.bucket()).key(&document.key).send().await;
            let stored = stored.map_err(|error| format!("{}: {error}", document.key))?;
            if stored.body.collect().await.unwrap().to_vec() != *bytes {
                return Err(format!("{} has other bytes", document.key));
            }
        }
        Ok(())
    }
}

/// Shares a table and returns the path that the link opens.
async fn shares(person: &Person, table: &str) -> String {
    let shared = person.post(&format!("{table}/share"), json!({})).await.is(200);
    format!("/api/datasets/shared/{}", shared.text("share_token"))
}

/// Cited documents, pages and words.
fn places(citations: &Value) -> Vec<Value> {
    let parts = ["document_id", "version", "page", "quote", "start", "score", "document_sha256"];
    let place = |citation: &Value| parts.map(|part| citation[part].clone()).into();
    citations.as_array().into_iter().flatten().map(place).collect()
}
