//! Similarities of strings.

use crate::token::is_vowel;

/// Letters of a word that are compared.
const LONGEST: usize = 64;

/// The Jaro similarity of two strings, from 0 to 1: the share of letters that agree within half the longer length, less half the share of those
/// that are transposed (Jaro 1989).
#[must_use]
pub fn jaro(left: &str, right: &str) -> f64 {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.is_empty() || right.is_empty() {
        return if left.len() == right.len() { 1.0 } else { 0.0 };
    }
    let window = (left.len().max(right.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; right.len()];
    let mut matched_left = Vec::with_capacity(left.len());
    for (place, letter) in left.iter().enumerate() {
        let start = place.saturating_sub(window);
        let found = right
            .iter()
            .zip(taken.iter_mut())
            .skip(start)
            .take(place + window + 1 - start)
            .find(|(other, taken)| !**taken && *other == letter);
        if let Some((_, taken)) = found {
            *taken = true;
            matched_left.push(*letter);
        }
    }
    if matched_left.is_empty() {
        return 0.0;
    }
    let matched_right = right.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(letter, _)| letter);
    let moved = matched_left.iter().zip(matched_right).filter(|(one, other)| one != other).count();
    let matched = ratio(matched_left.len());
    (matched / ratio(left.len()) + matched / ratio(right.len()) + (matched - ratio(moved) / 2.0) / matched) / 3.0
}

/// The Jaro-Winkler similarity of two strings, from 0 to 1: each of the first `prefix` letters that agree removes a tenth of the distance
/// (Winkler 1990, where the prefix has four letters).
#[must_use]
pub fn jaro_winkler(left: &str, right: &str, prefix: usize) -> f64 {
    let similarity = jaro(left, right);
    let same = left.chars().zip(right.chars()).take(prefix.min(10)).take_while(|(one, other)| one == other).count();
    similarity + ratio(same) * 0.1 * (1.0 - similarity)
}

/// The distance of two strings of sounds in tenths of an edit: Damerau's distance, restricted to neighbours, in which what spellings and
/// romanisations confuse costs less than an edit. Above `limit` the result is only a lower bound.
pub(crate) fn sound_distance(left: &str, right: &str, limit: u16) -> u16 {
    let left = left.as_bytes().get(..LONGEST).unwrap_or(left.as_bytes());
    let right = right.as_bytes().get(..LONGEST).unwrap_or(right.as_bytes());
    let mut rows: [[u16; LONGEST + 1]; 3] = [[0; LONGEST + 1]; 3];
    let [before, row, next] = &mut rows;
    let (mut before, mut row, mut next) = (before, row, next);
    let mut total = 0;
    for (cell, letter) in row.iter_mut().skip(1).zip(right) {
        total += insertion(*letter);
        *cell = total;
    }
    let mut above = 0_u8;
    for letter in left {
        let mut diagonal = row.first().copied().unwrap_or_default();
        let mut west = diagonal + insertion(*letter);
        if let Some(first) = next.first_mut() {
            *first = west;
        }
        let mut lowest = west;
        let mut previous = 0_u8;
        let mut twice = u16::MAX;
        let cells = next.iter_mut().skip(1).zip(row.iter().skip(1)).zip(before.iter()).zip(right);
        for (((cell, north), north_before), other) in cells {
            let mut best = (diagonal + substitution(*letter, *other))
                .min(north + insertion(*letter))
                .min(west + insertion(*other));
            if above == *other && previous == *letter && letter != other && twice != u16::MAX {
                best = best.min(twice + 8);
            }
            twice = *north_before;
            diagonal = *north;
            previous = *other;
            *cell = best;
            west = best;
            lowest = lowest.min(best);
        }
        if lowest > limit {
            return lowest;
        }
        // the oldest row is written anew
        std::mem::swap(&mut before, &mut row);
        std::mem::swap(&mut row, &mut next);
        above = *letter;
    }
    row.get(right.len()).copied().unwrap_or(u16::MAX)
}

fn insertion(letter: u8) -> u16 {
    match letter {
        b'h' | b'y' => 4,
        b'a' | b'e' | b'i' | b'o' | b'u' => 5,
        _ => 10,
    }
}

fn substitution(left: u8, right: u8) -> u16 {
    if left == right {
        return 0;
    }
    if is_vowel(char::from(left)) && is_vowel(char::from(right)) {
        return 4;
    }
    let pair = if left < right { (left, right) } else { (right, left) };
    match pair {
        (b'b', b'p')
        | (b'd', b't')
        | (b'g', b'k')
        | (b's' | b'J', b'z')
        | (b'f', b'v')
        | (b'i', b'y')
        | (b'K', b'h' | b'k')
        | (b'G', b'g' | b'k' | b'h')
        | (b'C', b'j' | b'S' | b's')
        | (b'J', b'j')
        | (b'S', b's') => 4,
        (b'C', b'z' | b'k' | b'J') | (b'j', b'y') | (b'g', b'j') | (b'J', b's') => 5,
        (b'b' | b'u', b'v') | (b'l', b'r') | (b'm', b'n') => 7,
        _ => 10,
    }
}

/// A count as a floating-point number.
pub(crate) fn ratio(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{jaro, jaro_winkler, sound_distance};

    #[test]
    fn known_similarities_are_reproduced() {
        let near = |value: f64, expected: f64| (value - expected).abs() < 0.0005;
        assert!(near(jaro("MARTHA", "MARHTA"), 0.9444));
        assert!(near(jaro("DIXON", "DICKSONX"), 0.7667));
        assert!(near(jaro_winkler("MARTHA", "MARHTA", 4), 0.9611));
        assert!(near(jaro_winkler("DWAYNE", "DUANE", 4), 0.84));
        assert!(near(jaro("", ""), 1.0));
        assert!(near(jaro("a", ""), 0.0));
    }

    #[test]
    fn distance_counts_edits_by_confusion() {
        let cases = [
            ("putin", "putin", 0),
            ("putin", "pulin", 10),
            ("putin", "putun", 4),
            ("marcon", "macron", 8),
            ("bol", "pol", 4),
            ("", "abc", 25),
        ];
        for (left, right, expected) in cases {
            assert_eq!(sound_distance(left, right, 99), expected, "{left} {right}");
            assert_eq!(sound_distance(right, left, 99), expected, "{right} {left}");
        }
    }

    #[test]
    fn distance_stops_above_the_limit() {
        assert!(sound_distance("vladimir", "kassulke", 10) > 10);
    }
}
