use std::collections::{HashMap, HashSet};
use std::mem::take;

use pdfium_render::prelude::{PdfPageTextChar, PdfPageTextChars, PdfRect};

use super::layout::{FIRST_CODE, Glyph, LAST_CODE, is_code};
use super::sheet::{ReadError, glyph, is_on};
use super::twins::Twins;
use super::visibility::Printed;
use super::word::Word;

/// A page with more characters than this counts as unreadable.
pub(super) const MOST_CHARACTERS: usize = 200_000;

/// Gaps, in font sizes, between letters that hang over, which the layout would take for none.
const LEAST_HIDDEN_GAP: f32 = 0.03;
const MOST_HIDDEN_GAP: f32 = 0.6;
/// The least white space between words, in font sizes, after a letter that the library dropped.
const LEAST_GAP: f32 = 0.12;
/// Ends of boxes as near as this, in points, are one.
const TOUCH: f32 = 0.01;

/// The glyphs of a page in content order.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    pub(super) all: Vec<Glyph>,
    pub(super) words: Vec<Printed>,
    /// The number of glyphs that were left out because nothing says which characters they stand for.
    pub(super) unreadable: usize,
}

impl Glyphs {
    /// Reads the glyphs inside `page`. Those of the fonts `unmapped` are left out.
    pub(super) fn read(
        characters: &PdfPageTextChars<'_>,
        page: &PdfRect,
        unmapped: &HashSet<String>,
        twins: Twins<'_>,
    ) -> Result<Self, ReadError> {
        if characters.len() > MOST_CHARACTERS {
            return Err(ReadError::TooManyCharacters(characters.len()));
        }
        let mut collector = Collector::new(characters, page, unmapped, twins);
        collector.read.all.reserve(characters.len());
        for character in characters.iter() {
            collector.take(&character)?;
        }
        Ok(collector.read)
    }

    /// Removes glyphs that a reader cannot see. The white space before them stays.
    pub(super) fn remove(&mut self, hidden: &[std::ops::Range<usize>]) {
        if hidden.is_empty() {
            return;
        }
        let gone: HashSet<usize> = hidden.iter().flat_map(Clone::clone).collect();
        let mut spaced = false;
        for (place, mut glyph) in take(&mut self.all).into_iter().enumerate() {
            if gone.contains(&place) {
                spaced |= glyph.spaced;
            } else {
                glyph.spaced |= take(&mut spaced);
                self.all.push(glyph);
            }
        }
        self.words.clear();
    }
}

struct Collector<'a> {
    characters: &'a PdfPageTextChars<'a>,
    page: &'a PdfRect,
    unmapped: &'a HashSet<String>,
    read: Glyphs,
    word: Word,
    spaced: bool,
    /// The place of the last glyph among the characters.
    last: Option<usize>,
    /// True if the library supposes white space after the last glyph.
    guessed: bool,
    /// The first half of a character that the library reports in two halves.
    half: Option<u32>,
    codes: Codes,
    twins: Twins<'a>,
}

impl<'a> Collector<'a> {
    fn new(
        characters: &'a PdfPageTextChars<'a>,
        page: &'a PdfRect,
        unmapped: &'a HashSet<String>,
        twins: Twins<'a>,
    ) -> Self {
        Self {
            twins,
            characters,
            last: None,
            guessed: false,
            page,
            unmapped,
            read: Glyphs::default(),
            word: Word::default(),
            spaced: false,
            half: None,
            codes: Codes::default(),
        }
    }

    fn take(&mut self, character: &PdfPageTextChar<'_>) -> Result<(), ReadError> {
        // Spaces the library makes up are dropped: the layout measures the gaps itself.
        if character.is_generated()? {
            self.guessed = character.unicode_value() == u32::from(' ');
            self.word.ends();
            return Ok(());
        }
        let value = character.unicode_value();
        let half = self.half.take();
        if is_high_half(value) {
            self.half = Some(value);
            return Ok(());
        }
        let Some(value) = char::from_u32(half.map_or(value, |half| whole(half, value))) else { return Ok(()) };
        if value.is_whitespace() {
            self.spaced = true;
            self.word.ends();
        } else {
            self.print(character, value);
        }
        Ok(())
    }

    fn print(&mut self, character: &PdfPageTextChar<'_>, value: char) {
        let Some((mut glyph, area)) = glyph(character, value, &mut self.word) else { return };
        if !is_on(&glyph, self.page) || !self.word.shows(&glyph) {
            return;
        }
        if self.unmapped.contains(&self.word.font) {
            self.read.unreadable += 1;
            self.spaced = true;
            return;
        }
        let is_said = is_sayable(value, character);
        if !is_said {
            match self.codes.code(&self.word.font, &glyph) {
                Some(code) => glyph.character = code,
                None => return,
            }
        } else if value >= FIRST_CODE {
            // such characters have no meaning outside the file
            glyph.character = char::REPLACEMENT_CHARACTER;
        }
        let mut is_guessed = take(&mut self.guessed);
        if is_guessed && let Some((twin, is_apart)) = self.twin(character) {
            self.note(character, &twin, area);
            self.read.all.push(twin);
            self.spaced |= is_apart;
            is_guessed = false;
        }
        glyph.spaced = take(&mut self.spaced) || (is_guessed && self.has_hidden_gap(character, &glyph));
        self.last = Some(character.index());
        self.note(character, &glyph, area);
        if let Some(word) = self.read.words.last_mut() {
            word.said |= value != '\0';
            word.lettered |= value.is_alphanumeric();
        }
        self.read.all.push(glyph);
    }

