use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

use super::Glyph;
use super::bidi::unshaped;
use super::characters::{Readable, readable};

/// A printed piece of a line, rotated so that it reads from left to right and y grows downwards.
#[derive(Debug)]
pub(super) struct Print {
    /// The writing direction of its glyphs.
    pub(super) degrees: u16,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) characters: Vec<Printed>,
}

/// A readable character, with both ends of its box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Printed {
    pub(super) character: char,
    pub(super) left: f32,
    pub(super) right: f32,
}

/// The height of letters above and below their baseline, in font sizes.
const ASCENT: f32 = 0.8;
const DESCENT: f32 = 0.22;
/// The number of dots from which they are a leader to a page number. A leader is written as one ellipsis.
const LEADER: usize = 4;

impl Print {
    /// `largest` is the glyph that determines the height of the line.
    pub(super) fn new<'a>(glyphs: impl Iterator<Item = &'a Glyph>, largest: &Glyph) -> Self {
        let mut print = Self {
            degrees: largest.degrees,
            top: largest.baseline - ASCENT * largest.size,
            bottom: largest.baseline + DESCENT * largest.size,
            characters: Vec::with_capacity(glyphs.size_hint().0),
        };
        for glyph in glyphs {
            let letters = match readable(glyph.character) {
                Readable::One(character) => {
                    unshaped(character).unwrap_or_else(|| [character].into_iter().nfc().collect())
                }
                Readable::Several(characters) => characters.to_owned(),
                Readable::Nothing => continue,
            };
            print.push(glyph, &letters);
        }
        print.characters = shorten_leaders(&print.characters);
        print
    }

    fn push(&mut self, glyph: &Glyph, letters: &str) {
        for character in letters.chars().filter(|character| !character.is_whitespace()) {
            let (left, right) = (glyph.left, glyph.right.max(glyph.left));
            match self.characters.last_mut() {
                Some(last) if is_combining_mark(character) && compose(last.character, character).is_some() => {
                    last.character = compose(last.character, character).unwrap_or(last.character);
                }
                _ => self.characters.push(Printed { character, left, right }),
            }
        }
    }
}

fn shorten_leaders(characters: &[Printed]) -> Vec<Printed> {
    let mut shortened = Vec::with_capacity(characters.len());
    for run in characters.chunk_by(|one, next| one.character == '.' && next.character == '.') {
        match run {
            [first, .., last] if run.len() >= LEADER => {
                shortened.push(Printed { character: '…', left: first.left, right: last.right });
            }
            _ => shortened.extend_from_slice(run),
        }
    }
    shortened
}
