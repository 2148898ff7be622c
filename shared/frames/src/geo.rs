//! Places: columns of coordinates, distances, densities and rates of areas.

mod columns;

pub use columns::coordinate_columns;
