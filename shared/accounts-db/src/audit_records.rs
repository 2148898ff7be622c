//! The audit log.
//!
//! A record waits in `pending_audit_records` from the transaction of its action until [`chain`] gives it its place, so that
//! transactions do not wait for each other.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sisuiq_audit::{Anchor, Entry, Hash, NotCanonical};
use sisuiq_db::{Connection, DatabaseError, GenericClient, Result, Transaction, query};
use sisuiq_model::{
    AccountGroupId, AlertId, ApiKeyId, AuditAction, AuditObjectKind, AuditOutcome, AuditRecordId, AuthSessionId,
    ChatSessionId, DatasetId, DocumentId, EvaluationId, KnowledgeDatasetId, ScreeningBatchId, ScreeningId, SourceId,
    StaffId, StaffRoleId, SubjectErasureId, Surface, UserId, Window,
};
use tokio_postgres::{Row, types::ToSql};

use crate::pending_audit_records;

/// The advisory lock under which records are put into the chain.
const LOCK: i64 = 0x5349_5355_6952;

/// The actor of an event and where they call from.
#[derive(Clone, Debug, Default)]
pub struct Actor {
    /// The account; none for a caller without one.
    pub user: Option<UserId>,
    /// Their session; none for an API key.
    pub session: Option<AuthSessionId>,
    /// Surface on which the session began.
    pub surface: Option<Surface>,
    /// The address they call from, as far as it can be trusted.
    pub address: String,
    /// User agent, at most 300 characters.
    pub user_agent: Option<String>,
    /// The trace id of the request.
    pub trace_id: String,
}

/// An action, done or refused. It contains no names of people, addresses or secrets.
#[derive(Clone, Debug)]
pub struct AuditEvent {
    action: AuditAction,
    outcome: AuditOutcome,
    object: Option<Object>,
    details: Map<String, Value>,
}

/// The object of an action.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Object {
    /// Its kind.
    pub kind: AuditObjectKind,
    /// Its id.
    pub id: String,
}

/// A record to be stored.
#[derive(Debug)]
pub struct NewAuditRecord<'a> {
    /// Its id.
    pub id: AuditRecordId,
    /// Time of the action.
    pub at: Timestamp,
    /// The actor.
    pub actor: &'a Actor,
    /// The action.
    pub event: &'a AuditEvent,
}

/// A record in the chain.
#[derive(Clone, Debug)]
pub struct AuditRecord {
    /// Its number: the first is 1, and none is left out.
    pub sequence: i64,
    /// The hash of the record before it.
    pub previous: Hash,
    /// Its own hash.
    pub hash: Hash,
    /// The content.
    pub content: AuditContent,
}

/// A record as people look for it.
#[derive(Clone, Debug)]
pub struct ListedAuditRecord {
    /// The record.
    pub record: AuditRecord,
    /// The actor's current e-mail address; none without an actor, or when the account no longer exists.
    pub actor_email: Option<String>,
    /// The current e-mail address of the account that the action was done to, if it was done to one.
    pub object_email: Option<String>,
}

/// The content of a record. Names are text: another version of the product may have written them.
#[derive(Clone, Debug)]
pub struct AuditContent {
    /// Its id.
    pub id: AuditRecordId,
    /// Time of the action.
    pub at: Timestamp,
    /// The actor's account; none for a caller without one.
    pub actor: Option<UserId>,
    /// The session; none for an API key.
    pub session: Option<AuthSessionId>,
    /// Surface on which the session began.
    pub surface: Option<String>,
    /// The action, done or refused.
    pub action: String,
    /// The outcome.
    pub outcome: String,
    /// The kind and the id of the object.
    pub object: Option<(String, String)>,
    /// More about it.
    pub details: Value,
    /// The address it came from.
    pub address: String,
    /// User agent.
    pub user_agent: Option<String>,
    /// The trace id of the request.
    pub trace_id: String,
}

/// Filters of the audit log; a record has to match all that are set.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    /// The actor's account.
    pub actor: Option<UserId>,
    /// This action.
    pub action: Option<AuditAction>,
    /// With this outcome.
    pub outcome: Option<AuditOutcome>,
    /// Done to things of this kind.
    pub object_kind: Option<AuditObjectKind>,
    /// Done to the thing of this id.
    pub object_id: Option<&'a str>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// The result of a run of [`chain`].
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Chained {
    /// Number of records added to the chain.
    pub added: usize,
    /// Number of dropped refused logins that name no account.
    pub dropped: u64,
    /// The last record now; none while there is none.
    pub head: Option<Anchor>,
}

impl AuditEvent {
    /// An action that was done.
    #[must_use]
    pub fn done(action: AuditAction) -> Self {
        Self { action, outcome: AuditOutcome::Done, object: None, details: Map::new() }
    }

    /// An action that was refused.
    #[must_use]
    pub fn refused(action: AuditAction) -> Self {
        Self { outcome: AuditOutcome::Refused, ..Self::done(action) }
    }

    /// Sets the object of the action.
    #[must_use]
    pub fn to(self, object: impl Into<Object>) -> Self {
        Self { object: Some(object.into()), ..self }
    }

