use super::{STRUCK_OUT, UnitKind};

const LONGEST_HEADING: usize = 120;
const MOST_WORDS: usize = 14;

/// The kind of a line of a page's text.
pub(super) fn of(line: &str) -> UnitKind {
    let line = line.trim();
    if is_struck(line) {
        UnitKind::Struck
    } else if line.contains(" | ") || line.ends_with(" |") {
        UnitKind::Row
    } else if is_bullet(line) {
        UnitKind::Bullet
    } else if is_heading(line) {
        UnitKind::Heading
    } else {
        UnitKind::Sentence
    }
}

/// Returns whether a line is text that is struck out.
pub(super) fn is_struck(line: &str) -> bool {
    line.trim_start().starts_with(STRUCK_OUT)
}

pub(super) fn is_bullet(line: &str) -> bool {
    let Some((mark, _)) = line.split_once(' ') else { return false };
    matches!(mark, "•" | "●" | "○" | "◦" | "▪" | "■" | "‣" | "➢" | "✓" | "❖" | "–" | "-" | "*" | "·")
        || is_lettered(mark)
}

/// Returns whether a mark is like "(a)", "b)", "(iv)" or "2)".
fn is_lettered(mark: &str) -> bool {
    let Some(inner) = mark.strip_suffix(')') else { return false };
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    (1..=4).contains(&inner.len()) && inner.chars().all(|character| character.is_ascii_alphanumeric())
}

/// Returns whether a line is short, does not end like a sentence, and is numbered ("4.1 Vision") or in capitals or title case.
fn is_heading(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let short = line.chars().count() <= LONGEST_HEADING && words.len() <= MOST_WORDS;
    let lettered = line.chars().filter(|character| character.is_alphabetic()).count() >= 3;
    let open = !line.ends_with(['.', '!', '?', ';', ',']);
    short && lettered && open && (is_numbered(&words) || is_titled(&words))
}

fn is_numbered(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return false };
    let number = first.trim_end_matches('.');
    let dotted =
        number.split('.').all(|part| (1..=2).contains(&part.len()) && part.chars().all(|digit| digit.is_ascii_digit()));
    dotted && first.contains('.') && second.chars().next().is_some_and(char::is_uppercase)
}

fn is_titled(words: &[&str]) -> bool {
    let long: Vec<&&str> =
        words.iter().filter(|word| word.chars().filter(|character| character.is_alphabetic()).count() > 3).collect();
    let capital =
        |word: &&&str| word.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_uppercase);
    let first = words.first().and_then(|word| word.chars().next());
    first.is_some_and(|first| !first.is_lowercase())
        && !long.is_empty()
        && long.iter().filter(|word| capital(word)).count() * 4 >= long.len() * 3
}
