//! Queries of watched sources, their runs, and the entries of lists.
//!
//! One module a table; `list_changes` compares versions of entries. Each function runs the statement of the same name under `queries/<module>/`.

pub mod list_changes;
pub mod list_entities;
pub mod list_entity_versions;
pub mod source_files;
pub mod source_run_files;
pub mod source_runs;
pub mod source_webhooks;
pub mod sources;
