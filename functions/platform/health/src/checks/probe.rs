//! A check with time limits.

use std::error::Error;
use std::fmt::Display;
use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::status::{ServiceOut, Status};

/// The time limits of a check.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// From here on it counts as degraded.
    pub(super) slow: Duration,
    /// From here on it counts as unhealthy, and is not waited for.
    pub(super) timeout: Duration,
}

/// The reason why a service is unhealthy, for an administrator.
pub(super) type Fault = Box<dyn Error + Send + Sync>;

/// Runs `check` within `limits`; a fault is logged with its causes and returned without them.
pub(super) async fn probe(service: &str, limits: Limits, check: impl Future<Output = Result<(), Fault>>) -> ServiceOut {
    let started = Instant::now();
    let outcome = timeout(limits.timeout, check).await;
    let took = started.elapsed();
    let (status, message) = match outcome {
        Ok(Ok(())) if took >= limits.slow => (Status::Degraded, "slow".to_owned()),
        Ok(Ok(())) => (Status::Healthy, "ok".to_owned()),
        Ok(Err(fault)) => {
            let cause: &(dyn Error + 'static) = fault.as_ref();
            tracing::warn!(service, error = cause, "service is unhealthy");
            (Status::Unhealthy, fault.to_string())
        }
        Err(_elapsed) => (Status::Unhealthy, no_answer(limits.timeout.as_secs())),
    };
    ServiceOut { status, latency_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX), message }
}

fn no_answer(seconds: impl Display) -> String {
    format!("no response within {seconds} s")
}

#[cfg(test)]
mod tests {
    use tokio::time::sleep;

    use super::*;

    const LIMITS: Limits = Limits { slow: Duration::from_millis(100), timeout: Duration::from_secs(5) };

    async fn after(milliseconds: u64, outcome: Result<(), Fault>) -> (Status, u64, String) {
        let check = async {
            sleep(Duration::from_millis(milliseconds)).await;
            outcome
        };
        let out = probe("test", LIMITS, check).await;
        (out.status, out.latency_ms, out.message)
    }

    #[tokio::test(start_paused = true)]
    async fn silent_service_is_unhealthy() {
        let out = after(3_600_000, Ok(())).await;
        assert_eq!(out, (Status::Unhealthy, 5_000, "no response within 5 s".to_owned()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_fault_is_unhealthy_however_fast() {
        assert_eq!(after(1, Err("out of order".into())).await, (Status::Unhealthy, 1, "out of order".to_owned()));
    }

    #[tokio::test(start_paused = true)]
    async fn the_limit_itself_is_already_slow() {
        assert_eq!(after(99, Ok(())).await, (Status::Healthy, 99, "ok".to_owned()));
        assert_eq!(after(100, Ok(())).await, (Status::Degraded, 100, "slow".to_owned()));
    }
}
