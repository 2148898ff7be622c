//! `/api/datasets`: uploaded tables of any kind, their profiles, rows, charts and maps; `/api/tools`: figures of them.
//!
//! Texts are in Korean unless `Accept-Language` prefers English. `table::open_table` gives routes the columns of a dataset.

mod analysis;
mod body;
mod charts;
mod corrections;
mod dataset;
mod delete;
mod details;
mod districts;
mod drift;
mod list;
mod map;
mod others;
mod outlines;
mod problems;
mod query;
mod read;
mod rows;
mod share;
mod shared;
mod state;
mod table;
mod tools;
mod unreadable;
mod update;
mod upload;
mod uploads;

pub use state::State;

use axum::extract::DefaultBodyLimit;
use sisuiq_http::korean_by_default;
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
        OpenApiRouter::new().routes(routes!(upload::upload)).layer(DefaultBodyLimit::max(upload::LARGEST_FORM));
    korean_by_default(
        sisuiq_http::router()
            .routes(routes!(uploads::promise_upload))
            .routes(routes!(list::list))
            .routes(routes!(read::read, update::update, delete::delete))
            .routes(routes!(rows::rows))
            .routes(routes!(drift::drift))
            .routes(routes!(charts::chart))
            .routes(routes!(map::map))
            .routes(routes!(districts::districts))
            .routes(routes!(outlines::outlines))
            .routes(routes!(share::create::create, share::read::read, share::delete::delete))
            .routes(routes!(shared::read::read))
            .routes(routes!(shared::rows::rows))
            .routes(routes!(shared::charts::charts))
            .routes(routes!(shared::map::map))
            .routes(routes!(shared::districts::districts))
            .routes(routes!(tools::list::list))
            .routes(routes!(tools::call::call))
            .routes(routes!(analysis::proximity::count))
            .merge(direct),
    )
}
