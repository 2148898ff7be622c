//! Fuzz test of the event parser: any bytes, in reads of any size.

use std::io::{BufReader, Read};

use super::{ChatEvent, ChatEvents};

/// A reader that returns at most this many bytes per call, like a network.
struct Pieces<'a> {
    bytes: &'a [u8],
    most: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.most.min(self.bytes.len()).min(buffer.len());
        let (piece, rest) = self.bytes.split_at(length);
        buffer[..length].copy_from_slice(piece);
        self.bytes = rest;
        Ok(length)
    }
}

/// Reads events until the end or the first error.
fn read(bytes: &[u8], most: usize) -> Vec<Result<ChatEvent, String>> {
    let mut read = Vec::new();
    for event in ChatEvents::new(BufReader::with_capacity(most, Pieces { bytes, most })) {
        let has_failed = event.is_err();
        read.push(event.map_err(|error| format!("{error:#}")));
        if has_failed {
            break;
        }
    }
    read
}

#[test]
fn stream_parsing_ignores_read_sizes() {
    bolero::check!(name = "streams").with_iterations(500).for_each(|input: &[u8]| {
        let whole = read(input, 65_536);
        let most = 1 + input.first().map_or(0, |first| usize::from(*first % 7));
        assert_eq!(read(input, most), whole);
        let blank_lines = input.split(|byte| *byte == b'\n').filter(|line| matches!(*line, b"" | b"\r")).count();
        assert!(whole.len() <= blank_lines + 1, "an event ends with an empty line");
    });
}
