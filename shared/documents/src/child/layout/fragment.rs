use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;

use super::Glyph;
use super::bullet::labels;
use super::characters::{Readable, readable};
use super::numeric::{factor, median};
use super::print::Print;
use super::rules::Rules;
use super::run::Run;
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
    runs.into_iter().flat_map(|run| cut_run(run, rules)).collect()
}

fn cut_run(run: Run, rules: &Rules) -> Vec<Fragment> {
    let starts = starts(&run);
    let gaps: Vec<f32> = std::iter::once(0.0).chain(gaps(&run)).collect();
    let limit = if is_framed_words(&run, rules) { CERTAIN_CELL_GAP } else { cell_gap(&gaps, &starts) };
    let mut fragments = Vec::new();
    let mut piece = Piece::default();
    for ((glyph, gap), starts_word) in run.into_iter().zip(gaps).zip(starts) {
        let wide = gap > limit && !(gap < LABEL_GAP && labels(&piece.text, glyph.character));
        if wide || (gap > 0.15 && piece.is_parted_from(&glyph, rules)) {
            fragments.extend(std::mem::take(&mut piece).finish());
        }
        piece.push(glyph, starts_word);
    }
    fragments.extend(piece.finish());
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
}

impl Piece {
    fn is_parted_from(&self, next: &Glyph, rules: &Rules) -> bool {
        let last = self.glyphs.last();
        last.is_some_and(|last| rules.stands_between(last.right, next.left, next.baseline - 0.3 * next.size))
    }

    fn push(&mut self, glyph: Glyph, starts_word: bool) {
        if starts_word && !self.text.is_empty() {
            self.text.push(' ');
        }
        match readable(glyph.character) {
            Readable::One(character) => self.text.push(character),
            Readable::Several(characters) => self.text.push_str(characters),
            Readable::Nothing => {}
        }
        self.glyphs.push(glyph);
    }

    fn finish(self) -> Option<Fragment> {
        let text: String = self.text.trim().nfc().collect();
        if text.is_empty() {
            return None;
        }
        let largest = self.glyphs.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
        let bold = self.glyphs.iter().filter(|glyph| glyph.bold).count();
        Some(Fragment {
            text,
            left: self.glyphs.iter().map(|glyph| glyph.left).fold(f32::INFINITY, f32::min),
            right: self.glyphs.iter().map(|glyph| glyph.right).fold(f32::NEG_INFINITY, f32::max),
            baseline: largest.baseline,
            size: self.glyphs.iter().map(|glyph| glyph.size).sum::<f32>() / factor(self.glyphs.len()),
            bold: bold * 2 > self.glyphs.len(),
            print: Rc::new(Print::new(&self.glyphs, largest)),
        })
    }
}
