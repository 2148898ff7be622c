use sisuiq_superscript::{has_exponent, is_superscript};
use unicode_normalization::UnicodeNormalization;

/// A character of a folded text and the stretch it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Folded {
    pub(super) character: char,
    /// The first character folded into this one.
    pub(super) source: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Normalises a text: one space for white space and cell borders, plain quotation marks and hyphens, spelt-out ligatures and
/// dots, no soft hyphens, no hyphenation at line ends, no footnote marks.
pub(super) fn fold(text: &str) -> Vec<Folded> {
    let characters: Vec<char> = text.chars().collect();
    let mut folded: Vec<Folded> = Vec::with_capacity(characters.len());
    let mut place = 0;
    while let Some(&character) = characters.get(place) {
        let rest = characters.get(place + 1..).unwrap_or_default();
        if let Some(length) = line_end_hyphen(&folded, character, rest) {
            place += length;
            continue;
        }
        if is_superscript(character) && !is_exponent(&characters, place) {
            // a mark at the figure or word before it
        } else if is_gap(character) {
            push_space(&mut folded, character, place);
        } else {
            let length = 1 + marks(rest);
            let composed = characters.get(place..place + length).unwrap_or_default();
            for plain in composed.iter().copied().nfc().flat_map(plain) {
                folded.push(Folded { character: plain, source: character, start: place, end: place + length });
            }
            place += length - 1;
        }
        place += 1;
    }
    trim(folded)
}

/// The number of combining marks that follow: they belong to the preceding letter.
fn marks(rest: &[char]) -> usize {
    rest.iter().take_while(|character| unicode_normalization::char::is_combining_mark(**character)).count()
}

/// Returns whether a superscript is the exponent of a unit, as in `m³`.
fn is_exponent(characters: &[char], place: usize) -> bool {
    let before = characters.get(..place).unwrap_or_default().iter().rev();
    let word: String = before.skip_while(|one| is_superscript(**one)).take_while(|one| one.is_alphanumeric()).collect();
    has_exponent(&word)
}

/// White space, or a border between two table cells.
fn is_gap(character: char) -> bool {
    character.is_whitespace() || character == '|'
}

fn push_space(folded: &mut Vec<Folded>, source: char, place: usize) {
    match folded.last_mut() {
        Some(last) if last.character == ' ' => last.end = place + 1,
        _ => folded.push(Folded { character: ' ', source, start: place, end: place + 1 }),
    }
}

/// The length of a hyphen with the line break after it, inside a word.
fn line_end_hyphen(folded: &[Folded], character: char, rest: &[char]) -> Option<usize> {
    let in_word = folded.last().is_some_and(|last| last.character.is_alphabetic());
    if !in_word || !matches!(character, '-' | '\u{2010}' | '\u{AD}') {
        return None;
    }
    let space = rest.iter().take_while(|next| next.is_whitespace()).count();
    let breaks = rest.iter().take(space).any(|next| *next == '\n');
    let goes_on = rest.get(space).is_some_and(|next| next.is_lowercase());
    (breaks && goes_on).then_some(1 + space)
}

fn plain(character: char) -> Plain {
    let spelt: &str = match character {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' | '⁻' | '₋' => "-",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '₀' | '⁰' => "0",
        '₁' | '¹' => "1",
        '₂' | '²' => "2",
        '₃' | '³' => "3",
        '₄' | '⁴' => "4",
        '₅' | '⁵' => "5",
        '₆' | '⁶' => "6",
        '₇' | '⁷' => "7",
        '₈' | '⁸' => "8",
        '₉' | '⁹' => "9",
        '…' => "...",
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => "",
        _ => return Plain::One(Some(character)),
    };
    Plain::Spelt(spelt.chars())
}

enum Plain {
    One(Option<char>),
    Spelt(std::str::Chars<'static>),
}

impl Iterator for Plain {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(character) => character.take(),
            Self::Spelt(characters) => characters.next(),
        }
    }
}

fn trim(mut folded: Vec<Folded>) -> Vec<Folded> {
    if folded.last().is_some_and(|last| last.character == ' ') {
        folded.pop();
    }
    if folded.first().is_some_and(|first| first.character == ' ') {
        folded.remove(0);
    }
    folded
}