    /// The letter like the last one that the library dropped before this one, and whether white space follows it.
    fn twin(&self, character: &PdfPageTextChar<'_>) -> Option<(Glyph, bool)> {
        let last = self.read.all.last()?;
        let (before, before_y) = self.characters.get(self.last?).ok()?.origin().ok()?;
        let (x, y) = character.origin().ok()?;
        if [y, before_y].into_iter().any(|y| (y.value - last.baseline).abs() > TOUCH) {
            return None;
        }
        let (twin, place) = self.twins.between(last, before.value, x.value)?;
        let rest = (x.value - place) - (place - before.value);
        let is_apart = rest > LEAST_GAP * last.size;
        Some((twin, is_apart))
    }

    /// Returns whether a glyph stands apart from the last one although their boxes are near. The library widens the box
    /// of a letter that hangs over, such as an f.
    fn has_hidden_gap(&self, character: &PdfPageTextChar<'_>, glyph: &Glyph) -> bool {
        let Some(last) = self.read.all.last() else { return false };
        let origin = character.origin_x().map_or(glyph.left, |x| x.value).max(glyph.left);
        let gap = (origin - last.right) / last.size.max(glyph.size).max(0.1);
        let hangs_over = || {
            let previous = self.last.and_then(|place| self.characters.get(place).ok());
            let ink = previous.and_then(|previous| previous.tight_bounds().ok());
            origin > glyph.left + TOUCH || ink.is_some_and(|ink| ink.right().value >= last.right - TOUCH)
        };
        let is_hidden = (LEAST_HIDDEN_GAP..=MOST_HIDDEN_GAP).contains(&gap);
        glyph.degrees == 0 && last.degrees == 0 && is_hidden && hangs_over()
    }

    /// Adds a glyph to the word that is being printed.
    fn note(&mut self, character: &PdfPageTextChar<'_>, glyph: &Glyph, area: PdfRect) {
        let place = self.read.all.len();
        match self.read.words.last_mut() {
            Some(word) if word.number == self.word.number => {
                word.glyphs.end = place + 1;
                word.area = around(&word.area, &area);
                word.size = word.size.max(glyph.size);
            }
            _ => self.read.words.push(Printed {
                number: self.word.number,
                glyphs: place..place + 1,
                character: character.index(),
                area,
                size: glyph.size,
                look: self.word.look,
                exotic: ('\u{2E80}'..FIRST_CODE).contains(&glyph.character),
                lettered: false,
                said: false,
            }),
        }
    }
}

/// The smallest area around two others.
fn around(one: &PdfRect, other: &PdfRect) -> PdfRect {
    PdfRect::new(
        one.bottom().min(other.bottom()),
        one.left().min(other.left()),
        one.top().max(other.top()),
        one.right().max(other.right()),
    )
}

/// Characters for the codes of a page whose meaning is unknown: one for each font and code.
#[derive(Debug, Default)]
struct Codes {
    known: HashMap<(String, char, u16), char>,
}

impl Codes {
    fn code(&mut self, font: &str, glyph: &Glyph) -> Option<char> {
        // a font that gives all ligatures the same code still draws them in different widths
        let width = if glyph.character == '\0' { part_of_size(glyph) } else { 0 };
        let next = u32::from(FIRST_CODE) + u32::try_from(self.known.len()).ok()?;
        let next = char::from_u32(next).filter(|next| *next <= LAST_CODE);
        let key = (font.to_owned(), glyph.character, width);
        if let Some(code) = self.known.get(&key) {
            return Some(*code);
        }
        self.known.insert(key, next?);
        next
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clamped number fits")]
fn part_of_size(glyph: &Glyph) -> u16 {
    (40.0 * glyph.width() / glyph.size.max(0.1)).round().clamp(0.0, 1000.0) as u16
}

/// Returns whether a value is a character and not a code of a font without a meaning of its own.
fn is_sayable(value: char, character: &PdfPageTextChar<'_>) -> bool {
    match value {
        '\0' => false,
        // the library reports the hyphen at the end of a line so
        '\u{2}' => character.is_hyphen().unwrap_or(true),
        _ => !is_code(value),
    }
}

fn is_high_half(value: u32) -> bool {
    (0xD800..0xDC00).contains(&value)
}

/// The character of two halves; of anything else the second value.
fn whole(high: u32, low: u32) -> u32 {
    if (0xDC00..0xE000).contains(&low) { 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00) } else { low }
}
