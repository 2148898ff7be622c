//! Text of scripts that are written from right to left, such as Hebrew and Arabic.
//!
//! Files store such text in the order in which it is read or in the order in which it stands on the page. Its glyphs are
//! therefore sorted by position, and the order of reading is computed from that by the Unicode bidirectional algorithm.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Glyph;
use super::fragment::Fragment;
use super::rules::Rule;
use super::run::SMALLER;

/// Returns whether a character belongs to a script that is written from right to left.
pub(super) fn is_right_to_left(character: char) -> bool {
    !character.is_ascii() && matches!(bidi_class(character), BidiClass::R | BidiClass::AL)
}

/// Returns whether most letters are written from right to left.
pub(super) fn is_mostly_right_to_left(characters: impl Iterator<Item = char>) -> bool {
    let (mut left, mut right) = (0_usize, 0_usize);
    for character in characters.filter(|character| character.is_alphabetic()) {
        *(if is_right_to_left(character) { &mut right } else { &mut left }) += 1;
    }
    right > 0 && right >= left
}

/// The letters of a shape that Unicode has for one position in an Arabic word, or for a Hebrew letter with its points.
pub(super) fn unshaped(character: char) -> Option<String> {
    matches!(character, '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}').then(|| character.nfkc().collect())
}

/// Sorts the glyphs of each line with such text, or of all lines where most text is such, from left to right.
pub(super) fn sort_lines(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    if !glyphs.iter().any(|glyph| is_right_to_left(glyph.character)) {
        return glyphs;
    }
    let is_whole_page = is_mostly_right_to_left(glyphs.iter().map(|glyph| glyph.character));
    let mut sorted = Vec::with_capacity(glyphs.len());
    for line in glyphs.chunk_by(is_on_line) {
        if is_whole_page || line.iter().any(|glyph| is_right_to_left(glyph.character)) {
            sorted.extend(sort(line));
        } else {
            sorted.extend_from_slice(line);
        }
    }
    sorted
}

fn is_on_line(one: &Glyph, next: &Glyph) -> bool {
    let (large, small) = (one.size.max(next.size), one.size.min(next.size));
    let shift = (one.baseline - next.baseline).abs();
    shift <= 0.2 * large || (small < SMALLER * large && shift <= 0.6 * large)
}

/// Combining marks stand before their letter in this order, which is turned round for reading.
fn sort(line: &[Glyph]) -> Vec<Glyph> {
    let mut places: Vec<(f32, usize)> = line.iter().enumerate().map(|(place, glyph)| (middle(glyph), place)).collect();
    for place in 0..places.len() {
        let base = base(line, place).map(middle);
        if let (Some(base), Some(own)) = (base, places.get_mut(place)) {
            own.0 = base;
        }
    }
    places.sort_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
    let mut sorted: Vec<Glyph> = Vec::with_capacity(line.len());
    let mut last: Option<usize> = None;
    for (_, place) in places {
        let Some(glyph) = line.get(place) else { continue };
        let spaced = |place: usize| line.get(place).is_some_and(|glyph| glyph.spaced);
        // White space before a glyph is to its right where the pen moves to the left.
        let is_spaced = last.is_some_and(|last| last.abs_diff(place) == 1 && spaced(last.max(place)));
        sorted.push(Glyph { spaced: is_spaced, ..glyph.clone() });
        last = Some(place);
    }
    sorted
}

fn middle(glyph: &Glyph) -> f32 {
    f32::midpoint(glyph.left, glyph.right)
}

/// The letter beside a combining mark in the file that has the mark above or below it.
fn base(line: &[Glyph], place: usize) -> Option<&Glyph> {
    let mark = line.get(place).filter(|mark| is_combining_mark(mark.character))?;
    let reach = 0.2 * mark.size;
    let before = line.get(..place)?.iter().rev().find(|glyph| !is_combining_mark(glyph.character));
    let after = line.get(place..)?.iter().find(|glyph| !is_combining_mark(glyph.character));
    let covers = |base: &&Glyph| (base.left - reach..=base.right + reach).contains(&middle(mark));
    before.filter(covers).or_else(|| after.filter(covers))
}

