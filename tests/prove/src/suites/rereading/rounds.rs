//! Sweeps and the messages that they send: delivered once, twice, late, and to processes that are killed.

use super::{clients::Asking, place::Place};
use copilot::ingestion::{Kill, REINDEX_STEPS, scenario::landed};
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::{collections::BTreeMap, time::Duration};

/// Answers between two steps.
const ANSWERS: u64 = 4;
/// Answers while the messages of a killed process wait.
const ANSWERS_AFTER_KILL: u64 = 12;
/// Longest delay of a kill after a step, in milliseconds.
const LONGEST_STEP_MS: u64 = 60;
/// Largest batch of the queue.
const BATCH: usize = 10;
const LIST: &str = "/api/admin/jobs?reread=true&limit=100";

/// What the sweeps did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Done {
    pub(super) sweeps: usize,
    pub(super) kills: usize,
    pub(super) deliveries: usize,
}

/// Reads all pages again.
pub(super) async fn read_again(place: &Place, asking: &Asking, mut chance: ChaCha8Rng) -> Result<Done, String> {
    let (mut done, mut earlier) = (Done::default(), Vec::new());
    let mut jobs = Jobs::default();
    jobs.look(place).await?;
    if jobs.left != place.documents.len() {
        return Err(format!("{} documents of {} wait in Jobs", jobs.left, place.documents.len()));
    }
    loop {
        place.scenario.sweep().await.map_err(|error| format!("the sweep fails: {error:?}"))?;
        let waiting = place.scenario.world().waiting().await;
        if waiting.is_empty() {
            break;
        }
        asking.concern(place.questions_of(&waiting));
        asking.more(ANSWERS).await?;
        if done.sweeps.is_multiple_of(2) {
            let step = REINDEX_STEPS[done.kills % REINDEX_STEPS.len()];
            let time = Duration::from_millis(chance.random_range(0..LONGEST_STEP_MS));
            place.scenario.kill(if chance.random() { Kill::At(step) } else { Kill::After(step, time) }).await;
            done.kills += 1;
            asking.more(ANSWERS_AFTER_KILL).await?;
        } else {
            done.deliveries += deliver_again(place, &waiting, &mut chance).await?;
        }
        jobs.look(place).await?;
        place.scenario.drain_queue().await;
        done.sweeps += 1;
        done.deliveries += deliver_again(place, &earlier, &mut chance).await?;
        earlier = waiting;
        asking.more(ANSWERS).await?;
    }
    jobs.look(place).await?;
    jobs.end(place).map(|()| done)
}

/// Delivers messages twice in any order, together with the event of an upload, and returns the number of deliveries.
async fn deliver_again(place: &Place, bodies: &[String], chance: &mut ChaCha8Rng) -> Result<usize, String> {
    let mut again = [bodies, bodies].concat();
    let uploaded = place.documents.iter().map(|document| landed(&document.uploaded));
    again.extend(uploaded.take(usize::from(!bodies.is_empty())));
    again.shuffle(chance);
    for batch in again.chunks(BATCH) {
        let outcomes = place.scenario.deliver(batch).await;
        if outcomes.contains(&false) {
            return Err(format!("a repeated message fails: {outcomes:?}"));
        }
    }
    Ok(again.len())
}

/// The list of documents that are read again.
#[derive(Default)]
struct Jobs {
    left: usize,
    progress: BTreeMap<String, i64>,
    /// A document was seen that was partly read again.
    was_partial: bool,
}

impl Jobs {
    /// Compares the list with the last look. Nothing that was done is undone.
    async fn look(&mut self, place: &Place) -> Result<(), String> {
        let list = place.scenario.owner().await.get(LIST).await;
        let (Some(left), Some(rows)) = (list["count"].as_u64(), list["data"].as_array()) else {
            return Err(format!("{LIST}: {}: {}", list.status, list.body));
        };
        let left = usize::try_from(left).unwrap();
        if !self.progress.is_empty() && left > self.left {
            return Err(format!("{left} documents wait in Jobs after {}", self.left));
        }
        self.left = left;
        rows.iter().try_for_each(|row| self.note(row))
    }

    fn note(&mut self, row: &Value) -> Result<(), String> {
        let reread = &row["reread"];
        let known = (reread["reason"] == "newer_reader" && row["status"] == "done")
            .then(|| reread["progress"].as_i64())
            .flatten()
            .filter(|_| reread["status"] == "waiting" || reread["status"] == "running");
        let Some(progress) = known else { return Err(format!("a row of Jobs: {row}")) };
        self.was_partial |= (1..100).contains(&progress);
        let id = row["job_id"].as_str().unwrap_or_default().to_owned();
        match self.progress.insert(id, progress) {
            Some(before) if before > progress => Err(format!("progress went back from {before}: {row}")),
            _ => Ok(()),
        }
    }

    /// Checks the list after the end.
    fn end(&self, place: &Place) -> Result<(), String> {
        if self.left > 0 {
            return Err(format!("{} documents are still in Jobs", self.left));
        }
        // with few documents the border of two sweeps may be that of two documents
        if !self.was_partial && place.documents.len() > 3 {
            return Err("Jobs never showed a document partly read again".to_owned());
        }
        Ok(())
    }
}
