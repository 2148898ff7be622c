//! The closed sets of names that the API and the tables share.

use postgres_types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use serde::{Deserialize, Serialize};
use std::{error::Error, fmt, str::FromStr};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type as SchemaType},
};

/// A name that is not in the set; says which ones are.
#[derive(Debug, thiserror::Error)]
#[error("`{given}` is not one of {known}")]
pub struct UnknownName {
    given: String,
    known: String,
}

impl UnknownName {
    /// The names of the set, for messages that must not repeat what was given.
    #[must_use]
    pub fn known(&self) -> &str {
        &self.known
    }
}

macro_rules! wire_names {
    ($($(#[doc = $doc:literal])+ $name:ident { $($variant:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] #[serde(rename = $text)] $variant),+
        }

        // A derived description would give the names of the variants, not those on the wire.
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let names = Self::ALL.iter().map(|name| name.as_str());
                let object = ObjectBuilder::new().schema_type(SchemaType::String).enum_values(Some(names));
                object.description(Some(concat!($($doc),+).trim())).into()
            }
        }

        impl ToSchema for $name {}

        impl $name {
            /// Every member, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name on the wire and in the table.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;

            /// Accepts any case, so that `UETCL` names the source `uetcl`.
            fn from_str(text: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().copied().find(|name| name.as_str().eq_ignore_ascii_case(text)).ok_or_else(|| UnknownName {
                    given: text.chars().take(64).collect(),
                    known: [$($text),+].join(", "),
                })
            }
        }

        impl ToSql for $name {
            fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
                self.as_str().to_sql(ty, out)
            }

            fn accepts(ty: &Type) -> bool {
                <&str as ToSql>::accepts(ty)
            }

            to_sql_checked!();
        }

        impl<'a> FromSql<'a> for $name {
            fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
                Ok(<&str>::from_sql(ty, raw)?.parse()?)
            }

            fn accepts(ty: &Type) -> bool {
                <&str as FromSql>::accepts(ty)
            }
        }
    )+};
}

