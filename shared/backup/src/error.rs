//! What can go wrong with a backup.

use sisuiq_config::SecretError;
use sisuiq_db::DatabaseError;
use std::error::Error;
use uuid::Uuid;

/// The result of whatever is done with backups.
pub type Result<T> = std::result::Result<T, BackupError>;

/// Why a backup was not made, not found whole or not restored. What a restore refuses leaves the database as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database refused or is away.
    #[error("the database refused or is away")]
    Database(#[from] DatabaseError),
    /// The bucket refused or is away.
    #[error("the bucket refused or is away while {doing}")]
    Store {
        /// What was being done.
        doing: &'static str,
        /// The bucket's own error.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The secret of the keys cannot be read.
    #[error("the backups' keys cannot be read")]
    Secret(#[from] SecretError),
    /// A key of the secret is none.
    #[error("the backup key {0} is not 32 bytes in base64 under a name of 1 to 64 characters")]
    MalformedKey(String),
    /// Something could not be sealed or packed.
    #[error("a part could not be made")]
    Unmade(#[source] Box<dyn Error + Send + Sync>),
    /// Another process takes or restores a backup of this database.
    #[error("another backup or restore is under way")]
    Busy,
    /// There is no backup, or none of this id.
    #[error("there is no such backup")]
    Unknown,
    /// Nobody has an account: the database is new, or was lost.
    #[error("the database has no accounts: a backup of it would be the newest, and others would go for it")]
    Nothing,
    /// The database holds more than one run can take.
    #[error(
        "the tables take {bytes} bytes, and a backup is made of at most {most}: use snapshots of the database server"
    )]
    TooLarge {
        /// What the tables take.
        bytes: i64,
        /// The most.
        most: i64,
    },
    /// Time was over before the work was done.
    #[error("there was not enough time")]
    OutOfTime,
    /// The backup is not what was stored.
    #[error("the backup {id} is damaged: {damage}")]
    Damaged {
        /// Which one.
        id: Uuid,
        /// What is wrong with it.
        damage: Damage,
    },
    /// Schemas differ.
    #[error(
        "the backup has version {backup} of the schema, and the database {database:?}: use the release of the backup"
    )]
    OtherSchema {
        /// The backup's version.
        backup: i32,
        /// The database's.
        database: Option<i32>,
    },
    /// A table is not as the backup knows it.
    #[error("the table {0} is another than in the backup")]
    OtherTable(String),
    /// There is data already.
    #[error("the database is not empty: {0} has rows; only with `replace` is a backup restored over what is there")]
    NotEmpty(String),
    /// Tables refer to each other in a circle, which no order of them satisfies.
    #[error("tables refer to each other in a circle: {0}")]
    Circle(String),
}

/// What is wrong with a backup.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Damage {
    /// An object is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// An object is another than was stored.
    #[error("{0} was altered")]
    Altered(String),
    /// An object cannot be opened.
    #[error("{0} was altered, or sealed with another key")]
    Unopened(String),
    /// Nobody has its key.
    #[error("its key {0} is not known")]
    UnknownKey(String),
    /// The manifest has another form than this release reads.
    #[error("its manifest has a form that is not known")]
    Form,
    /// A table is not whole.
    #[error("the table {0} is not what its manifest says")]
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
