//! The panels of each dashboard.

use sisuiq_telemetry::metrics::{
    ANALYTICS_RUNS_TOTAL, BACKUP_AGE_SECONDS, BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, BACKUP_VERIFIED_TIMESTAMP_SECONDS,
    CACHE_HITS_TOTAL, CACHE_MISSES_TOTAL, CHAT_REQUESTS_TOTAL, DB_CONNECTIONS, DB_QUERY_DURATION_SECONDS, DEAD_LETTERS,
    EMPTY_RETRIEVAL_TOTAL, EXTERNAL_API_BUDGET_RATIO, EXTERNAL_API_CALLS_TOTAL, EXTERNAL_API_CIRCUIT_BREAKER_STATE,
    EXTERNAL_API_CREDIT_USED_TOTAL, EXTERNAL_API_DURATION_SECONDS, EXTERNAL_API_RATE_LIMIT_REMAINING,
    INGEST_DOCUMENTS_TOTAL, INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, INGEST_RUN_DURATION_SECONDS, INGEST_RUNS_TOTAL,
    LLM_COST_TOTAL, LLM_DURATION_SECONDS, LLM_ERRORS_TOTAL, LLM_REQUESTS_TOTAL, LLM_TOKENS_TOTAL, OCR_PAGES_TOTAL,
    QUEUE_AGE_SECONDS, QUEUE_DEPTH, QUEUE_IN_FLIGHT, RAG_DURATION_SECONDS, RAG_QUERIES_TOTAL,
    RATE_LIMIT_EXCEEDED_TOTAL, REQUEST_DURATION_SECONDS, RESCREENING_ALERTS_TOTAL, RESCREENINGS_TOTAL,
    RESTORE_DRILL_AGE_SECONDS, RESTORE_DRILL_FAILED, RESTORE_DRILL_LAST_SUCCESS_TIMESTAMP_SECONDS, SOURCES_FAILING,
    SOURCES_LATE, SOURCES_MEASURED_TIMESTAMP_SECONDS, SOURCES_SHRUNKEN, STUCK_JOBS, USER_FEEDBACK_TOTAL,
    VECTOR_STORE_DURATION_SECONDS, VECTOR_STORE_ERRORS_TOTAL,
};
use sisuiq_template::Template;

use super::Panel;
use crate::query::Query;

const SECONDS: &str = "s";
const EACH_SECOND: &str = "reqps";
const NUMBER: &str = "short";
const SHARE: &str = "percentunit";
/// Milliseconds since 1970, shown as how long ago that is.
const MOMENT: &str = "dateTimeFromNow";
const LATELY: &str = "5m";

fn panel(title: &str, unit: &'static str, queries: Vec<Query>) -> Panel {
    Panel { title: title.to_owned(), unit, queries }
}

pub(super) fn api() -> Vec<Panel> {
    let percentiles = [50, 95, 99].map(|share| Query::percentile(&REQUEST_DURATION_SECONDS, share, &[], LATELY));
    vec![
        panel("Time to first byte: p50, p95, p99", SECONDS, percentiles.into()),
        panel(
            "Latency by route, p99",
            SECONDS,
            vec![Query::percentile(&REQUEST_DURATION_SECONDS, 99, &["path"], LATELY)],
        ),
        panel("Requests by status", EACH_SECOND, vec![Query::measured(&REQUEST_DURATION_SECONDS, &["status"], LATELY)]),
        panel("Requests by route", EACH_SECOND, vec![Query::measured(&REQUEST_DURATION_SECONDS, &["path"], LATELY)]),
        panel("Database connections", NUMBER, vec![Query::most(&DB_CONNECTIONS, &["service", "state"])]),
        panel("Statements, p99", SECONDS, vec![Query::percentile(&DB_QUERY_DURATION_SECONDS, 99, &[], LATELY)]),
    ]
}

