//! Texts in the form in which words of a question, column names and values are compared.

use unicode_normalization::UnicodeNormalization;

/// A text in compatibility form (NFKC) and lower case.
pub(crate) fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// The words of a name: runs of letters and digits, also separated where a capital letter follows a small one.
pub(crate) fn words(name: &str) -> Vec<String> {
    let (mut words, mut word, mut before) = (Vec::new(), String::new(), ' ');
    for letter in name.nfkc() {
        let is_border = before.is_lowercase() && letter.is_uppercase();
        if (is_border || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The words of a name in the singular, joined.
pub(crate) fn key(name: &str) -> String {
    words(name).iter().map(|word| singular(word)).collect()
}

/// The singular of an English word by its ending; other words stay as they are.
pub(crate) fn singular(word: &str) -> String {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let stem = |ending: &str| word.strip_suffix(ending).map(str::to_owned);
    if let Some(stem) = stem("ies").filter(|stem| stem.len() > 1) {
        return stem + "y";
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return stem("es").unwrap_or_default();
        }
    }
    let is_singular = ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    if is_singular { word.to_owned() } else { stem("s").unwrap_or_else(|| word.to_owned()) }
}

/// Returns whether a letter is of the Korean syllables.
pub(crate) const fn is_hangul(letter: char) -> bool {
    matches!(letter, '가'..='힣')
}

/// The particle after a Korean word: the first one after a final consonant, otherwise the second one.
pub(crate) fn josa(word: &str, after_consonant: &'static str, after_vowel: &'static str) -> &'static str {
    let last = word.chars().next_back().filter(|letter| is_hangul(*letter)).map_or(0, u32::from);
    if last >= 0xAC00 && !(last - 0xAC00).is_multiple_of(28) { after_consonant } else { after_vowel }
}

/// The number of insertions, deletions and changes that make one text of another.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, own) in left.chars().enumerate() {
        let mut corner = line;
        let mut last = line + 1;
        for (place, other) in right.iter().enumerate() {
            let above = row.get(place + 1).copied().unwrap_or(usize::MAX - 1);
            let next = (corner + usize::from(own != *other)).min(above + 1).min(last + 1);
            if let Some(cell) = row.get_mut(place) {
                *cell = last;
            }
            (corner, last) = (above, next);
        }
        if let Some(cell) = row.last_mut() {
            *cell = last;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_one_key() {
        assert_eq!(key("Affected_Customers"), key("affected customers"));
        assert_eq!(key("affectedCustomers"), "affectedcustomer");
        // decomposed Hangul and letters of full width
        assert_eq!(key("사고유형_대분류"), key("ＣＯ사고유형 대분류").replace("co", ""));
        assert_eq!(key("\u{1109}\u{1175}"), "시");
    }

    #[test]
    fn particles_follow_the_final_consonant() {
        assert_eq!(["평균", "합계", "mean"].map(|word| josa(word, "은", "는")), ["은", "는", "는"]);
    }

    #[test]
    fn plurals_lose_their_ending() {
        for (word, expected) in [
            ("cities", "city"),
            ("boxes", "box"),
            ("losses", "loss"),
            ("status", "status"),
            ("gas", "gas"),
            ("days", "day"),
        ] {
            assert_eq!(singular(word), expected);
        }
    }

    #[test]
    fn distances_count_changes() {
        assert_eq!(
            (distance("abc", "abc"), distance("abc", "axc"), distance("", "ab"), distance("사망", "사망자수")),
            (0, 1, 2, 2)
        );
    }
}
