use super::Glyph;
use super::numeric::median;

/// White space between two glyphs wider than this share of the font size parts two words.
const WORD_GAP: f32 = 0.17;

/// Decides for every glyph of a run whether a word starts with it. Text set with wide letter spacing keeps its words
/// whole.
pub(super) fn starts(glyphs: &[Glyph]) -> Vec<bool> {
    let gaps: Vec<f32> = gaps(glyphs).collect();
    let threshold = if is_letter_spaced(glyphs, &gaps) { 1.7 * median(&gaps) } else { WORD_GAP };
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

fn is_letter_spaced(glyphs: &[Glyph], gaps: &[f32]) -> bool {
    let wide = gaps.iter().filter(|gap| **gap > WORD_GAP).count();
    let spaced = glyphs.iter().skip(1).filter(|glyph| glyph.spaced).count();
    gaps.len() >= 4 && wide * 10 >= gaps.len() * 8 && spaced * 4 <= gaps.len()
}
