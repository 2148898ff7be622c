use std::{sync::Arc, time::Duration};

use anyhow::Result;
use sisuiq_template::Template;
use tokio::{sync::watch, task::JoinSet};
use tracing::info;

use crate::{Invoker, originals::Originals, schedule, source::Source};

/// The longest that Lambda lets any function run.
const LONGEST_TIMEOUT: Duration = Duration::from_mins(15);

/// Becomes true when the bridge must not start new work.
pub type Stop = watch::Receiver<bool>;

/// The polling of queues.
#[derive(Debug, Clone, Copy)]
pub struct Polling {
    /// The visibility timeout of a received message; extended while its function runs.
    pub visibility: Duration,
    /// The long-polling time of one request.
    pub wait: Duration,
    /// At most this many invocations at a time for each queue.
    pub concurrency: u32,
}

/// Everything that deliveries need.
#[derive(Debug)]
pub struct Bridge {
    /// The client of the originals' bucket.
    pub s3: aws_sdk_s3::Client,
    /// The client of the queues.
    pub sqs: aws_sdk_sqs::Client,
    /// Reaches the functions.
    pub invoker: Invoker,
    /// The store of the originals' copies.
    pub originals: Originals,
    /// The polling of queues.
    pub polling: Polling,
}

impl Bridge {
    /// Delivers the template's queues and schedules until stopped, then finishes the batches in progress.
    ///
    /// Each schedule is invoked once at the start: queues lose their messages when a local SQS restarts, and the
    /// sweep among the schedules queues unfinished work again. Fails when a queue of the template is not there.
    pub async fn run(self, template: &Template, stop: Stop) -> Result<()> {
        let bridge = Arc::new(self);
        let mut work = JoinSet::new();
        for mapping in &template.queue_sources {
            let source = Source::find(Arc::clone(&bridge), mapping).await?;
            work.spawn(source.poll(stop.clone()));
        }
        for schedule in template.schedules.clone() {
            work.spawn(schedule::keep(bridge.invoker.clone(), schedule, timeout(template), stop.clone()));
        }
        info!(
            queues = template.queue_sources.len(),
            schedules = template.schedules.len(),
            "bridge delivers {} queues and {} schedules",
            template.queue_sources.len(),
            template.schedules.len()
        );
        while let Some(ended) = work.join_next().await {
            ended?;
        }
        Ok(())
    }
}

/// The longest that any function may run; for a template without functions, the longest that Lambda allows.
fn timeout(template: &Template) -> Duration {
    template.functions.iter().map(|function| function.timeout).max().unwrap_or(LONGEST_TIMEOUT)
}
