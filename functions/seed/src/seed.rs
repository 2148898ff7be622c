//! The seeding itself.

use crate::{State, demo_documents, demo_staff, demo_tables, demo_user};
use serde::Serialize;
use sisuiq_config::{SecretError, Stage};
use sisuiq_db::DatabaseError;

/// How many of one kind were made now, and how many were there.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Counts {
    /// Made now.
    pub created: u32,
    /// There already.
    pub existing: u32,
}

impl Counts {
    pub(crate) fn add(&mut self, is_new: bool) {
        if is_new { self.created += 1 } else { self.existing += 1 }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Summary {
    /// Accounts.
    pub users: Counts,
    /// Members of staff.
    pub staff: Counts,
    /// Documents.
    pub documents: Counts,
    /// Tables.
    pub tables: Counts,
}

/// Why nothing was seeded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// Demo data belongs in development.
    #[error("demo data is for the stage dev, and this is {0}")]
    WrongStage(Stage),
    /// The demo user's secret cannot be read.
    #[error("the demo user's secret cannot be read")]
    Secret(#[from] SecretError),
    /// The password could not be hashed.
    #[error("the demo user's password could not be hashed")]
    Password(#[from] sisuiq_identity::IdentityError),
    /// The database refused or is away.
    #[error("the database could not be seeded")]
    Database(#[from] DatabaseError),
    /// The schema lacks a role.
    #[error("there is no role {0}")]
    NoRole(&'static str),
    /// A document or table could not be stored.
    #[error("a demo file could not be stored")]
    Object(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Makes what is missing of the demo data. Safe twice, and by two at once.
pub async fn seed(state: &State) -> Result<Summary, SeedError> {
    if state.stage != Stage::Dev {
        return Err(SeedError::WrongStage(state.stage));
    }
    let mut summary = Summary::default();
    let demo = demo_user::read(state).await?;
    let user = demo_user::get_or_create(state, &demo, &mut summary.users).await?;
    demo_staff::get_or_create(state, &demo.password, &mut summary.staff).await?;
    for document in demo_documents::ALL {
        demo_documents::get_or_create(state, user, document, &mut summary.documents).await?;
    }
    demo_tables::get_or_create(state, user, &mut summary.tables).await?;
    let Summary { users, staff, documents, tables } = summary;
    tracing::info!(?users, ?staff, ?documents, ?tables, "demo data is there");
    Ok(summary)
}
