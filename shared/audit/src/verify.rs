//! Verification of exports of the audit log.

use std::str::FromStr;

use crate::{Entry, Hash};

/// A record's number and hash. A head that was noted elsewhere reveals a rewritten chain, which does not contain it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Anchor {
    /// The record's number.
    pub sequence: i64,
    /// Its hash.
    pub hash: Hash,
}

/// A fault of an export.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A line is no record in canonical form.
    #[error("line {line} is not a record")]
    NoRecord {
        /// The line, from 1.
        line: u64,
    },
    /// A record's content does not match its hash.
    #[error("record {sequence} was changed")]
    Changed {
        /// The record.
        sequence: i64,
    },
    /// A record is not followed by the next.
    #[error("record {expected} is missing: found {found} instead")]
    Missing {
        /// The number that should come.
        expected: i64,
        /// The number that came.
        found: i64,
    },
    /// A record names another hash than that of the record before it.
    #[error("record {sequence} does not follow the preceding one: one of them was replaced")]
    Torn {
        /// The record.
        sequence: i64,
    },
    /// The chain does not contain the noted head.
    #[error("record {sequence} differs from the noted head: the log was rewritten")]
    MadeAnew {
        /// The record.
        sequence: i64,
    },
    /// A noted head lies before the first or after the last record of the export.
    #[error("the noted record {sequence} is not in the export")]
    CutOff {
        /// The record.
        sequence: i64,
    },
    /// There is nothing to check.
    #[error("there are no records")]
    Empty,
}

/// The range of an export without faults.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Verified {
    /// The number of its first record.
    pub first: i64,
    /// Its last record.
    pub last: Anchor,
}

/// Checks an export line by line in constant memory. Records missing at the end are only found with a head that was
/// noted elsewhere.
#[derive(Debug, Default)]
pub struct Verifier {
    anchors: Vec<Anchor>,
    lines: u64,
    first: Option<i64>,
    last: Option<Anchor>,
}

impl Verifier {
    /// For an export that begins with the first record, or with the one that follows `after`, and contains `anchors`.
    #[must_use]
    pub fn new(after: Option<Anchor>, anchors: Vec<Anchor>) -> Self {
        Self { anchors, last: after, ..Self::default() }
    }

    /// Takes the next line, without its line break.
    pub fn take(&mut self, line: &str) -> Result<(), Fault> {
        self.lines += 1;
        let (entry, given) = Entry::read(line).ok_or(Fault::NoRecord { line: self.lines })?;
        let sequence = entry.sequence;
        // the same members, in another order or twice, would be read in different ways by different programs
        let canonical = entry.line(given).map_err(|_| Fault::NoRecord { line: self.lines })?;
        if !entry.hash().is_ok_and(|hash| hash == given) {
            return Err(Fault::Changed { sequence });
        }
        if canonical != line {
            return Err(Fault::NoRecord { line: self.lines });
        }
        let before = self.last.unwrap_or(Anchor { sequence: 0, hash: Hash::NONE });
        let expected = before.sequence.saturating_add(1);
        if sequence != expected {
            return Err(Fault::Missing { expected, found: sequence });
        }
        if entry.previous != before.hash {
            return Err(Fault::Torn { sequence });
        }
        self.first.get_or_insert(sequence);
        let this = Anchor { sequence, hash: given };
        if self.anchors.iter().any(|anchor| anchor.sequence == sequence && *anchor != this) {
            return Err(Fault::MadeAnew { sequence });
        }
        self.last = Some(this);
        Ok(())
    }

    /// The result, after the last line.
    pub fn finish(self) -> Result<Verified, Fault> {
        let (first, last) = self.first.zip(self.last).ok_or(Fault::Empty)?;
        let outside = |anchor: &&Anchor| !(first..=last.sequence).contains(&anchor.sequence);
        match self.anchors.iter().find(outside) {
            Some(anchor) => Err(Fault::CutOff { sequence: anchor.sequence }),
            None => Ok(Verified { first, last }),
        }
    }
}

impl FromStr for Anchor {
    type Err = String;

