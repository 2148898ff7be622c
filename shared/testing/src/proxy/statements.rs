//! Counts the statements that a Postgres client executes.

/// The size of a message's length field, which counts itself.
const LENGTH: usize = 4;

/// A parser for the messages of one connection, split at any byte ("Message Formats" in the Postgres documentation).
/// Each message begins with its type and length, except the first, which has no type.
#[derive(Debug, Default)]
pub(super) struct Statements {
    head: Vec<u8>,
    rest: usize,
    has_begun: bool,
}

impl Statements {
    /// The number of statements that these bytes execute.
    pub(super) fn count(&mut self, mut bytes: &[u8]) -> u64 {
        let mut found = 0;
        loop {
            let skipped = self.rest.min(bytes.len());
            bytes = bytes.get(skipped..).unwrap_or_default();
            self.rest -= skipped;
            let Some((next, others)) = bytes.split_first() else { return found };
            self.head.push(*next);
            bytes = others;
            let kind = usize::from(self.has_begun);
            if self.head.len() == LENGTH + kind {
                let length = self.head.iter().skip(kind).fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
                self.rest = length.saturating_sub(LENGTH);
                // Execute, and Query, which covers all steps in one message
                found += u64::from(self.has_begun && matches!(self.head.first(), Some(b'E' | b'Q')));
                self.has_begun = true;
                self.head.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + LENGTH).unwrap().to_be_bytes();
        [&[kind], &length[..], body].concat()
    }

    #[test]
    fn statements_split_anywhere_are_counted() {
        let startup = &message(0, b"user\0E\0")[1..];
        let sent = [
            startup,
            &message(b'P', b"QEEQ"),
            &message(b'B', &[b'E'; 300]),
            &message(b'E', b"\0\0\0\0\0"),
            &message(b'S', b""),
            &message(b'Q', b"BEGIN\0"),
        ]
        .concat();
        for piece in [1, 2, 3, 7, sent.len()] {
            let mut statements = Statements::default();
            let found: u64 = sent.chunks(piece).map(|bytes| statements.count(bytes)).sum();
            assert_eq!(found, 2, "in pieces of {piece}");
        }
    }
}
