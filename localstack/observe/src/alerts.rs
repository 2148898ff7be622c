//! Alert rules, with links to their runbooks.

use sisuiq_telemetry::metrics::{
    BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, DB_CONNECTIONS, DEAD_LETTERS, EXTERNAL_API_BUDGET_RATIO,
    EXTERNAL_API_CIRCUIT_BREAKER_STATE, RATE_LIMIT_EXCEEDED_TOTAL, RESCREENINGS_TOTAL, RESTORE_DRILL_AGE_SECONDS,
    RESTORE_DRILL_FAILED, SOURCES_FAILING, SOURCES_LATE, SOURCES_MEASURED_TIMESTAMP_SECONDS, SOURCES_SHRUNKEN,
    STUCK_JOBS,
};

use crate::{
    objectives::{AVAILABILITY, FAST, FIRST_BYTE, SLOW},
    prometheus::JOB,
    query::Query,
    recordings::P99_BY_PATH,
};

/// The severity of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Needs immediate attention.
    Page,
    /// Needs attention on a working day.
    Ticket,
}

impl Severity {
    /// The value of the label.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Ticket => "ticket",
        }
    }
}

/// Routes that respond after a model has written a whole answer, or a whole file was read, which may take long.
const WHOLE_WORK: &str = "/api(/v1)?/chat|/api/chat/answers/[^/]+/regenerate|/api/ingest/(docs|data)";

/// An alert rule.
#[derive(Debug)]
pub struct Alert {
    /// Its name.
    pub name: &'static str,
    /// The condition.
    pub expr: String,
    /// The duration for which the condition has to hold.
    pub lasts: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The summary.
    pub summary: &'static str,
    /// The section of docs/OPERATIONS.md.
    pub anchor: &'static str,
}

/// All alert rules.
#[must_use]
pub fn all() -> Vec<Alert> {
    [resources(), backups(), work(), sources(), requests(), burns()].into_iter().flatten().collect()
}

