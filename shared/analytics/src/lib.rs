//! Profiles of tables with any columns, and reliability figures of outage tables.
//!
//! [`TableReader`] has a CSV or XLSX file read by a child process with limits of its own ([`Limits`]); what that computes is the
//! payload of a snapshot. Nothing here knows of stores or of the network.

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
