//! One file per path; the files of the paths below it are in the folder of its name. A file that is not named like a path tests
//! something that several paths have in common.

mod admin;
mod auth;
mod chat;
mod citations;
mod documents;
mod groups;
mod idempotency;
mod ingest;
mod limits;
mod provenance;
mod round_trips;
mod v1;
