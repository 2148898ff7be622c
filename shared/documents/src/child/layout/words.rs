use super::Glyph;
use super::numeric::median;

/// White space between two glyphs wider than this share of the font size parts two words.
const WORD_GAP: f32 = 0.17;

/// The widest gap within a word of tightly set text, and the narrowest between two words.
const MOST_KERNING: f32 = 0.07;
const LEAST_NARROW_GAP: f32 = 0.1;
/// The least difference between the widest gap within words and the narrowest between them.
const CLEARANCE: f32 = 0.05;
/// The fewest gaps of a line that says how wide its gaps are.
const SHORTEST_LINE: usize = 12;

/// Decides for every glyph of a run whether a word starts with it. Text set with wide letter spacing keeps its words
/// whole.
pub(super) fn starts(glyphs: &[Glyph]) -> Vec<bool> {
    let gaps: Vec<f32> = gaps(glyphs).collect();
    let threshold =
        if is_letter_spaced(glyphs, &gaps) { 1.7 * median(&gaps) } else { narrow_threshold(&gaps).unwrap_or(WORD_GAP) };
    let inner = glyphs.iter().skip(1).zip(&gaps).map(|(glyph, gap)| glyph.spaced || *gap > threshold);
    std::iter::once(false).chain(inner).take(glyphs.len()).collect()
}

/// White space before every glyph but the first, as a share of the font size.
pub(super) fn gaps(glyphs: &[Glyph]) -> impl Iterator<Item = f32> {
    glyphs
        .iter()
        .zip(glyphs.iter().skip(1))
        .map(|(one, next)| (next.left - one.right) / one.size.max(next.size).max(0.1))
}

/// The border between letters and words of a line that is set so tightly that gaps between words are narrow: they stand clear of
/// the gaps within words, and there are as many as words in a line.
fn narrow_threshold(gaps: &[f32]) -> Option<f32> {
    let mut sorted: Vec<f32> = gaps.to_vec();
    sorted.sort_by(f32::total_cmp);
    let (lower, upper) = sorted.iter().zip(sorted.iter().skip(1)).find(|(one, next)| {
        **one <= MOST_KERNING && LEAST_NARROW_GAP <= **next && **next <= WORD_GAP && **next - **one >= CLEARANCE
    })?;
    let words = sorted.iter().filter(|gap| *gap >= upper).count();
    let is_line = gaps.len() >= SHORTEST_LINE && words * 3 <= gaps.len() && words * 12 >= gaps.len();
    is_line.then_some(f32::midpoint(*lower, *upper))
}

fn is_letter_spaced(glyphs: &[Glyph], gaps: &[f32]) -> bool {
    let wide = gaps.iter().filter(|gap| **gap > WORD_GAP).count();
    let spaced = glyphs.iter().skip(1).filter(|glyph| glyph.spaced).count();
    gaps.len() >= 4 && wide * 10 >= gaps.len() * 8 && spaced * 4 <= gaps.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gaps of words of so many letters, with this gap between words and kerning within.
    fn line(lengths: &[usize], between: f32) -> Vec<f32> {
        let word = |length: &usize| {
            [vec![0.0, 0.02, -0.03, 0.05].into_iter().cycle().take(length - 1).collect(), vec![between]]
        };
        let mut gaps: Vec<f32> = lengths.iter().flat_map(word).flatten().collect();
        gaps.pop();
        gaps
    }

    #[test]
    fn unclear_gaps_have_no_narrow_border() {
        let wide = line(&[4, 3, 6, 5], 0.25);
        let (short, lone) = (line(&[4, 3], 0.12), line(&[9, 9, 9, 9, 9, 9], 0.0));
        let kerned = [line(&[4, 3, 6, 5], 0.12), vec![0.08, 0.09]].concat();
        let letters = line(&[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 0.12);
        for gaps in [wide, short, lone, kerned, letters] {
            assert_eq!(narrow_threshold(&gaps), None, "{gaps:?}");
        }
    }

    #[test]
    fn narrow_gaps_part_words() {
        for between in [0.11, 0.14, 0.165] {
            let border = narrow_threshold(&line(&[4, 3, 6, 5, 2], between)).unwrap();
            assert!((0.05..between).contains(&border), "{between}");
        }
    }
}
