//! Pages whose text was recognised in a picture. They are laid out like those of a PDF with text.

mod stored;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::child::{Glyph, Paper, Rule, Sheet, compose};
use crate::page::{Page, PageState};

/// What was recognised on a page. Lengths are in points, from the upper left corner of the page turned level. It is stored in
/// hundredths of a point.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(into = "stored::StoredScan", try_from = "stored::StoredScan")]
pub struct Scan {
    /// The displayed width of the page.
    pub width: f32,
    /// The displayed height of the page.
    pub height: f32,
    /// How far the lines of the page as it is displayed fall, in points per point: its skew.
    pub slope: f32,
    /// The characters, line after line.
    pub characters: Vec<ScannedCharacter>,
    /// The ends of each ruled line.
    pub rules: Vec<[(f32, f32); 2]>,
}

/// A recognised character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScannedCharacter {
    /// The character; never white space.
    pub character: char,
    /// Left end of its box.
    pub left: f32,
    /// Right end of its box.
    pub right: f32,
    /// The height at which its line stands.
    pub baseline: f32,
    /// The font size.
    pub size: f32,
    /// True if a word starts with it.
    pub starts_word: bool,
}

impl ScannedCharacter {
    /// Returns whether its place is known.
    fn is_placed(&self) -> bool {
        [self.left, self.right, self.size, self.baseline].iter().all(|length| length.is_finite())
    }
}

impl Scan {
    /// The page as it is stored: with text if characters were recognised, without a text layer otherwise.
    #[must_use]
    pub fn page(&self, number: u32) -> Page {
        let paper = Paper::scanned(self.width, self.height, self.slope);
        let glyphs = self.characters.iter().flat_map(|character| self.glyphs(character)).collect();
        let up = |(x, y): (f32, f32)| (x, self.height - y);
        let rules = self.rules.iter().map(|[from, to]| Rule { from: up(*from), to: up(*to) }).collect();
        let composed = compose(Sheet { glyphs, rules });
        if composed.text.is_empty() {
            return Page { state: PageState::NoTextLayer, ..Page::unreadable(number) };
        }
        let boxes = Some(paper.measure(&composed));
        Page { number, text: composed.text, headings: composed.headings, state: PageState::Text, boxes }
    }

    /// A character, composed if it is one of several parts.
    fn glyphs(&self, character: &ScannedCharacter) -> impl Iterator<Item = Glyph> {
        let ScannedCharacter { left, right, size, .. } = *character;
        let (baseline, mut spaced) = (self.height - character.baseline, character.starts_word);
        let is_placed = character.is_placed();
        let letters = std::iter::once(character.character)
            .nfc()
            .filter(move |letter| is_placed && !letter.is_whitespace() && !letter.is_control());
        letters.map(move |character| {
            let spaced = std::mem::take(&mut spaced);
            Glyph { character, left, right, baseline, size, bold: false, spaced, struck: false, degrees: 0 }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters half as wide as their size, one after the other; spaces part words.
    fn line(text: &str, left: f32, baseline: f32) -> Vec<ScannedCharacter> {
        let mut starts_word = true;
        let mut characters = Vec::new();
        for (place, character) in text.chars().enumerate() {
            let left = left + 5.0 * f32::from(u16::try_from(place).unwrap());
            if character != ' ' {
                let size = 10.0;
                characters.push(ScannedCharacter { character, left, right: left + 5.0, baseline, size, starts_word });
            }
            starts_word = character == ' ';
        }
        characters
    }

    fn scan(characters: Vec<ScannedCharacter>) -> Scan {
        Scan { width: 600.0, height: 800.0, characters, ..Scan::default() }
    }

    #[test]
    fn nothing_recognised_is_no_text() {
        let page = scan(Vec::new()).page(3);
        assert_eq!((page.number, page.state, page.boxes), (3, PageState::NoTextLayer, None));
    }

    #[test]
    fn lost_places_are_left_out() {
        let mut characters = line("a", 50.0, 100.0);
        characters[0].left = f32::NAN;
        assert!(!scan(characters).page(1).has_text());
    }

    #[test]
    fn lines_become_paragraphs_and_rows() {
        let lines = [
            ("Energy is", 50.0, 100.0),
            ("measured here.", 50.0, 112.0),
            ("Year", 50.0, 150.0),
            ("2028", 200.0, 150.0),
        ];
        let characters = lines.iter().flat_map(|(text, left, baseline)| line(text, *left, *baseline)).collect();
        assert_eq!(scan(characters).page(1).text, "Energy is measured here.\nYear | 2028");
    }

    #[test]
    fn boxes_follow_the_skew() {
        let mut scan = scan(line("Energy", 500.0, 400.0));
        let level = scan.page(1).boxes.unwrap();
        scan.slope = 0.02;
        let skewed = scan.page(1).boxes.unwrap();
        assert_ne!(level, skewed);
    }
}
