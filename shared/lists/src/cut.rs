//! Cutting of texts at marks.

/// The text in front of a suffix in brackets, and the text in the brackets: `123 (Colombia)`.
pub(crate) fn bracketed_end(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let (before, inside) = (inner.get(..open)?, inner.get(open + 1..)?);
    (before.ends_with(' ') && !inside.is_empty()).then_some((before.trim_end(), inside))
}

/// The text between single quotation marks that enclose all of it.
pub(crate) fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.strip_suffix('\'').filter(|inside| !inside.trim().is_empty())
}
