//! `/api/ingest/data`: tables, and what was computed of them.

mod content_type;
mod create;
mod delete;
mod deletion;
mod list;
mod read;
mod snapshot;
mod state;
mod uploads;

pub use state::State;

use axum::extract::DefaultBodyLimit;
use sisuiq_identity::Caller;
use sisuiq_model::{Capability, DocumentAccess};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this function, ready to serve.
#[must_use]
pub fn router(state: State) -> OpenApiRouter {
    routes().with_state(state)
}

/// The routes of this function and their description. The form with a file in it may be larger than other bodies.
#[must_use]
pub fn routes() -> OpenApiRouter<State> {
    let direct =
        OpenApiRouter::new().routes(routes!(create::create)).layer(DefaultBodyLimit::max(create::LARGEST_FORM));
    sisuiq_http::router()
        .routes(routes!(list::list))
        .routes(routes!(uploads::promise_upload))
        .routes(routes!(read::read, delete::delete))
        .merge(direct)
}

/// The access to a new table: everyone for administrators, private for others.
fn access(caller: &Caller) -> DocumentAccess {
    if caller.administers(Capability::TablesManage) { DocumentAccess::Everyone } else { DocumentAccess::Owner }
}

/// The table's name: the given one, or the file's name without its ending.
fn dataset_name(said: Option<&str>, file_name: &str) -> String {
    let said = said.map(str::trim).filter(|name| !name.is_empty());
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem).trim();
    said.unwrap_or(stem).chars().take(LONGEST_NAME).collect()
}

/// The longest name of a table, in Unicode scalar values.
const LONGEST_NAME: usize = 255;

/// The largest accepted number of customers served.
const MOST_CUSTOMERS: f64 = 1e10;

/// Checks a number of customers served.
fn customers(number: f64) -> Result<(), &'static str> {
    if number.is_finite() && (1.0..=MOST_CUSTOMERS).contains(&number) {
        Ok(())
    } else {
        Err("must be a number from 1 to 10000000000")
    }
}

#[cfg(test)]
mod tests {
    use super::{customers, dataset_name};

    #[test]
    fn dataset_name_defaults_to_file_name() {
        assert_eq!(dataset_name(None, "outages 2024.csv"), "outages 2024");
        assert_eq!(dataset_name(Some("  "), "outages.xlsx"), "outages");
        assert_eq!(dataset_name(Some(" Grid "), "outages.xlsx"), "Grid");
    }

    #[test]
    fn nobody_serves_no_customers() {
        assert!(customers(1.0).is_ok());
        for number in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e11] {
            assert!(customers(number).is_err());
        }
    }
}
