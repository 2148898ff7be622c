//! Disguises of attacks, and how a model reads them.

use base64::{Engine, engine::general_purpose::STANDARD};
use rand::Rng;

/// Latin letters and letters that look like them.
const ALIKE: [(char, char); 12] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
    ('A', 'А'),
    ('E', 'Е'),
    ('O', 'О'),
    ('P', 'Р'),
];
const LEET: [(char, char); 6] = [('a', '4'), ('e', '3'), ('i', '1'), ('o', '0'), ('s', '5'), ('t', '7')];
const INVISIBLE: [char; 4] = ['\u{200b}', '\u{200c}', '\u{2060}', '\u{feff}'];

/// The text in Base64.
#[must_use]
pub fn base64(text: &str) -> String {
    STANDARD.encode(text)
}

/// The text with each letter moved by 13 places.
#[must_use]
pub fn rot13(text: &str) -> String {
    let turn = |letter: char, first: u8| char::from((u8::try_from(letter).unwrap() - first + 13) % 26 + first);
    let turned = text.chars().map(|letter| match letter {
        'a'..='z' => turn(letter, b'a'),
        'A'..='Z' => turn(letter, b'A'),
        other => other,
    });
    turned.collect()
}

/// The text with digits in place of letters.
#[must_use]
pub fn leet(text: &str) -> String {
    swapped(text, &LEET)
}

/// The text with letters of other scripts that look alike.
#[must_use]
pub fn homoglyphs(text: &str) -> String {
    swapped(text, &ALIKE)
}

/// Inserts invisible characters between the letters.
pub fn zero_width(text: &str, chance: &mut impl Rng) -> String {
    text.chars().flat_map(|letter| [letter, INVISIBLE[chance.random_range(0..INVISIBLE.len())]]).collect()
}

fn swapped(text: &str, pairs: &[(char, char)]) -> String {
    let swap = |letter| pairs.iter().find(|(from, _)| *from == letter).map_or(letter, |(_, to)| *to);
    text.chars().map(swap).collect()
}

/// Normalises a text to letters and digits, and replaces letters that look alike.
fn read(text: &str) -> String {
    let plain = |letter: char| {
        let alike = ALIKE.iter().chain(&LEET).find(|(_, other)| *other == letter);
        alike.map_or(letter, |(letter, _)| *letter).to_ascii_lowercase()
    };
    text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).map(plain).collect()
}

/// All decoded forms of a text.
pub struct Readings {
    read: String,
    turned: String,
    bare: String,
}

impl Readings {
    /// Decodes a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let bare = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        Self { read: read(text), turned: read(&rot13(text)), bare }
    }

    /// Returns true if the text contains these words in any disguise.
    #[must_use]
    pub fn say(&self, words: &str) -> bool {
        let needle = read(words);
        self.read.contains(&needle)
            || self.turned.contains(&needle)
            || self.bare.contains(&base64(words))
            || self.bare.contains(&hex::encode(words))
    }
}
