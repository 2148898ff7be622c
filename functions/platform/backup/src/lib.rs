//! Creates a daily backup, records erasures every five minutes, drills a restore every month, and verifies and restores backups when
//! invoked.

mod handle;
mod request;

pub use handle::{Response, handle};
pub use request::Request;
pub use sisuiq_backup::{BackupError, Backups as State};
