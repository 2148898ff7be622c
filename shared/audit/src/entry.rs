//! A record in its place in the chain.

use serde_json::{Map, Value};

use crate::Hash;

const SEQUENCE: &str = "sequence";
const PREVIOUS: &str = "previous";
const HASH: &str = "hash";

/// A record in its place in the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number: the first is 1, and none is left out.
    pub sequence: i64,
    /// The hash of the record before it.
    pub previous: Hash,
    /// The content.
    pub content: Map<String, Value>,
}

/// The record has no canonical form (RFC 8785), because of a number that not all programs read alike.
#[derive(Debug, thiserror::Error)]
#[error("the record has no canonical form")]
pub struct NotCanonical(#[from] serde_json::Error);

impl Entry {
    /// SHA-256 of the canonical JSON (RFC 8785) of the record's content with its number and the preceding hash.
    pub fn hash(&self) -> Result<Hash, NotCanonical> {
        Ok(Hash::of(&serde_json_canonicalizer::to_vec(&self.members())?))
    }

    /// The record with its stored hash, as canonical JSON without a line break: a line of an export.
    pub fn line(&self, kept: Hash) -> Result<String, NotCanonical> {
        let mut members = self.members();
        members.insert(HASH.to_owned(), kept.to_string().into());
        Ok(serde_json_canonicalizer::to_string(&members)?)
    }

    /// The record of a line, and the hash that the line gives; none when it is no record.
    pub(crate) fn read(line: &str) -> Option<(Self, Hash)> {
        let mut content: Map<String, Value> = serde_json::from_str(line).ok()?;
        let sequence = content.remove(SEQUENCE)?.as_i64()?;
        let [previous, hash] = [PREVIOUS, HASH].map(|name| content.remove(name)?.as_str()?.parse().ok());
        Some((Self { sequence, previous: previous?, content }, hash?))
    }

    fn members(&self) -> Map<String, Value> {
        let mut members = self.content.clone();
        members.insert(SEQUENCE.to_owned(), self.sequence.into());
        members.insert(PREVIOUS.to_owned(), self.previous.to_string().into());
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn hash_is_of_the_canonical_text() {
        let content = json!({ "object": { "id": "7", "kind": "role" }, "action": "create_role" });
        let entry = Entry { sequence: 1, previous: Hash::NONE, content: content.as_object().unwrap().clone() };
        let zeros = "0".repeat(64);
        let text = format!(
            r#"{{"action":"create_role","object":{{"id":"7","kind":"role"}},"previous":"{zeros}","sequence":1}}"#
        );
        // printf '%s' TEXT | sha256sum
        let known = "55edb9e536ebb28ef093f8c22c5e751f023873399f2418502ff9f97f17e6335c";
        assert_eq!(entry.hash().unwrap(), Hash::of(text.as_bytes()));
        assert_eq!(entry.hash().unwrap().to_string(), known);
        assert_eq!(Entry::read(&entry.line(Hash::NONE).unwrap()), Some((entry, Hash::NONE)));
    }
}
