//! Administration of the platform.

mod backups;
mod users;
