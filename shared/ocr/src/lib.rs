//! Text recognition on pictures of pages.
//!
//! [`PageReader`] finds the lines of a page with a neural detector, turns the page upright, removes ruled lines and reads
//! each line with the recogniser of its script. Every character has a place, so that the result can be laid out like the
//! text of a PDF. All of it runs on one thread with graphs that `cargo dev` installs as the part `ocr`.

mod bitmap;
mod detect;
mod error;
mod numbers;
mod print;
mod reader;
mod reading;
mod recognise;
mod rules;
mod runtime;
mod skew;

pub use bitmap::{Bitmap, MOST_PIXELS};
pub use error::OcrError;
pub use reader::{PageReader, Settings};
pub use reading::{Area, Character, Line, Reading, RuledLine, Script, Word};
