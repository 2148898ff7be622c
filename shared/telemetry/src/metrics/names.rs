//! All metrics.

use super::describe::{Counter, Description, Gauge, Histogram, Kind};

/// Upper bounds for what takes from some milliseconds to half a minute, in seconds.
const BRIEF: &[f64] = &[0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
/// Upper bounds for what a model writes, in seconds.
const WRITING: &[f64] = &[0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0];
/// Upper bounds for one call of a store, in seconds.
const CALL: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
/// Upper bounds for work on a file, in seconds.
const WORK: &[f64] = &[1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0];

macro_rules! metrics {
    ($(
        $(#[doc = $help:literal])+
        $shape:ident $constant:ident = $name:literal $([$bounds:ident])? by [$($label:literal $($dimension:ident)?),*];
    )+) => {
        $(
            $(#[doc = $help])+
            pub static $constant: $shape<{ const LABELS: &[&str] = &[$($label),*]; LABELS.len() }> = $shape(Description {
                name: $name,
                help: concat!($($help),+).trim_ascii(),
                kind: metrics!(@kind $shape $($bounds)?),
                labels: &[$($label),*],
                dimensions: metrics!(@dimensions [] $($label $($dimension)?,)*),
            });
        )+
        /// All of them.
        pub static METRICS: &[&Description] = &[$(&$constant.0),+];
    };
    (@kind Counter) => { Kind::Counter };
    (@kind Gauge) => { Kind::Gauge };
    (@kind Histogram $bounds:ident) => { Kind::Histogram($bounds) };
    (@dimensions [$($found:literal),*]) => { &[$($found),*] };
    (@dimensions [$($found:literal),*] $label:literal dimension, $($rest:tt)*) => {
        metrics!(@dimensions [$($found,)* $label] $($rest)*)
    };
    (@dimensions [$($found:literal),*] $label:literal, $($rest:tt)*) => { metrics!(@dimensions [$($found),*] $($rest)*) };
}

metrics! {
    /// Questions that were answered (success), or not through a fault of ours (error).
    Counter CHAT_REQUESTS_TOTAL = "chat_requests_total" by ["mode" dimension, "status" dimension];
    /// Searches for what documents say to a question.
    Counter RAG_QUERIES_TOTAL = "rag_queries_total" by ["mode" dimension];
    /// Searches that found nothing.
    Counter EMPTY_RETRIEVAL_TOTAL = "empty_retrieval_total" by ["mode"];
    /// Tables that figures were computed of, and answers made of figures: of outages, or other ones.
    Counter ANALYTICS_RUNS_TOTAL = "analytics_runs_total" by ["dataset"];
    /// How long finding and weighing passages took.
    Histogram RAG_DURATION_SECONDS = "rag_duration_seconds" [BRIEF] by ["mode" dimension];
    /// How long a language model wrote, from the question to its last word; what broke off or was stopped does not count.
    Histogram LLM_DURATION_SECONDS = "llm_duration_seconds" [WRITING] by ["mode", "model" dimension];
    /// How long requests took until their answer began.
    Histogram REQUEST_DURATION_SECONDS = "request_duration_seconds" [BRIEF] by ["method", "path", "status"];
    /// Requests that a limit refused.
    Counter RATE_LIMIT_EXCEEDED_TOTAL = "rate_limit_exceeded_total" by ["route"];
    /// Calls of providers, by how they ended.
    Counter EXTERNAL_API_CALLS_TOTAL = "external_api_calls_total" by ["provider" dimension, "endpoint", "status" dimension];
    /// How long calls of providers took.
    Histogram EXTERNAL_API_DURATION_SECONDS = "external_api_duration_seconds" [WRITING] by ["provider" dimension, "endpoint"];
    /// The share of a provider's budget that is used, of the day and of the month, without what calls under way may still use; 1 where
    /// its budget let no call be made.
    Gauge EXTERNAL_API_BUDGET_RATIO = "external_api_budget_ratio" by ["provider" dimension, "budget_type" dimension];
    /// What calls of providers cost, in billionths of a US dollar.
    Counter EXTERNAL_API_CREDIT_USED_TOTAL = "external_api_credit_used_total" by ["provider", "credit_type"];
    /// How many requests a provider might still be sent within the minute and the day of its last call, where it has limits.
    Gauge EXTERNAL_API_RATE_LIMIT_REMAINING = "external_api_rate_limit_remaining" by ["provider" dimension, "limit_type" dimension];
    /// A provider's circuit as its last call left it: 0 closed, it is asked; 1 half-open, it is tried again; 2 open, it is not asked for a
    /// minute.
    Gauge EXTERNAL_API_CIRCUIT_BREAKER_STATE = "external_api_circuit_breaker_state" by ["provider" dimension];
    /// Requests that models were sent.
    Counter LLM_REQUESTS_TOTAL = "llm_requests_total" by ["model"];
    /// Tokens that models read and wrote.
    Counter LLM_TOKENS_TOTAL = "llm_tokens_total" by ["model" dimension, "token_type" dimension];
    /// What models cost, in billionths of a US dollar.
    Counter LLM_COST_TOTAL = "llm_cost_total" by ["model" dimension];
    /// Calls of models that failed.
    Counter LLM_ERRORS_TOTAL = "llm_errors_total" by ["model" dimension, "kind"];
    /// Answers that were looked for among those made before.
    Counter CACHE_OPERATIONS_TOTAL = "cache_operations_total" by ["cache"];
    /// Those that were there.
    Counter CACHE_HITS_TOTAL = "cache_hits_total" by ["cache"];
    /// Those that were not.
    Counter CACHE_MISSES_TOTAL = "cache_misses_total" by ["cache"];
    /// How long calls of the vector store took.
    Histogram VECTOR_STORE_DURATION_SECONDS = "vector_store_duration_seconds" [CALL] by ["operation"];
    /// Calls of the vector store that failed.
    Counter VECTOR_STORE_ERRORS_TOTAL = "vector_store_errors_total" by ["operation" dimension];
    /// How long statements took, from being sent to their last row.
    Histogram DB_QUERY_DURATION_SECONDS = "db_query_duration_seconds" [CALL] by [];
    /// Connections of a process to the database: in use, idle, and the most that it opens.
    Gauge DB_CONNECTIONS = "db_connections" by ["state" dimension];
    /// Files that were taken in, by what became of them.
    Counter INGEST_RUNS_TOTAL = "ingest_runs_total" by ["source", "status" dimension];
    /// How long files took from the announcement of their upload until they could be asked about.
    Histogram INGEST_RUN_DURATION_SECONDS = "ingest_run_duration_seconds" [WORK] by ["source" dimension];
    /// When a file was last taken in whole, in seconds since 1970.
    Gauge INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS = "ingest_last_success_timestamp_seconds" by ["source" dimension];
    /// What people said of answers.
    Counter USER_FEEDBACK_TOTAL = "user_feedback_total" by ["type"];
    /// Messages that wait in a queue.
    Gauge QUEUE_DEPTH = "queue_depth" by ["queue_name" dimension];
    /// Messages that are being worked on.
    Gauge QUEUE_IN_FLIGHT = "queue_in_flight" by ["queue_name"];
    /// Messages that were given up.
    Gauge DEAD_LETTERS = "dead_letters" by ["queue_name" dimension];
    /// How old messages were when they were taken out of a queue.
    Histogram QUEUE_AGE_SECONDS = "queue_age_seconds" [WORK] by ["queue_name"];
    /// How long ago the newest backup that was read back whole began, in seconds.
    Gauge BACKUP_AGE_SECONDS = "backup_age_seconds" by [];
    /// When the newest backup that was read back whole began, in seconds since 1970.
    Gauge BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS = "backup_last_success_timestamp_seconds" by ["kind"];
    /// When a backup was last read back and found whole, in seconds since 1970.
    Gauge BACKUP_VERIFIED_TIMESTAMP_SECONDS = "backup_verified_timestamp_seconds" by ["kind"];
    /// Files that are still worked on an hour after their upload had to be over.
    Gauge STUCK_JOBS = "stuck_jobs" by [];
}
