//! Creates the demo data that is missing.

use crate::{
    State,
    demo_documents::{self, File},
    demo_law, demo_sessions, demo_sources, demo_staff, demo_tables, demo_user,
};
use serde::{Deserialize, Serialize};
use sisuiq_admin_db::seeding;
use sisuiq_config::{SecretError, Stage};
use sisuiq_db::{DatabaseError, EXPECTED_VERSION, schema_version};

/// The input of an invocation.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
pub struct SeedRequest {
    /// True if demo data is wanted although this is not the stage dev.
    #[serde(default)]
    pub outside_dev: bool,
}

/// The number of created and of existing objects of one kind.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Counts {
    /// Created by this run.
    pub created: u32,
    /// Existing before it.
    pub existing: u32,
}

/// The result of an invocation.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Summary {
    /// Accounts.
    pub users: Counts,
    /// Members of staff.
    pub staff: Counts,
    /// Conversations.
    pub sessions: Counts,
    /// Documents, with the texts of law.
    pub documents: Counts,
    /// Tables.
    pub tables: Counts,
    /// Watched sources.
    pub sources: Counts,
    /// All objects.
    pub total: Counts,
}

/// The reason why seeding failed. After [`SeedError::Object`], the rows are committed and only files are missing.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// Demo data belongs in development.
    #[error("demo data is for the stage dev, and this is {0}: to seed it here, invoke with {{\"outside_dev\": true}}")]
    WrongStage(Stage),
    /// Migrations come first.
    #[error("the schema is at version {0:?}, but demo data requires {EXPECTED_VERSION}: migrate first")]
    NotMigrated(Option<i32>),
    /// The demo user's secret cannot be read.
    #[error("the demo user's secret cannot be read")]
    Secret(#[from] SecretError),
    /// The password could not be hashed.
    #[error("the demo user's password could not be hashed")]
    Password(#[from] sisuiq_identity::IdentityError),
    /// The database rejected a statement or is unavailable.
    #[error("the database could not be seeded")]
    Database(#[from] DatabaseError),
    /// The schema lacks a role.
    #[error("there is no role {0}")]
    NoRole(&'static str),
    /// The default datasets are created with the schema.
    #[error("there is no dataset {0} for everyone")]
    NoDataset(&'static str),
    /// A document or table could not be stored.
    #[error("a demo file could not be stored")]
    Object(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Creates missing rows in one transaction; runs are serialized by a lock. Then uploads the files of rows that are still pending.
pub async fn seed(state: &State, request: SeedRequest) -> Result<Summary, SeedError> {
    if state.stage != Stage::Dev && !request.outside_dev {
        return Err(SeedError::WrongStage(state.stage));
    }
    let demo = demo_user::read(state).await?;
    let mut connection = state.database.connection().await?;
    let version = schema_version(&connection).await?;
    if version.is_none_or(|version| version < EXPECTED_VERSION) {
        return Err(SeedError::NotMigrated(version));
    }
    let mut summary = Summary::default();
    let mut files: Vec<File> = Vec::new();
    let transaction = connection.transaction().await?;
    seeding::lock(&transaction).await?;
    let user = demo_user::seed(state, &transaction, &demo, &mut summary.users).await?;
    demo_staff::seed(state, &transaction, &demo.password, &mut summary.staff).await?;
    demo_sessions::seed(state, &transaction, user, &mut summary.sessions).await?;
    files.extend(demo_documents::seed(state, &transaction, user, &mut summary.documents).await?);
    files.extend(demo_tables::seed(state, &transaction, user, &mut summary.tables).await?);
    // elsewhere nobody plays their publishers, and invented law is no law to ask about
    if state.stage == Stage::Dev {
        demo_sources::seed(state, &transaction, &mut summary.sources).await?;
        files.extend(demo_law::seed(state, &transaction, user, &mut summary.documents).await?);
    }
    transaction.commit().await?;
    drop(connection);
    for file in &files {
        demo_documents::upload(state, file).await?;
    }
    let Summary { users, staff, sessions, documents, tables, sources, .. } = summary;
    for counts in [users, staff, sessions, documents, tables, sources] {
        summary.total.created += counts.created;
        summary.total.existing += counts.existing;
    }
    tracing::info!(?users, ?staff, ?sessions, ?documents, ?tables, ?sources, "demo data seeded");
    Ok(summary)
}

/// Returns the existing object, or creates it.
pub(crate) async fn get_or_create<T>(
    counts: &mut Counts,
    find: impl Future<Output = Result<Option<T>, SeedError>>,
    create: impl Future<Output = Result<T, SeedError>>,
) -> Result<T, SeedError> {
    if let Some(existing) = find.await? {
        counts.existing += 1;
        return Ok(existing);
    }
    let created = create.await?;
    counts.created += 1;
    Ok(created)
}
