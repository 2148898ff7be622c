//! A type for each kind of id, so that a session is never looked up by a document's id.

use postgres_types::{FromSql, ToSql};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Deserialize, Eq, FromSql, Hash, Ord, PartialEq, PartialOrd, Serialize, ToSchema, ToSql)]
        #[postgres(transparent)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

typed_id! {
    /// The id of an account.
    UserId,
    /// The id of a login session, the same for all its tokens.
    AuthSessionId,
    /// The id of an access token and its refresh token: the `jti` of the former.
    TokenPairId,
    /// The id of a request for access.
    AccessRequestId,
    /// The id of a group of accounts.
    AccountGroupId,
    /// The id of an API key.
    ApiKeyId,
    /// The id of a document, the same for all its versions.
    DocumentId,
    /// The id of a share with an e-mail address.
    EmailShareId,
    /// The id of a chunk and of its vector point.
    ChunkId,
    /// The id of a conversation.
    ChatSessionId,
    /// The id of a message: a question or an answer.
    MessageId,
    /// The id of a citation.
    CitationId,
    /// The id of a language-model call.
    ModelCallId,
    /// The id of a dataset: an uploaded table, and the figures computed from it.
    DatasetId,
    /// The id of an evaluation run.
    EvaluationId,
    /// The id of a message in the outbox.
    OutboxMessageId,
    /// The id of a record of the audit log.
    AuditRecordId,
    /// The id of a prediction.
    PredictionId,
    /// The id of a batch of predictions.
    PredictionBatchId,
    /// The id of a watched source.
    SourceId,
    /// The id of a run of a source.
    SourceRunId,
    /// The id of an entry of a sanctions list.
    ListEntityId,
    /// The id of a folder of conversations.
    ChatFolderId,
    /// The id of a dataset: a named collection of documents.
    KnowledgeDatasetId,
    /// The id of a screening.
    ScreeningId,
    /// The id of a batch of screenings.
    ScreeningBatchId,
    /// The id of an erasure of a screened subject.
    SubjectErasureId,
    /// The id of an alert.
    AlertId,
    /// The id of a decision about an alert.
    AlertDecisionId,
}

macro_rules! typed_number {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Deserialize, Eq, FromSql, Hash, Ord, PartialEq, PartialOrd, Serialize, ToSchema, ToSql)]
        #[postgres(transparent)]
        #[serde(transparent)]
        #[schema(example = 3)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )+};
}

typed_number! {
    /// The id of a customer profile.
    CustomerId,
    /// The id of a staff profile.
    StaffId,
    /// The id of a staff role.
    StaffRoleId,
    /// The id of a staff permission.
    PermissionId,
}
