//! Changes in the bucket and S3's events about them.

use super::files::{VARIANTS, file};
use aws_sdk_s3::primitives::ByteStream;
use copilot::ingestion::scenario::{Scenario, Uploaded};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// One object key, from the creation of its upload on.
pub(super) struct Key {
    pub(super) document: Uploaded,
    /// True after the owner deleted the document.
    pub(super) is_deleted: bool,
}

impl Key {
    /// Creates an upload, whose key waits for its file.
    pub(super) async fn promise(scenario: &Scenario) -> Self {
        Self { document: scenario.promise(&file(0)).await, is_deleted: false }
    }

    fn name(&self) -> &str {
        &self.document.key
    }

    /// Changes the object in a random way and returns S3's event. A deleted document causes none.
    pub(super) async fn change(&mut self, scenario: &Scenario, chance: &mut ChaCha8Rng) -> Option<String> {
        let (is_listed, marker) = self.state(scenario).await;
        match chance.random_range(0..10) {
            0..=4 if is_listed => Some(self.hide(scenario).await),
            5 if is_listed => {
                scenario.delete(&self.document).await;
                self.is_deleted = true;
                None
            }
            draw => match marker.filter(|_| draw < 8) {
                Some(marker) => Some(self.restore(scenario, marker).await),
                None => Some(self.put(scenario, chance.random_range(0..VARIANTS)).await),
            },
        }
    }

    /// Returns true if an object is visible, and the version of the delete marker that hides it.
    async fn state(&self, scenario: &Scenario) -> (bool, Option<String>) {
        let request =
            scenario.world().s3().list_object_versions().bucket(scenario.world().bucket()).prefix(self.name());
        let listed = request.send().await.expect("the versions can be listed");
        let is_listed = listed.versions().iter().any(|version| version.is_latest() == Some(true));
        let latest = listed.delete_markers().iter().find(|marker| marker.is_latest() == Some(true));
        (is_listed, latest.and_then(|marker| marker.version_id()).map(str::to_owned))
    }

    async fn put(&self, scenario: &Scenario, variant: usize) -> String {
        let request = scenario.world().s3().put_object().bucket(scenario.world().bucket()).key(self.name());
        request.body(ByteStream::from(file(variant))).send().await.expect("an object can be put");
        scenario.landed_at(self.name()).await
    }

    async fn hide(&self, scenario: &Scenario) -> String {
        let request = scenario.world().s3().delete_object().bucket(scenario.world().bucket()).key(self.name());
        request.send().await.expect("an object can be hidden");
        scenario.removed(&self.document)
    }

    /// Removes the delete marker. S3 reports it like the deletion of any other version.
    async fn restore(&self, scenario: &Scenario, marker: String) -> String {
        let request = scenario.world().s3().delete_object().bucket(scenario.world().bucket()).key(self.name());
        request.version_id(marker).send().await.expect("a marker can be removed");
        scenario.removed(&self.document).replace("ObjectRemoved:DeleteMarkerCreated", "ObjectRemoved:Delete")
    }
}

/// Keys that the bucket lists.
pub(super) async fn listing(scenario: &Scenario) -> BTreeSet<String> {
    let request = scenario.world().s3().list_objects_v2().bucket(scenario.world().bucket());
    let mut pages = request.into_paginator().send();
    let mut keys = BTreeSet::new();
    while let Some(page) = pages.next().await {
        let page = page.expect("the bucket can be listed");
        keys.extend(page.contents().iter().filter_map(|object| object.key().map(str::to_owned)));
    }
    keys
}
