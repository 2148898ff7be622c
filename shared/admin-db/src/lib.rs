//! Queries across areas: lists for administrators, counts, evaluations, backups and what they may not bring back.
//!
//! One module a table. Each function runs the statement of the same name under `queries/<module>/`, or calls functions that do.
//! The lists for administrators read several tables, so they share the folder `administration`, with a file a list.

pub mod administration;
pub mod backups;
pub mod document_counts;
pub mod erasures;
pub mod evaluations;
pub mod restore_drills;
pub mod row_counts;
pub mod seeding;
pub mod withdrawals;