    /// Adds a detail: integers, booleans, names that the product gives, and lists of these.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }
}

macro_rules! objects {
    ($($id:ident is $kind:ident),+ $(,)?) => {$(
        impl From<$id> for Object {
            fn from(id: $id) -> Self {
                Self { kind: AuditObjectKind::$kind, id: id.to_string() }
            }
        }
    )+};
}

objects! {
    UserId is Account, AuthSessionId is Session, ApiKeyId is ApiKey, StaffId is Staff, StaffRoleId is Role,
    DocumentId is Document, ChatSessionId is Conversation, DatasetId is Snapshot,
    EvaluationId is Evaluation, AccountGroupId is Group, SourceId is Source,
    KnowledgeDatasetId is KnowledgeDataset, ScreeningId is Screening, AlertId is Alert,
    ScreeningBatchId is ScreeningBatch, SubjectErasureId is SubjectErasure,
}

/// The columns of a record, for statements that store one together with what they do.
pub struct Values<'a> {
    new: &'a NewAuditRecord<'a>,
    object_kind: Option<AuditObjectKind>,
    object_id: Option<&'a str>,
    details: Value,
}

impl<'a> Values<'a> {
    /// The columns of this record.
    #[must_use]
    pub fn of(new: &'a NewAuditRecord<'a>) -> Self {
        let (object_kind, object_id) =
            new.event.object.as_ref().map(|object| (object.kind, object.id.as_str())).unzip();
        Self { new, object_kind, object_id, details: Value::Object(new.event.details.clone()) }
    }

    /// Parameters in the order of the columns.
    #[must_use]
    pub fn parameters(&self) -> [&(dyn ToSql + Sync); 13] {
        let NewAuditRecord { id, at, actor, event } = self.new;
        [
            id,
            at,
            &actor.user,
            &actor.session,
            &actor.surface,
            &event.action,
            &event.outcome,
            &self.object_kind,
            &self.object_id,
            &self.details,
            &actor.address,
            &actor.user_agent,
            &actor.trace_id,
        ]
    }
}

/// Adds the oldest waiting records to the chain, at most `most`, one run after the other. Refused logins that name no account are
/// dropped, at most `most`: any client could fill the log with them.
pub async fn chain(connection: &mut Connection, most: i64) -> Result<Chained> {
    let transaction = connection.transaction().await?;
    lock(&transaction).await?;
    let dropped = pending_audit_records::delete_nobodys(&transaction, most).await?;
    let mut head = find_head(&transaction).await?;
    let waiting = pending_audit_records::list_oldest(&transaction, most).await?;
    let mut links = Links::default();
    for content in &waiting {
        let (sequence, previous) = head.map_or((1, Hash::NONE), |head| (head.sequence + 1, head.hash));
        let entry = Entry { sequence, previous, content: content.members() };
        let hash = entry.hash().map_err(|error| DatabaseError::Unreadable(Box::new(error)))?;
        links.add(content.id, sequence, previous, hash);
        head = Some(Anchor { sequence, hash });
    }
    let added = links.ids.len();
    if added > 0 {
        append(&transaction, &links).await?;
    }
    transaction.commit().await?;
    Ok(Chained { added, dropped, head })
}

async fn lock(transaction: &impl GenericClient) -> Result<()> {
    query::execute(transaction, include_str!("../queries/audit_records/lock.sql"), &[&LOCK]).await?;
    Ok(())
}

async fn append(transaction: &impl GenericClient, links: &Links) -> Result<()> {
    let sql = include_str!("../queries/audit_records/append.sql");
    let Links { ids, sequences, previous, hashes } = links;
    let moved = query::execute(transaction, sql, &[ids, sequences, previous, hashes]).await?;
    query::exactly("audit_records/append", u64::try_from(ids.len()).unwrap_or(u64::MAX), moved)
}

/// Reads the last record of the chain.
pub async fn find_head(client: &impl GenericClient) -> Result<Option<Anchor>> {
    let sql = include_str!("../queries/audit_records/find_head.sql");
    query::optional(client, sql, &[], |row| Ok(Anchor { sequence: row.try_get("sequence")?, hash: hash(row, "hash")? }))
        .await
}

/// Makes Postgres plan the statements of this transaction for their values, unlike other statements: the best index depends on
/// the filters.
pub async fn plan_for_values(transaction: &Transaction<'_>) -> Result<()> {
    query::execute(transaction, include_str!("../queries/audit_records/plan_for_values.sql"), &[]).await?;
    Ok(())
}

/// Lists a window of the chain's records, the latest first; only those before a number, if one is given.
pub async fn list(
    client: &impl GenericClient,
    filter: &Filter<'_>,
    before: Option<i64>,
    window: Window,
) -> Result<Vec<ListedAuditRecord>> {
    let Filter { actor, action, outcome, object_kind, object_id, from, until } = filter;
    let parameters: query::Parameters<'_> =
        &[actor, action, outcome, object_kind, object_id, from, until, &before, &window.limit, &window.offset];
    query::all(client, include_str!("../queries/audit_records/list.sql"), parameters, |row| {
        Ok(ListedAuditRecord {
            record: decode(row)?,
            actor_email: row.try_get("actor_email")?,
            object_email: row.try_get("object_email")?,
        })
    })
    .await
}

