use aws_sdk_sqs::{
    Client,
    error::DisplayErrorContext,
    types::{ListMessageMoveTasksResultEntry, QueueAttributeName},
};
use tokio::try_join;

use crate::SendError;

/// The status of a running redrive.
const RUNNING: &str = "RUNNING";

/// Dead letters and their redrive to the source queue.
#[derive(Debug, Clone)]
pub struct DeadLetters {
    client: Client,
    url: String,
    source_url: String,
}

/// A move of messages back to the source queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redrive {
    /// `true` while it is running.
    pub is_running: bool,
    /// The number of messages moved so far.
    pub moved: i64,
    /// The reason of the failure.
    pub failure: Option<String>,
}

impl DeadLetters {
    /// The dead letters in the queue at `url`, which come from the queue at `source_url`.
    #[must_use]
    pub fn new(client: Client, url: impl Into<String>, source_url: impl Into<String>) -> Self {
        Self { client, url: url.into(), source_url: source_url.into() }
    }

    /// About how many there are: SQS counts them a little later than they come and go.
    pub async fn count(&self) -> Result<i64, SendError> {
        let count = self.attribute(&self.url, QueueAttributeName::ApproximateNumberOfMessages).await?;
        count.parse().map_err(|_no_number| SendError::Unavailable(format!("it reported {count:?} messages")))
    }

    /// The latest redrive; `None` when SQS lists none.
    pub async fn last_redrive(&self) -> Result<Option<Redrive>, SendError> {
        let request = self.client.list_message_move_tasks().source_arn(self.arn(&self.url).await?).max_results(1);
        let listed = request.send().await.map_err(unavailable)?;
        Ok(listed.results().first().map(Redrive::of))
    }

    /// Starts a redrive of all dead letters, including those added manually. SQS allows one redrive at a time.
    pub async fn redrive(&self) -> Result<(), SendError> {
        let (from, to) = try_join!(self.arn(&self.url), self.arn(&self.source_url))?;
        let request = self.client.start_message_move_task().source_arn(from).destination_arn(to);
        request.send().await.map_err(unavailable)?;
        Ok(())
    }

    async fn arn(&self, url: &str) -> Result<String, SendError> {
        self.attribute(url, QueueAttributeName::QueueArn).await
    }

    async fn attribute(&self, url: &str, name: QueueAttributeName) -> Result<String, SendError> {
        let request = self.client.get_queue_attributes().queue_url(url).attribute_names(name.clone());
        let answer = request.send().await.map_err(unavailable)?;
        let value = answer.attributes().and_then(|attributes| attributes.get(&name)).cloned();
        value.ok_or_else(|| SendError::Unavailable(format!("it did not report its {name}")))
    }
}

impl Redrive {
    fn of(entry: &ListMessageMoveTasksResultEntry) -> Self {
        Self {
            is_running: entry.status() == Some(RUNNING),
            moved: entry.approximate_number_of_messages_moved(),
            failure: entry.failure_reason().map(str::to_owned),
        }
    }
}

fn unavailable(error: impl std::error::Error) -> SendError {
    SendError::Unavailable(DisplayErrorContext(error).to_string())
}
