//! Metrics of a scraped process, which collects them itself.

use super::{
    EXTERNAL_API_BUDGET_RATIO, LLM_DURATION_SECONDS, METRICS, SERVICE,
    describe::{Description, Kind},
};
use ::metrics::{Key, Recorder};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

/// Metrics that are zero before the first call of a model. Others are absent until they have a value: a time that is zero, say,
/// would fire alerts.
static ZERO_AT_FIRST: [&Description; 2] = [LLM_DURATION_SECONDS.description(), EXTERNAL_API_BUDGET_RATIO.description()];

/// The reason why metrics could not be registered.
#[derive(Debug, thiserror::Error)]
pub enum ScrapeError {
    /// The description of a metric is wrong.
    #[error("a metric's description is invalid")]
    Described(#[from] BuildError),
    /// Metrics are already registered in this process.
    #[error("metrics are already registered")]
    KeptAlready,
}

/// Everything that was recorded since the process began, as Prometheus reads it.
#[derive(Clone, Debug)]
pub struct Scraped(PrometheusHandle);

impl Scraped {
    /// Collects the metrics of this process from now on, as those of `service`.
    pub fn install(service: &str) -> Result<Self, ScrapeError> {
        let recorder = recorder(builder()?.add_global_label(SERVICE, service));
        let kept = Self(recorder.handle());
        ::metrics::set_global_recorder(recorder).map_err(|_| ScrapeError::KeptAlready)?;
        Ok(kept)
    }

    /// The exposition format of Prometheus, version 0.0.4.
    #[must_use]
    pub fn render(&self) -> String {
        self.0.render()
    }

    /// Sorts durations into buckets; call it every few seconds, because until then each value is stored.
    pub fn sum_up(&self) {
        self.0.run_upkeep();
    }
}

pub(super) fn builder() -> Result<PrometheusBuilder, BuildError> {
    METRICS.iter().try_fold(PrometheusBuilder::new(), |builder, metric| match metric.kind {
        Kind::Histogram(bounds) => builder.set_buckets_for_metric(Matcher::Full(metric.name.to_owned()), bounds),
        Kind::Counter | Kind::Gauge => Ok(builder),
    })
}

pub(super) fn recorder(builder: PrometheusBuilder) -> PrometheusRecorder {
    let recorder = builder.build_recorder();
    for Description { name, help, kind, .. } in METRICS.iter().copied() {
        match kind {
            Kind::Counter => recorder.describe_counter((*name).into(), None, (*help).into()),
            Kind::Gauge => recorder.describe_gauge((*name).into(), None, (*help).into()),
            Kind::Histogram(_) => recorder.describe_histogram((*name).into(), None, (*help).into()),
        }
    }
    for Description { name, kind, .. } in ZERO_AT_FIRST {
        // without labels, whose values only a call knows
        let key = Key::from_name(*name);
        match kind {
            Kind::Counter => drop(recorder.register_counter(&key, Description::metadata())),
            Kind::Gauge => recorder.register_gauge(&key, Description::metadata()).set(0.0),
            Kind::Histogram(_) => drop(recorder.register_histogram(&key, Description::metadata())),
        }
    }
    recorder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn model_metrics_start_at_zero() {
        let text = recorder(builder().unwrap()).handle().render();
        for line in ["llm_duration_seconds_count 0", "external_api_budget_ratio 0"] {
            assert!(text.lines().any(|found| found == line), "{line} is not in {text}");
        }
        assert!(!text.contains("backup_last_success_timestamp_seconds 0"), "{text}");
    }
}
