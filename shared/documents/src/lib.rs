//! PDF text, pages, chunks and citations.
//!
//! A PDF is read in a child process with limits of its own ([`extract`]); its pages are stored as text ([`page`]), cut
//! into passages for the search index ([`chunk`], [`mod@units`]), and quotes from answers are found again on them
//! ([`citation`]) and shown there ([`boxes`]). All offsets count Unicode scalar values of the stored text of a page.

pub mod boxes;
pub mod child;
pub mod chunk;
pub mod citation;
pub mod crossing;
pub mod extract;
pub mod page;
pub mod row;
pub mod scan;
pub mod unfinished;
pub mod units;

pub use boxes::{BoxesError, Highlight, Rectangle, WordBoxes};
pub use chunk::{Carried, Chunk, ChunkLimits, TokenCounter, chunk_page, point_id};
pub use citation::{Located, Match, SHORTEST_QUOTE, locate, locate_near};
pub use crossing::{Crossing, crossings, join_halves};
pub use extract::{ExtractError, Extractor, Inspection, Limits, Picture, Rejection};
pub use page::{Page, PageState, Span};
pub use scan::{Scan, ScannedCharacter};
pub use unfinished::{is_unfinished, is_unfinished_at_end, is_unfinished_cell};
pub use units::{Unit, UnitKind, item_form, starts_item, struck_out, units, valid_units};
