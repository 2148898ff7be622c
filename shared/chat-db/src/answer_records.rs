//! Signed provenance records of answers.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{MessageId, UserId};
use tokio_postgres::types::Json;

/// The parts of a JSON Web Signature (RFC 7515).
#[derive(Clone, Debug)]
pub struct AnswerRecord {
    /// Its protected header, in base64url.
    pub protected: String,
    /// The signed payload: JSON, not in base64url.
    pub payload: String,
    /// The signature, in base64url.
    pub signature: String,
}

/// The record of an answer, if that is this account's.
pub async fn find_owned(client: &impl GenericClient, answer: MessageId, owner: UserId) -> Result<Option<AnswerRecord>> {
    query::optional(client, include_str!("../queries/answer_records/find_owned.sql"), &[&answer, &owner], |row| {
        Ok(AnswerRecord {
            protected: row.try_get("protected_header")?,
            payload: row.try_get("payload")?,
            signature: row.try_get("signature")?,
        })
    })
    .await
}

/// Stores the public half of a signing key, unless it is stored already.
pub async fn keep_key(client: &impl GenericClient, kid: &str, public_key: &Value, now: Timestamp) -> Result<()> {
    query::execute(client, include_str!("../queries/record_keys/keep.sql"), &[&kid, &Json(public_key), &now]).await?;
    Ok(())
}

/// The public halves of all keys that ever signed, oldest first.
pub async fn list_keys(client: &impl GenericClient) -> Result<Vec<Value>> {
    query::all(client, include_str!("../queries/record_keys/list.sql"), &[], |row| {
        let Json(key) = row.try_get("public_key")?;
        Ok(key)
    })
    .await
}
