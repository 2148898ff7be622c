//! Permanent reference numbers of the UN in prose: `QDi.001`, `KPe.075`.

/// The references in a text, in their order, without repetitions.
pub(crate) fn un_references(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for word in text.split(|character: char| !(character.is_ascii_alphanumeric() || character == '.')) {
        let word = word.trim_end_matches('.');
        if is_reference(word) && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// Two capitals of the committee, `i` or `e`, a dot and three digits or more.
fn is_reference(word: &str) -> bool {
    let Some((committee, number)) = word.split_once('.') else { return false };
    let mut letters = committee.chars();
    let regime = letters.next().is_some_and(|letter| letter.is_ascii_uppercase())
        && letters.next().is_some_and(|letter| letter.is_ascii_uppercase())
        && matches!(letters.next(), Some('i' | 'e'))
        && letters.next().is_none();
    regime && (3..=5).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_in_prose() {
        let text = "Member of Al-Qaida (QDe.004) with QDi.001. Cf. QDe.004, I.AC.50 and ABi.1.";
        assert_eq!(un_references(text), ["QDe.004", "QDi.001"]);
    }
}
