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
    /// Questions: answered (success) or failed because of an internal error (error).
    Counter CHAT_REQUESTS_TOTAL = "chat_requests_total" by ["mode" dimension, "status" dimension];
    /// Searches for passages.
    Counter RAG_QUERIES_TOTAL = "rag_queries_total" by ["mode" dimension];
    /// Searches without results.
    Counter EMPTY_RETRIEVAL_TOTAL = "empty_retrieval_total" by ["mode"];
    /// Tables analysed and answers written from figures, of outages or other data.
    Counter ANALYTICS_RUNS_TOTAL = "analytics_runs_total" by ["dataset"];
    /// Duration of finding and ranking passages.
    Histogram RAG_DURATION_SECONDS = "rag_duration_seconds" [BRIEF] by ["mode" dimension];
    /// Duration of a language model's answer, from the request to its last token; interrupted and stopped answers do
    /// not count.
    Histogram LLM_DURATION_SECONDS = "llm_duration_seconds" [WRITING] by ["mode", "model" dimension];
    /// Time from a request to the first byte of its response.
    Histogram REQUEST_DURATION_SECONDS = "request_duration_seconds" [BRIEF] by ["method", "path", "status"];
    /// Requests rejected by a rate limit.
    Counter RATE_LIMIT_EXCEEDED_TOTAL = "rate_limit_exceeded_total" by ["route"];
    /// Provider calls by result.
    Counter EXTERNAL_API_CALLS_TOTAL = "external_api_calls_total" by ["provider" dimension, "endpoint", "status" dimension];
    /// Duration of provider calls.
    Histogram EXTERNAL_API_DURATION_SECONDS = "external_api_duration_seconds" [WRITING] by ["provider" dimension, "endpoint"];
    /// Used share of a provider's daily and monthly budget, without calls in progress; 1 where the budget rejected a
    /// call.
    Gauge EXTERNAL_API_BUDGET_RATIO = "external_api_budget_ratio" by ["provider" dimension, "budget_type" dimension];
    /// Cost of provider calls in billionths of a US dollar.
    Counter EXTERNAL_API_CREDIT_USED_TOTAL = "external_api_credit_used_total" by ["provider", "credit_type"];
    /// Remaining requests to a provider in the minute and the day of its last call, if it has limits.
    Gauge EXTERNAL_API_RATE_LIMIT_REMAINING = "external_api_rate_limit_remaining" by ["provider" dimension, "limit_type" dimension];
    /// State of a provider's circuit breaker after its last call: 0 closed, 1 half-open, 2 open.
    Gauge EXTERNAL_API_CIRCUIT_BREAKER_STATE = "external_api_circuit_breaker_state" by ["provider" dimension];
    /// Requests to language models.
    Counter LLM_REQUESTS_TOTAL = "llm_requests_total" by ["model"];
    /// Input and output tokens of language models.
    Counter LLM_TOKENS_TOTAL = "llm_tokens_total" by ["model" dimension, "token_type" dimension];
    /// Cost of language models in billionths of a US dollar.
    Counter LLM_COST_TOTAL = "llm_cost_total" by ["model" dimension];
    /// Failed calls of language models.
    Counter LLM_ERRORS_TOTAL = "llm_errors_total" by ["model" dimension, "kind"];
    /// Lookups in the answer cache.
    Counter CACHE_OPERATIONS_TOTAL = "cache_operations_total" by ["cache"];
    /// Hits of the answer cache.
    Counter CACHE_HITS_TOTAL = "cache_hits_total" by ["cache"];
    /// Misses of the answer cache.
    Counter CACHE_MISSES_TOTAL = "cache_misses_total" by ["cache"];
    /// Duration of vector store calls.
    Histogram VECTOR_STORE_DURATION_SECONDS = "vector_store_duration_seconds" [CALL] by ["operation"];
    /// Failed vector store calls.
    Counter VECTOR_STORE_ERRORS_TOTAL = "vector_store_errors_total" by ["operation" dimension];
    /// Duration of database statements, from sending to the last row.
    Histogram DB_QUERY_DURATION_SECONDS = "db_query_duration_seconds" [CALL] by [];
    /// Database connections of a process: in use, idle, and the maximum.
    Gauge DB_CONNECTIONS = "db_connections" by ["state" dimension];
    /// Processed files, and ended runs of watched sources, by result.
    Counter INGEST_RUNS_TOTAL = "ingest_runs_total" by ["source", "status" dimension];
    /// Time from the request to upload a file until the file is ready, and from the request of a run of a watched source to its
    /// end.
    Histogram INGEST_RUN_DURATION_SECONDS = "ingest_run_duration_seconds" [WORK] by ["source" dimension];
    /// Time of the last successfully processed file, and of the last run that read a watched source, in seconds since 1970.
    Gauge INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS = "ingest_last_success_timestamp_seconds" by ["source" dimension];
    /// Entries of lists that runs of watched sources added, changed and removed, and laws that they found changed.
    Counter INGEST_DOCUMENTS_TOTAL = "ingest_documents_total" by ["source", "change" dimension];
    /// Screenings of earlier subjects with what is new on a list, that ended: done or failed.
    Counter RESCREENINGS_TOTAL = "rescreenings_total" by ["source", "status" dimension];
    /// Alerts that these opened.
    Counter RESCREENING_ALERTS_TOTAL = "rescreening_alerts_total" by ["source"];
    /// Enabled watched sources that no run has read for 48 hours.
    Gauge SOURCES_LATE = "sources_late" by [];
    /// Enabled watched sources whose last run failed.
    Gauge SOURCES_FAILING = "sources_failing" by [];
    /// Enabled watched sources whose last run failed because a list or a law lost more than a fifth.
    Gauge SOURCES_SHRUNKEN = "sources_shrunken" by [];
    /// Time at which the state of watched sources was measured last, in seconds since 1970.
    Gauge SOURCES_MEASURED_TIMESTAMP_SECONDS = "sources_measured_timestamp_seconds" by [];
    /// Pages without usable text that left text recognition: read, empty or failed.
    Counter OCR_PAGES_TOTAL = "ocr_pages_total" by ["result" dimension];
    /// Ratings of answers.
    Counter USER_FEEDBACK_TOTAL = "user_feedback_total" by ["type"];
    /// Messages waiting in a queue.
    Gauge QUEUE_DEPTH = "queue_depth" by ["queue_name" dimension];
    /// Messages in progress.
    Gauge QUEUE_IN_FLIGHT = "queue_in_flight" by ["queue_name"];
    /// Messages that failed after all retries.
    Gauge DEAD_LETTERS = "dead_letters" by ["queue_name" dimension];
    /// Age of messages when they are received from a queue.
    Histogram QUEUE_AGE_SECONDS = "queue_age_seconds" [WORK] by ["queue_name"];
    /// Age of the newest verified backup in seconds.
    Gauge BACKUP_AGE_SECONDS = "backup_age_seconds" by [];
    /// Start of the newest verified backup, in seconds since 1970.
    Gauge BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS = "backup_last_success_timestamp_seconds" by ["kind"];
    /// Time of the last successful verification of a backup, in seconds since 1970.
    Gauge BACKUP_VERIFIED_TIMESTAMP_SECONDS = "backup_verified_timestamp_seconds" by ["kind"];
    /// Seconds since the last restore drill that passed, or since the first drill if none has passed.
    Gauge RESTORE_DRILL_AGE_SECONDS = "restore_drill_age_seconds" by [];
    /// Whether the last restore drill failed, 0 or 1.
    Gauge RESTORE_DRILL_FAILED = "restore_drill_failed" by [];
    /// End of the last restore drill that passed, in seconds since 1970.
    Gauge RESTORE_DRILL_LAST_SUCCESS_TIMESTAMP_SECONDS = "restore_drill_last_success_timestamp_seconds" by [];
    /// Files still in progress an hour after their upload had to be finished.
    Gauge STUCK_JOBS = "stuck_jobs" by [];
}
