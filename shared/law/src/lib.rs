//! Legal texts, read into their structure and cut into chunks that keep it.
//!
//! [`chunk_law`] reads pages, plain text, HTML or XML into [`Unit`]s: articles and sections with their paragraphs and points,
//! recitals, annexes, tables, notes. It cuts them into [`LawChunk`]s that never reach across an article or a page, resolves
//! [`Reference`]s between units, and finds defined [`Term`]s. [`looks_like_law`] decides by structure whether a text is law.
//!
//! [`LawDocument::records`] and [`LawDocument::payloads`] give units and chunks as a database and a search index store them.
//! [`LawDocument::valid`] says when a unit applies, as far as the text or its source ([`Declared`]) states it, and [`versions`]
//! compares the editions of an act. What is doubtful is not decided: it is a [`Doubt`] in the report.
//!
//! Nothing is dropped: text outside of recognised units is in units of kind [`UnitKind::Other`], and the [`Report`] counts
//! it with everything else that was not understood. The layers, from the input to the units: `plain` or `markup` → `source`
//! (canonical text, pages, blocks) → `label` and `container` (what a block begins with) → `tree`.
//!
//! Spans count bytes of [`LawDocument::text`]. Chunks and [`Place`]s count Unicode scalar values of the text of a page, as
//! citations do, so that a quote from a chunk is found on its page.

mod act;
mod chunk;
mod container;
mod declared;
mod definitions;
mod detect;
mod document;
mod doubt;
mod input;
mod label;
mod markup;
mod metadata;
mod names;
mod plain;
mod quote;
mod record;
mod reference;
mod report;
mod source;
mod span;
mod term;
mod token;
mod tree;
mod unit;
mod validity;
mod version;

pub use chunk::{ChunkLimits, LawChunk, Position};
pub use declared::Declared;
pub use detect::{Evidence, looks_like_law};
pub use document::{LawDocument, LawPage, chunk_law};
pub use doubt::{Doubt, DoubtKind};
pub use input::{LARGEST_INPUT, LawError, LawInput, PageText};
pub use metadata::Metadata;
pub use names::names_in;
pub use record::{ChunkPayload, ReferenceRecord, UnitRecord};
pub use reference::{Reference, Target};
pub use report::Report;
pub use span::{Place, Span};
pub use term::{Term, TermUse};
pub use unit::{Printed, Unit, UnitId, UnitKind};
pub use version::{Edition, ProvisionVersion, VersionError, Versions, versions};
