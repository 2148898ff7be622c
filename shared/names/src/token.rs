use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::Script;
use crate::fold::reading_key;

/// The part that a token has in a name. It decides how much the token counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenClass {
    /// A part of a name that distinguishes.
    Name,
    /// A part of a name that many people bear.
    CommonName,
    /// A Slavic patronymic.
    Patronymic,
    /// A single letter that stands for a name.
    Initial,
    /// An article, preposition or word of descent: al, bin, van, de.
    Particle,
    /// A form of address, a rank or the prefix of a ship's name.
    Title,
    /// A word that many organisations or ships bear: bank, trading, international.
    Generic,
    /// A word that connects others: and, of, the.
    StopWord,
    /// A number, in digits, words or Roman numerals. Its text is the value.
    Number,
}

impl TokenClass {
    /// The weight of a token before its rarity counts, from 0 to 1.
    pub(crate) const fn weight(self) -> f64 {
        match self {
            Self::Name => 1.0,
            Self::CommonName => 0.8,
            Self::Patronymic => 0.6,
            Self::Initial => 0.5,
            Self::Generic => 0.35,
            Self::Number => 0.3,
            Self::Particle => 0.12,
            Self::Title | Self::StopWord => 0.05,
        }
    }

    /// Returns whether tokens of the class can identify somebody or something.
    pub(crate) const fn is_distinctive(self) -> bool {
        matches!(self, Self::Name | Self::CommonName | Self::Patronymic)
    }

    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Name => 0,
            Self::CommonName => 1,
            Self::Patronymic => 2,
            Self::Initial => 3,
            Self::Particle => 4,
            Self::Title => 5,
            Self::Generic => 6,
            Self::StopWord => 7,
            Self::Number => 8,
        }
    }

    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Name),
            1 => Some(Self::CommonName),
            2 => Some(Self::Patronymic),
            3 => Some(Self::Initial),
            4 => Some(Self::Particle),
            5 => Some(Self::Title),
            6 => Some(Self::Generic),
            7 => Some(Self::StopWord),
            8 => Some(Self::Number),
            _ => None,
        }
    }
}

/// A token with the forms in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    /// One letter for each sound, see [`sounds`].
    pub(crate) sounds: String,
    /// The consonants, see [`skeleton`].
    pub(crate) skeleton: String,
    /// The characters of the name for Han and Hangul.
    pub(crate) native: String,
    /// The form on which romanisations of Korean agree.
    pub(crate) korean: String,
    pub(crate) script: Script,
    pub(crate) class: TokenClass,
}

impl Token {
    pub(crate) fn new(text: &str, native: &str, script: Script, class: TokenClass) -> Self {
        let sounds = sounds(text);
        let skeleton = skeleton(&sounds);
        Self {
            text: text.to_owned(),
            skeleton,
            korean: reading_key(text),
            sounds,
            native: native.to_owned(),
            script,
            class,
        }
    }

    pub(crate) fn view(&self) -> TokenView<'_> {
        TokenView {
            number: None,
            text: &self.text,
            sounds: &self.sounds,
            skeleton: &self.skeleton,
            native: &self.native,
            korean: &self.korean,
            script: self.script,
            class: self.class,
            weight: self.class.weight(),
        }
    }
}

/// A token whose forms belong to a name or to the bytes of an index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TokenView<'a> {
    /// Identifies the token within a search of an index.
    pub(crate) number: Option<NonZeroU32>,
    pub(crate) text: &'a str,
    pub(crate) sounds: &'a str,
    pub(crate) skeleton: &'a str,
    pub(crate) native: &'a str,
    pub(crate) korean: &'a str,
    pub(crate) script: Script,
    pub(crate) class: TokenClass,
    pub(crate) weight: f64,
}

