//! Backups of the database in a bucket, and their restore.
//!
//! A backup is one snapshot of all tables that outlive a crash, except derived ones and those about backups, in compressed and
//! encrypted parts, and a manifest that is stored last and has the hash of each part. Erasures and withdrawals are recorded
//! beside the backups, so that no restore undoes them.

mod drill;
mod erasures;
mod error;
mod keys;
mod layout;
mod manifest;
mod parts;
mod reading;
mod restore;
mod retention;
mod schema;
mod snapshot;
mod stored;
mod vault;
mod verify;

pub use drill::{DrillStatus, Drilled, drill_age};
pub use error::{BackupError, Damage, Result};
pub use manifest::{Manifest, Part, Sequence, Table};
pub use restore::{Restored, Target};
pub use retention::Retention;
pub use sisuiq_admin_db::{backups::Newest, restore_drills::Record};
pub use stored::StoredBackup;

use keys::Keys;
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;
use sisuiq_retrieval::{ModelInfo, QdrantStore};
use vault::Vault;

/// Points are only counted, in the collection that the database names.
const NO_MODEL: ModelInfo = ModelInfo { name: "none", family: "none", dimensions: 0 };

/// The database, the place of its backups and their keys, and the vector store that drills compare with.
#[derive(Clone)]
pub struct Backups {
    clock: Clock,
    database: Database,
    vault: Vault,
    keys: Keys,
    store: QdrantStore,
    retention: Retention,
}

impl Backups {
    /// Reads the settings; nothing connects.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> std::result::Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (bucket, secret, retention) = environment.read(|reader| {
            let retention =
                Retention { days: reader.get(&settings::BACKUP_DAYS), weeks: reader.get(&settings::BACKUP_WEEKS) };
            (reader.get(&settings::DOCUMENTS_BUCKET), reader.get(&settings::BACKUP_KEYS_SECRET), retention)
        })?;
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            store: QdrantStore::from_environment(environment, &secrets, NO_MODEL)?,
            vault: Vault::new(aws.s3().await, bucket),
            keys: Keys::new(secrets, secret),
            retention,
        })
    }
}
