//! Profiles of tables with any columns, and reliability figures of outage tables.
//!
//! [`TableReader`] starts a child process that limits itself ([`Limits`]) and reads a CSV or XLSX file. Its result is the payload
//! of a snapshot. A [`Mapping`] corrects how a table is read. This crate uses no database, no storage and no network.
//!
//! The layers, from the bytes to the figures: `encoding` → `grid` (dialect or sheet, header, rows) → `columns` (roles of names,
//! notation of values with the evidence for it) → `profile` and `outages`. [`TableStream`] gives the rows themselves.

mod cell;
mod certain;
pub mod child;
mod columns;
mod encoding;
mod error;
mod faults;
mod grid;
mod limits;
mod mapping;
mod names;
mod outages;
mod profile;
mod reader;
mod reading;
mod reliability;
mod remarks;
mod report;
mod sample;
mod shapes;
mod sieve;
mod snapshot;
mod stream;
mod sum;

pub use certain::{CertainText, UncertainText, certain_text};
pub use error::TableError;
pub use grid::Kind;
pub use limits::Limits;
pub use mapping::{ColumnChoice, ColumnCorrection, DateOrder, DecimalMark, DurationUnit, Mapping, SEPARATORS};
pub use reader::{ReadError, TableReader};
pub use reliability::{
    Day, Indices, Interruption, MajorEventDays, Service, Threshold, indices, major_event_days, threshold,
};
pub use snapshot::{Snapshot, read, read_with};
pub use stream::{Account, ColumnNotation, Field, FieldValue, FieldZone, Forms, TableStream};
