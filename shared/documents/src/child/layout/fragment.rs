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
use super::strike;
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
pub(super) fn cut(mut runs: Vec<Run>, rules: &Rules) -> Vec<Fragment> {
    strike::mark(&mut runs, rules);
    let is_turned_page = is_mostly_right_to_left(runs.iter().flatten().map(|glyph| glyph.character));
    let pieces = runs.into_iter().flat_map(|run| {
        let is_turned = is_turned_page || is_mostly_right_to_left(run.iter().map(|glyph| glyph.character));
        let mut fragments = cut_run(run, rules, is_turned);
        if is_turned {
            fragments.reverse();
        }
        fragments
    });
    pieces.collect()
}

fn cut_run(run: Run, rules: &Rules, is_turned: bool) -> Vec<Fragment> {
    let starts = starts(&run);
    let gaps: Vec<f32> = std::iter::once(0.0).chain(gaps(&run)).collect();
    let limit = if is_framed_words(&run, rules) { CERTAIN_CELL_GAP } else { cell_gap(&gaps, &starts) };
    let mut fragments = Vec::new();
    let mut piece = Run::new();
    for ((mut glyph, gap), starts_word) in run.into_iter().zip(gaps).zip(starts) {
        let wide = gap > limit && !(gap < LABEL_GAP && labels(&text(&piece), glyph.character));
        if wide || (gap > 0.15 && is_parted(&piece, &glyph, rules)) {
            fragments.extend(fragment(std::mem::take(&mut piece), is_turned));
        }
        glyph.spaced = starts_word;
        piece.push(glyph);
    }
    fragments.extend(fragment(piece, is_turned));
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

fn is_parted(piece: &[Glyph], next: &Glyph, rules: &Rules) -> bool {
    let middle = next.baseline - 0.3 * next.size;
    piece.last().is_some_and(|last| rules.stands_between(last.right, next.left, middle))
}

fn fragment(piece: Run, is_turned: bool) -> Option<Fragment> {
    let glyphs = read(piece, is_turned);
    let largest = glyphs.iter().max_by(|one, other| one.size.total_cmp(&other.size))?;
    let (text, strikes) = (composed(&text(&glyphs)), strikes(&glyphs, largest));
    if text.is_empty() && strikes.is_empty() {
        return None;
    }
    let bold = glyphs.iter().filter(|glyph| glyph.bold).count();
    Some(Fragment {
        text,
        left: glyphs.iter().map(|glyph| glyph.left).fold(f32::INFINITY, f32::min),
        right: glyphs.iter().map(|glyph| glyph.right).fold(f32::NEG_INFINITY, f32::max),
        baseline: largest.baseline,
        size: glyphs.iter().map(|glyph| glyph.size).sum::<f32>() / factor(glyphs.len()),
        bold: bold * 2 > glyphs.len(),
        print: Rc::new(Print::new(glyphs.iter().filter(|glyph| !glyph.struck), largest)),
        strikes,
    })
}

/// The glyphs in their order of reading.
fn read(piece: Run, is_turned: bool) -> Run {
    if !piece.iter().any(|glyph| is_right_to_left(glyph.character)) {
        return piece;
    }
    let mut glyphs = reading_order(&piece, is_turned);
    turn_brackets(&mut glyphs);
    glyphs
}

/// The words that are not struck out.
fn text(glyphs: &[Glyph]) -> String {
    let mut text = String::new();
    let mut spaced = false;
    for glyph in glyphs {
        if glyph.struck {
            spaced |= glyph.spaced;
        } else {
            // A mark after struck-out words belongs to the word before them.
            let reads_on = std::mem::take(&mut spaced) && glyph.character.is_alphanumeric();
            write(&mut text, glyph.character, glyph.spaced || reads_on);
        }
    }
    text
}

fn strikes(glyphs: &[Glyph], largest: &Glyph) -> Vec<Strike> {
    let mut strikes = Vec::new();
    let mut end = 0;
    for part in glyphs.chunk_by(|one, next| one.struck == next.struck) {
        let start = end;
        end += part.len();
        if part.first().is_some_and(|glyph| glyph.struck) {
            let mut text = String::new();
            for glyph in part {
                write(&mut text, glyph.character, glyph.spaced);
            }
            strikes.push(Strike {
                text: composed(&text).replace(is_code, ""),
                print: Rc::new(Print::new(part.iter(), largest)),
                is_first: start == 0,
                is_last: end == glyphs.len(),
            });
        }
    }
    strikes.retain(|strike| !strike.text.is_empty());
    strikes
}

fn composed(text: &str) -> String {
    text.trim().nfc().collect()
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
