//! The suite's files and their state after an undisturbed ingestion.

use copilot::ingestion::scenario::{Scenario, StoredState};
use sisuiq_testing::pdf::PdfBuilder;
use std::collections::BTreeMap;

/// Number of different files.
pub(super) const VARIANTS: usize = 3;

/// States of ingested files by their SHA-256.
pub(super) struct Files {
    undisturbed: BTreeMap<String, StoredState>,
}

impl Files {
    pub(super) async fn read(scenario: &Scenario) -> Self {
        let mut undisturbed = BTreeMap::new();
        for variant in 0..VARIANTS {
            let document = scenario.upload(&file(variant)).await;
            scenario.drain_queue().await;
            undisturbed.insert(document.sha256(), scenario.stored_state(&document).await.content());
        }
        Self { undisturbed }
    }

    /// Returns true if this is the final state of one of the files.
    pub(super) fn know(&self, found: &StoredState) -> bool {
        found.sha256.as_ref().and_then(|sha256| self.undisturbed.get(sha256)) == Some(&found.content())
    }
}

/// Builds a file of one page with one sentence.
pub(super) fn file(variant: usize) -> Vec<u8> {
    PdfBuilder::of_texts(&[&format!("Substation {variant} is connected to the line from Karuma.")]).build()
}
