//! Tables for tests.

use crate::Frame;
use sisuiq_analytics::{Limits, Mapping};
use std::io::{Seek, Write};

/// The table of a CSV text.
pub(crate) fn frame(text: &str) -> Frame {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.rewind().unwrap();
    Frame::read(file, sisuiq_analytics::Kind::Csv, Limits::default(), Mapping::default()).unwrap().0
}
