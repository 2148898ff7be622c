//! Typed tables: their columnar copies, profiles, rows, analysis tools and geography.
//!
//! A [`Frame`] has typed columns in memory. It is read from a file in one pass over its rows ([`Frame::read`]). [`write_copy`]
//! stores it as one file, from which a [`CopyReader`] reads single columns. Both are a [`Table`]. A [`FrameReader`] makes the file in
//! a child process with limits.
//!
//! Rows are read by a [`rows::RowQuery`], figures by a [`tools::Call`]. A [`profile::Profile`] describes the columns, a
//! [`drift::Drift`] their difference from those of another table.

mod bitmap;
mod build;
pub mod child;
mod column;
mod copy;
mod dictionary;
pub mod drift;
mod error;
pub mod filter;
mod frame;
pub mod geo;
mod groups;
mod number;
pub mod profile;
mod reader;
pub mod rows;
pub mod statistics;
#[cfg(test)]
mod testing;
pub mod tools;
mod value;

pub use bitmap::Bitmap;
pub use column::{Column, Kind, Values};
pub use copy::{CopyReader, Ranges, write_copy};
pub use dictionary::Dictionary;
pub use error::FrameError;
pub use frame::{Frame, Heading, Table};
pub use reader::{FrameRead, FrameReader};
pub use value::Value;
