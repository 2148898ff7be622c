//! The keys that sign the records of answers.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use tokio_postgres::types::Json;

/// Stores the public half of a signing key, unless it is stored already.
pub async fn keep(client: &impl GenericClient, kid: &str, public_key: &Value, now: Timestamp) -> Result<()> {
    query::execute(client, include_str!("../queries/record_keys/keep.sql"), &[&kid, &Json(public_key), &now]).await?;
    Ok(())
}

/// The public halves of all stored keys, oldest first. Keys stay after their rotation, because records outlive them.
pub async fn list(client: &impl GenericClient) -> Result<Vec<Value>> {
    query::all(client, include_str!("../queries/record_keys/list.sql"), &[], |row| {
        let Json(key) = row.try_get("public_key")?;
        Ok(key)
    })
    .await
}