wire_names! {
    /// Sort order of accounts; `-` reverses it.
    UserOrder {
        Newest = "-created_at", Oldest = "created_at", Email = "email", EmailBackwards = "-email", Name = "name",
        NameBackwards = "-name",
    }
    /// Sort order of conversations; `-` reverses it.
    ChatSessionOrder { Newest = "-created_at", Oldest = "created_at" }
    /// Sort order of ratings; `-` reverses it.
    FeedbackOrder { Newest = "-created_at", Oldest = "created_at" }
    /// Sort order of documents; `-` reverses it.
    DocumentOrder { Newest = "-created_at", Oldest = "created_at", Name = "name", NameBackwards = "-name" }
    /// Sort order of jobs, by start or by last progress; `-` reverses it.
    JobOrder { Newest = "-created_at", Oldest = "created_at", LastMoved = "-updated_at", LongestStill = "updated_at" }
    /// Sort order of evaluations; `-` reverses it.
    EvaluationOrder { Newest = "-created_at", Oldest = "created_at" }
    /// Progress of the ingestion of a file.
    JobStatus { Queued = "queued", Running = "running", Done = "done", Failed = "failed" }
    /// Reason why a document that is ready is read again.
    RereadReason { NewerReader = "newer_reader", Requested = "requested" }
    /// Progress of reading a document again.
    RereadStatus { Waiting = "waiting", Running = "running", Failed = "failed" }
    /// Sort order of tables; `-` reverses it.
    SnapshotOrder {
        Newest = "-created_at", Oldest = "created_at", Name = "dataset_name", NameBackwards = "-dataset_name",
    }
    /// Reason why a language model cannot be called now.
    Refusal {
        CircuitBreakerOpen = "circuit_breaker_open", DailyBudget = "daily_budget_exceeded",
        MonthlyBudget = "monthly_budget_exceeded", DailyTokens = "daily_token_limit_exceeded",
        MonthlyTokens = "monthly_token_limit_exceeded", RatePerMinute = "rate_limit_per_minute_exceeded",
        DailyRequests = "daily_request_limit_exceeded", MonthlyRequests = "monthly_request_limit_exceeded",
        UserDailyBudget = "user_daily_budget_exceeded", UserMonthlyBudget = "user_monthly_budget_exceeded",
        UserDailyTokens = "user_daily_token_limit_exceeded", UserMonthlyTokens = "user_monthly_token_limit_exceeded",
        UserDailyRequests = "user_daily_request_limit_exceeded",
        UserMonthlyRequests = "user_monthly_request_limit_exceeded",
    }
    /// Workspace of a conversation: documents, tables, or sanctions law.
    Workspace { Knowledge = "knowledge", Data = "data", Sanctions = "sanctions" }
    /// Outcome of a call of a language model.
    CallOutcome {
        Completed = "completed", Stopped = "stopped", BrokenOff = "broken_off", Failed = "failed", Lost = "lost",
    }
    /// State of a provider's circuit breaker.
    CircuitState { Closed = "closed", Open = "open", HalfOpen = "half_open" }
    /// Role of an account. A guest has no capabilities, only the rights of its customer or staff profile.
    UserRole {
        Admin = "admin", Analyst = "analyst", Compliance = "compliance", Auditor = "auditor", User = "user",
        Guest = "guest",
    }
    /// Whether the owner of an account can log in: an invited one has not set a password yet.
    AccountStatus { Active = "active", Invited = "invited", Deactivated = "deactivated" }
    /// State of a request for access.
    AccessRequestStatus { Waiting = "waiting", Granted = "granted", Refused = "refused" }
    /// Surface on which a login session began, which decides its use.
    Surface { Copilot = "copilot", Customer = "customer", Staff = "staff" }
    /// Kind of an outgoing message.
    OutboxKind {
        PasswordReset = "password_reset", EmailVerification = "email_verification",
        MobileVerification = "mobile_verification", PasswordChanged = "password_changed",
        EmailChanged = "email_changed", StaffWelcome = "staff_welcome",
        SecondFactorAdded = "second_factor_added", SecondFactorRemoved = "second_factor_removed",
        SessionReplayed = "session_replayed", Invitation = "invitation",
        AccessRequested = "access_requested", AccessGranted = "access_granted", AccessRefused = "access_refused",
    }
    /// Purpose of a one-time token.
    TokenPurpose {
        PasswordReset = "password_reset", EmailVerification = "email_verification",
        MobileVerification = "mobile_verification", Invitation = "invitation",
    }
    /// Action in the audit log.
    AuditAction {
        LogIn = "log_in", LogOut = "log_out", RefreshSession = "refresh_session", EndSession = "end_session",
        EndOtherSessions = "end_other_sessions", ChangePassword = "change_password", ResetPassword = "reset_password",
        VerifyEmail = "verify_email", VerifyMobile = "verify_mobile", AddSecondFactor = "add_second_factor",
        RemoveSecondFactor = "remove_second_factor", CreateApiKey = "create_api_key", EndApiKey = "end_api_key",
        CreateAccount = "create_account", UpdateAccount = "update_account", CloseAccount = "close_account",
        CreateStaff = "create_staff", ApproveStaff = "approve_staff", UpdateStaff = "update_staff",
        CloseStaff = "close_staff",
        CreateRole = "create_role", UpdateRole = "update_role", GrantPermissions = "grant_permissions",
        CreateDocument = "create_document", DeleteDocument = "delete_document",
        DeleteConversation = "delete_conversation",
        AddDocumentVersion = "add_document_version", ReindexDocument = "reindex_document",
        ShareDocument = "share_document", UnshareDocument = "unshare_document",
        CreateSnapshot = "create_snapshot", DeleteSnapshot = "delete_snapshot", UpdateSnapshot = "update_snapshot",
        ShareSnapshot = "share_snapshot", UnshareSnapshot = "unshare_snapshot",
        ReadConversation = "read_conversation", RetryJob = "retry_job", RedriveDeadLetters = "redrive_dead_letters",
        AddEvaluation = "add_evaluation", InviteAccount = "invite_account", AcceptInvitation = "accept_invitation",
        ReopenAccount = "reopen_account", SendPasswordReset = "send_password_reset", EndSessions = "end_sessions",
        EndApiKeys = "end_api_keys", RequestAccess = "request_access", GrantAccess = "grant_access",
        RefuseAccess = "refuse_access", CreateGroup = "create_group", UpdateGroup = "update_group",
        DeleteGroup = "delete_group", AddGroupMember = "add_group_member", RemoveGroupMember = "remove_group_member",
        CreateSource = "create_source", UpdateSource = "update_source", DisableSource = "disable_source",
        RunSource = "run_source", CreateKnowledgeDataset = "create_knowledge_dataset",
        DeleteKnowledgeDataset = "delete_knowledge_dataset",
        ScreenSubject = "screen_subject", DecideAlert = "decide_alert",
        ConfirmDecision = "confirm_decision", RefuseDecision = "refuse_decision",
        CreateScreeningBatch = "create_screening_batch", EraseSubject = "erase_subject",
        RescreenSubjects = "rescreen_subjects",
    }
    /// Outcome of an action.
    AuditOutcome { Done = "done", Refused = "refused" }
    /// Kind of object of an action.
    AuditObjectKind {
        Account = "account", Session = "session", ApiKey = "api_key", Staff = "staff", Role = "role",
        Document = "document", Conversation = "conversation", Snapshot = "snapshot", Evaluation = "evaluation",
        Group = "group", Source = "source", KnowledgeDataset = "knowledge_dataset",
        Screening = "screening", Alert = "alert", ScreeningBatch = "screening_batch",
        SubjectErasure = "subject_erasure",
    }
    /// Scope of an API key.
    Scope {
        Read = "read", Write = "write", Chat = "chat", Admin = "admin", Metrics = "metrics:read",
        UnlimitedRate = "limits:bypass",
    }
    /// Right of an account, which its role gives it. `UserRole::capabilities` says which role has which.
    Capability {
        QuestionsAsk = "questions.ask",
        DocumentsRead = "documents.read", DocumentsWrite = "documents.write", DocumentsManage = "documents.manage",
        TablesRead = "tables.read", TablesWrite = "tables.write", TablesManage = "tables.manage",
        PredictionsUse = "predictions.use", InvestigationsUse = "investigations.use",
        ScreeningUse = "screening.use", ScreeningDecide = "screening.decide", AlertsRead = "alerts.read",
        ScreeningsRead = "screenings.read",
        ListsRead = "lists.read", SourcesRead = "sources.read", SourcesManage = "sources.manage",
        AuditRead = "audit.read", QualityRead = "quality.read", QualityWrite = "quality.write",
        ConversationsRead = "conversations.read", SpendRead = "spend.read", UsersManage = "users.manage",
        SystemManage = "system.manage",
    }
    /// Permission of staff in the marketplace.
    Permission {
        UsersView = "users.view", UsersEdit = "users.edit", UsersDelete = "users.delete",
        BookingsView = "bookings.view", BookingsCreate = "bookings.create", BookingsEdit = "bookings.edit",
        BookingsCancel = "bookings.cancel", BookingsAssign = "bookings.assign",
        ProvidersView = "providers.view", ProvidersCreate = "providers.create", ProvidersEdit = "providers.edit",
        ProvidersVerify = "providers.verify", ProvidersDeactivate = "providers.deactivate",
        ComplaintsView = "complaints.view", ComplaintsAssign = "complaints.assign",
        ComplaintsResolve = "complaints.resolve", ComplaintsEscalate = "complaints.escalate",
        PaymentsView = "payments.view", PaymentsRefund = "payments.refund", PaymentsSettle = "payments.settle",
        AnalyticsView = "analytics.view", ReportsGenerate = "reports.generate", ReportsExport = "reports.export",
        StaffView = "staff.view", StaffCreate = "staff.create", StaffEdit = "staff.edit",
        StaffDelete = "staff.delete", RolesManage = "roles.manage", PermissionsManage = "permissions.manage",
        SettingsManage = "settings.manage",
    }
    /// Mode of an answer.
    ChatMode {
        StrategyQa = "strategy_qa", Actions = "actions", Analytics = "analytics", Regulatory = "regulatory",
        Sanctions = "sanctions",
    }
    /// Support of the documents for an answer.
    AnswerSupport { None = "none", Near = "near", Partial = "partial", Full = "full" }
    /// Rating of an answer.
    FeedbackRating { Up = "up", Down = "down" }
    /// What a reader thinks of an answer: `inaccurate` is a negative rating that says that the answer is wrong.
    FeedbackKind { Helpful = "helpful", NotHelpful = "not_helpful", Inaccurate = "inaccurate" }
    /// Author of a message.
    MessageRole { User = "user", Assistant = "assistant" }
    /// Kind of document.
    DocumentType {
        Strategy = "strategy", Regulatory = "regulatory", Technical = "technical", Report = "report", Policy = "policy",
        Other = "other",
    }
    /// Format of the file of a document.
    DocumentFormat { Pdf = "pdf", Html = "html", Xml = "xml", Text = "text" }
    /// Publisher of a document.
    DocumentSource { Uetcl = "uetcl", Era = "era", Memd = "memd", WorldBank = "world_bank", Other = "other" }
    /// Status of a document.
    DocumentStatus { Pending = "pending", Processing = "processing", Ready = "ready", Failed = "failed" }
    /// Readers of a document before it is shared.
    DocumentAccess { Everyone = "everyone", Owner = "owner" }
    /// Class of the severity of an accident, the least severe first.
    AccidentSeverity { Minor = "minor", Moderate = "moderate", Serious = "serious", VerySerious = "very_serious" }
    /// Progress of a batch of predictions.
    PredictionBatchStatus { Pending = "pending", Processing = "processing", Success = "success", Failed = "failed" }
    /// Reason why a batch of predictions failed.
    PredictionBatchError { TimedOut = "timed_out" }
    /// Progress of a batch of screenings.
    ScreeningBatchStatus { Uploading = "uploading", Processing = "processing", Done = "done", Failed = "failed" }
    /// Reason why a batch of screenings failed.
    ScreeningBatchError {
        NotUploaded = "not_uploaded", Unreadable = "unreadable", NoList = "no_list", ListLost = "list_lost",
        TimedOut = "timed_out",
    }
    /// Progress of the screening of earlier subjects with what is new on a list.
    RescreeningStatus {
        Waiting = "waiting", Processing = "processing", Settling = "settling", Done = "done", Failed = "failed",
    }
    /// Format of a watched source.
    SourceFormat {
        OfacSdn = "ofac_sdn", OfacConsolidated = "ofac_consolidated", UnXml = "un_xml", EuXml = "eu_xml",
        EuCsv = "eu_csv", BisDeniedPersons = "bis_denied_persons", UsScreening = "us_screening", Law = "law",
    }
    /// Part of a source that is published in several files.
    SourcePart { Main = "main", Aliases = "aliases", Addresses = "addresses", Comments = "comments" }
    /// Class of a number of somebody who is screened.
    SubjectIdentifierKind {
        Passport = "passport", NationalId = "national_id", TaxNumber = "tax_number", Registration = "registration",
        Imo = "imo", ImoCompany = "imo_company", Mmsi = "mmsi", CallSign = "call_sign", Aircraft = "aircraft",
        Bic = "bic", BankCode = "bank_code", BankAccount = "bank_account", Security = "security",
        DrivingLicence = "driving_licence", Wallet = "wallet",
    }
    /// Gender of somebody who is screened.
    SubjectGender { Female = "female", Male = "male" }
    /// Progress of an alert.
    AlertStatus {
        Open = "open", AwaitingConfirmation = "awaiting_confirmation", Match = "match", NotMatch = "not_match",
    }
    /// Why an alert was opened.
    AlertOpening { New = "new", DecisionExpired = "decision_expired", EntityChanged = "entity_changed", Refused = "decision_refused" }
    /// What was decided about an alert.
    AlertOutcome { Match = "match", NotMatch = "not_match" }
    /// What started a run of a source.
    RunTrigger { Manual = "manual", Schedule = "schedule", Webhook = "webhook", Deployment = "deployment" }
    /// Progress of a run of a source.
    RunStatus {
        Queued = "queued", Fetching = "fetching", Processing = "processing", Embedding = "embedding", Done = "done",
        NoChange = "no_change", Failed = "failed",
    }
    /// Kind of an entry of a list.
    ListEntityKind {
        Person = "person", Organisation = "organisation", Vessel = "vessel", Aircraft = "aircraft", Other = "other",
    }
    /// What became of an entry of a list.
    ListChange { Added = "added", Changed = "changed", Removed = "removed" }
    /// Whether what is known of a source is up to date.
    SourceState { Fresh = "fresh", Late = "late", Unread = "unread", Disabled = "disabled" }
    /// Kind of match between a quote and its page.
    QuoteMatch { Exact = "exact", Normalized = "normalized" }
}

