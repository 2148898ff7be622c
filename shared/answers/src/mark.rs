//! Parses citation marks: `[n: "words of the page"]`, `[n]` or `[n, m]`, where `n` is a passage's number in the prompt.

/// The longest mark, in bytes. Longer text in brackets is no mark.
pub(crate) const LONGEST: usize = 1_500;
/// The largest passage number.
const LARGEST_NUMBER: usize = 99;

/// Returns whether the mark is complete.
pub(crate) fn is_whole(mark: &str) -> bool {
    mark.ends_with(']') && (!mark.contains('"') || (mark.ends_with("\"]") && mark.matches('"').count() > 1))
}

/// Returns whether a text can still become a mark: numbers, or one number and a quotation.
pub(crate) fn may_become(text: &str) -> bool {
    let inside = text.strip_prefix('[').unwrap_or(text);
    match inside.split_once(':') {
        Some((number, words)) => {
            let words = words.trim_start();
            number.chars().all(is_of_numbers) && (words.is_empty() || words.starts_with('"'))
        }
        None => inside.chars().all(is_of_numbers),
    }
}

/// Returns whether a character can occur among the numbers of a mark.
pub(crate) fn is_of_numbers(letter: char) -> bool {
    letter.is_ascii_digit() || letter.is_whitespace() || "+,".contains(letter)
}

/// Parses `[2]`, `[2, 5]` and `[2: "words"]`. Returns `None` for other text in brackets, such as years.
pub(crate) fn parse(text: &str) -> Option<Vec<(usize, Option<&str>)>> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    if let Some((number, words)) = inside.split_once(':') {
        let words = words.trim().strip_prefix('"')?.strip_suffix('"')?;
        return Some(vec![(number.trim().parse().ok()?, Some(words))]);
    }
    Some(passages_in(inside)?.into_iter().map(|number| (number, None)).collect())
}

/// Parses passage numbers: `2`, `2, 5`.
pub(crate) fn passages_in(inside: &str) -> Option<Vec<usize>> {
    let passage = |number: &str| number.trim().parse().ok().filter(|number| *number <= LARGEST_NUMBER);
    inside.split(',').map(passage).collect()
}
