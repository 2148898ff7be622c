//! The measures, one module each.

mod administration;
mod admission;
mod asking;
mod cached;
mod datasets;
mod frames;
mod guesses;
mod ingestion;
mod init;
mod lists;
mod lists_end_to_end;
mod names;
mod one_core;
mod peer;
mod predict;
mod programs;
mod question;
mod retrieval;
mod sizes;
mod streaming;
mod submitting;
mod tokens;
mod trees;

use crate::{context::Context, figures::Section};
use anyhow::Result;
use clap::ValueEnum;

/// A measure. Measures that fill the stack come first, measures that need a quiet stack come later.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Measure {
    /// Speed and memory of the ingest function, beside a Python pipeline.
    Ingestion,
    /// Semantic and word search at growing numbers of points.
    Retrieval,
    /// Quoted and written answers at growing numbers of clients.
    Question,
    /// Quoted and streamed answers of a server with one core.
    OneCore,
    /// Latency added to a model's stream.
    Streaming,
    /// Latency added to each token of a model's stream, beside a Python service.
    Tokens,
    /// Answers from the cache, beside a Python service.
    Cached,
    /// Latency that authentication and rate limits add to a request.
    Admission,
    /// Log-in and lists.
    Lists,
    /// Reads while passwords are guessed.
    Guesses,
    /// Questions, lists and streams beside a Python service.
    Peer,
    /// Log-in and uploads, beside a Python service.
    Submitting,
    /// Lists for administrators over many rows, beside a Python service.
    Administration,
    /// Predictions of severity through HTTP, and batches of them.
    Predict,
    /// Rows of and questions about a table of 50 MB.
    Datasets,
    /// Predictions of trees, beside LightGBM, lleaves and Treelite.
    Trees,
    /// Profiles, analysis tools and distances of tables, beside pandas and numpy.
    Frames,
    /// Recall, false alerts and times of the name engine, beside Python libraries.
    Names,
    /// Runs of a watched list of sanctions, and a file of customers.
    ListsEndToEnd,
    /// Time from a function's start until it requests work.
    Init,
    /// Sizes of packages and binaries.
    Sizes,
}

impl Measure {
    /// Runs the measure.
    pub(crate) async fn take(self, context: &mut Context) -> Result<Section> {
        match self {
            Self::Ingestion => ingestion::measure(context).await,
            Self::Retrieval => retrieval::measure(context).await,
            Self::Question => question::measure(context).await,
            Self::OneCore => one_core::measure(context).await,
            Self::Streaming => streaming::measure(context).await,
            Self::Tokens => tokens::measure(context).await,
            Self::Cached => cached::measure(context).await,
            Self::Admission => admission::measure(context).await,
            Self::Lists => lists::measure(context).await,
            Self::Guesses => guesses::measure(context).await,
            Self::Peer => peer::measure(context).await,
            Self::Submitting => submitting::measure(context).await,
            Self::Administration => administration::measure(context).await,
            Self::Predict => predict::measure(context).await,
            Self::Datasets => datasets::measure(context).await,
            Self::Trees => trees::measure(context).await,
            Self::Frames => frames::measure(context).await,
            Self::Names => names::measure(context).await,
            Self::ListsEndToEnd => lists_end_to_end::measure(context).await,
            Self::Init => init::measure(context).await,
            Self::Sizes => sizes::measure(context),
        }
    }

    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}
