//! Ids, names on the wire and small values that the stores, the functions and the answers share.
//!
//! No connection and no query: a crate that computes with these values does not depend on the database.

mod capabilities;
mod citation;
mod failure;
mod frequencies;
mod ids;
mod language;
mod object_key;
mod page;
mod parse_fault;
mod passage;
mod provision;
mod reader;
mod version;
mod visibility;
mod wire;

pub use citation::Citation;
pub use failure::{FailureReason, KEPT_FAILING};
pub use frequencies::{ActiveCollection, Count, Frequencies};
pub use ids::{
    AccessRequestId, AccountGroupId, AlertDecisionId, AlertId, ApiKeyId, AuditRecordId, AuthSessionId, ChatFolderId,
    ChatSessionId, ChunkId, CitationId, CustomerId, DatasetId, DocumentId, EmailShareId, EvaluationId,
    KnowledgeDatasetId, ListEntityId, MessageId, ModelCallId, OutboxMessageId, PermissionId, PredictionBatchId,
    PredictionId, ScreeningBatchId, ScreeningId, SourceId, SourceRunId, StaffId, StaffRoleId, SubjectErasureId,
    TokenPairId, UserId,
};
pub use language::{Language, Text};
pub use object_key::{ForeignKey, FrameKey, ObjectKey, TableKey};
pub use page::{Page, Part, Window};
pub use parse_fault::ParseFault;
pub use passage::{Crossing, Passage};
pub use provision::{CitedProvision, DeclaredLaw, LawFilter, Provision};
pub use reader::READER_VERSION;
pub use version::VersionKey;
pub use visibility::{DocumentFilter, SearchScope, Visibility};
pub use wire::{
    AccessRequestStatus, AccidentSeverity, AccountStatus, AlertOpening, AlertOutcome, AlertStatus, AnswerSupport,
    AuditAction, AuditObjectKind, AuditOutcome, CallOutcome, Capability, ChatMode, ChatSessionOrder, CircuitState,
    DocumentAccess, DocumentFormat, DocumentOrder, DocumentSource, DocumentStatus, DocumentType, EvaluationOrder,
    FeedbackKind, FeedbackOrder, FeedbackRating, JobOrder, JobStatus, ListChange, ListEntityKind, MessageRole,
    OutboxKind, Permission, PredictionBatchError, PredictionBatchStatus, QuoteMatch, Refusal, RereadReason,
    RereadStatus, RescreeningStatus, RunStatus, RunTrigger, Scope, ScreeningBatchError, ScreeningBatchStatus,
    SnapshotOrder, SourceFormat, SourcePart, SourceState, SubjectGender, SubjectIdentifierKind, Surface, TokenPurpose,
    UnknownName, UserOrder, UserRole, Workspace,
};
