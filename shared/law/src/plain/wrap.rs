//! Texts whose lines are broken at a width.

use super::lines::{Line, LineKind};

/// The fewest pairs of lines that decide.
const FEWEST: usize = 6;

/// Returns whether lines go on in the next line: often a line that ends within a sentence is followed by a small letter.
pub(super) fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let pairs = lines.iter().zip(lines.iter().skip(1)).filter(|(one, next)| {
        let is_text = |line: &Line| matches!(line.kind, LineKind::Text | LineKind::Heading);
        is_text(one) && is_text(next) && one.page == next.page && !next.is_after_blank
    });
    let (mut all, mut broken) = (0_usize, 0_usize);
    for (one, next) in pairs {
        all += 1;
        let is_open = one.span.of(text).ends_with(|last: char| last.is_alphanumeric() || matches!(last, ',' | '-'));
        let goes_on = next.span.of(text).starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
        broken += usize::from(is_open && goes_on);
    }
    all >= FEWEST && broken * 3 >= all
}

/// The width at which most lines break, in characters.
pub(super) fn width(lines: &[Line]) -> usize {
    let mut widths: Vec<usize> =
        lines.iter().filter(|line| line.kind != LineKind::Furniture).map(|line| line.width).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 3 / 4).copied().unwrap_or(0)
}
