//! One type an id, so that a session is never looked up by a document's id.

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
    /// An account.
    UserId,
    /// A login session, over all its tokens.
    AuthSessionId,
    /// An access token and the refresh token that came with it; the `jti` of the former.
    TokenPairId,
    /// A key for programs.
    ApiKeyId,
    /// A document over all its versions.
    DocumentId,
    /// A chunk, and the vector point made from it.
    ChunkId,
    /// A conversation.
    ChatSessionId,
    /// A question or an answer.
    MessageId,
    /// A checked quote under an answer.
    CitationId,
    /// A call of a language model.
    ModelCallId,
    /// The figures computed from a table.
    AnalyticsSnapshotId,
    /// A run of questions whose answers were measured.
    EvaluationId,
    /// A message in the outbox.
    OutboxMessageId,
    /// A record of the audit log.
    AuditRecordId,
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
    /// An account's customer profile.
    CustomerId,
    /// An account's staff profile.
    StaffId,
    /// A role of staff.
    StaffRoleId,
    /// A permission of staff.
    PermissionId,
}
