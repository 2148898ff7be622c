//! Every route of the product.

use world::routes::Route;

/// All of them, in the order of the description.
pub(crate) fn described() -> Vec<Route> {
    world::routes::described(&server::openapi())
}
