//! Takes a backup a day, and verifies and restores backups for whoever may invoke it.

mod backup;
mod order;

pub use backup::{Done, backup};
pub use order::Order;
pub use sisuiq_backup::{BackupError, Backups as State};