pub(super) fn rag() -> Vec<Panel> {
    vec![
        panel("Questions", EACH_SECOND, vec![Query::rate(&CHAT_REQUESTS_TOTAL, &["mode", "status"], LATELY)]),
        panel("Searches", EACH_SECOND, vec![Query::rate(&RAG_QUERIES_TOTAL, &["mode"], LATELY)]),
        panel("Retrieval latency, p99", SECONDS, vec![Query::percentile(&RAG_DURATION_SECONDS, 99, &["mode"], LATELY)]),
        panel("Searches without results", EACH_SECOND, vec![Query::rate(&EMPTY_RETRIEVAL_TOTAL, &["mode"], LATELY)]),
        panel(
            "Vector store latency, p99",
            SECONDS,
            vec![Query::percentile(&VECTOR_STORE_DURATION_SECONDS, 99, &["operation"], LATELY)],
        ),
        panel(
            "Failed vector store calls",
            EACH_SECOND,
            vec![Query::rate(&VECTOR_STORE_ERRORS_TOTAL, &["operation"], LATELY)],
        ),
        panel(
            "Answer cache hits and misses",
            EACH_SECOND,
            vec![
                Query::rate(&CACHE_HITS_TOTAL, &["cache"], LATELY),
                Query::rate(&CACHE_MISSES_TOTAL, &["cache"], LATELY),
            ],
        ),
        panel("Answer ratings", NUMBER, vec![Query::increase(&USER_FEEDBACK_TOTAL, &["type"], "1d")]),
    ]
}

pub(super) fn models() -> Vec<Panel> {
    vec![
        panel(
            "Used share of budgets",
            SHARE,
            vec![Query::most(&EXTERNAL_API_BUDGET_RATIO, &["provider", "budget_type"])],
        ),
        panel(
            "Provider calls",
            EACH_SECOND,
            vec![Query::rate(&EXTERNAL_API_CALLS_TOTAL, &["provider", "status"], LATELY)],
        ),
        panel(
            "Providers, p99",
            SECONDS,
            vec![Query::percentile(&EXTERNAL_API_DURATION_SECONDS, 99, &["provider"], LATELY)],
        ),
        panel(
            "Circuits: 0 closed, 1 half-open, 2 open",
            NUMBER,
            vec![Query::most(&EXTERNAL_API_CIRCUIT_BREAKER_STATE, &["provider"])],
        ),
        panel(
            "Cost per day in billionths of a US dollar",
            NUMBER,
            vec![Query::increase(&EXTERNAL_API_CREDIT_USED_TOTAL, &["provider"], "1d")],
        ),
        panel("Model requests", EACH_SECOND, vec![Query::rate(&LLM_REQUESTS_TOTAL, &["model"], LATELY)]),
        panel("Writing, p99", SECONDS, vec![Query::percentile(&LLM_DURATION_SECONDS, 99, &["model"], LATELY)]),
        panel("Tokens per hour", NUMBER, vec![Query::increase(&LLM_TOKENS_TOTAL, &["model", "token_type"], "1h")]),
        panel(
            "Cost per hour in billionths of a US dollar",
            NUMBER,
            vec![Query::increase(&LLM_COST_TOTAL, &["model"], "1h")],
        ),
        panel("Failed calls", EACH_SECOND, vec![Query::rate(&LLM_ERRORS_TOTAL, &["model", "kind"], LATELY)]),
    ]
}

pub(super) fn rate_limits() -> Vec<Panel> {
    vec![
        panel("Refused requests", EACH_SECOND, vec![Query::rate(&RATE_LIMIT_EXCEEDED_TOTAL, &["route"], LATELY)]),
        panel(
            "Rejected requests per hour",
            NUMBER,
            vec![Query::increase(&RATE_LIMIT_EXCEEDED_TOTAL, &["route"], "1h")],
        ),
        panel(
            "Remaining provider requests",
            NUMBER,
            vec![Query::most(&EXTERNAL_API_RATE_LIMIT_REMAINING, &["provider", "limit_type"])],
        ),
    ]
}

