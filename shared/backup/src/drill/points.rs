//! The comparison of the copy with the vector store.

use crate::{BackupError, Backups, Result, drill::scratch::Scratch};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;
use sisuiq_admin_db::restore_drills::Findings;
use sisuiq_db::query;
use sisuiq_documents_db::vector_collections;
use sisuiq_model::DocumentId;
use sisuiq_retrieval::QdrantStore;

/// Documents that are counted at once.
const AT_ONCE: usize = 8;
/// Comparisons, because a document may change between the look into the database and the count.
const MOST_TRIES: usize = 3;

/// A document of the copy.
struct Counted {
    id: DocumentId,
    expected: i64,
    found: i64,
}

impl Backups {
    /// Compares the number of passages of each restored document with its points in the collection that answers questions. Documents
    /// that have changed since the backup are left out.
    pub(super) async fn compare_points(
        &self,
        scratch: &Scratch,
        taken_at: Timestamp,
        findings: &mut Findings,
    ) -> Result<()> {
        let active = vector_collections::find_active(&self.database.connection().await?).await?;
        let Some(active) = active else { return Ok(()) };
        let store = self.store.at(&active.name);
        let mut tries = 0;
        loop {
            tries += 1;
            let sql = include_str!("../../queries/drill_points.sql");
            let documents = query::all(scratch.session(), sql, &[&taken_at, &active.name], |row| {
                Ok((row.try_get("id")?, row.try_get("chunks")?))
            })
            .await?;
            let counted: Vec<Counted> = stream::iter(documents)
                .map(|(id, expected)| count(&store, id, expected))
                .buffer_unordered(AT_ONCE)
                .try_collect()
                .await?;
            findings.points_expected = counted.iter().map(|document| document.expected).sum();
            findings.points_found = counted.iter().map(|document| document.found).sum();
            match counted.into_iter().find(|document| document.expected != document.found) {
                None => return Ok(()),
                Some(_) if tries < MOST_TRIES => {}
                Some(Counted { id, expected, found }) => {
                    return Err(BackupError::OtherPoints { document: id, expected, found });
                }
            }
        }
    }
}

async fn count(store: &QdrantStore, id: DocumentId, expected: i64) -> Result<Counted> {
    let found = i64::try_from(store.count(id).await?).unwrap_or(i64::MAX);
    Ok(Counted { id, expected, found })
}
