//! The state after all pages were read again.

use super::{
    AT_ONCE,
    clients::{Asking, Before},
    place::{Document, Manner, Place, Question},
    verdict::Verdict,
};
use copilot::ingestion::scenario::{StoredState, Uploaded};
use futures::{FutureExt, StreamExt, stream};
use serde_json::Value;
use sisuiq_model::READER_VERSION;
use std::collections::BTreeMap;
use world::Person;

/// One document in this many is compared with an undisturbed ingestion of its file.
const COMPARED: usize = 10;

/// Checks answers, citations and stores, and returns the number of stale citations.
pub(super) async fn check(
    place: &Place,
    before: &[Before],
    asking: &Asking,
    failures: &mut Vec<(u64, String)>,
) -> usize {
    failures.extend(wrong_answers(place, before).await);
    let citations = asking.citations.lock().unwrap().clone();
    let mut people = BTreeMap::new();
    for name in Place::PEOPLE {
        people.insert(name.to_owned(), place.scenario.world().logs_in(name).await);
    }
    let mut checks = Vec::new();
    for (name, citation) in &citations {
        checks.push(check_citation(place, &people[name], citation).boxed());
    }
    let checked: Vec<_> = stream::iter(checks).buffer_unordered(AT_ONCE).collect().await;
    let mut stale = 0;
    for result in checked {
        match result {
            Ok(is_valid) => stale += usize::from(!is_valid),
            Err(failure) => failures.push(failure),
        }
    }
    failures.extend(stored(place).await);
    stale
}

/// Asks every question again in two manners.
async fn wrong_answers(place: &Place, before: &[Before]) -> Vec<(u64, String)> {
    let person = &place.scenario.world().logs_in(Place::PEOPLE[0]).await;
    let mut asked = Vec::new();
    for (number, (question, before)) in place.questions.iter().zip(before).enumerate() {
        let is_cached = number.is_multiple_of(2);
        for manner in [Manner { is_cached, is_narrowed: false }, Manner { is_cached: !is_cached, is_narrowed: true }] {
            asked.push(answer(place, person, (question, before, manner)).boxed());
        }
    }
    let faults: Vec<_> = stream::iter(asked).buffer_unordered(AT_ONCE).collect().await;
    faults.into_iter().flatten().collect()
}

async fn answer(
    place: &Place,
    person: &Person,
    (question, before, manner): (&Question, &Before, Manner),
) -> Option<(u64, String)> {
    let reply = place.ask(person, question, manner).await;
    let verdict = place.judge(person, question, &reply).await;
    let fault = match before.fault(question, &verdict, &reply) {
        None if verdict != Verdict::Right => Some(format!("{verdict:?}")),
        fault => fault,
    };
    fault.map(|fault| (question.case, format!("afterwards, {manner:?}, {:?}: {fault}", question.fact.question)))
}

async fn check_citation(place: &Place, person: &Person, citation: &Value) -> Result<bool, (u64, String)> {
    let is_cited = |document: &&Document| citation["document_id"] == document.uploaded.id.to_string();
    let first = place.documents.iter().find(is_cited).map_or(0, |document| document.first);
    let case = first + citation["page"].as_u64().unwrap_or(1) - 1;
    place.check_citation(person, citation).await.map_err(|fault| (case, fault))
}

/// Compares the stores with those after an undisturbed ingestion. It comes last, because its documents answer too.
async fn stored(place: &Place) -> Vec<(u64, String)> {
    let mut failures = Vec::new();
    let older =
        "SELECT count(*) FROM document_ranges WHERE reader_version IS DISTINCT FROM $1 OR stale_since IS NOT NULL";
    let database = place.scenario.world().database();
    let connection = database.connection().await.expect("the database answers");
    let older: i64 = connection.query_one(older, &[&READER_VERSION]).await.expect("ranges can be counted").get(0);
    drop(connection);
    if older > 0 {
        failures.push((place.documents[0].first, format!("{older} ranges are not of the new reader")));
    }
    for (number, document) in place.documents.iter().enumerate() {
        let found = Contents::of(place, &document.uploaded).await;
        let (rows, points) = (found.rows.chunk_ids(), &found.rows.points);
        if rows != *points {
            failures.push((document.first, format!("{} passages, {} points", rows.len(), points.len())));
        }
        if number.is_multiple_of(COMPARED) {
            let undisturbed = place.scenario.upload(&document.uploaded.bytes).await;
            place.scenario.drain_queue().await;
            let expected = Contents::of(place, &undisturbed).await;
            failures.extend(found.fault(&expected).map(|fault| (document.first, fault)));
        }
    }
    failures
}

/// All stored content of a document.
struct Contents {
    rows: StoredState,
    /// In the order of the passages.
    points: Vec<String>,
    words: Vec<(i32, String, i32)>,
}

impl Contents {
    async fn of(place: &Place, document: &Uploaded) -> Self {
        let rows = place.scenario.stored_state(document).await;
        let mut by_id = place.scenario.stored_points(document).await;
        let points = rows.chunks.iter().filter_map(|chunk| by_id.remove(&chunk.id)).collect();
        let words = "SELECT first_page, lexeme, chunks FROM document_words WHERE document_id = $1 ORDER BY 1, 2";
        let database = place.scenario.world().database();
        let connection = database.connection().await.expect("the database answers");
        let words = connection.query(words, &[&document.id]).await.expect("words can be read");
        Self { rows, points, words: words.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect() }
    }

    fn fault(&self, expected: &Self) -> Option<String> {
        let differences = [
            ("rows", self.rows.content() != expected.rows.content()),
            ("vectors", self.points != expected.points),
            ("word counts", self.words != expected.words),
        ];
        let different: Vec<_> = differences.iter().filter(|(_, differs)| *differs).map(|(what, _)| *what).collect();
        (!different.is_empty()).then(|| format!("{} differ from an undisturbed ingestion", different.join(", ")))
    }
}
