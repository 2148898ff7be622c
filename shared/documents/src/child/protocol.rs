use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::page::Page;

/// One line of the child's output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Message {
    /// The file was opened and has this many pages.
    Opened {
        pages: u32,
    },
    Page(Page),
    /// The time for renderings is used up. A new child can read the next page, of which no message was sent.
    RenderedEnough,
    /// The size of a picture, whose pixels follow: a byte each, row by row from the top, 0 for black.
    Picture(Frame),
    /// The file cannot be opened.
    Refused(Refusal),
    /// The PDF library cannot be used.
    NoLibrary(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refusal {
    Encrypted,
    Damaged,
}

/// The size of a picture of a page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Frame {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Pixels per point.
    pub(crate) density: f32,
}

/// The output of the child.
#[derive(Debug)]
pub(super) struct Output<W>(pub(super) W);

impl<W: Write> Output<W> {
    /// Writes one message per line and flushes it, so that a crash loses no page that was already read.
    pub(super) fn send(&mut self, message: &Message) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, message)?;
        self.0.write_all(b"\n")?;
        self.0.flush()
    }

    /// Writes the pixels of the picture whose size was sent.
    pub(super) fn send_pixels(&mut self, pixels: &[u8]) -> io::Result<()> {
        self.0.write_all(pixels)?;
        self.0.flush()
    }
}
