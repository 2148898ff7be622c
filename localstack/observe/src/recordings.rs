//! Recording rules.

use sisuiq_telemetry::metrics::REQUEST_DURATION_SECONDS;

use crate::{
    objectives::{OBJECTIVES, WINDOWS},
    query::Query,
};

/// The time within which 99 of 100 requests of a route were answered.
pub(crate) const P99_BY_PATH: &str = "path:request_duration_seconds:p99_5m";

/// A series that is computed.
#[derive(Debug)]
pub struct Recording {
    /// Its name.
    pub record: String,
    /// Its query.
    pub expr: String,
}

/// All of them.
#[must_use]
pub fn all() -> Vec<Recording> {
    let p99 = Query::percentile(&REQUEST_DURATION_SECONDS, 99, &["path"], "5m");
    let mut recordings = vec![Recording { record: P99_BY_PATH.to_owned(), expr: p99.text().to_owned() }];
    for objective in OBJECTIVES {
        for window in WINDOWS {
            recordings.push(Recording { record: objective.recorded(window), expr: objective.share(window) });
        }
    }
    recordings
}
