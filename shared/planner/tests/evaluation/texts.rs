//! Tables that a test writes itself.

use crate::tables::read_from;
use sisuiq_frames::Frame;
use sisuiq_planner::Vocabulary;
use std::io::{Seek, Write};

/// A table of a text, with the words of its dataset.
pub(crate) fn table(title: &str, text: &str) -> (Frame, Vocabulary) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.rewind().unwrap();
    read_from(file, title)
}
