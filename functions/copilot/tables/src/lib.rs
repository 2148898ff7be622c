//! `/api/ingest/data`: tables, and what was computed of them.

mod create;
mod delete;
mod list;
mod read;
mod snapshot;
mod uploads;

use axum::extract::DefaultBodyLimit;
use sisuiq_datasets::Datasets;
use utoipa_axum::{router::OpenApiRouter, routes};

/// What the routes over tables touch.
pub type State = Datasets;

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
    use super::customers;

    #[test]
    fn nobody_serves_no_customers() {
        assert!(customers(1.0).is_ok());
        for number in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e11] {
            assert!(customers(number).is_err());
        }
    }
}
