//! The definition of the API, which is generated from the functions' descriptions and the table of path prefixes.

mod definition;
mod operation;
mod path_table;
mod route_table;
mod throttles;
mod tree;

pub use definition::definition;
pub(crate) use definition::{ANY, Integration, STREAM};
pub use operation::{Operation, described};
pub use path_table::{PathTable, Prefix, ThrottleClass};
pub use route_table::RouteTable;
pub use throttles::with_throttles;
