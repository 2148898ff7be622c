//! Datasets: named collections of documents about sanctions law.

use jiff::Timestamp;
use sisuiq_db::{Filters, GenericClient, List, Result, SortOrder, query};
use sisuiq_model::{DocumentAccess, DocumentId, KnowledgeDatasetId, Page, UserId, Visibility};
use tokio_postgres::Row;

/// A dataset.
#[derive(Clone, Debug)]
pub struct KnowledgeDataset {
    /// Its id.
    pub id: KnowledgeDatasetId,
    /// The account that created it; `None` for one that always exists.
    pub owner: Option<UserId>,
    /// Who sees it.
    pub access: DocumentAccess,
    /// Its name, unique without regard to case among those that an account sees, unless one for everyone got it later.
    pub name: String,
    /// What it contains, for people.
    pub description: String,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Number of its documents that the reader may see.
    pub documents: i64,
}

/// A new dataset.
#[derive(Clone, Copy, Debug)]
pub struct NewKnowledgeDataset<'a> {
    /// Its id.
    pub id: KnowledgeDatasetId,
    /// The account that creates it.
    pub owner: UserId,
    /// Who sees it.
    pub access: DocumentAccess,
    /// Its name.
    pub name: &'a str,
    /// What it contains, for people.
    pub description: &'a str,
    /// Time of creation.
    pub created_at: Timestamp,
}

/// Datasets that the caller sees, those that always exist first, then by name.
#[must_use]
pub fn list<'a>(seen_by: &'a Visibility, page: &'a Page<()>) -> List<'a, KnowledgeDataset> {
    let order = SortOrder::by("owner_id IS NOT NULL, lower(name), id");
    let filters = Filters::new([seen_by.parameter()]);
    filters.list(include_str!("../queries/knowledge_datasets/list.sql"), page, order, decode)
}

/// The dataset of this name, ignoring case, if the caller sees it.
pub async fn find_visible(
    client: &impl GenericClient,
    seen_by: Visibility,
    name: &str,
) -> Result<Option<KnowledgeDataset>> {
    let sql = include_str!("../queries/knowledge_datasets/find_visible.sql");
    query::optional(client, sql, &[&seen_by.user(), &name], decode).await
}

/// The dataset for everyone that has this name, ignoring case.
pub async fn find_shared(client: &impl GenericClient, name: &str) -> Result<Option<KnowledgeDatasetId>> {
    let sql = include_str!("../queries/knowledge_datasets/find_shared.sql");
    query::optional(client, sql, &[&name], |row| Ok(row.try_get("id")?)).await
}

/// The number of datasets that the account created.
pub async fn count_owned(client: &impl GenericClient, owner: UserId) -> Result<i64> {
    let sql = include_str!("../queries/knowledge_datasets/count_owned.sql");
    query::one(client, sql, &[&owner], |row| Ok(row.try_get(0)?)).await
}

/// Stores a dataset without documents; `false` when its owner sees one of this name.
pub async fn insert(client: &impl GenericClient, new: &NewKnowledgeDataset<'_>) -> Result<bool> {
    let NewKnowledgeDataset { id, owner, access, name, description, created_at } = new;
    let sql = include_str!("../queries/knowledge_datasets/insert.sql");
    Ok(query::execute(client, sql, &[id, owner, access, name, description, created_at]).await? == 1)
}

/// Deletes a dataset; its documents stay. `false` when there is none.
pub async fn delete(client: &impl GenericClient, id: KnowledgeDatasetId) -> Result<bool> {
    let sql = include_str!("../queries/knowledge_datasets/delete.sql");
    Ok(query::execute(client, sql, &[&id]).await? == 1)
}

/// The documents of a dataset that the caller may see, the oldest first, at most `most`.
pub async fn list_documents(
    client: &impl GenericClient,
    seen_by: Visibility,
    dataset: KnowledgeDatasetId,
    most: i64,
) -> Result<Vec<DocumentId>> {
    let sql = include_str!("../queries/knowledge_datasets/list_documents.sql");
    query::all(client, sql, &[&seen_by.user(), &dataset, &most], |row| Ok(row.try_get("id")?)).await
}

fn decode(row: &Row) -> Result<KnowledgeDataset> {
    Ok(KnowledgeDataset {
        id: row.try_get("id")?,
        owner: row.try_get("owner_id")?,
        access: row.try_get("access")?,
        name: row.try_get("name")?,
        description: row.try_get("description")?,
        created_at: row.try_get("created_at")?,
        documents: row.try_get("document_count")?,
    })
}
