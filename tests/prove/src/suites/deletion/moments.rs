//! Moments at which an object is deleted.

use copilot::ingestion::{DELETION_STEPS, EMBEDDING_STEPS, READERS_STEPS, REINDEX_STEPS, RETIREMENT_STEPS, STEPS};

/// Number of moments.
pub(super) const MOMENTS: usize = 50;

#[derive(Clone, Copy, Debug)]
pub(super) enum Moment {
    /// After its upload was created.
    Promised,
    /// After its file arrived in the bucket, before the function handled the event.
    Landed,
    /// During ingestion, at this step.
    Read(&'static str),
    /// After ingestion.
    Ready,
    /// During another ingestion, at this step.
    ReadAgain(&'static str),
    /// After an upload of another version was created.
    VersionPromised,
    /// After the file of another version arrived in the bucket.
    VersionLanded,
    /// While another version replaces it, at this step.
    Replaced(&'static str),
    /// While its readers are updated in the vector store, at this step.
    Shared(&'static str),
    /// While another collection is filled, at this step.
    Embedded(&'static str),
    /// After the deletion: the clean-up is killed at this step.
    CleanedUp(&'static str),
    /// A table, at this step.
    Table(TableStep),
    /// A conversation.
    Conversation,
}

/// Moments at which a table is deleted.
#[derive(Clone, Copy, Debug)]
pub(super) enum TableStep {
    Promised,
    Landed,
    Read(&'static str),
    Ready,
    CleanedUp(&'static str),
}

impl Moment {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Promised => "promised",
            Self::Landed => "landed",
            Self::Read(_) => "being read",
            Self::Ready => "ready",
            Self::ReadAgain(_) => "being read again",
            Self::VersionPromised | Self::VersionLanded | Self::Replaced(_) => "with a new version",
            Self::Shared(_) => "being shared",
            Self::Embedded(_) => "being embedded anew",
            Self::CleanedUp(_) => "being cleaned up after",
            Self::Table(_) => "tables",
            Self::Conversation => "conversations",
        }
    }
}

pub(super) fn all() -> Vec<Moment> {
    let alone = [Moment::Promised, Moment::Landed, Moment::Ready, Moment::VersionPromised, Moment::VersionLanded];
    let tables = [
        TableStep::Promised,
        TableStep::Landed,
        TableStep::Read("pinned"),
        TableStep::Read("fetched"),
        TableStep::Read("computed"),
        TableStep::Ready,
        TableStep::CleanedUp("object gone"),
    ];
    let moments = STEPS.map(Moment::Read).into_iter().chain(alone);
    let moments = moments.chain(REINDEX_STEPS.map(Moment::ReadAgain));
    let moments = moments.chain(["stored", "counting"].map(Moment::Replaced));
    let moments = moments.chain(RETIREMENT_STEPS.map(Moment::Replaced));
    let moments = moments.chain(READERS_STEPS.map(Moment::Shared)).chain(EMBEDDING_STEPS.map(Moment::Embedded));
    let moments = moments.chain(DELETION_STEPS.map(Moment::CleanedUp)).chain(tables.map(Moment::Table));
    let moments: Vec<_> = moments.chain([Moment::Conversation]).collect();
    assert_eq!(moments.len(), MOMENTS, "so many moments");
    moments
}