/// Groups of letters that stand for one sound in romanisations, longest first.
const SOUNDS: &[(&str, &str)] = &[
    ("shch", "S"),
    ("tsch", "C"),
    ("tch", "C"),
    ("sch", "S"),
    ("dzh", "j"),
    ("dj", "j"),
    ("sh", "S"),
    ("ch", "C"),
    ("cz", "C"),
    ("zh", "J"),
    ("kh", "K"),
    ("gh", "G"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
    ("ts", "z"),
    ("tz", "z"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("iy", "i"),
    ("yy", "i"),
    ("ij", "i"),
    ("q", "k"),
    ("w", "v"),
];

/// Rewrites romanised text with one letter for each sound: digraphs become capitals, doubled letters single ones.
pub(crate) fn sounds(text: &str) -> String {
    let mut sounds = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let next = rest.chars().nth(1);
        let (length, sound) = match group_at(rest) {
            Some((letters, sound)) => (letters.len(), sound),
            None => (first.len_utf8(), single(first, next, sounds.is_empty())),
        };
        if sound.is_empty() {
            push_sound(&mut sounds, first);
        }
        sound.chars().for_each(|letter| push_sound(&mut sounds, letter));
        rest = rest.get(length..).unwrap_or_default();
    }
    sounds
}

/// The longest group of letters with which a text begins.
fn group_at(text: &str) -> Option<(&'static str, &'static str)> {
    let bytes = text.as_bytes();
    // comparing each group as a whole would take most of the time of this module
    let begins = |letters: &str| letters.bytes().zip(bytes).all(|(one, other)| one == *other);
    SOUNDS.iter().copied().find(|(letters, _)| letters.len() <= bytes.len() && begins(letters))
}

/// The sound of a letter whose neighbours matter; nothing if it stands for itself.
fn single(letter: char, next: Option<char>, first: bool) -> &'static str {
    match letter {
        'c' if next.is_some_and(|next| matches!(next, 'e' | 'i' | 'y')) => "s",
        'c' => "k",
        'x' if first => "s",
        'x' => "ks",
        'y' if !next.is_some_and(is_vowel) => "i",
        'j' if !first && !next.is_some_and(is_vowel) => "i",
        _ => "",
    }
}

fn push_sound(sounds: &mut String, letter: char) {
    let repeated = sounds.ends_with(letter) && !letter.is_ascii_digit();
    if !repeated {
        sounds.push(letter);
    }
}

pub(crate) const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The consonants of a token, with those merged that Arabic, Hebrew and their romanisations confuse. W, Y and V are left out, because those
/// scripts write vowels with the same letters; so is a final H.
pub(crate) fn skeleton(sounds: &str) -> String {
    let mut skeleton = String::with_capacity(sounds.len());
    for letter in sounds.strip_suffix('h').unwrap_or(sounds).chars() {
        let merged = match letter {
            'p' => 'b',
            'g' | 'G' => 'k',
            'z' | 'S' => 's',
            'J' | 'C' => 'j',
            'y' | 'v' => continue,
            vowel if is_vowel(vowel) => continue,
            other => other,
        };
        skeleton.push(merged);
    }
    skeleton
}

/// The key under which tokens that may be spellings of each other are found: consonants in classes, and a mark where vowels stand.
pub(crate) fn search_key(sounds: &str) -> String {
    let mut key = String::with_capacity(sounds.len());
    for letter in sounds.chars() {
        let merged = match letter {
            'p' | 'b' => 'b',
            't' | 'd' => 'd',
            'g' | 'G' | 'k' | 'K' => 'k',
            's' | 'z' | 'S' => 's',
            'j' | 'J' | 'C' => 'j',
            'v' | 'f' => 'v',
            'm' | 'n' => 'n',
            'h' => continue,
            'y' => 'a',
            vowel if is_vowel(vowel) => 'a',
            other => other,
        };
        push_sound(&mut key, merged);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::{search_key, skeleton, sounds};

    #[test]
    fn spellings_share_a_search_key() {
        let groups: &[&[&str]] = &[
            &["mohammed", "muhammad", "mohamad", "muhamed"],
            &["yusuf", "youssef", "yousif"],
            &["hussein", "husayn", "hussain"],
            &["ahmadinejad", "ahmadinezhad"],
            &["sergey", "sergei", "sergej"],
            &["qaddafi", "gadhafi", "kaddafi"],
        ];
        for group in groups {
            for name in *group {
                assert_eq!(
                    Some(search_key(&sounds(name))),
                    group.first().map(|first| search_key(&sounds(first))),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn arabic_without_vowels_shares_the_skeleton() {
        for (arabic, latin) in [
            ("mhmd", "mohammed"),
            ("hsin", "hussein"),
            ("msaud", "massoud"),
            ("khald", "khalid"),
            ("dvd", "david"),
            ("fatma", "fatimah"),
        ] {
            assert_eq!(skeleton(&sounds(arabic)), skeleton(&sounds(latin)), "{latin}");
        }
    }
}
