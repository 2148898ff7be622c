//! The checked quotes under an answer.

use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ChatSessionId, Citation, CitationId, CitedProvision, MessageId, UserId};
use tokio_postgres::{Row, types::Json};

/// A citation and the current state of the page it quotes.
#[derive(Clone, Debug)]
pub struct StoredCitation {
    /// The citation, as it was stored with its answer.
    pub citation: Citation,
    /// The document it quotes; `None` when the document is gone or its reader may no longer see it.
    pub document: Option<CitedDocument>,
}

/// The current state of a document that was quoted.
#[derive(Clone, Debug)]
pub struct CitedDocument {
    /// The document's current version.
    pub current_version: i32,
    /// SHA-256 of the bytes of the version that was quoted.
    pub sha256: Option<String>,
    /// The text of the page that was quoted, of that version.
    pub page_text: Option<String>,
    /// Boxes of the words on that page, packed; `None` for pages stored before boxes were.
    pub word_boxes: Option<Vec<u8>>,
    /// True if pages of that version may have been read again since the answer.
    pub is_reread: bool,
}

/// Finds a citation of one of this account's answers, with the current state of its document if the account may see it.
pub async fn find_owned(
    client: &impl GenericClient,
    citation: CitationId,
    owner: UserId,
) -> Result<Option<StoredCitation>> {
    query::optional(client, include_str!("../queries/citations/find_owned.sql"), &[&owner, &citation], decode).await
}

/// The citations of an answer of this account's, in the order of their numbers.
pub async fn list_of_answer(client: &impl GenericClient, answer: MessageId, owner: UserId) -> Result<Vec<Citation>> {
    let sql = include_str!("../queries/citations/list_of_answer.sql");
    query::all(client, sql, &[&answer, &owner], decode_citation).await
}

/// The citations of one of this account's conversations, without those of replaced answers; each answer's in the order of their
/// numbers.
pub async fn list_of_session(
    client: &impl GenericClient,
    session: ChatSessionId,
    owner: UserId,
) -> Result<Vec<(MessageId, Citation)>> {
    let sql = include_str!("../queries/citations/list_of_session.sql");
    query::all(client, sql, &[&session, &owner], |row| Ok((row.try_get("message_id")?, decode_citation(row)?))).await
}

fn decode(row: &Row) -> Result<StoredCitation> {
    let current_version: Option<i32> = row.try_get("current_version")?;
    let document = match current_version {
        Some(current_version) => Some(CitedDocument {
            current_version,
            sha256: row.try_get("stored_sha256")?,
            page_text: row.try_get("page_text")?,
            word_boxes: row.try_get("word_boxes")?,
            is_reread: row.try_get::<_, Option<bool>>("is_reread")?.unwrap_or_default(),
        }),
        None => None,
    };
    Ok(StoredCitation { citation: decode_citation(row)?, document })
}

fn decode_citation(row: &Row) -> Result<Citation> {
    Ok(Citation {
        id: row.try_get("id")?,
        ordinal: row.try_get("ordinal")?,
        document_id: row.try_get("document_id")?,
        version: row.try_get("version")?,
        document_name: row.try_get("document_name")?,
        document_source: row.try_get("document_source")?,
        document_sha256: row.try_get("document_sha256")?,
        page: row.try_get("page")?,
        chunk_id: row.try_get("chunk_id")?,
        quote: row.try_get("quote")?,
        start_offset: row.try_get("start_offset")?,
        end_offset: row.try_get("end_offset")?,
        matched: row.try_get("match")?,
        score: row.try_get("score")?,
        ocr: row.try_get("ocr")?,
        provision: row.try_get::<_, Option<Json<CitedProvision>>>("provision")?.map(|Json(provision)| provision),
    })
}
