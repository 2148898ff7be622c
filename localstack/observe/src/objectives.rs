//! Service level objectives and their burn rates.

use sisuiq_telemetry::metrics::REQUEST_DURATION_SECONDS;

use crate::query::Window;

/// Windows of the recorded shares of bad requests.
pub(crate) const WINDOWS: [Window; 7] = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];

/// The error budget over thirty days.
#[derive(Debug)]
pub(crate) struct Objective {
    /// Part of the names of its recordings.
    pub(crate) name: &'static str,
    /// The share of requests that may be bad.
    pub(crate) budget: f64,
    /// The requests that it covers.
    all: &'static str,
    bad: Bad,
}

#[derive(Debug)]
enum Bad {
    /// Requests with such a label.
    Labelled(&'static str),
    /// Requests that took longer than this upper bound of a bucket.
    SlowerThan(f64),
}

/// Requests of people and programs succeed, except for errors of the client. Probes and scrapers do not count: they would
/// hide failures at times with few requests.
pub(crate) static AVAILABILITY: Objective = Objective {
    name: "request_errors",
    budget: 0.001,
    all: r#"path!~"/api(/v1)?/health(/.*)?|/metrics""#,
    bad: Bad::Labelled(r#"status=~"5..""#),
};

/// The time to first byte of streamed answers; other answers are measured until the model has ended.
pub(crate) static FIRST_BYTE: Objective = Objective {
    name: "chat_slow",
    budget: 0.05,
    all: r#"method="POST",path=~"/api/chat(/answers/[^/]+/regenerate)?/stream""#,
    bad: Bad::SlowerThan(2.5),
};

/// All objectives.
pub(crate) static OBJECTIVES: [&Objective; 2] = [&AVAILABILITY, &FIRST_BYTE];

/// A burn rate over a long window. The short window must have the same rate, so that the alert ends soon after its cause.
pub(crate) struct Burn {
    pub(crate) rate: f64,
    pub(crate) long: Window,
    pub(crate) short: Window,
}

/// 2 % of the budget consumed in an hour, or 5 % in six hours.
pub(crate) const FAST: [Burn; 2] =
    [Burn { rate: 14.4, long: "1h", short: "5m" }, Burn { rate: 6.0, long: "6h", short: "30m" }];

/// 10 % of the budget consumed in a day, or in three days.
pub(crate) const SLOW: [Burn; 2] =
    [Burn { rate: 3.0, long: "1d", short: "2h" }, Burn { rate: 1.0, long: "3d", short: "6h" }];

impl Objective {
    /// The name of the recorded share of bad requests over a window.
    pub(crate) fn recorded(&self, window: Window) -> String {
        format!("sisuiq:{}:ratio_rate{window}", self.name)
    }

    /// The share of bad requests; 0 if all were good, no value if there were none.
    pub(crate) fn share(&self, window: Window) -> String {
        let metric = REQUEST_DURATION_SECONDS.description().name;
        let all = format!("sum(rate({metric}_count{{{}}}[{window}]))", self.all);
        match self.bad {
            Bad::Labelled(label) => {
                let bad = format!("sum(rate({metric}_count{{{},{label}}}[{window}]))", self.all);
                format!("({bad} or vector(0)) / ({all} > 0)")
            }
            Bad::SlowerThan(bound) => {
                format!("1 - sum(rate({metric}_bucket{{{},le=\"{bound}\"}}[{window}])) / ({all} > 0)", self.all)
            }
        }
    }

    /// True while the budget burns at one of these rates.
    pub(crate) fn burns(&self, rates: &[Burn]) -> String {
        let one = |burn: &Burn| {
            let most = format!("{} * {}", burn.rate, self.budget);
            format!("({} > {most} and {} > {most})", self.recorded(burn.long), self.recorded(burn.short))
        };
        rates.iter().map(one).collect::<Vec<_>>().join(" or ")
    }
}
