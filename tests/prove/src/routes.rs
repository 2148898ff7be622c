//! All routes of the product.

pub(crate) use world::routes::{Audience, Route};

/// The routes of the API description, in its order.
pub(crate) fn described() -> Vec<Route> {
    world::routes::described(&server::openapi())
}
