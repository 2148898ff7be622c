//! Errors of backups.

use sisuiq_config::SecretError;
use sisuiq_db::DatabaseError;
use sisuiq_model::DocumentId;
use sisuiq_retrieval::StoreError;
use std::error::Error;
use uuid::Uuid;

/// The result of whatever is done with backups.
pub type Result<T> = std::result::Result<T, BackupError>;

/// The reason why a backup was not created, not verified or not restored. A failed restore leaves the database
/// unchanged.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database refused or is away.
    #[error("the database failed or is unavailable")]
    Database(#[from] DatabaseError),
    /// The bucket refused or is away.
    #[error("the bucket failed or is unavailable while {doing}")]
    Store {
        /// The operation that failed.
        doing: &'static str,
        /// The bucket's own error.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The secret of the keys cannot be read.
    #[error("the backups' keys cannot be read")]
    Secret(#[from] SecretError),
    /// A key of the secret has the wrong length or encoding, or its name does.
    #[error("the backup key {0} is not 32 bytes in base64 under a name of 1 to 64 characters")]
    MalformedKey(String),
    /// Something could not be sealed or packed.
    #[error("a part could not be created")]
    Unmade(#[source] Box<dyn Error + Send + Sync>),
    /// Another process takes or restores a backup of this database.
    #[error("another backup or restore is running")]
    Busy,
    /// There is no backup, or none of this id.
    #[error("there is no such backup")]
    Unknown,
    /// There are no accounts: the database is new, or was lost.
    #[error("the database has no accounts: its backup would become the newest and replace older ones")]
    Nothing,
    /// The database holds more than one run can take.
    #[error("the tables have {bytes} bytes, but a backup is limited to {most}: use snapshots of the database server")]
    TooLarge {
        /// The size of the tables on disk, without indexes.
        bytes: i64,
        /// The limit in bytes.
        most: i64,
    },
    /// Time was over before the work was done.
    #[error("the time was not sufficient")]
    OutOfTime,
    /// The backup is not what was stored.
    #[error("the backup {id} is damaged: {damage}")]
    Damaged {
        /// The backup's id.
        id: Uuid,
        /// The damage.
        damage: Damage,
    },
    /// Schemas differ.
    #[error("the backup has schema version {backup}, but the database has {database:?}: use the release of the backup")]
    OtherSchema {
        /// The backup's version.
        backup: i32,
        /// The database's.
        database: Option<i32>,
    },
    /// A table is missing on one side, has other columns, or took another number of rows.
    #[error("the table {0} differs from the one in the backup")]
    OtherTable(String),
    /// There is data already.
    #[error("the database is not empty: {0} has rows; use `replace` to restore over existing data")]
    NotEmpty(String),
    /// A row of the backup refers to one that it lacks.
    #[error("rows of the table {table} refer to rows that the backup lacks ({reference})")]
    Dangling {
        /// The table.
        table: String,
        /// The name of the foreign key.
        reference: String,
    },
    /// The vector store has another number of points of a document than the backup has passages.
    #[error("the backup has {expected} passages of the document {document}, but the vector store has {found} points")]
    OtherPoints {
        /// The document.
        document: DocumentId,
        /// Its passages in the backup.
        expected: i64,
        /// Its points.
        found: i64,
    },
    /// The vector store refused or is away.
    #[error("the vector store failed or is unavailable")]
    Vectors(#[from] StoreError),
    /// Questions were not answered from the restored rows.
    #[error("the restored rows do not contain the expected answer: {0}")]
    Unanswered(String),
    /// Tables refer to each other in a circle, which no order of them satisfies.
    #[error("tables refer to each other in a circle: {0}")]
    Circle(String),
}

/// The damage of a backup.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Damage {
    /// An object is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// An object is another than was stored.
    #[error("{0} was altered")]
    Altered(String),
    /// An object cannot be opened.
    #[error("{0} was altered, or encrypted with another key")]
    Unopened(String),
    /// The secret does not contain its key.
    #[error("its key {0} is unknown")]
    UnknownKey(String),
    /// The manifest, or a note, has another form than this release reads.
    #[error("its manifest has an unknown form")]
    Form,
    /// A table is not whole.
    #[error("the table {0} does not match its manifest")]
    Table(String),
}

impl From<tokio_postgres::Error> for BackupError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Database(error.into())
    }
}

impl BackupError {
    pub(crate) fn damaged(id: Uuid, damage: Damage) -> Self {
        Self::Damaged { id, damage }
    }

    pub(crate) fn store(doing: &'static str) -> impl Fn(Box<dyn Error + Send + Sync>) -> Self {
        move |source| Self::Store { doing, source }
    }
}
