//! One case: changes and deliveries in an order that chance makes up.

use super::{
    EVENTS, KEYS,
    bucket::{Key, listing},
    files::Files,
};
use copilot::ingestion::story::{Look, Story};
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// An event is delivered at most so often by S3.
const MOST_COPIES: usize = 5;
/// A batch of the queue.
const BATCH: usize = 10;

pub(super) struct Round<'a> {
    story: &'a Story,
    chance: ChaCha8Rng,
    /// All keys there ever were; those in use are the last of their places.
    keys: Vec<Key>,
    /// For each place, which of the keys is in use.
    in_use: [Option<usize>; KEYS],
    /// Notices that are on their way.
    waiting: Vec<String>,
    events: usize,
}

impl<'a> Round<'a> {
    pub(super) fn new(story: &'a Story, chance: ChaCha8Rng) -> Self {
        Self { story, chance, keys: Vec::new(), in_use: [None; KEYS], waiting: Vec::new(), events: 0 }
    }

    /// How many deliveries of events there were.
    pub(super) fn events(&self) -> usize {
        self.events
    }

    /// How many keys there were.
    pub(super) fn keys(&self) -> usize {
        self.keys.len()
    }

    /// Changes and delivers until all events are delivered and all that follows from them is done.
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
        self.story.work_off().await;
    }

    /// Changes something in the bucket; gives how many copies of S3's notice of it are on their way.
    async fn change(&mut self, most: usize) -> usize {
        let place = self.chance.random_range(0..KEYS);
        let key = match self.usable(place).await {
            Some(key) => key,
            None => self.promise(place).await,
        };
        let Some(notice) = self.keys[key].change(self.story, &mut self.chance).await else { return 0 };
        let copies = self.chance.random_range(1..=MOST_COPIES).min(most);
        self.waiting.extend(std::iter::repeat_n(notice, copies));
        copies
    }

    /// The key in use at this place, as long as its document is there.
    async fn usable(&self, place: usize) -> Option<usize> {
        let key = self.in_use[place]?;
        let Key { document, is_deleted } = &self.keys[key];
        (!is_deleted && self.story.knows(document).await).then_some(key)
    }

    async fn promise(&mut self, place: usize) -> usize {
        self.keys.push(Key::promise(self.story).await);
        self.in_use[place] = Some(self.keys.len() - 1);
        self.keys.len() - 1
    }

    /// Delivers some of the notices, in any order. Those that fail are on their way again.
    async fn deliver(&mut self) {
        self.waiting.shuffle(&mut self.chance);
        let many = self.chance.random_range(1..=BATCH).min(self.waiting.len());
        let batch = self.waiting.split_off(self.waiting.len() - many);
        let outcomes = self.story.deliver(&batch).await;
        let failed = batch.into_iter().zip(outcomes).filter(|(_, succeeded)| !succeeded);
        self.waiting.extend(failed.map(|(notice, _)| notice));
        self.events += many;
    }

    /// Works on pages and deletions that are due. Sometimes nobody takes note of it, so that they come again.
    async fn work(&mut self) {
        let batch = self.story.receive().await;
        if batch.is_empty() {
            return;
        }
        let answer = ingest::handle(self.story.ingest().await, Story::event(&batch)).await.expect("a batch is a batch");
        if self.chance.random_bool(0.8) {
            let answer = serde_json::to_value(answer).expect("an answer is JSON");
            self.story.settle(&batch, &answer).await;
        }
    }

    /// Compares the documents with the bucket; gives how many keys it lists.
    pub(super) async fn compare(&self, files: &Files) -> Result<usize, String> {
        let listing = listing(self.story).await;
        let mut listed = 0;
        for key in &self.keys {
            let document = &key.document;
            if listing.contains(&document.key) {
                listed += 1;
                if !self.story.knows(document).await {
                    return Err(format!("{} is listed and has no document", document.key));
                }
                let found = self.story.look(document).await;
                if key.is_deleted || !is_whole(&found, files) {
                    return Err(format!("{} is listed and has {found:?}, deleted: {}", document.key, key.is_deleted));
                }
            } else if !self.story.has_nothing_of(document).await {
                return Err(format!("{} is not listed and something of it is left", document.key));
            }
        }
        Ok(listed)
    }
}

fn is_whole(found: &Look, files: &Files) -> bool {
    found.status == "ready" && found.points == found.chunk_ids() && files.know(found)
}
