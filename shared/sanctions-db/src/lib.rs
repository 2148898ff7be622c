//! Queries of watched sources, their runs, the entries of lists, and screening.
//!
//! One module a table; `list_changes` compares versions of entries. Each function runs the statement of the same name under `queries/<module>/`.

pub mod alert_decisions;
pub mod list_changes;
pub mod list_entities;
pub mod list_entity_versions;
pub mod name_indexes;
pub mod related_entities;
pub mod rescreening_subjects;
pub mod rescreenings;
pub mod screened_subjects;
pub mod screening_alerts;
pub mod screening_batch_rows;
pub mod screening_batches;
pub mod screenings;
pub mod source_files;
pub mod source_run_files;
pub mod source_runs;
pub mod source_webhooks;
pub mod sources;
