//! Gives read characters their places on the page.

mod order;
mod typography;

pub(crate) use order::order;
pub(crate) use typography::{even_out, is_syllable};

use crate::bitmap::Bitmap;
use crate::numbers::{count, length};
use crate::recognise::{Recognised, contrast};
use crate::{Area, Character, Line, Script, Word};

/// Paper on both sides of a line, in heights of its picture.
const MARGIN: f32 = 0.08;
/// The least ink of a column that is not noise, in pixels.
const LEAST_INK: usize = 2;
/// The least distance of the left ends of two equal letters, in heights of a line's picture. The layout takes closer
/// ones for one letter printed twice.
const LEAST_ADVANCE: f32 = 0.1;

/// The ink of a line: how many pixels of it each column and each row has.
#[derive(Debug)]
struct Ink {
    columns: Vec<usize>,
    rows: Vec<usize>,
}

/// The line that was read from a picture, whose upper left corner is at `origin`. `None` if it has no visible characters.
pub(crate) fn line(recognised: &Recognised, picture: &Bitmap, origin: (f32, f32), script: Script) -> Option<Line> {
    let ink = Ink::of(picture);
    let mut words = words(recognised, &ink, origin.0);
    if words.is_empty() {
        return None;
    }
    for word in &mut words {
        spread(word, LEAST_ADVANCE * length(picture.height()));
    }
    let text: String = words.iter().map(Word::text).collect();
    let shape = typography::shape(&ink.rows, &text)?;
    let (top, bottom) = (origin.1 + shape.top, origin.1 + shape.bottom);
    let words = words.into_iter().map(|word| Word { area: Area { top, bottom, ..word.area }, ..word }).collect();
    Some(Line { words, baseline: origin.1 + shape.baseline, size: shape.size, script })
}

/// The part of an area of a page that has ink, with a little paper on both sides. More paper is read as a quotation mark.
pub(crate) fn trim(area: &Area, picture: &Bitmap) -> Area {
    let ink = Ink::of(picture);
    let margin = (MARGIN * length(picture.height())).max(1.0);
    let (left, right) = (ink.first(), ink.last());
    if left >= right {
        return *area;
    }
    let origin = area.left.round().max(0.0);
    Area { left: origin + (left - margin).max(0.0), right: (origin + right + margin).min(area.right), ..*area }
}

/// The words with the ends of their characters. White space was read like a character.
fn words(recognised: &Recognised, ink: &Ink, origin: f32) -> Vec<Word> {
    let step = recognised.pixels_per_step;
    let mut words: Vec<Word> = Vec::new();
    let mut last_middle = None;
    let mut is_apart = true;
    for symbol in &recognised.symbols {
        if symbol.text.trim().is_empty() {
            is_apart = true;
            continue;
        }
        let middle = (0.5 * length(symbol.first + symbol.last) + 0.5) * step;
        let (end, start) = match last_middle {
            Some(last) => ink.gap(last, middle, is_apart),
            None => (0.0, ink.first().min(middle)),
        };
        if let Some(last) = words.last_mut() {
            end_at(last, origin + end);
        }
        let left = origin + start;
        let character = Character { text: symbol.text.clone(), left, right: left, confidence: symbol.confidence };
        match words.last_mut() {
            Some(word) if !is_apart => word.characters.push(character),
            _ => words
                .push(Word { characters: vec![character], area: Area { left, top: 0.0, right: left, bottom: 0.0 } }),
        }
        last_middle = Some(middle);
        is_apart = false;
    }
    if let (Some(last), Some(middle)) = (words.last_mut(), last_middle) {
        end_at(last, origin + ink.last().max(middle));
    }
    words
}

/// Sets equal letters that follow each other apart, by at least `least` where they have room.
fn spread(word: &mut Word, least: f32) {
    for place in 1..word.characters.len() {
        let Some([one, next]) = word.characters.get_mut(place - 1..=place) else { return };
        if one.text == next.text && next.left - one.left < least {
            next.left = f32::midpoint(one.left, next.right.max(one.left + 2.0 * least));
            next.right = next.right.max(next.left);
            one.right = next.left;
        }
    }
}

