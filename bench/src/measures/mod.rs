//! What is measured, one module each.

mod administration;
mod admission;
mod asking;
mod cached;
mod guesses;
mod ingestion;
mod init;
mod lists;
mod peer;
mod question;
mod retrieval;
mod sizes;
mod streaming;
mod submitting;
mod tokens;

use crate::{context::Context, figures::Section};
use anyhow::Result;
use clap::ValueEnum;

/// A measure. Those that fill the stack come first, those that need a quiet one after.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Measure {
    /// Pages, chunks and memory of the ingest function, beside a Python pipeline.
    Ingestion,
    /// Searches by meaning and words at growing numbers of points.
    Retrieval,
    /// Questions, quoted and written, at growing numbers of clients.
    Question,
    /// What is added to a model's stream.
    Streaming,
    /// What is added to each token of a model's stream, beside a Python service.
    Tokens,
    /// Answers that are given again, beside a Python service.
    Cached,
    /// What admission adds to a request.
    Admission,
    /// Logging in and lists.
    Lists,
    /// Reading while passwords are guessed.
    Guesses,
    /// The same work as a Python service.
    Peer,
    /// Logging in and uploads, beside a Python service.
    Submitting,
    /// Lists for administrators over very many rows, beside a Python service.
    Administration,
    /// From the start of a function's process until it asks for work.
    Init,
    /// Sizes of what is deployed.
    Sizes,
}

impl Measure {
    /// Measures.
    pub(crate) async fn take(self, context: &mut Context) -> Result<Section> {
        match self {
            Self::Ingestion => ingestion::measure(context).await,
            Self::Retrieval => retrieval::measure(context).await,
            Self::Question => question::measure(context).await,
            Self::Streaming => streaming::measure(context).await,
            Self::Tokens => tokens::measure(context).await,
            Self::Cached => cached::measure(context).await,
            Self::Admission => admission::measure(context).await,
            Self::Lists => lists::measure(context).await,
            Self::Guesses => guesses::measure(context).await,
            Self::Peer => peer::measure(context).await,
            Self::Submitting => submitting::measure(context).await,
            Self::Administration => administration::measure(context).await,
            Self::Init => init::measure(context).await,
            Self::Sizes => sizes::measure(context),
        }
    }

    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}
