//! How common words are.

use crate::{DocumentId, DocumentSource, GenericClient, Result, Visibility, document_ranges::PageRange, query};
use std::collections::{BTreeMap, HashMap};

/// In how many of the chunks that somebody may see each term occurs.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    chunks: HashMap<String, i64>,
    all_chunks: i64,
    sources: Vec<DocumentSource>,
    collection: Option<ActiveCollection>,
}

/// The vector collection that questions are answered from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ActiveCollection {
    /// Its name in the vector store.
    pub name: String,
    /// The model that made its vectors.
    pub model: String,
}

impl Frequencies {
    /// These counts, of so many chunks.
    #[must_use]
    pub fn new(chunks: HashMap<String, i64>, all_chunks: i64) -> Self {
        Self { chunks, all_chunks, sources: Vec::new(), collection: None }
    }

    /// Whether any of the chunks is of a document that they published.
    #[must_use]
    pub fn has_source(&self, source: DocumentSource) -> bool {
        self.sources.contains(&source)
    }

    /// The vector collection that questions are answered from, if one is known.
    #[must_use]
    pub const fn collection(&self) -> Option<&ActiveCollection> {
        self.collection.as_ref()
    }

    /// How many chunks hold the term; 0 for one that was not asked for.
    #[must_use]
    pub fn of(&self, term: &str) -> i64 {
        self.chunks.get(term).copied().unwrap_or_default()
    }

    /// How many chunks there are.
    #[must_use]
    pub const fn all_chunks(&self) -> i64 {
        self.all_chunks
    }

    /// What a term is worth that so many chunks hold: the inverse document frequency of BM25,
    /// ln(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Zaragoza, 2009).
    #[must_use]
    pub fn rarity(&self, chunks: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts of chunks are far below 2^52")]
        let (with, all) = (chunks as f64, self.all_chunks.max(chunks) as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}

/// Counts the terms of the range's chunks anew: in how many of them each occurs.
pub async fn replace(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    range: PageRange,
    counts: &BTreeMap<String, i32>,
) -> Result<()> {
    let delete = include_str!("../queries/document_words/delete_range.sql");
    query::execute(transaction, delete, &[&document, &version, &range.first]).await?;
    let terms: Vec<&str> = counts.keys().map(String::as_str).collect();
    let chunks: Vec<i32> = counts.values().copied().collect();
    let insert = include_str!("../queries/document_words/insert.sql");
    let inserted = query::execute(transaction, insert, &[&terms, &document, &version, &range.first, &chunks]).await?;
    query::exactly("document_words/insert", counts.len() as u64, inserted)
}

/// In how many visible chunks each term occurs.
pub async fn frequencies(
    client: &impl GenericClient,
    seen_by: Visibility,
    terms: &[impl AsRef<str> + Sync],
) -> Result<Frequencies> {
    let terms: Vec<&str> = terms.iter().map(AsRef::as_ref).collect();
    let sql = include_str!("../queries/document_words/frequencies.sql");
    let mut frequencies = Frequencies::default();
    let rows = query::all(client, sql, &[&seen_by.user(), &terms], |row| {
        let (name, model): (Option<String>, Option<String>) = (row.try_get("collection")?, row.try_get("model")?);
        let collection = name.zip(model).map(|(name, model)| ActiveCollection { name, model });
        let counted: (Option<String>, i64) = (row.try_get("term")?, row.try_get("chunks")?);
        let whole: (i64, Vec<DocumentSource>) = (row.try_get("all_chunks")?, row.try_get("sources")?);
        Ok((counted, whole, collection))
    })
    .await?;
    for ((term, chunks), whole, collection) in rows {
        (frequencies.all_chunks, frequencies.sources) = whole;
        frequencies.collection = collection;
        frequencies.chunks.extend(term.map(|term| (term, chunks)));
    }
    Ok(frequencies)
}
