//! The suite's files and their state after an undisturbed ingestion.

use copilot::ingestion::story::{Look, Story};
use sisuiq_testing::pdf::PdfBuilder;
use std::collections::BTreeMap;

/// Number of different files.
pub(super) const VARIANTS: usize = 3;

/// States of ingested files by their SHA-256.
pub(super) struct Files {
    undisturbed: BTreeMap<String, Look>,
}

impl Files {
    pub(super) async fn read(story: &Story) -> Self {
        let mut undisturbed = BTreeMap::new();
        for variant in 0..VARIANTS {
            let document = story.upload(&file(variant)).await;
            story.work_off().await;
            undisturbed.insert(document.sha256(), story.look(&document).await.content());
        }
        Self { undisturbed }
    }

    /// Returns true if this is the final state of one of the files.
    pub(super) fn know(&self, found: &Look) -> bool {
        found.sha256.as_ref().and_then(|sha256| self.undisturbed.get(sha256)) == Some(&found.content())
    }
}

/// Builds a file of one page with one sentence.
pub(super) fn file(variant: usize) -> Vec<u8> {
    PdfBuilder::of_texts(&[&format!("Substation {variant} is connected to the line from Karuma.")]).build()
}
