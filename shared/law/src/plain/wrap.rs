//! Texts whose lines are broken at a width.

use super::lines::{Line, LineKind};

/// The fewest pairs of lines that decide.
const FEWEST: usize = 6;
/// Blanks between the columns of a table.
const COLUMN: &str = "   ";

/// Returns whether lines go on in the next line: often a line that ends within a sentence is followed by a small letter.
pub(super) fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let pairs = lines.iter().zip(lines.iter().skip(1)).filter(|(one, next)| {
        let is_text = |line: &Line| matches!(line.kind, LineKind::Text | LineKind::Heading);
        is_text(one) && is_text(next) && one.page == next.page && !next.is_after_blank
    });
    let (mut all, mut broken) = (0_usize, 0_usize);
    for (one, next) in pairs {
        all += 1;
        let goes_on = next.span.of(text).starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
        broken += usize::from(is_open(one.span.of(text)) && goes_on);
    }
    all >= FEWEST && broken * 3 >= all
}

/// Returns whether a line ends within a sentence.
fn is_open(line: &str) -> bool {
    line.ends_with(|last: char| last.is_alphanumeric() || matches!(last, ',' | '-'))
}

/// The width at which most lines break, in characters.
pub(super) fn width(lines: &[Line]) -> usize {
    let widths = widths(lines);
    widths.get(widths.len() * 3 / 4).copied().unwrap_or(0)
}

/// The width that lines hardly ever exceed, in characters.
pub(super) fn widest(lines: &[Line]) -> usize {
    let widths = widths(lines);
    widths.get(widths.len() * 19 / 20).copied().unwrap_or(0)
}

fn widths(lines: &[Line]) -> Vec<usize> {
    let mut widths: Vec<usize> =
        lines.iter().filter(|line| line.kind != LineKind::Furniture).map(|line| line.width).collect();
    widths.sort_unstable();
    widths
}

/// Returns whether a line breaks within a paragraph: the next word exceeds the widest line, or the line ends within a sentence that goes on
/// with a small letter, or near the width. Lines with columns do not.
pub(super) fn is_broken(text: &str, last: &Line, line: &Line, widest: usize) -> bool {
    let (before, content) = (last.span.of(text), line.span.of(text));
    let next = content.split_whitespace().next().map_or(0, |word| word.chars().count());
    let has_columns = |line: &str| line.contains(COLUMN);
    let goes_on = is_open(before) && (content.starts_with(char::is_lowercase) || last.width * 10 >= widest * 9);
    (goes_on || last.width + 1 + next > widest) && !has_columns(before) && !has_columns(content)
}

/// What parts the words of two lines that are joined: nothing behind a dash, or a hyphen that parts a word.
pub(super) fn separator(before: &str, content: &str) -> &'static str {
    let ends_within = |sign: char| before.strip_suffix(sign).is_some_and(|word| word.ends_with(char::is_alphanumeric));
    let goes_on = content.starts_with(char::is_alphanumeric);
    if before.ends_with('—') || before.ends_with("--") || (ends_within('-') && goes_on) { "" } else { " " }
}
