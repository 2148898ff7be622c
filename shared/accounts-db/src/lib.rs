//! Queries of accounts, logins, staff and their rights, rate limits and the audit log.
//!
//! One module a table or subject. Each function runs the statement of the same name under `queries/<module>/`, or calls
//! functions that do.

pub mod access_requests;
pub mod account_group_members;
pub mod account_groups;
pub mod admissions;
pub mod api_keys;
pub mod audit_records;
pub mod auth_sessions;
pub mod auth_token_pairs;
pub mod customers;
pub mod idempotency_keys;
pub mod invitations;
pub mod known_devices;
pub mod managed_accounts;
mod model;
pub mod one_time_tokens;
pub mod outbox_messages;
pub mod pending_audit_records;
pub mod second_factors;
pub mod staff;
pub mod staff_permissions;
pub mod staff_roles;
pub mod users;