impl DocumentStatus {
    /// From 0 to 100: 5 once its file has landed, then its share of pages; 100 only when it is ready.
    #[must_use]
    pub fn progress(self, page_count: Option<i32>, pages_done: i32) -> i32 {
        match (self, page_count) {
            (Self::Ready, _) => 100,
            (Self::Processing | Self::Failed, Some(pages)) if pages > 0 => {
                (5 + pages_done.saturating_mul(95) / pages).min(99)
            }
            (Self::Processing, _) => 5,
            (Self::Pending | Self::Failed, _) => 0,
        }
    }
}

impl From<DocumentStatus> for JobStatus {
    fn from(status: DocumentStatus) -> Self {
        match status {
            DocumentStatus::Pending => Self::Queued,
            DocumentStatus::Processing => Self::Running,
            DocumentStatus::Ready => Self::Done,
            DocumentStatus::Failed => Self::Failed,
        }
    }
}

impl From<JobStatus> for DocumentStatus {
    fn from(status: JobStatus) -> Self {
        match status {
            JobStatus::Queued => Self::Pending,
            JobStatus::Running => Self::Processing,
            JobStatus::Done => Self::Ready,
            JobStatus::Failed => Self::Failed,
        }
    }
}

impl DocumentSource {
    /// The publisher's name as people write it.
    #[must_use]
    pub const fn display_name(self) -> &'static str {
        match self {
            Self::Uetcl => "UETCL",
            Self::Era => "ERA",
            Self::Memd => "MEMD",
            Self::WorldBank => "World Bank",
            Self::Other => "Other",
        }
    }
}
