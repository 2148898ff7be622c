//! Typed queries over Postgres, the pool behind them and the migrations that shape the tables.
//!
//! One module a table, and one for what is stored in several at once; each function runs the statement of the same name under `queries/<table>/`.

pub mod administration;
pub mod admissions;
pub mod analytics_snapshots;
pub mod answer_feedback;
pub mod answer_records;
pub mod answer_streams;
pub mod api_keys;
pub mod audit_records;
pub mod auth_sessions;
pub mod auth_token_pairs;
mod authorities;
pub mod backups;
pub mod cached_answers;
pub mod chat_messages;
pub mod chat_sessions;
pub mod chat_turns;
pub mod citations;
mod connection;
pub mod customers;
pub mod document_chunk_vectors;
pub mod document_chunks;
pub mod document_pages;
pub mod document_ranges;
pub mod document_role_shares;
pub mod document_shares;
pub mod document_versions;
pub mod document_words;
pub mod documents;
pub mod erasures;
mod error;
pub mod evaluations;
pub mod idempotency_keys;
mod ids;
pub mod known_devices;
mod limits;
mod list;
mod login;
pub mod login_roles;
mod migrations;
pub mod model_calls;
pub mod model_usage;
mod object_key;
pub mod one_time_tokens;
pub mod outbox_messages;
mod pool;
mod postgres_error;
mod query;
pub mod row_counts;
pub mod second_factors;
pub mod seeding;
pub mod staff;
pub mod staff_permissions;
pub mod staff_roles;
mod suspicion;
pub mod users;
pub mod vector_collection_ranges;
pub mod vector_collections;
mod visibility;
mod wire;
pub mod withdrawals;

pub use connection::{Connection, GenericClient, Patience, Transaction};
pub use error::{DatabaseError, Result};
pub use ids::{
    AnalyticsSnapshotId, ApiKeyId, AuditRecordId, AuthSessionId, ChatSessionId, ChunkId, CitationId, CustomerId,
    DocumentId, EvaluationId, MessageId, ModelCallId, OutboxMessageId, PermissionId, StaffId, StaffRoleId, TokenPairId,
    UserId,
};
pub use limits::DatabaseLimits;
pub use list::{List, Page, Part};
pub use migrations::{EXPECTED_VERSION, keep_schema, migrate, migrate_to, migrations_digest, schema_version};
pub use object_key::{ForeignKey, ObjectKey, TableKey};
pub use pool::{CredentialSource, Credentials, Database, DatabaseSettings};
pub use postgres_error::PostgresError;
pub use visibility::{DocumentFilter, Visibility};
pub use wire::{
    AnswerSupport, AuditAction, AuditObjectKind, AuditOutcome, CallOutcome, ChatMode, ChatSessionOrder, CircuitState,
    DocumentAccess, DocumentOrder, DocumentSource, DocumentStatus, DocumentType, EvaluationOrder, FeedbackRating,
    JobOrder, JobStatus, MessageRole, OutboxKind, Permission, QuoteMatch, Refusal, Scope, SnapshotOrder, Surface,
    TokenPurpose, UnknownName, UserOrder, UserRole,
};
