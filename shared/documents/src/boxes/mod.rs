//! Boxes of the words of a page, packed into a few bytes per word.
//!
//! Boxes are stored in quarters of a point, as a person sees the page: cropped, rotated, origin at the top left.

mod bytes;
mod direction;
mod highlight;
mod pack;
mod point;
mod unpack;

pub(crate) use direction::Direction;
pub use highlight::{Highlight, Rectangle};
pub(crate) use pack::pack;
pub(crate) use point::{PageSize, Point};

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use sha2::{Digest, Sha256};

use crate::page::Span;

/// The resolution in parts of a point.
pub(crate) const PARTS_OF_A_POINT: f32 = 4.0;

/// The boxes of the words of one page, in the form in which they are stored, with a digest of the text they belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordBoxes(Vec<u8>);

/// The reason why boxes cannot be used for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BoxesError {
    /// The text is not the one that was measured.
    #[error("the word boxes belong to a different text")]
    OtherText,
    /// The bytes are no word boxes of a form that is known here.
    #[error("the word boxes are damaged or have an unknown form")]
    Unknown,
}

impl WordBoxes {
    /// Takes stored bytes, which [`Self::highlight`] validates.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The rectangles of a part of the page's text, one a line, in reading order. A word that is only partly within counts
    /// by its share of characters.
    ///
    /// # Errors
    /// [`BoxesError`] when the bytes are not the boxes of this text.
    pub fn highlight(&self, text: &str, span: Span) -> Result<Highlight, BoxesError> {
        let page = unpack::unpack(&self.0).ok_or(BoxesError::Unknown)?;
        if page.digest == digest(text) { Ok(highlight::highlight(&page, span)) } else { Err(BoxesError::OtherText) }
    }
}

impl Serialize for WordBoxes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD_NO_PAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for WordBoxes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD_NO_PAD.decode(text).map(Self).map_err(D::Error::custom)
    }
}

/// A piece of a line: words that follow each other on one baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Strip {
    pub(crate) direction: Direction,
    /// Upper and lower edge, as its reader sees them.
    pub(crate) top: i64,
    pub(crate) bottom: i64,
    pub(crate) words: Vec<WordBox>,
}

/// A word, or the part of one that stands on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordBox {
    /// Offset of the first character in the page's text.
    pub(crate) start: i64,
    /// The number of its characters.
    pub(crate) length: i64,
    /// The start and the end along its strip.
    pub(crate) left: i64,
    pub(crate) right: i64,
}

/// The stored boxes of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measured {
    pub(crate) digest: [u8; DIGEST],
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) strips: Vec<Strip>,
}

/// The number of bytes of the SHA-256 that identify a text.
const DIGEST: usize = 8;

fn digest(text: &str) -> [u8; DIGEST] {
    let mut digest = [0; DIGEST];
    for (kept, byte) in digest.iter_mut().zip(Sha256::digest(text)) {
        *kept = byte;
    }
    digest
}
