//! What each dashboard shows.

use sisuiq_telemetry::metrics::{
    ANALYTICS_RUNS_TOTAL, BACKUP_AGE_SECONDS, BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, BACKUP_VERIFIED_TIMESTAMP_SECONDS,
    CACHE_HITS_TOTAL, CACHE_MISSES_TOTAL, CHAT_REQUESTS_TOTAL, DB_CONNECTIONS, DB_QUERY_DURATION_SECONDS, DEAD_LETTERS,
    EMPTY_RETRIEVAL_TOTAL, EXTERNAL_API_BUDGET_RATIO, EXTERNAL_API_CALLS_TOTAL, EXTERNAL_API_CIRCUIT_BREAKER_STATE,
    EXTERNAL_API_CREDIT_USED_TOTAL, EXTERNAL_API_DURATION_SECONDS, EXTERNAL_API_RATE_LIMIT_REMAINING,
    INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, INGEST_RUN_DURATION_SECONDS, INGEST_RUNS_TOTAL, LLM_COST_TOTAL,
    LLM_DURATION_SECONDS, LLM_ERRORS_TOTAL, LLM_REQUESTS_TOTAL, LLM_TOKENS_TOTAL, QUEUE_AGE_SECONDS, QUEUE_DEPTH,
    QUEUE_IN_FLIGHT, RAG_DURATION_SECONDS, RAG_QUERIES_TOTAL, RATE_LIMIT_EXCEEDED_TOTAL, REQUEST_DURATION_SECONDS,
    STUCK_JOBS, USER_FEEDBACK_TOTAL, VECTOR_STORE_DURATION_SECONDS, VECTOR_STORE_ERRORS_TOTAL,
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
        panel("Time until an answer begins: p50, p95, p99", SECONDS, percentiles.into()),
        panel("p99 by route", SECONDS, vec![Query::percentile(&REQUEST_DURATION_SECONDS, 99, &["path"], LATELY)]),
        panel("Requests by status", EACH_SECOND, vec![Query::measured(&REQUEST_DURATION_SECONDS, &["status"], LATELY)]),
        panel("Requests by route", EACH_SECOND, vec![Query::measured(&REQUEST_DURATION_SECONDS, &["path"], LATELY)]),
        panel("Connections to the database", NUMBER, vec![Query::most(&DB_CONNECTIONS, &["service", "state"])]),
        panel("Statements, p99", SECONDS, vec![Query::percentile(&DB_QUERY_DURATION_SECONDS, 99, &[], LATELY)]),
    ]
}

pub(super) fn rag() -> Vec<Panel> {
    vec![
        panel("Questions", EACH_SECOND, vec![Query::rate(&CHAT_REQUESTS_TOTAL, &["mode", "status"], LATELY)]),
        panel("Searches", EACH_SECOND, vec![Query::rate(&RAG_QUERIES_TOTAL, &["mode"], LATELY)]),
        panel("Finding passages, p99", SECONDS, vec![Query::percentile(&RAG_DURATION_SECONDS, 99, &["mode"], LATELY)]),
        panel("Searches that found nothing", EACH_SECOND, vec![Query::rate(&EMPTY_RETRIEVAL_TOTAL, &["mode"], LATELY)]),
        panel(
            "Vector store, p99",
            SECONDS,
            vec![Query::percentile(&VECTOR_STORE_DURATION_SECONDS, 99, &["operation"], LATELY)],
        ),
        panel(
            "Vector store, failed calls",
            EACH_SECOND,
            vec![Query::rate(&VECTOR_STORE_ERRORS_TOTAL, &["operation"], LATELY)],
        ),
        panel(
            "Answers given again, and not",
            EACH_SECOND,
            vec![
                Query::rate(&CACHE_HITS_TOTAL, &["cache"], LATELY),
                Query::rate(&CACHE_MISSES_TOTAL, &["cache"], LATELY),
            ],
        ),
        panel("What people said", NUMBER, vec![Query::increase(&USER_FEEDBACK_TOTAL, &["type"], "1d")]),
    ]
}

