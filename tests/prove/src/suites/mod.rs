//! The suites, with one promise each.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a case that cannot be set up fails"
)]

pub mod access;
mod acts;
pub mod audit_log;
pub mod authorization_walk;
pub mod budgets;
pub mod canaries;
pub mod clocks;
pub mod cross_site;
pub mod deletion;
mod deliveries;
pub mod dependency_faults;
pub mod event_chaos;
pub mod exact_metrics;
pub mod file_bombs;
pub mod frozen;
mod function;
pub mod fuzz;
pub mod hostile_requests;
pub mod hostile_sources;
pub mod idempotent_posts;
pub mod killed_batches;
pub mod killed_ingestion;
pub mod killed_laws;
pub mod killed_parts;
pub mod killed_rescreenings;
pub mod killed_runs;
pub mod killed_screenings;
pub mod killed_tables;
mod killing;
pub mod language_model;
mod ledger;
mod library;
mod listener;
pub mod login_abuse;
mod markdown;
pub mod migrations;
pub mod outbox;
pub mod overload;
pub mod pairs;
pub mod partial_batches;
mod plan;
mod pool;
pub mod postgres_faults;
pub mod prompt_injection;
pub mod provider_faults;
pub mod quotas;
pub mod races;
pub mod redrive;
pub mod refresh_tokens;
pub mod rereading;
pub mod restore;
pub mod route_completeness;
pub mod runaway;
pub mod schemathesis;
pub mod secret_rotation;
pub mod sessions;
pub mod share_links;
pub mod soak;
pub mod streams;
mod subjects;
pub mod table_injection;
mod talker;
mod timed;
pub mod visibility_overrun;
mod watched;

use crate::{Optional, Suite};

/// All suites.
pub const ALL: &[Suite] = &[
    hostile_requests::SUITE,
    route_completeness::SUITE,
    authorization_walk::SUITE,
    access::SUITE,
    cross_site::SUITE,
    schemathesis::SUITE,
    sessions::SUITE,
    clocks::SUITE,
    races::SUITE,
    share_links::SUITE,
    quotas::SUITE,
    refresh_tokens::SUITE,
    login_abuse::SUITE,
    idempotent_posts::SUITE,
    audit_log::SUITE,
    partial_batches::SUITE,
    redrive::SUITE,
    outbox::SUITE,
    migrations::SUITE,
    visibility_overrun::SUITE,
    killed_ingestion::SUITE,
    killed_batches::SUITE,
    killed_runs::SUITE,
    killed_laws::SUITE,
    killed_screenings::SUITE,
    killed_rescreenings::SUITE,
    killed_tables::SUITE,
    event_chaos::SUITE,
    deletion::SUITE,
    rereading::SUITE,
    restore::SUITE,
    file_bombs::SUITE,
    hostile_sources::SUITE,
    postgres_faults::SUITE,
    dependency_faults::SUITE,
    provider_faults::SUITE,
    budgets::SUITE,
    runaway::SUITE,
    streams::SUITE,
    overload::SUITE,
    soak::SUITE,
    frozen::SUITE,
    exact_metrics::SUITE,
    secret_rotation::SUITE,
    canaries::SUITE,
    prompt_injection::SUITE,
    table_injection::SUITE,
];

/// Suites with requirements that not every machine meets.
pub const OPTIONAL: &[Optional] = &[
    Optional { suite: fuzz::SUITE, needs: fuzz::PROGRAMS },
    // it would break other tests that run at the same time
    Optional { suite: killed_parts::SUITE, needs: killed_parts::STATE },
    Optional { suite: language_model::SUITE, needs: language_model::ADDRESS },
];

/// All suites, including the optional ones.
pub fn every() -> impl Iterator<Item = &'static Suite> {
    ALL.iter().chain(OPTIONAL.iter().map(|optional| &optional.suite))
}