/// Alerts about exhausted resources.
fn resources() -> Vec<Alert> {
    let budget = Query::most(&EXTERNAL_API_BUDGET_RATIO, &["provider", "budget_type"]);
    let circuit = Query::most(&EXTERNAL_API_CIRCUIT_BREAKER_STATE, &["provider"]);
    // only `server`: a function serves one request at a time, which may use its whole pool
    let connections =
        |state| Query::where_is(&DB_CONNECTIONS, &[("state", state), ("service", "server")], &["service"]);
    let (active, limit) = (connections("active"), connections("limit"));
    vec![
        Alert {
            name: "ProviderBudgetNearlyUsed",
            expr: format!("{} >= 0.9", budget.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "{{ $labels.provider }} has used {{ $value | humanizePercentage }} of its {{ $labels.budget_type }} budget",
            anchor: "a-providers-budget-is-nearly-used",
        },
        Alert {
            name: "ProviderAway",
            // half-open too, because no call has succeeded yet
            expr: format!("{} > 0", circuit.text()),
            lasts: "5m",
            severity: Severity::Ticket,
            summary: "{{ $labels.provider }} failed on its last call and has not succeeded for five minutes: other providers answer, or answers are quotations",
            anchor: "a-provider-is-unavailable",
        },
        Alert {
            name: "DatabasePoolExhausted",
            expr: format!("{} >= {}", active.text(), limit.text()),
            lasts: "5m",
            severity: Severity::Page,
            summary: "all {{ $value }} connections to the database have been in use for five minutes",
            anchor: "connections-to-the-database-are-used-up",
        },
    ]
}

/// Alerts about late backups and restore drills.
fn backups() -> Vec<Alert> {
    let backup = Query::most(&BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, &[]);
    let drill = Query::most(&RESTORE_DRILL_AGE_SECONDS, &[]);
    let failed = Query::most(&RESTORE_DRILL_FAILED, &[]);
    vec![
        Alert {
            name: "BackupOverdue",
            // a timestamp instead of an age, because an age would stop growing together with the function that reports it
            expr: format!("time() - {} > 26 * 3600", backup.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "the newest verified backup is {{ $value | humanizeDuration }} old",
            anchor: "backups",
        },
        Alert {
            name: "RestoreDrillOverdue",
            // the age, which also counts before the first drill that passes; if it stops growing, BackupOverdue fires
            expr: format!("{} > 35 * 86400", drill.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "no restore drill has passed for {{ $value | humanizeDuration }}",
            anchor: "restore-drill",
        },
        Alert {
            name: "RestoreDrillFailed",
            expr: format!("{} > 0", failed.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "the last restore drill failed: GET /api/admin/backups gives the reason",
            anchor: "restore-drill",
        },
    ]
}

/// Alerts about work that stands still.
fn work() -> Vec<Alert> {
    let dead = Query::most(&DEAD_LETTERS, &["queue_name"]);
    let stuck = Query::most(&STUCK_JOBS, &[]);
    vec![
        Alert {
            name: "DeadLetters",
            expr: format!("{} > 0", dead.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "{{ $value }} messages of {{ $labels.queue_name }} failed after all retries",
            anchor: "dead-letters",
        },
        Alert {
            name: "StuckJobs",
            expr: format!("{} > 0", stuck.text()),
            // three sweeps, because a file that an operator retries counts until it is done
            lasts: "15m",
            severity: Severity::Ticket,
            summary: "{{ $value }} files are still being processed an hour after their upload, although sweeps retried them",
            anchor: "a-document-that-does-not-move",
        },
    ]
}

/// Alerts about watched sources, and what is screened when they change.
fn sources() -> Vec<Alert> {
    let (late, failing) = (Query::most(&SOURCES_LATE, &[]), Query::most(&SOURCES_FAILING, &[]));
    let (shrunken, measured) =
        (Query::most(&SOURCES_SHRUNKEN, &[]), Query::most(&SOURCES_MEASURED_TIMESTAMP_SECONDS, &[]));
    let rescreenings = RESCREENINGS_TOTAL.description().name;
    let failed = format!("sum by (source) ({rescreenings}{{status=\"failed\"}}");
    vec![
        Alert {
            name: "SourcesLate",
            // a number instead of each source's age, because a disabled source keeps the age that was told last
            expr: format!("{} > 0", late.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "{{ $value }} watched sources were not read for 48 hours",
            anchor: "a-source-is-late",
        },
        Alert {
            name: "SourcesFailing",
            expr: format!("{} > 0", failing.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "the last run of {{ $value }} watched sources failed",
            anchor: "a-source-fails",
        },
        Alert {
            name: "SourcesShrunken",
            expr: format!("{} > 0", shrunken.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "{{ $value }} watched sources lost more than a fifth and were not used",
            anchor: "a-source-has-shrunken",
        },
        Alert {
            name: "SourcesUnmeasured",
            // the other gauges keep their last value when the sweep stops
            expr: format!("time() - {} > 1800", measured.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "watched sources were not looked at for {{ $value | humanizeDuration }}",
            anchor: "sources-are-not-looked-at",
        },
        Alert {
            name: "RescreeningsFailed",
            // a series begins with its first failure, which is no increase
            expr: format!(
                "sum by (source) (increase({rescreenings}{{status=\"failed\"}}[1d])) > 0 or ({failed}) unless {failed} offset 1d)) > 0"
            ),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "earlier subjects were not screened with what is new on the list {{ $labels.source }}",
            anchor: "earlier-subjects-were-not-screened",
        },
    ]
}

/// Alerts about rejected, slow or failing requests and missing metrics.
fn requests() -> Vec<Alert> {
    let limited = Query::increase(&RATE_LIMIT_EXCEEDED_TOTAL, &["route"], "15m");
    vec![
        Alert {
            name: "RateLimitsExceeded",
            expr: format!("{} > 100", limited.text()),
            lasts: "0s",
            severity: Severity::Ticket,
            summary: "{{ $value | humanize }} requests of {{ $labels.route }} were rejected in 15 minutes",
            anchor: "many-requests-are-refused",
        },
        Alert {
            name: "RequestsSlow",
            expr: format!("{P99_BY_PATH}{{path!~\"{WHOLE_WORK}\"}} > 5"),
            lasts: "10m",
            severity: Severity::Ticket,
            summary: "the slowest 1 % of requests of {{ $labels.path }} take over {{ $value | humanizeDuration }}",
            anchor: "requests-are-slow",
        },
        Alert {
            name: "RequestErrors",
            expr: format!("{} > 0.05", AVAILABILITY.recorded("5m")),
            lasts: "5m",
            severity: Severity::Page,
            summary: "{{ $value | humanizePercentage }} of requests fail",
            anchor: "requests-fail",
        },
        Alert {
            name: "MetricsAway",
            expr: format!("up{{job=\"{JOB}\"}} == 0"),
            lasts: "5m",
            severity: Severity::Page,
            summary: "metrics of {{ $labels.instance }} cannot be read, so no other alert fires",
            anchor: "metrics-cannot-be-read",
        },
    ]
}

/// Alerts about an error budget that is consumed too fast.
fn burns() -> Vec<Alert> {
    let (page, ticket) = (Severity::Page, Severity::Ticket);
    let objectives = [
        (
            &AVAILABILITY,
            &FAST,
            "AvailabilityBurnsFast",
            page,
            "failing requests exhaust a month's error budget within days",
        ),
        (
            &AVAILABILITY,
            &SLOW,
            "AvailabilityBurns",
            ticket,
            "failing requests exhaust a month's error budget before its end",
        ),
        (&FIRST_BYTE, &FAST, "FirstByteBurnsFast", page, "slow answers exhaust a month's error budget within days"),
        (&FIRST_BYTE, &SLOW, "FirstByteBurns", ticket, "slow answers exhaust a month's error budget before its end"),
    ];
    objectives
        .map(|(objective, rates, name, severity, summary)| Alert {
            name,
            expr: objective.burns(rates),
            lasts: "0s",
            severity,
            summary,
            anchor: "an-objectives-budget-burns",
        })
        .into()
}
