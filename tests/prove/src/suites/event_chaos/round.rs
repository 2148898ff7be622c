//! One case: changes and deliveries in random order.

use super::{
    EVENTS, KEYS,
    bucket::{Key, listing},
    files::Files,
};
use copilot::ingestion::scenario::{Scenario, StoredState};
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// Maximum number of times that S3 delivers an event.
const MOST_COPIES: usize = 5;
/// Largest batch of the queue.
const BATCH: usize = 10;

pub(super) struct Round<'a> {
    scenario: &'a Scenario,
    chance: ChaCha8Rng,
    /// All keys of the case, including keys that are no longer in use.
    keys: Vec<Key>,
    /// Index of the current key of each place.
    in_use: [Option<usize>; KEYS],
    /// Events that are not yet delivered.
    waiting: Vec<String>,
    events: usize,
}

impl<'a> Round<'a> {
    pub(super) fn new(scenario: &'a Scenario, chance: ChaCha8Rng) -> Self {
        Self { scenario, chance, keys: Vec::new(), in_use: [None; KEYS], waiting: Vec::new(), events: 0 }
    }

    /// Number of event deliveries.
    pub(super) fn events(&self) -> usize {
        self.events
    }

    /// Number of keys.
    pub(super) fn keys(&self) -> usize {
        self.keys.len()
    }

    /// Makes changes and deliveries until all events are delivered and processed.
    pub(super) async fn play(&mut self) {
        let mut announced = 0;
        while announced < EVENTS {
            match self.chance.random_range(0..4) {
                0 => self.deliver().await,
                1 => self.work().await,
                _ => announced += self.change(EVENTS - announced).await,
            }
        }
        while !self.waiting.is_empty() {
            self.deliver().await;
        }
        self.scenario.drain_queue().await;
    }

    /// Changes an object in the bucket and returns the number of copies of S3's event.
    async fn change(&mut self, most: usize) -> usize {
        let place = self.chance.random_range(0..KEYS);
        let key = match self.usable(place).await {
            Some(key) => key,
            None => self.promise(place).await,
        };
        let Some(notice) = self.keys[key].change(self.scenario, &mut self.chance).await else { return 0 };
        let copies = self.chance.random_range(1..=MOST_COPIES).min(most);
        self.waiting.extend(std::iter::repeat_n(notice, copies));
        copies
    }

    /// The key in use at this place, if its document exists.
    async fn usable(&self, place: usize) -> Option<usize> {
        let key = self.in_use[place]?;
        let Key { document, is_deleted } = &self.keys[key];
        (!is_deleted && self.scenario.knows(document).await).then_some(key)
    }

    async fn promise(&mut self, place: usize) -> usize {
        self.keys.push(Key::promise(self.scenario).await);
        self.in_use[place] = Some(self.keys.len() - 1);
        self.keys.len() - 1
    }

    /// Delivers some of the events in random order. Failed events are delivered again later.
    async fn deliver(&mut self) {
        self.waiting.shuffle(&mut self.chance);
        let many = self.chance.random_range(1..=BATCH).min(self.waiting.len());
        let batch = self.waiting.split_off(self.waiting.len() - many);
        let outcomes = self.scenario.deliver(&batch).await;
        let failed = batch.into_iter().zip(outcomes).filter(|(_, succeeded)| !succeeded);
        self.waiting.extend(failed.map(|(notice, _)| notice));
        self.events += many;
    }

    /// Processes waiting pages and deletions. Sometimes it does not acknowledge them, so that they are delivered again.
    async fn work(&mut self) {
        let batch = self.scenario.receive().await;
        if batch.is_empty() {
            return;
        }
        let answer =
            ingest::handle(self.scenario.ingest().await, Scenario::event(&batch)).await.expect("a batch is a batch");
        if self.chance.random_bool(0.8) {
            let answer = serde_json::to_value(answer).expect("an answer is JSON");
            self.scenario.settle(&batch, &answer).await;
        }
    }

    /// Compares the documents with the bucket and returns the number of listed keys.
    pub(super) async fn compare(&self, files: &Files) -> Result<usize, String> {
        let listing = listing(self.scenario).await;
        let mut listed = 0;
        for key in &self.keys {
            let document = &key.document;
            if listing.contains(&document.key) {
                listed += 1;
                if !self.scenario.knows(document).await {
                    return Err(format!("{} is listed and has no document", document.key));
                }
                let found = self.scenario.stored_state(document).await;
                if key.is_deleted || !is_whole(&found, files) {
                    return Err(format!("{} is listed and has {found:?}, deleted: {}", document.key, key.is_deleted));
                }
            } else if !self.scenario.has_nothing_of(document).await {
                return Err(format!("{} is not listed and something of it is left", document.key));
            }
        }
        Ok(listed)
    }
}

fn is_whole(found: &StoredState, files: &Files) -> bool {
    found.status == "ready" && found.points == found.chunk_ids() && files.know(found)
}
