//! Envelopes of S3, SQS and schedules, partial batch failures, and the deadline, checkpoints and temporary failures of work
//! on messages.
//!
//! A queue delivers at least once and in any order, and one bad message must not hold back its neighbours: each
//! body is parsed from its raw text inside its own task, and whatever goes wrong there fails that message alone.

mod batch;
mod checkpoint;
mod dead_letters;
mod deadline;
mod invocation;
mod key;
mod measure;
mod message;
mod notification;
mod order;
mod outbox;
mod queue;
mod retry;
mod sequencer;
mod work;

pub use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
pub use batch::{Delivery, handle_batch};
pub use checkpoint::{Checkpoints, Stopped};
pub use dead_letters::{DeadLetters, Redrive};
pub use deadline::deadline;
pub use invocation::{HandleError, Invocation, InvocationError};
pub use key::{KeyError, decode_key};
pub use measure::measure_queue;
pub use message::{Embed, Message, MessageError, Pages, Readers, Recognise, Resume};
pub use notification::{ObjectCreated, ObjectRemoved, Removal};
pub use order::announce;
pub use outbox::Outbox;
pub use queue::{Queue, QueueLength, SendError};
pub use retry::Retry;
pub use sequencer::Sequencer;
pub use work::{begin, in_time};
