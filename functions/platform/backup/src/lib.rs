//! Creates a daily backup, records erasures every five minutes, and verifies and restores backups when invoked.

mod backup;
mod order;

pub use backup::{Done, backup};
pub use order::Order;
pub use sisuiq_backup::{BackupError, Backups as State};
