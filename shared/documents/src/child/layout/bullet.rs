/// Returns whether a text consists only of the mark of a list item or the number of a heading: "•", "(a)", "4.1".
pub(super) fn is_label(text: &str) -> bool {
    is_mark(text) || is_enumerator(text)
}

/// Returns whether `text` is a label alone and `next` starts the text that belongs to it.
pub(super) fn labels(text: &str, next: char) -> bool {
    is_label(text) && (next.is_alphabetic() || matches!(next, '(' | '[' | '“' | '"' | '‘'))
}

/// Returns whether a text is a bullet, and `next` starts the text of its item.
pub(super) fn is_bullet_of(text: &str, next: char) -> bool {
    matches!(text, "•" | "●" | "○" | "◦" | "▪" | "■" | "‣" | "➢") && next.is_alphanumeric()
}

/// Returns whether a line starts with the mark of a list item.
pub(super) fn starts_item(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    is_mark(first) && text.len() > first.len()
}

/// Returns whether a line starts with a number or letter of an enumeration: `7.5 Metering` does, `7.5 metres` starts
/// with a figure.
pub(super) fn starts_enumeration(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_figure = first.ends_with(|last: char| last.is_ascii_digit()) && second.starts_with(char::is_lowercase);
    (text.len() > first.len() && is_enumerator(first) && !is_figure) || is_numbered_word(first, second)
}

/// Returns whether a line with an enumeration mark can follow items like `before`. A dotted number among other marks is a figure,
/// unless it divides the number before: `2.5 MW` follows no `1. A plant of`, but `1.1 Plants` does.
pub(super) fn may_follow(before: &str, text: &str) -> bool {
    let (first, next) = (first_word(before), first_word(text));
    let is_dotted = |word: &str| word.ends_with(|last: char| last.is_ascii_digit());
    let whole = |word: &str| word.split('.').next().unwrap_or_default().to_owned();
    !is_dotted(next) || is_dotted(first) || whole(first) == whole(next)
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// Returns whether two words number a step: `Step 2:`, `Étape 2:`.
fn is_numbered_word(word: &str, number: &str) -> bool {
    let digits = number.strip_suffix(':').unwrap_or_default();
    word.starts_with(char::is_uppercase)
        && word.chars().all(char::is_alphabetic)
        && (1..=2).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_mark(text: &str) -> bool {
    let mut characters = text.chars();
    let (Some(first), None) = (characters.next(), characters.next()) else { return false };
    matches!(
        first,
        '•' | '●'
            | '○'
            | '◦'
            | '▪'
            | '■'
            | '□'
            | '‣'
            | '➢'
            | '✓'
            | '✔'
            | '❖'
            | '–'
            | '—'
            | '-'
            | '*'
            | '·'
            | '➔'
            | '►'
    )
}

fn is_enumerator(text: &str) -> bool {
    let closed = text.strip_suffix([')', '.', ':']);
    let bare = closed.unwrap_or(text);
    let bare = bare.strip_prefix('(').unwrap_or(bare);
    let is_number = !bare.is_empty() && bare.len() <= 9 && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    let parts = bare.split('.').filter(|part| !part.is_empty());
    if is_number {
        let short = parts.clone().all(|part| part.len() <= 2);
        return short && (closed.is_some() || parts.count() > 1);
    }
    closed.is_some() && (is_single_letter(bare) || is_roman(bare))
}

fn is_single_letter(text: &str) -> bool {
    text.len() == 1 && text.chars().all(|c| c.is_ascii_alphabetic())
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.len() <= 5 && text.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'))
}
