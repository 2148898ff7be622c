use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;

use super::Glyph;
use super::bidi::{is_mostly_right_to_left, is_right_to_left, reading_order, turn_brackets, unshaped};
use super::bullet::labels;
use super::characters::{Readable, readable};
use super::ligature::is_code;
use super::numeric::{factor, median};
use super::print::Print;
use super::rules::Rules;
use super::run::Run;
use super::strike::struck;
use super::words::{gaps, starts};

/// A continuous piece of one line: a line of a paragraph, of a heading or of a table cell.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// The printed characters with their positions.
    pub(super) print: Rc<Print>,
    /// The parts that are struck out and not in the text.
    pub(super) strikes: Vec<Strike>,
}

/// Struck-out words of a line.
#[derive(Debug, Clone)]
pub(super) struct Strike {
    pub(super) text: String,
    pub(super) print: Rc<Print>,
    /// True if no other text of the line stands before it.
    pub(super) is_first: bool,
    /// True if no other text of the line stands after it.
    pub(super) is_last: bool,
}

impl Fragment {
    pub(super) fn top(&self) -> f32 {
        self.baseline - 0.74 * self.size
    }

    pub(super) fn bottom(&self) -> f32 {
        self.baseline + 0.2 * self.size
    }

    /// Width in multiples of the font size.
    pub(super) fn width(&self) -> f32 {
        (self.right - self.left) / self.size.max(0.1)
    }
}

/// Splits runs at ruled lines between two words and at white space as wide as between table cells.
pub(super) fn cut(runs: Vec<Run>, rules: &Rules) -> Vec<Fragment> {
    let struck = struck(&runs, rules);
    let is_turned_page = is_mostly_right_to_left(runs.iter().flatten().map(|glyph| glyph.character));
    let pieces = runs.into_iter().zip(struck).flat_map(|(run, struck)| {
        let is_turned = is_turned_page || is_mostly_right_to_left(run.iter().map(|glyph| glyph.character));
        let mut fragments = cut_run(run, &struck, rules, is_turned);
        if is_turned {
            fragments.reverse();
        }
        fragments
    });
    pieces.collect()
}

fn cut_run(run: Run, struck: &[bool], rules: &Rules, is_turned: bool) -> Vec<Fragment> {
    let starts = starts(&run);
    let gaps: Vec<f32> = std::iter::once(0.0).chain(gaps(&run)).collect();
    let limit = if is_framed_words(&run, rules) { CERTAIN_CELL_GAP } else { cell_gap(&gaps, &starts) };
    let mut fragments = Vec::new();
    let mut piece = Piece::default();
    for (((glyph, gap), starts_word), is_struck) in run.into_iter().zip(gaps).zip(starts).zip(struck) {
        let wide = gap > limit && !(gap < LABEL_GAP && labels(&piece.text, glyph.character));
        if wide || (gap > 0.15 && piece.is_parted_from(&glyph, rules)) {
            fragments.extend(std::mem::take(&mut piece).finish(is_turned));
        }
        piece.push(glyph, starts_word, *is_struck);
    }
    fragments.extend(piece.finish(is_turned));
    fragments
}

/// Returns whether a run without figures fills a ruled cell. Its wide gaps then come from justification.
fn is_framed_words(run: &Run, rules: &Rules) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let y = first.baseline - 0.3 * first.size;
    let near = 1.2 * first.size;
    run.iter().all(|glyph| !glyph.character.is_numeric())
        && rules.stands_between(first.left - near, first.left, y)
        && rules.stands_between(last.right, last.right + near, y)
}

/// The largest white space (in font sizes) between a list mark or heading number and its text.
const LABEL_GAP: f32 = 7.0;
/// White space (in font sizes) above which two words are in separate cells, unless the first is a label.
const CERTAIN_CELL_GAP: f32 = 4.0;
/// White space (in font sizes) below which two words are in one cell, unless a ruled line is between them.
const LEAST_CELL_GAP: f32 = 0.95;
/// The assumed word gap (in font sizes) of a line whose own gaps do not show it.
const USUAL_WORD_GAP: f32 = 0.3;
/// The widest word gap (in font sizes) of a justified line. The cells of a row have wider gaps throughout.
const WIDEST_WORD_GAP: f32 = 1.5;

/// The white space, in font sizes, above which two neighbours on a line belong to different cells. Justified lines have
/// wide gaps throughout, so the line's own word gap is the measure.
fn cell_gap(gaps: &[f32], starts: &[bool]) -> f32 {
    let word_gaps: Vec<f32> = gaps.iter().zip(starts).filter(|(_, start)| **start).map(|(gap, _)| *gap).collect();
    let narrow: Vec<f32> = word_gaps.iter().copied().filter(|gap| *gap <= LEAST_CELL_GAP).collect();
    let usual = if !narrow.is_empty() {
        median(&narrow)
    } else if word_gaps.len() >= 4 && median(&word_gaps) <= WIDEST_WORD_GAP {
        median(&word_gaps)
    } else {
        USUAL_WORD_GAP
    };
    (2.4 * usual).clamp(LEAST_CELL_GAP, CERTAIN_CELL_GAP)
}