/// Two panels for each queue with a dead-letter queue, and one for all. Queues are named as in the template.
pub(super) fn queues(template: &Template) -> Vec<Panel> {
    let measured = template.queues.iter().filter(|queue| queue.redrive.is_some());
    let panels = measured.flat_map(|queue| {
        let name = queue.logical_id.as_str();
        let of = |gauge| Query::where_is(gauge, &[("queue_name", name)], &[]);
        [
            panel(&format!("{name}: waiting and in progress"), NUMBER, vec![of(&QUEUE_DEPTH), of(&QUEUE_IN_FLIGHT)]),
            panel(&format!("{name}: dead letters"), NUMBER, vec![of(&DEAD_LETTERS)]),
        ]
    });
    let age = Query::percentile(&QUEUE_AGE_SECONDS, 95, &["queue_name"], LATELY);
    panels.chain([panel("Message age on receipt, p95", SECONDS, vec![age])]).collect()
}

pub(super) fn ingestion() -> Vec<Panel> {
    vec![
        panel(
            "Files and runs of sources per hour",
            NUMBER,
            vec![Query::increase(&INGEST_RUNS_TOTAL, &["source", "status"], "1h")],
        ),
        panel(
            "Time from upload to ready, p95",
            SECONDS,
            vec![Query::percentile(&INGEST_RUN_DURATION_SECONDS, 95, &["source"], "1h")],
        ),
        panel("Last successful file", MOMENT, vec![Query::latest(&INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, &["source"])]),
        panel("Stuck files", NUMBER, vec![Query::most(&STUCK_JOBS, &[])]),
        panel("Recognised pages per hour", NUMBER, vec![Query::increase(&OCR_PAGES_TOTAL, &["result"], "1h")]),
        panel(
            "Tables and analytics answers",
            EACH_SECOND,
            vec![Query::rate(&ANALYTICS_RUNS_TOTAL, &["dataset"], LATELY)],
        ),
    ]
}

pub(super) fn sources() -> Vec<Panel> {
    vec![
        panel(
            "Last run that read the source",
            MOMENT,
            vec![Query::latest(&INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, &["source"])],
        ),
        panel("Sources not read for 48 hours", NUMBER, vec![Query::most(&SOURCES_LATE, &[])]),
        panel("Sources whose last run failed", NUMBER, vec![Query::most(&SOURCES_FAILING, &[])]),
        panel("Sources that lost more than a fifth", NUMBER, vec![Query::most(&SOURCES_SHRUNKEN, &[])]),
        panel("Last look at the sources", MOMENT, vec![Query::latest(&SOURCES_MEASURED_TIMESTAMP_SECONDS, &[])]),
        panel("Runs per day", NUMBER, vec![Query::increase(&INGEST_RUNS_TOTAL, &["source", "status"], "1d")]),
        panel(
            "Time from the request to the end of a run, p95",
            SECONDS,
            vec![Query::percentile(&INGEST_RUN_DURATION_SECONDS, 95, &["source"], "1d")],
        ),
        panel(
            "Entries and laws that changed per day",
            NUMBER,
            vec![Query::increase(&INGEST_DOCUMENTS_TOTAL, &["source", "change"], "1d")],
        ),
        panel(
            "Screenings of earlier subjects per day",
            NUMBER,
            vec![Query::increase(&RESCREENINGS_TOTAL, &["source", "status"], "1d")],
        ),
        panel(
            "Alerts of earlier subjects per day",
            NUMBER,
            vec![Query::increase(&RESCREENING_ALERTS_TOTAL, &["source"], "1d")],
        ),
    ]
}

pub(super) fn backups() -> Vec<Panel> {
    vec![
        panel("Age of the newest complete backup", SECONDS, vec![Query::most(&BACKUP_AGE_SECONDS, &[])]),
        panel(
            "Start of the newest complete backup and last verification",
            MOMENT,
            vec![
                Query::latest(&BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, &["kind"]),
                Query::latest(&BACKUP_VERIFIED_TIMESTAMP_SECONDS, &["kind"]),
            ],
        ),
        panel(
            "Time since the last restore drill that passed",
            SECONDS,
            vec![Query::most(&RESTORE_DRILL_AGE_SECONDS, &[])],
        ),
        panel(
            "End of the last restore drill that passed",
            MOMENT,
            vec![Query::latest(&RESTORE_DRILL_LAST_SUCCESS_TIMESTAMP_SECONDS, &[])],
        ),
        panel("Last restore drill failed", NUMBER, vec![Query::most(&RESTORE_DRILL_FAILED, &[])]),
    ]
}
