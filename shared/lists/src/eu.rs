//! The consolidated list of financial sanctions of the EU, in the two forms of FSD 1.1: XML, and CSV with semicolons.
//!
//! The readers are written after the schema and tested with files of the project's own; no published file has been read with them
//! yet. What they do not know is stored literally and counted, so that a first real file shows it.
//!
//! Both forms have the same fields under similar names; [`fields::Fields`] makes one of them.

mod details;
mod fields;
mod table;
mod tree;

pub use table::read_eu_csv;
pub use tree::read_eu_xml;
