//! Signed provenance records of answers.

use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{MessageId, UserId};

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