pub(super) fn models() -> Vec<Panel> {
    vec![
        panel(
            "Share of budgets that is used",
            SHARE,
            vec![Query::most(&EXTERNAL_API_BUDGET_RATIO, &["provider", "budget_type"])],
        ),
        panel(
            "Calls of providers",
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
            "Billionths of a US dollar in a day",
            NUMBER,
            vec![Query::increase(&EXTERNAL_API_CREDIT_USED_TOTAL, &["provider"], "1d")],
        ),
        panel("Requests of models", EACH_SECOND, vec![Query::rate(&LLM_REQUESTS_TOTAL, &["model"], LATELY)]),
        panel("Writing, p99", SECONDS, vec![Query::percentile(&LLM_DURATION_SECONDS, 99, &["model"], LATELY)]),
        panel("Tokens in an hour", NUMBER, vec![Query::increase(&LLM_TOKENS_TOTAL, &["model", "token_type"], "1h")]),
        panel("Billionths of a US dollar in an hour", NUMBER, vec![Query::increase(&LLM_COST_TOTAL, &["model"], "1h")]),
        panel("Failed calls", EACH_SECOND, vec![Query::rate(&LLM_ERRORS_TOTAL, &["model", "kind"], LATELY)]),
    ]
}

pub(super) fn rate_limits() -> Vec<Panel> {
    vec![
        panel("Refused requests", EACH_SECOND, vec![Query::rate(&RATE_LIMIT_EXCEEDED_TOTAL, &["route"], LATELY)]),
        panel(
            "Refused requests in an hour",
            NUMBER,
            vec![Query::increase(&RATE_LIMIT_EXCEEDED_TOTAL, &["route"], "1h")],
        ),
        panel(
            "Requests that providers may still be sent",
            NUMBER,
            vec![Query::most(&EXTERNAL_API_RATE_LIMIT_REMAINING, &["provider", "limit_type"])],
        ),
    ]
}

/// Two panels for each queue whose messages can be given up, and one of all. Queues are named as in the template.
pub(super) fn queues(template: &Template) -> Vec<Panel> {
    let measured = template.queues.iter().filter(|queue| queue.redrive.is_some());
    let panels = measured.flat_map(|queue| {
        let name = queue.logical_id.as_str();
        let of = |gauge| Query::where_is(gauge, &[("queue_name", name)], &[]);
        [
            panel(&format!("{name}: waiting, and worked on"), NUMBER, vec![of(&QUEUE_DEPTH), of(&QUEUE_IN_FLIGHT)]),
            panel(&format!("{name}: given up"), NUMBER, vec![of(&DEAD_LETTERS)]),
        ]
    });
    let age = Query::percentile(&QUEUE_AGE_SECONDS, 95, &["queue_name"], LATELY);
    panels.chain([panel("Age of messages when they are taken, p95", SECONDS, vec![age])]).collect()
}

pub(super) fn ingestion() -> Vec<Panel> {
    vec![
        panel("Files in an hour", NUMBER, vec![Query::increase(&INGEST_RUNS_TOTAL, &["source", "status"], "1h")]),
        panel(
            "From upload to ready, p95",
            SECONDS,
            vec![Query::percentile(&INGEST_RUN_DURATION_SECONDS, 95, &["source"], "1h")],
        ),
        panel(
            "When a file was last taken in whole",
            MOMENT,
            vec![Query::latest(&INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, &["source"])],
        ),
        panel("Files that do not move", NUMBER, vec![Query::most(&STUCK_JOBS, &[])]),
        panel(
            "Tables and answers of figures",
            EACH_SECOND,
            vec![Query::rate(&ANALYTICS_RUNS_TOTAL, &["dataset"], LATELY)],
        ),
    ]
}

pub(super) fn backups() -> Vec<Panel> {
    vec![
        panel("Age of the newest complete backup", SECONDS, vec![Query::most(&BACKUP_AGE_SECONDS, &[])]),
        panel(
            "When the newest complete backup began, and when one was read back",
            MOMENT,
            vec![
                Query::latest(&BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, &["kind"]),
                Query::latest(&BACKUP_VERIFIED_TIMESTAMP_SECONDS, &["kind"]),
            ],
        ),
    ]
}
