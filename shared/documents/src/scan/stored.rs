//! The stored form of a scan: lines of words with the ends of their characters, in whole hundredths of a point.

use serde::{Deserialize, Serialize};

use super::{Scan, ScannedCharacter};

const HUNDREDTHS: f32 = 100.0;
/// Lengths beyond this many points are on no page.
const FARTHEST: f32 = 100_000.0;

/// A scan as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredScan {
    width: i32,
    height: i32,
    slope: f32,
    lines: Vec<StoredLine>,
    /// The ends of each ruled line: left, top, right and bottom.
    rules: Vec<[i32; 4]>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct StoredLine {
    baseline: i32,
    size: i32,
    words: Vec<StoredWord>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct StoredWord {
    text: String,
    /// The left and the right end of each character.
    ends: Vec<[i32; 2]>,
}

/// A word does not have two ends for each of its characters.
#[derive(Debug, thiserror::Error)]
#[error("a word of {characters} characters has the ends of {ends}")]
pub(super) struct OtherEnds {
    characters: usize,
    ends: usize,
}

impl From<Scan> for StoredScan {
    fn from(scan: Scan) -> Self {
        Self {
            width: whole(scan.width),
            height: whole(scan.height),
            slope: scan.slope,
            lines: lines(&scan.characters),
            rules: scan.rules.iter().map(|[from, to]| [from.0, from.1, to.0, to.1].map(whole)).collect(),
        }
    }
}

/// Characters of one baseline and size are a line.
fn lines(characters: &[ScannedCharacter]) -> Vec<StoredLine> {
    let shape = |character: &ScannedCharacter| (whole(character.baseline), whole(character.size));
    let placed = characters.iter().filter(|character| character.is_placed()).collect::<Vec<_>>();
    placed
        .chunk_by(|one, next| shape(one) == shape(next))
        .map(|line| StoredLine {
            baseline: line.first().map_or(0, |character| whole(character.baseline)),
            size: line.first().map_or(0, |character| whole(character.size)),
            words: line.chunk_by(|_, next| !next.starts_word).map(word).collect(),
        })
        .collect()
}

fn word(characters: &[&ScannedCharacter]) -> StoredWord {
    StoredWord {
        text: characters.iter().map(|character| character.character).collect(),
        ends: characters.iter().map(|character| [whole(character.left), whole(character.right)]).collect(),
    }
}

impl TryFrom<StoredScan> for Scan {
    type Error = OtherEnds;

    fn try_from(stored: StoredScan) -> Result<Self, OtherEnds> {
        let mut characters = Vec::new();
        for line in &stored.lines {
            for word in &line.words {
                let count = word.text.chars().count();
                if count != word.ends.len() {
                    return Err(OtherEnds { characters: count, ends: word.ends.len() });
                }
                let placed = word.text.chars().zip(&word.ends).enumerate();
                characters.extend(placed.map(|(place, (character, [left, right]))| ScannedCharacter {
                    character,
                    left: points(*left),
                    right: points(*right),
                    baseline: points(line.baseline),
                    size: points(line.size),
                    starts_word: place == 0,
                }));
            }
        }
        let rules = stored.rules.iter().map(|ends| ends.map(points));
        Ok(Self {
            width: points(stored.width),
            height: points(stored.height),
            slope: stored.slope,
            characters,
            rules: rules.map(|[left, top, right, bottom]| [(left, top), (right, bottom)]).collect(),
        })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a clamped number fits, and NaN becomes zero")]
fn whole(points: f32) -> i32 {
    (points.clamp(-FARTHEST, FARTHEST) * HUNDREDTHS).round() as i32
}

#[expect(clippy::cast_precision_loss, reason = "pages have fewer hundredths of a point than an f32 counts exactly")]
fn points(hundredths: i32) -> f32 {
    hundredths as f32 / HUNDREDTHS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn character(character: char, left: f32, baseline: f32, starts_word: bool) -> ScannedCharacter {
        ScannedCharacter { character, left, right: left + 4.5, baseline, size: 9.75, starts_word }
    }

    fn scan() -> Scan {
        let characters = vec![
            character('N', 50.25, 100.5, true),
            character('o', 55.0, 100.5, false),
            character('7', 70.0, 100.5, true),
            character('가', 50.0, 112.0, true),
        ];
        let rules = vec![[(10.0, 20.5), (300.0, 20.5)]];
        Scan { width: 595.28, height: 841.89, slope: 0.012, characters, rules }
    }

    #[test]
    fn scans_survive_storing() {
        let json = serde_json::to_string(&scan()).unwrap();
        assert_eq!(serde_json::from_str::<Scan>(&json).unwrap(), scan());
        assert_eq!(json.matches("\"text\"").count(), 3, "{json}");
    }

    #[test]
    fn lost_places_are_not_stored() {
        let mut lost = scan();
        lost.characters[0].left = f32::INFINITY;
        let json = serde_json::to_string(&lost).unwrap();
        assert_eq!(serde_json::from_str::<Scan>(&json).unwrap().characters.len(), 3);
    }

    #[test]
    fn damaged_words_are_refused() {
        let json = serde_json::to_string(&scan()).unwrap().replace("\"No\"", "\"Now\"");
        assert!(serde_json::from_str::<Scan>(&json).is_err());
    }
}
