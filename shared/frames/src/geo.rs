//! Places: columns of coordinates, points, densities around points, and rates of areas.

mod columns;
mod districts;
mod hot_spots;
mod map;
mod points;
mod proximity;
mod rates;

pub use columns::coordinate_columns;
pub use districts::{District, POLYGONS, districts};
pub use hot_spots::{HotSpot, hot_spots, neighbours_within};
pub use map::{MOST_POINTS, PointMap, point_map, point_view};
pub use points::{EARTH_RADIUS, Point, Points, haversine};
pub use proximity::{Density, MOST_COMPARISONS, Proximity, ProximityError, proximity};
pub use rates::{AreaRate, smoothed_rates};
