//! Quoted words.

/// The marks that open a quotation of words, with those that close it.
const MARKS: [(&str, &str); 8] =
    [("``", "''"), ("‘", "’"), ("“", "”"), ("\"", "\""), ("«", "»"), ("„", "“"), ("‧", "‧"), ("⟦", "⟧")];
/// The longest quotation, in bytes.
const LONGEST: usize = 160;

/// The quotation with which a text begins: its words, and its length in bytes with the marks.
pub(crate) fn quoted(text: &str) -> Option<(&str, usize)> {
    let (open, close) = *MARKS.iter().find(|(open, _)| text.starts_with(open))?;
    let inner = text.get(open.len()..)?;
    let near = inner.get(..inner.floor_char_boundary(LONGEST))?;
    // an apostrophe within the quotation stands between letters
    let end = near.match_indices(close).map(|(at, _)| at).find(|at| {
        let after = near.get(at + close.len()..).and_then(|after| after.chars().next());
        after.is_none_or(|after| !after.is_alphanumeric())
    })?;
    let words = near.get(..end)?.trim();
    (!words.is_empty()).then_some((words, open.len() + end + close.len()))
}
