//! Queries across areas: lists for administrators, counts, evaluations, backups and what they may not bring back.
//!
//! One module a table; each function runs the statement of the same name under `queries/<table>/`.

pub mod administration;
pub mod backups;
pub mod erasures;
pub mod evaluations;
pub mod row_counts;
pub mod seeding;
pub mod withdrawals;