    /// `SEQUENCE:HASH`, as the log shows it.
    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || "is a number, a colon and 64 lower-case hexadecimal digits".to_owned();
        let (sequence, hash) = text.split_once(':').ok_or_else(refused)?;
        let sequence = sequence.parse().map_err(|_| refused())?;
        Ok(Self { sequence, hash: hash.parse().map_err(|_| refused())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    fn chain(many: i64) -> Vec<Entry> {
        let mut previous = Hash::NONE;
        let mut entries = Vec::new();
        for sequence in 1..=many {
            let content: Map<String, Value> =
                json!({ "action": "log_in", "object": { "id": sequence.to_string() } }).as_object().unwrap().clone();
            let entry = Entry { sequence, previous, content };
            previous = entry.hash().unwrap();
            entries.push(entry);
        }
        entries
    }

    fn lines(entries: &[Entry]) -> Vec<String> {
        entries.iter().map(|entry| entry.line(entry.hash().unwrap()).unwrap()).collect()
    }

    fn check(lines: &[String], anchors: &[Anchor]) -> Result<Verified, Fault> {
        check_after(None, lines, anchors)
    }

    fn check_after(after: Option<Anchor>, lines: &[String], anchors: &[Anchor]) -> Result<Verified, Fault> {
        let mut verifier = Verifier::new(after, anchors.to_vec());
        for line in lines {
            verifier.take(line)?;
        }
        verifier.finish()
    }

    fn anchor(entry: &Entry) -> Anchor {
        Anchor { sequence: entry.sequence, hash: entry.hash().unwrap() }
    }

    #[test]
    fn verification_starts_at_a_known_record() {
        let entries = chain(5);
        let last = anchor(&entries[4]);
        assert_eq!(check(&lines(&entries), &[last]), Ok(Verified { first: 1, last }));
        let second = Some(anchor(&entries[1]));
        assert_eq!(check_after(second, &lines(&entries[2..]), &[]), Ok(Verified { first: 3, last }));
        assert_eq!(check(&lines(&entries[2..]), &[]), Err(Fault::Missing { expected: 1, found: 3 }));
        let other = Some(Anchor { sequence: 2, hash: last.hash });
        assert_eq!(check_after(other, &lines(&entries[2..]), &[]), Err(Fault::Torn { sequence: 3 }));
        assert_eq!(check(&[], &[]), Err(Fault::Empty));
    }

    #[test]
    fn manipulation_of_a_copy_is_named() {
        let entries = chain(5);
        let whole = lines(&entries);
        let changed: Vec<String> = whole.iter().map(|line| line.replace(r#""id":"3""#, r#""id":"4""#)).collect();
        assert_eq!(check(&changed, &[]), Err(Fault::Changed { sequence: 3 }));
        let without = [&whole[..2], &whole[3..]].concat();
        assert_eq!(check(&without, &[]), Err(Fault::Missing { expected: 3, found: 4 }));
        let twice = [&whole[..2], &whole[1..]].concat();
        assert_eq!(check(&twice, &[]), Err(Fault::Missing { expected: 3, found: 2 }));
        // a record that was replaced together with its hash
        let mut replaced = entries.clone();
        replaced[2].content.insert("action".to_owned(), "log_out".into());
        assert_eq!(check(&lines(&replaced), &[]), Err(Fault::Torn { sequence: 4 }));
        // a chain that was recomputed from there
        let mut previous = replaced[1].hash().unwrap();
        for entry in &mut replaced[2..] {
            entry.previous = previous;
            previous = entry.hash().unwrap();
        }
        assert!(check(&lines(&replaced), &[]).is_ok());
        assert_eq!(check(&lines(&replaced), &[anchor(&entries[4])]), Err(Fault::MadeAnew { sequence: 5 }));
        assert_eq!(check(&whole[..4], &[anchor(&entries[4])]), Err(Fault::CutOff { sequence: 5 }));
        let third = [anchor(&entries[2])];
        assert_eq!(check(&whole[..2], &third), Err(Fault::CutOff { sequence: 3 }));
        let second = Some(anchor(&entries[1]));
        assert_eq!(check_after(second, &whole[2..], &[anchor(&entries[0])]), Err(Fault::CutOff { sequence: 1 }));
    }

    #[test]
    fn non_canonical_lines_are_rejected() {
        let line = lines(&chain(1)).remove(0);
        let twice = line.replacen('{', r#"{"action":"nothing","#, 1);
        let spaced = line.replacen(':', ": ", 1);
        for line in [twice, spaced, line.to_uppercase(), String::new(), "[]".to_owned(), "{}".to_owned()] {
            assert_eq!(check(std::slice::from_ref(&line), &[]), Err(Fault::NoRecord { line: 1 }), "{line}");
        }
    }

    #[test]
    fn anchor_parses_its_log_format() {
        let anchor = anchor(&chain(1)[0]);
        assert_eq!(format!("1:{}", anchor.hash).parse(), Ok(anchor));
        for text in ["", "1", "1:", "x:00", "1:zz"] {
            assert!(text.parse::<Anchor>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_changed_letter_is_detected(place in 0_usize..2_000, letter in "[ -~]") {
            let entries = chain(4);
            let whole = lines(&entries).join("\n");
            let place = place % whole.len();
            let mut changed = whole.clone();
            changed.replace_range(place..=place, &letter);
            prop_assume!(changed != whole);
            let changed: Vec<String> = changed.split('\n').map(str::to_owned).collect();
            prop_assert!(check(&changed, &[anchor(&entries[3])]).is_err());
        }
    }
}
