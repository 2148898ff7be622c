//! Administration of the platform.

mod access_requests;
mod backups;
mod groups;
mod users;
