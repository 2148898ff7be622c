//! The routes of the product.

use world::routes::Route;

/// All routes in the order of the description.
pub(crate) fn described() -> Vec<Route> {
    world::routes::described(&server::openapi())
}