/// Ends the last character of a word.
fn end_at(word: &mut Word, right: f32) {
    if let Some(character) = word.characters.last_mut() {
        character.right = right.max(character.left);
        word.area.right = character.right;
    }
}

impl Ink {
    fn of(picture: &Bitmap) -> Self {
        let contrast = contrast(picture);
        let mut ink = Self { columns: vec![0; picture.width()], rows: Vec::with_capacity(picture.height()) };
        for row in picture.rows() {
            let mut dark = 0;
            for (column, pixel) in ink.columns.iter_mut().zip(row) {
                let is_ink = usize::from(contrast.is_ink(*pixel));
                *column += is_ink;
                dark += is_ink;
            }
            ink.rows.push(dark);
        }
        ink
    }

    /// The first column with ink.
    fn first(&self) -> f32 {
        length(self.columns.iter().position(|dark| *dark >= LEAST_INK).unwrap_or_default())
    }

    /// The column after the last one with ink.
    fn last(&self) -> f32 {
        length(self.columns.iter().rposition(|dark| *dark >= LEAST_INK).map_or(0, |column| column + 1))
    }

    /// Where a character ends and the next one starts, between the middles of both: at the edges of the widest gap
    /// between words, in the middle of it within a word.
    fn gap(&self, from: f32, to: f32, is_apart: bool) -> (f32, f32) {
        let (start, end) = (count(from), count(to.max(from)));
        let between = self.columns.get(start..end.min(self.columns.len())).unwrap_or_default();
        let mut widest = 0..0;
        let mut place = 0;
        for group in between.chunk_by(|one, next| (*one == 0) == (*next == 0)) {
            if group.first() == Some(&0) && group.len() > widest.len() {
                widest = place..place + group.len();
            }
            place += group.len();
        }
        let middle = f32::midpoint(from, to);
        match (widest.is_empty(), is_apart) {
            (true, _) => (middle, middle),
            (false, true) => (length(start + widest.start), length(start + widest.end)),
            (false, false) => {
                let cut = 0.5 * length(2 * start + widest.start + widest.end);
                (cut, cut)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::Symbol;

    fn symbol(text: &str, step: usize) -> Symbol {
        Symbol { text: text.to_owned(), first: step, last: step, confidence: 0.9 }
    }

    /// A line whose columns in these ranges are ink, on rows 4 to 12 of 16.
    fn picture(ink: &[std::ops::Range<usize>]) -> Bitmap {
        let dark =
            |place: usize| (4..12).contains(&(place / 60)) && ink.iter().any(|range| range.contains(&(place % 60)));
        Bitmap::from_grey(60, 16, (0..960).map(|place| if dark(place) { 20 } else { 230 }).collect()).unwrap()
    }

    #[test]
    fn white_space_alone_is_no_line() {
        let recognised = Recognised { symbols: vec![symbol(" ", 3)], pixels_per_step: 3.0 };
        assert_eq!(line(&recognised, &picture(std::slice::from_ref(&(5..10))), (0.0, 0.0), Script::Latin), None);
    }

    #[test]
    fn words_end_at_their_ink() {
        let symbols = vec![symbol("a", 2), symbol("b", 5), symbol(" ", 9), symbol("c", 15)];
        let recognised = Recognised { symbols, pixels_per_step: 3.0 };
        let line = line(&recognised, &picture(&[5..11, 14..20, 40..50]), (100.0, 50.0), Script::Latin).unwrap();
        assert_eq!(line.text(), "ab c");
        let [first, second] = line.words.as_slice() else { panic!("{line:?}") };
        assert_eq!((first.area.left, first.area.right), (105.0, 120.0));
        assert_eq!((second.area.left, second.area.right), (140.0, 150.0));
        assert!((first.characters[0].right - 112.5).abs() < 0.6, "{first:?}");
        assert!((line.baseline - 62.0).abs() < 1.5, "{}", line.baseline);
    }
}
