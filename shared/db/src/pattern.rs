//! Patterns of `LIKE` and `ILIKE`.

/// An `ILIKE` pattern that finds this text anywhere.
#[must_use]
pub fn anywhere(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_literal() {
        assert_eq!(anywhere("plan"), "%plan%");
        assert_eq!(anywhere(r"50%_\"), r"%50\%\_\\%");
    }
}
