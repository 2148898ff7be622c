//! Document frequencies of terms.

use crate::document_ranges::PageRange;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ActiveCollection, Count, DocumentFilter, DocumentId, DocumentSource, Frequencies, SearchScope};
use std::collections::{BTreeMap, HashMap};

/// Replaces the term counts of the range's chunks.
pub async fn replace(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    range: PageRange,
    counts: &BTreeMap<String, i32>,
) -> Result<()> {
    delete_range(transaction, document, version, range).await?;
    insert(transaction, document, version, range, counts).await
}

async fn delete_range(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    range: PageRange,
) -> Result<()> {
    let sql = include_str!("../queries/document_words/delete_range.sql");
    query::execute(transaction, sql, &[&document, &version, &range.first]).await?;
    Ok(())
}

async fn insert(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    range: PageRange,
    counts: &BTreeMap<String, i32>,
) -> Result<()> {
    let terms: Vec<&str> = counts.keys().map(String::as_str).collect();
    let chunks: Vec<i32> = counts.values().copied().collect();
    let insert = include_str!("../queries/document_words/insert.sql");
    let inserted = query::execute(transaction, insert, &[&terms, &document, &version, &range.first, &chunks]).await?;
    query::exactly("document_words/insert", counts.len() as u64, inserted)
}

/// Counts in how many chunks in the scope each term occurs, and in those of which sources. Also returns the number of all its
/// chunks, their sources and the active collection.
pub async fn frequencies(
    client: &impl GenericClient,
    scope: SearchScope<'_>,
    terms: &[impl AsRef<str> + Sync],
) -> Result<Frequencies> {
    let terms: Vec<&str> = terms.iter().map(AsRef::as_ref).collect();
    let sql = include_str!("../queries/document_words/frequencies.sql");
    let SearchScope { seen_by, filter: DocumentFilter { sources, kinds, documents, .. } } = scope;
    let rows = query::all(client, sql, &[&seen_by.user(), &terms, sources, kinds, documents], |row| {
        let (name, model): (Option<String>, Option<String>) = (row.try_get("collection")?, row.try_get("model")?);
        let collection = name.zip(model).map(|(name, model)| ActiveCollection { name, model });
        let counted: (Option<String>, Count) =
            (row.try_get("term")?, Count { chunks: row.try_get("chunks")?, sources: row.try_get("holders")? });
        let whole: (i64, Vec<DocumentSource>) = (row.try_get("all_chunks")?, row.try_get("sources")?);
        Ok((counted, whole, collection))
    })
    .await?;
    let mut counts = HashMap::new();
    let (mut all_chunks, mut sources, mut active) = (0, Vec::new(), None);
    for ((term, count), whole, collection) in rows {
        (all_chunks, sources) = whole;
        active = collection;
        counts.extend(term.map(|term| (term, count)));
    }
    Ok(Frequencies::counted(counts, all_chunks, sources).with_collection(active))
}

/// A document that a question may be about.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectDocument {
    /// The document.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// The sum of the rarities of the terms that many of its chunks contain.
    pub score: f64,
}

/// Finds documents in the scope whose names have one of the terms `names`, or contain it as long as they are not cut into terms,
/// and the best of those in which many chunks contain the terms. Also returns the number of all documents in the scope.
pub async fn subjects(
    client: &impl GenericClient,
    scope: SearchScope<'_>,
    terms: &[&str],
    names: &[String],
) -> Result<(Vec<SubjectDocument>, i64)> {
    let sql = include_str!("../queries/document_words/subjects.sql");
    let SearchScope { seen_by, filter: DocumentFilter { sources, kinds, documents, .. } } = scope;
    let rows = query::all(client, sql, &[&seen_by.user(), &terms, &names, sources, kinds, documents], |row| {
        let document =
            SubjectDocument { id: row.try_get("id")?, name: row.try_get("name")?, score: row.try_get("score")? };
        Ok((document, row.try_get::<_, i64>("documents")?))
    })
    .await?;
    let all = rows.first().map_or(0, |(_, all)| *all);
    Ok((rows.into_iter().map(|(document, _)| document).collect(), all))
}
