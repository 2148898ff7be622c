//! Administration of the platform.

mod backups;
