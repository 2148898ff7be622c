//! Profiles of tables with any columns, and reliability figures of outage tables.
//!
//! [`TableReader`] starts a child process that limits itself ([`Limits`]) and reads a CSV or XLSX file. Its result is the payload
//! of a snapshot. This crate uses no database, no storage and no network.

mod cell;
pub mod child;
mod columns;
mod encoding;
mod error;
mod faults;
mod file;
mod limits;
mod names;
mod outages;
mod profile;
mod reader;
mod reliability;
mod report;
mod snapshot;
mod style;
mod sum;
mod workbook;

pub use cell::{Cell, Comma, Order, Style};
pub use error::TableError;
pub use file::Kind;
pub use limits::Limits;
pub use reader::{ReadError, TableReader};
pub use reliability::{
    Day, Indices, Interruption, MajorEventDays, Service, Threshold, indices, major_event_days, threshold,
};
pub use snapshot::{Snapshot, read};
