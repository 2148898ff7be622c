use crate::numbers::{length, median};
use crate::{Area, Line};

/// The vertical measures of a line's letters, in pixels from the upper edge of its picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
}

/// Rows with less than this share of the fullest row's ink are outside of the letters.
const FAINT: f32 = 0.04;
/// Rows with at least this share of the fullest row's ink are between the baseline and the height of an x.
const DENSE: f32 = 0.42;
/// Heights in font sizes: of an x, of capitals and digits, and of a Korean syllable with the part below the baseline.
const X_HEIGHT: f32 = 0.49;
const CAPITAL: f32 = 0.70;
const SYLLABLE: f32 = 0.92;
const BELOW: f32 = 0.1;

/// The shape of a line with this ink per row. `None` without ink.
pub(super) fn shape(rows: &[usize], text: &str) -> Option<Shape> {
    let most = length(rows.iter().copied().max().filter(|most| *most > 0)?);
    let at_least = |share: f32| move |dark: &usize| length(*dark) >= (share * most).max(1.0);
    let top = length(rows.iter().position(at_least(FAINT))?);
    let bottom = length(rows.iter().rposition(at_least(FAINT))? + 1);
    if text.chars().any(is_syllable) {
        let size = (bottom - top) / SYLLABLE;
        return Some(Shape { top, bottom, baseline: bottom - BELOW * size, size });
    }
    let dense = length(rows.iter().position(at_least(DENSE))?);
    let baseline = length(rows.iter().rposition(at_least(DENSE))? + 1);
    let is_tall =
        text.chars().any(|letter| letter.is_ascii_digit() || letter.is_uppercase() || "bdfhklt".contains(letter));
    let size = if is_tall { (baseline - top) / CAPITAL } else { (baseline - dense) / X_HEIGHT };
    Some(Shape { top, bottom, baseline, size: size.max(1.0) })
}

pub(crate) fn is_syllable(letter: char) -> bool {
    ('가'..='힣').contains(&letter)
}

/// Sizes that differ from the page's usual one by less than this share are the usual one.
const SAME_SIZE: f32 = 0.2;
/// Lines beside each other whose baselines differ by less than this share of the font size stand on one.
const SAME_BASELINE: f32 = 0.3;

/// Evens out sizes and baselines, which vary a little from line to line with the letters that a line has.
pub(crate) fn even_out(lines: &mut [Line]) {
    let sizes =
        lines.iter().flat_map(|line| line.words.iter().flat_map(|word| word.characters.iter().map(|_| line.size)));
    let usual = median(sizes.collect());
    for line in lines.iter_mut() {
        if (line.size / usual.max(1.0) - 1.0).abs() < SAME_SIZE {
            line.size = usual;
        }
    }
    lines.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut start = 0;
    while let Some(first) = lines.get(start) {
        let most = first.baseline + SAME_BASELINE * first.size;
        let end = start + lines.iter().skip(start).take_while(|line| line.baseline <= most).count().max(1);
        if let Some(row) = lines.get_mut(start..end) {
            let baseline = median(row.iter().map(|line| line.baseline).collect());
            for line in row.iter_mut() {
                line.baseline = baseline;
            }
            row.sort_by(|one, other| left(one).total_cmp(&left(other)));
        }
        start = end;
    }
}

fn left(line: &Line) -> f32 {
    line.words.first().map_or(0.0, |word| {
        let Area { left, .. } = word.area;
        left
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Character, Script, Word};

    fn rows(parts: &[(usize, usize)]) -> Vec<usize> {
        parts.iter().flat_map(|(count, dark)| std::iter::repeat_n(*dark, *count)).collect()
    }

    fn line(left: f32, baseline: f32, size: f32) -> Line {
        let characters = vec![Character { text: "a".into(), left, right: left + 5.0, confidence: 1.0 }];
        let area = Area { left, top: baseline - size, right: left + 5.0, bottom: baseline };
        Line { words: vec![Word { characters, area }], baseline, size, script: Script::Latin }
    }

    #[test]
    fn no_ink_has_no_shape() {
        assert!(shape(&[], "a").is_none());
        assert!(shape(&[0, 0], "a").is_none());
    }

    #[test]
    fn descenders_are_below_the_baseline() {
        let rows = rows(&[(5, 0), (5, 20), (10, 100), (4, 15), (3, 0)]);
        let shape = shape(&rows, "happy").unwrap();
        assert!((shape.baseline - 20.0).abs() < 0.1 && (shape.bottom - 24.0).abs() < 0.1, "{shape:?}");
        assert!((shape.size - 15.0 / CAPITAL).abs() < 0.1);
    }

    #[test]
    fn neighbours_share_size_and_baseline() {
        let mut lines =
            [line(50.0, 101.0, 11.0), line(5.0, 100.0, 10.0), line(5.0, 130.0, 10.0), line(5.0, 60.0, 20.0)];
        even_out(&mut lines);
        let found: Vec<_> = lines.iter().map(|line| (left(line), line.baseline, line.size)).collect();
        let usual = 11.0;
        assert_eq!(found, [(5.0, 60.0, 20.0), (5.0, 101.0, usual), (50.0, 101.0, usual), (5.0, 130.0, usual)]);
    }
}