/// The number of records in the chain that match.
pub async fn count(client: &impl GenericClient, filter: &Filter<'_>) -> Result<i64> {
    let Filter { actor, action, outcome, object_kind, object_id, from, until } = filter;
    let parameters: query::Parameters<'_> = &[actor, action, outcome, object_kind, object_id, from, until];
    query::one(client, include_str!("../queries/audit_records/count.sql"), parameters, |row| Ok(row.try_get(0)?)).await
}

/// The records that follow a number, in their order, `most` at most.
pub async fn list_after(client: &impl GenericClient, sequence: i64, most: i64) -> Result<Vec<AuditRecord>> {
    query::all(client, include_str!("../queries/audit_records/list_after.sql"), &[&sequence, &most], decode).await
}

impl AuditRecord {
    /// The record as a line of a copy of the log.
    pub fn line(&self) -> std::result::Result<String, NotCanonical> {
        let entry = Entry { sequence: self.sequence, previous: self.previous, content: self.content.members() };
        entry.line(self.hash)
    }
}

impl AuditContent {
    pub(crate) fn decode(row: &Row) -> Result<Self> {
        let kind: Option<String> = row.try_get("object_kind")?;
        let object: Option<String> = row.try_get("object_id")?;
        Ok(Self {
            id: row.try_get("id")?,
            at: row.try_get("recorded_at")?,
            actor: row.try_get("actor_id")?,
            session: row.try_get("session_id")?,
            surface: row.try_get("surface")?,
            action: row.try_get("action")?,
            outcome: row.try_get("outcome")?,
            object: kind.zip(object),
            details: row.try_get("details")?,
            address: row.try_get("address")?,
            user_agent: row.try_get("user_agent")?,
            trace_id: row.try_get("trace_id")?,
        })
    }

    /// The hashed content: each member always, and empty ones as `null`. Old records keep this form for ever, so a member that is
    /// added later has to be left out where it is empty.
    fn members(&self) -> Map<String, Value> {
        let (object_kind, object_id) = self.object.as_ref().map(|(kind, id)| (kind, id)).unzip();
        let members = [
            ("id", json!(self.id)),
            ("at", json!(self.at.to_string())),
            ("actor", json!(self.actor)),
            ("session", json!(self.session)),
            ("surface", json!(self.surface)),
            ("action", json!(self.action)),
            ("outcome", json!(self.outcome)),
            ("object_kind", json!(object_kind)),
            ("object_id", json!(object_id)),
            ("details", self.details.clone()),
            ("address", json!(self.address)),
            ("user_agent", json!(self.user_agent)),
            ("trace_id", json!(self.trace_id)),
        ];
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// The places of records, as the statement takes them: four lists of one length.
#[derive(Default)]
struct Links {
    ids: Vec<AuditRecordId>,
    sequences: Vec<i64>,
    previous: Vec<Vec<u8>>,
    hashes: Vec<Vec<u8>>,
}

impl Links {
    fn add(&mut self, id: AuditRecordId, sequence: i64, previous: Hash, hash: Hash) {
        self.ids.push(id);
        self.sequences.push(sequence);
        self.previous.push(previous.as_bytes().to_vec());
        self.hashes.push(hash.as_bytes().to_vec());
    }
}

fn decode(row: &Row) -> Result<AuditRecord> {
    let content = AuditContent::decode(row)?;
    Ok(AuditRecord {
        sequence: row.try_get("sequence")?,
        previous: hash(row, "previous")?,
        hash: hash(row, "hash")?,
        content,
    })
}

fn hash(row: &Row, column: &str) -> Result<Hash> {
    let bytes: Vec<u8> = row.try_get(column)?;
    bytes.as_slice().try_into().map_err(|error| DatabaseError::Unreadable(Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn old_records_keep_their_hashes() {
        let content = AuditContent {
            id: AuditRecordId(Uuid::from_u128(1)),
            at: "2026-11-21T08:00:00.123456Z".parse().unwrap(),
            actor: Some(UserId(Uuid::from_u128(2))),
            session: None,
            surface: Some("copilot".to_owned()),
            action: "create_document".to_owned(),
            outcome: "done".to_owned(),
            object: Some(("document".to_owned(), "3".to_owned())),
            details: json!({ "access": "owner" }),
            address: "203.0.113.9".to_owned(),
            user_agent: None,
            trace_id: "6b0009c658cfd7eb44d4a19a15e5d601".to_owned(),
        };
        let entry = Entry { sequence: 1, previous: Hash::NONE, content: content.members() };
        // sha256sum of the line without its hash
        assert_eq!(
            entry.hash().unwrap().to_string(),
            "40c8ef110b5460669e05c078fe652a6ffb286868c318e5124bca523d0b98c6d2"
        );
    }
}
