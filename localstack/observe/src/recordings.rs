//! Recording rules.

use sisuiq_telemetry::metrics::REQUEST_DURATION_SECONDS;

use crate::{
    objectives::{OBJECTIVES, WINDOWS},
    query::Query,
};

/// The 99th percentile of a route's request duration.
pub(crate) const P99_BY_PATH: &str = "path:request_duration_seconds:p99_5m";

/// A recorded series.
#[derive(Debug)]
pub struct Recording {
    /// Its name.
    pub record: String,
    /// Its query.
    pub expr: String,
}

/// All recording rules.
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
