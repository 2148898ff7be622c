use sisuiq_superscript::{subscript, superscript};

use super::Glyph;
use super::run::SMALLER;

/// The least and the largest distance of a raised mark from the baseline, in font sizes of the text beside it.
const RAISED: std::ops::RangeInclusive<f32> = 0.18..=0.6;
/// The least and the largest distance of a lowered mark.
const LOWERED: std::ops::RangeInclusive<f32> = 0.06..=0.4;
/// The widest gap, in font sizes, between a mark and the text before it.
const WIDEST_GAP: f32 = 0.95;
/// The widest gap between a mark and the text after it.
const WIDEST_GAP_AFTER: f32 = 0.5;
/// The longest mark in characters. Longer pieces are small print beside large print.
const LONGEST_MARK: usize = 12;
/// The most letters of a mark with a superscript for each. More of them are words.
const MOST_LETTERS: usize = 2;
/// The most digits in a row of a footnote mark or exponent.
const MOST_DIGITS: usize = 3;

/// Writes raised and lowered characters of a run as superscripts and subscripts, so that they cannot be read as part of
/// the figure or word before them.
pub(super) fn mark(run: &mut [Glyph]) {
    let pieces = pieces(run);
    let mut host: Option<Face> = None;
    for (place, piece) in pieces.iter().enumerate() {
        let Some(own) = face(run, piece.start) else { continue };
        let near = |place: usize, widest: f32| place > 0 && gap(run, place) <= widest;
        let before = host.filter(|_| near(piece.start, WIDEST_GAP)).and_then(|before| Shift::of(own, before));
        // Only a footnote mark stands before its text.
        let after = pieces
            .get(place + 1)
            .filter(|next| near(next.start, WIDEST_GAP_AFTER))
            .and_then(|next| face(run, next.start));
        let after = after.and_then(|after| Shift::of(own, after)).filter(|shift| *shift == Shift::Raised);
        match before.or(after) {
            Some(shift) if piece.len() <= LONGEST_MARK => write(run, piece.clone(), shift),
            _ => host = Some(own),
        }
    }
}

/// Ranges of glyphs with one size and baseline, without wide gaps.
fn pieces(run: &[Glyph]) -> Vec<std::ops::Range<usize>> {
    let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
    for place in 0..run.len() {
        match pieces.last_mut() {
            Some(piece) if continues(run, place) => piece.end = place + 1,
            _ => pieces.push(place..place + 1),
        }
    }
    pieces
}

fn continues(run: &[Glyph], place: usize) -> bool {
    let (Some(last), Some(next)) = (place.checked_sub(1).and_then(|last| run.get(last)), run.get(place)) else {
        return false;
    };
    let near = |one: f32, other: f32| (one - other).abs() <= 0.04 * last.size;
    near(last.size, next.size) && near(last.baseline, next.baseline) && gap(run, place) <= WIDEST_GAP
}

/// The white space before a glyph, in font sizes of the larger glyph beside it.
fn gap(run: &[Glyph], place: usize) -> f32 {
    let (Some(last), Some(next)) = (place.checked_sub(1).and_then(|last| run.get(last)), run.get(place)) else {
        return 0.0;
    };
    (next.left - last.right) / last.size.max(next.size).max(0.1)
}

/// The size and baseline of a glyph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    pub(super) size: f32,
    pub(super) baseline: f32,
}

impl Face {
    pub(super) fn of(glyph: &Glyph) -> Self {
        Self { size: glyph.size, baseline: glyph.baseline }
    }

    /// Returns whether this is the face of a mark that is raised beside text of another face.
    pub(super) fn is_raised_beside(self, other: Self) -> bool {
        Shift::of(self, other) == Some(Shift::Raised)
    }
}

fn face(run: &[Glyph], place: usize) -> Option<Face> {
    run.get(place).map(Face::of)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    Raised,
    Lowered,
}

impl Shift {
    fn of(mark: Face, beside: Face) -> Option<Self> {
        let rise = (beside.baseline - mark.baseline) / beside.size.max(0.1);
        if mark.size >= SMALLER * beside.size {
            None
        } else if RAISED.contains(&rise) {
            Some(Self::Raised)
        } else {
            LOWERED.contains(&-rise).then_some(Self::Lowered)
        }
    }
}

fn write(run: &mut [Glyph], piece: std::ops::Range<usize>, shift: Shift) {
    let letters = characters(run, piece.clone()).filter(|character| character.is_alphabetic()).count();
    let before = piece.start.checked_sub(1).and_then(|last| run.get(last)).map_or(' ', |glyph| glyph.character);
    let is_figure = is_slash(before) || is_operator(before) || is_numerator(run, &piece);
    let written: Vec<Option<char>> = if is_figure || letters > MOST_LETTERS {
        vec![None; piece.len()]
    } else {
        let plain: Vec<char> = characters(run, piece.clone()).collect();
        (0..plain.len()).map(|place| scripted(&plain, place, shift)).collect()
    };
    let first = written.first().copied().flatten();
    let runs_on = first.is_none() && before.is_numeric() && shift == Shift::Raised;
    for (place, (glyph, script)) in run.iter_mut().skip(piece.start).zip(&written).enumerate() {
        let is_ordinal = letters == written.len() && letters > 1;
        glyph.spaced |= place == 0 && runs_on && glyph.character.is_alphanumeric() && !is_ordinal;
        glyph.character = script.unwrap_or(glyph.character);
    }
}

fn characters(run: &[Glyph], piece: std::ops::Range<usize>) -> impl Iterator<Item = char> {
    run.get(piece).unwrap_or_default().iter().map(|glyph| glyph.character)
}

/// The superscript or subscript of one character. Words such as the ending of an ordinal, and long figures, have none.
fn scripted(mark: &[char], place: usize, shift: Shift) -> Option<char> {
    let character = *mark.get(place)?;
    let alike = |of: fn(char) -> bool| {
        let before = mark.get(..place).unwrap_or_default().iter().rev().take_while(|one| of(**one)).count();
        before + mark.get(place..).unwrap_or_default().iter().take_while(|one| of(**one)).count()
    };
    let is_word = character.is_alphabetic() && alike(char::is_alphabetic) > 1;
    let is_figure = character.is_numeric() && alike(char::is_numeric) > MOST_DIGITS;
    match shift {
        _ if is_word || is_figure => None,
        Shift::Raised => superscript(character),
        Shift::Lowered => subscript(character),
    }
}

fn is_slash(character: char) -> bool {
    matches!(character, '/' | '\u{2044}' | '\u{2215}')
}

/// Returns whether a figure follows a sign. It is then set small, as part of a formula, but is no mark.
fn is_operator(character: char) -> bool {
    matches!(character, '=' | '+' | '×' | '÷' | '<' | '>' | '≤' | '≥' | '≈' | '~' | '±' | '√')
}

/// Returns whether a raised figure is the upper part of a fraction: a slash follows, then a figure as small.
fn is_numerator(run: &[Glyph], piece: &std::ops::Range<usize>) -> bool {
    if characters(run, piece.clone()).any(is_slash) {
        return true;
    }
    let (Some(last), Some(slash), Some(lower)) = (run.get(piece.end - 1), run.get(piece.end), run.get(piece.end + 1))
    else {
        return false;
    };
    is_slash(slash.character) && lower.character.is_numeric() && lower.size <= 1.1 * last.size
}
