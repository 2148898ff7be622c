//! The encoding of a file in neither UTF-8 nor UTF-16.

use super::Evidence;
use crate::columns::words;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, GBK, WINDOWS_1252};

/// The fewest syllables that show a text to be Korean: a Chinese text has so many characters of that range only by chance.
const SYLLABLES: usize = 8;
/// The fewest bytes beyond ASCII for statistics; with fewer, encodings of single bytes cannot be told apart.
const FEW: usize = 16;
/// The number of characters of the sample in which names of columns are looked for.
const HEADER: usize = 4_096;

/// The encoding that fits the lines best. Words of column names decide, then Korean syllables, then statistics.
pub(super) fn guess(sample: &[u8]) -> (&'static Encoding, Evidence) {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let mut candidates = vec![EUC_KR, GBK, WINDOWS_1252];
    if !candidates.contains(&guessed) {
        candidates.push(guessed);
    }
    let known = |encoding: &&'static Encoding| known_words(sample, encoding);
    let mut by_words: Vec<(usize, &'static Encoding)> =
        candidates.iter().map(|encoding| (known(encoding), *encoding)).filter(|(count, _)| *count > 0).collect();
    by_words.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match by_words.as_slice() {
        [(most, encoding), others @ ..] if others.iter().all(|(count, _)| count < most) => {
            return (*encoding, Evidence::ColumnNames);
        }
        _ => {}
    }
    if are_syllables(sample) {
        return (EUC_KR, Evidence::Syllables);
    }
    let beyond = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let (text, _) = guessed.decode_without_bom_handling(sample);
    let is_of_single_bytes = text.chars().filter(|letter| !letter.is_ascii()).count() == beyond;
    if beyond >= FEW {
        (guessed, Evidence::Statistics)
    } else {
        (if is_of_single_bytes { WINDOWS_1252 } else { guessed }, Evidence::Few)
    }
}

/// The number of words beyond ASCII that names of columns consist of.
fn known_words(sample: &[u8], encoding: &'static Encoding) -> usize {
    let beginning = sample.get(..HEADER).unwrap_or(sample);
    let (text, _, _) = encoding.decode(beginning);
    let beyond = |word: &&str| !word.is_ascii();
    let cells = text.split([',', ';', '\t', '|', '\n', '\r', '"']);
    cells.filter(beyond).filter(|cell| words::is_name_of_known_words(cell)).count()
}

/// Returns whether nearly all characters beyond ASCII are syllables of KS X 1001.
fn are_syllables(sample: &[u8]) -> bool {
    let (text, _, is_malformed) = EUC_KR.decode(sample);
    let beyond = text.chars().filter(|letter| !letter.is_ascii()).count();
    let syllables = text.chars().filter(|letter| ('\u{ac00}'..='\u{d7a3}').contains(letter)).count();
    !is_malformed && syllables >= SYLLABLES && syllables * 20 >= beyond * 17
}
