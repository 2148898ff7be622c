//! Keys under which tokens and names are found.

use crate::Script;
use crate::evidence::Identifier;
use crate::score::Side;
use crate::token::{TokenView, search_key, sounds};

/// The kind of a key, mixed into its hash.
#[derive(Debug, Clone, Copy)]
enum Space {
    /// The search key of a token, whole or without one letter.
    Sound = 1,
    /// The skeleton of a token of Arabic or Hebrew, whole or without one letter.
    AbjadSkeleton = 2,
    /// The skeleton of a token of another script.
    Skeleton = 9,
    /// The reading of a token in Hangul.
    HangulReading = 3,
    /// The reading of a token of another script.
    Reading = 10,
    /// The text of a token.
    Text = 4,
    /// One end of a long search key.
    End = 5,
    /// Neighbouring tokens of a name written as one.
    Joined = 6,
    /// An acronym of a name.
    Acronym = 7,
    /// An identifier of an entity.
    Identifier = 8,
}

/// FNV-1a with 32 bits and the last steps of `MurmurHash` 3, which spread short texts evenly: the same on every machine and in every version.
fn hash(space: Space, text: &str) -> u32 {
    hash_parts(space, text, "")
}

/// The hash of a text in two parts.
fn hash_parts(space: Space, text: &str, rest: &str) -> u32 {
    let bytes = std::iter::once(space as u8).chain(text.bytes()).chain(rest.bytes());
    let mut hash = bytes.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// The keys of a token in the index.
pub(super) fn token_keys(token: &TokenView<'_>) -> Vec<u32> {
    let mut keys = spelling_keys(token);
    let skeleton = if token.script == Script::Abjad { Space::AbjadSkeleton } else { Space::Skeleton };
    without_one(skeleton, token.skeleton, 4, &mut keys);
    let reading = if token.script == Script::Hangul { Space::HangulReading } else { Space::Reading };
    reading_key_of(reading, token, &mut keys);
    distinct(keys)
}

/// The keys by which a search looks for a token. Skeletons and readings agree only across scripts.
pub(super) fn searched_keys(token: &TokenView<'_>) -> Vec<u32> {
    let mut keys = spelling_keys(token);
    let skeleton = if token.script == Script::Abjad { Space::Skeleton } else { Space::AbjadSkeleton };
    without_one(skeleton, token.skeleton, 4, &mut keys);
    let reading = if token.script == Script::Hangul { Space::Reading } else { Space::HangulReading };
    reading_key_of(reading, token, &mut keys);
    distinct(keys)
}

fn spelling_keys(token: &TokenView<'_>) -> Vec<u32> {
    let mut keys = vec![hash(Space::Text, token.text)];
    let sound = search_key(token.sounds);
    without_one(Space::Sound, &sound, 4, &mut keys);
    if sound.len() >= 8 {
        keys.extend(sound.get(..5).map(|start| hash(Space::End, start)));
        keys.extend(sound.get(sound.len() - 5..).map(|end| hash(Space::End, end)));
    }
    keys
}

fn reading_key_of(space: Space, token: &TokenView<'_>, keys: &mut Vec<u32>) {
    if token.korean.len() <= 8 {
        keys.push(hash(space, token.korean));
    }
}

fn distinct(mut keys: Vec<u32>) -> Vec<u32> {
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The keys of a text, and of the text without each of its letters if it has at least `shortest`.
fn without_one(space: Space, text: &str, shortest: usize, keys: &mut Vec<u32>) {
    if text.is_empty() {
        return;
    }
    keys.push(hash(space, text));
    if text.len() < shortest {
        return;
    }
    for (place, letter) in text.char_indices() {
        let (before, behind) =
            (text.get(..place).unwrap_or_default(), text.get(place + letter.len_utf8()..).unwrap_or_default());
        keys.push(hash_parts(space, before, behind));
    }
}

/// The keys of a whole name: its neighbouring tokens as one, all of them as one, and its acronyms.
pub(super) fn name_keys(side: &Side<'_>) -> Vec<u32> {
    let mut keys: Vec<u32> = joins(side).iter().map(|join| joined_key(join)).collect();
    keys.extend(side.acronyms.iter().map(|acronym| hash(Space::Acronym, acronym)));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Neighbouring tokens as one: pairs, threes, and the whole name.
pub(super) fn joins(side: &Side<'_>) -> Vec<String> {
    let texts: Vec<&str> = side.tokens.iter().map(|token| token.text).collect();
    let mut joins: Vec<String> = texts.windows(2).chain(texts.windows(3)).map(<[&str]>::concat).collect();
    if texts.len() > 3 {
        joins.push(texts.concat());
    }
    joins.retain(|join| join.len() >= 4);
    joins
}

/// The key of a name in which `text` is written as several tokens.
pub(super) fn joined_key(text: &str) -> u32 {
    hash(Space::Joined, &assimilated(&search_key(&sounds(text))))
}

/// A search key without L before the consonants that assimilate the L of the Arabic article: Abdul Rahman is Abdurrahman.
fn assimilated(key: &str) -> String {
    let next = key.chars().skip(1).chain(std::iter::once('a'));
    let kept = key.chars().zip(next).filter(|(letter, next)| *letter != 'l' || !matches!(next, 'd' | 'n' | 'r' | 's'));
    kept.map(|(letter, _)| letter).collect()
}

/// The keys of a token that is written as several ones in the searched name.
pub(super) fn whole_keys(text: &str, script: Script) -> Vec<u32> {
    let sounds = sounds(text);
    let skeleton = if script == Script::Abjad { Space::Skeleton } else { Space::AbjadSkeleton };
    let reading = if script == Script::Hangul { Space::Reading } else { Space::HangulReading };
    let key = search_key(&sounds);
    vec![
        hash(Space::Sound, &key),
        hash(Space::Sound, &assimilated(&key)),
        hash(skeleton, &crate::token::skeleton(&sounds)),
        hash(reading, &crate::fold::reading_key(text)),
    ]
}

/// The key of names that have an acronym.
pub(super) fn acronym_key(text: &str) -> u32 {
    hash(Space::Acronym, text)
}

/// The key of the token with a text.
pub(super) fn text_key(text: &str) -> u32 {
    hash(Space::Text, text)
}

/// The key of an identifier, if it has letters or digits.
pub(super) fn identifier_key(identifier: &Identifier) -> Option<u32> {
    let value = Some(identifier.normalised()).filter(|value| !value.is_empty())?;
    Some(hash(Space::Identifier, &format!("{} {value}", identifier.kind.to_ascii_lowercase())))
}