#[derive(Default)]
struct Piece {
    glyphs: Vec<Glyph>,
    text: String,
    /// For each glyph whether it is struck out.
    struck: Vec<bool>,
    /// For each glyph whether a word starts with it.
    starts: Vec<bool>,
    strikes: Vec<String>,
    /// True if a word has started since the last glyph of the text.
    starts_word: bool,
}

impl Piece {
    fn is_parted_from(&self, next: &Glyph, rules: &Rules) -> bool {
        let last = self.glyphs.last();
        last.is_some_and(|last| rules.stands_between(last.right, next.left, next.baseline - 0.3 * next.size))
    }

    fn push(&mut self, glyph: Glyph, starts_word: bool, is_struck: bool) {
        if is_struck {
            self.starts_word |= starts_word;
            if self.struck.last() != Some(&true) {
                self.strikes.push(String::new());
            }
            if let Some(strike) = self.strikes.last_mut() {
                write(strike, glyph.character, starts_word);
            }
        } else {
            // A mark after struck-out words belongs to the word before them.
            let reads_on = std::mem::take(&mut self.starts_word) && glyph.character.is_alphanumeric();
            write(&mut self.text, glyph.character, starts_word || reads_on);
        }
        self.struck.push(is_struck);
        self.starts.push(starts_word);
        self.glyphs.push(glyph);
    }

    /// The piece in its order of reading.
    fn read(self, is_turned: bool) -> Self {
        if !self.glyphs.iter().any(|glyph| is_right_to_left(glyph.character)) {
            return self;
        }
        let order = reading_order(&self.glyphs, &self.starts, is_turned);
        let mut glyphs: Vec<Glyph> = order.iter().filter_map(|(place, _)| self.glyphs.get(*place).cloned()).collect();
        turn_brackets(&mut glyphs);
        let mut piece = Self::default();
        for (glyph, (place, starts_word)) in glyphs.into_iter().zip(order) {
            piece.push(glyph, starts_word, self.struck.get(place).copied().unwrap_or_default());
        }
        piece
    }

    fn finish(self, is_turned: bool) -> Option<Fragment> {
        self.read(is_turned).into_fragment()
    }

    fn into_fragment(self) -> Option<Fragment> {
        let text: String = self.text.trim().nfc().collect();
        if text.is_empty() && self.strikes.is_empty() {
            return None;
        }
        let largest = self.glyphs.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
        let bold = self.glyphs.iter().filter(|glyph| glyph.bold).count();
        let kept: Vec<&Glyph> =
            self.glyphs.iter().zip(&self.struck).filter(|(_, struck)| !**struck).map(|(glyph, _)| glyph).collect();
        Some(Fragment {
            text,
            left: self.glyphs.iter().map(|glyph| glyph.left).fold(f32::INFINITY, f32::min),
            right: self.glyphs.iter().map(|glyph| glyph.right).fold(f32::NEG_INFINITY, f32::max),
            baseline: largest.baseline,
            size: self.glyphs.iter().map(|glyph| glyph.size).sum::<f32>() / factor(self.glyphs.len()),
            bold: bold * 2 > self.glyphs.len(),
            print: Rc::new(Print::new(kept.into_iter(), largest)),
            strikes: self.strikes(largest),
        })
    }

    fn strikes(&self, largest: &Glyph) -> Vec<Strike> {
        let mut texts = self.strikes.iter();
        let mut strikes = Vec::with_capacity(self.strikes.len());
        let mut end = 0;
        for part in self.struck.chunk_by(|one, next| one == next) {
            let start = end;
            end += part.len();
            if part.first() == Some(&true) {
                let glyphs = self.glyphs.get(start..end).unwrap_or_default();
                let text: String = texts.next().map(|text| text.trim().nfc().collect()).unwrap_or_default();
                strikes.push(Strike {
                    text: text.replace(is_code, ""),
                    print: Rc::new(Print::new(glyphs.iter(), largest)),
                    is_first: start == 0,
                    is_last: end == self.glyphs.len(),
                });
            }
        }
        strikes.retain(|strike| !strike.text.is_empty());
        strikes
    }
}

fn write(text: &mut String, character: char, starts_word: bool) {
    if starts_word && !text.is_empty() {
        text.push(' ');
    }
    if let Some(letters) = unshaped(character) {
        text.push_str(&letters);
        return;
    }
    match readable(character) {
        Readable::One(character) => text.push(character),
        Readable::Several(characters) => text.push_str(characters),
        Readable::Nothing => {}
    }
}
