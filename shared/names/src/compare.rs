//! Comparison of two tokens.

use crate::Script;
use crate::explanation::MatchKind;
use crate::similarity::{ratio, sound_distance};
use crate::token::{TokenClass, TokenView};
use rustc_hash::FxHashMap;
use std::num::NonZeroU32;

/// Two tokens are spellings of one from this similarity on. Shorter tokens have a stricter limit by the distance that it permits.
pub(crate) const SAME: f64 = 0.79;
/// Similarity of an initial and a name that begins with it.
const INITIAL: f64 = 0.85;

/// Similarity of a generic word and its abbreviation.
const ABBREVIATION: f64 = 0.9;

/// Similarities of tokens with numbers, each computed once: a search compares its few tokens with the same ones of many names.
#[derive(Debug, Default)]
pub(crate) struct Similarities(FxHashMap<(NonZeroU32, NonZeroU32), (f64, MatchKind)>);

impl Similarities {
    /// [`compare`].
    pub(crate) fn compare(&mut self, left: &TokenView<'_>, right: &TokenView<'_>) -> (f64, MatchKind) {
        match left.number.zip(right.number) {
            Some(numbers) => *self.0.entry(numbers).or_insert_with(|| compare(left, right)),
            None => compare(left, right),
        }
    }

    /// Forgets all, because the next search gives its tokens the same numbers.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// The similarity of two tokens from 0 to 1, and the kind of their agreement. Below [`SAME`] it says how far they contradict each other.
pub(crate) fn compare(left: &TokenView<'_>, right: &TokenView<'_>) -> (f64, MatchKind) {
    if left.class == TokenClass::Number || right.class == TokenClass::Number {
        return if left.text == right.text { (1.0, MatchKind::Equal) } else { (0.0, MatchKind::Fuzzy) };
    }
    if left.text == right.text && left.native == right.native {
        return (1.0, MatchKind::Equal);
    }
    if !left.native.is_empty() && left.script == right.script {
        return native(left, right);
    }
    if left.text == right.text {
        return (0.97, MatchKind::Transliterated);
    }
    if left.class == TokenClass::Initial || right.class == TokenClass::Initial {
        return initial(left, right);
    }
    if abbreviates(left, right) || abbreviates(right, left) {
        return (ABBREVIATION, MatchKind::Abbreviation);
    }
    if left.sounds == right.sounds {
        return (0.96, MatchKind::Phonetic);
    }
    let spelled = spelling(left.sounds, right.sounds);
    let across = left.script != right.script;
    let read = if across { reading(left, right) } else { 0.0 };
    if read > spelled {
        return (read, MatchKind::Transliterated);
    }
    (spelled, if across { MatchKind::Transliterated } else { MatchKind::Fuzzy })
}

/// Characters and syllables are compared themselves: homophones are different names.
fn native(left: &TokenView<'_>, right: &TokenView<'_>) -> (f64, MatchKind) {
    let same = left.native.chars().zip(right.native.chars()).filter(|(one, other)| one == other).count();
    let longest = left.native.chars().count().max(right.native.chars().count()).max(1);
    let homophone = if left.text == right.text { 0.1 } else { 0.0 };
    (ratio(same) / ratio(longest) * 0.75 + homophone, MatchKind::Fuzzy)
}

fn initial(left: &TokenView<'_>, right: &TokenView<'_>) -> (f64, MatchKind) {
    let same = left.text.chars().next() == right.text.chars().next();
    (if same { INITIAL } else { 0.0 }, MatchKind::Initial)
}

/// Returns whether a token has some of the letters of a generic word in their order, from the first on: Intl for International.
fn abbreviates(short: &TokenView<'_>, long: &TokenView<'_>) -> bool {
    if long.class != TokenClass::Generic || short.text.len() < 3 || short.text.len() + 2 > long.text.len() {
        return false;
    }
    let mut letters = long.text.chars();
    let first = short.text.chars().next() == long.text.chars().next();
    first && short.class != TokenClass::Generic && short.text.chars().all(|letter| letters.any(|other| other == letter))
}

/// The similarity of two strings of sounds: 1 less their distance for each sound of the longer one.
pub(crate) fn spelling(left: &str, right: &str) -> f64 {
    // two in ten sounds may differ, and beyond four of them nothing is alike
    spelling_from(left, right, 6)
}

/// The same, where similarities below `tenths` of 1 may be any of them.
pub(crate) fn spelling_from(left: &str, right: &str, tenths: usize) -> f64 {
    let (shortest, longest) = (left.len().min(right.len()), left.len().max(right.len()).max(1));
    let limit = u16::try_from(longest * 10_usize.saturating_sub(tenths)).unwrap_or(u16::MAX);
    if longest > shortest * 2 {
        return 0.0;
    }
    // a vowel of two letters is half of the word
    let short = if longest <= 2 { 2.0 } else { 1.0 };
    let distance = sound_distance(left, right, limit);
    (1.0 - short * f64::from(distance) / (ratio(longest) * 10.0)).max(0.0)
}

/// Agreement of two scripts of which at least one leaves out vowels or has several usual romanisations.
fn reading(left: &TokenView<'_>, right: &TokenView<'_>) -> f64 {
    let hangul = left.script == Script::Hangul || right.script == Script::Hangul;
    if hangul && left.korean == right.korean && !left.korean.is_empty() {
        return 0.94;
    }
    let abjad = left.script == Script::Abjad || right.script == Script::Abjad;
    if !abjad {
        return 0.0;
    }
    let shortest = left.skeleton.len().min(right.skeleton.len());
    let same_start = starts_with_vowel(left.sounds) == starts_with_vowel(right.sounds);
    if left.skeleton == right.skeleton {
        return match shortest {
            0 => 0.0,
            1 => 0.7,
            2 if same_start => 0.88,
            2 => 0.8,
            _ => 0.92,
        };
    }
    if shortest >= 4 { spelling(left.skeleton, right.skeleton) * 0.95 } else { 0.0 }
}

fn starts_with_vowel(sounds: &str) -> bool {
    sounds.chars().next().is_some_and(crate::token::is_vowel)
}