/// Puts glyphs that are sorted from left to right in their order of reading. Words start with the glyphs that are spaced.
/// `is_turned` if their line is read from right to left.
pub(super) fn reading_order(glyphs: &[Glyph], is_turned: bool) -> Vec<Glyph> {
    let mut text = String::new();
    let mut entries: Vec<Option<&Glyph>> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        if glyph.spaced && !text.is_empty() {
            text.push(' ');
            entries.push(None);
        }
        text.push(glyph.character);
        entries.push(Some(glyph));
    }
    let base = if is_turned { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(&text, Some(base));
    let levels: Vec<Level> =
        text.char_indices().map(|(byte, _)| info.levels.get(byte).copied().unwrap_or(base)).collect();
    let mut ordered = Vec::with_capacity(glyphs.len());
    let mut spaced = false;
    for place in BidiInfo::reorder_visual(&levels) {
        match entries.get(place).copied().flatten() {
            Some(glyph) => ordered.push(Glyph { spaced: std::mem::take(&mut spaced), ..glyph.clone() }),
            None => spaced = true,
        }
    }
    ordered
}

/// Turns brackets of which the closing one comes first: some files store the bracket that is drawn, others the one that
/// is read.
pub(super) fn turn_brackets(glyphs: &mut [Glyph]) {
    let mut brackets = glyphs.iter().map(|glyph| glyph.character).filter(|character| "()[]".contains(*character));
    if !matches!((brackets.next(), brackets.next()), (Some(')'), Some('(')) | (Some(']'), Some('['))) {
        return;
    }
    for glyph in glyphs {
        glyph.character = match glyph.character {
            '(' => ')',
            ')' => '(',
            '[' => ']',
            ']' => '[',
            other => other,
        };
    }
}

/// Mirrors a page, so that what is read from right to left is arranged as other text is from left to right.
pub(super) fn mirror(fragments: &mut [Fragment], rules: &mut [Rule]) {
    for fragment in fragments {
        (fragment.left, fragment.right) = (-fragment.right, -fragment.left);
    }
    for rule in rules {
        *rule = rule.map(|x, y| (-x, y));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Sheet, compose};
    use super::*;

    /// Glyphs of lines as they stand on the page, each 6 points wide, in the order of the file: as printed, or reversed.
    fn read(lines: &[&str], is_reversed: bool) -> String {
        let mut glyphs = Vec::new();
        let mut baseline = 700.0;
        for line in lines {
            let mut left = 72.0;
            let mut own = Vec::new();
            for character in line.chars() {
                own.push((character, left));
                left += 6.0;
            }
            if is_reversed {
                own.reverse();
            }
            for (character, left) in own.into_iter().filter(|(character, _)| *character != ' ') {
                let (right, size, degrees) = (left + 6.0, 10.0, 0);
                let (bold, spaced, struck) = (false, false, false);
                glyphs.push(Glyph { character, left, right, baseline, size, bold, spaced, struck, degrees });
            }
            baseline -= 40.0;
        }
        compose(Sheet { glyphs, rules: Vec::new() }).text
    }

    #[test]
    fn both_orders_of_a_file_read_alike() {
        for is_reversed in [false, true] {
            assert_eq!(
                read(&[".\u{5e5}\u{5e8}\u{5de} 2023 \u{5ea}\u{5e0}\u{5e9}"], is_reversed),
                "\u{5e9}\u{5e0}\u{5ea} 2023 \u{5de}\u{5e8}\u{5e5}."
            );
        }
    }

    #[test]
    fn figures_and_other_letters_keep_their_order() {
        let line = "MWh \u{5dc}\u{5db}\u{5dc} 1,234.5 \u{5d1}\u{5d0}";
        assert_eq!(read(&[line], false), "\u{5d0}\u{5d1} 1,234.5 \u{5dc}\u{5db}\u{5dc} MWh");
        assert_eq!(read(&["UETCL \u{5d1}\u{5d0} reported losses"], false), "UETCL \u{5d0}\u{5d1} reported losses");
    }

    #[test]
    fn shapes_of_arabic_letters_are_letters() {
        assert_eq!(read(&["\u{fe8e}\u{fe92}\u{fea3}\u{fead}\u{fee3}"], false), "\u{645}\u{631}\u{62d}\u{628}\u{627}");
    }

    #[test]
    fn brackets_open_before_they_close() {
        for line in [")\u{5d1}\u{5d0}( \u{5d2}", "(\u{5d1}\u{5d0}) \u{5d2}"] {
            assert_eq!(read(&[line], true), "\u{5d2} (\u{5d0}\u{5d1})", "{line}");
        }
    }

    #[test]
    fn rows_are_read_from_the_right() {
        let rows = ["44          512          \u{5d1}\u{5d0}", "51          605          \u{5d3}\u{5d2}"];
        assert_eq!(read(&rows, true), "\u{5d0}\u{5d1} | 512 | 44\n\u{5d2}\u{5d3} | 605 | 51");
    }
}
