//! Entries of sanctions lists, by the key that their publisher gives them.

use sisuiq_db::{GenericClient, Result, Transaction, query};
use sisuiq_model::{ListEntityId, SourceId};

/// An entry that is or was on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEntity {
    /// Its id.
    pub id: ListEntityId,
    /// The publisher's key.
    pub key: String,
    /// The number of its latest version.
    pub number: i32,
    /// The SHA-256 of the content of that version.
    pub content_sha256: Vec<u8>,
    /// Whether that version is current: the list has the entry.
    pub is_current: bool,
}

/// All entries that are or were on a list, in no order.
pub async fn list_known(client: &impl GenericClient, source: SourceId) -> Result<Vec<KnownEntity>> {
    query::all(client, include_str!("../queries/list_entities/list_known.sql"), &[&source], |row| {
        Ok(KnownEntity {
            id: row.try_get("id")?,
            key: row.try_get("key")?,
            number: row.try_get("number")?,
            content_sha256: row.try_get("content_sha256")?,
            is_current: row.try_get("is_current")?,
        })
    })
    .await
}

/// Stores new entries of a list, without versions.
pub async fn insert_all(transaction: &Transaction<'_>, source: SourceId, new: &[(ListEntityId, &str)]) -> Result<()> {
    let (ids, keys): (Vec<ListEntityId>, Vec<&str>) = new.iter().copied().unzip();
    let sql = include_str!("../queries/list_entities/insert_all.sql");
    let stored = query::execute(transaction, sql, &[&source, &ids, &keys]).await?;
    query::exactly("list_entities/insert_all", new.len() as u64, stored)
}
